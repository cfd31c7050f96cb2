//! Bodies that specs and files show as text and that travel in another charset.

use std::borrow::Cow;

use refundry_codegen::model::{Operation, Sends};
use refundry_runtime::{Charset, Transcode};

/// The charset of the body that an operation sends, if the body is transcoded as a whole.
pub fn sent_charset(operation: &Operation) -> Charset {
    operation.sends.as_ref().and_then(Sends::body_charset).unwrap_or_default()
}

/// The charset of the acknowledgement of a notification.
pub(crate) fn acknowledged_charset(operation: &Operation) -> Charset {
    operation.reply().and_then(|(_, reply)| reply.body_charset()).unwrap_or_default()
}

/// The charset of the body that an operation receives with these headers.
pub fn received_charset(operation: &Operation, headers: &[(String, String)]) -> Charset {
    let receives = operation.receives.as_ref();
    receives.map_or(Charset::Utf8, |receives| receives.text_charset(headers))
}

/// The bytes of a received body that is shown as text.
///
/// # Errors
/// The charset of the message lacks a character of the text.
pub fn bytes<'t>(operation: &Operation, headers: &[(String, String)], text: &'t str) -> Result<Cow<'t, [u8]>, String> {
    let bytes = received_charset(operation, headers).encode(text);
    bytes.ok_or_else(|| "the charset of the message lacks a character of the body".to_owned())
}
