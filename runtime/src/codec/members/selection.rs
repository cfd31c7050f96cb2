//! Which received members a canonical text takes, and in which order.

use std::borrow::Cow;

use super::Members;
use crate::PairStyle;
use crate::pairs::{Joined, Pair, is_listed};

/// A selection of members.
#[derive(Clone, Copy, Debug)]
pub struct Selection {
    /// These alone; `None` takes all, those that no spec lists too.
    pub only: Option<&'static [&'static str]>,
    /// Without these; one that ends in `*` stands for all that begin so.
    pub except: &'static [&'static str],
    /// Whether objects and lists take part.
    pub nested: bool,
    /// In this order.
    pub order: Order,
    /// Joined like this.
    pub style: PairStyle,
}

/// An order of members.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// Bytewise by name.
    Name,
    /// By name, ASCII capitals taken for small letters.
    NameIgnoringCase,
    /// Bytewise by value.
    Value,
    /// Bytewise by the written pair.
    Pair,
    /// As the calls come.
    Declared,
    /// As they arrived.
    Received,
    /// As in [`Selection::only`].
    Listed,
}

impl Order {
    /// An order as a spec writes it; `declared` is what the declared order means here.
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

impl Selection {
    pub(super) fn takes(&self, name: &str) -> bool {
        self.only.is_none_or(|only| only.contains(&name)) && !is_listed(name, self.except)
    }
}

impl Members<'_> {
    /// Appends the canonical text of the selected members: decoded scalars, raw JSON of what is nested, null as empty.
    /// Of XML, the elements with a text alone take part: neither attributes nor lists nor what is nested.
    pub fn pairs(&self, out: &mut String, selection: &Selection) {
        self.pairs_with(out, selection, &[]);
    }

    /// The same with members that are signed and not sent, such as a shared key. Where the order is that of arrival,
    /// they come last.
    pub fn pairs_with(&self, out: &mut String, selection: &Selection, ours: &[(&str, &str)]) {
        let received = self.all.iter().filter(|member| member.is_selected(selection)).map(|member| Pair {
            name: Cow::Borrowed(member.name.as_ref()),
            value: Cow::Borrowed(member.value.text().map_or("", AsRef::as_ref)),
            literal: member.value.is_literal(),
        });
        let ours = ours.iter().map(|(name, value)| Pair {
            name: Cow::Borrowed(*name),
            value: Cow::Borrowed(*value),
            literal: false,
        });
        let mut selected: Vec<Pair<'_>> = received.chain(ours).filter(|pair| selection.takes(&pair.name)).collect();
        if let (Order::Listed, Some(only)) = (selection.order, selection.only) {
            selected.sort_by_key(|pair| only.iter().position(|listed| *listed == pair.name));
        }
        let mut joined = Joined::new(out, selection.style);
        joined.write_sorted(selected, selection.order);
        joined.finish();
    }
}
