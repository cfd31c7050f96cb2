//! The operands of an expression that are read from a message.

use std::sync::Arc;

use super::{ExprKind, ExprType, Field};

/// An operand that is read from a message.
#[derive(Clone, Copy, Debug)]
pub enum Variable<'e> {
    /// A field by its path.
    Field(&'e [Arc<Field>], ExprType),
    /// The sum of a member over a list.
    Sum(&'e [Arc<Field>], ExprType),
}

impl Variable<'_> {
    /// Whether a message may lack the operand.
    pub fn may_be_absent(self) -> bool {
        match self {
            Self::Field(path, _) => !path.iter().all(|field| field.is_plain()),
            Self::Sum(path, _) => !path.first().is_some_and(|list| list.is_plain()),
        }
    }
}

impl ExprKind {
    /// The field or sum, if the node is one.
    pub fn variable(&self) -> Option<Variable<'_>> {
        match self {
            Self::Field(path, ty) => Some(Variable::Field(path, *ty)),
            Self::Sum(path, ty) => Some(Variable::Sum(path, *ty)),
            Self::Integer(_) | Self::Text(_) | Self::Boolean(_) | Self::Present(_) => None,
            Self::Default(..) | Self::Not(_) | Self::Binary(..) => None,
        }
    }

    /// The fields and sums that the expression needs: it is skipped where one of them is absent.
    pub fn needed(&self) -> Vec<Variable<'_>> {
        match self {
            Self::Not(inner) | Self::Default(_, inner, _) => inner.needed(),
            Self::Binary(_, left, right) => [left.needed(), right.needed()].concat(),
            Self::Field(..) | Self::Sum(..) => self.variable().into_iter().collect(),
            Self::Integer(_) | Self::Text(_) | Self::Boolean(_) | Self::Present(_) => Vec::new(),
        }
    }
}
