//! Secrets given as text.

use refundry_runtime::{Extras, KeyError, Secret, SecretBytes, SharedKeys};

#[test]
fn secrets_are_exposed_by_name_only() {
    assert_eq!(Secret::from("key").expose(), "key");
    assert_eq!(Secret::new(String::from("key")).expose(), "key");
}

#[test]
fn secret_bytes_are_hex_or_base64() {
    let bytes = |result: Result<SecretBytes, KeyError>| result.map(|secret| secret.expose().to_vec());
    assert_eq!(bytes(SecretBytes::from_hex("00fF")), Ok(vec![0, 255]));
    assert_eq!(bytes(SecretBytes::from_base64("AP8=")), Ok(vec![0, 255]));
    for text in ["0", "0x00", "zz", " 00"] {
        assert_eq!(bytes(SecretBytes::from_hex(text)), Err(KeyError::Encoding("hex")), "{text}");
    }
    let error = bytes(SecretBytes::from_base64("top secret")).unwrap_err();
    assert_eq!(error.to_string(), "the key is not valid base64");
}

#[test]
fn extras_keep_their_order_and_show_their_names_only() {
    let mut extras = Extras::default();
    assert!(extras.is_empty() && Extras::none().is_empty());
    extras.insert("b", "hidden");
    extras.insert("a", "old");
    extras.insert_literal("a", "1");
    assert_eq!(extras.iter().collect::<Vec<_>>(), [("b", "hidden"), ("a", "1")]);
    assert_eq!(format!("{extras:?}"), r#"{"b", "a"}"#);
}

#[test]
fn an_empty_shared_key_is_no_key() {
    let keys = SharedKeys::new().with("a", "k").with("b", "");
    assert_eq!(keys.named("a"), Ok("k"));
    assert!(keys.named("b").is_err() && keys.named("c").is_err());
}

#[test]
fn shared_keys_in_one_text() {
    let keys = SharedKeys::from_lines("rsa: one\r\n\n  md5 : two:three \n").unwrap();
    assert_eq!(keys.names().collect::<Vec<_>>(), ["rsa", "md5"]);
    assert_eq!(keys.named("md5"), Ok("two:three"));
    for text in ["one", ": one", "rsa:", "rsa: one\nSECRET"] {
        let error = SharedKeys::from_lines(text).err().unwrap();
        assert!(!format!("{error:?} {error}").contains("SECRET"));
    }
}
