//! Canonical text: names and values joined in one order, the input of signatures.

use refundry_vocabulary::{PairForm, PairStyle};
use zeroize::Zeroizing;

use crate::codec::json::{self, brackets, concatenated};
use crate::extras::ExtraField;
use crate::percent::Escape;
use crate::{Extras, Order, secret};

/// A member to write.
#[derive(Clone, Copy)]
pub(crate) struct Pair<'a> {
    pub(crate) name: &'a str,
    pub(crate) value: &'a str,
    /// Whether JSON writes the value unchanged.
    pub(crate) literal: bool,
}

/// A member that is kept until all have been collected. Its value may be a key, and is wiped on drop.
struct Held {
    name: String,
    value: Zeroizing<String>,
    literal: bool,
}

/// Writes members one by one.
pub(crate) struct Joined<'a> {
    out: &'a mut String,
    style: PairStyle<'a>,
    first: bool,
}

impl<'a> Joined<'a> {
    pub(crate) fn new(out: &'a mut String, style: PairStyle<'a>) -> Self {
        match style.form {
            PairForm::Json => secret::append(out, "{"),
            PairForm::Brackets => secret::append(out, "["),
            _ => {}
        }
        Self { out, style, first: true }
    }

    pub(crate) fn write(&mut self, name: &str, value: &str, literal: bool) {
        if self.style.skip_empty && value.is_empty() {
            return;
        }
        let whole = matches!(self.style.form, PairForm::Json | PairForm::Brackets);
        let join = if self.first {
            ""
        } else if whole {
            ","
        } else {
            self.style.join
        };
        self.first = false;
        secret::reserve(self.out, join.len() + self.room(name.len() + value.len()));
        self.out.push_str(join);
        match self.style.form {
            PairForm::Pair(separator) => {
                self.out.push_str(name);
                self.out.push_str(separator);
                self.out.push_str(value);
            }
            PairForm::Values => self.out.push_str(value),
            PairForm::Concatenated if literal && value.starts_with(['{', '[']) => {
                concatenated::push_member(self.out, name, value, self.style.skip_empty);
            }
            PairForm::Concatenated => {
                self.out.push_str(name);
                self.out.push_str(value);
            }
            PairForm::Encoded(separator, percent) => {
                percent.push(self.out, name);
                self.out.push_str(separator);
                percent.push(self.out, value);
            }
            PairForm::EncodedValues(percent) => percent.push(self.out, value),
            PairForm::Brackets => {
                self.out.push_str(name);
                self.out.push('=');
                if literal && value.starts_with(['{', '[']) {
                    brackets::push(self.out, value, self.style.skip_empty);
                } else {
                    self.out.push_str(value);
                }
            }
            PairForm::Json => {
                json::text::push_string(self.out, name);
                self.out.push(':');
                match (literal, value) {
                    (true, "") => self.out.push_str("null"),
                    (true, json) => self.out.push_str(json),
                    (false, text) => json::text::push_string(self.out, text),
                }
            }
        }
    }

    /// The greatest size in bytes of a written member. Reserving it first avoids growth, which would copy a key.
    fn room(&self, member: usize) -> usize {
        match self.style.form {
            PairForm::Pair(separator) => member + separator.len(),
            PairForm::Values | PairForm::Concatenated => member,
            PairForm::Encoded(separator, _) => 3 * member + separator.len(),
            PairForm::EncodedValues(_) => 3 * member,
            PairForm::Brackets => 2 * member + 1,
            // `\u001f` for one byte, two pairs of quotes, a colon; or `null`.
            PairForm::Json => 6 * member + 9,
        }
    }

    /// Writes members in an order that is known only when all have been collected.
    pub(crate) fn write_sorted(&mut self, mut pairs: Vec<Pair<'_>>, order: Order) {
        match order {
            Order::Value => pairs.sort_by(|a, b| a.value.cmp(b.value)),
            Order::Pair => {
                let mut written: Vec<_> =
                    pairs.into_iter().map(|pair| (Zeroizing::new(self.written(&pair)), pair)).collect();
                written.sort_by(|a, b| a.0.as_str().cmp(b.0.as_str()));
                pairs = written.into_iter().map(|(_, pair)| pair).collect();
            }
            Order::NameIgnoringCase => {
                pairs.sort_by_cached_key(|pair| (pair.name.to_ascii_lowercase(), pair.name.to_string()));
            }
            Order::Name => pairs.sort_by(|a, b| a.name.cmp(b.name)),
            Order::Declared | Order::Received | Order::Listed => {}
        }
        for pair in pairs {
            self.write(pair.name, pair.value, pair.literal);
        }
    }

    pub(crate) fn finish(self) {
        match self.style.form {
            PairForm::Json => secret::append(self.out, "}"),
            PairForm::Brackets => secret::append(self.out, "]"),
            _ => {}
        }
    }

