//! The members of one layer, in the order of arrival.

mod cuts;
mod flat;
mod inner;
mod member;
mod nested;
mod opened;
mod selection;
mod without;

use std::borrow::Cow;
use std::fmt;

pub use cuts::DeclaredNames;
pub(super) use member::{Member, MemberKind, Value};
pub use selection::{Order, Selection};
pub(super) use without::Source;

use crate::text::parse_integer;
use crate::{Amount, AmountFormat, ReadError, TimeFormat, Timestamp};

/// Members that no spec declares, and members with an unexpected value, by name. Nested ones are raw JSON or XML; names
/// of XML attributes begin with `@`, and follow the name of an element that is read as a text: `fee@currency`.
pub type Extra = Vec<(String, String)>;

/// Up to this number of members, comparing every pair is faster than sorting.
const FEW: usize = 24;

/// The received members of one layer. Reading a member by name marks it as known; `Debug` prints names only.
///
/// Readers that return an `Option` give `None` for an absent member, JSON `null` and an empty text. They also give
/// `None` for an unexpected value in a member that is not [strict](Members::strict); that member stays unknown.
pub struct Members<'a> {
    pub(super) all: Vec<Member<'a>>,
    /// The members whose values must have the expected kind; `None` means all.
    strict: Option<&'a [&'a str]>,
    /// The inner layer, if it was opened before these members are read.
    opened: Option<Box<opened::Opened<'a>>>,
    /// The text that the members were read from.
    text: Source<'a>,
}

impl<'a> Members<'a> {
    /// Refuses duplicate names: it would be unclear which of them a signature covers.
    pub(super) fn distinct(members: Vec<Member<'a>>, text: Source<'a>) -> Result<Self, ReadError> {
        match repeated(&members) {
            Some(name) => Err(ReadError::Duplicate { name: name.to_owned() }),
            None => Ok(Self { text, ..Self::of(members) }),
        }
    }

    /// Members with these texts; the names differ.
    pub fn of_texts(texts: Vec<(&'a str, &'a str)>) -> Self {
        Self::of(texts.into_iter().map(|(name, text)| Member::decoded(name.into(), Value::Text(text.into()))).collect())
    }

    pub(super) fn of(all: Vec<Member<'a>>) -> Self {
        Self { all, strict: None, opened: None, text: Source::default() }
    }

