//! The first program of a user: a refund from credentials to outcome, and its notification.
//!
//! It is made from an example of the spec. The reference page quotes it, and a test of the generated crate plays the
//! spec's answers to it.

mod credentials;
mod replay;
mod value;

use std::sync::Arc;

use quote::quote;

use super::{names, notification, print, request::caller_fields};
use crate::{
    model::{Data, Example, Field, Kind, Operation, Part, Provider, Role, Sends, Source, Type, Value},
    spec::syntax::System,
};

const SERVICE: &str = include_str!("service.txt");
const NONCE: &str = include_str!("nonce.txt");
const REFUND: &str = include_str!("refund.txt");
const NEXT: &str = include_str!("next.txt");
const ONCE: &str = include_str!("once.txt");
const NOTIFIED: &str = include_str!("notified.txt");

/// What a program is made from.
struct Program<'p> {
    provider: &'p Provider,
    operation: &'p Operation,
    sends: &'p Sends,
    example: &'p Arc<Example>,
}

/// The program; `None` for a provider without an example of a refund whose answers are read.
pub(crate) fn text(provider: &Provider) -> Option<String> {
    Program::of(provider).map(|program| program.text())
}

/// The name of the example that the program is made from.
pub(crate) fn example(provider: &Provider) -> Option<&str> {
    Program::of(provider).map(|program| program.example.name.as_str())
}

/// The program with the test that runs it.
pub(crate) fn test(provider: &Provider) -> Option<String> {
    Program::of(provider).map(|program| [program.text(), replay::text(&program)].join("\n"))
}

impl<'p> Program<'p> {
    fn of(provider: &'p Provider) -> Option<Self> {
        let operation = provider.operations.iter().find(|operation| operation.kind == Kind::Refund)?;
        let sends = operation.sends.as_ref()?;
        operation.receives.as_ref()?;
        let examples = || provider.examples.iter().filter(|example| example.operation == operation.name);
        let answered = |example: &&Arc<Example>| provider.answers.iter().any(|answer| answer.to.name == example.name);
        let example = examples().find(answered).or(examples().next())?;
        Some(Self { provider, operation, sends, example })
    }

    fn text(&self) -> String {
        let parts = [
            Some(SERVICE.to_owned()),
            Some(credentials::function(self.provider)),
            self.draws().then(|| NONCE.replace("$bytes", &self.nonce_bytes().to_string())),
            Some(self.refund()),
            Some(self.next()),
            self.notified(),
        ];
        let body = parts.into_iter().flatten().collect::<Vec<_>>().join("\n");
        format!("{}\n{body}", self.uses(&body))
    }

    /// What the body uses, by the names that stand in its code.
    fn uses(&self, body: &str) -> String {
        const NAMES: [&str; 19] = [
            "After",
            "Attempt",
            "Certificate",
            "Context",
            "Fen",
            "Outcome",
            "RsaPrivateKey",
            "RsaPublicKey",
            "RsaPublicKeys",
            "Secret",
            "SecretBytes",
            "Sm2PrivateKey",
            "Sm2PublicKey",
            "TimeFormat",
            "Timestamp",
            "TrustAnchors",
            "WeakRsaPrivateKey",
            "WeakRsaPublicKey",
            "encode",
        ];
        let code = body.lines().filter(|line| !line.trim_start().starts_with("//"));
        let is_word = |c: char| c.is_alphanumeric() || c == '_';
        let words: Vec<&str> = code.flat_map(|line| line.split(|c| !is_word(c))).collect();
        let used = |name: &&str| words.contains(name);
        let names: Vec<&str> = NAMES.into_iter().filter(used).chain(["http"]).collect();
        let called = |name: &&str| body.contains(&format!("{name}::"));
        let operations = self.provider.operations.iter().map(|operation| names::module(&operation.name).to_string());
        let operations: Vec<String> = operations.filter(|name| called(&name.as_str())).collect();
        let mut own: Vec<&str> = ["enumerations", "objects"].into_iter().filter(called).chain(["servers"]).collect();
        own.extend(operations.iter().map(String::as_str));
        own.sort_unstable();
        let (id, names, own) = (&self.provider.id, names.join(", "), own.join(", "));
        format!("use refundry::{id}::{{Credentials, {own}}};\nuse refundry::{{{names}}};\n")
    }

    fn refund(&self) -> String {
        let drawn = |is_used: bool| if is_used { "&nonce()?" } else { "\"\"" };
        let once = if self.operation.unnumbered.is_empty() { "" } else { ONCE };
        REFUND
            .replace("$request", &self.request())
            .replace("$server", &names::rule(&self.example.server).to_string())
            .replace("$nonce", drawn(self.takes(System::Nonce, &Source::Nonce)))
            .replace("$salt", drawn(self.takes(System::Salt, &Source::Salt)))
            .replace("$number", &format!("{:?}", self.number()))
            .replace("$once", once)
    }

