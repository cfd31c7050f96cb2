//! Each file of `tests/diff/cases` changes `base.yaml` and lists the expected changes.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::LazyLock;

use refundry_codegen::model::Provider;

use super::super::kind::ChangeKind;
use super::super::{change::Change, changes};
use super::{files, here, model, read};

/// The content of a case file.
struct Case {
    name: String,
    /// Texts that occur once in the base, and their replacements.
    replaced: Vec<(String, String)>,
    /// The expected kinds and subjects, one line each.
    told: Vec<String>,
}

fn case(path: &Path) -> Case {
    let text = read(path);
    let name = path.file_stem().expect("a name").to_string_lossy().into_owned();
    let (edits, told) = text.split_once("=== changes\n").unwrap_or_else(|| panic!("{name} says what is told"));
    let edits = edits.split("--- before\n").skip(1).map(|edit| edit.split_once("+++ after\n").expect("an after"));
    let line = |text: &str| text.strip_suffix('\n').unwrap_or(text).to_owned();
    let replaced = edits.map(|(before, after)| (line(before), line(after))).collect();
    Case { name, replaced, told: told.lines().map(str::to_owned).collect() }
}

fn cases() -> Vec<Case> {
    files("tests/diff/cases", "case").iter().map(|path| case(path)).collect()
}

/// The models before and after the changes of the cases.
struct Models {
    base: Provider,
    cases: Vec<(Case, Provider)>,
}

/// Compiled once for all tests.
static MODELS: LazyLock<Models> = LazyLock::new(|| {
    let model = |case: Case| (sound(&changed(&case), &case.name), case);
    let cases = cases().into_iter().map(model).map(|(model, case)| (case, model)).collect();
    Models { base: sound(&base(), "the base"), cases }
});

fn base() -> String {
    read(&here("tests/diff/base.yaml"))
}

/// The base with the replacements of a case.
fn changed(case: &Case) -> String {
    case.replaced.iter().fold(base(), |text, (before, after)| {
        assert_eq!(text.matches(before.as_str()).count(), 1, "{}: `{before}` stands once", case.name);
        text.replace(before, after)
    })
}

fn sound(text: &str, name: &str) -> Provider {
    model(text).unwrap_or_else(|| panic!("{name} is sound"))
}

fn line(change: &Change) -> String {
    format!("{} {}", change.kind.word(), change.subject)
}

#[test]
fn each_change_is_told_by_its_kind_and_nothing_else_is() {
    for (case, model) in &MODELS.cases {
        let told: Vec<String> = changes(&MODELS.base, model).iter().map(line).collect();
        assert_eq!(told, case.told, "{}", case.name);
    }
}

/// In reverse, an addition is a removal, and a widened limit is a narrowed one.
#[test]
fn each_change_is_found_backwards_as_well() {
    for (case, model) in &MODELS.cases {
        let back = changes(model, &MODELS.base);
        assert_eq!(back.is_empty(), case.told.is_empty(), "{}", case.name);
        assert!(back.iter().all(|change| change.kind != ChangeKind::ModelChanged), "{}", case.name);
        for word in case.told.iter().filter_map(|line| line.split(' ').next()) {
            let word = opposite(word);
            assert!(back.iter().any(|change| word.contains(&change.kind.word())), "{}: {word:?}", case.name);
        }
    }
}

/// The possible kinds of the reversed change.
fn opposite(word: &str) -> Vec<&str> {
    const ADDED: &[&str] = &["field_added", "field_added_required", "field_added_fixed", "field_added_received"];
    const OPPOSITES: &[(&str, &str)] = &[
        ("server_added", "server_removed"),
        ("credential_added", "credential_removed"),
        ("enumeration_added", "enumeration_removed"),
        ("enumeration_value_added", "enumeration_value_removed"),
        ("message_added", "message_removed"),
        ("length_widened", "length_narrowed"),
        ("range_widened", "range_narrowed"),
        ("alphabet_widened", "alphabet_narrowed"),
        ("limit_added", "limit_removed"),
        ("presence_required", "presence_optional"),
        ("kept_added", "kept_removed"),
        ("rule_added", "rule_removed"),
        ("signature_added", "signature_removed"),
        ("operation_added", "operation_removed"),
        ("error_code_added", "error_code_removed"),
        ("characters_carried", "limit_removed"),
    ];
    if word == "presence_optional" {
        return vec!["presence_required", "presence_condition"];
    }
    if word == "field_removed" {
        return ADDED.to_vec();
    }
    if ADDED.contains(&word) {
        return vec!["field_removed"];
    }
    let pair = OPPOSITES.iter().find(|(one, other)| *one == word || *other == word);
    pair.map_or(vec![word], |(one, other)| vec![if *one == word { other } else { one }])
}

#[test]
fn each_kind_has_a_case() {
    // Kinds about whole providers, and kinds that no spec can cause.
    const ELSEWHERE: &[ChangeKind] =
        &[ChangeKind::ProviderAdded, ChangeKind::ProviderRemoved, ChangeKind::ModelChanged];
    let cases = cases();
    for kind in ChangeKind::ALL.iter().filter(|kind| !ELSEWHERE.contains(kind)) {
        let own = cases.iter().find(|case| case.name == kind.word());
        let own = own.unwrap_or_else(|| panic!("tests/diff/cases/{}.case is missing", kind.word()));
        assert!(own.told.iter().any(|line| line.split(' ').next() == Some(kind.word())), "{}", own.name);
    }
}

#[test]
fn the_words_of_the_kinds_differ() {
    let words: BTreeSet<&str> = ChangeKind::ALL.iter().map(|kind| kind.word()).collect();
    assert_eq!(words.len(), ChangeKind::ALL.len());
}

#[test]
fn what_no_kind_names_is_told_as_a_change_of_the_model() {
    let (old, mut new) = (model(&base()).expect("a model"), model(&base()).expect("a model"));
    new.unused.push((Default::default(), "something new".to_owned()));
    let told: Vec<String> = changes(&old, &new).iter().map(line).collect();
    assert_eq!(told, ["model_changed provider"]);
}

/// Both locations point at the field, however far it moved.
#[test]
fn places_are_those_of_either_file() {
    let after = format!("# a line more\n{}", base().replace("string(80, unstated)", "string(70, unstated)"));
    let found = changes(&sound(&base(), "the base"), &sound(&after, "the reason is shorter"));
    let [change] = &found[..] else { panic!("one change: {found:?}") };
    let name = |text: &str, start: usize, end: usize| text.get(start..end).map(str::to_owned);
    assert_eq!(name(&base(), change.old.span.start, change.old.span.end).as_deref(), Some("reason"));
    assert_eq!(name(&after, change.new.span.start, change.new.span.end).as_deref(), Some("reason"));
}

/// An absent item has the location of its parent.
#[test]
fn every_side_of_every_case_has_a_place() {
    for (case, model) in &MODELS.cases {
        for change in changes(&MODELS.base, model) {
            let nowhere = |side: &super::super::change::ChangeState| side.span == Default::default();
            assert!(!nowhere(&change.old) && !nowhere(&change.new), "{}: {change:?}", case.name);
        }
    }
}
