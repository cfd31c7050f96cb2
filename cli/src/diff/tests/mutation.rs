//! Random changes of the shipped specs, by word and by line. If the changed spec compiles, `diff` reports a specific
//! kind of change, at level source if the emitted Rust lost a public item.
//!
//! `REFUNDRY_MUTANTS=100000` tries every change; `--nocapture` prints each fault when it is found.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{LazyLock, Mutex, OnceLock};
use std::thread;

use refundry_codegen::model::Provider;
use refundry_codegen::package::Package;

use super::super::canonical::canonical;
use super::super::kind::{ChangeKind, Level};
use super::super::{change::Change, changes};
use super::{files, model, read};
use crate::sampled::is_exhaustive;

/// A shipped spec.
struct Shipped {
    path: PathBuf,
    text: String,
    provider: Provider,
}

/// The shipped specs: compiled once for all tests.
static SHIPPED: LazyLock<Vec<Shipped>> = LazyLock::new(|| {
    let shipped = |path: PathBuf| {
        let text = read(&path);
        let provider = model(&text).unwrap_or_else(|| panic!("{} is sound", path.display()));
        Shipped { path, text, provider }
    };
    files("../specs", "yaml").into_iter().map(shipped).collect()
});

/// A generator with a seed, so that a failure can be reproduced (Knuth's MMIX constants).
struct Random(u64);

impl Random {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap_or_default() % bound.max(1)
    }
}

/// The number of changes per spec.
fn tries() -> usize {
    let few = if is_exhaustive() { 8 } else { 5 };
    std::env::var("REFUNDRY_MUTANTS").ok().and_then(|count| count.parse().ok()).unwrap_or(few)
}

/// The words of a spec outside comments, as byte ranges.
fn words(text: &str) -> Vec<(usize, usize)> {
    let of_word = |next: char| next.is_alphanumeric() || "_.-".contains(next);
    let (mut out, mut start, mut comment) = (Vec::new(), None, false);
    for (at, next) in text.char_indices().chain([(text.len(), '\n')]) {
        comment = next != '\n' && (comment || next == '#' && text[..at].ends_with(['\n', ' ']));
        match (of_word(next) && !comment, start) {
            (true, None) => start = Some(at),
            (false, Some(begin)) => {
                out.push((begin, at));
                start = None;
            }
            _ => {}
        }
    }
    out
}

/// Another word for the place of `word`.
fn other(word: &str, vocabulary: &[&str], random: &mut Random) -> String {
    let number = word.parse::<u64>().ok().filter(|_| !word.starts_with('0') || word == "0");
    match (word, number, random.below(3)) {
        ("true", ..) => "false".to_owned(),
        ("false", ..) => "true".to_owned(),
        (_, Some(number), _) => (number + 1 + u64::try_from(random.below(3)).unwrap_or(0)).to_string(),
        (_, None, 0) => format!("{word}x"),
        (_, None, _) => vocabulary[random.below(vocabulary.len())].to_owned(),
    }
}

/// A change of a spec.
enum Mutant {
    /// A word is replaced.
    Word { start: usize, end: usize, other: String },
    /// A line is removed.
    Gone(usize),
    /// A line is swapped with the next one.
    Swapped(usize),
}

impl Mutant {
    fn of(&self, text: &str) -> String {
        let mut lines: Vec<&str> = text.lines().collect();
        match self {
            Self::Word { start, end, other } => return format!("{}{other}{}", &text[..*start], &text[*end..]),
            Self::Gone(at) => drop(lines.remove(*at)),
            Self::Swapped(at) => lines.swap(*at, at + 1),
        }
        lines.join("\n")
    }

    fn what(&self, text: &str) -> String {
        let number = |at: usize| text[..at].matches('\n').count() + 1;
        match self {
            Self::Word { start, end, other } => {
                format!("line {}: `{}` is `{other}`", number(*start), &text[*start..*end])
            }
            Self::Gone(at) => format!("line {} is gone", at + 1),
            Self::Swapped(at) => format!("lines {} and {} are swapped", at + 1, at + 2),
        }
    }
}

/// Every word and every line once, in random order.
fn mutants(text: &str, random: &mut Random) -> Vec<Mutant> {
    let words = words(text);
    let spelled: Vec<&str> = words.iter().map(|(start, end)| &text[*start..*end]).collect();
    let vocabulary: Vec<&str> = spelled.iter().copied().collect::<BTreeSet<_>>().into_iter().collect();
    let word = |(start, end): &(usize, usize)| {
        let other = other(&text[*start..*end], &vocabulary, random);
        Mutant::Word { start: *start, end: *end, other }
    };
    let mut out: Vec<Mutant> = words.iter().map(word).collect();
    let lines = text.lines().count();
    out.extend((0..lines).map(Mutant::Gone));
    out.extend((1..lines).map(|next| Mutant::Swapped(next - 1)));
    (1..out.len()).rev().for_each(|at| out.swap(at, random.below(at + 1)));
    out
}

/// The emitted files without comments.
fn emitted(provider: &Provider) -> Vec<String> {
    let package = Package { name: "mutants".into(), version: "0.1.0".into(), runtime: None, worked: None };
    let files = package.emit_all(&[provider]).into_iter().flat_map(|emitted| emitted.files);
    let rust = files.filter(|file| file.path.extension().is_some_and(|end| end == "rs"));
    rust.map(|file| file.text).collect()
}

