//! A `TODO` mark is exactly one fault at any location, without follow-up faults.

#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

use refundry_codegen::diagnostic::{Code, Diagnostics};
use refundry_codegen::model::Presence;
use refundry_codegen::outline::outline;
use refundry_codegen::skeleton::skeleton;
use refundry_codegen::source::Source;

const COMPLETE: &str = include_str!("parse/complete.yaml");

fn faults(text: &str) -> Diagnostics {
    refundry_codegen::check(&Source { path: "acme.yaml".into(), text: text.to_owned() })
}

/// The byte ranges of the values in a line that are a single text.
fn values(line: &str) -> Vec<(usize, usize)> {
    let starts = [": ", "[ ", ", ", "- "].into_iter().flat_map(|sign| line.match_indices(sign));
    let texts = starts.filter_map(|(at, sign)| {
        let start = at + sign.len() + line[at + sign.len()..].find(|next| next != ' ')?;
        let rest = &line[start..];
        let end = match rest.chars().next()? {
            '{' | '[' | '|' | '>' | '#' => return None,
            quote @ ('"' | '\'') => rest[1..].find(quote)? + 2,
            // A text before a colon is a key.
            _ => rest.find([',', '}', ']', '#']).unwrap_or(rest.len()),
        };
        let end = start + rest[..end].trim_end().len();
        (!line[start..end].contains(": ") && !line[end..].starts_with(':') && !line[..end].ends_with(':'))
            .then_some((start, end))
    });
    texts.collect()
}

#[test]
fn a_mark_is_one_fault_wherever_it_stands() {
    let mut count = 0;
    let mut offset = 0;
    for line in COMPLETE.split_inclusive('\n') {
        for (start, end) in values(line.trim_end()) {
            let (before, after) = (&COMPLETE[..offset + start], &COMPLETE[offset + end..]);
            let found = faults(&format!("{before}TODO{after}"));
            // Within a longer text, `TODO` is not a mark.
            if found.iter().any(|fault| fault.code == Code::Todo) {
                assert_eq!(found.len(), 1, "{:?} in {line}: {found:#?}", &line[start..end]);
                count += 1;
            }
        }
        offset += line.len();
    }
    assert!(count > 150, "only {count} marks were tried");
}

#[test]
fn a_mark_says_what_belongs_there() {
    let help = |value: &str| {
        let found = faults(&format!("provider:\n  title: {value}\n"));
        found.into_iter().find(|fault| fault.code == Code::Todo).and_then(|fault| fault.help).unwrap_or_default()
    };
    assert_eq!(help("TODO").as_ref(), "write the value of `title`");
    assert_eq!(help("\"TODO: one line\"").as_ref(), "write one line");
    assert_eq!(help("'TODO:'").as_ref(), "write the value of `title`");
    assert_eq!(help("TODO  # one line").as_ref(), "write one line");
    assert_eq!(help("'TODO: this'  # one line").as_ref(), "write this");
    assert_eq!(help("[ TODO ]  # one line").as_ref(), "write one line");
    assert_eq!(help("[ TODO, a ]  # one line").as_ref(), "write the value");
    assert_eq!(help("TODO#1").as_ref(), "");
    assert_eq!(help("TODO later").as_ref(), "");
    assert_eq!(help("a TODO").as_ref(), "");
}

#[test]
fn a_key_is_no_mark() {
    assert!(
        faults("messages:\n  m: { fields: { TODO: { type: string } } }\n").iter().all(|fault| fault.code != Code::Todo)
    );
}

#[test]
fn faults_of_reading_are_told_beside_marks() {
    let found = faults(&COMPLETE.replace("title: Acme Pay refunds", "titel: TODO"));
    let codes: Vec<Code> = found.iter().map(|fault| fault.code).collect();
    assert_eq!(codes, [Code::UnknownKey, Code::Todo]);
}

#[test]
fn what_is_begun_lacks_nothing_but_what_is_marked() {
    let text = skeleton("acme_pay").expect("a spec");
    let found = faults(&text);
    let marks = text.lines().filter(|line| line.contains(": TODO")).count();
    assert!(marks > 20 && found.len() == marks, "{marks} marks and {} faults", found.len());
    for fault in found {
        assert_eq!(fault.code, Code::Todo, "{fault:?}");
        assert!(fault.help.is_some_and(|help| !help.contains("belongs")), "{} has no comment", fault.message);
    }
}

fn outlined(text: &str) -> Option<refundry_codegen::model::Provider> {
    outline(&Source { path: "acme.yaml".into(), text: text.to_owned() })
}

#[test]
fn what_is_begun_has_an_outline() {
    let text = skeleton("acme_pay").expect("a spec");
    let marked = text
        .replace("refund_no:      { type: string(32), required: true", "refund_no:      { type: TODO, required: TODO");
    let provider = outlined(&marked).expect("an outline");
    let refund = provider.operations.iter().find(|operation| operation.name == "refund").expect("a refund");
    let sent = &refund.sends.as_ref().expect("a request").layers[0].message;
    let received = &refund.receives.as_ref().expect("an answer").layers[0].message;
    assert_eq!((sent.fields.len(), received.fields.len(), provider.errors.len()), (8, 8, 5));
    let field = sent.field("refund_no").expect("a field without a type");
    assert!(matches!(field.presence, Presence::OnSuccess), "it agrees with every mark of a page");
    let later = text.replace(
        "merchant_id: { type: string(32), required: true, from: credential",
        "merchant_id: { type: string(32), required: TODO, from: credential",
    );
    let provider = outlined(&later).expect("an outline");
    let refund = provider.operations.iter().find(|operation| operation.name == "refund").expect("a refund");
    let last = refund.sends.as_ref().expect("a request").layers[0].message.field("sign").expect("a field");
    assert!(later != text && matches!(last.presence, Presence::Required), "the mark is that of a later message");
    assert!(matches!(sent.field("order_no").expect("a field").presence, Presence::Optional));
}

#[test]
fn only_marks_leave_an_outline() {
    let text = skeleton("acme_pay").expect("a spec");
    assert!(outlined(&text.replace("kind: refund", "kind: refunds")).is_none(), "another error");
    assert!(outlined(COMPLETE).is_none(), "no marks");
    assert!(outlined("").is_none());
}
