//! Conversions of bytes to text, of text to bytes, and of text to other text.

use crate::Charset;

/// The facts of a conversion.
#[derive(Debug)]
pub struct ConversionRow {
    /// The word of the step, and the name of the runtime function.
    pub word: &'static str,
    /// The name in prose.
    pub prose: &'static str,
    /// The kinds of its input and output.
    pub task: Task,
    /// The inverse conversion of a receiver, in prose; `None` if the conversion cannot be undone.
    pub undo: Option<&'static str>,
    /// The characters and length of its output; `None` if they are not known in advance.
    pub encoding: Option<Encoding>,
    /// The runtime's cargo feature; `None` if it is always compiled in.
    pub feature: Option<&'static str>,
}

/// The kinds of a conversion's input and output.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Task {
    /// Bytes to text.
    Encodes,
    /// Bytes to text, by a table of percent-encoding: letters and digits stay.
    Escapes,
    /// Text to text.
    Transforms,
    /// Text to the bytes that it encodes.
    Decodes,
    /// Text to its bytes in a charset; `None` means the charset of the message.
    InCharset(Option<Charset>),
}

/// Ranges of characters, both ends included.
pub type Ranges = &'static [(char, char)];

/// The characters and length of a conversion's output.
#[derive(Clone, Copy, Debug)]
pub struct Encoding {
    /// Its characters, without the padding `=` of base64.
    pub alphabet: Ranges,
    /// The greatest output length in characters for an input length in bytes.
    pub length: fn(usize) -> usize,
    /// Whether the output always has the greatest length.
    pub exact: bool,
}

const HEX_LOWER: Encoding = Encoding { alphabet: &[('0', '9'), ('a', 'f')], length: doubled, exact: true };
const HEX_UPPER: Encoding = Encoding { alphabet: &[('0', '9'), ('A', 'F')], length: doubled, exact: true };
const DECIMAL: Encoding = Encoding { alphabet: &[('0', '9')], length: digits, exact: false };
const BASE64: Encoding =
    Encoding { alphabet: &[('0', '9'), ('A', 'Z'), ('a', 'z'), ('+', '+'), ('/', '/')], length: padded, exact: true };
const BASE64_URL: Encoding =
    Encoding { alphabet: &[('0', '9'), ('A', 'Z'), ('a', 'z'), ('-', '-'), ('_', '_')], length: unpadded, exact: true };
const BASE64_URL_PADDED: Encoding = Encoding { alphabet: BASE64_URL.alphabet, length: padded, exact: true };

fn doubled(bytes: usize) -> usize {
    bytes.saturating_mul(2)
}

/// The number of digits of the greatest number in this many bytes.
fn digits(bytes: usize) -> usize {
    bytes.saturating_mul(8 * 30_103) / 100_000 + 1
}

fn padded(bytes: usize) -> usize {
    bytes.div_ceil(3).saturating_mul(4)
}

fn unpadded(bytes: usize) -> usize {
    bytes.saturating_mul(4).div_ceil(3)
}

