//! The parts of a text by their content: a value, a credential, or fields of a layer.

use std::sync::Arc;

use super::{Credential, Field, Location, Part, Selection, Step, Value, location_of};

impl Part {
    /// The parts in order, with the parts inside optional ones in the place of these.
    pub fn flat<'p>(parts: impl IntoIterator<Item = &'p Self>) -> Vec<&'p Self> {
        let inside = |part: &'p Self| if let Self::Optional(inner) = part { Self::flat(inner) } else { vec![part] };
        parts.into_iter().flat_map(inside).collect()
    }

    /// The values in these parts and in optional parts, by their indices.
    pub fn values<'p>(parts: impl IntoIterator<Item = &'p Self>) -> Vec<usize> {
        let value = |part: &Self| if let Self::Value(index) = part { Some(*index) } else { None };
        Self::flat(parts).into_iter().filter_map(value).collect()
    }

    /// The credential whose text the part is.
    pub fn credential(&self) -> Option<&Arc<Credential>> {
        if let Self::Credential(credential) = self { Some(credential) } else { None }
    }

    /// The member of the notification that the part repeats.
    pub fn received(&self) -> Option<&[Arc<Field>]> {
        if let Self::Received(path) = self { Some(path) } else { None }
    }

    /// The selection, if the part is one.
    pub fn selection(&self) -> Option<&Selection> {
        if let Self::Fields(selection) = self { Some(selection) } else { None }
    }

    /// The member or header whose text the part is.
    pub fn location(&self) -> Option<Location> {
        match self {
            Self::Field { path, .. } => Some(location_of(path)),
            Self::Header { name, parameter } => {
                Some(Location::Header { name: name.clone(), parameter: parameter.clone() })
            }
            Self::Literal(_)
            | Self::Credential(_)
            | Self::Serial(..)
            | Self::Value(_)
            | Self::Optional(_)
            | Self::Fields(_)
            | Self::Remainder(_)
            | Self::System(_)
            | Self::KeyOf { .. }
            | Self::Received(_)
            | Self::Sent(_)
            | Self::Now(_) => None,
        }
    }

    /// The fields of layers in the part, each with the index of its layer; of a path, the field of the layer itself.
    pub fn fields(&self) -> Vec<(usize, &Arc<Field>)> {
        match self {
            Self::Field { layer, path, .. } => path.first().map(|field| (*layer, field)).into_iter().collect(),
            Self::Fields(selection) => selection.fields.iter().map(|field| (selection.layer, field)).collect(),
            Self::KeyOf { id, .. } => id.iter().flat_map(Self::fields).collect(),
            Self::Remainder(remainder) => remainder.fields.iter().map(|field| (remainder.layer, field)).collect(),
            Self::Literal(_)
            | Self::Credential(_)
            | Self::Serial(..)
            | Self::Received(_)
            | Self::Sent(_)
            | Self::Value(_)
            | Self::Optional(_)
            | Self::System(_)
            | Self::Header { .. }
            | Self::Now(_) => Vec::new(),
        }
    }
}

impl Value {
    /// The values that the value takes directly, in its text and its steps, by their indices.
    pub fn taken_values(&self) -> Vec<usize> {
        Part::values(self.parts()).into_iter().chain(self.steps().flat_map(Step::taken_values)).collect()
    }
}