    /// The statement that makes the request.
    fn request(&self) -> String {
        let module = names::module(&self.operation.name);
        let given = |field: &Field| self.example.request.iter().find(|(other, _)| other.wire == field.wire);
        let (plain, optional): (Vec<_>, Vec<_>) =
            caller_fields(self.sends).into_iter().map(|(_, field)| field).partition(|field| field.is_plain());
        let required = plain.iter().map(|field| {
            let data = given(field).map(|(_, data)| value::value(self.provider, &field.ty, data));
            let (name, value) = (names::field(field), value::init(field, data));
            quote!(#name: #value)
        });
        let new = if plain.is_empty() {
            quote!(#module::Request::new())
        } else {
            quote!(#module::Request::new(#module::Required { #(#required),* }))
        };
        let setters = optional.iter().filter_map(|field| {
            let (name, (_, data)) = (names::method(field), given(field)?);
            let value = value::argument(self.provider, &field.ty, data);
            Some(quote!(.#name(#value)))
        });
        let extras = self.example.extra.iter().map(|(name, text)| quote!(.extra(#name, #text)));
        let printed = print::items(quote!(fn request() { let request = #new #(#setters)* #(#extras)*; }), 0);
        let lines: Vec<&str> = printed.lines().collect();
        lines.get(1..lines.len().saturating_sub(1)).unwrap_or_default().join("\n")
    }

    /// The number that the refund is stored under: its own, or that of its order where it has none.
    fn number(&self) -> &str {
        let of = |role: Role| self.example.request.iter().find_map(|(field, data)| with_role(role, field, data));
        of(Role::RefundNumber).or_else(|| of(Role::OrderReference)).unwrap_or("1")
    }

    fn next(&self) -> String {
        let numbered = self.operation.unnumbered.is_empty();
        let notified = self.notification().is_some();
        NEXT.replace("$processing", if notified { "wait for the notification, and query" } else { "query" })
            .replace("$same", if numbered { "under the same number" } else { "once" })
            .replace("$unknown", if numbered { RESEND } else { "find out what became of it, and send nothing before" })
    }

    fn notified(&self) -> Option<String> {
        let operation = self.notification()?;
        let receives = operation.receives.as_ref()?;
        let is_text = notification::number_is_borrowed(receives)?;
        let text = NOTIFIED
            .replace("$notification", &names::module(&operation.name).to_string())
            .replace("$refund", &names::module(&self.operation.name).to_string());
        Some(text.replace("$number", if is_text { "number" } else { "&number" }))
    }

    fn notification(&self) -> Option<&'p Operation> {
        let of = |operation: &&Operation| operation.of.as_deref() == Some(&self.operation.name);
        let notifies = |operation: &&Operation| operation.kind == Kind::Notification && operation.acknowledge.is_some();
        self.provider.operations.iter().filter(of).find(notifies)
    }

    /// Two hex digits a byte, as many as every nonce and salt has room for.
    fn nonce_bytes(&self) -> usize {
        let fields = self.sends.layers.iter().flat_map(|layer| layer.message.sourced());
        let drawn = fields.filter(|field| matches!(field.source, Source::Nonce | Source::Salt));
        let room = drawn.filter_map(|field| match field.ty {
            Type::String { max, .. } => max,
            Type::Digits { max, .. } => Some(max),
            _ => None,
        });
        room.min().map_or(16, |room| (room / 2).clamp(1, 16))
    }

    fn draws(&self) -> bool {
        self.takes(System::Nonce, &Source::Nonce) || self.takes(System::Salt, &Source::Salt)
    }

    /// Whether a request takes something of the context, as a part of a text or as a field.
    fn takes(&self, wanted: System, source: &Source) -> bool {
        let headers = self.sends.headers.iter().flat_map(|header| &header.parts);
        let mut parts = self.sends.values.iter().flat_map(Value::parts).chain(headers);
        let mut fields = self.sends.layers.iter().flat_map(|layer| layer.message.sourced());
        parts.any(|part| matches!(part, Part::System(system) if *system == wanted))
            || fields.any(|field| field.source == *source)
    }
}

const RESEND: &str = "query; if that settles nothing, send it again under the same number, never under a new one";

/// The text of the field with that role, here or inside an object.
fn with_role<'d>(role: Role, field: &Field, data: &'d Data) -> Option<&'d str> {
    match data {
        Data::Text(text) => (field.role == Some(role)).then_some(text),
        Data::Object(fields) => fields.iter().find_map(|(field, data)| with_role(role, field, data)),
        Data::List(_) | Data::Map(_) => None,
    }
}
