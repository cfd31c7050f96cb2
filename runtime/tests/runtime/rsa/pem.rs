//! Private keys as PEM, built from the numbers at test time.

use refundry_runtime::{RsaNumbers, encode};

use super::numbers::NUMBERS;

fn tagged(tag: u8, content: &[u8]) -> Vec<u8> {
    let length = u16::try_from(content.len()).unwrap().to_be_bytes();
    [&[tag, 0x82], &length[..], content].concat()
}

fn pkcs1_der() -> Vec<u8> {
    let RsaNumbers { n, e, d, p, q, dp, dq, qinv } = NUMBERS;
    let integer = |hex: &str| {
        let number = const_hex::decode(hex).unwrap();
        let padded = if number[0] < 0x80 { number } else { [vec![0], number].concat() };
        let mut item = tagged(0x02, &padded);
        // A DER length below 128 takes one byte, a length below 256 takes two.
        match padded.len() {
            0..128 => drop(item.splice(1..4, [padded.len() as u8])),
            128..256 => drop(item.splice(1..4, [0x81, padded.len() as u8])),
            _ => {}
        }
        item
    };
    tagged(0x30, &["00", n, e, d, p, q, dp, dq, qinv].map(integer).concat())
}

fn pkcs8_der() -> Vec<u8> {
    let algorithm = const_hex::decode("300d06092a864886f70d0101010500").unwrap();
    tagged(0x30, &[vec![2, 1, 0], algorithm, tagged(0x04, &pkcs1_der())].concat())
}

fn armoured(label: &str, head: &str, der: &[u8]) -> String {
    let base64 = encode::base64(der);
    let lines: Vec<_> = base64.as_bytes().chunks(64).map(|line| String::from_utf8(line.to_vec()).unwrap()).collect();
    format!("-----BEGIN {label}-----\n{head}{}\n-----END {label}-----\n", lines.join("\n"))
}

pub(crate) fn pkcs1() -> String {
    armoured("RSA PRIVATE KEY", "", &pkcs1_der())
}

pub(crate) fn pkcs8() -> String {
    armoured("PRIVATE KEY", "", &pkcs8_der())
}

pub(crate) fn encrypted_pkcs1() -> String {
    armoured("RSA PRIVATE KEY", "Proc-Type: 4,ENCRYPTED\nDEK-Info: AES-256-CBC,00\n\n", b"not a key")
}

pub(crate) fn labelled(label: &str) -> String {
    armoured(label, "", b"not a key")
}

/// The text between the first and the last line.
pub(crate) fn bare(pem: &str) -> String {
    pem.lines().filter(|line| !line.starts_with("-----")).collect::<Vec<_>>().join("\n")
}

pub(crate) fn der_of(pem: &str) -> Vec<u8> {
    refundry_runtime::decode::base64(&bare(pem).replace('\n', "")).unwrap()
}
