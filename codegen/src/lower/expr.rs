//! Expressions: names are resolved to fields, and the types of operands agree.

use std::sync::Arc;

use super::{Scope, bare_operand};
use crate::{
    diagnostic::{Code, Diagnostic, listed as listed_names},
    model::{EnumerationValue, Expr, ExprKind, ExprType, Field, Message, Scalar, Type, operation::dotted},
    source::Span,
    spec::syntax::{self, Node, NodeKind, Operator},
};

type Typed = (ExprKind, ExprType);

/// An expression of type boolean.
pub(super) fn lower_condition(
    scope: &mut Scope<'_>,
    message: &Message,
    syntax: &syntax::Message,
    expr: &syntax::Expr,
) -> Option<Expr> {
    let (root, ty) = lower_expr(scope, message, syntax, &expr.root)?;
    if let (ExprKind::Field(path, _), true) = (&root, ty != ExprType::Boolean) {
        let fault = Diagnostic::new(Code::TypeMismatch, expr.span, "this is not a condition");
        let fault = fault.label(format!("{}, where true or false is needed", name(ty)));
        let path = dotted(path);
        scope.diagnostics.push(fault.help(format!("write `present({path})`, or compare it, as in `{path} == …`")));
        return None;
    }
    if ty != ExprType::Boolean {
        let fault = Diagnostic::new(Code::TypeMismatch, expr.span, "this is not a condition");
        let fault = fault.label(format!("{}, where true or false is needed", name(ty)));
        scope.diagnostics.push(fault.help("compare it with something, as in `refund_fee <= total_fee`"));
        return None;
    }
    Some(Expr { text: expr.text.clone(), root })
}

fn lower_expr(scope: &mut Scope<'_>, message: &Message, syntax: &syntax::Message, node: &Node) -> Option<Typed> {
    Some(match node.value.as_ref() {
        NodeKind::Integer(number) => (ExprKind::Integer(*number), ExprType::Integer),
        NodeKind::Text(text) => (ExprKind::Text(text.clone()), ExprType::Text),
        NodeKind::Boolean(boolean) => (ExprKind::Boolean(*boolean), ExprType::Boolean),
        NodeKind::Path(path) => {
            let (fields, ty) = find_operand(scope, message, syntax, path, node.span)?;
            (ExprKind::Field(fields, ty), ty)
        }
        NodeKind::Present(path) => {
            (ExprKind::Present(find_path(scope, message, syntax, path, node.span)?), ExprType::Boolean)
        }
        NodeKind::Sum(path) => lower_sum(scope, message, syntax, path, node.span)?,
        NodeKind::Default(operand, fallback) => lower_default(scope, message, syntax, operand, fallback, node.span)?,
        NodeKind::Not(inner) => {
            let (inner, ty) = lower_expr(scope, message, syntax, inner)?;
            agree(scope, ty, ExprType::Boolean, node.span)?;
            (ExprKind::Not(Box::new(inner)), ExprType::Boolean)
        }
        NodeKind::Binary(operator, left, right) => {
            if let Some(fault) = hyphen(message, *operator, left, right, node.span) {
                scope.diagnostics.push(fault);
                return None;
            }
            // Both operands are lowered before either fails, so that one run reports all faults.
            let (left, right) = (lower_expr(scope, message, syntax, left), lower_expr(scope, message, syntax, right));
            lower_binary(scope, *operator, left?, right?, node.span)?
        }
    })
}

/// The fault of a name with a hyphen, which is read as a subtraction: `refund-fee`.
fn hyphen(message: &Message, operator: Operator, left: &Node, right: &Node, span: Span) -> Option<Diagnostic> {
    let (NodeKind::Path(left), NodeKind::Path(right)) = (left.value.as_ref(), right.value.as_ref()) else {
        return None;
    };
    let ([left], [right]) = (left.as_slice(), right.as_slice()) else { return None };
    let is_field = |name: &str| message.field(name).is_some();
    if !matches!(operator, Operator::Subtract) || is_field(left) && is_field(right) {
        return None;
    }
    let (hyphened, name) = (format!("{left}-{right}"), format!("{left}_{right}"));
    let help = match (is_field(&hyphened), is_field(&name)) {
        (true, _) => format!("write `field(\"{hyphened}\")`"),
        (_, true) => format!("write `{name}`"),
        _ => return None,
    };
    let text = format!("`{hyphened}` subtracts `{right}` from `{left}`");
    Some(Diagnostic::new(Code::UnknownReference, span, text).help(help))
}

