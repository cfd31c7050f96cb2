//! Computed texts.

use super::{Entries, Prose, Spanned, Step, Word, WrittenPart};

/// A computed text.
#[derive(Clone, Debug)]
pub struct Value {
    /// The description in the words of the spec.
    pub doc: Prose,
    /// The formula of the text.
    pub formula: Formula,
}

/// The formula of a value.
#[derive(Clone, Debug)]
pub enum Formula {
    /// From a text.
    Text {
        /// Its parts, in order.
        text: Vec<WrittenPart>,
        /// The steps applied to the text, in the sender's order.
        steps: Vec<Spanned<Step>>,
    },
    /// One of several values, chosen by a text.
    Choice {
        /// The text that selects a case.
        by: Box<WrittenPart>,
        /// The value of each case.
        cases: Entries<Word>,
        /// The value for any other text.
        otherwise: Option<Word>,
    },
}
