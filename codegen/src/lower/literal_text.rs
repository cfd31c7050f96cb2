//! Literals that name a declaration, which other formats would put in their place: `Bearer ${secret_key}`.

use super::{binder::Binder, scope::entry};
use crate::{
    diagnostic::{Code, Diagnostic},
    spec::syntax::{Part, Written, WrittenPart},
};

/// Reports the literals of a text that most likely stand for something else.
pub(super) fn check_literals(binder: &mut Binder<'_, '_>, parts: &[WrittenPart]) {
    for (at, part) in parts.iter().enumerate() {
        let Part::Literal(text) = &part.value else { continue };
        let next = parts.get(at + 1).map(|part| &part.value);
        let fault = template(binder, text, part)
            .or_else(|| secret(binder, text, part))
            .or_else(|| name(binder, text, part, next, parts.len() == 1));
        fault.into_iter().for_each(|fault| binder.scope.diagnostics.push(fault));
    }
}

/// The fault of a literal that is the name of a credential, or as the whole text that of a value. In front of its own
/// value or of `=`, a name is part of the text.
fn name(
    binder: &Binder<'_, '_>,
    text: &str,
    part: &WrittenPart,
    next: Option<&Part<Written>>,
    alone: bool,
) -> Option<Diagnostic> {
    let kind = kind_of(binder, text).filter(|kind| *kind == "credential" || alone && *kind == "value")?;
    let is_label = match next {
        Some(Part::Literal(sign)) => sign.starts_with(['=', ':']),
        Some(Part::Credential(word) | Part::Value(word) | Part::Field { path: word, .. }) => word.value == text,
        _ => false,
    };
    (!is_label).then(|| {
        let fault = format!("this is the text `{text}`, not the {kind} of that name");
        Diagnostic::new(Code::SourceDoesNotFit, part.span, fault).help(format!("write `{{ {kind}: {text} }}`"))
    })
}

/// The fault of a literal with the name of a secret as one of its words: `Bearer secret_key`.
fn secret(binder: &Binder<'_, '_>, text: &str, part: &WrittenPart) -> Option<Diagnostic> {
    let is_secret =
        |word: &str| entry(&binder.scope.spec.credentials, word).is_some_and(|credential| credential.secret);
    let (front, name) = text.rsplit_once(' ').filter(|(_, name)| is_secret(name))?;
    let fault = format!("`{name}` is sent as it stands, not the credential of that name");
    let help = format!("write the text in parts: `[ \"{front} \", {{ credential: {name} }} ]`");
    Some(Diagnostic::new(Code::SourceDoesNotFit, part.span, fault).help(help))
}

/// The fault of a literal with names in braces.
fn template(binder: &Binder<'_, '_>, text: &str, part: &WrittenPart) -> Option<Diagnostic> {
    let (mut pieces, mut known, mut rest) = (Vec::new(), false, text);
    while let Some((before, inside)) = rest.split_once('{') {
        let (name, after) = inside.trim_start_matches('{').split_once('}')?;
        let name = name.trim().rsplit('.').next().unwrap_or_default();
        if name.is_empty() || !name.bytes().all(|next| next.is_ascii_alphanumeric() || b"_-".contains(&next)) {
            return None;
        }
        let before = before.trim_end_matches(['$', '#']);
        pieces.extend((!before.is_empty()).then(|| quoted(before)));
        let kind = kind_of(binder, name);
        known |= kind.is_some();
        pieces.push(match kind {
            Some("now") => "{ now: epoch_s }".to_owned(),
            kind => format!("{{ {}: {name} }}", kind.unwrap_or("field")),
        });
        rest = after.trim_start_matches('}');
    }
    pieces.extend((!rest.is_empty()).then(|| quoted(rest)));
    known.then(|| {
        let fault = "names in braces are sent as they stand";
        let help = format!("write the text in parts: `[ {} ]`", pieces.join(", "));
        Diagnostic::new(Code::SourceDoesNotFit, part.span, fault).help(help)
    })
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n"))
}

/// The key of the part that has a name.
fn kind_of(binder: &Binder<'_, '_>, name: &str) -> Option<&'static str> {
    let spec = binder.scope.spec;
    let system = ["method", "url", "path", "query", "target", "content_type", "body", "nonce"];
    match name {
        _ if entry(&spec.credentials, name).is_some() => Some("credential"),
        _ if entry(&spec.values, name).is_some() => Some("value"),
        _ if binder.layers.iter().any(|layer| layer.message.field(name).is_some()) => Some("field"),
        "timestamp" | "time" | "now" => Some("now"),
        _ => system.contains(&name).then_some("system"),
    }
}
