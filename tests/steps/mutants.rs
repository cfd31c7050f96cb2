//! Small specs with one step replaced or omitted.

use refundry_codegen::{compile, model::Provider, source::Source};

/// The replacement of each word; empty if no other word takes the same keys. Paddings are not steps, and are tested as
/// well.
pub const SWAPS: &[(&str, &str)] = &[
    ("md5", "sha1"),
    ("sha1", "md5"),
    ("sha256", "sm3"),
    ("sha384", "sha512"),
    ("sha512", "sha384"),
    ("sha3_256", "sha256"),
    ("sha3_384", "sha384"),
    ("sha3_512", "sha512"),
    ("sm3", "sha256"),
    ("crc32", "md5"),
    ("hmac_md5", "hmac_sha1"),
    ("hmac_sha1", "hmac_md5"),
    ("hmac_sha256", "hmac_sm3"),
    ("hmac_sha384", "hmac_sha512"),
    ("hmac_sha512", "hmac_sha384"),
    ("hmac_sha3_256", "hmac_sha256"),
    ("hmac_sha3_384", "hmac_sha384"),
    ("hmac_sha3_512", "hmac_sha512"),
    ("hmac_sm3", "hmac_sha256"),
    ("rsa_sha256", "rsa_sha512"),
    ("rsa_sha512", "rsa_sha256"),
    ("rsa_sha1", "rsa_md5"),
    ("rsa_md5", "rsa_sha1"),
    ("rsa_raw", "rsa_md5"),
    ("ps256", "ps384"),
    ("ps384", "ps512"),
    ("ps512", "ps256"),
    ("sm2", "sm2_der"),
    ("sm2_der", "sm2"),
    ("es256", "es256_der"),
    ("es256_der", "es256"),
    ("es384", "es384_der"),
    ("es384_der", "es384"),
    ("aes_128_ecb", "sm4_ecb"),
    ("aes_256_ecb", "aes_128_ecb"),
    ("aes_128_cbc", "sm4_cbc"),
    ("aes_256_cbc", "aes_128_cbc"),
    ("aes_128_gcm", "aes_256_gcm"),
    ("aes_256_gcm", "aes_128_gcm"),
    ("aes_128_cbc_hs256", "aes_256_cbc_hs512"),
    ("aes_256_cbc_hs512", "aes_128_cbc_hs256"),
    ("des3_ecb", "aes_128_ecb"),
    ("des3_cbc", "aes_128_cbc"),
    ("sm4_ecb", "aes_128_ecb"),
    ("sm4_cbc", "aes_128_cbc"),
    ("rsa_oaep_sha1_decrypt", "rsa_oaep_sha256_decrypt"),
    ("rsa_oaep_sha256_decrypt", "rsa_oaep_sha1_decrypt"),
    ("rsa_pkcs1_decrypt", ""),
    ("hex_lower", "hex_upper"),
    ("hex_upper", "hex_lower"),
    ("base64", "base64url"),
    ("base64url", "base64url_padded"),
    ("base64url_padded", "base64url"),
    ("base64_any", "base64url"),
    ("decimal", "hex_lower"),
    ("percent_form", "percent_rfc3986"),
    ("percent_rfc3986", "percent_form"),
    ("percent_php", "percent_form"),
    ("percent_dotnet", "percent_form"),
    ("lower", "upper"),
    ("upper", "lower"),
    ("strip_blanks", "minify_json"),
    ("minify_json", "strip_blanks"),
    ("escape_xml", "escape_xml_attribute"),
    ("escape_xml_attribute", "escape_xml"),
    ("escape_json", "escape_xml"),
    ("charset", "gbk"),
    ("gbk", "cp932"),
    ("cp932", "gbk"),
    ("gb18030", "big5"),
    ("big5", "gb18030"),
    ("euc_kr", "euc_jp"),
    ("euc_jp", "euc_kr"),
    ("windows_1252", "gbk"),
    ("hex_decode", "base64_decode"),
    ("base64_decode", "hex_decode"),
    ("base64url_decode", "base64_decode"),
    ("first", "last"),
    ("last", "first"),
    ("zero", "pkcs7"),
    ("length_prefix", "zero"),
];

/// A case with one word changed; the provider's id says which.
pub struct Mutant {
    pub case: String,
    pub provider: Provider,
}

/// The first case in which the word can be replaced, and the first in which its step can be omitted.
pub fn mutants(cases: &[(String, String)], word: &str, other: &str) -> Vec<Mutant> {
    let with = |label: &str, change: &dyn Fn(&str) -> Option<String>| {
        cases.iter().find_map(|(case, text)| {
            let provider = provider(&format!("{label}_{word}"), &changed(text, change)?)?;
            Some(Mutant { case: case.clone(), provider })
        })
    };
    let swapped = with("swapped", &|step| holds(step, word).then(|| replaced(step, word, other)));
    assert!(swapped.is_some() != other.is_empty(), "no small spec has a `{word}` that `{other}` can replace");
    let dropped = with("dropped", &|step| holds(step, word).then(String::new));
    assert!(swapped.is_some() || dropped.is_some(), "no small spec has a `{word}` that can be omitted");
    swapped.into_iter().chain(dropped).collect()
}

/// The spec with `change` applied to every step; `None` if no step changed.
fn changed(text: &str, change: &dyn Fn(&str) -> Option<String>) -> Option<String> {
    let mut any = false;
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("steps: [") {
        let (list, behind) = list(after);
        let mut steps = Vec::new();
        for step in list {
            let new = change(step);
            any |= new.is_some();
            steps.push(new.unwrap_or_else(|| step.to_owned()));
        }
        steps.retain(|step| !step.is_empty());
        out.push_str(&format!("{before}steps: [{}]", steps.join(",")));
        rest = behind;
    }
    any.then(|| out + rest)
}

/// The items of a bracketed list, and the text after it.
fn list(text: &str) -> (Vec<&str>, &str) {
    let (mut depth, mut start, mut items) = (0_usize, 0, Vec::new());
    for (at, c) in text.char_indices() {
        match c {
            ',' | ']' if depth == 0 => {
                items.push(&text[start..at]);
                start = at + 1;
                if c == ']' {
                    return (items, &text[start..]);
                }
            }
            '[' | '{' => depth += 1,
            ']' | '}' => depth -= 1,
            _ => {}
        }
    }
    panic!("the list is not closed: {text}");
}

fn words(step: &str) -> impl Iterator<Item = &str> {
    step.split(|c: char| !(c.is_ascii_alphanumeric() || c == '_'))
}

fn holds(step: &str, word: &str) -> bool {
    words(step).any(|found| found == word)
}

/// Replaces the first occurrence, which is the step's own word.
fn replaced(step: &str, word: &str, other: &str) -> String {
    let found = words(step).find(|found| *found == word).unwrap_or_default();
    let at = found.as_ptr() as usize - step.as_ptr() as usize;
    format!("{}{other}{}", &step[..at], &step[at + word.len()..])
}

pub fn provider(name: &str, text: &str) -> Option<Provider> {
    let source = Source { path: format!("{name}.yaml").into(), text: text.to_owned() };
    let mut provider = compile(&source).0?;
    provider.id = name.to_owned();
    Some(provider)
}
