//! The fields of a request that stand in the texts of its answer. The record of the request keeps them.

use std::{collections::HashSet, sync::Arc};

use super::{Field, Operation, Part, Provider, Receives, Sends, Step, Value, operation::dotted};

impl Receives {
    /// The fields of the request in the values and the steps of the answer, by their paths.
    pub fn sent_parts(&self) -> Vec<&[Arc<Field>]> {
        let steps = self.values.iter().flat_map(Value::steps).chain(self.layers.iter().flat_map(|layer| &layer.steps));
        let parts = self.values.iter().flat_map(Value::parts).chain(Part::flat(steps.flat_map(Step::texts)));
        parts.filter_map(|part| if let Part::Sent(path) = part { Some(path.as_slice()) } else { None }).collect()
    }
}

impl Sends {
    /// A member of an object that the spec supplies, by its path: `head.nonce`.
    pub fn supplied_member(&self, path: &str) -> Option<Vec<Arc<Field>>> {
        let mut found: Vec<Arc<Field>> = Vec::new();
        let mut rest = Some(path);
        while let Some(path) = rest {
            let (field, behind) = match found.last() {
                None => self.layers.iter().rev().find_map(|layer| layer.message.along(path))?,
                Some(around) => around.ty.message().filter(|_| around.source.is_members())?.along(path)?,
            };
            let field = Arc::clone(field);
            found.push(field);
            rest = behind;
        }
        Some(found)
    }
}

impl Operation {
    /// The names of the operation's own fields that a record keeps for the texts of the answer. A query that takes a
    /// field from the record of its refund finds it there.
    pub fn signed_names(&self) -> HashSet<String> {
        let paths = self.receives.iter().flat_map(Receives::sent_parts);
        paths.filter(|path| path.last().is_some_and(|field| field.sent_name().is_none())).map(dotted).collect()
    }
}

impl Provider {
    /// Whether the record of a request keeps a field for the answer to one transmission alone: its nonce, its time or a
    /// computed text. A repeated request has another one, and the same record otherwise.
    pub fn is_transmitted(&self, operation: &Operation, path: &[Arc<Field>]) -> bool {
        let name = dotted(path);
        let fresh = path.last().is_some_and(|field| field.source.is_fresh());
        fresh && operation.signed_names().contains(&name) && !self.needed_later(operation).contains(&name)
    }

    /// The names under which the record of a query keeps a field of the query in the place of the refund's.
    pub fn replaced(&self, operation: &Operation, sends: &Sends) -> Vec<String> {
        let Some((refund, asked)) = self.asked_about(operation) else { return Vec::new() };
        let own: HashSet<String> = self.recorded(operation, sends).iter().map(|path| dotted(path)).collect();
        let lasting = self.recorded(refund, asked).into_iter().filter(|path| !self.is_transmitted(refund, path));
        lasting.map(|path| dotted(&path)).filter(|name| own.contains(name)).collect()
    }
}
