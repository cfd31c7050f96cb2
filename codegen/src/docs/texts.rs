//! Texts, steps and placements in words: how a signature comes about.

use super::markdown::{code, codes};
use super::words::time;
use crate::model::{Credential, Part, Selection, Step, Value, value::KeySource};
use crate::spec::syntax::{System, View};

/// The texts and steps of one direction of one operation.
pub(super) struct Texts<'m> {
    /// The values that indices refer to.
    pub(super) values: &'m [Value],
    /// The messages of the layers that indices refer to.
    pub(super) messages: Vec<&'m str>,
    /// The method, where there is one.
    pub(super) method: Option<&'m str>,
}

impl Texts<'_> {
    /// What a value is made of.
    pub(super) fn value(&self, value: &Value) -> String {
        format!("{}{}", self.parts(&value.parts), self.steps(&value.steps))
    }

    /// Parts in a row.
    pub(super) fn parts(&self, parts: &[Part]) -> String {
        if parts.is_empty() {
            return "nothing".to_owned();
        }
        parts.iter().map(|part| self.part(part)).collect::<Vec<_>>().join(", then ")
    }

    fn part(&self, part: &Part) -> String {
        match part {
            Part::Literal(text) if text == "\n" => "a line feed".to_owned(),
            Part::Literal(text) => code(text),
            Part::Credential(credential) => format!("the credential {}", code(&credential.name)),
            Part::Field { wire, view, layer, .. } => self.field(*layer, wire, *view),
            Part::Value(index) => format!("the value {}", self.name(*index)),
            Part::Fields(selection) => self.selection(selection),
            Part::System(system) => self.system(*system),
            Part::Header(name) => format!("the header {}", code(name)),
            Part::Now(format) => format!("the clock ({})", time(format)),
        }
    }

    fn field(&self, layer: usize, wire: &str, view: View) -> String {
        let name = if layer == 0 { code(wire) } else { format!("{} of {}", code(wire), self.message(layer)) };
        match view {
            View::Value => name,
            View::Encoded => format!("{name} as it is written"),
            View::Source => format!("the undecoded bytes of {name}"),
        }
    }

    fn selection(&self, selection: &Selection) -> String {
        let mut out = match &selection.only {
            Some(only) => {
                format!("the members {} of {}", codes(only.iter().map(String::as_str)), self.message(selection.layer))
            }
            None => format!("all members of {}, unlisted ones included", self.message(selection.layer)),
        };
        if !selection.except.is_empty() {
            out.push_str(&format!(", except {}", codes(selection.except.iter().map(String::as_str))));
        }
        let empty = if selection.keep_empty { "empty ones kept" } else { "empty ones left out" };
        let order = match (selection.declared_order, &selection.only) {
            (false, _) => "sorted by the bytes of the name",
            (true, None) => "in the order of the table",
            (true, Some(_)) => "in this order",
        };
        let pair = match &selection.pair {
            Some(pair) => format!("each as {}", code(&format!("name{pair}value"))),
            None => "each by its value alone".to_owned(),
        };
        let join = if selection.join.is_empty() {
            "with nothing between".to_owned()
        } else {
            format!("joined by {}", code(&selection.join))
        };
        format!("{out} ({empty}, {order}, {pair}, {join})")
    }

    fn system(&self, system: System) -> String {
        match (system, self.method) {
            (System::Method, Some(method)) => return code(method),
            (System::Method, None) => "the method",
            (System::Url, _) => "the URL",
            (System::Path, _) => "the path as sent",
            (System::Query, _) => "the query as sent, without the question mark",
            (System::ContentType, _) => "the content type",
            (System::Body, _) => "the exact bytes of the body",
            (System::Status, _) => "the HTTP status",
            (System::Nonce, _) => "the nonce",
            (System::Salt, _) => "the salt",
        }
        .to_owned()
    }

    /// Steps as they are taken, after a text.
    pub(super) fn steps(&self, steps: &[Step]) -> String {
        steps.iter().map(|step| format!(" → {}", self.step(step))).collect()
    }

    fn step(&self, step: &Step) -> String {
        let under = |name: &str, key: &KeySource| format!("{name} under {}", self.key(key));
        match step {
            Step::Md5 => "MD5".to_owned(),
            Step::Sha256 => "SHA-256".to_owned(),
            Step::Sha512 => "SHA-512".to_owned(),
            Step::HmacSha256(key) => under("HMAC-SHA256", key),
            Step::HmacSha512(key) => under("HMAC-SHA512", key),
            Step::RsaSha256 { sign, verify } => {
                format!("RSA signature (PKCS#1 v1.5, SHA-256){}", credential(sign.as_deref().or(verify.as_deref())))
            }
            Step::Aes256Ecb(key) => under("AES-256-ECB with PKCS#7 padding", key),
            Step::HexLower => "hex in lower case".to_owned(),
            Step::HexUpper => "hex in upper case".to_owned(),
            Step::Base64 => "base64".to_owned(),
            Step::Base64Url => "base64 for URLs, without padding".to_owned(),
            Step::Lower => "lower case".to_owned(),
            Step::Upper => "upper case".to_owned(),
        }
    }

    /// Steps as a receiver undoes them.
    pub(super) fn undone(&self, steps: &[Step]) -> String {
        let undo = |step: &Step| match step {
            Step::HexLower | Step::HexUpper => "decode the hex".to_owned(),
            Step::Base64 | Step::Base64Url => "decode the base64".to_owned(),
            Step::Aes256Ecb(key) => format!("decrypt it with AES-256-ECB and PKCS#7 padding under {}", self.key(key)),
            other => format!("undo {}", self.step(other)),
        };
        steps.iter().rev().map(undo).collect::<Vec<_>>().join(", ")
    }

    fn key(&self, key: &KeySource) -> String {
        match key {
            KeySource::Credential(credential) => format!("the credential {}", code(&credential.name)),
            KeySource::Value(index) => format!("the value {}", self.name(*index)),
        }
    }

    fn name(&self, index: usize) -> String {
        self.values.get(index).map(|value| code(&value.name)).unwrap_or_default()
    }

    fn message(&self, layer: usize) -> String {
        self.messages.get(layer).map(|name| code(name)).unwrap_or_default()
    }
}

fn credential(credential: Option<&Credential>) -> String {
    credential.map(|credential| format!(" with {}", code(&credential.name))).unwrap_or_default()
}
