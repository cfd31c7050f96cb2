//! Bodies that a spec or a file shows as text although they travel in another charset.

use super::{Charset, Layer, Location, Receives, Sends};

impl Sends {
    /// Whether the message has a body.
    pub fn has_body(&self) -> bool {
        self.layers.first().map_or(!self.body.is_empty(), |layer| !layer.is_query())
    }

    /// The charset of the whole body; `None` if there is no body. A form is ASCII, which is UTF-8 as well: the layer's
    /// charset applies inside its escapes.
    pub fn body_charset(&self) -> Option<Charset> {
        let layer = self.layers.first();
        let charset = layer.filter(|layer| layer.is_whole_text()).map_or(Charset::Utf8, |layer| layer.style.charset);
        self.has_body().then_some(charset)
    }
}

impl Receives {
    /// The charset of a body that is one text and arrives with these headers.
    pub fn text_charset(&self, headers: &[(String, String)]) -> Charset {
        let Some(layer) = self.layers.first().filter(|layer| layer.is_whole_text()) else { return Charset::Utf8 };
        let named = match &layer.charset_from {
            Some(Location::Header { name, parameter }) => header(headers, name, parameter.as_deref()),
            Some(Location::Member(_)) | None => None,
        };
        named.and_then(Charset::of_message).unwrap_or(layer.style.charset)
    }
}

impl Receives {
    /// Whether the body is transcoded first, so that signed texts take the body in UTF-8.
    pub fn transcodes_body(&self) -> bool {
        self.layers.first().is_some_and(|layer| layer.is_whole_text() && layer.is_transcoded())
    }
}

impl Layer {
    /// Whether the layer is one text in another charset than UTF-8, or in a charset that the message names. A form is
    /// ASCII: its charset applies inside its escapes.
    pub fn is_transcoded(&self) -> bool {
        !self.is_form() && (self.charset_from.is_some() || self.style.charset != Charset::Utf8)
    }

    fn is_whole_text(&self) -> bool {
        self.steps.is_empty() && !self.is_form()
    }
}

/// The text of a header, or of one parameter in the header.
fn header<'h>(headers: &'h [(String, String)], name: &str, parameter: Option<&str>) -> Option<&'h str> {
    let text = headers.iter().find(|(other, _)| other.eq_ignore_ascii_case(name)).map(|(_, text)| text.as_str())?;
    let Some(parameter) = parameter else { return Some(text) };
    let mut listed = text.split([',', ';']).filter_map(|item| item.trim().split_once('='));
    listed.find(|(name, _)| *name == parameter).map(|(_, value)| value.trim_matches('"'))
}
