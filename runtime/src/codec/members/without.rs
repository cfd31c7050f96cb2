//! The text of a layer without one member: the exact bytes that are left when the member is cut out.

use std::ops::Range;

use super::Members;

/// The text that members were read from.
#[derive(Clone, Copy, Default)]
pub(in crate::codec) struct Source<'a> {
    text: &'a str,
    notation: Notation,
}

/// The notation of a member in the text.
#[derive(Clone, Copy, Default)]
enum Notation {
    /// No text was read.
    #[default]
    None,
    Json,
    Xml,
    /// Members separated by this sign.
    Separated(char),
}

impl<'a> Source<'a> {
    pub(in crate::codec) fn json(text: &'a str) -> Self {
        Self { text, notation: Notation::Json }
    }

    #[cfg_attr(not(feature = "xml"), allow(dead_code))]
    pub(in crate::codec) fn xml(text: &'a str) -> Self {
        Self { text, notation: Notation::Xml }
    }

    pub(in crate::codec) fn separated(text: &'a str, separator: char) -> Self {
        Self { text, notation: Notation::Separated(separator) }
    }

    /// The text without the member whose undecoded value is `value`, a part of the text.
    fn without(&self, value: &str) -> Option<String> {
        let start = value.as_ptr().addr().checked_sub(self.text.as_ptr().addr())?;
        let (before, after) = (self.text.get(..start)?, self.text.get(start + value.len()..)?);
        let cut = match self.notation {
            Notation::None => return None,
            Notation::Json => json(before, after)?,
            Notation::Xml => xml(before, after, value)?,
            Notation::Separated(separator) => separated(before, after, separator),
        };
        Some([before.get(..cut.start)?, after.get(cut.end..)?].concat())
    }
}

/// The cut begins at an index of the text before the value, and ends at an index of the text after it: with the comma
/// before the member; of the first member, with the comma after it.
fn json(before: &str, after: &str) -> Option<Range<usize>> {
    let quoted = before.trim_ascii_end().strip_suffix(':')?.trim_ascii_end().strip_suffix('"')?;
    let opens = |at: &usize| quoted.get(..*at).is_some_and(|text| !is_escaped(text));
    let name = quoted.rmatch_indices('"').map(|(at, _)| at).find(opens)?;
    if let Some(rest) = before.get(..name)?.trim_ascii_end().strip_suffix(',') {
        return Some(rest.len()..0);
    }
    let rest = after.trim_ascii_start().strip_prefix(',').unwrap_or(after);
    Some(name..after.len() - rest.len())
}

/// Whether the next character is escaped: an odd number of backslashes precedes it.
fn is_escaped(text: &str) -> bool {
    text.bytes().rev().take_while(|byte| *byte == b'\\').count() % 2 == 1
}

/// From the `<` of the element to the `>` of its end.
fn xml(before: &str, after: &str, value: &str) -> Option<Range<usize>> {
    let start = before.rfind('<')?;
    let end = if value.is_empty() && before.ends_with("/>") { 0 } else { after.find('>')? + 1 };
    Some(start..end)
}

/// With the separator before the member; of the first member, with the separator after it.
fn separated(before: &str, after: &str, separator: char) -> Range<usize> {
    match before.rfind(separator) {
        Some(start) => start..0,
        None => 0..after.len() - after.strip_prefix(separator).unwrap_or(after).len(),
    }
}

impl Members<'_> {
    /// The text that the members were read from, without the member `name`: in JSON the member is cut out with its
    /// comma, in a form or pairs with its separator, in XML from `<` to the `>` of its end tag. `carriers` leads to an
    /// opened inner layer, as in [`Members::within`]. The whole text if there is no such member, empty if there is no
    /// such layer.
    pub fn text_without(&self, carriers: &[&[&str]], name: &str) -> String {
        if let Some((names, rest)) = carriers.split_first() {
            let opened = names.iter().find_map(|name| self.opened_in(name));
            return opened.map(|opened| opened.text_without(rest, name)).unwrap_or_default();
        }
        let Some(value) = self.source(name) else { return self.text.text.to_owned() };
        self.text.without(value).unwrap_or_default()
    }
}
