//! Selections of members, with the fields that they take.

use std::sync::Arc;

use refundry_vocabulary::{PairForm, PairStyle};

use super::{Field, Percent, Sends};
use crate::spec::syntax::{Order, Style};

/// A selection of the members of one layer.
#[derive(Clone, Debug)]
pub struct Selection {
    /// The index of the layer, from the outside in.
    pub layer: usize,
    /// The carriers that lead to that layer from the layer of the text, each with its alternatives; empty for that
    /// layer itself. In a received message, the selection looks into an inner layer before that layer is read.
    pub carriers: Vec<Vec<String>>,
    /// The declared fields that the selection takes, in its order.
    pub fields: Vec<Arc<Field>>,
    /// The names listed by `only`.
    pub only: Option<Vec<String>>,
    /// The names left out; a name that ends in `*` stands for all names with that beginning.
    pub except: Vec<String>,
    /// Whether members with empty values are taken.
    pub keep_empty: bool,
    /// Whether objects and lists are taken, as their text.
    pub keep_nested: bool,
    /// The order of the members.
    pub order: Order,
    /// The form of each member.
    pub style: Style,
    /// The separator between members.
    pub join: String,
    /// The table of percent-encoding for each name and each value.
    pub percent: Option<Percent>,
}

impl Selection {
    /// The style of the members.
    pub fn pair_style(&self) -> PairStyle<'_> {
        let form = match (&self.style, self.percent) {
            (Style::Pair(separator), None) => PairForm::Pair(separator),
            (Style::Pair(separator), Some(percent)) => PairForm::Encoded(separator, percent),
            (Style::Values, None) => PairForm::Values,
            (Style::Values, Some(percent)) => PairForm::EncodedValues(percent),
            (Style::Json, _) => PairForm::Json,
            (Style::Brackets, _) => PairForm::Brackets,
            (Style::Concatenated, _) => PairForm::Concatenated,
        };
        PairStyle { form, join: &self.join, skip_empty: !self.keep_empty }
    }

    /// Whether the text holds a member of a request as JSON writes it: a number, a boolean or a nested value.
    pub fn takes_literally(&self, field: &Field) -> bool {
        self.style.is_whole() && (field.ty.is_literal() || field.ty.is_nested())
    }

    /// Whether the text has the name of this field of a request if the caller leaves the field out: the field is written
    /// as `null`, and counts as an empty one.
    pub fn takes_absent(&self, field: &Field, sends: &Sends) -> bool {
        self.keep_empty && sends.layers.get(self.layer).is_some_and(|layer| layer.tells_absence(field))
    }

    /// Whether the selection takes a member of that name.
    pub fn takes(&self, wire: &str) -> bool {
        let leaves = |name: &String| name.strip_suffix('*').map_or(name == wire, |start| wire.starts_with(start));
        self.only.as_ref().is_none_or(|only| only.iter().any(|name| name == wire)) && !self.except.iter().any(leaves)
    }
}
