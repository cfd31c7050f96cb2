//! The source text of the program.

use std::sync::Arc;

use super::credentials;
use super::request::Request;
use crate::emit::{names, notification};
use crate::model::{Acknowledge, Data, Field, Operation, Provider, Role};

const SERVICE: &str = include_str!("service.txt");
const REFUND: &str = include_str!("refund.txt");
const ONCE: &str = include_str!("once.txt");
const NEXT: &str = include_str!("next.txt");
const QUERY: &str = include_str!("query.txt");
const NOTIFIED: &str = include_str!("notified.txt");

/// A program: the provider, the refund, and its query.
pub(super) struct Program<'p> {
    pub(super) provider: &'p Provider,
    pub(super) refund: Request<'p>,
    pub(super) query: Option<Request<'p>>,
}

impl<'p> Program<'p> {
    pub(super) fn of(provider: &'p Provider) -> Option<Self> {
        let refund = Request::refund(provider)?;
        Some(Self { provider, query: refund.query(), refund })
    }

    pub(super) fn text(&self) -> String {
        let parts = [
            Some(SERVICE.replace("$stored", if self.looks_up() { STORED } else { "" })),
            Some(credentials::function(self.provider)),
            Some(self.refund.fill(REFUND).replace("$once", if self.is_numbered() { "" } else { ONCE })),
            Some(self.next()),
            self.query.as_ref().map(|query| query.fill(QUERY)),
            self.notified(),
        ];
        let body = parts.into_iter().flatten().collect::<Vec<_>>().join("\n");
        let refund = names::module_name(&self.refund.operation.name).to_string();
        let body = body.replace("$refund", &refund).replace("$number", &format!("{:?}", self.number()));
        format!("{}\n{body}", self.uses(&body))
    }

    /// The imports of the body, found by name in its code.
    fn uses(&self, body: &str) -> String {
        const NAMES: &[&str] = &[
            "After",
            "Attempt",
            "Certificate",
            "Context",
            "Amount",
            "Doubt",
            "Nonce",
            "Outcome",
            "P256PrivateKey",
            "P256PublicKey",
            "P256PublicKeys",
            "P384PrivateKey",
            "P384PublicKey",
            "RsaPrivateKey",
            "RsaPublicKey",
            "RsaPublicKeys",
            "Secret",
            "SecretBytes",
            "SharedKeys",
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
        let names: Vec<&str> = NAMES.iter().copied().filter(used).chain(["http"]).collect();
        let called = |name: &&str| body.contains(&format!("{name}::"));
        let operations =
            self.provider.operations.iter().map(|operation| names::module_name(&operation.name).to_string());
        let operations: Vec<String> = operations.filter(|name| called(&name.as_str())).collect();
        let mut own: Vec<&str> = ["enumerations", "objects"].into_iter().filter(called).chain(["servers"]).collect();
        own.extend(operations.iter().map(String::as_str));
        own.sort_unstable();
        let (id, names, own) = (&self.provider.id, names.join(", "), own.join(", "));
        format!("use refundry::{id}::{{Credentials, {own}}};\nuse refundry::{{{names}}};\n")
    }

    /// Whether a query or a notification reads a stored record.
    pub(super) fn looks_up(&self) -> bool {
        self.query.is_some() || self.notified().is_some()
    }

    pub(super) fn is_numbered(&self) -> bool {
        self.refund.operation.unnumbered.is_empty()
    }

    /// The number under which the refund is stored: the one in its notification, another number of the refund, or the
    /// order's number.
    fn number(&self) -> &str {
        let request = &self.refund.example.request;
        let receives = self.notification().and_then(|operation| operation.receives.as_ref());
        let named = receives.and_then(notification::number_echo).and_then(|echo| text_at(request, &echo.request));
        let of = |role: Role| request.iter().find_map(|(field, data)| with_role(role, field, data));
        named
            .or_else(|| of(Role::RefundNumber))
            .or_else(|| of(Role::OrderReference))
            .or_else(|| of(Role::ProviderOrderId))
            .unwrap_or("1")
    }

    fn next(&self) -> String {
        let notified = self.notification().is_some();
        let numbered = self.is_numbered();
        NEXT.replace("$processing", if notified { "wait for the notification, and query" } else { "query" })
            .replace("$same", if numbered { "under the same number" } else { "once" })
            .replace("$unknown", if numbered { RESEND } else { "find out its fate, and send nothing before" })
    }

    pub(super) fn notified(&self) -> Option<String> {
        let operation = self.notification()?;
        let is_borrowed = notification::number_is_borrowed(operation.receives.as_ref()?)?;
        let text = NOTIFIED.replace("$notification", &names::module_name(&operation.name).to_string());
        Some(text.replace("$key", if is_borrowed { "number" } else { "&number" }))
    }

    pub(super) fn notification(&self) -> Option<&'p Operation> {
        let of = |operation: &&Operation| operation.of.as_deref() == Some(&self.refund.operation.name);
        // The program answers a notification that it has not compared yet, so its answer repeats nothing.
        let notifies = |operation: &&Operation| matches!(operation.acknowledge, Some(Acknowledge::Fixed { .. }));
        // The service of the program takes bodies.
        let has_body = |operation: &&Operation| {
            let layers = operation.receives.iter().flat_map(|receives| &receives.layers);
            layers.take(1).all(|layer| !layer.is_query())
        };
        self.provider.operations.iter().filter(of).filter(has_body).find(notifies)
    }
}

const STORED: &str = "
    /// The record under that number.
    fn stored(&mut self, number: &str) -> Result<String, Error>;
";

const RESEND: &str = "query; if that settles nothing, send it again under the same number, never under a new one";

/// The text of a field inside objects.
fn text_at<'d>(fields: &'d [(Arc<Field>, Data)], path: &[Arc<Field>]) -> Option<&'d str> {
    let (head, rest) = path.split_first()?;
    let (_, data) = fields.iter().find(|(field, _)| field.wire == head.wire)?;
    match data {
        Data::Text(text) => rest.is_empty().then_some(text),
        Data::Object(fields) => text_at(fields, rest),
        Data::List(_) | Data::Map(_) => None,
    }
}

/// The text of the field with this role, directly or inside an object.
fn with_role<'d>(role: Role, field: &Field, data: &'d Data) -> Option<&'d str> {
    match data {
        Data::Text(text) => (field.role == Some(role)).then_some(text),
        Data::Object(fields) => fields.iter().find_map(|(field, data)| with_role(role, field, data)),
        Data::List(_) | Data::Map(_) => None,
    }
}
