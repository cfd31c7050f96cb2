//! How an answer or a notification is verified, step by step, and what it is compared with.

use super::layers::{pairs, style};
use super::markdown::{Table, code, sentence};
use super::texts::Texts;
use super::words::{path, time};
use crate::model::{Codec, Condition, Fresh, Layer, Locus, Outcome, Receives, Step, Test, Value, Verify};

/// One step a line, in the order in which they are taken.
pub(super) fn steps(receives: &Receives) -> Vec<String> {
    let texts = Texts {
        values: &receives.values,
        messages: receives.layers.iter().map(|layer| layer.message.name.as_str()).collect(),
        method: None,
    };
    let computed = |value: &Value| format!("Compute the value {}: {}.", code(&value.name), texts.value(value));
    let opening = receives.plan.iter().take(receives.opening).filter_map(|index| receives.values.get(*index));
    let mut out: Vec<String> = opening.map(computed).collect();
    out.extend(receives.layers.first().map(|layer| read(&texts, layer)));
    let signed = match &receives.verify {
        Some(Verify::Signed { value, .. }) => Some(*value),
        _ => None,
    };
    let values = receives
        .plan
        .iter()
        .skip(receives.opening)
        .filter(|index| Some(**index) != signed)
        .filter_map(|index| receives.values.get(*index));
    out.extend(values.map(computed));
    out.extend(receives.verify.iter().flat_map(|verify| self::verify(receives, &texts, verify)));
    out.extend(receives.layers.windows(2).filter_map(|pair| inner(&texts, pair)));
    out
}

fn read(texts: &Texts<'_>, layer: &Layer) -> String {
    if layer.steps.is_empty() {
        return format!("Read the body as {}.", codec(layer));
    }
    format!("Take the body, {}, and read it as {}.", texts.undone(&layer.steps), codec(layer))
}

fn codec(layer: &Layer) -> String {
    let one = |codec: &Codec| match codec {
        Codec::Form => "a form",
        Codec::Json => "JSON",
        Codec::Xml => "XML",
        Codec::Query => "a query",
        Codec::Pairs => "pairs",
    };
    let signs = if layer.codecs.contains(&Codec::Pairs) { pairs(&layer.style.signs) } else { String::new() };
    let codecs: Vec<&str> = layer.codecs.iter().map(one).collect();
    format!(
        "{}{signs}{} ({}); a member that stands twice is refused",
        codecs.join(" or "),
        style(&layer.style),
        code(&layer.message.name)
    )
}

fn verify(receives: &Receives, texts: &Texts<'_>, verify: &Verify) -> Vec<String> {
    match verify {
        Verify::Unsigned { why, settles } => {
            let rest = if *settles {
                ""
            } else {
                " It settles nothing: its outcome is unknown until a query has confirmed it."
            };
            vec![format!("Nothing is signed. {}{rest}", sentence(why))]
        }
        Verify::Signed { signature, value, unless, fresh } => {
            let value = receives.values.get(*value);
            let mut out: Vec<String> = (!unless.is_empty()).then(|| self::unless(unless)).into_iter().collect();
            out.extend(value.map(|value| compare(texts, value, signature)));
            out.extend(fresh.as_ref().map(self::fresh));
            out
        }
    }
}

fn unless(unless: &[Condition]) -> String {
    let conditions = conditions(unless);
    format!(
        "Where {conditions}, the message may come unsigned. It is read then and settles nothing: its outcome is unknown."
    )
}

fn compare(texts: &Texts<'_>, value: &Value, signature: &Locus) -> String {
    let place = locus(signature);
    let at = value.steps.iter().position(|step| matches!(step, Step::RsaSha256 { .. }));
    match at.map(|at| (value.steps.split_at(at), value.steps.get(at + 1..).unwrap_or_default())) {
        None => format!(
            "Compare {place} with the value {}: {}. Refuse the message if they differ.",
            code(&value.name),
            texts.value(value)
        ),
        Some(((before, rest), after)) => {
            let signed = format!("{}{}", texts.parts(&value.parts), texts.steps(before));
            let key = rest.first().and_then(|step| match step {
                Step::RsaSha256 { verify, .. } => verify.as_ref().map(|key| format!(" with {}", code(&key.name))),
                _ => None,
            });
            let decode = if after.is_empty() { String::new() } else { format!(": {}, then", texts.undone(after)) };
            format!(
                "Take {place}{decode} verify it as the RSA signature (PKCS#1 v1.5, SHA-256){} of: {signed}. Refuse the message if it does not verify.",
                key.unwrap_or_default()
            )
        }
    }
}

