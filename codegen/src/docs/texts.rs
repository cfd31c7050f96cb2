//! Texts, steps and placements of values in words, for requests and for verification.

use super::markdown::{code, codes};
use super::words::{self, time};
use crate::model::value::{Encryption, KeySource, Mode, Order, SerialForm, Signature, Style, Verifier};
use crate::model::{Case, Part, Selection, Step, System, Value, View};

/// The texts and steps of one direction of one operation.
pub(super) struct Texts<'m> {
    /// The values that indices refer to.
    pub(super) values: &'m [Value],
    /// The messages of the layers that indices refer to.
    pub(super) messages: Vec<&'m str>,
    /// The method, if the message has one.
    pub(super) method: Option<&'m str>,
}

impl Texts<'_> {
    /// The parts and steps of a value, for each case.
    pub(super) fn value(&self, value: &Value) -> String {
        let cases = value.cases.iter().map(|case| match &value.by {
            None => self.case(case),
            Some(by) => format!("{}, {}", self.when(by, case), self.case(case)),
        });
        cases.collect::<Vec<_>>().join("; ")
    }

    /// The parts and steps of one case.
    pub(super) fn case(&self, case: &Case) -> String {
        format!("{}{}", self.parts(&case.parts), self.steps(&case.steps))
    }

    /// The condition under which a case applies.
    pub(super) fn when(&self, by: &Part, case: &Case) -> String {
        match &case.when {
            Some(text) => format!("if {} is {}", self.part(by), code(text)),
            None => "otherwise".to_owned(),
        }
    }

    /// The parts of a text, in order.
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
            Part::Serial(credential, form) => {
                let form = if *form == SerialForm::Decimal { "decimal" } else { "hex" };
                format!("the serial number of {} in {form}", code(&credential.name))
            }
            Part::Field { path, view, layer } => self.field(*layer, &words::plain_path(path), *view),
            Part::KeyOf { keys, id } => {
                format!("the key among the credential {} that {} names", code(&keys.name), self.parts(id))
            }
            Part::Received(path) => format!("the notification's {}", code(&words::plain_path(path))),
            Part::Sent(path) => format!("{} of the request as it was sent", code(&words::plain_path(path))),
            Part::Value(index) => format!("the value {}", self.name(*index)),
            Part::Fields(selection) => self.selection(selection),
            Part::Remainder(remainder) => {
                let (layer, member) = (self.message(remainder.layer), code(&remainder.without.wire));
                format!("the exact text of {layer} with its member {member} cut out")
            }
            Part::System(system) => self.system(*system),
            Part::Optional(parts) => format!("({}; left out if anything in it is empty)", self.parts(parts)),
            Part::Header { name, parameter } => header(name, parameter.as_deref()),
            Part::Now(format) => format!("the clock ({})", time(format)),
        }
    }

    fn field(&self, layer: usize, wire: &str, view: View) -> String {
        let name = if layer == 0 { code(wire) } else { format!("{} of {}", code(wire), self.message(layer)) };
        match view {
            View::Value => name,
            View::Encoded => format!("{name} as it is written"),
            View::Number => {
                format!("{name} without zeros at the end of its decimals (`10.50` as `10.5`, `10.0` as `10`)")
            }
            View::Decimals(least) => format!(
                "{name} with at least {least} decimals, without zeros at the end of further ones (`10.500` as `10.{:0<least$}`)",
                "5"
            ),
            View::Source => format!("the undecoded bytes of {name}"),
            View::Element => format!("the undecoded bytes of the element {name}, from its start tag to its end tag"),
        }
    }

    fn selection(&self, selection: &Selection) -> String {
        let of = match selection.carriers.as_slice() {
            // The selection looks into an object of the outermost layer.
            [_, ..] if selection.layer == 0 => code(&selection.carriers.concat().join(".")),
            _ => self.message(selection.layer),
        };
        let mut out = match &selection.only {
            Some(only) => format!("the members {} of {of}", codes(only.iter().map(String::as_str))),
            None => format!("all members of {of}, unlisted ones included"),
        };
        if !selection.except.is_empty() {
            out.push_str(&format!(", except {}", codes(selection.except.iter().map(String::as_str))));
        }
        if !selection.keep_nested {
            out.push_str(", without objects and lists");
        }
        let empty = if selection.keep_empty { "empty ones kept" } else { "empty ones left out" };
        let order = match (selection.order, &selection.only) {
            (Order::Declared, Some(_)) => "in this order",
            (order, _) => order.row().prose,
        };
        let pair = match &selection.style {
            Style::Pair(pair) => format!("each as {}", code(&format!("name{pair}value"))),
            Style::Values => "each by its value alone".to_owned(),
            Style::Brackets => {
                return format!("{out} ({empty}, {order}, as `[name=value,name=value]`, nested members likewise)");
            }
            Style::Json => return format!("{out} ({empty}, {order}, as one compact JSON object)"),
            Style::Concatenated => {
                return format!(
                    "{out} ({empty}, {order}, as {} with nothing between, nested members likewise)",
                    code("namevalue")
                );
            }
        };
        let join = if selection.join.is_empty() {
            "with nothing between".to_owned()
        } else {
            format!("joined by {}", code(&selection.join))
        };
        let percent = selection.percent.map(|table| format!(" with both {}", table.row().prose)).unwrap_or_default();
        format!("{out} ({empty}, {order}, {pair}{percent}, {join})")
    }

    fn system(&self, system: System) -> String {
        match (system, self.method) {
            (System::Method, Some(method)) => return code(method),
            (System::Method, None) => "the method",
            (System::Url, _) => "the URL",
            (System::Path, _) => "the path as sent",
            (System::Query, _) => "the query as sent, without the question mark",
            (System::Target, _) => "the path and query as sent",
            (System::ContentType, _) => "the content type",
            (System::Body, _) => "the exact bytes of the body",
            (System::Status, _) => "the HTTP status",
            (System::Nonce, _) => "the nonce",
            (System::Salt, _) => "the salt",
        }
        .to_owned()
    }

    /// The steps over a text, in the sender's order.
    pub(super) fn steps(&self, steps: &[Step]) -> String {
        steps.iter().map(|step| format!(" → {}", self.step(step))).collect()
    }

    fn step(&self, step: &Step) -> String {
        match step {
            Step::Digest(digest) => digest.row().prose.to_owned(),
            Step::Hmac(digest, key) => {
                format!("HMAC-{} under {}", digest.row().prose.replace('-', ""), self.key(key))
            }
            Step::Sign(signature) => {
                let key = match &signature.sign {
                    Some(key) => format!(" with {}", code(&key.name)),
                    None => self.verifier(signature),
                };
                format!("{}{key}", signature.scheme.row().prose)
            }
            Step::Encrypt(encryption) => self.cipher(encryption),
            Step::Decrypt(decryption) => {
                let length = decryption.length.map(|length| format!(" to {length} bytes")).unwrap_or_default();
                format!("{}{length} with {}", decryption.scheme.row().prose, code(&decryption.key.name))
            }
            Step::Convert(conversion) => conversion.row().prose.to_owned(),
            Step::Slice(slice) => slice.prose(),
        }
    }

    fn cipher(&self, encryption: &Encryption) -> String {
        let (cipher, padding) = (encryption.cipher.row(), encryption.padding.row().prose);
        let mode = match cipher.mode {
            Mode::Gcm => {
                let length = Some(encryption.nonce_length).filter(|length| *length != 12);
                let length = length.map(|length| format!(" of {length} bytes")).unwrap_or_default();
                format!(", nonce{length} {}", self.parts(&encryption.iv))
            }
            Mode::Cbc => format!(", initialisation vector {}, {padding}", self.parts(&encryption.iv)),
            Mode::CbcHmac => format!(", initialisation vector {}", self.parts(&encryption.iv)),
            Mode::Ecb => format!(", {padding}"),
        };
        let data = match encryption.associated_data.is_empty() {
            true => String::new(),
            false => format!(", associated data {}", self.parts(&encryption.associated_data)),
        };
        format!("{}{mode}{data} under {}", cipher.prose, self.key(&encryption.key))
    }

    /// The key that verifies.
    pub(super) fn verifier(&self, signature: &Signature) -> String {
        match &signature.verify {
            None => String::new(),
            Some(Verifier::Key(key)) => format!(" with {}", code(&key.name)),
            Some(Verifier::BySerial { keys, serial }) => {
                format!(" with that of {} whose serial is {}", code(&keys.name), self.part(serial))
            }
            Some(Verifier::Certificate { certificate, anchors, common_name }) => {
                let name = common_name.as_ref().map(|name| format!(" for {}", code(name))).unwrap_or_default();
                format!(
                    " with the key of the certificate in {}, which must come from {}{name}",
                    self.part(certificate),
                    code(&anchors.name)
                )
            }
        }
    }

    /// The steps in the order in which a receiver undoes them.
    pub(super) fn undone(&self, steps: &[Step]) -> String {
        let undo = |step: &Step| match step {
            Step::Encrypt(encryption) => format!("decrypt it with {}", self.cipher(encryption)),
            Step::Convert(conversion) => conversion.row().undo.unwrap_or_default().to_owned(),
            other @ (Step::Digest(_) | Step::Hmac(..) | Step::Sign(_) | Step::Decrypt(_) | Step::Slice(_)) => {
                format!("undo {}", self.step(other))
            }
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

/// A header, or one parameter of it.
pub(super) fn header(name: &str, parameter: Option<&str>) -> String {
    match parameter {
        None => format!("the header {}", code(name)),
        Some(parameter) => format!("{} in the header {}", code(parameter), code(name)),
    }
}
