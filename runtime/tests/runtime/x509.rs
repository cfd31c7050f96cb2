//! Valid and invalid certificates issued by the `openssl` command, and one certificate of a provider.

use refundry_runtime::{Certificate, KeyError, ReadError, RsaPublicKey, Timestamp, TrustAnchors};

macro_rules! certificate {
    ($name:literal) => {
        include_str!(concat!("x509/certificates/", $name, ".pem"))
    };
}

const LEAF: &str = certificate!("leaf");
const MIDDLE: &str = certificate!("middle");
const ROOT: &str = certificate!("root");
const PUBLISHED: &str = certificate!("published");

/// 2024-01-01: every certificate is valid, except those issued as expired.
const NOW: Timestamp = Timestamp::from_epoch_ms(1_704_067_200_000);
/// The validity of [`LEAF`] as `openssl x509 -dates` prints it.
const FIRST: i64 = 1_596_158_356_000;
const LAST: i64 = 1_753_924_756_000;

const NO_PATH: &str = "no path leads to an anchor";

fn anchors(texts: &[&str]) -> TrustAnchors {
    TrustAnchors::from_pem(&texts.concat()).unwrap()
}

fn reason(result: Result<RsaPublicKey, ReadError>) -> Option<&'static str> {
    match result {
        Ok(_) => None,
        Err(ReadError::Certificate { reason }) => Some(reason),
        Err(_) => Some("another error"),
    }
}

