//! Expressions over a request's fields: optional operands are bound first.

use proc_macro2::TokenStream;
use quote::quote;

use super::names;
use crate::model::{ExprKind, ExprType, Field, Operator, Variable};

/// A condition that is false if an operand is absent.
pub(super) fn truth(root: &ExprKind) -> TokenStream {
    let operands = operands(root);
    let truth = expression(root, &operands);
    if operands.is_empty() {
        return truth;
    }
    let (patterns, values) = bindings(&operands);
    match operands.as_slice() {
        [_] => quote!(#(#values)*.is_some_and(|#(#patterns)*| #truth)),
        _ => quote!(matches!((#(#values),*), (#(Some(#patterns)),*) if #truth)),
    }
}

pub(super) fn bind(operands: &[Operand], body: TokenStream) -> TokenStream {
    let (patterns, values) = bindings(operands);
    match operands {
        [] => body,
        [_] => quote!(if let Some(#(#patterns)*) = #(#values)* { #body }),
        _ => quote!(if let (#(Some(#patterns)),*) = (#(#values),*) { #body }),
    }
}

fn bindings(operands: &[Operand]) -> (Vec<proc_macro2::Ident>, Vec<TokenStream>) {
    operands.iter().map(|operand| (operand.name.clone(), operand.value.clone())).unzip()
}

/// An optional operand and the name of its binding.
pub(super) struct Operand {
    key: String,
    name: proc_macro2::Ident,
    value: TokenStream,
}

type Path = [std::sync::Arc<Field>];

fn key(path: &Path) -> String {
    path.iter().map(|field| field.rust.as_str()).collect::<Vec<_>>().join("_")
}

/// The distinct operands whose absence skips the expression.
pub(super) fn operands(root: &ExprKind) -> Vec<Operand> {
    let mut out: Vec<Operand> = Vec::new();
    for variable in root.needed().into_iter().filter(|variable| variable.may_be_absent()) {
        push(&mut out, variable_key(variable), optional(variable));
    }
    out
}

fn variable_key(variable: Variable<'_>) -> String {
    match variable {
        Variable::Field(path, _) => key(path),
        Variable::Sum(path, _) => format!("sum_{}", key(path)),
    }
}

/// An optional field or sum as `Option`.
fn optional(variable: Variable<'_>) -> TokenStream {
    match variable {
        Variable::Field(path, ty) => optional_field(path, ty),
        Variable::Sum(path, _) => sum(path),
    }
}

fn push(out: &mut Vec<Operand>, key: String, value: TokenStream) {
    if !out.iter().any(|operand| operand.key == key) {
        // A keyword's trailing underscore would double the separator.
        let name = names::ident(&format!("operand_{}", key.replace("__", "_")));
        out.push(Operand { name, key, value });
    }
}

/// The expression of a scalar: a number as `i128`, a text as `&str`, a time or boolean unchanged.
fn scalar(ty: ExprType, place: &TokenStream, reference: bool) -> TokenStream {
    let star = reference.then(|| quote!(*));
    match ty {
        ExprType::Amount => quote!(i128::from(#place.minor())),
        ExprType::Integer => quote!(i128::from(#star #place)),
        ExprType::Text => quote!(#place.as_str()),
        ExprType::Boolean | ExprType::Time => quote!(#star #place),
    }
}

/// A mandatory field.
fn direct(path: &Path, ty: ExprType) -> TokenStream {
    let fields = path.iter().map(|field| names::field(field));
    match path.last() {
        Some(_) => scalar(ty, &quote!(self #(.#fields)*), false),
        None => TokenStream::new(),
    }
}

/// An optional field as `Option`.
fn optional_field(path: &Path, ty: ExprType) -> TokenStream {
    let Some((last, _)) = path.split_last() else { return TokenStream::new() };
    let mut place = quote!(self);
    let mut chain = TokenStream::new();
    let mut open = false;
    for field in path {
        let name = names::field(field);
        match (open, field.is_plain()) {
            (false, true) => place = quote!(#place.#name),
            (false, false) => {
                chain = quote!(#place.#name.as_ref());
                open = true;
            }
            (true, true) => chain = quote!(#chain.map(|inner| &inner.#name)),
            (true, false) => chain = quote!(#chain.and_then(|inner| inner.#name.as_ref())),
        }
    }
    let plain_text = ty == ExprType::Text && last.ty.enumeration().is_none();
    if let ([only], true) = (path, plain_text) {
        let name = names::field(only);
        return quote!(self.#name.as_deref());
    }
    let value = scalar(ty, &quote!(value), true);
    quote!(#chain.map(|value| #value))
}

/// The sum of a member over a list; `None` if the list is absent.
fn sum(path: &Path) -> TokenStream {
    let [list, member] = path else { return TokenStream::new() };
    let name = names::field(list);
    let items = item_sum(member);
    quote!(self.#name.as_ref().map(|items| #items))
}

fn item_sum(member: &Field) -> TokenStream {
    let field = names::field(member);
    let money = member.ty.is_amount();
    match (member.is_plain(), money) {
        (true, true) => quote!(items.iter().map(|item| i128::from(item.#field.minor())).sum::<i128>()),
        (true, false) => quote!(items.iter().map(|item| i128::from(item.#field)).sum::<i128>()),
        (false, true) => {
            quote!(items.iter().filter_map(|item| item.#field).map(|value| i128::from(value.minor())).sum::<i128>())
        }
        (false, false) => quote!(items.iter().filter_map(|item| item.#field).map(i128::from).sum::<i128>()),
    }
}

/// The Rust expression over bound operands.
pub(super) fn expression(node: &ExprKind, operands: &[Operand]) -> TokenStream {
    let bound = |key: &str| operands.iter().find(|operand| operand.key == key).map(|operand| &operand.name);
    match node {
        ExprKind::Integer(number) => {
            let number = proc_macro2::Literal::i128_unsuffixed(i128::from(*number));
            quote!(#number)
        }
        ExprKind::Text(text) => quote!(#text),
        ExprKind::Boolean(boolean) => quote!(#boolean),
        ExprKind::Field(path, ty) => match bound(&key(path)) {
            Some(name) => quote!(#name),
            None => direct(path, *ty),
        },
        ExprKind::Sum(path, _) => match (bound(&format!("sum_{}", key(path))), path.as_slice()) {
            (Some(name), _) => quote!(#name),
            (None, [list, member]) => {
                let (name, items) = (names::field(list), item_sum(member));
                quote!({ let items = &self.#name; #items })
            }
            _ => TokenStream::new(),
        },
        ExprKind::Present(path) => presence_of(path),
        ExprKind::Default(operand, fallback, _) => default(operand, || expression(fallback, operands)),
        ExprKind::Not(inner) => negation(inner, operands),
        ExprKind::Binary(operator, left, right) => binary(*operator, left, right, operands),
    }
}

/// The negation of an expression, in the form a person would write.
fn negation(inner: &ExprKind, operands: &[Operand]) -> TokenStream {
    if let ExprKind::Binary(operator, left, right) = inner
        && let Some(opposite) = opposite(*operator)
    {
        return binary(opposite, left, right, operands);
    }
    if let ExprKind::Not(inner) = inner {
        return expression(inner, operands);
    }
    if let ExprKind::Present(path) = inner {
        return absence_of(path);
    }
    let tokens = expression(inner, operands);
    if matches!(inner, ExprKind::Binary(..)) { quote!(!(#tokens)) } else { quote!(!#tokens) }
}

/// A field or a sum, with the fallback if it is absent.
fn default(operand: &ExprKind, fallback: impl FnOnce() -> TokenStream) -> TokenStream {
    let Some(variable) = operand.variable().filter(|variable| variable.may_be_absent()) else {
        return expression(operand, &[]);
    };
    let (value, fallback) = (optional(variable), fallback());
    quote!(#value.unwrap_or(#fallback))
}

fn presence_of(path: &Path) -> TokenStream {
    match path {
        [field] => present(&quote!(self), field),
        [outer, rest @ ..] if outer.is_plain() => {
            let name = names::field(outer);
            let inner = rest.first().map(|field| present(&quote!(self.#name), field));
            quote!(#inner)
        }
        [outer, rest @ ..] => {
            let name = names::field(outer);
            let inner = rest.first().map(|field| present(&quote!(value), field));
            quote!(self.#name.as_ref().is_some_and(|value| #inner))
        }
        [] => TokenStream::new(),
    }
}

fn binary(operator: Operator, left: &ExprKind, right: &ExprKind, operands: &[Operand]) -> TokenStream {
    let sides = [left, right].map(|emitter| {
        let tokens = expression(emitter, operands);
        if matches!(emitter, ExprKind::Binary(..)) { quote!((#tokens)) } else { tokens }
    });
    let sides_of = (left, right);
    let [left, right] = sides;
    match operator {
        // A comparison with a boolean literal becomes the operand or its negation.
        Operator::Equal if boolean(sides_of.1) == Some(true) => left,
        Operator::Equal if boolean(sides_of.1) == Some(false) => quote!(!#left),
        Operator::NotEqual if boolean(sides_of.1) == Some(true) => quote!(!#left),
        Operator::NotEqual if boolean(sides_of.1) == Some(false) => left,
        Operator::Equal => quote!(#left == #right),
        Operator::NotEqual => quote!(#left != #right),
        Operator::Less => quote!(#left < #right),
        Operator::LessOrEqual => quote!(#left <= #right),
        Operator::Greater => quote!(#left > #right),
        Operator::GreaterOrEqual => quote!(#left >= #right),
        Operator::Add => quote!(#left + #right),
        Operator::Subtract => quote!(#left - #right),
        Operator::And => quote!(#left && #right),
        Operator::Or => quote!(#left || #right),
    }
}

fn boolean(node: &ExprKind) -> Option<bool> {
    if let ExprKind::Boolean(boolean) = node { Some(*boolean) } else { None }
}

/// The negated comparison operator.
fn opposite(operator: Operator) -> Option<Operator> {
    Some(match operator {
        Operator::Equal => Operator::NotEqual,
        Operator::NotEqual => Operator::Equal,
        Operator::Less => Operator::GreaterOrEqual,
        Operator::LessOrEqual => Operator::Greater,
        Operator::Greater => Operator::LessOrEqual,
        Operator::GreaterOrEqual => Operator::Less,
        Operator::Add | Operator::Subtract | Operator::And | Operator::Or => return None,
    })
}

/// The negation of [`presence_of`], in the form a person would write.
fn absence_of(path: &Path) -> TokenStream {
    match path {
        [field] if !field.is_plain() && !field.can_be_empty() => {
            let name = names::field(field);
            quote!(self.#name.is_none())
        }
        path => {
            let present = presence_of(path);
            quote!(!(#present))
        }
    }
}

/// Whether a field of a struct is present: an empty text, list or map counts as absent.
pub(super) fn present(object: &TokenStream, field: &Field) -> TokenStream {
    let name = names::field(field);
    let text = field.ty.content().enumeration().map(|_| quote!(.as_str()));
    match (field.is_plain(), field.can_be_empty()) {
        (true, true) => quote!(!#object.#name #text.is_empty()),
        (true, false) => quote!(true),
        (false, true) => quote!(#object.#name.as_ref().is_some_and(|it| !it #text.is_empty())),
        (false, false) => quote!(#object.#name.is_some()),
    }
}
