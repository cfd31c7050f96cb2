//! Typed expressions over a message's fields.

use std::sync::Arc;

use super::{Field, Operator};

/// An expression with its source text.
#[derive(Clone, Debug)]
pub struct Expr {
    /// The text as the author wrote it.
    pub text: String,
    /// The root node.
    pub root: ExprKind,
}

/// The type of an expression's result.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExprType {
    /// True or false.
    Boolean,
    /// Money; it can be compared with integers.
    Amount,
    /// A whole number.
    Integer,
    /// A text, an enumeration or digits.
    Text,
    /// An instant.
    Time,
}

/// A node of an expression.
#[derive(Clone, Debug)]
pub enum ExprKind {
    /// A field, or a member of an object field; one step deep for each object.
    Field(Vec<Arc<Field>>, ExprType),
    /// A number.
    Integer(i64),
    /// A text.
    Text(String),
    /// `true` or `false`.
    Boolean(bool),
    /// The sum of a member over a list.
    Sum(Vec<Arc<Field>>, ExprType),
    /// Whether a field is present.
    Present(Vec<Arc<Field>>),
    /// A field or the sum over a list, or a default value if that is absent.
    Default(Box<ExprKind>, Box<ExprKind>, ExprType),
    /// A negation.
    Not(Box<ExprKind>),
    /// An operator with two operands.
    Binary(Operator, Box<ExprKind>, Box<ExprKind>),
}

impl ExprKind {
    /// The fields at the head of every path.
    pub fn fields(&self) -> Vec<&Arc<Field>> {
        match self {
            Self::Field(path, _) | Self::Sum(path, _) | Self::Present(path) => path.first().into_iter().collect(),
            Self::Default(operand, inner, _) => operand.fields().into_iter().chain(inner.fields()).collect(),
            Self::Not(inner) => inner.fields(),
            Self::Binary(_, left, right) => left.fields().into_iter().chain(right.fields()).collect(),
            Self::Integer(_) | Self::Text(_) | Self::Boolean(_) => Vec::new(),
        }
    }
}
