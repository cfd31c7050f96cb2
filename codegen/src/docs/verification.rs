//! The steps that verify an answer or a notification, and its comparison with the request.

use super::fields::carriers;
use super::layers::{separators, style};
use super::markdown::{Table, code, sentence};
use super::texts::Texts;
use super::words::{self, path, time};
use crate::model::{
    BodyPresence, Case, Condition, Decision, Echo, Judgement, Layer, Location, Missing, Operation, Outcome, Pick,
    Receives, ReplayWindow, Row, SharedToken, Signed, Stages, Step, Test, Unsent, Value, Verify, value::Signature,
};

/// One line for each step, in the order of execution.
pub(super) fn steps(receives: &Receives) -> Vec<String> {
    let texts = Texts {
        values: &receives.values,
        messages: receives.layers.iter().map(|layer| layer.message.name.as_str()).collect(),
        method: None,
    };
    let computed =
        |(_, value): (usize, &Value)| format!("Compute the value {}: {}.", code(&value.name), texts.value(value));
    let Stages { opening, inner: keys, plain, proving, salted, deferred, late } = receives.stages();
    let mut out: Vec<String> = opening.into_iter().map(computed).collect();
    out.extend(receives.layers.first().map(|layer| reading_prose(&texts, layer)));
    let early = keys.len();
    for (keys, pair) in keys.into_iter().zip(receives.layers.windows(2)) {
        out.extend(keys.into_iter().map(computed));
        out.extend(inner(&texts, pair).map(|line| format!("{line} {SEALED}")));
    }
    out.extend(plain.into_iter().map(computed));
    let mut proof: Vec<String> = proving.into_iter().map(computed).collect();
    proof.extend(salt(receives, &texts));
    proof.extend(salted.into_iter().map(computed));
    let mut verified = receives.verify.iter().flat_map(|verify| self::verify(receives, &texts, verify));
    // The first step of a message that may come unsigned tells when it does.
    out.extend(if deferred { verified.next() } else { None });
    out.extend(proof);
    out.extend(verified);
    out.extend(late.into_iter().map(computed));
    out.extend(receives.layers.windows(2).skip(early).filter_map(|pair| inner(&texts, pair)));
    out.extend(unsigned(receives));
    out.extend(receives.picks().iter().map(picked));
    out
}

/// The item that stands in the place of a list.
fn picked(pick: &Pick<'_>) -> String {
    let (list, number) = (path(pick.list), code(&pick.number.wire));
    let request = code(&pick.echo.recorded_name());
    format!(
        "Of the list {list}, take the item whose {number} equals {request} of the request. A list without such an item \
         settles nothing, and one with two is refused."
    )
}

const SEALED: &str = "Nothing of it is believed yet. If it cannot be opened, the signature counts as wrong.";

/// The members that no signature covers.
fn unsigned(receives: &Receives) -> Option<String> {
    let members = super::markdown::codes(receives.unsigned.iter().map(String::as_str));
    let told = match receives.partial() {
        "" => format!("Rest nothing on {members}: no signature covers them, so anybody can change them."),
        why => format!(
            "No signature covers {members}, so anybody can change them: a row that tests one of them refuses at most, \
             and every other outcome of it is unknown. {}",
            sentence(why)
        ),
    };
    (!receives.unsigned.is_empty()).then_some(told)
}

fn reading_prose(texts: &Texts<'_>, layer: &Layer) -> String {
    if layer.body == BodyPresence::Never {
        return format!("Refuse a message with a body: the members ({}) are headers.", code(&layer.message.name));
    }
    let empty = if layer.body == BodyPresence::Optional { " An empty body has no members." } else { "" };
    if layer.steps.is_empty() {
        return format!("Read the body as {}.{empty}", codec(layer));
    }
    format!("Take the body, {}, and read it as {}.{empty}", texts.undone(&layer.steps), codec(layer))
}

fn codec(layer: &Layer) -> String {
    let codecs: Vec<&str> = layer.codecs.iter().map(|codec| codec.row().prose).collect();
    format!(
        "{}{}{} ({}); {} is refused",
        codecs.join(" or "),
        separators(layer),
        style(&layer.style) + &named_charset(layer) + &array(layer),
        code(&layer.message.name),
        if layer.is_positional() { "another number of segments" } else { "a member that occurs twice" }
    )
}

/// The member that an array is.
fn array(layer: &Layer) -> String {
    if layer.array.is_empty() {
        String::new()
    } else {
        format!(", in which an array is the member {}", code(&layer.array))
    }
}

/// The location of the message's own charset.
fn named_charset(layer: &Layer) -> String {
    let from = layer.charset_from.as_ref();
    from.map(|from| format!(", in the charset that {} names, if it names one", location(from))).unwrap_or_default()
}

