//! The notation of a foreign signature, and what copying and decoding did to it.

use refundry_codegen::model::value::Conversion;
use refundry_runtime::decode;

/// A foreign signature in the notation of its signer.
pub(crate) struct Notation {
    /// The signature, with its damage undone.
    pub(crate) signature: String,
    /// The damage in words; mostly none.
    pub(crate) damage: Vec<String>,
}

/// A text without the line end that editors add to a file; `None` if there is none.
pub(crate) fn without_line_end(text: &str) -> Option<&str> {
    let text = text.strip_suffix('\n')?;
    Some(text.strip_suffix('\r').unwrap_or(text))
}

/// The line end that editors add to a file, in words.
pub(crate) const LINE_END: &str = "a line end at the end of the file, as editors add it";

/// Undoes surrounding blanks, the encoding of a form or a query, and damage to base64. `last` is the conversion that
/// writes the right signature.
pub(crate) fn read(text: &str, last: Option<Conversion>) -> Notation {
    let mut out = Notation { signature: text.trim().to_owned(), damage: Vec::new() };
    if !last.is_some_and(is_percent) {
        out.undo("the signature percent-encoded, as in a form or a query", |text| {
            let plain = decode::percent_rfc3986(text).filter(|_| text.contains('%'));
            plain.and_then(|bytes| String::from_utf8(bytes).ok()).unwrap_or_else(|| text.to_owned())
        });
    }
    if is_hex(&out.signature) {
        return out;
    }
    out.undo("line ends in the base64 of the signature", |text| text.replace(['\r', '\n'], ""));
    out.undo("`+` of the signature turned into a blank", |text| text.replace(' ', "+"));
    // The alphabet for URLs is mostly written without padding.
    let for_urls = out.signature.contains(['-', '_']) && last == Some(Conversion::Base64);
    if !for_urls && last != Some(Conversion::Base64Url) && !last.is_some_and(is_percent) {
        out.undo("the base64 without its padding", padded);
    }
    out
}

impl Notation {
    fn undo(&mut self, words: &str, undo: impl Fn(&str) -> String) {
        let whole = undo(&self.signature);
        if whole != self.signature {
            self.signature = whole;
            self.damage.push(words.to_owned());
        }
    }
}

fn is_percent(conversion: Conversion) -> bool {
    use Conversion::{PercentDotNet, PercentForm, PercentPhp, PercentRfc3986};
    matches!(conversion, PercentForm | PercentRfc3986 | PercentPhp | PercentDotNet)
}

fn is_hex(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// Base64 with its padding; unchanged if no padding makes it whole.
fn padded(text: &str) -> String {
    let missing = match text.len() % 4 {
        2 => "==",
        3 => "=",
        _ => "",
    };
    text.to_owned() + missing
}
