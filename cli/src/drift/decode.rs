//! Bytes of a page as text.

use encoding_rs::{Encoding, GB18030};

/// Decodes text. Bytes that are not UTF-8 are read as GB 18030, the older encoding of Chinese pages.
pub fn decode(bytes: &[u8]) -> Option<String> {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        let rest = bytes.get(mark..)?;
        return encoding.decode_without_bom_handling_and_without_replacement(rest).map(Into::into);
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => Some(text.to_owned()),
        Err(_) => GB18030.decode_without_bom_handling_and_without_replacement(bytes).map(Into::into),
    }
}
