//! The conversions of steps, found by the word of a spec.

use refundry_vocabulary::Conversion;
use zeroize::Zeroize;

use crate::transform::{self, CharsetError};
use crate::{Charset, KeyError, decode, encode};

/// The output of a step, or the text before the first step.
#[derive(Clone, PartialEq, Eq)]
pub enum StepOutput {
    /// A text.
    Text(String),
    /// Bytes.
    Bytes(Vec<u8>),
}

impl StepOutput {
    /// Overwrites the output, which may contain a key.
    pub fn wipe(&mut self) {
        match self {
            Self::Text(text) => text.zeroize(),
            Self::Bytes(bytes) => bytes.zeroize(),
        }
    }

    /// The bytes; a text as UTF-8.
    pub fn as_bytes(&self) -> &[u8] {
        match self {
            Self::Text(text) => text.as_bytes(),
            Self::Bytes(bytes) => bytes,
        }
    }

    /// The text; empty if the output is bytes that are not UTF-8.
    pub fn as_text(&self) -> &str {
        match self {
            Self::Text(text) => text,
            Self::Bytes(bytes) => decode::text(bytes).unwrap_or_default(),
        }
    }
}

/// Runs a conversion; `own` is the charset of the message.
///
/// # Errors
/// The input is not of the form that the conversion takes, or a charset lacks one of its characters.
pub fn convert<E>(conversion: Conversion, own: Charset, input: &[u8]) -> Result<StepOutput, E>
where
    E: From<KeyError> + From<CharsetError>,
{
    use StepOutput::{Bytes, Text};
    Ok(match conversion {
        Conversion::HexLower => Text(encode::hex_lower(input)),
        Conversion::HexUpper => Text(encode::hex_upper(input)),
        Conversion::Base64 => Text(encode::base64(input)),
        Conversion::Base64Url => Text(encode::base64url(input)),
        Conversion::Base64UrlPadded => Text(encode::base64url_padded(input)),
        Conversion::Base64Any => Text(encode::base64_any(input)),
        Conversion::Decimal => Text(encode::decimal(input)),
        Conversion::PercentForm => Text(encode::percent_form(input)),
        Conversion::PercentRfc3986 => Text(encode::percent_rfc3986(input)),
        Conversion::PercentPhp => Text(encode::percent_php(input)),
        Conversion::PercentDotNet => Text(encode::percent_dotnet(input)),
        Conversion::Lower => Text(transform::lower(input)),
        Conversion::Upper => Text(transform::upper(input)),
        Conversion::StripBlanks => Text(transform::strip_blanks(input)),
        Conversion::MinifyJson => Text(transform::minify_json(input)),
        Conversion::EscapeXml => Text(transform::escape_xml(input)),
        Conversion::EscapeXmlAttribute => Text(transform::escape_xml_attribute(input)),
        Conversion::EscapeJson => Text(transform::escape_json(input)),
        Conversion::HexDecode => Bytes(transform::hex_decode(input)?),
        Conversion::Base64Decode => Bytes(transform::base64_decode(input)?),
        Conversion::Base64UrlDecode => Bytes(transform::base64url_decode(input)?),
        Conversion::Charset => Bytes(transform::charset(own, input)?),
        Conversion::Gbk => Bytes(transform::charset(Charset::Gbk, input)?),
        Conversion::Gb18030 => Bytes(transform::charset(Charset::Gb18030, input)?),
        Conversion::Big5 => Bytes(transform::charset(Charset::Big5, input)?),
        Conversion::EucKr => Bytes(transform::charset(Charset::EucKr, input)?),
        Conversion::EucJp => Bytes(transform::charset(Charset::EucJp, input)?),
        Conversion::Cp932 => Bytes(transform::charset(Charset::Cp932, input)?),
        Conversion::Windows1252 => Bytes(transform::charset(Charset::Windows1252, input)?),
    })
}

/// The input that a conversion turned into this text; `None` if the text is not its output, or it cannot be undone.
pub fn undo(conversion: Conversion, text: &str) -> Option<Vec<u8>> {
    match conversion {
        Conversion::HexLower => decode::hex_lower(text),
        Conversion::HexUpper => decode::hex_upper(text),
        Conversion::Base64 => decode::base64(text),
        Conversion::Base64Url => decode::base64url(text),
        Conversion::Base64UrlPadded => decode::base64url_padded(text),
        Conversion::Base64Any => decode::base64_any(text),
        Conversion::PercentForm => decode::percent_form(text),
        Conversion::PercentRfc3986 => decode::percent_rfc3986(text),
        Conversion::PercentPhp => decode::percent_php(text),
        Conversion::PercentDotNet => decode::percent_dotnet(text),
        Conversion::Decimal
        | Conversion::Lower
        | Conversion::Upper
        | Conversion::StripBlanks
        | Conversion::MinifyJson
        | Conversion::EscapeXml
        | Conversion::EscapeXmlAttribute
        | Conversion::EscapeJson
        | Conversion::HexDecode
        | Conversion::Base64Decode
        | Conversion::Base64UrlDecode
        | Conversion::Charset
        | Conversion::Gbk
        | Conversion::Gb18030
        | Conversion::Big5
        | Conversion::EucKr
        | Conversion::EucJp
        | Conversion::Cp932
        | Conversion::Windows1252 => None,
    }
}
