//! Objects, lists and maps inside a member: JSON values, JSON in a text, elements of XML.

use std::borrow::Cow;

use super::{Member, MemberKind, Members, Value, unexpected};
use crate::ReadError;
use crate::codec::json::read::{items, members, value};
use crate::codec::xml;

/// Whether the JSON may be inside a text.
#[derive(Clone, Copy, PartialEq, Eq)]
enum In {
    Value,
    Text,
}

const SOLE: &str = "a list of just one object";

impl<'a> Members<'a> {
    /// An object.
    ///
    /// # Errors
    /// The member is something else, or a name in it occurs twice.
    pub fn object(&mut self, name: &str) -> Result<Option<Self>, ReadError> {
        self.object_of(name, &[])
    }

    /// [`Members::object`]. In XML, elements of the names in `lists` may repeat in it.
    ///
    /// # Errors
    /// The errors of [`Members::object`].
    pub fn object_of(&mut self, name: &str, lists: &[&str]) -> Result<Option<Self>, ReadError> {
        match self.take_element(name, lists, false) {
            Some(read) => self.tolerate(|other| other == name, read.map(Some)),
            None => self.read(name, In::Value, "an object", |json| object(name, json)),
        }
    }

    /// [`Members::object_of`] for an element whose text is read as `#text`.
    ///
    /// # Errors
    /// The errors of [`Members::object_of`].
    pub fn element_of(&mut self, name: &str, lists: &[&str]) -> Result<Option<Self>, ReadError> {
        match self.take_element(name, lists, true) {
            Some(read) => self.tolerate(|other| other == name, read.map(Some)),
            None => self.object_of(name, lists),
        }
    }

    /// The object that is the only item of a list.
    ///
    /// # Errors
    /// The member is not a list, does not have exactly one item, or a name in the object occurs twice.
    pub fn sole(&mut self, name: &str) -> Result<Option<Self>, ReadError> {
        self.sole_of(name, &[])
    }

    /// [`Members::sole`]. In XML, a single-item list is one element; elements of the names in `lists` may repeat in it.
    ///
    /// # Errors
    /// The errors of [`Members::sole`].
    pub fn sole_of(&mut self, name: &str, lists: &[&str]) -> Result<Option<Self>, ReadError> {
        match self.take_element(name, lists, false) {
            Some(read) => self.tolerate(|other| other == name, read.map(Some)),
            None => self.read(name, In::Value, SOLE, |json| object(name, only(name, json)?)),
        }
    }

    /// A list of objects.
    ///
    /// # Errors
    /// The member is something else, or a name in one of them occurs twice.
    pub fn list(&mut self, name: &str) -> Result<Option<Vec<Self>>, ReadError> {
        self.list_of(name, &[])
    }

    /// [`Members::list`]. In XML, elements of the names in `lists` may repeat in an entry.
    ///
    /// # Errors
    /// The errors of [`Members::list`].
    pub fn list_of(&mut self, name: &str, lists: &[&str]) -> Result<Option<Vec<Self>>, ReadError> {
        self.entries(name, lists, false)
    }

    /// [`Members::list_of`] for elements whose text is read as `#text`.
    ///
    /// # Errors
    /// The errors of [`Members::list_of`].
    pub fn elements_of(&mut self, name: &str, lists: &[&str]) -> Result<Option<Vec<Self>>, ReadError> {
        self.entries(name, lists, true)
    }

