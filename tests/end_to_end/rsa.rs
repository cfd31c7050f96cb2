//! Compares RSA signatures with `openssl`.

use std::io::Write;
use std::process::{Command, Stdio};

use refundry::baofoo;

use crate::conversation::{self, context, number};
use crate::spec;

#[test]
fn openssl_verifies_what_is_signed() {
    let request = conversation::baofoo_refund().attach("尺码 <M> & \"颜色\" \\ 100%+1=~*'");
    let (sent, _) = request.sign(&conversation::baofoo(), &context(&baofoo::servers::PRODUCTION)).unwrap().into_parts();
    let body = String::from_utf8(sent.into_body()).expect("a form");
    let member = |name: &str| {
        let found = body.split('&').find_map(|pair| pair.strip_prefix(name)?.strip_prefix('='));
        decoded(found.expect("a member"))
    };
    let content = String::from_utf8(member("bizContent")).expect("UTF-8");
    let json: serde_json::Value = serde_json::from_str(&content).expect("JSON");
    assert_eq!(json["attach"], "尺码 <M> & \"颜色\" \\ 100%+1=~*'");
    assert_eq!(json["refundReason"], "尺码 <M> & 颜色");
    let signature = hex(std::str::from_utf8(&member("signStr")).expect("hex"));
    match verify(content.as_bytes(), &signature) {
        None => eprintln!("skipped: there is no `openssl` command"),
        Some(genuine) => {
            assert!(genuine, "openssl refuses the signature of {content}");
            assert_eq!(verify(content.replace("100", "101").as_bytes(), &signature), Some(false));
        }
    }
}

/// Whether `openssl` accepts the merchant's signature; `None` without `openssl`.
fn verify(text: &[u8], signature: &[u8]) -> Option<bool> {
    let folder = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("rsa");
    std::fs::create_dir_all(&folder).expect("a folder");
    let (key, file) = (folder.join("merchant.der"), folder.join("signature"));
    std::fs::write(&key, public_key()).expect("a file");
    std::fs::write(&file, signature).expect("a file");
    let mut openssl = Command::new("openssl")
        .args(["dgst", "-sha256", "-keyform", "DER", "-verify"])
        .arg(key)
        .arg("-signature")
        .arg(file)
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .ok()?;
    openssl.stdin.take().expect("a pipe").write_all(text).expect("a write");
    Some(openssl.wait().expect("an end").success())
}

/// The merchant's public key as SubjectPublicKeyInfo (RFC 5280, section 4.1.2.7).
fn public_key() -> Vec<u8> {
    let keys = spec::provider("baofoo").keys;
    let key = keys.iter().find(|key| key.name == "merchant").expect("a key");
    let integer = |name: &str| {
        let mut bytes = hex(number(key, name));
        if bytes.first().is_some_and(|first| *first >= 0x80) {
            bytes.insert(0, 0);
        }
        tagged(0x02, &bytes)
    };
    let numbers = tagged(0x30, &[integer("n"), integer("e")].concat());
    let algorithm = hex("300d06092a864886f70d0101010500");
    tagged(0x30, &[algorithm, tagged(0x03, &[vec![0], numbers].concat())].concat())
}

fn tagged(tag: u8, content: &[u8]) -> Vec<u8> {
    let length = content.len();
    let (high, low) = (u8::try_from(length >> 8).expect("a short text"), u8::try_from(length & 0xff).expect("a byte"));
    let head = if length < 0x80 { vec![tag, low] } else { vec![tag, 0x82, high, low] };
    [head.as_slice(), content].concat()
}

fn hex(text: &str) -> Vec<u8> {
    text.as_bytes()
        .chunks(2)
        .map(|pair| u8::from_str_radix(std::str::from_utf8(pair).expect("hex"), 16).expect("hex"))
        .collect()
}

/// The decoded bytes of a form's value.
fn decoded(text: &str) -> Vec<u8> {
    let mut out = Vec::new();
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        match byte {
            b'+' => out.push(b' '),
            b'%' => out.extend(hex(&rest.by_ref().take(2).map(char::from).collect::<String>())),
            _ => out.push(byte),
        }
    }
    out
}
