//! The steps that verify an answer or a notification, and its comparison with the request.

use super::fields::carriers;
use super::layers::{separators, style};
use super::markdown::{Table, code, codes, sentence};
use super::outcome::conditions;
use super::texts::Texts;
use super::words::{path, time};
use crate::model::{
    BodyPresence, Case, Condition, Echo, Layer, Location, Missing, Pick, Prose, Receives, ReplayWindow, SharedToken,
    Signed, Stages, Step, Unsent, Value, Verify, value::Signature,
};
use crate::phrases::Phrases;

/// One line for each step, in the order of execution.
pub(super) fn steps(say: Phrases, receives: &Receives) -> Vec<String> {
    let texts = Texts {
        say,
        values: &receives.values,
        messages: receives.layers.iter().map(|layer| layer.message.name.as_str()).collect(),
        method: None,
    };
    let computed = |(_, value): (usize, &Value)| say.compute(code(&value.name), texts.value(value));
    let Stages { opening, inner: keys, plain, proving, salted, deferred, late } = receives.stages();
    let mut out: Vec<String> = opening.into_iter().map(computed).collect();
    out.extend(receives.layers.first().map(|layer| reading_prose(&texts, layer)));
    let early = keys.len();
    for (keys, pair) in keys.into_iter().zip(receives.layers.windows(2)) {
        out.extend(keys.into_iter().map(computed));
        out.extend(inner(&texts, pair).map(|line| say.sentences([line, say.sealed()])));
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
    out.extend((!receives.about.is_empty()).then(|| say.about(conditions(say, &receives.about))));
    out.extend(late.into_iter().map(computed));
    out.extend(receives.layers.windows(2).skip(early).filter_map(|pair| inner(&texts, pair)));
    out.extend(unsigned(say, receives));
    out.extend(receives.picks().iter().map(|pick| picked(say, pick)));
    out
}

/// The item that stands in the place of a list.
fn picked(say: Phrases, pick: &Pick<'_>) -> String {
    say.pick(path(pick.list), code(&pick.number.wire), code(&pick.echo.recorded_name()))
}

/// The members that no signature covers.
fn unsigned(say: Phrases, receives: &Receives) -> Option<String> {
    let members = codes(say, receives.unsigned.iter().map(String::as_str));
    let told = match receives.partial() {
        why if why.is_empty() => say.rest_nothing_on(members),
        why => say.not_covered(members, sentence(say, why)),
    };
    (!receives.unsigned.is_empty()).then_some(told)
}

fn reading_prose(texts: &Texts<'_>, layer: &Layer) -> String {
    let say = texts.say;
    if layer.body == BodyPresence::Never {
        return say.refuse_a_body(code(&layer.message.name));
    }
    let empty = if layer.body == BodyPresence::Optional { say.an_empty_body() } else { String::new() };
    if layer.steps.is_empty() {
        return say.read_the_body(codec(say, layer), empty);
    }
    say.take_the_body(texts.undone(&layer.steps), codec(say, layer), empty)
}

fn codec(say: Phrases, layer: &Layer) -> String {
    let codecs = say.any(layer.codecs.iter().map(|codec| say.codec(*codec)));
    let options = [separators(say, layer), style(say, &layer.style), named_charset(say, layer), array(say, layer)];
    let refused = if layer.is_positional() { say.other_segments() } else { say.a_member_twice() };
    say.read_form(codecs + &options.concat(), code(&layer.message.name), refused)
}

/// The member that an array is.
fn array(say: Phrases, layer: &Layer) -> String {
    if layer.array.is_empty() { String::new() } else { say.array_is(code(&layer.array)) }
}

/// The location of the message's own charset.
fn named_charset(say: Phrases, layer: &Layer) -> String {
    let from = layer.charset_from.as_ref();
    from.map(|from| say.charset_named(location(say, from))).unwrap_or_default()
}

fn verify(receives: &Receives, texts: &Texts<'_>, verify: &Verify) -> Vec<String> {
    let say = texts.say;
    let unsettled = |settles: &bool| if *settles { String::new() } else { say.unsettled() };
    match verify {
        Verify::Unsigned { why, settles } => vec![say.nothing_signed(sentence(say, why), unsettled(settles))],
        Verify::Token { token, why, settles } => {
            let compared = self::token(token, texts, why, &unsettled(settles));
            [compared].into_iter().chain(token.fresh.as_ref().map(|window| fresh(say, window))).collect()
        }
        Verify::Signed { signatures, unless, refuses, fresh, partial: _ } => {
            let mut out: Vec<String> =
                (!unless.is_empty()).then(|| self::unless(say, unless, refuses)).into_iter().collect();
            out.extend(signatures.iter().flat_map(|signed| {
                let value = receives.values.get(signed.value);
                value.map(|value| signature(texts, value, signed)).unwrap_or_default()
            }));
            out.extend(receives.has_alternatives().then(|| say.any_other_signature().to_owned()));
            out.extend(super::cuts::steps(say, receives));
            out.extend(fresh.as_ref().map(|window| self::fresh(say, window)));
            out
        }
    }
}

fn token(token: &SharedToken, texts: &Texts<'_>, why: &Prose, rest: &str) -> String {
    let say = texts.say;
    let prefix = if token.prefix.is_empty() { String::new() } else { say.token_prefix(code(&token.prefix)) };
    let is = texts.parts(std::slice::from_ref(&token.is));
    say.compare_token(location(say, &token.at), prefix, is, sentence(say, why), rest)
}

fn unless(say: Phrases, unless: &[Condition], refuses: &Prose) -> String {
    let read = say.unsigned_where(conditions(say, unless));
    if refuses.is_empty() {
        return say.settles_nothing(read);
    }
    say.refuses_at_most(read, sentence(say, refuses))
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
            Some(by) => texts.say.case_is(texts.when(by, case), how),
        }
    };
    let lines = value.cases.iter().map(case);
    if signed.when.is_empty() {
        return lines.collect();
    }
    let when = conditions(texts.say, &signed.when);
    lines.map(|line| texts.say.where_holds(when.clone(), line)).collect()
}