    fn entries(&mut self, name: &str, lists: &[&str], text: bool) -> Result<Option<Vec<Self>>, ReadError> {
        let entry = |member: &mut Member<'a>| match open(member, lists, text) {
            Some(read) => read,
            None if matches!(&member.value, Value::Text(text) if text.is_empty()) => Ok(Members::of(Vec::new())),
            None => Err(unexpected(name, "a list of objects")),
        };
        match self.listed(name, entry)? {
            Some(entries) => Ok(Some(entries)),
            None => self.read(name, In::Value, "a list of objects", |json| list(name, json)),
        }
    }

    /// The members of an XML element that is no list; see [`open`].
    fn take_element(&mut self, name: &str, lists: &[&str], text: bool) -> Option<Result<Self, ReadError>> {
        self.mark(name)?;
        let mut single = self.all.iter_mut().filter(|member| member.name == name);
        open(single.next()?, lists, text)
    }

    /// A list of scalars.
    ///
    /// # Errors
    /// The member is something else.
    pub fn text_list(&mut self, name: &str) -> Result<Option<Vec<String>>, ReadError> {
        let text = |member: &mut Member<'a>| scalar(&member.value).ok_or_else(|| unexpected(name, "a list of texts"));
        match self.listed(name, text)? {
            Some(texts) => Ok(Some(texts)),
            None => self.read(name, In::Value, "a list of texts", |json| text_list(name, &json)),
        }
    }

    /// A list of scalars of one kind. `read` reads one item, which is named like the list.
    ///
    /// # Errors
    /// The member is not a list, or an item is null, empty or of another kind.
    pub fn scalar_list<T>(
        &mut self,
        name: &str,
        read: impl Fn(&mut Members<'_>) -> Result<Option<T>, ReadError>,
    ) -> Result<Option<Vec<T>>, ReadError> {
        match self.listed(name, |member| one(name, member.value.clone(), &read))? {
            Some(items) => Ok(Some(items)),
            None => self.read(name, In::Value, "a list of scalars", |json| scalar_list(name, &json, read)),
        }
    }

    /// [`Members::scalar_list`]; the member may be a text that holds the JSON.
    ///
    /// # Errors
    /// The errors of [`Members::scalar_list`], or the text is not JSON.
    pub fn scalar_list_in_text<T>(
        &mut self,
        name: &str,
        read: impl Fn(&mut Members<'_>) -> Result<Option<T>, ReadError>,
    ) -> Result<Option<Vec<T>>, ReadError> {
        self.read(name, In::Text, "a list of scalars", |json| scalar_list(name, &json, read))
    }

    /// An object of scalars.
    ///
    /// # Errors
    /// The member is something else, or a key occurs twice.
    pub fn map(&mut self, name: &str) -> Result<Option<Vec<(String, String)>>, ReadError> {
        self.read(name, In::Value, "an object of texts", |json| object(name, json)?.into_texts(name))
    }

    /// [`Members::object`]; the member may be a text that holds the JSON.
    ///
    /// # Errors
    /// The errors of [`Members::object`], or the text is not JSON.
    pub fn object_in_text(&mut self, name: &str) -> Result<Option<Self>, ReadError> {
        self.read(name, In::Text, "an object", |json| object(name, json))
    }

    /// [`Members::list`]; the member may be a text that holds the JSON.
    ///
    /// # Errors
    /// The errors of [`Members::list`], or the text is not JSON.
    pub fn list_in_text(&mut self, name: &str) -> Result<Option<Vec<Self>>, ReadError> {
        self.read(name, In::Text, "a list of objects", |json| list(name, json))
    }

    /// [`Members::text_list`]; the member may be a text that holds the JSON.
    ///
    /// # Errors
    /// The errors of [`Members::text_list`], or the text is not JSON.
    pub fn text_list_in_text(&mut self, name: &str) -> Result<Option<Vec<String>>, ReadError> {
        self.read(name, In::Text, "a list of texts", |json| text_list(name, &json))
    }

    /// [`Members::map`]; the member may be a text that holds the JSON.
    ///
    /// # Errors
    /// The errors of [`Members::map`], or the text is not JSON.
    pub fn map_in_text(&mut self, name: &str) -> Result<Option<Vec<(String, String)>>, ReadError> {
        self.read(name, In::Text, "an object of texts", |json| object(name, json)?.into_texts(name))
    }

    /// The entries of an XML list; `None` if there are none.
    fn listed<T>(
        &mut self,
        name: &str,
        entry: impl Fn(&mut Member<'a>) -> Result<T, ReadError>,
    ) -> Result<Option<Vec<T>>, ReadError> {
        let listed = self.all.iter_mut().filter(|member| member.kind == MemberKind::Listed && member.name == name);
        let entries = listed.map(|member| {
            member.taken = true;
            entry(member)
        });
        let entries = entries.collect::<Result<Vec<T>, _>>();
        let read = entries.map(|entries| Some(entries).filter(|entries| !entries.is_empty()));
        self.tolerate(|other| other == name, read)
    }

    /// All members as texts; a null is an empty text.
    pub(crate) fn into_texts(self, name: &str) -> Result<Vec<(String, String)>, ReadError> {
        let texts = self.all.into_iter().map(|member| {
            let value = scalar(&member.value).ok_or_else(|| unexpected(name, "an object of texts"))?;
            Ok((member.name.into_owned(), value))
        });
        texts.collect()
    }

    fn read<T>(
        &mut self,
        name: &str,
        place: In,
        expected: &'static str,
        read: impl FnOnce(Cow<'a, str>) -> Result<T, ReadError>,
    ) -> Result<Option<T>, ReadError> {
        // An XML list where another value is expected is read as absent.
        if self.all.iter().any(|member| member.kind == MemberKind::Listed && member.name == name) {
            return Ok(None);
        }
        let read = match self.mark(name) {
            Some(Value::Nested(json)) => read(json.clone()).map(Some),
            Some(Value::Text(text)) if text.is_empty() => Ok(None),
            Some(Value::Text(text)) if place == In::Text => read(text.clone()).map(Some),
            Some(Value::Encoded(encoded)) if place == In::Text => read(encoded.content.clone().into()).map(Some),
            Some(Value::Text(_) | Value::Encoded(_) | Value::Literal(_) | Value::Element(_)) => {
                Err(unexpected(name, expected))
            }
            Some(Value::Null) | None => Ok(None),
        };
        self.tolerate(|other| other == name, read)
    }
}

fn object<'a>(name: &str, json: Cow<'a, str>) -> Result<Members<'a>, ReadError> {
    // PHP writes an object without members as `[]`.
    if json.trim_ascii().strip_prefix('[').is_some_and(|rest| rest.trim_ascii_start() == "]") {
        return members("{}");
    }
    if !json.trim_ascii_start().starts_with('{') {
        return Err(unexpected(name, "an object"));
    }
    match json {
        Cow::Borrowed(json) => members(json),
        Cow::Owned(json) => members(&json).map(Members::into_owned),
    }
}

/// The only item of a list.
pub(super) fn only<'a>(name: &str, json: Cow<'a, str>) -> Result<Cow<'a, str>, ReadError> {
    match json {
        Cow::Borrowed(json) => sole_item(json).map(Cow::Borrowed),
        Cow::Owned(json) => sole_item(&json).map(|item| Cow::Owned(item.to_owned())),
    }
    .ok_or_else(|| unexpected(name, SOLE))
}

