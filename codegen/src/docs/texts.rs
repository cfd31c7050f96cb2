//! Texts, steps and placements of values in words, for requests and for verification.

use super::markdown::{code, codes};
use super::words::{self, time};
use crate::model::value::{Encryption, KeySource, Mode, Order, SerialForm, Signature, Style, Verifier};
use crate::model::{Case, Part, Selection, Step, System, Unit, Value, View};
use crate::phrases::Phrases;

/// The texts and steps of one direction of one operation.
pub(super) struct Texts<'m> {
    /// The phrases of the page.
    pub(super) say: Phrases,
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
            Some(by) => self.say.case_when(self.when(by, case), self.case(case)),
        });
        cases.collect::<Vec<_>>().join(&self.say.between_cases())
    }

    /// The parts and steps of one case.
    pub(super) fn case(&self, case: &Case) -> String {
        format!("{}{}", self.parts(&case.parts), self.steps(&case.steps))
    }

    /// The condition under which a case applies.
    pub(super) fn when(&self, by: &Part, case: &Case) -> String {
        match &case.when {
            Some(text) => self.say.if_is(self.part(by), code(text)),
            None => self.say.otherwise(),
        }
    }

    /// The parts of a text, in order.
    pub(super) fn parts(&self, parts: &[Part]) -> String {
        if parts.is_empty() {
            return self.say.no_parts();
        }
        parts.iter().map(|part| self.part(part)).collect::<Vec<_>>().join(&self.say.then())
    }

    fn part(&self, part: &Part) -> String {
        let say = self.say;
        match part {
            Part::Literal(text) if text == "\n" => say.line_feed(),
            Part::Literal(text) => code(text),
            Part::Credential(credential) => say.the_credential(code(&credential.name)),
            Part::Serial(credential, SerialForm::Decimal) => say.serial_decimal(code(&credential.name)),
            Part::Serial(credential, SerialForm::Hex) => say.serial_hex(code(&credential.name)),
            Part::Field { path, view, layer } => self.field(*layer, &words::plain_path(path), *view),
            Part::KeyOf { keys, id } => say.key_of(code(&keys.name), self.parts(id)),
            Part::Received(path) => say.the_notifications(code(&words::plain_path(path))),
            Part::Sent(path) => say.as_sent(code(&words::plain_path(path))),
            Part::Value(index) => say.the_value(self.name(*index)),
            Part::Fields(selection) => self.selection(selection),
            Part::Remainder(remainder) => say.remainder(self.message(remainder.layer), code(&remainder.without.wire)),
            Part::System(system) => self.system(*system),
            Part::Optional(parts) => say.optional(self.parts(parts)),
            Part::Header { name, parameter } => header(say, name, parameter.as_deref()),
            Part::Now(format) => say.the_clock(time(say, format)),
        }
    }

    fn field(&self, layer: usize, wire: &str, view: View) -> String {
        let say = self.say;
        let name = if layer == 0 { code(wire) } else { say.member_of(code(wire), self.message(layer)) };
        match view {
            View::Value => name,
            View::Encoded => say.as_written(name),
            View::Number => say.without_zeros(name),
            View::Decimals(least) => say.with_decimals(name, least, format!("{:0<least$}", "5")),
            View::Source => say.undecoded(name),
            View::Element => say.undecoded_element(name),
        }
    }

    fn selection(&self, selection: &Selection) -> String {
        let say = self.say;
        let members = self.members(selection);
        let empty = if selection.keep_empty { say.empty_kept() } else { say.empty_skipped() };
        let order = match (selection.order, &selection.only) {
            (Order::Declared, Some(_)) => say.in_this_order(),
            (order, _) => say.order(order).to_owned(),
        };
        let pair = match &selection.style {
            Style::Pair(pair) => say.each_as(code(&format!("name{pair}value"))),
            Style::Values => say.each_value(),
            Style::Brackets => return say.selected_in_brackets(members, empty, order),
            Style::Json => return say.selected_as_json(members, empty, order),
            Style::Concatenated => return say.selected_concatenated(members, empty, order, code("namevalue")),
        };
        let join = match selection.join.as_str() {
            "" => say.nothing_between(),
            join => say.joined_by(code(join)),
        };
        let percent = selection.percent.map(|table| say.both_encoded(say.percent(table))).unwrap_or_default();
        say.selected(members, empty, order, pair, percent, join)
    }

    /// The members of a selection, and those that it leaves out.
    fn members(&self, selection: &Selection) -> String {
        let say = self.say;
        let of = match selection.carriers.as_slice() {
            // The selection looks into an object of the outermost layer.
            [_, ..] if selection.layer == 0 => code(&selection.carriers.concat().join(".")),
            _ => self.message(selection.layer),
        };
        let mut out = match &selection.only {
            Some(only) => say.members_of(codes(say, only.iter().map(String::as_str)), of),
            None => say.all_members_of(of),
        };
        if !selection.except.is_empty() {
            out.push_str(&say.except(codes(say, selection.except.iter().map(String::as_str))));
        }
        if !selection.keep_nested {
            out.push_str(&say.without_nested());
        }
        out
    }

    fn system(&self, system: System) -> String {
        let say = self.say;
        match (system, self.method) {
            (System::Method, Some(method)) => code(method),
            (System::Method, None) => say.the_method(),
            (System::Url, _) => say.the_url(),
            (System::Path, _) => say.the_path(),
            (System::Query, _) => say.the_query(),
            (System::Target, _) => say.the_target(),
            (System::ContentType, _) => say.the_content_type(),
            (System::Body, _) => say.the_body_bytes(),
            (System::Status, _) => say.the_status(),
            (System::Nonce, _) => say.the_nonce(),
            (System::Salt, _) => say.the_salt(),
        }
    }

    /// The steps over a text, in the sender's order.
    pub(super) fn steps(&self, steps: &[Step]) -> String {
        steps.iter().map(|step| format!(" → {}", self.step(step))).collect()
    }

    fn step(&self, step: &Step) -> String {
        let say = self.say;
        match step {
            Step::Digest(digest) => digest.row().prose.to_owned(),
            Step::Hmac(digest, key) => say.hmac(digest.row().prose.replace('-', ""), self.key(key)),
            Step::Sign(signature) => {
                let key = match &signature.sign {
                    Some(key) => say.with_key(code(&key.name)),
                    None => self.verifier(signature),
                };
                format!("{}{key}", say.scheme(signature.scheme))
            }
            Step::Encrypt(encryption) => self.cipher(encryption),
            Step::Decrypt(decryption) => {
                let length = decryption.length.map(|length| say.to_bytes(length)).unwrap_or_default();
                say.decrypted(say.decryption(decryption.scheme), length, code(&decryption.key.name))
            }
            Step::Convert(conversion) => say.conversion(*conversion).to_owned(),
            Step::Slice(slice) => {
                say.slice(slice.end, slice.count, if slice.text { Unit::Characters } else { Unit::Bytes })
            }
        }
    }

    fn cipher(&self, encryption: &Encryption) -> String {
        let say = self.say;
        let (cipher, padding) = (encryption.cipher.row(), say.option(say.padding(encryption.padding)));
        let mode = match cipher.mode {
            Mode::Gcm => {
                let length = Some(encryption.nonce_length).filter(|length| *length != 12);
                let length = length.map(|length| say.nonce_of(length)).unwrap_or_default();
                say.with_nonce(length, self.parts(&encryption.iv))
            }
            Mode::Cbc => format!("{}{padding}", say.with_iv(self.parts(&encryption.iv))),
            Mode::CbcHmac => say.with_iv(self.parts(&encryption.iv)),
            Mode::Ecb => padding,
        };
        let data = match encryption.associated_data.is_empty() {
            true => String::new(),
            false => say.with_data(self.parts(&encryption.associated_data)),
        };
        let name = format!("{}{mode}{data}", say.cipher_name(encryption.cipher));
        say.under(name, self.key(&encryption.key))
    }

    /// The key that verifies.
    pub(super) fn verifier(&self, signature: &Signature) -> String {
        let say = self.say;
        match &signature.verify {
            None => String::new(),
            Some(Verifier::Key(key)) => say.with_key(code(&key.name)),
            Some(Verifier::BySerial { keys, serial }) => say.by_serial(code(&keys.name), self.part(serial)),
            Some(Verifier::Certificate { certificate, anchors, common_name }) => {
                let name = common_name.as_ref().map(|name| say.for_name(code(name))).unwrap_or_default();
                say.by_certificate(self.part(certificate), code(&anchors.name), name)
            }
        }
    }

    /// The steps in the order in which a receiver undoes them.
    pub(super) fn undone(&self, steps: &[Step]) -> String {
        let say = self.say;
        let undo = |step: &Step| match step {
            Step::Encrypt(encryption) => say.decrypt_with(self.cipher(encryption)),
            Step::Convert(conversion) => say.undone(*conversion).to_owned(),
            other @ (Step::Digest(_) | Step::Hmac(..) | Step::Sign(_) | Step::Decrypt(_) | Step::Slice(_)) => {
                say.undo(self.step(other))
            }
        };
        steps.iter().rev().map(undo).collect::<Vec<_>>().join(&say.and_then())
    }

    fn key(&self, key: &KeySource) -> String {
        match key {
            KeySource::Credential(credential) => self.say.the_credential(code(&credential.name)),
            KeySource::Value(index) => self.say.the_value(self.name(*index)),
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
pub(super) fn header(say: Phrases, name: &str, parameter: Option<&str>) -> String {
    match parameter {
        None => say.the_header(code(name)),
        Some(parameter) => say.parameter(code(parameter), code(name)),
    }
}
