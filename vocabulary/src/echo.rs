//! The rules for a comparison of an answer with its request in which one side is absent.

/// The effect of an answer that lacks a member which the request had. `T` is the type of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Missing<T> {
    /// None: the member is optional.
    Accept,
    /// The answer settles nothing.
    Unsettled,
    /// The provider leaves out this default, so the request must have had it.
    Is(T),
}

impl<T> Missing<T> {
    /// The same rule, and one for a request without the field.
    pub fn with(self, unsent: Unsent<T>) -> Terms<T> {
        Terms { missing: self, unsent }
    }
}

/// The effect of an answer's member whose field the request did not have. `T` is the type of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unsent<T> {
    /// None: the member is not compared.
    Accept,
    /// The answer belongs to another request.
    Refuse,
    /// The provider uses this default, so the answer must repeat it.
    Is(T),
}

/// The rules for a comparison in which one side is absent. `T` is the type of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Terms<T> {
    /// The rule for an answer without the member.
    pub missing: Missing<T>,
    /// The rule for a request without the field.
    pub unsent: Unsent<T>,
}

impl<T> From<Missing<T>> for Terms<T> {
    fn from(missing: Missing<T>) -> Self {
        missing.with(Unsent::Accept)
    }
}

impl Terms<String> {
    /// The same rules with a borrowed text.
    pub fn as_deref(&self) -> Terms<&str> {
        let missing = match &self.missing {
            Missing::Accept => Missing::Accept,
            Missing::Unsettled => Missing::Unsettled,
            Missing::Is(text) => Missing::Is(text.as_str()),
        };
        missing.with(match &self.unsent {
            Unsent::Accept => Unsent::Accept,
            Unsent::Refuse => Unsent::Refuse,
            Unsent::Is(text) => Unsent::Is(text),
        })
    }
}
