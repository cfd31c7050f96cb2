//! Reads the layers and members inside a member: parses its text.

use std::borrow::Cow;

use super::member::{EncodedText, Member, TEXT, Value};
use super::{MemberKind, Members, nested, unexpected};
use crate::ReadError;
use crate::codec::{json, xml};

impl<'a> Members<'a> {
    /// Decodes a text member: its inside is then the JSON that it encodes. The member itself stays the text that came,
    /// which is the text that is signed. A member that is absent, empty or no text stays unchanged.
    ///
    /// # Errors
    /// The text is not the output of the encoder, or it encodes no UTF-8.
    pub fn decoded(mut self, name: &str, decode: impl Fn(&str) -> Option<Vec<u8>>) -> Result<Self, ReadError> {
        let member = self.all.iter_mut().find(|member| member.name == name);
        if let Some(Member { value, .. }) = member
            && let Value::Text(text) = value
            && !text.is_empty()
        {
            let content = decode(text).and_then(|bytes| String::from_utf8(bytes).ok());
            let content = content.ok_or_else(|| unexpected(name, "an encoded text"))?;
            *value = Value::Encoded(Box::new(EncodedText { text: std::mem::take(text), content }));
        }
        Ok(self)
    }

    /// The text of a nested member, as [`Members::peek`] gives it.
    pub fn nested(&self, path: &[&str]) -> Option<Cow<'_, str>> {
        let (name, rest) = path.split_first()?;
        let text = self.peek(name)?;
        if rest.is_empty() {
            return Some(Cow::Borrowed(text));
        }
        if let Some(opened) = self.opened_in(name) {
            return opened.nested(rest);
        }
        let inner = self.inside(name, text, rest)?;
        inner.nested(rest).map(|text| Cow::Owned(text.into_owned()))
    }

    /// A nested member as received, as [`Members::source`] gives it.
    pub fn nested_source(&self, path: &[&str]) -> Option<&'a str> {
        self.reach(path, |member| member.source)
    }

    /// A nested element of XML as received, from the `<` of its start tag to the `>` of its end tag.
    pub fn nested_element(&self, path: &[&str]) -> Option<&'a str> {
        self.reach(path, |member| member.element)
    }

    fn reach(&self, path: &[&str], found: fn(&Member<'a>) -> Option<&'a str>) -> Option<&'a str> {
        let (name, rest) = path.split_first()?;
        if rest.is_empty() {
            return found(self.get(name)?);
        }
        if let Some(opened) = self.opened_in(name) {
            return opened.reach(rest, found);
        }
        self.inside(name, self.source(name)?, rest)?.reach(rest, found)
    }

    /// The members of an inner layer, which is JSON or was opened. `carriers` lists, for each level, the alternative
    /// names of the carrying member. `None` if the layer is absent or not JSON, or if two alternatives are present.
    pub fn within(&self, carriers: &[&[&str]]) -> Option<Members<'static>> {
        let (names, rest) = carriers.split_first()?;
        if let Some(opened) = names.iter().find_map(|name| self.opened_in(name)) {
            return if rest.is_empty() { Some(opened.copied()) } else { opened.within(rest) };
        }
        let mut found = names.iter().filter_map(|name| self.peek(name)).filter(|text| !text.is_empty());
        let text = found.next().filter(|_| found.next().is_none())?;
        let inner = json::read::json(nested::sole_item(text).unwrap_or(text).as_bytes()).ok()?;
        if rest.is_empty() { Some(inner.into_owned()) } else { inner.within(rest) }
    }

    /// The members inside a member, if exactly one member of the first entry of `rest` is present.
    fn inside<'s>(&self, name: &str, source: &'s str, rest: &[&str]) -> Option<Members<'s>>
    where
        'a: 's,
    {
        let member = self.get(name)?;
        if let Value::Encoded(encoded) = &member.value {
            let inner = json::read::json(encoded.content.as_bytes()).ok()?.into_owned();
            return only(inner, rest);
        }
        let of_element = |name: &&str| name.starts_with('@') || *name == TEXT;
        let is_element = matches!(member.value, Value::Element(_)) || rest.first().is_some_and(of_element);
        let inner = match member.element.is_some() && is_element {
            true => xml::read::repeating(member).ok()?,
            // Look through a single-element array; `sole` later checks that one was expected.
            false => json::read::json(nested::sole_item(source).unwrap_or(source).as_bytes()).ok()?,
        };
        only(inner, rest)
    }

    /// The element of XML that is the inner layer, from the `<` of its start tag to the `>` of its end tag, with the index
    /// in `names` of the member; `None` if all are absent. An element without attributes and without content is absent.
    /// `text` tells whether the layer has a text of its own.
    ///
    /// # Errors
    /// [`ReadError::Carriers`] if two of the members are present, [`ReadError::Member`] for a text in place of elements.
    pub fn carried_element(&mut self, names: &[&str], text: bool) -> Result<Option<(usize, Cow<'a, str>)>, ReadError> {
        let mut found: Option<(usize, &'a str)> = None;
        for member in &mut self.all {
            let Some(index) = names.iter().position(|name| member.name == *name) else { continue };
            member.taken = true;
            let empty = member.value.or_empty().is_empty() && !member.has_attributes();
            let Some(element) = member.element.filter(|_| !empty) else { continue };
            if let Some((other, _)) = found {
                let name = |index: usize| names.get(index).copied().unwrap_or_default().to_owned();
                return Err(ReadError::Carriers { first: name(other.min(index)), second: name(other.max(index)) });
            }
            if !text && matches!(&member.value, Value::Text(content) if !content.trim().is_empty()) {
                return Err(unexpected(&member.name, "an element with members"));
            }
            member.kind = MemberKind::Carrier;
            found = Some((index, element));
        }
        Ok(found.map(|(index, element)| (index, Cow::Borrowed(element))))
    }

    /// [`Members::carried_object`] for an object that is the only item of a list.
    ///
    /// # Errors
    /// The errors of [`Members::carried_object`], or the list does not have exactly one item.
    pub fn carried_sole(&mut self, names: &[&str]) -> Result<Option<(usize, Cow<'a, str>)>, ReadError> {
        let Some((index, list)) = self.carried_text(names)? else { return Ok(None) };
        let name = names.get(index).copied().unwrap_or_default();
        let nested = matches!(self.get(name), Some(Member { value: Value::Nested(_), .. }));
        let item = if nested { nested::only(name, list)? } else { return Err(unexpected(name, "a list")) };
        if item.starts_with('{') { Ok(Some((index, item))) } else { Err(unexpected(name, "a list of an object")) }
    }
}

/// The members, if exactly one of them has the first name of `rest`.
fn only<'m>(members: Members<'m>, rest: &[&str]) -> Option<Members<'m>> {
    let wanted = members.all.iter().filter(|member| rest.first().is_some_and(|first| member.name == *first));
    (wanted.count() == 1).then_some(members)
}
