//! Tokens as a printer wants them: brackets with their parts, angle brackets and closures' bars among them, each node
//! with its width on one line.

use std::ops::Range;

/// Nodes between two separators: a statement, an argument, a field, an arm.
pub(super) type Part = Vec<Node>;

/// A token or a group.
#[derive(Debug)]
pub(super) struct Node {
    pub kind: Kind,
    /// Whether a blank stands before it, unless a line begins with it.
    pub space: bool,
    /// Its columns on one line, without the blank.
    pub width: usize,
    /// Whether it never stands on one line.
    pub tall: bool,
}

#[derive(Debug)]
pub(super) enum Kind {
    /// A name, a keyword, a lifetime or a literal.
    Word(Range<usize>),
    /// An operator between its operands, or other punctuation.
    Operator(&'static str),
    /// An operator before its operand.
    Prefix(&'static str),
    /// Documentation, a comment a line.
    Doc(Range<usize>),
    /// Another attribute: what stands in its brackets.
    Attribute(Part),
    Group(Group),
}

#[derive(Debug)]
pub(super) struct Group {
    pub shape: Shape,
    pub parts: Vec<Part>,
    /// Whether a separator stood after the last part.
    pub ends: bool,
}

/// What stands in a pair of brackets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// `f(…)`, `m!(…)`, and the parameters of a function.
    Call,
    /// `(…)`, a tuple or a term.
    Tuple,
    /// `[…]`
    List,
    /// `<…>`
    Angle,
    /// `|…|`
    Bars,
    /// The fields of a value or of a pattern.
    Fields,
    /// The fields of a declared type, or its variants.
    Declared,
    /// What is imported from one path.
    Uses,
    /// Statements.
    Block,
    /// What an `impl` or a module holds.
    Items,
    /// What a `match` holds.
    Arms,
}

impl Shape {
    pub fn opens(self) -> &'static str {
        self.brackets().0
    }

    pub fn closes(self) -> &'static str {
        self.brackets().1
    }

    fn brackets(self) -> (&'static str, &'static str) {
        match self {
            Self::Call | Self::Tuple => ("(", ")"),
            Self::List => ("[", "]"),
            Self::Angle => ("<", ">"),
            Self::Bars => ("|", "|"),
            Self::Fields | Self::Declared | Self::Uses | Self::Block | Self::Items | Self::Arms => ("{", "}"),
        }
    }

    /// Whether blanks stand inside the brackets on one line.
    pub fn is_airy(self) -> bool {
        self == Self::Fields || self == Self::Block
    }

    /// Whether it is the body of what stands before it.
    pub fn is_body(self) -> bool {
        matches!(self, Self::Declared | Self::Block | Self::Items | Self::Arms)
    }
}

impl Node {
    pub fn group(&self) -> Option<&Group> {
        match &self.kind {
            Kind::Group(group) => Some(group),
            Kind::Word(_) | Kind::Operator(_) | Kind::Prefix(_) | Kind::Doc(_) | Kind::Attribute(_) => None,
        }
    }

    pub fn is_shape(&self, shape: Shape) -> bool {
        self.group().is_some_and(|group| group.shape == shape)
    }

    /// Whether it is that operator, or that other punctuation.
    pub fn is(&self, operator: &str) -> bool {
        matches!(&self.kind, Kind::Operator(own) if *own == operator)
    }

    /// Whether it stands on lines of its own before what it is about.
    pub fn is_attribute(&self) -> bool {
        matches!(self.kind, Kind::Doc(_) | Kind::Attribute(_))
    }
}

/// The columns of nodes on one line.
pub(super) fn width(nodes: &[Node]) -> usize {
    let spaces = nodes.iter().skip(1).filter(|node| node.space).count();
    nodes.iter().map(|node| node.width).sum::<usize>() + spaces
}

/// Whether one of them never stands on one line.
pub(super) fn tall(nodes: &[Node]) -> bool {
    nodes.iter().any(|node| node.tall)
}
