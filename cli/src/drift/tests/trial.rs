//! Pages in layouts and notations of the field, each with a list of single changes and the findings that they cause. The
//! spec is the one that the list names, or else the draft of the page.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use super::{Spec, fixtures, short};
use refundry_codegen::outline::outline;
use refundry_codegen::source::Source;

use crate::draft::{self, openapi};
use crate::drift::{self, document};
use crate::sampled::sampled;

/// A change of a page, and the findings that it causes: their words and places.
struct Edit {
    expected: BTreeSet<(String, String)>,
    /// Texts that occur once, and their replacements.
    changes: Vec<(String, String)>,
}

/// A page with its changes.
struct Trial {
    name: String,
    spec: Spec,
    page: String,
    /// Whether the page is tested inside a web archive.
    archived: bool,
    edits: Vec<Edit>,
}

fn trials() -> Vec<Trial> {
    let folder = fixtures().join("trial");
    let files = fs::read_dir(&folder).expect("the trial").flatten().map(|file| file.path());
    let mut files: Vec<PathBuf> = files.filter(|path| path.extension().is_some_and(|end| end == "edits")).collect();
    files.sort();
    files.iter().map(|path| trial(&folder, path)).collect()
}

fn trial(folder: &Path, path: &Path) -> Trial {
    let list = fs::read_to_string(path).expect("a list of edits");
    let option = |name: &str| list.lines().find_map(|line| line.strip_prefix(&format!("# {name}: ")));
    let name = path.file_stem().expect("a name").to_string_lossy().into_owned();
    let pages = ["html", "md", "txt", "json"].map(|end| folder.join(format!("{name}.{end}")));
    let page = pages.iter().find(|page| page.exists()).expect("a page");
    let text = fs::read_to_string(page).expect("a page");
    let spec = option("spec").map_or_else(|| drafted(page), |spec| Spec::read(&folder.join(spec)));
    let edits = list.lines().filter(|line| !line.starts_with('#')).map(edit).collect();
    Trial {
        name: page.file_name().expect("a name").to_string_lossy().into_owned(),
        spec,
        page: text,
        archived: option("as") == Some("mhtml"),
        edits,
    }
}

/// The draft of the page, with its marks.
fn drafted(page: &Path) -> Spec {
    let text = if openapi::is_document(page) {
        draft::draft_openapi("acme_pay", page).expect("a draft").text
    } else {
        draft::draft("acme_pay", &document::read_page(page).expect("a page")).expect("a draft").text
    };
    let source = Source { path: page.to_owned(), text };
    let provider = outline(&source).expect("marks alone");
    Spec { source, provider }
}

/// Reads `KIND PLACE ++ KIND PLACE :: FROM => TO && FROM => TO`; `\n` is a line break, `\t` a tab, and `none -` expects nothing.
fn edit(line: &str) -> Edit {
    let (expected, changes) = line.split_once(" :: ").unwrap_or_else(|| panic!("no change in `{line}`"));
    let text = |text: &str| text.replace("\\n", "\n").replace("\\t", "\t");
    let change = |change: &str| {
        let (from, to) = change.split_once(" => ").unwrap_or_else(|| panic!("no replacement in `{line}`"));
        (text(from), text(to))
    };
    let finding = |text: &str| {
        let (kind, place) = text.split_once(' ').unwrap_or_else(|| panic!("no place in `{line}`"));
        (kind != "none").then(|| (kind.to_owned(), place.trim_matches('-').to_owned()))
    };
    let expected = expected.split(" ++ ").filter_map(finding).collect();
    Edit { expected, changes: changes.split(" && ").map(change).collect() }
}

impl Trial {
    /// The findings of a page that no erratum explains.
    fn findings(&self, page: &str) -> BTreeSet<(String, String)> {
        let folder = tempfile::tempdir().expect("a scratch folder");
        let path = folder.path().join(&self.name);
        fs::write(&path, if self.archived { archive(page) } else { page.as_bytes().to_vec() }).expect("a page");
        let compared = drift::against(&self.spec.source, &self.spec.provider, &path);
        let compared = compared.unwrap_or_else(|error| panic!("{}: {error}", self.name));
        let open = compared.findings.iter().filter(|finding| finding.explained.is_none());
        open.map(|finding| (finding.kind.word().to_owned(), short(finding).1)).collect()
    }

    /// The changes that are not reported as expected.
    fn failures(&self) -> Vec<String> {
        let unchanged = self.findings(&self.page);
        let drifted = (!unchanged.is_empty()).then(|| format!("{}: unchanged: {unchanged:?}", self.name));
        drifted.into_iter().chain(sampled(self.edits.iter()).filter_map(|edit| self.failure(edit))).collect()
    }

    fn failure(&self, edit: &Edit) -> Option<String> {
        let mut page = self.page.clone();
        for (from, to) in &edit.changes {
            let times = page.matches(from.as_str()).count();
            if times != 1 {
                return Some(format!("{}: {from:?} occurs {times} times", self.name));
            }
            page = page.replace(from, to);
        }
        let (found, expected) = (self.findings(&page), &edit.expected);
        let failed = || format!("{}: {:?}\n  expected {expected:?}\n  found    {found:?}", self.name, edit.changes);
        (found != *expected).then(failed)
    }
}

/// A web archive with the page in GBK, as quoted-printable.
fn archive(page: &str) -> Vec<u8> {
    let (bytes, _, lossy) = encoding_rs::GBK.encode(page);
    assert!(!lossy, "the page has characters that GBK lacks");
    let encoded: Vec<String> = bytes.iter().map(|byte| format!("={byte:02X}")).collect();
    let body: String = encoded.chunks(20).map(|line| line.concat() + "=\r\n").collect();
    let head = "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=\"b\"\r\n\r\n--b\r\n";
    let part = "Content-Type: text/html; charset=\"gbk\"\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n";
    format!("{head}{part}{body}\r\n--b--\r\n").into_bytes()
}

#[test]
fn every_change_of_the_trial_is_found() {
    let trials = trials();
    let edits: usize = trials.iter().map(|trial| trial.edits.len()).sum();
    let failures: Vec<String> = trials.iter().flat_map(Trial::failures).collect();
    assert!(trials.len() >= 6 && edits >= 60, "{} pages, {edits} changes", trials.len());
    assert!(failures.is_empty(), "{} of {edits} changes:\n{}", failures.len(), failures.join("\n"));
}
