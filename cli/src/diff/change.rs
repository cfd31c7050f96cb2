//! A change, and the collection of changes.

use std::collections::HashSet;

use refundry_codegen::model::Prose;
use refundry_codegen::source::Span;

use super::kind::ChangeKind;

/// The old or the new state of a change, with its location.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ChangeState {
    /// The location; for an absent item, the location of its parent.
    pub span: Span,
    /// The state in a few words; `None` if the item is absent.
    pub says: Option<String>,
}

impl ChangeState {
    /// A state with its text; an empty text means absent.
    pub fn new(span: Span, says: impl Into<String>) -> Self {
        Self { span, says: Some(says.into()).filter(|text| !text.is_empty()) }
    }

    /// An absent item inside a parent.
    pub fn nothing(span: Span) -> Self {
        Self { span, says: None }
    }
}

/// A change between two specs.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Change {
    /// The kind of the change.
    pub kind: ChangeKind,
    /// The changed item: `refund_request.out_refund_no`.
    pub subject: String,
    /// The state before the change.
    pub old: ChangeState,
    /// The state after the change.
    pub new: ChangeState,
}

/// An item that exists on both sides.
#[derive(Clone, Debug)]
pub struct Both {
    /// The item's name: `refund_request.out_refund_no`.
    pub subject: String,
    /// The old location.
    pub old: Span,
    /// The new location.
    pub new: Span,
}

impl Both {
    /// An item with its two locations.
    pub fn new(subject: impl Into<String>, old: Span, new: Span) -> Self {
        Self { subject: subject.into(), old, new }
    }

    /// A section of declarations, located at its first declaration; an empty section has the provider's location.
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
    /// All changes.
    pub fn into_vec(self) -> Vec<Change> {
        self.found
    }

    /// Whether no change was found.
    pub fn is_empty(&self) -> bool {
        self.found.is_empty()
    }

    /// Adds a change once, although a value shared by several operations is compared for each.
    pub fn push(&mut self, kind: ChangeKind, subject: impl Into<String>, old: ChangeState, new: ChangeState) {
        let change = Change { kind, subject: subject.into(), old, new };
        if self.known.insert(change.clone()) {
            self.found.push(change);
        }
    }

    /// Adds a change if the texts differ.
    pub fn differ(&mut self, kind: ChangeKind, both: &Both, old: impl Into<String>, new: impl Into<String>) {
        let (old, new) = (old.into(), new.into());
        if old != new {
            self.push(kind, &both.subject, ChangeState::new(both.old, old), ChangeState::new(both.new, new));
        }
    }

    /// Adds a change of a text for people, in any of its languages.
    pub fn reword(&mut self, both: &Both, old: &Prose, new: &Prose) {
        self.differ(ChangeKind::Doc, both, old.written(), new.written());
    }

    /// Adds the removal of an item.
    pub fn gone(&mut self, kind: ChangeKind, subject: impl Into<String>, old: ChangeState, around: Span) {
        self.push(kind, subject, old, ChangeState::nothing(around));
    }

    /// Adds the addition of an item.
    pub fn come(&mut self, kind: ChangeKind, subject: impl Into<String>, around: Span, new: ChangeState) {
        self.push(kind, subject, ChangeState::nothing(around), new);
    }
}
