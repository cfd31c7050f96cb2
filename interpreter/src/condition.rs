//! Expressions over a request's fields. An expression with an absent operand has no value and demands nothing.

use std::{cmp::Ordering, sync::Arc};

use refundry_codegen::model::{ExprKind, Field, Operator, Variable};
use refundry_runtime::Timestamp;

use crate::object::{Object, Value};

/// The value of an expression.
#[derive(Clone, Debug, PartialEq)]
enum Operand {
    Boolean(bool),
    Number(i128),
    Text(String),
    Time(Timestamp),
}

/// Whether the expression is true; `None` if an operand is absent.
pub(crate) fn holds(node: &ExprKind, object: &Object) -> Option<bool> {
    // An absent operand skips the whole expression, even if short-circuit evaluation would not reach it.
    if !node.needed().into_iter().all(|variable| has(object, variable)) {
        return None;
    }
    match operand_of(node, object)? {
        Operand::Boolean(boolean) => Some(boolean),
        Operand::Number(_) | Operand::Text(_) | Operand::Time(_) => None,
    }
}

/// Whether a field is present: an empty text, list or map counts as absent.
pub(crate) fn is_present(value: Option<&Value>) -> bool {
    match value {
        None => false,
        Some(Value::Text(text)) => !text.is_empty(),
        Some(Value::List(items)) => !items.is_empty(),
        Some(Value::Map(entries)) => !entries.is_empty(),
        Some(_) => true,
    }
}

fn has(object: &Object, variable: Variable<'_>) -> bool {
    match variable {
        Variable::Field(path, _) => object.member(path).is_some(),
        Variable::Sum(path, _) => path.first().is_some_and(|list| object.get(&list.rust).is_some()),
    }
}

fn operand_of(node: &ExprKind, object: &Object) -> Option<Operand> {
    Some(match node {
        ExprKind::Integer(number) => Operand::Number((*number).into()),
        ExprKind::Text(text) => Operand::Text(text.clone()),
        ExprKind::Boolean(boolean) => Operand::Boolean(*boolean),
        ExprKind::Field(path, _) => operand(object.member(path)?)?,
        ExprKind::Sum(path, _) => sum(path, object)?,
        ExprKind::Present(path) => Operand::Boolean(is_present(object.member(path))),
        ExprKind::Default(operand, fallback, _) => match operand_of(operand, object) {
            Some(found) => found,
            None => operand_of(fallback, object)?,
        },
        ExprKind::Not(inner) => match operand_of(inner, object)? {
            Operand::Boolean(boolean) => Operand::Boolean(!boolean),
            Operand::Number(_) | Operand::Text(_) | Operand::Time(_) => return None,
        },
        ExprKind::Binary(operator, left, right) => {
            binary(*operator, &operand_of(left, object)?, &operand_of(right, object)?)?
        }
    })
}

fn operand(value: &Value) -> Option<Operand> {
    Some(match value {
        Value::Text(text) => Operand::Text(text.clone()),
        Value::Integer(number) => Operand::Number((*number).into()),
        Value::Amount(amount) => Operand::Number(amount.minor().into()),
        Value::Time(time) => Operand::Time(*time),
        Value::Boolean(boolean) => Operand::Boolean(*boolean),
        Value::Object(_) | Value::List(_) | Value::Map(_) => return None,
    })
}

fn sum(path: &[Arc<Field>], object: &Object) -> Option<Operand> {
    let [list, member] = path else { return None };
    let Value::List(items) = object.get(&list.rust)? else { return None };
    let members = items.iter().filter_map(|item| {
        let Value::Object(item) = item else { return None };
        item.get(&member.rust)
    });
    let numbers = members.filter_map(|member| match operand(member)? {
        Operand::Number(number) => Some(number),
        Operand::Boolean(_) | Operand::Text(_) | Operand::Time(_) => None,
    });
    Some(Operand::Number(numbers.sum()))
}

fn binary(operator: Operator, left: &Operand, right: &Operand) -> Option<Operand> {
    let order = || order(left, right);
    Some(Operand::Boolean(match operator {
        Operator::Equal => left == right,
        Operator::NotEqual => left != right,
        Operator::Less => order()? == Ordering::Less,
        Operator::LessOrEqual => order()? != Ordering::Greater,
        Operator::Greater => order()? == Ordering::Greater,
        Operator::GreaterOrEqual => order()? != Ordering::Less,
        Operator::And | Operator::Or => {
            let (Operand::Boolean(left), Operand::Boolean(right)) = (left, right) else { return None };
            if operator == Operator::And { *left && *right } else { *left || *right }
        }
        Operator::Add | Operator::Subtract => {
            let (Operand::Number(left), Operand::Number(right)) = (left, right) else { return None };
            let number = if operator == Operator::Add { left.checked_add(*right) } else { left.checked_sub(*right) };
            return number.map(Operand::Number);
        }
    }))
}

fn order(left: &Operand, right: &Operand) -> Option<Ordering> {
    match (left, right) {
        (Operand::Number(left), Operand::Number(right)) => Some(left.cmp(right)),
        (Operand::Text(left), Operand::Text(right)) => Some(left.cmp(right)),
        (Operand::Time(left), Operand::Time(right)) => Some(left.cmp(right)),
        (Operand::Boolean(left), Operand::Boolean(right)) => Some(left.cmp(right)),
        _ => None,
    }
}
