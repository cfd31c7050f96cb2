//! Records the text of a received layer for display, with the members that must not be shown.

use refundry_codegen::model::{Field, Layer, Message, Structure};
use refundry_runtime::Members;

use crate::{layers, spellings, trace::Trace};

/// The text that stands for a layer whose secret members cannot be found in it.
const HIDDEN: &str = "***";

/// Records the text of a layer after its steps are undone, if the trace is asked for.
pub(crate) fn record(trace: Option<&Trace>, layer: &Layer, bytes: &[u8]) {
    let Some(trace) = trace else { return };
    let text = String::from_utf8_lossy(bytes).into_owned();
    let members = layers::parse_layer(layer, bytes, None).ok();
    let mut found = Found { text: &text, members: members.as_ref(), secrets: Vec::new() };
    let whole = found.collect(&layer.message, &mut Vec::new());
    let secrets = found.secrets;
    trace.opened(&layer.message.name, if whole { text } else { HIDDEN.to_owned() }, secrets);
}

/// The secret members of a layer.
struct Found<'f> {
    text: &'f str,
    /// The parsed layer; `None` if it cannot be parsed.
    members: Option<&'f Members<'f>>,
    secrets: Vec<String>,
}

impl Found<'_> {
    /// Collects the texts of secret members; `false` if one of them may stand where it is not found.
    fn collect<'m>(&mut self, message: &'m Message, path: &mut Vec<&'m str>) -> bool {
        message.fields.iter().filter(|field| field.is_received()).all(|field| {
            path.push(&field.wire);
            let content = field.ty.content();
            let found = match (field.secret, content.structure()) {
                (true, None) => self.secret(path),
                (true, Some(_)) => false,
                (false, Some(Structure::Object(message))) => self.collect(message, path),
                (false, _) => content.message().is_none_or(|message| !holds_secret(message)),
            };
            path.pop();
            found
        })
    }

    /// Adds a secret member, decoded and as it came; `false` if neither stands in the text.
    fn secret(&mut self, path: &[&str]) -> bool {
        let Some(members) = self.members else { return false };
        let Some(decoded) = members.nested(path) else { return true };
        let source = members.nested_source(path).map(|source| source.trim_matches('"'));
        let came = source.or_else(|| members.nested_element(path)).map(str::to_owned);
        let own: Vec<String> = came.into_iter().chain([decoded.into_owned()]).collect();
        let is_found = spellings::all(&own).iter().any(|spelling| self.text.contains(spelling.as_str()));
        let is_empty = own.iter().all(String::is_empty);
        self.secrets.extend(own);
        is_found || is_empty
    }
}

fn holds_secret(message: &Message) -> bool {
    let inside = |field: &Field| field.ty.content().message().is_some_and(|message| holds_secret(message));
    message.fields.iter().any(|field| field.secret || inside(field))
}
