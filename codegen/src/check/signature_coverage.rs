//! Signature coverage: no decision rests on a member that anybody can change.

use std::sync::Arc;

use super::row_claims::{is_unsigned, settles};
use crate::{
    diagnostic::{Code, Diagnostic, Diagnostics},
    model::{Decision, Field, Location, Part, Provider, Receives, Row, Signed, Verify, locations_read},
    source::Span,
};

/// In a signed message, the members that decide the outcome or the echo are signed.
pub(super) fn check_decisive_members(provider: &Provider, diagnostics: &mut Diagnostics) {
    let signed = provider.received().filter(|(_, receives)| receives.proofs().next().is_some());
    let (tokens, signed): (Vec<_>, Vec<_>) = signed.partition(|(_, receives)| shows_a_token(receives));
    tokens.into_iter().for_each(|(_, receives)| report_token(receives, diagnostics));
    let open = |receives| unsigned(receives).map(move |open| (receives, open));
    for (receives, (at, span, sometimes)) in signed.into_iter().flat_map(|(_, receives)| open(receives)) {
        let when = if sometimes { " of every message" } else { "" };
        let text = format!("`{}` is not part of the signed text{when}", name_of(&at));
        let help = match receives.has_alternatives() {
            true => {
                "let each signature cover it, or say in the `when:` of the others that it is absent: whoever adds it \
                     chooses the signature"
            }
            false => "let the signature cover it, or do not rest anything on it: anybody can change it",
        };
        diagnostics.push(Diagnostic::new(Code::SourceDoesNotFit, span, text).help(help));
    }
}

/// Whether the signatures of a message cover nothing of it that decides.
fn shows_a_token(receives: &Receives) -> bool {
    let takes = |signed: &Signed| receives.takes_members(signed.value);
    let signed = |(path, _): (&Vec<Arc<Field>>, Span)| receives.is_signed_member(path);
    !receives.signatures().iter().any(takes) && !decisive(receives).any(signed)
}

/// Reports the absence of a signature, once for all members.
fn report_token(receives: &Receives, diagnostics: &mut Diagnostics) {
    let named = |signed: &Signed| Some((receives.values.get(signed.value)?.name.clone(), signed.span));
    let Some((name, span)) = receives.signatures().first().and_then(named) else { return };
    if unsigned(receives).next().is_some() {
        let text = format!("`{name}` takes no member of the message, so it is a token and no signature");
        let help = format!(
            "let its text take the members, or write `token:` in place of `signature:`, with `is: {{ value: {name} }}`"
        );
        diagnostics.push(Diagnostic::new(Code::SourceDoesNotFit, span, text).help(help));
    }
}

/// The decisive members that no signature covers, and whether one covers them in some messages. In a message that is
/// signed in part, only the conditions of layers are decisive: a row that rests on an open member is weak, but a layer
/// that an open member takes away is absent for every row.
fn unsigned(receives: &Receives) -> impl Iterator<Item = (Location, Span, bool)> {
    let opening = receives.layers.iter().flat_map(|layer| &layer.when);
    let opening = opening.map(|condition| (&condition.path, condition.span));
    let decisive = receives.partial().is_empty().then(|| decisive(receives)).into_iter().flatten();
    let members = opening.chain(decisive);
    let named = members.flat_map(|(path, span)| locations_read(path).into_iter().map(move |at| (at, span)));
    named.filter(|(at, _)| !receives.is_signed(at)).map(|(at, span)| {
        let sometimes = receives.proofs().any(|signed| receives.touches(&at, signed.value));
        (at, span, sometimes)
    })
}

/// The members on which the echo and the outcome rest.
fn decisive(receives: &Receives) -> impl Iterator<Item = (&Vec<Arc<Field>>, Span)> {
    let echoed = receives.echo.iter().flat_map(|echo| echo.answers.iter().zip(echo.spans.answers.iter().copied()));
    // Such a row refuses at most: see `Receives::is_weak`.
    let unsigned = |row: &&Row| !receives.refuses().is_empty() && is_unsigned(receives, row);
    let rows = || receives.outcome.iter().filter(move |row| !unsigned(row));
    let deciding = rows().filter_map(|row| match &row.decision {
        Decision::By { path, .. } | Decision::Errors { path, .. } => Some((path, row.member)),
        Decision::Is(_) => None,
    });
    let conditions = rows().filter(|row| settles(row)).flat_map(|row| &row.when);
    let tested = conditions.map(|condition| (&condition.path, condition.span)).filter(|(path, _)| !path.is_empty());
    echoed.chain(deciding).chain(tested)
}

fn name_of(at: &Location) -> String {
    match at {
        Location::Member(path) => path.join("."),
        Location::Header { name, .. } => name.clone(),
    }
}