fn lower_default(
    scope: &mut Scope<'_>,
    message: &Message,
    syntax: &syntax::Message,
    operand: &Node,
    fallback: &Node,
    span: Span,
) -> Option<Typed> {
    let (operand, ty) = lower_expr(scope, message, syntax, operand)?;
    let (inner, other) = lower_expr(scope, message, syntax, fallback)?;
    agree(scope, ty, other, span)?;
    Some((ExprKind::Default(Box::new(operand), Box::new(inner), ty), ty))
}

fn lower_sum(
    scope: &mut Scope<'_>,
    message: &Message,
    syntax: &syntax::Message,
    path: &[String],
    span: Span,
) -> Option<Typed> {
    let fields = find_path(scope, message, syntax, path, span)?;
    let ty = fields.last().and_then(|field| scalar(&field.ty));
    match ty {
        Some(ty @ (ExprType::Amount | ExprType::Integer)) if is_list_member(&fields) => {
            Some((ExprKind::Sum(fields, ty), ty))
        }
        _ => {
            let text = format!("`{}` cannot be summed", path.join("."));
            scope.fault_with(
                Code::TypeMismatch,
                span,
                text,
                "sum an amount or integer inside a list, as in `sum(details.amount)`",
            );
            None
        }
    }
}

fn lower_binary(scope: &mut Scope<'_>, operator: Operator, left: Typed, right: Typed, span: Span) -> Option<Typed> {
    let (left_type, right_type) = (left.1, right.1);
    let number = |ty| matches!(ty, ExprType::Amount | ExprType::Integer);
    let (fits, yields) = match operator {
        Operator::And | Operator::Or => {
            (left_type == ExprType::Boolean && right_type == ExprType::Boolean, ExprType::Boolean)
        }
        Operator::Add | Operator::Subtract => {
            let money = left_type == ExprType::Amount || right_type == ExprType::Amount;
            let sum = if money { ExprType::Amount } else { ExprType::Integer };
            (number(left_type) && number(right_type), sum)
        }
        Operator::Equal | Operator::NotEqual => {
            (left_type == right_type || number(left_type) && number(right_type), ExprType::Boolean)
        }
        Operator::Less | Operator::LessOrEqual | Operator::Greater | Operator::GreaterOrEqual => {
            let ordered =
                number(left_type) && number(right_type) || left_type == ExprType::Time && right_type == ExprType::Time;
            (ordered, ExprType::Boolean)
        }
    };
    for (field, text) in [(&left.0, &right.0), (&right.0, &left.0)] {
        check_listed(scope, field, text, span);
    }
    if let Some((one, other)) = apart(&left.0, &right.0) {
        let text = format!("nothing says that {one} and {other} are of one currency");
        scope.fault_with(Code::TypeMismatch, span, text, "compare amounts of one currency");
        return None;
    }
    if !fits {
        let fault = Diagnostic::new(Code::TypeMismatch, span, "the operands do not agree").label(format!(
            "{} and {}",
            name(left_type),
            name(right_type)
        ));
        scope.diagnostics.push(fault.help(match (&left, &right) {
            ((_, ExprType::Text), (ExprKind::Integer(number), _))
            | ((ExprKind::Integer(number), _), (_, ExprType::Text)) => {
                format!("write the number as a text: `\"{number}\"`")
            }
            ((ExprKind::Text(text), _), (_, ExprType::Amount | ExprType::Integer))
            | ((_, ExprType::Amount | ExprType::Integer), (ExprKind::Text(text), _))
                if text.bytes().all(|next| next.is_ascii_digit()) =>
            {
                format!("write the number without quotes: `{text}`")
            }
            _ if matches!(operator, Operator::And | Operator::Or) => bare_operand::help(operator, &left.0, &right.0),
            _ => "compare amounts with amounts or integers, texts with texts".to_owned(),
        }));
        return None;
    }
    Some((ExprKind::Binary(operator, Box::new(left.0), Box::new(right.0)), yields))
}

