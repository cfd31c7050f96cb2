//! Canonical text: names and values joined in one order, the text that signatures are made of.

use crate::Extras;
use crate::extras::ExtraField;

/// How names and values are joined.
#[derive(Clone, Copy, Debug)]
pub struct PairStyle {
    /// What stands between name and value; `None` writes the values alone.
    pub pair: Option<&'static str>,
    /// What stands between two members.
    pub join: &'static str,
    /// Whether members with an empty value are left out.
    pub skip_empty: bool,
}

/// Writes members one after the other.
pub(crate) struct Joined<'a> {
    out: &'a mut String,
    style: PairStyle,
    first: bool,
}

impl<'a> Joined<'a> {
    pub(crate) fn new(out: &'a mut String, style: PairStyle) -> Self {
        Self { out, style, first: true }
    }

    pub(crate) fn write(&mut self, name: &str, value: &str) {
        if self.style.skip_empty && value.is_empty() {
            return;
        }
        if !self.first {
            self.out.push_str(self.style.join);
        }
        self.first = false;
        if let Some(pair) = self.style.pair {
            self.out.push_str(name);
            self.out.push_str(pair);
        }
        self.out.push_str(value);
    }
}

/// Writes the members of a request in the order of the calls, and the caller's extras in their place.
pub struct Pairs<'a> {
    joined: Joined<'a>,
    extras: &'a [ExtraField],
    sorted: bool,
}

impl<'a> Pairs<'a> {
    /// The calls come sorted bytewise by name; extras are merged in.
    pub fn sorted(out: &'a mut String, style: PairStyle, extras: &'a Extras) -> Self {
        Self { joined: Joined::new(out, style), extras: extras.fields(), sorted: true }
    }

    /// The calls come in the declared order; extras follow at the end.
    pub fn declared(out: &'a mut String, style: PairStyle, extras: &'a Extras) -> Self {
        Self { joined: Joined::new(out, style), extras: extras.fields(), sorted: false }
    }

    /// Writes a member, after the extras that come before it.
    pub fn pair(&mut self, name: &str, value: &str) {
        if self.sorted {
            self.write_extras(|extra| extra.name.as_str() < name);
        }
        self.joined.write(name, value);
    }

    /// Writes the extras that are left.
    pub fn finish(mut self) {
        self.write_extras(|_| true);
    }

    fn write_extras(&mut self, due: impl Fn(&ExtraField) -> bool) {
        while let Some((extra, rest)) = self.extras.split_first().filter(|(extra, _)| due(extra)) {
            self.joined.write(&extra.name, &extra.value);
            self.extras = rest;
        }
    }
}