fn fresh(fresh: &Fresh) -> String {
    let Fresh { at, format, within } = fresh;
    format!("Refuse the message if {} ({}) is more than {within} seconds from now.", locus(at), time(format))
}

fn locus(locus: &Locus) -> String {
    match locus {
        Locus::Member(name) => format!("the member {}", code(name)),
        Locus::Header(name) => format!("the header {}", code(name)),
    }
}

fn inner(texts: &Texts<'_>, pair: &[Layer]) -> Option<String> {
    let [outer, inner] = pair else { return None };
    let carrier = outer.carrier().map(|field| code(&field.wire)).unwrap_or_default();
    let undone = if inner.steps.is_empty() { String::new() } else { format!("{}, ", texts.undone(&inner.steps)) };
    Some(format!("Take {carrier}, {undone}and read it as {}.", codec(inner)))
}

/// What must agree with the request.
pub(super) fn echo(receives: &Receives) -> Option<Table> {
    let row = |echo: &crate::model::Echo| {
        let missing = if echo.needed { "the outcome is unknown" } else { "accepted" };
        vec![
            echo.answers.iter().map(|answer| path(answer)).collect::<Vec<_>>().join(" or "),
            code(&echo.request.wire),
            missing.to_owned(),
        ]
    };
    Table::new(&["Received", "Sent", "If it is missing"], receives.echo.iter().map(row).collect())
}

/// A conjunction.
pub(super) fn conditions(all: &[Condition]) -> String {
    let one = |condition: &Condition| match &condition.test {
        Test::Is(texts) => format!(
            "{} is {}",
            path(&condition.path),
            texts.iter().map(|text| code(text)).collect::<Vec<_>>().join(" or ")
        ),
        Test::Absent => format!("{} is absent", path(&condition.path)),
        Test::Present => format!("{} is there", path(&condition.path)),
        Test::Status { not, ranges } => {
            let ranges: Vec<String> = ranges.iter().map(|range| status(*range)).collect();
            format!("the HTTP status is {}{}", if *not { "not " } else { "" }, ranges.join(" or "))
        }
    };
    all.iter().map(one).collect::<Vec<_>>().join(" and ")
}

fn status((from, to): (u16, u16)) -> String {
    match (from, to) {
        _ if from == to => from.to_string(),
        _ if from % 100 == 0 && to == from + 99 => format!("{}xx", from / 100),
        _ => format!("{from} to {to}"),
    }
}

/// The rows of an outcome table, the last one included that nobody writes.
pub(super) fn outcome(receives: &Receives) -> Option<Table> {
    if receives.outcome.is_empty() {
        return None;
    }
    let mut rows: Vec<Vec<String>> = receives.outcome.iter().flat_map(self::rows).collect();
    rows.push(row("anything else".to_owned(), Outcome::Unknown, None));
    Table::dense(&["When", "Outcome", "On a repeated request"], rows)
}

fn rows(row: &crate::model::Row) -> Vec<Vec<String>> {
    use crate::model::Decision;
    let when = conditions(&row.when);
    let and = |more: String| if when.is_empty() { more } else { format!("{when} and {more}") };
    let always = || if when.is_empty() { "always".to_owned() } else { when.clone() };
    match &row.decision {
        Decision::Is(outcome) => vec![self::row(always(), *outcome, row.on_repeat)],
        Decision::By { path: member, map, otherwise } => {
            let member = path(member);
            let listed = map.chunk_by(|(_, one), (_, next)| one == next).filter_map(|run| {
                let texts: Vec<String> = run.iter().map(|(text, _)| code(text)).collect();
                let outcome = run.first()?.1;
                Some(self::row(and(format!("{member} is {}", texts.join(" or "))), outcome, row.on_repeat))
            });
            let other =
                otherwise.map(|outcome| self::row(and(format!("{member} is anything else")), outcome, row.on_repeat));
            listed.chain(other).collect()
        }
        Decision::Errors { path: member, otherwise } => {
            let member = path(member);
            let listed = vec![
                and(format!("{member} is a listed code")),
                "as the [code](#error-codes) says".to_owned(),
                String::new(),
            ];
            let other =
                otherwise.map(|outcome| self::row(and(format!("{member} is another code")), outcome, row.on_repeat));
            std::iter::once(listed).chain(other).collect()
        }
    }
}

fn row(when: String, outcome: Outcome, on_repeat: Option<Outcome>) -> Vec<String> {
    let repeat = on_repeat.filter(|_| outcome == Outcome::Failed).map(super::words::outcome);
    vec![when, super::words::outcome(outcome).to_owned(), repeat.unwrap_or_default().to_owned()]
}