/// If the signature takes a layer as ciphertext, it also takes the members and headers that decrypt it: another IV makes
/// other members of the same ciphertext.
pub(super) fn check_decrypting_members(provider: &Provider, diagnostics: &mut Diagnostics) {
    for (_, receives) in provider.received().filter(|(_, receives)| !receives.signatures().is_empty()) {
        for (index, layer) in receives.layers.iter().enumerate().filter(|(index, _)| receives.signs_wire_form(*index)) {
            let open = receives.decrypting(index).into_iter().find(|at| !receives.is_signed(at));
            let Some(name) = open.as_ref().map(name_of) else { continue };
            let text = format!("`{name}` decrypts this layer, and is not part of the signed text");
            let help = "let the signature cover it, or the layer's members in place of the ciphertext: whoever changes it changes \
                        what the ciphertext means";
            diagnostics.push(Diagnostic::new(Code::SourceDoesNotFit, layer.span, text).help(help));
        }
    }
}

/// A signature covers every alternative carrier of a layer, or none: otherwise anybody could send the other carrier.
pub(super) fn check_carriers(provider: &Provider, diagnostics: &mut Diagnostics) {
    for (_, receives) in provider.received() {
        for signed in receives.signatures() {
            let mut layers = alternatives(receives).into_iter();
            let open = layers.find_map(|carriers| open_carrier(receives, signed, carriers));
            open.into_iter().for_each(|fault| diagnostics.push(fault));
        }
    }
}

/// The paths of the carriers of each inner layer, from the outermost layer on.
fn alternatives(receives: &Receives) -> Vec<Vec<Vec<&Arc<Field>>>> {
    let mut out = vec![vec![Vec::new()]];
    for layer in &receives.layers {
        let around = out.last().into_iter().flatten();
        let within =
            |path: &Vec<_>| layer.carriers().map(|field| [path.as_slice(), &[field]].concat()).collect::<Vec<_>>();
        let inside = around.flat_map(within).collect();
        out.push(inside);
    }
    out
}

fn open_carrier(receives: &Receives, signed: &Signed, carriers: Vec<Vec<&Arc<Field>>>) -> Option<Diagnostic> {
    let at = |path: &[&Arc<Field>]| Location::Member(path.iter().map(|field| field.wire.clone()).collect());
    // A message of this alternative may lack a carrier.
    let carriers = carriers.into_iter().filter(|path| !signed.excludes(&at(path)));
    let (signed, open): (Vec<_>, Vec<_>) = carriers.partition(|path| receives.covers(&at(path), signed.value));
    let (signed, open) = signed.into_iter().next().zip(open.into_iter().next())?;
    let (signed, name) = (name_of(&at(&signed)), name_of(&at(&open)));
    let text = format!("`{name}` may come in place of `{signed}`, and is not part of the signed text");
    let fault = Diagnostic::new(Code::SourceDoesNotFit, open.last()?.span, text);
    let help = format!("add `{{ field: {name} }}` to the value, with the same `view`: an absent member adds nothing");
    Some(fault.other(receives.span, "received here").help(help))
}

/// The time of a message is signed, or the token's value takes it: otherwise a replayed message could carry a new time.
pub(super) fn check_fresh_time(provider: &Provider, diagnostics: &mut Diagnostics) {
    for (_, receives) in provider.received() {
        let Some(fresh) = receives.verify.as_ref().and_then(Verify::fresh) else { continue };
        let name = name_of(&fresh.at);
        let (text, help) = match receives.token() {
            Some(token) if !Part::values([&token.is]).into_iter().any(|value| receives.covers(&fresh.at, value)) => (
                format!("the token does not rest on the time in `{name}`"),
                "let `is:` be a value that takes the time, or leave out `fresh`: anybody who sees a token can send it \
                 with a new time",
            ),
            None if !receives.is_signed(&fresh.at) => (
                format!("the time in `{name}` is not part of the signed text"),
                "sign it, or leave out `fresh`: anybody can put a new time on an old message",
            ),
            Some(_) | None => continue,
        };
        diagnostics.push(Diagnostic::new(Code::SourceDoesNotFit, receives.verified, text).help(help));
    }
}

/// A signature does not cover itself, directly or through other values.
pub(super) fn check_own_signature(provider: &Provider, diagnostics: &mut Diagnostics) {
    for (_, receives) in provider.received() {
        for signed in receives.signatures().iter().filter(|of| receives.touches(&of.signature, of.value)) {
            let (name, help) = own_name(signed);
            let text = format!("the signature covers itself: {name} is part of the signed text");
            diagnostics.push(Diagnostic::new(Code::Circular, receives.verified, text).help(help));
        }
    }
}

/// The location of a signature in words, and the way to leave it out of the signed text.
fn own_name(signed: &Signed) -> (String, String) {
    match &signed.signature {
        Location::Header { name, parameter: Some(parameter) } => (
            format!("the parameter `{parameter}` of the header `{name}`"),
            "take the header's other parameters, as in `{ header: NAME, parameter: t }`".to_owned(),
        ),
        Location::Header { name, parameter: None } => {
            (format!("the header `{name}`"), "leave it out, or say which of its parameters are signed".to_owned())
        }
        Location::Member(path) => match path.as_slice() {
            [member] => (format!("`{member}`"), format!("leave it out, as in `fields: {{ except: [{member}] }}`")),
            path => (
                format!("`{}`", path.join(".")),
                "sign the member that carries it, as in `{ field: data.content, view: source }`".to_owned(),
            ),
        },
    }
}
