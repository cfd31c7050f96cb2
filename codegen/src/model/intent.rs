//! The requests that an intent makes: an order, a number, an amount, and what else the roles of fields can say.

use std::sync::Arc;

use super::{
    Family, Field, Operation, OperationKind, Provider, Role, Sends, Type, operation::dotted, roles::FieldPath,
};

/// A value that an intent states.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IntentMember {
    /// The merchant's number of the order, or none.
    MerchantOrder,
    /// The provider's number of the order, or none.
    ProviderOrder,
    /// The merchant's number of the refund.
    Number,
    /// The amount to refund.
    Amount,
    /// The currency of the amounts.
    Currency,
    /// The amount that was paid for the order, or none.
    Total,
    /// The reason, or none.
    Reason,
}

impl IntentMember {
    const ALL: [Self; 7] = [
        Self::MerchantOrder,
        Self::ProviderOrder,
        Self::Number,
        Self::Amount,
        Self::Currency,
        Self::Total,
        Self::Reason,
    ];

    /// The members of which an intent has one.
    const ORDERS: [Self; 2] = [Self::MerchantOrder, Self::ProviderOrder];

    /// The role of the fields that it fills.
    fn role(self) -> Role {
        match self {
            Self::MerchantOrder => Role::OrderReference,
            Self::ProviderOrder => Role::ProviderOrderId,
            Self::Number => Role::RefundNumber,
            Self::Amount => Role::Amount,
            Self::Currency => Role::Currency,
            Self::Total => Role::OrderTotal,
            Self::Reason => Role::Reason,
        }
    }

    fn is_amount(self) -> bool {
        matches!(self, Self::Amount | Self::Total)
    }
}

/// The fields of a request that an intent fills.
#[derive(Clone, Debug)]
pub struct IntentFields {
    /// The fields, each with the member that fills it.
    pub fields: Vec<(IntentMember, FieldPath)>,
    /// The only currency of the amounts; empty if a field of the request names the currency.
    pub currency: String,
}

/// A reason why no intent makes a request.
#[derive(Clone, Debug)]
pub enum Obstacle {
    /// An intent does not state a required field.
    NotStated(FieldPath),
    /// Several fields have one role, and an intent has one value for it.
    Several(Vec<FieldPath>),
    /// The request has no field for the number or the amount.
    Without(IntentMember),
    /// The request has no field for a number of the order.
    WithoutOrder,
    /// Neither the request nor the spec names the currency of the amounts.
    Currency,
}

impl Obstacle {
    /// The required field that an intent does not state.
    pub fn not_stated(&self) -> Option<&FieldPath> {
        if let Self::NotStated(path) = self { Some(path) } else { None }
    }
}

impl IntentFields {
    /// The member that fills the field at a path.
    pub fn of(&self, path: &[Arc<Field>]) -> Option<IntentMember> {
        self.fields.iter().find(|(_, own)| dotted(own) == dotted(path)).map(|(member, _)| *member)
    }

    /// Whether the request takes either number of the order.
    pub fn takes_either_order(&self) -> bool {
        IntentMember::ORDERS.iter().all(|order| self.fields.iter().any(|(member, _)| member == order))
    }
}

impl Provider {
    /// The fields of a refund that an intent fills, or the obstacles; `None` for another operation.
    pub fn intent(&self, operation: &Operation) -> Option<Result<IntentFields, Vec<Obstacle>>> {
        let sends = operation.sends.as_ref().filter(|_| operation.kind == OperationKind::Refund)?;
        operation.receives.as_ref()?;
        let stated = Stated::of(sends);
        let obstacles = stated.obstacles(sends, &self.currency);
        if !obstacles.is_empty() {
            return Some(Err(obstacles));
        }
        let currency = if stated.has(IntentMember::Currency) { String::new() } else { self.currency.clone() };
        let fields = stated.0.into_iter().filter_map(|(member, mut paths)| Some((member, paths.pop()?)));
        Some(Ok(IntentFields { fields: fields.collect(), currency }))
    }
}