/// `openssl x509 -serial -subject`.
#[test]
fn what_stands_in_a_certificate() {
    let leaf = Certificate::from_pem(LEAF).unwrap();
    assert_eq!(leaf.serial_hex(), "E1039308534FFF1234");
    assert_eq!(leaf.serial_decimal(), "4150774975342256788020");
    assert_eq!(leaf.common_name().unwrap(), "041@8310000000083040@乐付股份有限公司@00016495");
    let shown = format!("{leaf:?}");
    assert!(shown.starts_with(r#"Certificate { serial: "E1039308534FFF1234", subject: "CN=041@"#), "{shown}");
    let key = RsaPublicKey::from_pem(LEAF).unwrap();
    assert_eq!(format!("{:?}", leaf.public_key().unwrap()), format!("{key:?}"));
    let serials = [ROOT, MIDDLE, certificate!("leaf512")].map(|text| Certificate::from_pem(text).unwrap().serial_hex());
    assert_eq!(serials, ["01", "8000", "7F"]);
    assert_eq!(Certificate::from_pem(certificate!("twonames")).unwrap().common_name(), None);
    assert_eq!(Certificate::from_pem(certificate!("elliptic")).unwrap().public_key().err(), Some(KeyError::Refused));
}

/// The certificate of a published answer, and the answer's signature.
#[test]
fn a_published_certificate() {
    let certificate = Certificate::from_pem(&PUBLISHED.replace('\n', "\r\n")).unwrap();
    assert_eq!((certificate.serial_decimal(), certificate.serial_hex()), ("69678957876".into(), "1039308534".into()));
    let name = certificate.common_name().unwrap();
    let parts: Vec<_> = name.split('@').collect();
    assert_eq!((parts.len(), parts[0], parts[1], parts[3]), (4, "041", "8310000000083040", "00016495"));
    let text = b"7b6809ce5c74c1aa97952673ec10b78abc891e04d71dc2a7948acdb642a33e4b";
    assert!(certificate.public_key().unwrap().verify_sha256(text, &const_hex::decode(PUBLISHED_SIGNATURE).unwrap()));
    let found = anchors(&[ROOT, MIDDLE]).public_key_of(PUBLISHED, Some(parts[2]), NOW);
    assert_eq!(reason(found), Some(NO_PATH));
}

/// Leaves are signed with SHA-1, SHA-256 and SHA-512, the intermediate certificate with SHA-384.
#[test]
fn a_path_leads_to_a_root() {
    let orders =
        [anchors(&[ROOT, MIDDLE]), anchors(&[MIDDLE, ROOT]), anchors(&[certificate!("forgedroot"), MIDDLE, ROOT])];
    for anchors in orders {
        for text in [LEAF, certificate!("leaf256"), certificate!("leaf512")] {
            let key = anchors.public_key_of(text, None, NOW).unwrap();
            assert_eq!(format!("{key:?}"), format!("{:?}", RsaPublicKey::from_pem(text).unwrap()));
        }
    }
    let direct = anchors(&[ROOT]).public_key_of(certificate!("leaf512"), None, NOW);
    assert_eq!(reason(direct), None);
    let forged = anchors(&[certificate!("forgedmiddle"), certificate!("forgedroot"), ROOT, MIDDLE]);
    assert_eq!(reason(forged.public_key_of(certificate!("forged"), None, NOW)), None);
}

#[test]
fn no_path_leads_to_a_root() {
    let all =
        [ROOT, MIDDLE, certificate!("oldmiddle"), certificate!("noca"), certificate!("leaf256"), certificate!("deep")];
    let all = anchors(&all);
    for (name, text) in [
        ("signed by others of the same names", certificate!("forged")),
        ("signed with MD5", certificate!("leafmd5")),
        ("issued by one that is no authority", certificate!("below")),
        ("issued by one that may not sign certificates", certificate!("undernoca")),
        ("issued by one whose time is over", certificate!("old")),
        ("issued below one that allows none below", certificate!("toodeep")),
    ] {
        assert_eq!(reason(all.public_key_of(text, None, NOW)), Some(NO_PATH), "{name}");
    }
    for (name, anchors) in [
        ("the root is missing", anchors(&[MIDDLE])),
        ("the middle is missing", anchors(&[ROOT])),
        ("none at all", TrustAnchors::new([])),
        ("another root", anchors(&[certificate!("forgedroot"), MIDDLE])),
        ("another middle", anchors(&[ROOT, certificate!("forgedmiddle")])),
    ] {
        assert_eq!(reason(anchors.public_key_of(LEAF, None, NOW)), Some(NO_PATH), "{name}");
    }
}

/// An earlier clock accepts the same certificate, so its expiry is the only fault.
#[test]
fn an_authority_whose_time_is_over() {
    let anchors = anchors(&[ROOT, certificate!("oldmiddle")]);
    let then = Timestamp::from_epoch_ms(1_600_000_000_000);
    assert_eq!(reason(anchors.public_key_of(certificate!("old"), None, then)), None);
}

#[test]
fn unfit_certificates() {
    let anchors = anchors(&[ROOT, MIDDLE]);
    let [usage, key] = ["it may not be used for signatures", "its key cannot be used"];
    for (text, expected) in [
        (certificate!("usage"), usage),
        (certificate!("critical"), usage),
        (certificate!("elliptic"), key),
        (certificate!("short"), key),
        ("", "it cannot be read"),
        ("-----BEGIN CERTIFICATE-----", "it cannot be read"),
        (include_str!("rsa/public/spki.pem"), "it cannot be read"),
        (&[LEAF, &"\n".repeat(16 * 1024)].concat(), "it cannot be read"),
    ] {
        assert_eq!(reason(anchors.public_key_of(text, None, NOW)), Some(expected), "{text}");
    }
    for (at, expected) in [(FIRST, None), (LAST, None), (LAST + 999, None)] {
        assert_eq!(reason(anchors.public_key_of(LEAF, None, Timestamp::from_epoch_ms(at))), expected, "{at}");
    }
    for at in [FIRST - 1, LAST + 1000, i64::MIN, -1, 0, i64::MAX] {
        let found = anchors.public_key_of(LEAF, None, Timestamp::from_epoch_ms(at));
        assert_eq!(reason(found), Some("it is not valid now"), "{at}");
    }
}

#[test]
fn the_common_name_is_the_whole_or_a_part() {
    let anchors = anchors(&[ROOT, MIDDLE]);
    for name in ["041@8310000000083040@乐付股份有限公司@00016495", "乐付股份有限公司", "00016495"] {
        assert_eq!(reason(anchors.public_key_of(LEAF, Some(name), NOW)), None, "{name}");
    }
    for name in ["乐付股份有限", "付", "", "041@8310000000083040", "@", "041@"] {
        assert_eq!(reason(anchors.public_key_of(LEAF, Some(name), NOW)), Some("its common name is another"), "{name}");
    }
    let two_names = anchors.public_key_of(certificate!("twonames"), Some("Acme Pay"), NOW);
    assert_eq!(reason(two_names), Some("its common name is another"));
}

/// A changed bit breaks the signed part or the signature; the few other bits do not yield another key.
#[test]
fn changed_certificates() {
    let anchors = anchors(&[ROOT, MIDDLE]);
    let der = const_hex::decode(hex_of(LEAF)).unwrap();
    for at in 0..der.len() {
        let mut changed = der.clone();
        changed[at] ^= 1;
        let text = refundry_runtime::encode::base64(&changed);
        assert!(anchors.public_key_of(&text, None, NOW).is_err(), "{at}");
        assert!(anchors.public_key_of(&refundry_runtime::encode::base64(&der[..at]), None, NOW).is_err(), "{at}");
    }
    assert!(anchors.public_key_of(&refundry_runtime::encode::base64(&der), None, NOW).is_ok());
}

fn hex_of(pem: &str) -> String {
    let base64: String = pem.lines().filter(|line| !line.starts_with("-----")).collect();
    refundry_runtime::encode::hex_lower(&refundry_runtime::decode::base64(&base64).unwrap())
}

#[test]
fn anchors_that_do_no_good() {
    let error = |texts: &[&str]| TrustAnchors::from_pem(&texts.concat()).err().map(|error| error.to_string());
    let needed = "something else was given, an X.509 certificate is needed";
    assert_eq!(error(&[]).as_deref(), Some(needed));
    assert_eq!(error(&[include_str!("rsa/public/spki.pem")]).as_deref(), Some(needed));
    assert_eq!(error(&[ROOT, &MIDDLE[..400]]).as_deref(), Some("the key is not valid PEM"));
    let refused = "the RSA key is refused: 2048 to 8192 bits and numbers that agree are needed";
    assert_eq!(error(&[ROOT, certificate!("elliptic")]).as_deref(), Some(refused));
    assert_eq!(error(&[&" ".repeat(256 * 1024), ROOT]).as_deref(), Some("the key is not valid PEM of at most 256 KiB"));
    let shown = format!("{:?}", anchors(&[ROOT, MIDDLE]));
    assert!(shown.contains("Acme Root") && shown.contains(r#"serial: "8000""#), "{shown}");
}

const PUBLISHED_SIGNATURE: &str = "6f9f7387b6b3b4114d0cd98204e478d7cf55786dd5ca9bee7fb1f78b3a80e1eb40d00b6c8edcd5ed15e28041653576881d24\
    d291b0147cf5debd8de75f5f2e9b041216c4a9845e42f8388ccc198424da3dbcd897d64a5a7903e55d07d74c342a9838dd43\
    897278dc3f683c7a307c30d83f30a6451e9bee7473258e78ed7f6eb1c3c70b7c37f4762cc442f104c5220e3c37ef5466ee90\
    0c85326d0601028552e85d1e98cc454e9021562f39455a880e87d2b621a11d9c3b528716d21c3debe252131ca173a59712f9\
    8b5b8d432373ea47156ef8769c8d9a9e53eb221fb57da5d4cf57b622dc04f39f34619ae7ef37baf52c999fff81a4188d5ac8\
    cdd62ee6d98e";

#[test]
fn a_text_of_anchors_has_a_greatest_size() {
    let padded = |size: usize| format!("{ROOT}{}", " ".repeat(size - ROOT.len()));
    assert!(TrustAnchors::from_pem(&padded(256 * 1024)).is_ok());
    let error = TrustAnchors::from_pem(&padded(256 * 1024 + 1)).err();
    assert_eq!(error, Some(KeyError::Encoding("PEM of at most 256 KiB")));
}
