//! Lists whose members lie flat in their parent: names with an index, or texts joined by a separator.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::{Member, Members, Value};
use crate::ReadError;

/// The greatest number of items in a flat list.
const MAX_ITEMS: usize = 1000;

impl<'a> Members<'a> {
    /// A list whose members have an index at the end of their name: `coupon_id_0`, `coupon_id_1`. Each name is given
    /// with its number of indices; the first index selects the item and is left out of the name in the item.
    ///
    /// `None` if there is no such member. A signature over the message is checked before, on the original names.
    ///
    /// # Errors
    /// The indices do not start at `from` or have a gap, or there are more than a thousand.
    pub fn indexed(&mut self, names: &[(&str, usize)], from: usize) -> Result<Option<Vec<Self>>, ReadError> {
        let mut items: BTreeMap<usize, Vec<Member<'a>>> = BTreeMap::new();
        for member in self.all.iter_mut().filter(|member| !member.taken) {
            let Some((name, index)) = names.iter().find_map(|(name, depth)| item_of(&member.name, name, *depth)) else {
                continue;
            };
            member.taken = true;
            let item = Member { name: Cow::Owned(name), value: member.value.clone(), element: None, ..*member };
            items.entry(index).or_default().push(Member { taken: false, ..item });
        }
        let rising = items.keys().enumerate().all(|(at, index)| at.checked_add(from) == Some(*index));
        if !rising || items.len() > MAX_ITEMS {
            let odd = Err(ReadError::malformed("index", "the indices of a list have a gap, or are too many"));
            let listed = |other: &str| names.iter().any(|(name, depth)| item_of(other, name, *depth).is_some());
            return self.tolerate(listed, odd);
        }
        Ok(Some(items).filter(|items| !items.is_empty()).map(|items| items.into_values().map(Members::of).collect()))
    }

    /// A list whose members each hold the texts of all items, joined by a separator: `id=a|b`, `status=1|2`.
    ///
    /// `None` if all members are absent. A member that is absent or empty is absent from each item.
    ///
    /// # Errors
    /// The members do not have equally many texts, there are more than a thousand, or a member is not a text.
    pub fn parallel(&mut self, names: &[&str], join: &str) -> Result<Option<Vec<Self>>, ReadError> {
        let mut items: Vec<Self> = Vec::new();
        for name in names {
            let Some(text) = self.text(name)? else { continue };
            let count = text.split(join).count();
            if count > MAX_ITEMS || !items.is_empty() && items.len() != count {
                let odd =
                    Err(ReadError::malformed("list", "the members of a list have unlike lengths, or are too long"));
                return self.tolerate(|other| names.contains(&other), odd);
            }
            items.resize_with(count, || Self::of(Vec::with_capacity(names.len())));
            for (item, part) in items.iter_mut().zip(text.split(join)) {
                let value = Value::Text(Cow::Owned(part.to_owned()));
                item.all.push(Member::decoded(Cow::Owned((*name).to_owned()), value));
            }
        }
        Ok(Some(items).filter(|items| !items.is_empty()))
    }
}

/// The name within the item, and the item's index, if `arrived` is `name` with `depth` indices.
fn item_of(arrived: &str, name: &str, depth: usize) -> Option<(String, usize)> {
    let indices = arrived.strip_prefix(name)?.strip_prefix('_')?;
    let (first, rest) = indices.split_once('_').map_or((indices, None), |(first, rest)| (first, Some(rest)));
    let more = rest.map_or(0, |rest| rest.split('_').count());
    let deeper = rest.into_iter().flat_map(|rest| rest.split('_'));
    if more + 1 != depth || !deeper.into_iter().all(|index| self::index(index).is_some()) {
        return None;
    }
    let name = rest.map_or_else(|| name.to_owned(), |rest| format!("{name}_{rest}"));
    Some((name, index(first)?))
}

/// An index: digits without leading zeros.
fn index(text: &str) -> Option<usize> {
    let plain = text.bytes().all(|byte| byte.is_ascii_digit()) && (text == "0" || !text.starts_with('0'));
    if plain { text.parse().ok() } else { None }
}
