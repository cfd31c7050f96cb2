//! Single slips of authors in the shipped specs, and the fault that `check` reports for each of them.

#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::panic, clippy::string_slice)]

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
    sync::OnceLock,
};

use refundry_codegen::{
    batch::{self, Compiled},
    diagnostic::{Code, Diagnostic, Fix, Severity},
    render::Lines,
    source::Source,
};
use serde::Deserialize;

use crate::{
    examples, mend,
    sampled::{sampled, step},
};

/// An edit of a spec, and the fault that it must give.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Slip {
    /// The slip in words.
    slip: String,
    /// The name of the spec.
    spec: String,
    /// The text whose first occurrence is replaced.
    find: String,
    replace: String,
    /// The beginning of the line at fault.
    line: String,
    /// A part of the marked text, where a slip tells the place within its line.
    #[serde(default)]
    at: String,
    /// A part of the message.
    says: String,
    /// A part of the help.
    help: String,
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

impl Slip {
    fn source(&self) -> Source {
        let path = root().join(format!("../specs/{}.yaml", self.spec));
        let text = fs::read_to_string(&path).expect("a spec");
        assert!(text.contains(&self.find), "{}: the spec has no such text", self.slip);
        Source { text: text.replacen(&self.find, &self.replace, 1), path }
    }

    /// The difference between the reported fault and the expected one; empty if there is none.
    fn difference(&self, compiled: &Compiled) -> String {
        let errors = compiled.count(Severity::Error);
        let Some(fault) = first_error(compiled) else { return "no error".to_owned() };
        let told = Told::new(&compiled.source, fault);
        let wrong = [
            ("line", &self.line, &told.line),
            ("place", &self.at, &told.at),
            ("message", &self.says, &told.says),
            ("help", &self.help, &told.help),
        ]
        .into_iter()
        .filter(|(_, expected, found)| !found.contains(expected.as_str()))
        .map(|(what, expected, found)| format!("  {what}: expected {expected:?}, found {found:?}\n"));
        let several = (errors != 1).then(|| format!("  {errors} errors for one slip\n"));
        wrong.chain(several).collect()
    }
}

/// A reported fault.
struct Told {
    line: String,
    at: String,
    says: String,
    help: String,
}

impl Told {
    fn new(source: &Source, fault: &Diagnostic) -> Self {
        let (line, _) = Lines::new(source).position(fault.span.start);
        Self {
            line: source.text.lines().nth(line - 1).unwrap_or_default().to_owned(),
            at: source.text.get(fault.span.start..fault.span.end).unwrap_or_default().to_owned(),
            says: fault.message.clone(),
            help: fault.help.as_deref().unwrap_or_default().to_owned(),
        }
    }
}

fn first_error(compiled: &Compiled) -> Option<&Diagnostic> {
    compiled.diagnostics.iter().find(|fault| fault.severity() == Severity::Error)
}

/// A share of the slips of a file, with their faults: compiled once for all tests.
fn slips(group: &str) -> &'static [(Slip, Compiled)] {
    const FILES: usize = GROUPS.len() + 1;
    static SLIPS: [OnceLock<Vec<(Slip, Compiled)>>; FILES] = [const { OnceLock::new() }; FILES];
    let all = || GROUPS.iter().chain([&NEWCOMERS]);
    let at = all().position(|other| *other == group).expect("a listed file");
    SLIPS[at].get_or_init(|| {
        let path = root().join(format!("tests/slips/{group}.yaml"));
        let slips: Vec<Slip> =
            serde_yaml::from_str(&fs::read_to_string(path).expect("a list of slips")).expect("slips");
        let slips = sampled(slips.into_iter()).map(|slip| (slip.source(), slip));
        slips.map(|(source, slip)| (slip, compiled(source))).collect()
    })
}

/// Each slip of a file gives one error, at its place, with its cause and its correction.
fn assert_told(group: &str, least: usize) {
    let slips = slips(group);
    assert!(slips.len() >= least / step(), "{group} has {} slips only", slips.len());
    let differences = slips
        .iter()
        .map(|(slip, compiled)| (slip, slip.difference(compiled)))
        .filter(|(_, difference)| !difference.is_empty());
    let wrong: Vec<String> = differences.map(|(slip, difference)| format!("{}\n{difference}", slip.slip)).collect();
    assert!(wrong.is_empty(), "{} of {} slips are told otherwise:\n{}", wrong.len(), slips.len(), wrong.concat());
}

