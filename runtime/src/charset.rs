//! The charsets that bodies travel in.

use std::borrow::Cow;

use crate::ReadError;

/// How a text becomes bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Charset {
    /// UTF-8.
    #[default]
    Utf8,
    /// GBK, with the euro sign at 0x80 (the Encoding Standard's).
    #[cfg(feature = "charset")]
    Gbk,
    /// Windows code page 932, which the Encoding Standard calls Shift_JIS.
    #[cfg(feature = "charset")]
    Cp932,
}

impl Charset {
    /// The charset of that name, as messages write it; `otherwise` where there is none.
    ///
    /// # Errors
    /// [`ReadError::Malformed`] for a name that is none of these.
    pub fn named(name: Option<&str>, otherwise: Self) -> Result<Self, ReadError> {
        let Some(name) = name.filter(|name| !name.is_empty()) else { return Ok(otherwise) };
        match name.to_ascii_lowercase().as_str() {
            "utf-8" | "utf8" => Ok(Self::Utf8),
            #[cfg(feature = "charset")]
            "gbk" | "gb2312" | "gb18030" | "cp936" => Ok(Self::Gbk),
            #[cfg(feature = "charset")]
            "shift_jis" | "sjis" | "windows-31j" | "cp932" | "ms932" => Ok(Self::Cp932),
            _ => Err(ReadError::malformed("text", "a charset that is not known")),
        }
    }

    /// The bytes of a text; `None` where the charset lacks a character or would give another back.
    pub fn encode(self, text: &str) -> Option<Cow<'_, [u8]>> {
        let Some(encoding) = self.encoding().filter(|_| !text.is_ascii()) else {
            return Some(Cow::Borrowed(text.as_bytes()));
        };
        let (bytes, _, _) = encoding.encode(text);
        // Some characters have no bytes of their own and are written as a similar one.
        (self.decode(&bytes)? == text).then_some(bytes)
    }

    /// The text of bytes; `None` where they are none.
    pub fn decode(self, bytes: &[u8]) -> Option<Cow<'_, str>> {
        match self.encoding() {
            Some(encoding) => encoding.decode_without_bom_handling_and_without_replacement(bytes),
            None => std::str::from_utf8(bytes).ok().map(Cow::Borrowed),
        }
    }

    /// Whether the charset carries the text unchanged.
    pub(crate) fn carries(self, text: &str) -> bool {
        self.encode(text).is_some()
    }

    #[cfg(feature = "charset")]
    fn encoding(self) -> Option<&'static encoding_rs::Encoding> {
        match self {
            Self::Utf8 => None,
            Self::Gbk => Some(encoding_rs::GBK),
            Self::Cp932 => Some(encoding_rs::SHIFT_JIS),
        }
    }

    #[cfg(not(feature = "charset"))]
    fn encoding(self) -> Option<&'static NoEncoding> {
        None
    }
}

/// Without the feature there is UTF-8 only.
#[cfg(not(feature = "charset"))]
enum NoEncoding {}

#[cfg(not(feature = "charset"))]
impl NoEncoding {
    fn encode<'t>(&self, _: &'t str) -> (Cow<'t, [u8]>, (), ()) {
        match *self {}
    }

    fn decode_without_bom_handling_and_without_replacement<'t>(&self, _: &'t [u8]) -> Option<Cow<'t, str>> {
        match *self {}
    }
}
