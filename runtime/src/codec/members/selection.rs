//! The selection of received members for a canonical text, and their order.

use refundry_vocabulary::PairStyle;

use super::Members;
use crate::pairs::{Joined, Pair, is_listed};

/// A selection of members.
#[derive(Clone, Copy, Debug)]
pub struct Selection<'a> {
    /// The only names to include; `None` includes all members, undeclared ones too.
    pub only: Option<&'a [&'a str]>,
    /// The names to exclude; a name that ends in `*` is a prefix.
    pub except: &'a [&'a str],
    /// Whether objects and lists are included.
    pub nested: bool,
    /// The order of the members.
    pub order: Order,
    /// The separators and encoding of the members.
    pub style: PairStyle<'a>,
}

/// An order of members.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// Bytewise by name.
    Name,
    /// Bytewise by name, with ASCII capitals compared as lower case.
    NameIgnoringCase,
    /// Bytewise by value.
    Value,
    /// Bytewise by the written pair.
    Pair,
    /// In the order of the calls.
    Declared,
    /// In the order of arrival.
    Received,
    /// In the order of [`Selection::only`].
    Listed,
}

impl Order {
    /// The order that a spec writes; `declared` replaces the declared order.
    pub fn of(written: refundry_vocabulary::Order, declared: Self) -> Self {
        use refundry_vocabulary::Order as Written;
        match written {
            Written::Name => Self::Name,
            Written::NameIgnoringCase => Self::NameIgnoringCase,
            Written::Value => Self::Value,
            Written::Pair => Self::Pair,
            Written::Declared => declared,
        }
    }
}

impl Selection<'_> {
    pub(super) fn takes(&self, name: &str) -> bool {
        self.only.is_none_or(|only| only.contains(&name)) && !is_listed(name, self.except)
    }
}

impl Members<'_> {
    /// Appends the canonical text of the selected members: decoded scalars, raw JSON of nested values, null as empty.
    /// XML attributes, lists and nested elements are not included.
    pub fn pairs(&self, out: &mut String, selection: &Selection<'_>) {
        self.pairs_with(out, selection, &[]);
    }

    /// [`Members::pairs`] with `ours`: members that are signed but not sent, such as a shared key. In the order of
    /// arrival they come last.
    pub fn pairs_with(&self, out: &mut String, selection: &Selection<'_>, ours: &[(&str, &str)]) {
        let received = self.all.iter().filter(|member| member.is_selected(selection)).map(|member| Pair {
            name: &member.name,
            value: member.value.or_empty(),
            literal: member.value.is_literal(),
        });
        let ours = ours.iter().map(|(name, value)| Pair { name, value, literal: false });
        let mut selected: Vec<Pair<'_>> = Vec::with_capacity(self.all.len() + ours.len());
        received.chain(ours).filter(|pair| selection.takes(pair.name)).for_each(|pair| selected.push(pair));
        if let (Order::Listed, Some(only)) = (selection.order, selection.only) {
            selected.sort_by_key(|pair| only.iter().position(|listed| *listed == pair.name));
        }
        let mut joined = Joined::new(out, selection.style);
        joined.write_sorted(selected, selection.order);
        joined.finish();
    }
}