#[test]
fn signs_of_a_chinese_keyboard() {
    assert_told("chinese", 30);
}

#[test]
fn slips_of_yaml() {
    assert_told("yaml", 40);
}

#[test]
fn types_of_pages() {
    assert_told("types", 35);
}

#[test]
fn operators_of_other_languages() {
    assert_told("expressions", 20);
}

#[test]
fn names_and_words() {
    assert_told("names", 30);
}

#[test]
fn signatures_and_examples() {
    assert_told("examples", 35);
}

#[test]
fn mistakes_of_newcomers() {
    assert_told(NEWCOMERS, 80);
}

#[test]
fn mistakes_of_authors() {
    assert_told("authors", 110);
}

#[test]
fn words_of_other_formats() {
    assert_told("formats", 90);
}

#[test]
fn other_slips() {
    assert_told("others", 35);
}

/// The file of slips whose fixes are not judged.
const NEWCOMERS: &str = "newcomers";

/// The other files of slips.
const GROUPS: [&str; 9] =
    ["chinese", "yaml", "types", "expressions", "names", "examples", "others", "authors", "formats"];

/// Faults whose correction is a decision about money.
const DECISIONS: [&str; 9] = [
    "is not a role",
    "is not an outcome",
    "is not a kind of operation",
    "a unit of money is expected",
    "there is no type `number`",
    "there is no type `decimal`",
    "the type needs to say more",
    "there is no value of",
    "does not state the outcome",
];

/// The faults that a fix may leave: examples of the spec before the slip, where the slip changes the meaning of the spec.
fn is_of_examples(fault: &Diagnostic) -> bool {
    let codes = [Code::Example, Code::WithoutExample, Code::RuleWithoutExample, Code::ValueDoesNotFit];
    fault.severity() == Severity::Warning || codes.contains(&fault.code)
}

fn compiled(source: Source) -> Compiled {
    batch::compile_read((source, None), examples::faults)
}

/// Whether the help names one of the replacements.
fn agrees(source: &Source, fault: &Diagnostic, fix: &Fix) -> bool {
    let help = fault.help.as_deref().unwrap_or_default().replace('…', "");
    let named = help.split('`').nth(1).unwrap_or("no name");
    let letters = |text: &str| text.chars().filter(|next| !next.is_whitespace()).collect::<String>();
    fix.edits().iter().any(|edit| {
        let (old, new) = (&source.text[edit.span.start..edit.span.end], edit.text.trim());
        let blanks = letters(old) == letters(new) || new.is_empty();
        let words = ["leave", "indent", "space", "on a line of its own"];
        let quoted = help.contains(&new.chars().take(58).collect::<String>()) || new.contains(named);
        blanks && words.iter().any(|word| help.contains(word)) || !new.is_empty() && quoted
    })
}

/// The faults of mended texts that no fix may leave. Many fixes give the shipped spec, which is compiled once.
#[derive(Default)]
struct Left(BTreeMap<String, Vec<String>>);

impl Left {
    fn of(&mut self, source: Source) -> &[String] {
        self.0.entry(source.text.clone()).or_insert_with(|| {
            let after = compiled(source);
            let left = after.diagnostics.iter().filter(|fault| !is_of_examples(fault));
            left.map(|fault| fault.message.clone()).collect()
        })
    }
}

/// The difference between the promise of a fix and its effect; empty if there is none.
fn broken_promise(source: &Source, fault: &Diagnostic, left: &mut Left) -> Option<String> {
    let fix = fault.fix.as_deref()?;
    let text = fix.applied(&source.text)?;
    let left = left.of(Source { text, path: source.path.clone() });
    let decided = DECISIONS.iter().any(|words| fault.message.contains(words));
    match (left.is_empty(), agrees(source, fault, fix), decided) {
        (true, true, false) => None,
        (false, ..) => Some(format!("leaves {left:?}")),
        (_, false, _) => Some(format!("help {:?} and fix {:?} differ", fault.help, fix.edits())),
        (.., true) => Some("decides about money".to_owned()),
    }
}

#[test]
fn a_fix_mends_its_slip_and_does_what_the_help_says() {
    let (mut fixed, mut wrong, mut left) = (0, Vec::new(), Left::default());
    for (slip, compiled) in GROUPS.iter().flat_map(|group| slips(group)) {
        let fault = first_error(compiled).expect("a fault");
        fixed += usize::from(fault.fix.is_some());
        let broken = broken_promise(&compiled.source, fault, &mut left);
        wrong.extend(broken.map(|why| format!("{}: {why}\n", slip.slip)));
    }
    assert!(wrong.is_empty(), "{}", wrong.concat());
    assert!(fixed >= 110 / step(), "{fixed} slips have a fix");
}

