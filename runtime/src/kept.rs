//! A caller's request in a record: JSON that depends on no codec of the wire.

use serde_json::Map;
pub use serde_json::Value;

use crate::extras::ExtraField;
use crate::{Amount, Call, Context, Extras, FromJsonError, Rule, SignError, Timestamp};

/// A value of a caller's request that a record keeps.
pub trait Kept: Sized {
    /// The value as JSON; `null` for an absent one.
    fn keep(&self) -> Value;

    /// The value of that JSON; `None` if it is no value of this type.
    fn restore(kept: Value) -> Option<Self>;
}

impl Kept for String {
    fn keep(&self) -> Value {
        Value::from(self.as_str())
    }

    fn restore(kept: Value) -> Option<Self> {
        if let Value::String(text) = kept { Some(text) } else { None }
    }
}

impl Kept for bool {
    fn keep(&self) -> Value {
        Value::from(*self)
    }

    fn restore(kept: Value) -> Option<Self> {
        kept.as_bool()
    }
}

impl Kept for i64 {
    fn keep(&self) -> Value {
        Value::from(*self)
    }

    fn restore(kept: Value) -> Option<Self> {
        kept.as_i64()
    }
}

/// In the minor unit.
impl Kept for Amount {
    fn keep(&self) -> Value {
        Value::from(self.minor())
    }

    fn restore(kept: Value) -> Option<Self> {
        kept.as_u64().map(Self::from_minor)
    }
}

/// In milliseconds since 1970.
impl Kept for Timestamp {
    fn keep(&self) -> Value {
        Value::from(self.epoch_ms())
    }

    fn restore(kept: Value) -> Option<Self> {
        kept.as_i64().map(Self::from_epoch_ms)
    }
}

impl<T: Kept> Kept for Option<T> {
    fn keep(&self) -> Value {
        self.as_ref().map_or(Value::Null, T::keep)
    }

    fn restore(kept: Value) -> Option<Self> {
        if kept.is_null() { Some(None) } else { T::restore(kept).map(Some) }
    }
}

impl<T: Kept> Kept for Vec<T> {
    fn keep(&self) -> Value {
        self.iter().map(T::keep).collect()
    }

    fn restore(kept: Value) -> Option<Self> {
        if let Value::Array(items) = kept { items.into_iter().map(T::restore).collect() } else { None }
    }
}

/// A list of two texts, as an entry of a map.
impl Kept for (String, String) {
    fn keep(&self) -> Value {
        Value::from(vec![self.0.as_str(), self.1.as_str()])
    }

    fn restore(kept: Value) -> Option<Self> {
        let [key, value] = <[String; 2]>::try_from(Vec::restore(kept)?).ok()?;
        Some((key, value))
    }
}

/// A list of name, text, and whether the text is JSON itself; `null` if there are none.
impl Kept for Extras {
    fn keep(&self) -> Value {
        let field = |field: &ExtraField| {
            Value::Array(vec![field.name.as_str().into(), field.value.as_str().into(), field.literal.into()])
        };
        if self.is_empty() { Value::Null } else { self.fields().iter().map(field).collect() }
    }

    fn restore(kept: Value) -> Option<Self> {
        let mut extras = Self::default();
        let fields = if kept.is_null() { Vec::new() } else { kept.as_array()?.clone() };
        for field in fields {
            let [Value::String(name), Value::String(value), Value::Bool(literal)] = field.as_array()?.as_slice() else {
                return None;
            };
            if *literal { extras.insert_literal(name, value) } else { extras.insert(name, value) }
        }
        Some(extras)
    }
}

/// A request that no record keeps, because a field of it is secret.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotKept {}

impl NotKept {
    /// Never called: there is no such request.
    ///
    /// # Errors
    /// None.
    pub fn sign<C, P, S>(self, _: &C, _: &Context<'_, P>) -> Result<Call<S>, SignError> {
        match self {}
    }
}

impl Kept for NotKept {
    fn keep(&self) -> Value {
        match *self {}
    }

    fn restore(_: Value) -> Option<Self> {
        None
    }
}

/// The members of a kept object, by name.
pub struct KeptMembers(Map<String, Value>);

impl KeptMembers {
    /// The members of a kept object; `None` if it is none.
    pub fn of(kept: Value) -> Option<Self> {
        if let Value::Object(members) = kept { Some(Self(members)) } else { None }
    }

    /// The members of a JSON object that a caller wrote.
    ///
    /// # Errors
    /// [`FromJsonError::NoObject`].
    pub fn parse(text: &str) -> Result<Self, FromJsonError> {
        serde_json::from_str(text).map(Self).map_err(|_| FromJsonError::NoObject)
    }

    /// The members of the object in a member; `None` if it is absent or holds something else.
    pub fn object(&mut self, name: &str) -> Option<Self> {
        self.0.remove(name).and_then(Self::of)
    }

    /// Reads a member; `None` if it holds something else.
    pub fn take<T: Kept>(&mut self, name: &str) -> Option<T> {
        T::restore(self.0.remove(name).unwrap_or(Value::Null))
    }

