//! Finds the mistake behind a foreign signature of a request.

use std::sync::Arc;

use refundry_codegen::model::{Operation, Provider, Step};

use super::{
    Reproduced, form,
    notation::{self, Notation},
    requests::Requests,
    search::{Attempt, Trial, search},
    variant::{Variant, Way},
};
use crate::{
    context::{Context, Server},
    credentials::Credentials,
    explain::signature_of,
    interpreter::Request,
};

/// A foreign result to reproduce.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Foreign {
    /// A signature in wire form.
    Signature(String),
    /// The signed text.
    Text(String),
}

/// A request with the inputs of its signature.
#[derive(Clone, Copy)]
pub struct Subject<'s> {
    /// The provider.
    pub provider: &'s Provider,
    /// The operation.
    pub operation: &'s Operation,
    /// The request.
    pub request: &'s Request,
    /// The merchant's credential values.
    pub credentials: &'s Credentials,
    /// Server, clock, nonce and salt.
    pub context: &'s Context<'s>,
}

/// The mistakes that reproduce the foreign result: single mistakes, or pairs if no single one does, the likeliest
/// first. A correct result yields one entry without mistakes.
pub fn causes(subject: &Subject<'_>, foreign: &Foreign) -> Vec<Reproduced> {
    let Some(base) = variant(subject) else { return Vec::new() };
    match foreign {
        Foreign::Signature(_) => {
            let Notation { signature, damage } = notation(&base, foreign);
            of_form(subject, &base, &Foreign::Signature(signature), &damage)
        }
        Foreign::Text(text) => of_text(subject, &base, text),
    }
}

/// The causes of a foreign text. The line end that an editor adds at the end of a file belongs to the file, unless the
/// right text has one as well.
fn of_text(subject: &Subject<'_>, base: &Variant, text: &str) -> Vec<Reproduced> {
    let whole = |damage: &[String]| of_form(subject, base, &Foreign::Text(text.to_owned()), damage);
    let Some(shorter) = notation::without_line_end(text) else { return whole(&[]) };
    let right = right_text(subject, base);
    if right.as_deref() == Some(text) {
        return whole(&[]);
    }
    let shorter = || of_form(subject, base, &Foreign::Text(shorter.to_owned()), &[notation::LINE_END.to_owned()]);
    let of_text = right.is_some_and(|right| right.ends_with('\n'));
    let found = if of_text { whole(&[]) } else { shorter() };
    match (found.is_empty(), of_text) {
        (false, _) => found,
        (true, true) => shorter(),
        (true, false) => whole(&[]),
    }
}

/// The right text of the signature.
fn right_text(subject: &Subject<'_>, base: &Variant) -> Option<String> {
    let (bare, foreign) = (without_prefix(subject.context), Foreign::Text(String::new()));
    let bare = Context { server: &bare, ..*subject.context };
    Some(Requests::of(subject, &bare, &foreign).prepare(base)?.text)
}

/// The least number of characters of a signature that no wrong computation has by chance.
const LEAST: usize = 8;

/// The causes of a foreign result in its own form, each with the damage that was undone before.
fn of_form(subject: &Subject<'_>, base: &Variant, foreign: &Foreign, damage: &[String]) -> Vec<Reproduced> {
    let bare = without_prefix(subject.context);
    let bare = Context { server: &bare, ..*subject.context };
    let mut trial = Requests::of(subject, &bare, foreign);
    let signature = if let Foreign::Signature(text) = foreign { text.clone() } else { String::new() };
    let Some(prepared) = trial.prepare(base) else { return Vec::new() };
    let Some(right) = trial.finish(base, &prepared) else { return Vec::new() };
    if right.hit {
        let (mistakes, outside) = (damage.to_vec(), !damage.is_empty());
        let Attempt { text, bytes, .. } = right;
        return vec![Reproduced { mistakes, text, bytes, signature, outside, secrets: Vec::new() }];
    }
    if matches!(foreign, Foreign::Signature(text) if text.len() < LEAST) {
        return Vec::new();
    }
    trial.own = trial.signature(base, prepared);
    let found = search(base, &right, &trial).into_iter();
    let with_damage = |mut found: Reproduced| {
        found.mistakes.extend(damage.iter().cloned());
        Reproduced { signature: signature.clone(), ..found }
    };
    found.map(with_damage).collect()
}

/// The server without the path of its base URL.
fn without_prefix(context: &Context<'_>) -> Server {
    let url = context.server.url();
    let host = url.find("://").map_or(0, |at| at + 3);
    let end = url.get(host..).and_then(|rest| rest.find('/')).map_or(url.len(), |at| host + at);
    Server::declared(url.get(..end).unwrap_or(url).to_owned())
}

/// A foreign signature in its notation; empty for a text.
fn notation(base: &Variant, foreign: &Foreign) -> Notation {
    let last = base.value().and_then(|value| match value.cases.first()?.steps.last()? {
        Step::Convert(conversion) => Some(*conversion),
        Step::Digest(_) | Step::Hmac(..) | Step::Sign(_) | Step::Encrypt(_) => None,
        Step::Decrypt(_) | Step::Slice(_) => None,
    });
    match foreign {
        Foreign::Signature(text) => notation::read(text, last),
        Foreign::Text(_) => Notation { signature: String::new(), damage: Vec::new() },
    }
}

/// The reason why a foreign signature cannot be right, whatever its text is: its length or one of its characters.
/// `None` for a signature of the right form, and for a text.
pub fn misfit(subject: &Subject<'_>, foreign: &Foreign) -> Option<String> {
    let Foreign::Signature(_) = foreign else { return None };
    let base = variant(subject)?;
    let signature = notation(&base, foreign).signature;
    let trial = Requests::of(subject, subject.context, foreign);
    let prepared = trial.prepare(&base)?;
    let own = trial.signature(&base, prepared)?;
    let steps = &base.value()?.cases.first()?.steps;
    form::misfit(steps, &own, &signature)
}

fn variant(subject: &Subject<'_>) -> Option<Variant> {
    let sends = subject.operation.sends.clone()?;
    let signature = signature_of(&sends)?;
    let (request, credentials) = (Arc::new(subject.request.clone()), Arc::new(subject.credentials.clone()));
    Some(Variant {
        provider: Arc::new(subject.provider.clone()),
        way: Way::Sends(Arc::new(sends)),
        signature,
        focus: signature,
        signs_empty: false,
        request,
        credentials,
        swapped: false,
        without_prefix: false,
        around: None,
        edits: Vec::new(),
        unlisted: Vec::new(),
    })
}
