//! The state of a spec as its author writes it.

use super::{Part, Remainder, Selection, Spanned, State, Word};

/// A spec as written: a name is a text with its span, and may refer to nothing.
#[derive(Clone, Debug)]
pub struct Written;

impl State for Written {
    type Text = Word;
    type Code = Word;
    type Credential = Word;
    type Key = Word;
    type Part = WrittenPart;
    type Value = Word;
    type Member = Word;
    type Path = Word;
    /// An author writes no layer: lowering finds it by the path.
    type Layer = ();
    type Selection = Selection;
    type Remainder = Remainder;
}

/// A part of a text, with its span.
pub type WrittenPart = Spanned<Part<Written>>;
