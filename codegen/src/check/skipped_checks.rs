//! Checks that are skipped because of an absent operand although the other operands break them.

use std::sync::Arc;

use crate::{
    diagnostic::{Code, Diagnostic, Diagnostics},
    model::{ExprKind, ExprType, Field, Operator, Provider, RuleKind, Variable, operation::dotted},
};

/// A check must not be skipped if the operands that are present break it.
pub(super) fn check_skipped(provider: &Provider, diagnostics: &mut Diagnostics) {
    for (message, _) in provider.sent_messages() {
        for rule in &message.rules {
            let RuleKind::Check(expr) = &rule.kind else { continue };
            let Some(operand) = hiding(&expr.root) else { continue };
            let text = format!(
                "`{}` is skipped where `{operand}` is absent, although the other operands may break it",
                rule.name
            );
            let help = if matches!(&expr.root, ExprKind::Binary(Operator::And, ..)) {
                "make each side of `&&` a rule of its own".to_owned()
            } else {
                format!("write `default({operand}, 0)`, or write the part without it as a rule of its own")
            };
            diagnostics.push(Diagnostic::new(Code::SkippedCheck, rule.span, text).help(help));
        }
    }
}

/// The operand whose absence hides a breach, as the author wrote it.
fn hiding(node: &ExprKind) -> Option<String> {
    let ExprKind::Binary(operator, left, right) = node else { return None };
    match operator {
        Operator::And => {
            let one_sided = |from: &ExprKind, to: &ExprKind| {
                let needed = absentees(to);
                let only = absentees(from).into_iter().find(|operand| !needed.contains(operand));
                only.filter(|_| !to.fields().is_empty())
            };
            one_sided(left, right).or_else(|| one_sided(right, left)).or_else(|| hiding(left)).or_else(|| hiding(right))
        }
        Operator::Less | Operator::LessOrEqual => in_sum(&terms(left, right), &[true]),
        Operator::Greater | Operator::GreaterOrEqual => in_sum(&terms(right, left), &[true]),
        Operator::Equal => in_sum(&terms(left, right), &[true, false]),
        Operator::NotEqual | Operator::Or | Operator::Add | Operator::Subtract => None,
    }
}

/// A term, with `true` if it is added and `false` if it is subtracted.
type Term<'e> = (bool, &'e ExprKind);

/// In `sum <= 0`, a term that may be absent and is never negative, while another term can make the sum too large.
fn in_sum(terms: &[Term<'_>], signs: &[bool]) -> Option<String> {
    let varies = |term: &ExprKind| !term.fields().is_empty();
    let others_add = |at: usize, sign: &bool| {
        let mut others = terms.iter().enumerate().filter(|(other, _)| *other != at);
        signs.contains(sign) && others.any(|(_, (other, term))| other == sign && varies(term))
    };
    let mut hidden = terms.iter().enumerate().filter_map(|(at, (sign, term))| {
        let variable = term.variable().filter(|variable| variable.may_be_absent() && is_never_negative(*variable))?;
        others_add(at, sign).then(|| written(variable))
    });
    hidden.next()
}

/// The terms of `left - right`.
fn terms<'e>(left: &'e ExprKind, right: &'e ExprKind) -> Vec<Term<'e>> {
    let mut out = Vec::new();
    collect(left, true, &mut out);
    collect(right, false, &mut out);
    out
}

fn collect<'e>(node: &'e ExprKind, added: bool, out: &mut Vec<Term<'e>>) {
    if let ExprKind::Binary(operator @ (Operator::Add | Operator::Subtract), left, right) = node {
        collect(left, added, out);
        collect(right, added == (*operator == Operator::Add), out);
    } else {
        out.push((added, node));
    }
}

/// The operands whose absence skips the expression.
fn absentees(node: &ExprKind) -> Vec<String> {
    node.needed().into_iter().filter(|variable| variable.may_be_absent()).map(written).collect()
}

fn is_never_negative(variable: Variable<'_>) -> bool {
    let (Variable::Field(path, ty) | Variable::Sum(path, ty)) = variable;
    let least = |field: &Arc<Field>| field.range.and_then(|range| range.min);
    match ty {
        ExprType::Amount => true,
        ExprType::Integer => path.last().and_then(least).is_some_and(|least| least >= 0),
        ExprType::Boolean | ExprType::Text | ExprType::Time => false,
    }
}

fn written(variable: Variable<'_>) -> String {
    match variable {
        Variable::Field(path, _) => dotted(path),
        Variable::Sum(path, _) => format!("sum({})", dotted(path)),
    }
}
