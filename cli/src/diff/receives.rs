//! Compares received messages: their verification, echoes and outcomes.

use refundry_codegen::model::{
    Condition, Decision, Echo, Judgement, Missing, Outcome, Receives, ReplayWindow, Row, SharedToken, Signed, Unsent,
    Value, Verify, operation::dotted,
};

use super::change::{Both, ChangeState, Changes};
use super::kind::ChangeKind;
use super::layers;
use super::pair::{Pair, in_order, is_permutation};
use super::words::{Texts, conditions, joined, location, quoted, time, word, yes};

/// Compares the answer of an operation, or a notification.
pub fn compare_receives(both: &Both, old: &Receives, new: &Receives, changes: &mut Changes) {
    // Values are compared on their own; their order and the unsigned members follow from them.
    let Receives {
        layers,
        verify,
        about,
        echo,
        unechoed,
        unechoed_at: _,
        outcome,
        values,
        plan: _,
        opening: _,
        unsigned: _,
        span: _,
        verified,
    } = old;
    let texts = |values| Texts { values, ordered: true };
    let sides = ((&layers[..], texts(values)), (&new.layers[..], texts(&new.values)));
    layers::compare_layers(both, "receives", sides.0, sides.1, changes);
    let place = Both::new(&both.subject, *verified, new.verified);
    compare_verify(&place, (verify.as_ref(), values), (new.verify.as_ref(), &new.values), changes);
    changes.differ(ChangeKind::About, both, conditions(about), conditions(&new.about));
    compare_echo(both, echo, &new.echo, changes);
    changes.differ(ChangeKind::Unechoed, both, unechoed.written(), new.unechoed.written());
    compare_outcome(both, outcome, &new.outcome, changes);
}

type Verified<'a> = (Option<&'a Verify>, &'a [Value]);

fn compare_verify(both: &Both, old: Verified<'_>, new: Verified<'_>, changes: &mut Changes) {
    if let (Some(Verify::Unsigned { why, settles }), Some(Verify::Unsigned { why: reason, settles: settled })) =
        (old.0, new.0)
    {
        changes.differ(ChangeKind::VerificationSettles, both, settling(*settles), settling(*settled));
        changes.reword(both, why, reason);
        return;
    }
    changes.differ(ChangeKind::Verification, both, verification(old), verification(new));
    changes.differ(ChangeKind::Doc, both, reason(old.0), reason(new.0));
    changes.differ(ChangeKind::Fresh, both, age(old.0), age(new.0));
}

fn settling(settles: bool) -> &'static str {
    if settles { "unsigned, settles" } else { "unsigned, settles nothing" }
}

fn shared_token(token: &SharedToken, values: &[Value], settles: bool) -> String {
    let SharedToken { at, prefix, is, fresh: _, span: _ } = token;
    let before = yes(!prefix.is_empty(), &format!(" after {}", quoted(prefix)));
    let is = Texts { values, ordered: true }.part(is);
    format!("token in {}{before} is {is}, {}", location(at), settling(settles))
}

fn verification((verify, values): Verified<'_>) -> String {
    match verify {
        None => String::new(),
        Some(Verify::Unsigned { why: _, settles }) => settling(*settles).to_owned(),
        Some(Verify::Token { token, why: _, settles }) => shared_token(token, values, *settles),
        Some(Verify::Signed { signatures, unless, refuses, partial, fresh: _ }) => {
            let joined = if signatures.iter().all(|signed| signed.when.is_empty()) { " and " } else { " or " };
            let signatures = signatures.iter().map(|signed| signature(signed, values)).collect::<Vec<_>>().join(joined);
            let refuses = yes(!refuses.is_empty(), ", which may refuse");
            let partial = yes(!partial.is_empty(), ", and members that are not signed may refuse");
            format!("{signatures}{}{refuses}{partial}", except(unless))
        }
    }
}

/// The reasons why unsigned answers and members may refuse.
fn reason(verify: Option<&Verify>) -> String {
    match verify {
        Some(Verify::Signed { refuses, partial, .. }) => joined(&[refuses.written(), partial.written()], "; "),
        Some(Verify::Token { why, .. }) => why.written(),
        Some(Verify::Unsigned { .. }) | None => String::new(),
    }
}

fn except(unless: &[Condition]) -> String {
    yes(!unless.is_empty(), &format!(", unless {}", conditions(unless)))
}

fn signature(signed: &Signed, values: &[Value]) -> String {
    let Signed { signature, prefix, suffix, value, salt, when, span: _ } = signed;
    let words = [
        format!("{} by value {}", location(signature), values.get(*value).map_or("?", |value| &value.name)),
        yes(!prefix.is_empty(), &format!("after {}", quoted(prefix))),
        yes(!suffix.is_empty(), &format!("before {}", quoted(suffix))),
        salt.as_ref().map(|length| format!("salt of {}", length.value)).unwrap_or_default(),
        yes(!when.is_empty(), &format!("where {}", conditions(when))),
    ];
    joined(&words, " ")
}