/// The item of a single-item JSON list; `None` otherwise.
pub(super) fn sole_item(json: &str) -> Option<&str> {
    let items = json.trim_ascii_start().starts_with('[').then(|| items(json).ok()).flatten()?;
    if let [item] = items.as_slice() { Some(item) } else { None }
}

fn list<'a>(name: &str, json: Cow<'a, str>) -> Result<Vec<Members<'a>>, ReadError> {
    if !json.trim_ascii_start().starts_with('[') {
        return Err(unexpected(name, "a list of objects"));
    }
    match json {
        Cow::Borrowed(json) => items(json)?.into_iter().map(|item| object(name, item.into())).collect(),
        Cow::Owned(json) => {
            let objects = items(&json)?.into_iter().map(|item| object(name, item.into()));
            objects.map(|object| object.map(Members::into_owned)).collect()
        }
    }
}

fn text_list(name: &str, json: &str) -> Result<Vec<String>, ReadError> {
    let error = || unexpected(name, "a list of texts");
    if !json.trim_ascii_start().starts_with('[') {
        return Err(error());
    }
    items(json)?.into_iter().map(|item| scalar(&value(item)?).ok_or_else(error)).collect()
}

fn scalar_list<T>(
    name: &str,
    json: &str,
    read: impl Fn(&mut Members<'_>) -> Result<Option<T>, ReadError>,
) -> Result<Vec<T>, ReadError> {
    let error = || unexpected(name, "a list of scalars");
    if !json.trim_ascii_start().starts_with('[') {
        return Err(error());
    }
    items(json)?.into_iter().map(|raw| one(name, value(raw)?, &read)).collect()
}

/// One item of a list of scalars, read as a member that has the list's name.
fn one<T>(
    name: &str,
    value: Value<'_>,
    read: impl Fn(&mut Members<'_>) -> Result<Option<T>, ReadError>,
) -> Result<T, ReadError> {
    let entry = Member::decoded(name.into(), value);
    read(&mut Members::of(vec![entry]))?.ok_or_else(|| unexpected(name, "a list of scalars"))
}

/// The attributes and the content of an element with elements or attributes inside, or with a text where `text` is
/// read as well; `None` for any other member.
fn open<'a>(member: &mut Member<'a>, lists: &[&str], text: bool) -> Option<Result<Members<'a>, ReadError>> {
    let opens = match &member.value {
        Value::Element(_) => true,
        Value::Text(content) if content.is_empty() => member.has_attributes(),
        Value::Text(_) => text && member.element.is_some(),
        Value::Encoded(_) | Value::Literal(_) | Value::Null | Value::Nested(_) => false,
    };
    if !opens {
        return None;
    }
    let read = xml::read::inside(member, lists);
    if read.is_ok() {
        member.element = None;
    }
    Some(read)
}

fn scalar(value: &Value<'_>) -> Option<String> {
    match value {
        Value::Text(text) | Value::Literal(text) => Some(text.to_string()),
        Value::Encoded(encoded) => Some(encoded.text.to_string()),
        Value::Null => Some(String::new()),
        Value::Nested(_) | Value::Element(_) => None,
    }
}
