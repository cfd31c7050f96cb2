//! Expressions over fields.

use super::Spanned;
use crate::source::Span;

/// An expression with its source text and its span.
#[derive(Clone, Debug, PartialEq)]
pub struct Expr {
    /// The text as written.
    pub text: String,
    /// The span of the whole text.
    pub span: Span,
    /// The parsed expression.
    pub root: Node,
}

/// A node with its span in the file.
pub type Node = Spanned<Box<NodeKind>>;

/// One part of an expression.
#[derive(Clone, Debug, PartialEq)]
pub enum NodeKind {
    /// `a`, `a.b`
    Path(Vec<String>),
    /// An integer.
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
    /// The negation.
    Not(Node),
    /// Two operands.
    Binary(Operator, Node, Node),
}

/// An operator with two operands.
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