fn age(verify: Option<&Verify>) -> String {
    let Some(ReplayWindow { at, format, within }) = verify.and_then(Verify::fresh) else {
        return String::new();
    };
    format!("{} as {} within {within} s", location(at), time(format))
}

fn compare_echo(both: &Both, old: &[Echo], new: &[Echo], changes: &mut Changes) {
    let (before, after): (Vec<String>, Vec<String>) =
        (old.iter().map(echoed).collect(), new.iter().map(echoed).collect());
    if is_permutation(&before, &after) {
        return changes.differ(ChangeKind::DeclarationOrder, both, before.join("; "), after.join("; "));
    }
    let subject = |echo: &Echo| format!("{}, echo {}", both.subject, echo.recorded_name());
    for pair in in_order(old, new, echoed) {
        match pair {
            Pair::Both(old, new) => {
                let both = Both::new(subject(old), old.span, new.span);
                changes.differ(ChangeKind::Echo, &both, echoed(old), echoed(new));
            }
            Pair::Gone(echo) => {
                changes.gone(ChangeKind::Echo, subject(echo), ChangeState::new(echo.span, echoed(echo)), both.new)
            }
            Pair::Come(echo) => {
                changes.come(ChangeKind::Echo, subject(echo), both.old, ChangeState::new(echo.span, echoed(echo)))
            }
        }
    }
}

fn echoed(echo: &Echo) -> String {
    let Echo { answers, each, request, at_least, terms, span: _, spans: _ } = echo;
    let or = if *each { " and " } else { " or " };
    let answers = answers.iter().map(|path| dotted(path)).collect::<Vec<_>>().join(or);
    let as_sent = if *at_least { "at least" } else { "as" };
    let unsent = match &terms.unsent {
        Unsent::Accept => String::new(),
        Unsent::Refuse => ", unsent refuse".to_owned(),
        Unsent::Is(text) => format!(", unsent is {text}"),
    };
    let missing = match &terms.missing {
        Missing::Accept => String::new(),
        Missing::Unsettled => ", missing unsettled".to_owned(),
        Missing::Is(text) => format!(", missing is {text}"),
    };
    format!("{answers} {as_sent} {}{missing}{unsent}", dotted(request))
}

fn compare_outcome(both: &Both, old: &[Row], new: &[Row], changes: &mut Changes) {
    changes.differ(ChangeKind::Doc, both, reasons(old), reasons(new));
    let (before, after): (Vec<String>, Vec<String>) = (old.iter().map(row).collect(), new.iter().map(row).collect());
    if is_permutation(&before, &after) {
        return changes.differ(ChangeKind::OutcomeOrder, both, before.join("; "), after.join("; "));
    }
    let subject = format!("{}, outcome", both.subject);
    for pair in in_order(old, new, row) {
        match pair {
            Pair::Both(old, new) => {
                changes.differ(ChangeKind::OutcomeRow, &Both::new(&subject, old.span, new.span), row(old), row(new));
            }
            Pair::Gone(gone) => {
                changes.gone(ChangeKind::OutcomeRow, &subject, ChangeState::new(gone.span, row(gone)), both.new)
            }
            Pair::Come(come) => {
                changes.come(ChangeKind::OutcomeRow, &subject, both.old, ChangeState::new(come.span, row(come)))
            }
        }
    }
}

fn row(row: &Row) -> String {
    let Row { when, decision, on_repeat, repeat_at: _, because: _, span: _, member: _, map: _ } = row;
    // A refusal is unknown on a repeat, also if the row does not say so.
    let own = |outcome: Outcome| outcome == Outcome::Failed || row.judge(outcome) != Judgement::new(outcome, None);
    let repeat = on_repeat.filter(|_| row.outcomes().into_iter().any(own));
    let words = [
        yes(!when.is_empty(), &format!("when {}:", conditions(when))),
        decided(decision),
        repeat.map(|outcome| format!("(on repeat {})", meaning(outcome))).unwrap_or_default(),
    ];
    joined(&words, " ")
}

/// The rows' reasons for the outcomes of repeated requests.
fn reasons(rows: &[Row]) -> String {
    let reasons: Vec<String> = rows.iter().map(|row| row.because.written()).collect();
    joined(&reasons, "; ")
}

fn decided(decision: &Decision) -> String {
    let others = |otherwise: &Option<Outcome>| {
        otherwise.map(|outcome| format!(", otherwise {}", meaning(outcome))).unwrap_or_default()
    };
    match decision {
        Decision::Is(outcome) => meaning(*outcome),
        Decision::By { path, map, otherwise } => {
            let map = map.iter().map(|(class, outcome)| format!("{} {}", class.prose(quoted), meaning(*outcome)));
            format!("by {} {}{}", dotted(path), map.collect::<Vec<_>>().join(", "), others(otherwise))
        }
        Decision::Errors { path, otherwise } => format!("by the code in {}{}", dotted(path), others(otherwise)),
    }
}

/// An outcome in the words of the spec.
pub fn meaning(outcome: Outcome) -> String {
    word(outcome).replace('_', " ")
}
