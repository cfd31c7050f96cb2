//! The verification of received messages.

use super::{Condition, Prose, Spanned, State, Word, Written, ZonelessTimeFormat};
use crate::source::Span;

/// The verification of a message.
#[derive(Clone, Debug)]
pub enum Verify<S: State = Written> {
    /// The message is never signed.
    Unsigned {
        /// The reason, and the evidence for the outcome.
        why: Prose,
        /// Whether the outcome counts without a query.
        settles: bool,
    },
    /// The message is not signed, and shows a token that only the provider and the merchant know.
    Token {
        /// The token and its location.
        token: SharedToken<S>,
        /// The reason, and the evidence for the outcome.
        why: Prose,
        /// Whether the outcome counts without a query.
        settles: bool,
    },
    /// The message is signed.
    Signed {
        /// The signatures; every one must be right. Of alternatives, the first one whose conditions hold must be right.
        signatures: Vec<Signed<S>>,
        /// The conditions under which the message may be unsigned, all together.
        unless: Vec<Condition<S>>,
        /// The reason why a message that may be unsigned may refuse; empty if it settles nothing.
        refuses: Prose,
        /// The reason why members that no signature covers may refuse; empty if nothing may rest on them.
        partial: Prose,
        /// The replay window.
        fresh: Option<ReplayWindow<S>>,
    },
}

impl<S: State> Verify<S> {
    /// The signatures; empty for a message that is never signed.
    pub fn signatures(&self) -> &[Signed<S>] {
        match self {
            Self::Signed { signatures, .. } => signatures,
            Self::Unsigned { .. } | Self::Token { .. } => &[],
        }
    }

    /// Whether the signatures are alternatives, of which a message has one.
    pub fn has_alternatives(&self) -> bool {
        self.signatures().iter().any(|signed| !signed.when.is_empty())
    }

    /// The replay window.
    pub fn fresh(&self) -> Option<&ReplayWindow<S>> {
        match self {
            Self::Signed { fresh, .. } => fresh.as_ref(),
            Self::Token { token, .. } => token.fresh.as_ref(),
            Self::Unsigned { .. } => None,
        }
    }
}

/// A signature and the value that it signs.
#[derive(Clone, Debug)]
pub struct Signed<S: State = Written> {
    /// The location of the signature.
    pub signature: Location<S::Path>,
    /// The text before the signature.
    pub prefix: String,
    /// The text after the signature.
    pub suffix: String,
    /// The value that the signature is compared with.
    pub value: S::Value,
    /// The number of characters at the end of the value's text that are a salt, which only the signature shows. The
    /// receiver undoes the value's steps to find it, then computes every value with that salt as `System::Salt`.
    pub salt: Option<Spanned<usize>>,
    /// The conditions under which this alternative counts, all together; empty if there are no alternatives.
    pub when: Vec<Condition<S>>,
    /// The place of the value's name in the spec.
    pub span: Span,
}

/// A token that authenticates the sender of a message.
#[derive(Clone, Debug)]
pub struct SharedToken<S: State = Written> {
    /// The location of the token.
    pub at: Location<S::Path>,
    /// The text before the token.
    pub prefix: String,
    /// The credential or value that the token equals.
    pub is: S::Part,
    /// The replay window, over a time that the token's value takes.
    pub fresh: Option<ReplayWindow<S>>,
    /// The place of `is` in the spec.
    pub span: Span,
}

/// The location of a text: a member of the outermost layer, or a header.
#[derive(Clone, Debug)]
pub enum Location<P = Word> {
    /// A member, by its path from the outermost layer.
    Member(P),
    /// A header, or one parameter of it.
    Header {
        /// Its name.
        name: String,
        /// The parameter's name.
        parameter: Option<String>,
    },
}

impl<P> Location<P> {
    /// The path of the member; `None` for a header.
    pub fn member(&self) -> Option<&P> {
        if let Self::Member(path) = self { Some(path) } else { None }
    }

    /// The location with the path of its member resolved; `None` where `find` finds no member.
    pub fn resolved<Q>(&self, find: impl FnOnce(&P) -> Option<Q>) -> Option<Location<Q>> {
        Some(match self {
            Self::Member(path) => Location::Member(find(path)?),
            Self::Header { name, parameter } => Location::Header { name: name.clone(), parameter: parameter.clone() },
        })
    }
}

/// The replay window of a message.
#[derive(Clone, Debug)]
pub struct ReplayWindow<S: State = Written> {
    /// The location of the message's time.
    pub at: Location<S::Path>,
    /// The format of the time.
    pub format: ZonelessTimeFormat,
    /// The greatest distance from now, in seconds.
    pub within: i64,
}
