//! An operand of `||` or `&&` that is no comparison: `a == "1" || "2"`.

use crate::model::{ExprKind, Operator, operation::dotted};

/// The help for the operands. `a == "1" || "2"` and `a != "1" && "2"` have one meaning; mixed ones are left to the author.
pub(super) fn help(operator: Operator, left: &ExprKind, right: &ExprKind) -> String {
    let (sign, comparison, meant) =
        if operator == Operator::Or { ("||", "==", Operator::Equal) } else { ("&&", "!=", Operator::NotEqual) };
    let compared = last_comparison(left, operator).and_then(|(field, found, literal)| {
        let other = like(literal, right).filter(|_| found == meant)?;
        Some(format!("write `{field} {comparison} {other}` in place of `{other}`"))
    });
    compared.unwrap_or_else(|| format!("write a whole comparison on each side of `{sign}`"))
}

/// The last comparison of a field in a row with one operator: the field, its operator and the other operand.
fn last_comparison(expr: &ExprKind, row: Operator) -> Option<(String, Operator, &ExprKind)> {
    let ExprKind::Binary(operator, left, right) = expr else { return None };
    if *operator == row {
        return last_comparison(right, row);
    }
    let ExprKind::Field(path, _) = left.as_ref() else { return None };
    let plain = |next: char| next.is_alphanumeric() || "_.".contains(next);
    let field = dotted(path);
    field.chars().all(plain).then_some((field, *operator, right))
}

/// A literal of the type of another one, as an expression writes it.
fn like(one: &ExprKind, other: &ExprKind) -> Option<String> {
    match (one, other) {
        (ExprKind::Text(_), ExprKind::Text(text)) => Some(format!("{text:?}")),
        (ExprKind::Integer(_), ExprKind::Integer(number)) => Some(number.to_string()),
        _ => None,
    }
}
