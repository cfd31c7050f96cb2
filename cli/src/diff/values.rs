//! Compares values: their texts and steps. Each operation that uses a value binds it anew.

use refundry_codegen::model::{Case, Operation, Part, Provider, Value};

use super::change::{Both, ChangeState, Changes};
use super::kind::ChangeKind;
use super::pair::{Pair, by_name, is_permutation};
use super::words::{Texts, maybe_quoted};

/// Compares every value of every operation.
pub fn compare_values(old: &Provider, new: &Provider, changes: &mut Changes) {
    let (before, after) = (bound(old), bound(new));
    for pair in by_name(&before, &after, |bound| &bound.place) {
        if let Pair::Both(old, new) = pair {
            compare_value(old, new, changes);
        }
    }
    let in_common = |name: &str| {
        let mut places = before.iter().filter(|bound| bound.value.name == name).map(|bound| &bound.place);
        places.any(|place| after.iter().any(|bound| bound.place == *place))
    };
    let (firsts, others) = (first(&before), first(&after));
    let around = Both::section("values", (&firsts, old.span), (&others, new.span), |bound| bound.value.span);
    for pair in by_name(&firsts, &others, |bound| &bound.value.name) {
        match pair {
            Pair::Both(old, _) if in_common(&old.value.name) => {}
            // The operations that use the value have changed.
            Pair::Both(old, new) => compare_value(old, new, changes),
            Pair::Gone(old) => changes.gone(ChangeKind::SignatureRemoved, subject(old.value), old.side(), around.new),
            Pair::Come(new) => changes.come(ChangeKind::SignatureAdded, subject(new.value), around.old, new.side()),
        }
    }
}

/// A value bound to one direction of an operation.
#[derive(Clone, Debug)]
struct Bound<'a> {
    place: String,
    value: &'a Value,
    among: &'a [Value],
}

impl Bound<'_> {
    fn side(&self) -> ChangeState {
        let cases = self.value.cases.iter().map(|case| {
            let texts = Texts { values: self.among, ordered: true };
            format!("{}; {}", texts.text(&case.parts), texts.steps(&case.steps))
        });
        ChangeState::new(self.value.span, cases.collect::<Vec<_>>().join(" | "))
    }
}

fn bound(provider: &Provider) -> Vec<Bound<'_>> {
    let of = |operation: &Operation, direction: &str, value: &Value| {
        format!("{}.{direction}.{}", operation.name, value.name)
    };
    let mut out = Vec::new();
    for operation in &provider.operations {
        let sent = operation.sends.as_ref().map_or(&[][..], |sends| &sends.values);
        let received = operation.receives.as_ref().map_or(&[][..], |receives| &receives.values);
        let reply = operation.reply().map_or(&[][..], |(_, reply)| &reply.values);
        for (direction, among) in [("sends", sent), ("receives", received), ("acknowledges", reply)] {
            out.extend(among.iter().map(|value| Bound { place: of(operation, direction, value), value, among }));
        }
    }
    out
}

/// Each value once, at its first use.
fn first<'a>(all: &[Bound<'a>]) -> Vec<Bound<'a>> {
    let mut out: Vec<Bound<'a>> = Vec::new();
    for bound in all {
        if !out.iter().any(|other| other.value.name == bound.value.name) {
            out.push(bound.clone());
        }
    }
    out
}

fn subject(value: &Value) -> String {
    format!("value {}", value.name)
}

fn compare_value(old: &Bound<'_>, new: &Bound<'_>, changes: &mut Changes) {
    // The secrecy of a value follows from its parts.
    let Value { name: _, doc, by, cases, secret: _, span } = old.value;
    let both = Both::new(subject(old.value), *span, new.value.span);
    changes.reword(&both, doc, &new.value.doc);
    let chosen = |part: &Option<Part>, among| {
        part.as_ref().map(|part| Texts { values: among, ordered: true }.part(part)).unwrap_or_default()
    };
    changes.differ(ChangeKind::SignatureChoice, &both, chosen(by, old.among), chosen(&new.value.by, new.among));
    let named =
        |cases: &[Case]| -> Vec<String> { cases.iter().map(|case| maybe_quoted(case.when.as_deref())).collect() };
    let (before, after) = (named(cases), named(&new.value.cases));
    changes.differ(ChangeKind::SignatureChoice, &both, before.join(", "), after.join(", "));
    for case in cases {
        if let Some(other) = new.value.cases.iter().find(|other| other.when == case.when) {
            compare_case(&both, (case, old.among), (other, new.among), changes);
        }
    }
}

fn compare_case(both: &Both, old: (&Case, &[Value]), new: (&Case, &[Value]), changes: &mut Changes) {
    let texts = |values, ordered| Texts { values, ordered };
    let (before, after) = (texts(old.1, true), texts(new.1, true));
    let parts = (before.parts(&old.0.parts), after.parts(&new.0.parts));
    let loose = (texts(old.1, false).parts(&old.0.parts), texts(new.1, false).parts(&new.0.parts));
    let order = loose.0 == loose.1 || is_permutation(&loose.0, &loose.1);
    let kind = if order { ChangeKind::SignatureOrder } else { ChangeKind::SignatureText };
    changes.differ(kind, both, parts.0.join(" + "), parts.1.join(" + "));
    changes.differ(ChangeKind::SignatureSteps, both, before.steps(&old.0.steps), after.steps(&new.0.steps));
}