    /// Reads a member.
    ///
    /// # Errors
    /// It holds something else, or is needed and absent.
    pub fn field<T: Kept>(&mut self, name: &str) -> Result<T, FromJsonError> {
        let value = self.0.remove(name).unwrap_or(Value::Null);
        let is_absent = value.is_null();
        T::restore(value).ok_or_else(|| {
            let field = name.to_owned();
            if is_absent { FromJsonError::Missing { field } } else { FromJsonError::Type { field } }
        })
    }

    /// Fails on a member that nothing has read.
    ///
    /// # Errors
    /// [`FromJsonError::NoField`].
    pub fn none_left(self) -> Result<(), FromJsonError> {
        self.0.into_iter().next().map_or(Ok(()), |(field, _)| Err(FromJsonError::NoField { field }))
    }

    /// Reads the rules that were lifted, by their ids.
    pub fn lifted(&mut self, rules: &[&[&'static Rule]]) -> Option<Vec<&'static Rule>> {
        let ids: Vec<String> = self.take::<Option<_>>("lifted")?.unwrap_or_default();
        let rule = |id: String| rules.iter().copied().flatten().copied().find(|rule| rule.id == id);
        ids.into_iter().map(rule).collect()
    }

    /// `value`, if no member is left: the request would be another without it.
    pub fn finish<T>(self, value: T) -> Option<T> {
        self.0.is_empty().then_some(value)
    }
}

/// The object of these members, without the absent ones.
pub fn object<'n>(members: impl IntoIterator<Item = (&'n str, Value)>) -> Value {
    let there = members.into_iter().filter(|(_, value)| !value.is_null());
    Value::Object(there.map(|(name, value)| (name.to_owned(), value)).collect())
}

/// The ids of the lifted rules; `null` if there are none.
pub fn lifted<'r>(rules: impl IntoIterator<Item = &'r Rule>) -> Value {
    let ids: Vec<Value> = rules.into_iter().map(|rule| Value::from(rule.id.as_ref())).collect();
    if ids.is_empty() { Value::Null } else { Value::Array(ids) }
}

/// The request of these caller's fields, extra fields and lifted rules.
pub fn request(fields: Value, extras: &Extras, lifted: Value) -> Value {
    object([("fields", fields), ("extras", extras.keep()), ("lifted", lifted)])
}

/// Implements [`Kept`](crate::Kept) for an object inside requests: each field with its name on the wire.
///
/// `kept!(Goods, name("name"), price("price"));`
#[macro_export]
macro_rules! kept {
    ($name:ident $(, $field:ident($wire:literal))* $(,)?) => {
        impl $crate::Kept for $name {
            fn keep(&self) -> $crate::kept::Value {
                $crate::kept::object([$(($wire, $crate::Kept::keep(&self.$field))),*])
            }

            fn restore(kept: $crate::kept::Value) -> Option<Self> {
                #[allow(unused_mut, reason = "a request may have no fields")]
                let mut members = $crate::kept::KeptMembers::of(kept)?;
                let value = Self { $($field: members.take($wire)?),* };
                members.finish(value)
            }
        }
    };
}

/// [`kept!`](crate::kept!) for a request, with the rules that its caller may lift.
///
/// `kept_request!(Request, [rules::refund::LISTED], amount("amount"));`
#[macro_export]
macro_rules! kept_request {
    ($name:ident, [$($rules:expr),*] $(, $field:ident($wire:literal))* $(,)?) => {
        impl $crate::Kept for $name {
            fn keep(&self) -> $crate::kept::Value {
                let fields = $crate::kept::object([$(($wire, $crate::Kept::keep(&self.$field))),*]);
                $crate::kept::request(fields, &self.extras, $crate::kept::lifted(self.lifted.iter().copied()))
            }

            fn restore(kept: $crate::kept::Value) -> Option<Self> {
                let mut request = $crate::kept::KeptMembers::of(kept)?;
                let mut members = request.object("fields")?;
                let mut value = Self::of_members(&mut members).ok()?;
                value.extras = request.take("extras")?;
                value.lifted = request.lifted(&[$($rules),*])?;
                members.finish(())?;
                request.finish(value)
            }
        }

        impl $name {
            /// The request of a JSON object with the caller's fields under their names on the wire. An amount is a whole
            /// number of the minor unit, and a time counts milliseconds since 1970.
            ///
            /// # Errors
            /// The first field that is missing, of another type, or not the caller's.
            pub fn from_json(text: &str) -> Result<Self, $crate::FromJsonError> {
                let mut members = $crate::kept::KeptMembers::parse(text)?;
                let request = Self::of_members(&mut members)?;
                members.none_left().map(|()| request)
            }

            #[allow(unused_variables, reason = "a request may have no fields")]
            fn of_members(members: &mut $crate::kept::KeptMembers) -> Result<Self, $crate::FromJsonError> {
                Ok(Self {
                    $($field: members.field($wire)?,)*
                    extras: $crate::Extras::default(),
                    lifted: Vec::new(),
                })
            }
        }

        impl $crate::operation::FromJson for $name {
            fn from_json(text: &str) -> Result<Self, $crate::FromJsonError> {
                <$name>::from_json(text)
            }
        }
    };
}
