//! Which received members a canonical text takes, and in which order.

use super::Members;
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
    fn takes(&self, name: &str) -> bool {
        self.only.is_none_or(|only| only.contains(&name)) && !self.except.contains(&name)
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
        let flat = self.0.iter().filter(|member| member.is_flat());
        let received = flat.map(|member| (member.name.as_ref(), member.value.text().map_or("", AsRef::as_ref)));
        let all = received.chain(ours.iter().copied());
        let mut selected: Vec<(&str, &str)> = all.filter(|(name, _)| selection.takes(name)).collect();
        match (selection.order, selection.only) {
            (Order::Name, _) => selected.sort_by_key(|(name, _)| *name),
            (Order::Listed, Some(only)) => {
                selected.sort_by_key(|(name, _)| only.iter().position(|listed| listed == name));
            }
            (Order::Listed, None) | (Order::Received, _) => {}
        }
        let mut joined = Joined::new(out, selection.style);
        selected.into_iter().for_each(|(name, value)| joined.write(name, value));
    }
}
