//! A change, and the list in which changes are collected.

use std::collections::HashSet;

use refundry_codegen::source::Span;

use super::kind::Kind;

/// What stands on one side, and where.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Side {
    /// Its place; of what is not there, that of what it would stand in.
    pub span: Span,
    /// In a few words; `None`: nothing.
    pub says: Option<String>,
}

impl Side {
    /// What stands there; nothing, if the text is empty.
    pub fn new(span: Span, says: impl Into<String>) -> Self {
        Self { span, says: Some(says.into()).filter(|text| !text.is_empty()) }
    }

    /// Nothing, in what stands there.
    pub fn nothing(span: Span) -> Self {
        Self { span, says: None }
    }
}

/// A change.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Change {
    /// Of which kind.
    pub kind: Kind,
    /// What it is about: `refund_request.out_refund_no`.
    pub subject: String,
    /// Before.
    pub old: Side,
    /// After.
    pub new: Side,
}

/// Something that both sides have.
#[derive(Clone, Debug)]
pub struct Both {
    /// Its name: `refund_request.out_refund_no`.
    pub subject: String,
    /// Where it stands before.
    pub old: Span,
    /// Where it stands after.
    pub new: Span,
}

impl Both {
    /// Both places of the thing of that name.
    pub fn new(subject: impl Into<String>, old: Span, new: Span) -> Self {
        Self { subject: subject.into(), old, new }
    }

    /// A section of declarations, which begins with its first; elsewhere a file has one place, that of its provider.
    pub fn section<T>(name: &str, old: (&[T], Span), new: (&[T], Span), span: impl Fn(&T) -> Span) -> Self {
        let start = |(items, provider): (&[T], Span)| items.first().map_or(provider, &span);
        Self::new(name, start(old), start(new))
    }
}

/// The changes found so far, in the order of a spec.
#[derive(Debug, Default)]
pub struct Changes {
    found: Vec<Change>,
    known: HashSet<Change>,
}

impl Changes {
    /// All of them.
    pub fn into_vec(self) -> Vec<Change> {
        self.found
    }

    /// Whether nothing was found.
    pub fn is_empty(&self) -> bool {
        self.found.is_empty()
    }

    /// Adds one; a value that several operations take is compared for each and told once.
    pub fn push(&mut self, kind: Kind, subject: impl Into<String>, old: Side, new: Side) {
        let change = Change { kind, subject: subject.into(), old, new };
        if self.known.insert(change.clone()) {
            self.found.push(change);
        }
    }

    /// Adds one if the texts differ.
    pub fn differ(&mut self, kind: Kind, both: &Both, old: impl Into<String>, new: impl Into<String>) {
        let (old, new) = (old.into(), new.into());
        if old != new {
            self.push(kind, &both.subject, Side::new(both.old, old), Side::new(both.new, new));
        }
    }

    /// Something that is no longer there.
    pub fn gone(&mut self, kind: Kind, subject: impl Into<String>, old: Side, around: Span) {
        self.push(kind, subject, old, Side::nothing(around));
    }

    /// Something that was not there.
    pub fn come(&mut self, kind: Kind, subject: impl Into<String>, around: Span, new: Side) {
        self.push(kind, subject, Side::nothing(around), new);
    }
}