/// Slips that hide each other are mended in rounds.
#[test]
fn several_slips_of_a_spec_are_mended_together() {
    let slips: Vec<_> = ["chinese", "yaml", "types"].iter().flat_map(|group| slips(group)).collect();
    let specs: BTreeSet<&str> = slips.iter().map(|(slip, _)| slip.spec.as_str()).collect();
    let mut all = 0;
    for spec in specs {
        let own = slips.iter().filter(|(slip, _)| slip.spec == spec);
        let Some((source, applied)) = slipped(own) else { continue };
        all += applied;
        let mended = mend::mended(compiled(source));
        let left: Vec<&str> = mended
            .after
            .diagnostics
            .iter()
            .filter(|fault| !is_of_examples(fault))
            .map(|fault| &*fault.message)
            .collect();
        assert!(left.is_empty(), "{spec}, {applied} slips: {left:?}");
    }
    assert!(all >= 23 / step(), "{all} slips");
}

/// A spec with the slips of it that can be mended together, and their number; `None` if there are none.
fn slipped<'s>(slips: impl Iterator<Item = &'s &'s (Slip, Compiled)>) -> Option<(Source, usize)> {
    const MOST: usize = 25;
    let mut found: Option<(Source, usize)> = None;
    for (slip, compiled) in slips {
        let Some(path) = alone_mended(compiled) else { continue };
        let (text, applied) = match &found {
            Some((source, applied)) => (source.text.clone(), *applied),
            None => (fs::read_to_string(path).expect("a spec"), 0),
        };
        if applied < MOST && text.contains(&slip.find) {
            let text = text.replacen(&slip.find, &slip.replace, 1);
            found = Some((Source { text, path: path.to_owned() }, applied + 1));
        }
    }
    found
}

/// The path of a slip whose mended text is the shipped spec, and whose fix needs no view of the whole file: the
/// indentation of a line and a missing bracket are mended only where nothing else is wrong.
fn alone_mended(compiled: &Compiled) -> Option<&Path> {
    let source = &compiled.source;
    let shipped = fs::read_to_string(&source.path).expect("a spec");
    let fix = compiled.diagnostics.iter().find_map(|fault| fault.fix.as_deref())?;
    let structural = fix.edits().iter().any(|edit| {
        source.text[..edit.span.start].trim_end_matches(' ').ends_with('\n') || edit.text.contains(['{', '}', '\n'])
    });
    (!structural && fix.applied(&source.text)? == shipped).then_some(&*source.path)
}

/// Every YAML file below a folder of the repository.
fn specs_below(folder: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(root().join("..").join(folder)).expect("a folder");
    let paths = entries.map(|entry| entry.expect("an entry").path());
    paths.filter(|path| path.extension().is_some_and(|end| end == "yaml")).collect()
}

#[test]
fn a_sound_spec_is_left_alone() {
    let folders = ["specs", "tests/shapes", "tests/interpreted", "tests/acme_pay/refunds", "codegen/tests/emit"];
    let paths: Vec<PathBuf> = folders.iter().flat_map(|folder| specs_below(folder)).collect();
    for path in &paths {
        let text = fs::read_to_string(path).expect("a spec");
        let mended = mend::mended(compiled(Source { text: text.clone(), path: path.clone() }));
        assert!(mended.after.source.text == text && mended.changes.is_empty(), "{}", path.display());
    }
    assert!(paths.len() > 60, "{} specs", paths.len());
}

/// Faulty specs of all kinds: no fix adds a fault, and a second run changes nothing.
#[test]
fn faults_become_fewer() {
    let paths = specs_below("codegen/tests/diagnostics");
    let mut mended_specs = 0;
    for path in &paths {
        let Ok(text) = fs::read_to_string(path) else { continue };
        let first = compiled(Source { text, path: path.clone() });
        let mended = mend::mended(first);
        mended_specs += usize::from(!mended.changes.is_empty());
        assert!(mended.after.diagnostics.iter().all(|fault| fault.fix.is_none()), "{}", path.display());
    }
    assert!(mended_specs > 10, "{mended_specs} of {} specs are mended", paths.len());
}