fn verify(receives: &Receives, texts: &Texts<'_>, verify: &Verify) -> Vec<String> {
    match verify {
        Verify::Unsigned { why, settles } => {
            let rest = if *settles { "" } else { UNSETTLED };
            vec![format!("Nothing is signed. {}{rest}", sentence(why))]
        }
        Verify::Token { token, why, settles } => {
            [self::token(token, texts, why, *settles)].into_iter().chain(token.fresh.as_ref().map(fresh)).collect()
        }
        Verify::Signed { signatures, unless, refuses, fresh, partial: _ } => {
            let mut out: Vec<String> =
                (!unless.is_empty()).then(|| self::unless(unless, refuses)).into_iter().collect();
            out.extend(signatures.iter().flat_map(|signed| {
                let value = receives.values.get(signed.value);
                value.map(|value| signature(texts, value, signed)).unwrap_or_default()
            }));
            out.extend(receives.has_alternatives().then(|| ANY_OTHER.to_owned()));
            out.extend(super::cuts::steps(receives));
            out.extend(fresh.as_ref().map(self::fresh));
            out
        }
    }
}

fn token(token: &SharedToken, texts: &Texts<'_>, why: &str, settles: bool) -> String {
    let prefix = if token.prefix.is_empty() {
        String::new()
    } else {
        format!(" (without {} before it, in any letter case)", code(&token.prefix))
    };
    let (at, is) = (location(&token.at), texts.parts(std::slice::from_ref(&token.is)));
    let rest = if settles { "" } else { UNSETTLED };
    format!(
        "Compare {at}{prefix} with {is}, in constant time. Refuse the message if they differ. \
         The token proves that the sender knows it, and nothing else: it protects no member against a change, and no \
         message against a repetition. {}{rest}",
        sentence(why)
    )
}

/// The end of the prose about evidence that settles nothing.
const UNSETTLED: &str = " It settles nothing: its outcome is unknown until a query has confirmed it.";

fn unless(unless: &[Condition], refuses: &str) -> String {
    let read = format!("Where {}, the message may come unsigned. It is read then and", conditions(unless));
    if refuses.is_empty() {
        return format!("{read} settles nothing: its outcome is unknown.");
    }
    let why = sentence(refuses);
    format!("{read} refuses at most: every outcome but a refusal under the same number is unknown. {why}")
}

/// The verification of one signature, with one line for each case of its value.
fn signature(texts: &Texts<'_>, value: &Value, signed: &Signed) -> Vec<String> {
    let case = |case: &Case| {
        let how = match case.around_signature() {
            None => comparison_prose(texts, value, case, signed),
            Some(around) => verify_pair(texts, case, around, signed),
        };
        match &value.by {
            None => how,
            Some(by) => format!("{}: {how}", texts.when(by, case)),
        }
    };
    let lines = value.cases.iter().map(case);
    if signed.when.is_empty() {
        return lines.collect();
    }
    let when = conditions(&signed.when);
    lines.map(|line| format!("Where {when}: {line}")).collect()
}

/// The end of alternatives.
const ANY_OTHER: &str = "Of these signatures, the first one whose conditions hold is the signature of the message. Refuse \
                         a message without such a signature as unsigned.";

fn comparison_prose(texts: &Texts<'_>, value: &Value, case: &Case, signed: &Signed) -> String {
    let several = matches!(signed.signature, Location::Header { parameter: Some(_), .. });
    let refuse = if several { "if none that is listed agrees" } else { "if they differ" };
    let (place, name, text) = (place(signed), code(&value.name), texts.case(case));
    format!("Compare {place} with the value {name}: {text}. Refuse the message {refuse}.")
}

/// The way to find the salt that the signature shows.
fn salt(receives: &Receives, texts: &Texts<'_>) -> Option<String> {
    let (signed, characters) = receives.salted()?;
    let case = receives.values.get(signed.value)?.cases.first()?;
    let undone = if case.steps.is_empty() { String::new() } else { format!(", {}", texts.undone(&case.steps)) };
    Some(format!("Take {}{undone}: its last {characters} characters are the salt.", place(signed)))
}

fn verify_pair(
    texts: &Texts<'_>,
    case: &Case,
    (before, signature, after): (&[Step], &Signature, &[Step]),
    signed: &Signed,
) -> String {
    let text = format!("{}{}", texts.parts(&case.parts), texts.steps(before));
    let decode = if after.is_empty() { String::new() } else { format!(": {}, then", texts.undone(after)) };
    let (scheme, key) = (signature.scheme.row().prose, texts.verifier(signature));
    format!(
        "Take {}{decode} verify it as the {scheme}{key} of: {text}. Refuse the message if it does not verify.",
        place(signed)
    )
}

fn place(signed: &Signed) -> String {
    let around = [(&signed.prefix, "before"), (&signed.suffix, "after")];
    let around: Vec<String> = around
        .iter()
        .filter(|(text, _)| !text.is_empty())
        .map(|(text, side)| format!("{} {side} it", code(text)))
        .collect();
    let around = if around.is_empty() { String::new() } else { format!(" (without {})", around.join(" and ")) };
    format!("{}{around}", location(&signed.signature))
}

fn fresh(fresh: &ReplayWindow) -> String {
    let ReplayWindow { at, format, within } = fresh;
    format!("Refuse the message if {} ({}) is more than {within} seconds from now.", location(at), time(format))
}

fn location(location: &Location) -> String {
    match location {
        Location::Member(path) => format!("the member {}", code(&path.join("."))),
        Location::Header { name, parameter } => super::texts::header(name, parameter.as_deref()),
    }
}