    /// Makes only these members strict, because the outcome or a comparison uses them. Another member with an
    /// unexpected value is read as absent, and is part of [`Members::rest`].
    pub fn strict(&mut self, names: &'a [&'a str]) {
        self.strict = Some(names);
    }

    /// Refuses members that must not be there, whatever their values are.
    ///
    /// # Errors
    /// [`ReadError::Member`] for the first of these members that is there.
    pub fn refuse(&self, names: &[&str]) -> Result<(), ReadError> {
        match names.iter().find(|name| self.all.iter().any(|member| member.name == **name)) {
            Some(name) => Err(unexpected(name, "absent")),
            None => Ok(()),
        }
    }

    /// Turns an error in a member that is not strict into `None`. A duplicate name stays an error.
    pub(super) fn tolerate<T>(
        &mut self,
        is_of: impl Fn(&str) -> bool,
        read: Result<Option<T>, ReadError>,
    ) -> Result<Option<T>, ReadError> {
        let strict = || self.strict.is_none_or(|strict| strict.iter().any(|name| is_of(name)));
        if !matches!(read, Err(ReadError::Member { .. } | ReadError::Malformed { .. })) || strict() {
            return read;
        }
        self.all.iter_mut().filter(|member| is_of(&member.name)).for_each(|member| member.taken = false);
        Ok(None)
    }

    /// A text; a number or boolean as it is written.
    ///
    /// # Errors
    /// The member is an object or a list.
    pub fn text(&mut self, name: &str) -> Result<Option<String>, ReadError> {
        self.parsed(name, "a text", |text| Some(text.to_owned()))
    }

    /// A text as a type that has a value for any text, such as an open enumeration.
    ///
    /// # Errors
    /// The member is an object or a list.
    pub fn open<T: for<'t> From<&'t str>>(&mut self, name: &str) -> Result<Option<T>, ReadError> {
        self.parsed(name, "a text", |text| Some(T::from(text)))
    }

    /// An integer, as a number or as text.
    ///
    /// # Errors
    /// The member is not an integer.
    pub fn integer(&mut self, name: &str) -> Result<Option<i64>, ReadError> {
        self.parsed(name, "an integer", parse_integer)
    }

    /// An amount in the minor unit, as a number or as text.
    ///
    /// # Errors
    /// The member is not an amount.
    pub fn minor(&mut self, name: &str) -> Result<Option<Amount>, ReadError> {
        self.amount(name, AmountFormat::MINOR)
    }

    /// An amount in major units of a currency with that number of decimals, as a number or as text.
    ///
    /// # Errors
    /// The member is not an amount.
    pub fn major(&mut self, name: &str, decimals: u8) -> Result<Option<Amount>, ReadError> {
        self.amount(name, AmountFormat::major(decimals))
    }

    /// An amount in that format, as a number or as text.
    ///
    /// # Errors
    /// The member is not an amount in the format.
    pub fn amount(&mut self, name: &str, format: AmountFormat) -> Result<Option<Amount>, ReadError> {
        self.parsed(name, format.words(), |text| Amount::parse(text, format).ok())
    }

    /// The format of amounts in major units of the currency that the member names; `absent` is the currency if it is
    /// absent.
    pub fn currency(&self, name: &str, absent: &str) -> AmountFormat {
        let named = self.peek(name).filter(|code| !code.is_empty());
        AmountFormat::of_currency(named.unwrap_or(absent))
    }

    /// A point in time, as a number or as text.
    ///
    /// # Errors
    /// The member is not a time in the format.
    pub fn timestamp(&mut self, name: &str, format: TimeFormat<'_>) -> Result<Option<Timestamp>, ReadError> {
        self.parsed(name, "a time of the declared format", |text| Timestamp::parse(text, format).ok())
    }

    /// `true` or `false`, as a literal or as text.
    ///
    /// # Errors
    /// The member is not a boolean.
    pub fn boolean(&mut self, name: &str) -> Result<Option<bool>, ReadError> {
        self.parsed(name, "`true` or `false`", |text| text.parse().ok())
    }

    /// A boolean as one of two words.
    ///
    /// # Errors
    /// The member is neither of the two words.
    pub fn word(&mut self, name: &str, yes: &str, no: &str) -> Result<Option<bool>, ReadError> {
        let word = |text: &str| (text == yes || text == no).then_some(text == yes);
        self.parsed(name, "one of the two words of a boolean", word)
    }

    /// The decoded value as text; raw JSON of an object or list. `None` if absent or null.
    pub fn peek(&self, name: &str) -> Option<&str> {
        self.get(name)?.value.text().map(AsRef::as_ref)
    }

    /// The undecoded value as received; JSON strings keep their quotes. `None` if absent, or if the member was inside a
    /// decoded text.
    pub fn source(&self, name: &str) -> Option<&'a str> {
        self.get(name)?.source
    }

    /// [`Members::peek`] that also marks the member as known.
    pub fn take(&mut self, name: &str) -> Option<Cow<'a, str>> {
        self.mark(name)?.text().cloned()
    }

    /// The inner layer as text, with the index in `names` of the member that carries it; `None` if all are absent.
    ///
    /// # Errors
    /// [`ReadError::Carriers`] if two of the members are present.
    pub fn carried_text(&mut self, names: &[&str]) -> Result<Option<(usize, Cow<'a, str>)>, ReadError> {
        let mut found = None;
        for (index, name) in names.iter().enumerate() {
            let text = match self.mark(name) {
                Some(Value::Null) | None => continue,
                Some(Value::Text(text)) if text.is_empty() => continue,
                Some(value) => value.text().cloned(),
            };
            if let Some(first) = found.as_ref().and_then(|(index, _): &(usize, _)| names.get(*index)) {
                return Err(ReadError::Carriers { first: (*first).to_owned(), second: (*name).to_owned() });
            }
            found = text.map(|text| (index, text));
        }
        Ok(found)
    }

    /// [`Members::carried_text`] for an inner layer that is an object in this one.
    ///
    /// # Errors
    /// The errors of [`Members::carried_text`], or the member is not an object.
    pub fn carried_object(&mut self, names: &[&str]) -> Result<Option<(usize, Cow<'a, str>)>, ReadError> {
        let found = self.carried_text(names)?;
        let name = found.as_ref().and_then(|(index, _)| names.get(*index));
        match name.filter(|name| !matches!(self.get(name), Some(Member { value: Value::Nested(_), .. }))) {
            Some(name) => Err(unexpected(name, "an object")),
            None => Ok(found),
        }
    }

    /// The members that were never read by name, without nulls.
    pub fn rest(self) -> Extra {
        let mut rest = Extra::new();
        for member in &self.all {
            if let Some(text) = member.value.text().filter(|_| !member.taken) {
                rest.push((member.name.to_string(), text.to_string()));
            }
            rest.extend(member.unread_attributes());
        }
        rest
    }

    pub(super) fn into_owned(self) -> Members<'static> {
        Members::of(self.all.into_iter().map(Member::into_owned).collect())
    }

    fn copied(&self) -> Members<'static> {
        Members::of(self.all.iter().cloned().map(Member::into_owned).collect())
    }

    pub(super) fn mark(&mut self, name: &str) -> Option<&Value<'a>> {
        let member = self.all.iter_mut().find(|member| member.name == name)?;
        member.taken = true;
        Some(&member.value)
    }

    fn get(&self, name: &str) -> Option<&Member<'a>> {
        self.all.iter().find(|member| member.name == name)
    }

    fn scalar(&mut self, name: &str, expected: &'static str) -> Result<Option<&str>, ReadError> {
        match self.mark(name) {
            Some(Value::Nested(_) | Value::Element(_)) => Err(unexpected(name, expected)),
            Some(value) => Ok(value.text().map(AsRef::as_ref).filter(|text| !text.is_empty())),
            None => Ok(None),
        }
    }

    fn parsed<T>(
        &mut self,
        name: &str,
        expected: &'static str,
        parse: impl FnOnce(&str) -> Option<T>,
    ) -> Result<Option<T>, ReadError> {
        let read = match self.scalar(name, expected) {
            Ok(text) => text.map(|text| parse(text).ok_or_else(|| unexpected(name, expected))).transpose(),
            Err(error) => Err(error),
        };
        self.tolerate(|other| other == name, read)
    }
}

impl fmt::Debug for Members<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.all.iter().map(|member| &member.name)).finish()
    }
}

pub(super) fn unexpected(name: &str, expected: &'static str) -> ReadError {
    ReadError::Member { name: name.to_owned(), expected }
}

fn repeated<'m>(members: &'m [Member<'_>]) -> Option<&'m str> {
    let single = || members.iter().filter(|member| member.kind != MemberKind::Listed);
    let names = || single().map(|member| member.name.as_ref());
    if members.len() <= FEW {
        return names().enumerate().find_map(|(at, name)| names().take(at).find(|earlier| *earlier == name));
    }
    let mut sorted: Vec<&str> = names().collect();
    sorted.sort_unstable();
    sorted.windows(2).find_map(|pair| pair.first().filter(|name| Some(*name) == pair.last()).copied())
}
