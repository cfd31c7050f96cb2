//! The cause of a fault, by which faults of one cause find each other and are told once.

/// A cause that several faults may have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cause {
    /// A name that nothing declares.
    Undeclared(Undeclared),
    /// A credential whose type is not the one that its use wants.
    CredentialType(String),
    /// A value that does not fit its credential.
    CredentialValue(String),
    /// A query that does not say which refund it asks about.
    RefundUnknown,
    /// A key that a mapping of this kind does not have.
    UnknownKey(&'static str, String),
    /// Keys that a mapping of this kind lacks.
    MissingKeys(&'static str, String),
    /// A member of the answers of an operation that nothing compares: the operation, and the member.
    NotCompared(String, String),
    /// Faults of one code with this text have one cause.
    Shared(String),
}

/// A name that nothing of the wanted kind has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Undeclared {
    /// The kind of the declaration, such as `credential`.
    pub wanted: String,
    /// The name as written.
    pub name: String,
    /// The declared name that is spelled alike.
    pub near: Option<String>,
    /// The message whose fields were searched.
    pub message: Option<String>,
}

impl Undeclared {
    /// A name without a near one.
    pub fn new(wanted: &str, name: &str) -> Self {
        Self { wanted: wanted.to_owned(), name: name.to_owned(), near: None, message: None }
    }

    /// The only segment of the name that differs from the near name, and its counterpart there.
    pub fn misspelled(&self) -> Option<(&str, &str)> {
        let near = self.near.as_deref()?;
        let mut pairs = self.name.split('.').zip(near.split('.')).filter(|(written, near)| written != near);
        let differing = pairs.next()?;
        (self.name.split('.').count() == near.split('.').count() && pairs.next().is_none()).then_some(differing)
    }
}
