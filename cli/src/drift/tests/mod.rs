//! Pages of an invented provider in every layout, and the real pages if they are beside the workspace.

mod hostile;
mod layouts;
mod mutation;
mod page;
mod trial;

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use refundry_codegen::compile;
use refundry_codegen::model::Provider;
use refundry_codegen::source::Source;

use super::document::{Document, DocumentError, PageFormat};
use super::finding::{self, Finding};

/// A spec to compare with pages.
struct Spec {
    source: Source,
    provider: Provider,
}

impl Spec {
    fn read(path: &Path) -> Self {
        Self::of(path, fs::read_to_string(path).expect("a spec"))
    }

    fn of(path: &Path, text: String) -> Self {
        let source = Source { path: path.to_owned(), text };
        let (provider, faults) = compile(&source);
        let provider = provider.unwrap_or_else(|| panic!("{}: {faults:?}", path.display()));
        Self { source, provider }
    }

    /// All findings of a page.
    fn drift(&self, text: &str, kind: PageFormat) -> Result<Vec<Finding>, DocumentError> {
        let document = Document { path: PathBuf::from("page"), kind, text: text.to_owned() };
        Ok(super::compared(&self.source, &self.provider, &document)?.findings)
    }

    /// The findings that no erratum explains, in short.
    fn open(&self, text: &str, kind: PageFormat) -> Vec<(finding::FindingKind, String)> {
        let findings = self.drift(text, kind).expect("tables");
        findings.iter().filter(|finding| finding.explained.is_none()).map(short).collect()
    }
}

/// The number of random or exhaustive cases: `.ci/run` sets `EQUAL_CASES` to 1,000.
fn cases() -> usize {
    std::env::var("EQUAL_CASES").map_or(50, |text| text.parse().expect("a number"))
}

fn short(finding: &Finding) -> (finding::FindingKind, String) {
    let names = [&finding.message, &finding.field].into_iter().flatten().cloned().collect::<Vec<_>>();
    (finding.kind, names.join("."))
}

fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/drift")
}

fn lantern() -> Spec {
    Spec::read(&fixtures().join("lantern_pay.yaml"))
}

fn fixture(name: &str) -> String {
    fs::read_to_string(fixtures().join(name)).expect("a page")
}

/// The shipped specs: compiled once for all tests.
static SHIPPED: LazyLock<Vec<Spec>> = LazyLock::new(|| {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../specs");
    let paths = fs::read_dir(folder).expect("the specs").flatten().map(|file| file.path());
    paths.filter(|path| path.extension().is_some_and(|end| end == "yaml")).map(|path| Spec::read(&path)).collect()
});

/// The page of a real provider that satisfies `is_so`, and the spec that it fits best. Such pages may not be published:
/// they may be beside the workspace.
fn real(is_so: impl Fn(&str) -> bool) -> Option<(&'static Spec, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the workspace");
    let pages = fs::read_dir(root.join("../shared/seeds")).ok()?.flatten();
    let page = pages.filter_map(|file| fs::read_to_string(file.path()).ok()).find(|text| is_so(text))?;
    let fitting = SHIPPED.iter().filter_map(|spec| Some((spec.drift(&page, PageFormat::Text).ok()?, spec)));
    let open = |findings: &[Finding]| findings.iter().filter(|finding| finding.is_open()).count();
    let (_, spec) = fitting.min_by_key(|(findings, _)| open(findings))?;
    Some((spec, page))
}
