//! Bodies that a spec or a file shows as text although they travel in another charset.

use super::{Charset, Codec, Layer, Location, Receives, Sends, Separators};

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

impl Receives {
    /// Whether the message names its charset, and no signature covers the name: the same signed bytes may be other texts.
    pub fn leaves_charset_open(&self) -> bool {
        let named = self.layers.first().and_then(|layer| layer.charset_from.as_ref());
        !self.signatures().is_empty() && named.is_some_and(|at| !self.is_signed(at))
    }

    /// The signs that cut the body into members and that another charset may take for halves of characters, in a message
    /// that leaves its charset open.
    pub fn open_signs(&self) -> String {
        let layer = self.layers.first().filter(|layer| layer.is_transcoded() && self.leaves_charset_open());
        let signs = layer.map(Layer::cutting_signs).unwrap_or_default();
        signs.into_iter().filter(|sign| Charset::may_swallow(*sign)).collect()
    }
}

impl Layer {
    /// The signs at which a reader cuts the text of the layer, except those that no charset has inside a character.
    pub fn cutting_signs(&self) -> Vec<char> {
        let Separators { pair, join, braces } = self.style.separators;
        match self.codec() {
            Codec::Form | Codec::Query => Vec::new(),
            Codec::Json => vec!['\\'],
            // The end of a CDATA section.
            Codec::Xml => vec![']'],
            Codec::Pairs if braces => vec![pair, join, '{', '}'],
            Codec::Pairs => vec![pair, join],
            Codec::Segments => vec![join],
        }
    }

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