/// A text that is compared with a field of an enumeration is one of its values.
fn check_listed(scope: &mut Scope<'_>, field: &ExprKind, text: &ExprKind, span: Span) {
    let (ExprKind::Field(path, _), ExprKind::Text(text)) = (field, text) else { return };
    let Some(Scalar::Enumeration(listed)) = path.last().and_then(|field| field.ty.scalar()) else { return };
    let values: Vec<&str> = listed.values.iter().map(|value| value.wire.as_str()).collect();
    if !values.contains(&text.as_str()) {
        let fault = Diagnostic::new(Code::ValueDoesNotFit, span, format!("`{}` has no value `{text}`", dotted(path)));
        scope.diagnostics.push(fault.help(format!("choose one of {}", listed_names(&values))));
    }
}

/// The names of two amounts that are not of one currency, as far as the spec tells.
fn apart(left: &ExprKind, right: &ExprKind) -> Option<(String, String)> {
    let (left, right) = (amounts(left), amounts(right));
    let pairs = left.iter().flat_map(|one| right.iter().map(move |other| (*one, *other)));
    let differ = |(one, other): &(&[Arc<Field>], &[Arc<Field>])| {
        let form = |path: &[Arc<Field>]| path.last().and_then(|field| field.ty.amount().cloned());
        form(one).zip(form(other)).is_some_and(|(one, other)| one.differs_from(&other))
    };
    let shown = |path: &[Arc<Field>]| format!("`{}`", dotted(path));
    pairs.into_iter().find(differ).map(|(one, other)| (shown(one), shown(other)))
}

/// The amounts of an operand.
fn amounts(operand: &ExprKind) -> Vec<&[Arc<Field>]> {
    match operand {
        ExprKind::Field(path, ExprType::Amount) | ExprKind::Sum(path, ExprType::Amount) => vec![path],
        ExprKind::Default(operand, fallback, ExprType::Amount) => [amounts(operand), amounts(fallback)].concat(),
        ExprKind::Binary(Operator::Add | Operator::Subtract, left, right) => [amounts(left), amounts(right)].concat(),
        ExprKind::Field(..)
        | ExprKind::Sum(..)
        | ExprKind::Default(..)
        | ExprKind::Binary(..)
        | ExprKind::Integer(_)
        | ExprKind::Text(_)
        | ExprKind::Boolean(_)
        | ExprKind::Present(_)
        | ExprKind::Not(_) => Vec::new(),
    }
}

fn agree(scope: &mut Scope<'_>, found: ExprType, wanted: ExprType, span: Span) -> Option<()> {
    let number = |ty| matches!(ty, ExprType::Amount | ExprType::Integer);
    if found == wanted || number(found) && number(wanted) {
        return Some(());
    }
    let fault = Diagnostic::new(Code::TypeMismatch, span, "the operands do not agree").label(format!(
        "{} and {}",
        name(found),
        name(wanted)
    ));
    scope.diagnostics.push(fault.help("compare amounts with amounts or integers, texts with texts"));
    None
}

/// The path of a scalar field.
fn find_operand(
    scope: &mut Scope<'_>,
    message: &Message,
    syntax: &syntax::Message,
    path: &[String],
    span: Span,
) -> Option<(Vec<Arc<Field>>, ExprType)> {
    let fields = find_path(scope, message, syntax, path, span)?;
    let through_list = fields.iter().rev().skip(1).any(|field| matches!(field.ty.content(), Type::List(_)));
    match fields.last().and_then(|field| scalar(&field.ty)) {
        Some(ty) if !through_list => Some((fields, ty)),
        _ => {
            let text = format!("`{}` has no single value", path.join("."));
            scope.fault_with(Code::TypeMismatch, span, text, "name a scalar, or use `sum(…)` or `present(…)`");
            None
        }
    }
}

