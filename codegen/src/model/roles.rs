//! The fields and members that have a value of a role.

use std::sync::Arc;

use super::{Decision, Family, Field, Layer, Message, Receives, Role, Sends, operation::dotted};

/// A field with the objects or layers around it, the outermost first.
pub type FieldPath = Vec<Arc<Field>>;

/// The roles by which the emitted types give access to their values, with the names of the methods.
pub const ACCESSIBLE: [(Role, &str); 8] = [
    (Role::RefundNumber, "refund_number"),
    (Role::OrderReference, "order_reference"),
    (Role::ProviderOrderId, "provider_order_id"),
    (Role::Amount, "amount"),
    (Role::OrderTotal, "order_total"),
    (Role::ProviderRefundId, "provider_refund_id"),
    (Role::Reason, "reason"),
    (Role::ErrorMessage, "error_message"),
];

impl Receives {
    /// The members of a role: the first one that a message has is the value. Members that are compared with the request
    /// come first. Of several messages for people the last one is the most specific.
    pub fn of_role(&self, role: Role) -> Vec<FieldPath> {
        let compared = self.echo.iter().filter(|echo| echo.role() == Some(role) && !echo.at_least);
        let mut out: Vec<FieldPath> = compared.flat_map(|echo| echo.answers.iter().cloned()).collect();
        let of_role = |path: &FieldPath| path.last().is_some_and(|field| field.role == Some(role));
        out.extend(self.members().into_iter().filter(of_role));
        if role == Role::ErrorMessage {
            out.reverse();
        }
        fitting(out, role)
    }

    /// The error codes: those whose outcome counts come first, in the order of the outcome table.
    pub fn error_codes(&self) -> Vec<FieldPath> {
        let decided = self.outcome.iter().filter_map(|row| match &row.decision {
            Decision::Errors { path, .. } => Some(path.clone()),
            Decision::By { .. } | Decision::Is(_) => None,
        });
        let is_code = |path: &FieldPath| matches!(family(path), Some(Family::ErrorCode));
        distinct(decided.chain(self.members().into_iter().filter(is_code)))
    }

    /// All members that are no lists, those inside layers, objects and picked items included.
    fn members(&self) -> Vec<FieldPath> {
        let mut out = Vec::new();
        inside_layers(&self.layers, &Vec::new(), &mut out);
        out
    }
}

impl Sends {
    /// The fields of a role that the caller gives.
    pub fn given_of_role(&self, role: Role) -> Vec<FieldPath> {
        let given = |path: &FieldPath| path.iter().all(|field| field.source.is_caller() && !field.secret);
        fitting(self.with_role(role).into_iter().filter(given).collect(), role)
    }
}

/// The members of the layers, each through the carriers around it.
fn inside_layers(layers: &[Layer], around: &FieldPath, out: &mut Vec<FieldPath>) {
    let Some((layer, inner)) = layers.split_first() else { return };
    for field in layer.message.received_fields() {
        if field.source.is_layer() {
            inside_layers(inner, &joined(around, field), out);
        } else {
            reach(around, field, out);
        }
    }
}

fn reach(around: &FieldPath, field: &Arc<Field>, out: &mut Vec<FieldPath>) {
    let path = joined(around, field);
    match field.inner() {
        Some(message) => fields_of(message).for_each(|inner| reach(&path, inner, out)),
        None => out.push(path),
    }
}

fn fields_of(message: &Message) -> impl Iterator<Item = &Arc<Field>> {
    message.fields.iter().filter(|field| field.is_received())
}

fn joined(around: &FieldPath, field: &Arc<Field>) -> FieldPath {
    around.iter().chain([field]).cloned().collect()
}

/// Each path once, of a type that the role has: an amount, or what has a text.
fn fitting(paths: Vec<FieldPath>, role: Role) -> Vec<FieldPath> {
    let fits = |path: &FieldPath| match family(path) {
        Some(Family::Amount(_)) => role.is_money(),
        Some(Family::Text | Family::Enumeration(_) | Family::ErrorCode | Family::Integer) => !role.is_money(),
        Some(Family::Time(_) | Family::Boolean(_)) | None => false,
    };
    distinct(paths.into_iter().filter(fits))
}

fn family(path: &FieldPath) -> Option<Family<'_>> {
    path.last()?.ty.family()
}

fn distinct(paths: impl Iterator<Item = FieldPath>) -> Vec<FieldPath> {
    let mut out: Vec<FieldPath> = Vec::new();
    for path in paths {
        if out.iter().all(|known| dotted(known) != dotted(&path)) {
            out.push(path);
        }
    }
    out
}
