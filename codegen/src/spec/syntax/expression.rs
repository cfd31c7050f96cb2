//! Expressions over fields.

use super::Spanned;
use crate::source::Span;

/// An expression with its source text; the place of the whole text is its span.
#[derive(Clone, Debug, PartialEq)]
pub struct Expr {
    /// As it was written.
    pub text: String,
    /// The whole of it.
    pub span: Span,
    /// What it says.
    pub root: Node,
}

/// A node with its place in the file.
pub type Node = Spanned<Box<NodeKind>>;

/// One part of an expression.
#[derive(Clone, Debug, PartialEq)]
pub enum NodeKind {
    /// `a`, `a.b`
    Path(Vec<String>),
    /// A whole number.
    Integer(i64),
    /// A text.
    Text(String),
    /// `true` or `false`.
    Boolean(bool),
    /// `sum(details.amount)`
    Sum(Vec<String>),
    /// `present(x)`
    Present(Vec<String>),
    /// `default(x, 0)`, `default(sum(details.amount), 0)`
    Default(Node, Node),
    /// The contrary.
    Not(Node),
    /// Two operands.
    Binary(Operator, Node, Node),
}

/// What joins two operands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operator {
    /// `==`
    Equal,
    /// `!=`
    NotEqual,
    /// `<`
    Less,
    /// `<=`
    LessOrEqual,
    /// `>`
    Greater,
    /// `>=`
    GreaterOrEqual,
    /// `+`
    Add,
    /// `-`
    Subtract,
    /// `&&`
    And,
    /// `||`
    Or,
}