words! {
    /// A conversion between bytes and text, or between texts.
    Conversion: ConversionRow {
        /// Hex in lower case.
        HexLower {
            word: "hex_lower", prose: "hex in lower case", task: Task::Encodes, undo: Some("decode the hex"),
            encoding: Some(HEX_LOWER), feature: None,
        }
        /// Hex in upper case.
        HexUpper {
            word: "hex_upper", prose: "hex in upper case", task: Task::Encodes, undo: Some("decode the hex"),
            encoding: Some(HEX_UPPER), feature: None,
        }
        /// Base64 with padding (RFC 4648, section 4).
        Base64 {
            word: "base64", prose: "base64", task: Task::Encodes, undo: Some("decode the base64"),
            encoding: Some(BASE64), feature: None,
        }
        /// Base64 for URLs without padding (RFC 4648, section 5).
        Base64Url {
            word: "base64url", prose: "base64 for URLs, without padding", task: Task::Encodes,
            undo: Some("decode the base64"), encoding: Some(BASE64_URL), feature: None,
        }
        /// Base64 for URLs with padding.
        Base64UrlPadded {
            word: "base64url_padded", prose: "base64 for URLs, with padding", task: Task::Encodes,
            undo: Some("decode the base64"), encoding: Some(BASE64_URL_PADDED), feature: None,
        }
        /// Base64 with padding; a receiver accepts either alphabet, with and without padding, and line ends and blanks.
        Base64Any {
            word: "base64_any", prose: "base64", task: Task::Encodes,
            undo: Some("decode the base64 in either alphabet, with or without padding, and without its blanks"), encoding: Some(BASE64),
            feature: None,
        }
        /// The bytes as one decimal number.
        Decimal {
            word: "decimal", prose: "one decimal number", task: Task::Encodes, undo: None, encoding: Some(DECIMAL),
            feature: None,
        }
        /// Percent-encoding as in forms.
        PercentForm {
            word: "percent_form", prose: "percent-encoding as in forms", task: Task::Escapes,
            undo: Some("undo percent-encoding as in forms"), encoding: None, feature: None,
        }
        /// Percent-encoding as in RFC 3986.
        PercentRfc3986 {
            word: "percent_rfc3986", prose: "percent-encoding as in RFC 3986", task: Task::Escapes,
            undo: Some("undo percent-encoding as in RFC 3986"), encoding: None, feature: None,
        }
        /// Percent-encoding as by PHP's `urlencode`.
        PercentPhp {
            word: "percent_php", prose: "percent-encoding as by PHP's `urlencode`", task: Task::Escapes,
            undo: Some("undo percent-encoding as by PHP's `urlencode`"), encoding: None, feature: None,
        }
        /// Percent-encoding as by .NET's `HttpUtility.UrlEncode`.
        PercentDotNet {
            word: "percent_dotnet", prose: "percent-encoding as by .NET's `HttpUtility.UrlEncode`",
            task: Task::Escapes, undo: Some("undo percent-encoding as by .NET's `HttpUtility.UrlEncode`"),
            encoding: None, feature: None,
        }
        /// Converts to lower case.
        Lower { word: "lower", prose: "lower case", task: Task::Transforms, undo: None, encoding: None, feature: None }
        /// Converts to upper case.
        Upper { word: "upper", prose: "upper case", task: Task::Transforms, undo: None, encoding: None, feature: None }
        /// Removes spaces, tabs and line ends.
        StripBlanks {
            word: "strip_blanks", prose: "without spaces, tabs and line ends", task: Task::Transforms, undo: None,
            encoding: None, feature: None,
        }
        /// Removes white space between the tokens of JSON.
        MinifyJson {
            word: "minify_json", prose: "without the spaces between the tokens of JSON", task: Task::Transforms,
            undo: None, encoding: None, feature: None,
        }
        /// Escapes a text for the inside of an XML element.
        EscapeXml {
            word: "escape_xml", prose: "escaped as a text of XML", task: Task::Transforms, undo: None, encoding: None,
            feature: None,
        }
        /// Escapes a text for an XML attribute in double quotes.
        EscapeXmlAttribute {
            word: "escape_xml_attribute", prose: "escaped as an attribute of XML", task: Task::Transforms, undo: None,
            encoding: None, feature: None,
        }
        /// Escapes a text for the inside of a JSON string.
        EscapeJson {
            word: "escape_json", prose: "escaped as the inside of a JSON string", task: Task::Transforms, undo: None,
            encoding: None, feature: None,
        }
        /// Decodes hex.
        HexDecode {
            word: "hex_decode", prose: "the bytes that the hex writes", task: Task::Decodes, undo: None,
            encoding: None, feature: None,
        }
        /// Decodes padded base64.
        Base64Decode {
            word: "base64_decode", prose: "the bytes that the base64 writes", task: Task::Decodes, undo: None,
            encoding: None, feature: None,
        }
        /// Decodes base64 for URLs without padding.
        Base64UrlDecode {
            word: "base64url_decode", prose: "the bytes that the base64 for URLs writes", task: Task::Decodes,
            undo: None, encoding: None, feature: None,
        }
        /// Encodes a text in the charset of the message.
        Charset {
            word: "charset", prose: "in the charset of the message", task: Task::InCharset(None), undo: None,
            encoding: None, feature: Some("charset"),
        }
        /// Encodes a text in GBK.
        Gbk {
            word: "gbk", prose: "in GBK", task: Task::InCharset(Some(Charset::Gbk)), undo: None, encoding: None,
            feature: Some("charset"),
        }
        /// Encodes a text in GB 18030.
        Gb18030 {
            word: "gb18030", prose: "in GB 18030", task: Task::InCharset(Some(Charset::Gb18030)), undo: None,
            encoding: None, feature: Some("charset"),
        }
        /// Encodes a text in Big5.
        Big5 {
            word: "big5", prose: "in Big5", task: Task::InCharset(Some(Charset::Big5)), undo: None,
            encoding: None, feature: Some("charset"),
        }
        /// Encodes a text in EUC-KR.
        EucKr {
            word: "euc_kr", prose: "in EUC-KR", task: Task::InCharset(Some(Charset::EucKr)), undo: None,
            encoding: None, feature: Some("charset"),
        }
        /// Encodes a text in EUC-JP.
        EucJp {
            word: "euc_jp", prose: "in EUC-JP", task: Task::InCharset(Some(Charset::EucJp)), undo: None,
            encoding: None, feature: Some("charset"),
        }
        /// Encodes a text in CP932, Microsoft's Shift_JIS.
        Cp932 {
            word: "cp932", prose: "in CP932", task: Task::InCharset(Some(Charset::Cp932)), undo: None, encoding: None,
            feature: Some("charset"),
        }
        /// Encodes a text in Windows code page 1252.
        Windows1252 {
            word: "windows_1252", prose: "in Windows code page 1252", task: Task::InCharset(Some(Charset::Windows1252)), undo: None,
            encoding: None, feature: Some("charset"),
        }
    }
}

impl Conversion {
    /// Whether its input must be text.
    pub fn takes_text(self) -> bool {
        !matches!(self.row().task, Task::Encodes | Task::Escapes)
    }

    /// Whether its output is bytes.
    pub fn yields_bytes(self) -> bool {
        matches!(self.row().task, Task::Decodes | Task::InCharset(_))
    }

    /// Whether a receiver accepts several texts for the same bytes.
    pub fn is_lenient(self) -> bool {
        matches!(self, Self::Base64Any)
    }

    /// The conversion whose text it decodes; `None` if it decodes nothing.
    #[expect(clippy::wildcard_enum_match_arm, reason = "three conversions decode")]
    pub fn decoded(self) -> Option<Self> {
        match self {
            Self::HexDecode => Some(Self::HexLower),
            Self::Base64Decode => Some(Self::Base64),
            Self::Base64UrlDecode => Some(Self::Base64Url),
            _ => None,
        }
    }

    /// Whether a receiver can undo it.
    pub fn can_be_undone(self) -> bool {
        self.row().undo.is_some()
    }
}