fn inner(texts: &Texts<'_>, pair: &[Layer]) -> Option<String> {
    let [outer, inner] = pair else { return None };
    let undone = if inner.steps.is_empty() { String::new() } else { format!("{}, ", texts.undone(&inner.steps)) };
    let one = if outer.carriers().count() > 1 { ", of which one only is there" } else { "" };
    let take = format!("ake {}{one}, {undone}and read it as {}.", carriers(outer), codec(inner));
    if inner.when.is_empty() {
        return Some(format!("T{take}"));
    }
    Some(format!("Where {}, t{take} Otherwise it is a plain text.", conditions(&inner.when)))
}

/// The members that must agree with the request. The last column is there if an echo states `unsent`.
pub(super) fn echo(receives: &Receives) -> Option<Table> {
    let told = receives.echo.iter().any(|echo| echo.terms.unsent != Unsent::Accept);
    let row = |echo: &Echo| {
        let or = if echo.each { " and " } else { " or " };
        let at_least = if echo.at_least { "at least " } else { "" };
        let mut cells = vec![
            echo.answers.iter().map(|answer| path(answer)).collect::<Vec<_>>().join(or),
            format!("{at_least}{}", code(&echo.recorded_name())),
            missing(&echo.terms.missing),
        ];
        cells.extend(told.then(|| unsent(&echo.terms.unsent)));
        cells
    };
    let heads = ["Received", "Sent", "If it is missing", "If it was not sent"];
    let heads = if told { &heads[..] } else { &heads[..3] };
    Table::new(heads, receives.echo.iter().map(row).collect())
}

fn missing(missing: &Missing<String>) -> String {
    match missing {
        Missing::Accept => "accepted".to_owned(),
        Missing::Unsettled => "the outcome is unknown".to_owned(),
        Missing::Is(text) => format!("{} counts as received", code(text)),
    }
}

fn unsent(unsent: &Unsent<String>) -> String {
    match unsent {
        Unsent::Accept => "accepted".to_owned(),
        Unsent::Refuse => "refused".to_owned(),
        Unsent::Is(text) => format!("{} counts as sent", code(text)),
    }
}

/// The conditions joined by `and`.
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

/// The rows of an outcome table, including the implied last row.
pub(super) fn outcome(operation: &Operation, receives: &Receives) -> Option<Table> {
    if receives.outcome.is_empty() {
        return None;
    }
    let mut rows: Vec<Vec<String>> = receives.outcome.iter().flat_map(|row| self::rows(operation, row)).collect();
    rows.push(vec!["anything else".to_owned(), words::outcome(Outcome::Unknown).to_owned(), String::new()]);
    let head = ["When", "Outcome", "On a repeated request"];
    if operation.counts_attempts() {
        return Table::dense(&head, rows);
    }
    rows.iter_mut().for_each(|row| row.truncate(2));
    Table::dense(&["When", "Outcome"], rows)
}

fn rows(operation: &Operation, row: &Row) -> Vec<Vec<String>> {
    let when = conditions(&row.when);
    let and = |more: String| if when.is_empty() { more } else { format!("{when} and {more}") };
    let always = || if when.is_empty() { "always".to_owned() } else { when.clone() };
    let judged = |when: String, outcome: Outcome| {
        let repeat = repeat(operation.judge(row, outcome), &row.because);
        vec![when, words::outcome(outcome).to_owned(), repeat]
    };
    match &row.decision {
        Decision::Is(outcome) => vec![judged(always(), *outcome)],
        Decision::By { path: member, map, otherwise } => {
            let member = path(member);
            let listed = map.chunk_by(|(_, one), (_, next)| one == next).filter_map(|run| {
                let texts: Vec<String> = run.iter().map(|(class, _)| class.prose(code)).collect();
                let outcome = run.first()?.1;
                Some(judged(and(format!("{member} is {}", texts.join(" or "))), outcome))
            });
            let other = otherwise.map(|outcome| judged(and(format!("{member} is anything else")), outcome));
            listed.chain(other).collect()
        }
        Decision::Errors { path: member, otherwise } => {
            let member = path(member);
            let says = match operation.counts_attempts() {
                true => "as the [code](#error-codes) says",
                false => "as the [code](#error-codes) says of a repeated request",
            };
            let weak = if operation.is_weak(row) { ", if that is a refusal; otherwise unknown" } else { "" };
            let listed = vec![and(format!("{member} is a listed code")), format!("{says}{weak}"), String::new()];
            let other = otherwise.map(|outcome| judged(and(format!("{member} is another code")), outcome));
            std::iter::once(listed).chain(other).collect()
        }
    }
}

/// The meaning of an outcome on a repeated request, with the reason if a refusal or failure holds; empty if the outcome
/// is the same.
pub(super) fn repeat(judgement: Judgement, because: &str) -> String {
    match (judgement.doubted, because) {
        (true, _) => words::outcome(Outcome::Unknown).to_owned(),
        (false, "") => String::new(),
        (false, because) => format!("{}: {}", words::outcome(judgement.outcome), sentence(because)),
    }
}
