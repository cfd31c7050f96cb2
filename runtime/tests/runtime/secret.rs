//! Secrets given as text.

use refundry_runtime::{CredentialError, Extras, KeyError, Secret, SecretBytes, SharedKeys, credential};

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
    let mut one = extras.clone();
    one.remove("b");
    one.remove("absent");
    assert_eq!(one.iter().collect::<Vec<_>>(), [("a", "1")]);
    assert_eq!(format!("{extras:?}"), r#"{"b", "a"}"#);
}

#[test]
fn credentials_are_texts_by_name() {
    let text = |name: &str| match name {
        "key" => Some("k 1\r\n".to_owned()),
        "blank" => Some("\n".to_owned()),
        _ => None,
    };
    let wrong = |_: &str| Err::<String, _>(KeyError::Refused);
    assert_eq!(credential::required("key", &text, credential::text), Ok("k 1".to_owned()));
    assert_eq!(credential::optional("key", &text, credential::text), Ok(Some("k 1".to_owned())));
    let secret = credential::required("key", &text, credential::secret);
    assert_eq!(secret.map(|secret| secret.expose().to_owned()), Ok("k 1".to_owned()));
    let refused = CredentialError::Key { credential: "key", error: KeyError::Refused };
    assert_eq!(credential::optional("key", &text, wrong), Err(refused.clone()));
    assert!(refused.to_string().starts_with("the credential `key` cannot be read: the RSA key is refused"));
    for name in ["blank", "absent"] {
        let missing = CredentialError::Missing { credential: name };
        assert_eq!(missing.to_string(), format!("the credential `{name}` is missing"));
        assert_eq!(credential::required(name, &text, credential::text), Err(missing));
        assert_eq!(credential::optional(name, &text, wrong), Ok(None));
    }
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
