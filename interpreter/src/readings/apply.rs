//! Changes of a text that no other model explains: line ends, case, JSON written anew.

use serde_json::Value as Json;

/// A change of the signed text, or of the body in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Edit {
    /// CRLF for LF.
    CarriageReturns,
    /// Without the line feed at the end.
    WithoutLastLineFeed,
    /// With one more at the end.
    WithLastLineFeed,
    /// In lower case.
    Lower,
    /// In upper case.
    Upper,
    /// JSON with blanks after colons and commas.
    SpacedJson,
    /// JSON without blanks.
    CompactJson,
    /// JSON with its names sorted.
    SortedJson,
    /// JSON with `\/`.
    EscapedSlashes,
    /// JSON with `\uXXXX`.
    AsciiJson,
}

/// The text after the changes.
pub(crate) fn text(edits: &[Edit], text: String) -> String {
    edits.iter().fold(text, |text, edit| match edit {
        Edit::CarriageReturns => text.replace('\n', "\r\n"),
        Edit::WithoutLastLineFeed => text.strip_suffix('\n').map_or(text.clone(), str::to_owned),
        Edit::WithLastLineFeed => text + "\n",
        Edit::Lower => text.to_lowercase(),
        Edit::Upper => text.to_uppercase(),
        _ => text,
    })
}

/// The body after the changes; `None` where none concerns it.
pub(crate) fn body(edits: &[Edit], body: &str) -> Option<String> {
    let json: Json = serde_json::from_str(body).ok()?;
    let mut out: Option<String> = None;
    for edit in edits {
        let now = out.as_deref().unwrap_or(body);
        let next = match edit {
            Edit::SpacedJson => spaced(&json),
            Edit::CompactJson => json.to_string(),
            Edit::SortedJson => sorted(&json).to_string(),
            Edit::EscapedSlashes => now.replace('/', "\\/"),
            Edit::AsciiJson => ascii(now),
            _ => continue,
        };
        out = Some(next);
    }
    out
}

/// As Python's `json.dumps` writes it.
fn spaced(json: &Json) -> String {
    match json {
        Json::Object(members) => {
            let members: Vec<String> = members
                .iter()
                .map(|(name, value)| format!("{}: {}", Json::from(name.as_str()), spaced(value)))
                .collect();
            format!("{{{}}}", members.join(", "))
        }
        Json::Array(items) => format!("[{}]", items.iter().map(spaced).collect::<Vec<_>>().join(", ")),
        scalar => scalar.to_string(),
    }
}

fn sorted(json: &Json) -> Json {
    match json {
        Json::Object(members) => {
            let mut all: Vec<_> = members.iter().map(|(name, value)| (name.clone(), sorted(value))).collect();
            all.sort_by(|(one, _), (other, _)| one.cmp(other));
            Json::Object(all.into_iter().collect())
        }
        Json::Array(items) => Json::Array(items.iter().map(sorted).collect()),
        scalar => scalar.clone(),
    }
}

fn ascii(json: &str) -> String {
    let mut out = String::with_capacity(json.len());
    for c in json.chars() {
        if c.is_ascii() {
            out.push(c);
        } else {
            let mut units = [0; 2];
            c.encode_utf16(&mut units).iter().for_each(|unit| out.push_str(&format!("\\u{unit:04x}")));
        }
    }
    out
}
