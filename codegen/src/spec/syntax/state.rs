//! The two states of a spec: as written here, and resolved in the model. A type of both states is declared once, with
//! the state as its parameter.

use std::fmt::Debug;

/// A state of a spec, given by the types of the things that lowering resolves.
pub trait State: Clone + Debug {
    /// A text.
    type Text: Clone + Debug;
    /// A code, or a class of codes.
    type Code: Clone + Debug;
    /// A credential.
    type Credential: Clone + Debug;
    /// A key that both sides share: a credential or a value.
    type Key: Clone + Debug;
    /// A part of a text.
    type Part: Clone + Debug;
    /// A value.
    type Value: Clone + Debug;
    /// A member of a message, by its path.
    type Member: Clone + Debug;
    /// The names of a member from the outermost layer on.
    type Path: Clone + Debug;
    /// The layer of a member.
    type Layer: Clone + Debug;
    /// A selection of members.
    type Selection: Clone + Debug;
    /// A layer and the member that is left out of its text.
    type Remainder: Clone + Debug;
}

/// The parts of a text, in order. `Part` holds parts: written as `Vec<S::Part>`, its derived traits would rest on
/// themselves.
pub type Parts<S> = Vec<<S as State>::Part>;
