//! Tells a fault of the sender from a fault of the merchant's keys, where a computation takes both.

use refundry_vocabulary::MessageInputs;

use crate::{KeyError, ReadError};

/// Computes for a signature. A fault of the sender is that of a wrong signature.
///
/// # Errors
/// [`ReadError::Signature`] for a fault of the message, [`ReadError::Key`] for one of the credentials.
pub fn signed<T>(inputs: MessageInputs, compute: impl FnOnce() -> Result<T, ReadError>) -> Result<T, ReadError> {
    compute().map_err(|error| match error {
        ReadError::Key(fault) if causes(inputs, &fault) => ReadError::Signature,
        ReadError::Decrypt => ReadError::Signature,
        error => error,
    })
}

/// Computes for a layer. A fault of the sender makes the layer or value of that name malformed.
///
/// # Errors
/// [`ReadError::Malformed`] for a fault of the message, [`ReadError::Key`] for one of the credentials.
pub fn layer<T>(
    inputs: MessageInputs,
    name: &str,
    compute: impl FnOnce() -> Result<T, ReadError>,
) -> Result<T, ReadError> {
    compute().map_err(|error| match error {
        ReadError::Key(fault) if causes(inputs, &fault) => ReadError::malformed("text", format!("`{name}`: {fault}")),
        error => error,
    })
}

/// The bytes of a layer's text after `step` is undone.
///
/// # Errors
/// [`ReadError::Malformed`] if the text is no output of the step.
pub fn decoded(
    decode: fn(&str) -> Option<Vec<u8>>,
    text: &str,
    layer: &str,
    step: &'static str,
) -> Result<Vec<u8>, ReadError> {
    decode(text).ok_or_else(|| undecoded(layer, step, text))
}

/// The text of the member that has the tag of a layer's cipher.
///
/// # Errors
/// [`ReadError::Malformed`] if the message lacks the member, or it is empty.
pub fn tag<'t>(found: Option<&'t str>, member: &str, layer: &str) -> Result<&'t str, ReadError> {
    let told = || ReadError::malformed("text", format!("`{layer}` comes without its tag `{member}`"));
    found.filter(|tag| !tag.is_empty()).ok_or_else(told)
}

/// The error of a layer whose text is no output of `step`.
pub fn undecoded(layer: &str, step: &'static str, text: &str) -> ReadError {
    let at = text.bytes().position(|byte| !writes(step, byte)).unwrap_or(text.len());
    let read = |decode: fn(&str) -> Option<Vec<u8>>| decode(text).is_some();
    let hint = match step {
        "base64" | "base64url" | "base64url_padded" if read(crate::decode::base64_any) => "; `base64_any` reads it",
        _ => "",
    };
    ReadError::malformed(step, format!("the text of the layer `{layer}` is wrong at byte {at}{hint}"))
}

/// Whether the encoder of that name writes the byte.
fn writes(step: &str, byte: u8) -> bool {
    match step {
        "hex_lower" => byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte),
        "hex_upper" => byte.is_ascii_digit() || (b'A'..=b'F').contains(&byte),
        "base64" => byte.is_ascii_alphanumeric() || b"+/=".contains(&byte),
        "base64url" => byte.is_ascii_alphanumeric() || b"-_".contains(&byte),
        "base64url_padded" => byte.is_ascii_alphanumeric() || b"-_=".contains(&byte),
        "base64_any" => byte.is_ascii_alphanumeric() || b"+/-_= \t\r\n".contains(&byte),
        "decimal" => byte.is_ascii_digit(),
        _ => byte.is_ascii_graphic(),
    }
}

fn causes(inputs: MessageInputs, fault: &KeyError) -> bool {
    match fault {
        KeyError::Length { .. } => inputs.key,
        KeyError::Iv { .. } | KeyError::Nonce { .. } => inputs.iv,
        KeyError::Short { .. } | KeyError::Undecoded { .. } | KeyError::TooLong { .. } => inputs.text,
        KeyError::Kind { .. }
        | KeyError::Encoding(_)
        | KeyError::Refused
        | KeyError::Missing(_)
        | KeyError::Choice
        | KeyError::Unusable(_)
        | KeyError::UserId
        | KeyError::Signing
        | KeyError::Decrypt => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NONE: MessageInputs = MessageInputs { text: false, key: false, iv: false };

    #[test]
    fn each_fault_is_that_of_its_input() {
        let faults = [
            (KeyError::Length { found: 3, needed: 16 }, MessageInputs { key: true, ..NONE }),
            (KeyError::Iv { found: 3, needed: 16 }, MessageInputs { iv: true, ..NONE }),
            (KeyError::Short { found: 3, needed: 16 }, MessageInputs { text: true, ..NONE }),
        ];
        for (fault, own) in &faults {
            for (_, inputs) in &faults {
                let fail = || Err::<(), _>(ReadError::Key(fault.clone()));
                let expected = if inputs == own { ReadError::Signature } else { ReadError::Key(fault.clone()) };
                assert_eq!(signed(*inputs, fail), Err(expected), "{fault}");
                let malformed = matches!(layer(*inputs, "iv", fail), Err(ReadError::Malformed { .. }));
                assert_eq!(malformed, inputs == own, "{fault}");
            }
        }
    }

    #[test]
    fn a_missing_credential_is_never_a_fault_of_the_sender() {
        let all = MessageInputs { text: true, key: true, iv: true };
        let missing = ReadError::Key(KeyError::missing("api_key"));
        assert_eq!(signed(all, || Err::<(), _>(missing.clone())), Err(missing.clone()));
        assert_eq!(layer(all, "iv", || Err::<(), _>(missing.clone())), Err(missing));
    }

    #[test]
    fn a_layer_without_its_tag_is_told_by_the_name_of_the_member() {
        assert_eq!(tag(Some("t"), "tag", "order"), Ok("t"));
        for absent in [None, Some("")] {
            let told = tag(absent, "auth_tag", "order").unwrap_err().to_string();
            assert_eq!(told, "malformed text: `order` comes without its tag `auth_tag`");
        }
    }

    #[test]
    fn a_layer_in_another_alphabet_is_told_with_its_place() {
        let told = |step, text| undecoded("order", step, text).to_string();
        assert_eq!(
            told("base64", "ab_-"),
            "malformed base64: the text of the layer `order` is wrong at byte 2; `base64_any` reads it"
        );
        assert_eq!(told("base64", "ab!?"), "malformed base64: the text of the layer `order` is wrong at byte 2");
    }

    #[test]
    fn each_step_writes_its_own_alphabet() {
        // The alphabets of hex and base64 are those of Python: `bytes.hex`, `b64encode` and `urlsafe_b64encode`.
        for (step, text, foreign) in [
            ("hex_lower", "09af", "AFg-"),
            ("hex_upper", "09AF", "afG-"),
            ("base64", "09azAZ+/=", "-_ "),
            ("base64url", "09azAZ-_", "+/="),
            ("base64url_padded", "09azAZ-_=", "+/ "),
            ("base64_any", "09azAZ+/-_= \t\r\n", "!\u{b}"),
            ("decimal", "09", "-.a"),
            ("percent", "09azAZ%~", " \u{7f}"),
        ] {
            for byte in foreign.chars() {
                let told = undecoded("order", step, &format!("{text}{byte}")).to_string();
                let place = format!("malformed {step}: the text of the layer `order` is wrong at byte {}", text.len());
                assert!(told == place || told.starts_with(&format!("{place};")), "{told}");
            }
        }
    }
}