/// The public items of emitted files, and the variants of their enumerations: names and types, no values.
fn public(files: &[String]) -> BTreeSet<String> {
    let mut out = BTreeSet::new();
    for file in files {
        let mut inside = String::new();
        for line in file.lines().filter(|line| !line.is_empty()) {
            let code = line.trim();
            if !line.starts_with(' ') || code.starts_with("pub mod") {
                inside = code.split(" = ").next().unwrap_or(code).trim_end_matches('{').to_owned();
            }
            let variant = inside.starts_with("pub enum") && !code.starts_with("//") && code.ends_with(',');
            if code.starts_with("pub ") || variant {
                out.insert(format!("{inside}: {}", code.split(" = ").next().unwrap_or(code)));
            }
        }
    }
    out
}

/// A model with its derived data, computed once for all mutants.
struct Known {
    provider: &'static Provider,
    /// Few mutants are compared with it.
    canonical: OnceLock<String>,
    /// The emitted files; emitting is slow, and few mutants are compared with them.
    emitted: OnceLock<Vec<String>>,
}

impl Known {
    fn new(provider: &'static Provider) -> Self {
        Self { canonical: OnceLock::new(), emitted: OnceLock::new(), provider }
    }

    fn canonical(&self) -> &str {
        self.canonical.get_or_init(|| canonical(self.provider))
    }

    fn emitted(&self) -> &[String] {
        self.emitted.get_or_init(|| emitted(self.provider))
    }

    /// The fault of the reported changes, if any. `whole` also compares the emitted Rust, which is slow.
    fn fault(&self, new: &Provider, told: &[Change], whole: bool) -> Option<String> {
        if told.iter().any(|change| change.kind == ChangeKind::ModelChanged) {
            return Some("no kind names it".to_owned());
        }
        if !whole && !told.is_empty() {
            return None;
        }
        let same = self.canonical() == canonical(new);
        if same != told.is_empty() {
            return Some(format!("the models are {}, and told is {told:?}", if same { "the same" } else { "others" }));
        }
        let emitted = emitted(new);
        if told.is_empty() && self.emitted() != emitted {
            return Some("nothing is told, and the emitted Rust differs".to_owned());
        }
        let (before, after) = (public(self.emitted()), public(&emitted));
        let lost: Vec<&String> = before.difference(&after).collect();
        let source = told.iter().any(|change| change.kind.level() == Level::Source);
        (!lost.is_empty() && !source).then(|| format!("the Rust interface lost {lost:?}, and told is {told:?}"))
    }
}

/// The results of a spec's changes.
#[derive(Default)]
struct Examined {
    compiled: AtomicUsize,
    /// The faults of the reported changes.
    faults: Mutex<Vec<String>>,
}

impl Examined {
    /// Examines the change with index `at`.
    fn take(&self, old: &Known, at: usize, text: &str, what: &dyn Fn() -> String) {
        let Some(new) = model(text) else { return };
        self.compiled.fetch_add(1, Ordering::Relaxed);
        let told = changes(old.provider, &new);
        let Some(fault) = old.fault(&new, &told, at.is_multiple_of(8)) else { return };
        let fault = format!("{}: {fault}", what());
        // A full run is slow, so each fault is printed at once.
        eprintln!("{fault}");
        self.faults.lock().expect("no panic").push(fault);
    }
}

/// Examines the changes of a spec on every core.
fn examine(Shipped { path, text, provider }: &'static Shipped, tries: usize) -> (usize, Vec<String>) {
    let old = Known::new(provider);
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let mut mutants = mutants(text, &mut Random(u64::try_from(text.len()).unwrap_or(7)));
    mutants.truncate(tries);
    let (next, examined) = (AtomicUsize::new(0), Examined::default());
    let work = || {
        while let Some((at, mutant)) =
            Some(next.fetch_add(1, Ordering::Relaxed)).and_then(|at| Some((at, mutants.get(at)?)))
        {
            examined.take(&old, at, &mutant.of(text), &|| format!("{name}, {}", mutant.what(text)));
            // proc-macro2 keeps every parsed text for its spans until they are invalidated.
            proc_macro2::extra::invalidate_current_thread_spans();
        }
    };
    thread::scope(|scope| {
        (0..thread::available_parallelism().map_or(1, usize::from)).for_each(|_| drop(scope.spawn(work)))
    });
    let (compiled, faults) = (examined.compiled.into_inner(), examined.faults.into_inner().expect("no panic"));
    eprintln!("{name}: {} changes, {compiled} compile, {} faults", mutants.len(), faults.len());
    (compiled, faults)
}

#[test]
fn no_change_of_a_shipped_spec_is_missed() {
    let mut all = Vec::new();
    for shipped in SHIPPED.iter() {
        let (compiled, faults) = examine(shipped, tries());
        assert!(compiled * 20 >= tries().min(1000), "{}: only {compiled} changes compile", shipped.path.display());
        all.extend(faults);
    }
    let shown: Vec<String> = all.iter().take(100).cloned().collect();
    assert!(all.is_empty(), "{} faults:\n{}", all.len(), shown.join("\n"));
}

#[test]
fn a_shipped_spec_does_not_differ_from_itself() {
    for Shipped { path, text, provider } in SHIPPED.iter() {
        let again = model(text).expect("a model");
        assert_eq!(changes(provider, &again), [], "{}", path.display());
    }
}

/// Comments, blank lines and another file name change locations only.
#[test]
fn what_is_no_meaning_is_no_change() {
    for Shipped { path, text, provider } in SHIPPED.iter() {
        let moved: String = text.lines().map(|line| format!("{line}\n{}", blank(line))).collect();
        let new = model(&format!("# more\n\n{moved}"));
        let new = new.unwrap_or_else(|| panic!("{} is sound with blank lines", path.display()));
        assert_eq!(changes(provider, &new), [], "{}", path.display());
    }
}

/// A blank line after a key that opens a block; elsewhere the line may belong to a text.
fn blank(line: &str) -> &'static str {
    if line.ends_with(':') && !line.trim().contains(' ') { "\n" } else { "" }
}
