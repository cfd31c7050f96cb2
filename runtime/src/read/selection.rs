//! Which received members a canonical text takes, and in which order.

use super::Members;
use super::member::Member;
use crate::PairStyle;
use crate::pairs::Joined;

/// A selection of members.
#[derive(Clone, Copy, Debug)]
pub struct Selection {
    /// These alone; `None` takes all, those that no spec lists too.
    pub only: Option<&'static [&'static str]>,
    /// Without these.
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
    /// As they arrived.
    Received,
    /// As in [`Selection::only`].
    Listed,
}

impl Selection {
    fn takes(&self, member: &Member<'_>) -> bool {
        let name = member.name.as_ref();
        self.only.is_none_or(|only| only.contains(&name)) && !self.except.contains(&name)
    }
}

impl<'a> Members<'a> {
    /// Appends the canonical text of the selected members: decoded scalars, raw JSON of what is nested, null as empty.
    pub fn pairs(&self, out: &mut String, selection: &Selection) {
        let mut joined = Joined::new(out, selection.style);
        for member in self.selected(selection) {
            joined.write(&member.name, member.value.text().map_or("", AsRef::as_ref));
        }
    }

    fn selected(&self, selection: &Selection) -> Vec<&Member<'a>> {
        let mut members: Vec<_> = self.0.iter().filter(|member| selection.takes(member)).collect();
        match (selection.order, selection.only) {
            (Order::Name, _) => members.sort_unstable_by(|a, b| a.name.cmp(&b.name)),
            (Order::Listed, Some(only)) => {
                members.sort_by_key(|member| only.iter().position(|name| *name == member.name));
            }
            (Order::Listed, None) | (Order::Received, _) => {}
        }
        members
    }
}
