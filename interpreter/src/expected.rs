//! Expected signatures of an example, used instead of signing.
//!
//! With PKCS#1 v1.5 (RFC 8017, section 8.2) an RSA key signs a message in one way only. If the public half verifies a
//! signature, the private key makes the same one, and verifying costs a thirtieth of signing. A signature with fresh
//! random numbers can only be verified.

use refundry_codegen::{
    model::{Example, value::Signature},
    vocabulary::Randomness,
};
use refundry_runtime::{Received, decode};

use crate::cached_credential::CachedCredential;

/// The byte strings among an example's expectations that may be signatures.
#[derive(Default)]
pub(crate) struct Expected(Vec<Vec<u8>>);

/// The length of the shortest signature in bytes: a key of 512 bits.
const LEAST: usize = 64;
/// The number of candidates that are tried.
const MOST: usize = 8;

impl Expected {
    pub(crate) fn of(example: &Example) -> Self {
        let headers = example.headers.iter().map(|(_, text)| text);
        let texts = example.signature.iter().chain(headers).chain(&example.url).chain(&example.body);
        Self(texts.flat_map(|text| signatures(text)).take(MOST).collect())
    }

    /// The byte strings in a received request that may be signatures.
    pub(crate) fn of_request(received: &Received<'_>) -> Self {
        let headers = received.headers.values().filter_map(|value| value.to_str().ok());
        let texts = headers.chain([received.query_text()]).chain(received.body_text().ok());
        Self(texts.flat_map(signatures).take(MOST).collect())
    }

    /// The expected signature of the message by this key; `None` if the message must be signed.
    pub(crate) fn signature(&self, key: &CachedCredential, signature: &Signature, message: &[u8]) -> Option<Vec<u8>> {
        // If the random part is derived, a verified signature need not be the one that signing yields.
        let derived = signature.scheme.row().randomness == Randomness::Derived;
        let half = if (!derived || key.value.is_public()) && !self.0.is_empty() { key.public_half() } else { None }?;
        self.0.iter().find(|expected| half.verify(signature, message, expected)).cloned()
    }
}

/// Decodes the hex and base64 runs of a text that are long enough. Both encodings take more characters than bytes;
/// the padding of base64 is optional.
fn signatures(text: &str) -> Vec<Vec<u8>> {
    let text = unescaped(text);
    let runs = text.split(|next: char| !next.is_ascii_alphanumeric() && !"+/-_".contains(next));
    runs.filter(|run| run.len() > LEAST).filter_map(bytes).filter(|bytes| bytes.len() >= LEAST).collect()
}

/// The text with the percent-encoded characters of base64 decoded.
fn unescaped(text: &str) -> String {
    let signs = [("%2B", "+"), ("%2b", "+"), ("%2F", "/"), ("%2f", "/"), ("%3D", "="), ("%3d", "=")];
    signs.iter().fold(text.to_owned(), |text, (escape, sign)| text.replace(escape, sign))
}

fn bytes(run: &str) -> Option<Vec<u8>> {
    let hex = || decode::hex_lower(run).or_else(|| decode::hex_upper(run));
    let padded = || format!("{run}{}", "=".repeat(run.len().next_multiple_of(4) - run.len()));
    hex().or_else(|| decode::base64(&padded())).or_else(|| decode::base64url(run))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::expect_used, clippy::panic)]

    use std::{
        fs,
        path::{Path, PathBuf},
        sync::Arc,
    };

    use refundry_codegen::{
        compile,
        model::{Example, Provider},
        source::Source,
    };
    use refundry_runtime::encode;

    use super::signatures;
    use crate::{
        credential_value::SIGNED,
        examples::{self, Mismatch},
    };

    /// The texts of the shipped specs whose requests are signed with a private RSA key.
    fn texts() -> Vec<(PathBuf, String)> {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../specs");
        let paths = fs::read_dir(folder).expect("specs").map(|entry| entry.expect("a spec").path());
        let specs = paths.filter(|path| path.extension().is_some_and(|extension| extension == "yaml"));
        let texts = specs.map(|path| (path.clone(), fs::read_to_string(path).expect("a text")));
        let found: Vec<_> = texts.filter(|(_, text)| text.contains("type: rsa_private_key")).collect();
        assert!(found.len() >= 3, "{}", found.len());
        found
    }

    fn spec((path, text): (PathBuf, String)) -> Provider {
        compile(&Source { path, text }).0.expect("a sound spec")
    }

    /// The mismatches, and the number of signatures made to find them.
    fn run_counted(provider: &Provider) -> (Vec<Mismatch>, usize) {
        SIGNED.set(0);
        (examples::run_examples(provider), SIGNED.get())
    }

    /// The expected signatures were made with other tools: see the `source:` of each example.
    #[test]
    fn what_is_expected_and_right_is_not_signed_again() {
        for provider in texts().into_iter().map(spec) {
            let silent = |example: &&Arc<Example>| {
                example.signature.is_none() && example.body.is_none() && example.headers.is_empty()
            };
            let (wrong, signed) = run_counted(&provider);
            assert!(wrong.is_empty(), "{}: {wrong:?}", provider.id);
            // The last signature with a key is kept, so that a second silent example may need none.
            assert!(signed <= provider.examples.iter().filter(silent).count(), "{}", provider.id);
            assert!(provider.examples.len() > signed + 3, "{}", provider.id);
        }
    }

    /// The spec with one character changed in a request's signature: the first long run that stands in the spec once,
    /// changed in its middle.
    fn damaged(provider: &Provider, text: &str) -> Option<String> {
        let texts = provider.examples.iter().flat_map(|example| {
            let headers = example.headers.iter().map(|(_, text)| text);
            example.signature.iter().chain(&example.body).chain(headers)
        });
        let runs =
            texts.flat_map(|text| text.split(|next: char| !next.is_ascii_alphanumeric() && !"+/%".contains(next)));
        let run = runs.filter(|run| run.len() > 300).find(|run| text.matches(run).count() == 1)?;
        let letter = |(at, next): &(usize, char)| *at > 150 && next.is_ascii_lowercase();
        let (at, old) = run.char_indices().find(letter)?;
        let new = if old == 'x' { 'y' } else { 'x' };
        let (start, end) = run.split_at(at);
        Some(text.replacen(run, &format!("{start}{new}{}", end.get(1..)?), 1))
    }

    #[test]
    fn what_is_expected_and_wrong_is_signed_and_told() {
        let mut told = 0;
        for (path, text) in texts() {
            let provider = spec((path.clone(), text.clone()));
            let Some(damaged) = damaged(&provider, &text) else { continue };
            let (_, before) = run_counted(&provider);
            let (mismatches, signed) = run_counted(&spec((path, damaged)));
            assert!(!mismatches.is_empty(), "{}", provider.id);
            assert!(signed >= before.max(1), "{}", provider.id);
            told += 1;
        }
        assert!(told > 1, "no signatures were found that could be made wrong");
    }

    #[test]
    fn signatures_are_found_however_they_are_written() {
        let signature: Vec<u8> = (0..=255).rev().collect();
        let base64 = encode::base64(&signature);
        for written in [
            encode::hex_lower(&signature),
            encode::hex_upper(&signature),
            encode::base64url(&signature),
            encode::base64url_padded(&signature),
            encode::percent_form(base64.as_bytes()),
            encode::percent_dotnet(base64.as_bytes()),
            base64,
        ] {
            for text in [written.clone(), format!("a=1&sign={written}&b=2"), format!(r#"{{"sign":"{written}"}}"#)] {
                assert_eq!(signatures(&text), [signature.as_slice()], "{text}");
            }
        }
    }
}
