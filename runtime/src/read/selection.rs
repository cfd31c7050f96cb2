//! Which received members a canonical text takes, and in which order.

use std::borrow::Cow;

use super::Members;
use super::member::Member;
use crate::PairStyle;
use crate::pairs::{Joined, Pair, is_listed};

/// A selection of members.
#[derive(Clone, Copy, Debug)]
pub struct Selection {
    /// These alone; `None` takes all, those that no spec lists too.
    pub only: Option<&'static [&'static str]>,
    /// Without these; one that ends in `*` stands for all that begin so.
    pub except: &'static [&'static str],
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

impl Selection {
    fn takes(&self, member: &Member<'_>) -> bool {
        let name = member.name.as_ref();
        self.only.is_none_or(|only| only.contains(&name)) && !is_listed(name, self.except)
    }
}

impl<'a> Members<'a> {
    /// Appends the canonical text of the selected members: decoded scalars, raw JSON of what is nested, null as empty.
    pub fn pairs(&self, out: &mut String, selection: &Selection) {
        let mut joined = Joined::new(out, selection.style);
        match selection.order {
            Order::NameIgnoringCase | Order::Value | Order::Pair => {
                let pairs = self.selected(selection).into_iter().map(|member| Pair {
                    name: Cow::Borrowed(&member.name),
                    value: Cow::Borrowed(member.value.text().map_or("", AsRef::as_ref)),
                    literal: member.value.is_literal(),
                });
                joined.write_sorted(pairs.collect(), selection.order);
            }
            _ => {
                for member in self.selected(selection) {
                    let value = member.value.text().map_or("", AsRef::as_ref);
                    joined.write(&member.name, value, member.value.is_literal());
                }
            }
        }
        joined.finish();
    }

    fn selected(&self, selection: &Selection) -> Vec<&Member<'a>> {
        let mut members: Vec<_> = self.0.iter().filter(|member| selection.takes(member)).collect();
        match (selection.order, selection.only) {
            (Order::Name, _) => members.sort_unstable_by(|a, b| a.name.cmp(&b.name)),
            (Order::Listed, Some(only)) => {
                members.sort_by_key(|member| only.iter().position(|name| *name == member.name));
            }
            _ => {}
        }
        members
    }
}