fn comparison_prose(texts: &Texts<'_>, value: &Value, case: &Case, signed: &Signed) -> String {
    let say = texts.say;
    let several = matches!(signed.signature, Location::Header { parameter: Some(_), .. });
    let refuse = if several { say.none_agrees() } else { say.they_differ() };
    say.compare_with(place(say, signed), code(&value.name), texts.case(case), refuse)
}

/// The way to find the salt that the signature shows.
fn salt(receives: &Receives, texts: &Texts<'_>) -> Option<String> {
    let say = texts.say;
    let (signed, characters) = receives.salted()?;
    let case = receives.values.get(signed.value)?.cases.first()?;
    let undone = if case.steps.is_empty() { String::new() } else { say.undone_first(texts.undone(&case.steps)) };
    Some(say.find_salt(place(say, signed), undone, characters))
}

fn verify_pair(
    texts: &Texts<'_>,
    case: &Case,
    (before, signature, after): (&[Step], &Signature, &[Step]),
    signed: &Signed,
) -> String {
    let say = texts.say;
    let text = format!("{}{}", texts.parts(&case.parts), texts.steps(before));
    let decoded = if after.is_empty() { String::new() } else { say.decoded(texts.undone(after)) };
    say.verify_as(place(say, signed), decoded, say.scheme(signature.scheme), texts.verifier(signature), text)
}

fn place(say: Phrases, signed: &Signed) -> String {
    let before = (!signed.prefix.is_empty()).then(|| say.before_it(code(&signed.prefix)));
    let after = (!signed.suffix.is_empty()).then(|| say.after_it(code(&signed.suffix)));
    let around: Vec<String> = before.into_iter().chain(after).collect();
    let around = if around.is_empty() { String::new() } else { say.without_around(say.all(around)) };
    format!("{}{around}", location(say, &signed.signature))
}

fn fresh(say: Phrases, fresh: &ReplayWindow) -> String {
    let ReplayWindow { at, format, within } = fresh;
    say.fresh(location(say, at), time(say, format), within)
}

fn location(say: Phrases, location: &Location) -> String {
    match location {
        Location::Member(path) => say.the_member(code(&path.join("."))),
        Location::Header { name, parameter } => super::texts::header(say, name, parameter.as_deref()),
    }
}

fn inner(texts: &Texts<'_>, pair: &[Layer]) -> Option<String> {
    let [outer, inner] = pair else { return None };
    let say = texts.say;
    let undone = if inner.steps.is_empty() { String::new() } else { say.undone_before(texts.undone(&inner.steps)) };
    let one = if outer.carriers().count() > 1 { say.one_only() } else { String::new() };
    let (carriers, codec) = (carriers(say, outer), codec(say, inner));
    if inner.when.is_empty() {
        return Some(say.take_inner(carriers, one, undone, codec));
    }
    Some(say.take_inner_where(conditions(say, &inner.when), carriers, one, undone, codec))
}

/// The members that must agree with the request. The last column is there if an echo states `unsent`.
pub(super) fn echo(say: Phrases, receives: &Receives) -> Option<Table> {
    let told = receives.echo.iter().any(|echo| echo.terms.unsent != Unsent::Accept);
    let row = |echo: &Echo| {
        let answers = echo.answers.iter().map(|answer| path(answer));
        let name = code(&echo.recorded_name());
        let mut cells = vec![
            if echo.each { say.all(answers) } else { say.any(answers) },
            if echo.at_least { say.at_least_sent(name) } else { name },
            missing(say, &echo.terms.missing),
        ];
        cells.extend(told.then(|| unsent(say, &echo.terms.unsent)));
        cells
    };
    let mut heads = vec![say.received(), say.sent(), say.if_missing()];
    heads.extend(told.then(|| say.if_not_sent()));
    Table::new(&heads, receives.echo.iter().map(row).collect())
}

fn missing(say: Phrases, missing: &Missing<String>) -> String {
    match missing {
        Missing::Accept => say.accepted(),
        Missing::Unsettled => say.outcome_unknown(),
        Missing::Is(text) => say.counts_as_received(code(text)),
    }
}

fn unsent(say: Phrases, unsent: &Unsent<String>) -> String {
    match unsent {
        Unsent::Accept => say.accepted(),
        Unsent::Refuse => say.refused(),
        Unsent::Is(text) => say.counts_as_sent(code(text)),
    }
}