/// The fields that each member of an intent can fill.
struct Stated(Vec<(IntentMember, Vec<FieldPath>)>);

impl Stated {
    fn of(sends: &Sends) -> Self {
        let mut out = Self(IntentMember::ALL.map(|member| (member, fitting(sends, member))).into());
        let mut needed = IntentMember::ORDERS.into_iter().filter(|order| out.needs(*order));
        // An intent has one number of the order, so a request that needs one takes no other.
        if let (Some(needed), None) = (needed.next(), needed.next()) {
            let others = |member: IntentMember| IntentMember::ORDERS.contains(&member) && member != needed;
            out.0.retain(|(member, _)| !others(*member));
        }
        out
    }

    fn paths(&self, member: IntentMember) -> &[FieldPath] {
        self.0.iter().find(|(own, _)| *own == member).map_or(&[], |(_, paths)| paths)
    }

    fn has(&self, member: IntentMember) -> bool {
        !self.paths(member).is_empty()
    }

    /// Whether every request has a field that the member fills.
    fn needs(&self, member: IntentMember) -> bool {
        self.paths(member).iter().any(|path| path.iter().all(|field| field.is_plain()))
    }

    fn obstacles(&self, sends: &Sends, currency: &str) -> Vec<Obstacle> {
        let is_stated =
            |path: &FieldPath| self.0.iter().flat_map(|(_, paths)| paths).any(|own| dotted(own) == dotted(path));
        let caller = sends.layers.iter().flat_map(|layer| layer.message.caller_fields());
        let required = caller.flat_map(|field| required_leaves(vec![Arc::clone(field)]));
        let mut out: Vec<Obstacle> = required.filter(|path| !is_stated(path)).map(Obstacle::NotStated).collect();
        out.extend(
            self.0.iter().filter(|(_, paths)| paths.len() > 1).map(|(_, paths)| Obstacle::Several(paths.clone())),
        );
        if IntentMember::ORDERS.into_iter().all(|order| self.needs(order)) {
            out.push(Obstacle::Several(IntentMember::ORDERS.map(|order| self.paths(order)).concat()));
        }
        let needed = [IntentMember::Number, IntentMember::Amount].into_iter().filter(|member| !self.has(*member));
        out.extend(needed.map(Obstacle::Without));
        let has_order = IntentMember::ORDERS.into_iter().any(|order| self.has(order));
        out.extend((!has_order).then_some(Obstacle::WithoutOrder));
        let named = !currency.is_empty() || self.has(IntentMember::Currency);
        out.extend((!named).then_some(Obstacle::Currency));
        out
    }
}

/// The caller's fields that a member can fill: those of its role outside optional objects.
fn fitting(sends: &Sends, member: IntentMember) -> Vec<FieldPath> {
    let fits = |path: &FieldPath| {
        let Some((last, around)) = path.split_last() else { return false };
        let fits = match last.ty.family() {
            Some(Family::Text) => !member.is_amount(),
            Some(Family::Amount(_)) => member.is_amount(),
            Some(
                Family::Integer | Family::Time(_) | Family::Boolean(_) | Family::Enumeration(_) | Family::ErrorCode,
            )
            | None => false,
        };
        fits && around.iter().all(|field| field.is_plain())
    };
    sends.given_of_role(member.role()).into_iter().filter(fits).collect()
}

/// The required fields at a path, those of required objects in place of the objects. A doubtful requirement is a rule,
/// and a request without the field breaks it.
fn required_leaves(path: FieldPath) -> Vec<FieldPath> {
    let Some(field) = path.last().filter(|field| field.presence.is_required()) else { return Vec::new() };
    let Type::Object(message) = field.ty.content() else { return vec![path] };
    if !field.is_plain() {
        return vec![path];
    }
    let inner = message.caller_fields().map(|inner| path.iter().chain([inner]).cloned().collect());
    inner.flat_map(required_leaves).collect()
}
