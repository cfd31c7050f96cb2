//! The places of what examples state and expect.

use crate::{
    model::{
        Example,
        spans::{AnswerSpans, ExampleSpans},
    },
    source::Span,
    spec::syntax::{self, Data, Entries, Word},
};

pub(super) fn of_example(
    name: &Word,
    syntax: &syntax::Example,
    like: Option<&Example>,
    of: Option<&Example>,
) -> ExampleSpans {
    let sent = syntax.sends.as_ref();
    let place = |word: Option<&Word>| word.map_or(name.span, |word| word.span);
    let credentials = credentials(syntax, like);
    ExampleSpans {
        url: place(sent.and_then(|sent| sent.url.as_ref())),
        headers: sent.map_or(Vec::new(), |sent| sent.headers.iter().map(|(_, text)| text.span).collect()),
        body: place(sent.and_then(|sent| sent.body.as_ref())),
        signature: place(sent.and_then(|sent| sent.signature.as_ref())),
        inputs: inputs(syntax, like, of),
        given: syntax.credentials_at.unwrap_or(name.span),
        request: syntax.request_at.unwrap_or(name.span),
        credentials,
    }
}

/// The credentials of an example, its own before those of `like:`.
fn credentials(syntax: &syntax::Example, like: Option<&Example>) -> Vec<(String, Span)> {
    let own = syntax.credentials.iter().map(|(name, data)| (name.value.clone(), data.span));
    let inherited = like.into_iter().flat_map(|like| like.spans.credentials.iter().cloned());
    own.chain(inherited).collect()
}

/// The texts of the request; its own before those of the examples that it rests on.
fn inputs(syntax: &syntax::Example, like: Option<&Example>, of: Option<&Example>) -> Vec<(String, Span)> {
    let mut out = Vec::new();
    fields(&syntax.request, &mut out);
    out.extend(syntax.extra.iter().map(|(_, text)| (text.value.clone(), text.span)));
    for (_, data) in &syntax.credentials {
        if let syntax::CredentialData::Text(text) = &data.value {
            out.push((text.clone(), data.span));
        }
    }
    let words = [&syntax.nonce, &syntax.salt, &syntax.now].into_iter().flatten();
    out.extend(words.map(|word| (word.value.clone(), word.span)));
    out.extend(like.into_iter().chain(of).flat_map(|other| other.spans.inputs.iter().cloned()));
    out
}

fn fields(entries: &Entries<Data>, out: &mut Vec<(String, Span)>) {
    entries.iter().for_each(|(_, data)| texts(data, out));
}

fn texts(data: &Data, out: &mut Vec<(String, Span)>) {
    match data {
        Data::Text(word) => out.push((word.value.clone(), word.span)),
        Data::List(items, _) => items.iter().for_each(|item| texts(item, out)),
        Data::Map(entries, _) => fields(entries, out),
    }
}

pub(super) fn of_answer(name: &Word, syntax: &syntax::Answer) -> AnswerSpans {
    let at = |place: Option<Span>| place.unwrap_or(name.span);
    AnswerSpans {
        reads: syntax.reads.iter().map(|(path, _)| path.span).collect(),
        outcome: at(syntax.outcome_at),
        on_repeat: at(syntax.on_repeat_at),
        fails: at(syntax.fails.as_ref().map(|fails| fails.span)),
    }
}