    fn written(&self, pair: &Pair<'_>) -> String {
        match self.style.form {
            PairForm::Pair(separator) => [pair.name, separator, pair.value].concat(),
            PairForm::Encoded(separator, percent) => {
                let mut written = String::with_capacity(3 * (pair.name.len() + pair.value.len()) + separator.len());
                percent.push(&mut written, pair.name);
                written.push_str(separator);
                percent.push(&mut written, pair.value);
                written
            }
            PairForm::Values
            | PairForm::EncodedValues(_)
            | PairForm::Json
            | PairForm::Brackets
            | PairForm::Concatenated => [pair.name, pair.value].concat(),
        }
    }
}

/// Writes the members of a request, with the caller's extras at their place in the order.
///
/// For `Order::Name`, call the methods in the order of names; the members are then written at once, without buffering.
pub struct Pairs<'a> {
    joined: Joined<'a>,
    /// The extras that are not written yet; in `Order::Name` sorted, the next one last.
    extras: Vec<&'a ExtraField>,
    except: &'a [&'a str],
    order: Order,
    held: Vec<Held>,
}

/// Whether a name is in the list; a list entry that ends in `*` is a prefix.
pub(crate) fn is_listed(name: &str, list: &[&str]) -> bool {
    list.iter().any(|listed| listed.strip_suffix('*').map_or(*listed == name, |start| name.starts_with(start)))
}

impl<'a> Pairs<'a> {
    /// Writes in this order; in the declared order, the extras come last, as they were given.
    pub fn new(out: &'a mut String, style: PairStyle<'a>, order: Order, extras: &'a Extras) -> Self {
        let mut extras: Vec<&ExtraField> = extras.fields().iter().rev().collect();
        if order == Order::Name {
            extras.sort_by(|a, b| b.name.cmp(&a.name));
        }
        Self { joined: Joined::new(out, style), extras, except: &[], order, held: Vec::new() }
    }

    /// Excludes the extras of these names; a name that ends in `*` is a prefix.
    #[must_use]
    pub fn without(mut self, except: &'a [&'a str]) -> Self {
        self.except = except;
        self
    }

    /// Writes a member, after the extras whose names come before it.
    pub fn pair(&mut self, name: &str, value: &str) {
        self.write(name, value, false);
    }

    /// [`Pairs::pair`] if the value is there.
    pub fn optional(&mut self, name: &str, value: &Option<String>) {
        if let Some(value) = value {
            self.pair(name, value);
        }
    }

    /// Writes a member that JSON writes unchanged.
    pub fn literal(&mut self, name: &str, json: &str) {
        self.write(name, json, true);
    }

    /// Writes the remaining extras and buffered members.
    pub fn finish(mut self) {
        if self.is_held() {
            let extras = self.extras.iter().rev().filter(|extra| !is_listed(&extra.name, self.except));
            let extras = extras.map(|extra| Pair { name: &extra.name, value: &extra.value, literal: extra.literal });
            let held = self.held.iter();
            let held = held.map(|held| Pair { name: &held.name, value: &held.value, literal: held.literal });
            self.joined.write_sorted(held.chain(extras).collect(), self.order);
        } else {
            self.write_extras(|_| true);
        }
        self.joined.finish();
    }

    fn write(&mut self, name: &str, value: &str, literal: bool) {
        match self.order {
            _ if self.is_held() => {
                self.held.push(Held { name: name.to_owned(), value: Zeroizing::new(value.to_owned()), literal })
            }
            Order::Name => {
                self.write_extras(|extra| extra.name.as_str() < name);
                self.joined.write(name, value, literal);
            }
            _ => self.joined.write(name, value, literal),
        }
    }

    fn is_held(&self) -> bool {
        matches!(self.order, Order::NameIgnoringCase | Order::Value | Order::Pair)
    }

    fn write_extras(&mut self, due: impl Fn(&ExtraField) -> bool) {
        while let Some(extra) = self.extras.pop_if(|extra| due(extra)) {
            if !is_listed(&extra.name, self.except) {
                self.joined.write(&extra.name, &extra.value, extra.literal);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use refundry_vocabulary::Percent;

    use super::*;

    #[test]
    fn the_room_of_a_member_holds_its_longest_text() {
        // The number is that of the bytes that stay free.
        for (form, name, value, literal, free) in [
            (PairForm::Pair(":="), "n", "v", false, 0),
            (PairForm::Values, "", "v", false, 0),
            (PairForm::Concatenated, "n", "v", false, 0),
            (PairForm::Encoded("=", Percent::Form), "&", "=&", false, 0),
            (PairForm::Encoded(":=", Percent::Form), "&", "=&", false, 0),
            (PairForm::EncodedValues(Percent::Form), "", "=&", false, 0),
            (PairForm::Brackets, "", "v", false, 1),
            (PairForm::Json, "\u{1f}", "\u{1f}\u{1f}", false, 4),
            (PairForm::Json, "\u{1f}", "", true, 2),
        ] {
            let mut out = String::new();
            let mut joined =
                Joined { out: &mut out, style: PairStyle { form, join: "", skip_empty: false }, first: true };
            let room = joined.room(name.len() + value.len());
            joined.write(name, value, literal);
            assert_eq!(out.len() + free, room, "{form:?} {out}");
        }
    }
}