/// A field, or a member of it through objects.
fn find_path(
    scope: &mut Scope<'_>,
    message: &Message,
    syntax: &syntax::Message,
    path: &[String],
    span: Span,
) -> Option<Vec<Arc<Field>>> {
    let (head, rest) = path.split_first()?;
    if let (None, Some(member)) = (message.field(head), rest.first())
        && message.field(member).is_some()
        && message.field(&declared(message, path).0).is_none()
    {
        let text = match *head == message.name {
            true => format!("`{head}` is the message of this expression, and no field of it"),
            false => format!("there is no field `{head}` around `{member}`"),
        };
        scope.fault_with(Code::UnknownReference, span, text, format!("write `{}`", rest.join(".")));
        return None;
    }
    let is_value =
        |name: &str| scope.enumerations.iter().any(|listed| listed.values.iter().any(|value| value.wire == name));
    let is_text = |name: &str| is_value(name) || name.bytes().all(|next| next.is_ascii_uppercase() || next == b'_');
    let as_text = Some(head).filter(|head| is_text(head)).map(|head| format!("put a text in quotes: `\"{head}\"`"));
    if rest.is_empty()
        && message.field(head).is_none()
        && let Some(help) = inside(message, head).or(as_text)
    {
        let fault = Diagnostic::new(Code::UnknownReference, span, format!("there is no field `{head}`"));
        scope.diagnostics.push(fault.label("not declared").help(help));
        return None;
    }
    let (name, mut rest) = declared(message, path);
    let mut fields = vec![scope.caller_field(message, syntax, &name, span)?];
    while !rest.is_empty() {
        let inner = fields.last().and_then(|field| field.ty.message().cloned());
        let Some(inner) = inner else {
            let text = format!("`{}` has no members", fields.last().map_or("", |field| &field.wire));
            let help = match rest.first().map(String::as_str) {
                Some("length" | "len" | "size") => "write the greatest length in the type: `string(32)`",
                _ => "name the field alone, or a member of an object",
            };
            scope.fault_with(Code::TypeMismatch, span, text, help);
            return None;
        };
        let inner_syntax = scope.message_syntax(&inner.name)?.clone();
        let (name, behind) = declared(&inner, rest);
        fields.push(scope.caller_field(&inner, &inner_syntax, &name, span)?);
        rest = behind;
    }
    Some(fields)
}

/// The name at the beginning of a path, and the names behind it. A wire name may have dots: the longest one counts.
fn declared<'p>(message: &Message, path: &'p [String]) -> (String, &'p [String]) {
    let splits = (1..=path.len()).rev().filter_map(|count| path.split_at_checked(count));
    let mut named = splits.map(|(names, rest)| (names.join("."), rest));
    let first = || path.split_first().map(|(first, rest)| (first.clone(), rest));
    named.find(|(name, _)| message.field(name).is_some()).or_else(first).unwrap_or_default()
}

/// The help for a name that is that of a member of an object, or of a value of an enumeration.
fn inside(message: &Message, name: &str) -> Option<String> {
    let member = |field: &Arc<Field>| {
        let inner = field.ty.message().filter(|inner| inner.field(name).is_some())?;
        inner.field(name).map(|_| format!("write `{}.{name}`", field.wire))
    };
    let value = |field: &Arc<Field>| {
        let Some(Scalar::Enumeration(listed)) = field.ty.scalar() else { return None };
        let named = |value: &&EnumerationValue| {
            value.wire == name || value.variant.eq_ignore_ascii_case(&name.replace('_', ""))
        };
        listed.values.iter().find(named).map(|value| format!("write the value as a text: `\"{}\"`", value.wire))
    };
    message.fields.iter().find_map(member).or_else(|| message.fields.iter().find_map(value))
}

fn is_list_member(fields: &[Arc<Field>]) -> bool {
    matches!(fields, [list, _] if matches!(list.ty.content(), Type::List(_)))
}

/// The type of a field in an expression.
fn scalar(ty: &Type) -> Option<ExprType> {
    ty.scalar().and_then(Scalar::expr_type)
}

fn name(ty: ExprType) -> &'static str {
    match ty {
        ExprType::Boolean => "true or false",
        ExprType::Amount => "an amount",
        ExprType::Integer => "an integer",
        ExprType::Text => "a text",
        ExprType::Time => "a time",
    }
}
