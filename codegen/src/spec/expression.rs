//! Parses text to an expression: a subset of Rust's syntax, parsed by `syn`.

use std::str::FromStr;

use proc_macro2::TokenStream;
use syn::spanned::Spanned as _;
use syn::{BinOp, Lit, Member, UnOp};

use super::noun;
use super::reader::scalar;
use super::syntax::{Expr, Node, NodeKind, Operator, Spanned};
use super::tokens::{self, Fault};
use super::{expression_slip, slip};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Edit, Fix};
use crate::source::Span;

/// The help for a text that is not an expression.
const ALLOWED: &str = "use `== != < <= > >=`, `+ -`, `&& || !`, parentheses, whole numbers, \"texts\", \
    fields, `object.member`, `field(\"v1:Fee\")`, `sum(list.member)`, `present(field)`, `default(field, value)` and \
    `default(sum(list.member), value)`";

const DEFAULT: &str = "write the value that an absent field counts as, too: `default(discount, 0)`";

/// Parses an expression. `origin` is the offset of its text in the file if it is written there unchanged; if it is
/// `None`, every span is `whole`.
pub(super) fn parse_expression(text: &str, origin: Option<usize>, whole: Span, out: &mut Diagnostics) -> Option<Expr> {
    let reader = Reader { origin, whole };
    match reader.parse_node(text) {
        Ok(root) => {
            super::name::copied(&Spanned { value: text.to_owned(), span: whole }, out);
            Some(Expr { text: text.to_owned(), span: reader.place(Span::new(0, text.len())), root })
        }
        Err((span, message)) => {
            out.push(faulty(&reader, text, span, message));
            None
        }
    }
}

/// Reads an expression.
pub(super) fn read_expression(node: &super::tree::Node, out: &mut Diagnostics) -> Option<Expr> {
    let scalar = scalar(node, noun::EXPRESSION, out)?;
    parse_expression(&scalar.text, scalar.origin, node.place, out)
}

/// The fault of an expression; a known slip is told in its own words.
fn faulty(reader: &Reader, text: &str, span: Span, message: String) -> Diagnostic {
    match expression_slip::find(text) {
        Some(slip) => {
            let fault = Diagnostic::new(Code::BadExpression, reader.place(slip.span), slip.message).help(slip.help);
            let edits = expression_slip::edits(text);
            let mended = Fix::new(edits.clone()).and_then(|fix| fix.applied(text));
            let sound = mended.is_some_and(|text| reader.parse_node(&text).is_ok());
            fault.fix(if sound { reader.moved(edits, text) } else { Vec::new() })
        }
        None => {
            let help = match message.as_str() {
                _ if message.starts_with("`default` takes") => DEFAULT,
                _ if message.ends_with(NO_METHODS) => METHODS,
                _ if message.ends_with("cannot be chained") => "write both comparisons: `a <= b && b <= c`",
                _ => ALLOWED,
            };
            Diagnostic::new(Code::BadExpression, reader.place(span), message).help(help)
        }
    }
}

const NO_METHODS: &str = "and values have none";
const METHODS: &str = "write a comparison with its operator, as in `a == b` and `a <= b`, `present(field)` for a member \
                       that is there, and a length or a pattern in the type of the field";

/// Converts offsets in the text to spans in the file.
struct Reader {
    origin: Option<usize>,
    whole: Span,
}

impl Reader {
    fn parse_node(&self, text: &str) -> Result<Node, Fault> {
        let all = Span::new(0, text.len());
        tokens::check_length(text)?;
        let stream = TokenStream::from_str(text).map_err(|error| (all, error_text(&error.to_string())))?;
        let stream = tokens::check(stream, all)?;
        let parsed: syn::Expr = syn::parse2(stream).map_err(|error| {
            let span = offsets(error.span());
            (if span.start == span.end { all } else { span }, error_text(&error.to_string()))
        })?;
        self.node(&parsed)
    }

    fn place(&self, span: Span) -> Span {
        match self.origin {
            Some(origin) if span.start < span.end => Span::new(origin + span.start, origin + span.end),
            _ => self.whole,
        }
    }

    /// Edits of the text as edits of the file. A text without quotes that would begin with `!` gets them.
    fn moved(&self, edits: Vec<Edit>, text: &str) -> Vec<Edit> {
        let Some(origin) = self.origin else { return Vec::new() };
        let first = edits.first().is_some_and(|edit| edit.span.start == 0 && origin == self.whole.start);
        if first && self.whole.end == origin + text.len() {
            let whole = Fix::new(edits).and_then(|fix| fix.applied(text)).map(|text| slip::quoted(&text));
            return whole.into_iter().map(|text| Edit::new(self.whole, text)).collect();
        }
        let place = |span: Span| Span::new(origin + span.start, origin + span.end);
        edits.into_iter().map(|edit| Edit::new(place(edit.span), edit.text)).collect()
    }

    fn node(&self, parsed: &syn::Expr) -> Result<Node, Fault> {
        let span = offsets(parsed.span());
        let kind = match parsed {
            syn::Expr::Paren(inner) => return self.node(&inner.expr),
            syn::Expr::Binary(binary) => self.binary(binary)?,
            syn::Expr::Unary(unary) => self.unary(unary)?,
            syn::Expr::Lit(literal) => constant(&literal.lit, span)?,
            syn::Expr::Call(call) => self.call(call, span)?,
            syn::Expr::MethodCall(call) => {
                return Err((offsets(call.method.span()), format!("`{}` is a method, {NO_METHODS}", call.method)));
            }
            other => NodeKind::Path(path(other)?),
        };
        Ok(Spanned { value: Box::new(kind), span: self.place(span) })
    }

    fn binary(&self, binary: &syn::ExprBinary) -> Result<NodeKind, Fault> {
        let operator = operator(&binary.op).ok_or_else(|| not_allowed(binary.op.span(), "this operator"))?;
        Ok(NodeKind::Binary(operator, self.node(&binary.left)?, self.node(&binary.right)?))
    }

    fn unary(&self, unary: &syn::ExprUnary) -> Result<NodeKind, Fault> {
        match (&unary.op, &*unary.expr) {
            (UnOp::Not(_), inner) => Ok(NodeKind::Not(self.node(inner)?)),
            (UnOp::Neg(_), syn::Expr::Lit(literal)) => match constant(&literal.lit, offsets(literal.span()))? {
                NodeKind::Integer(number) => Ok(NodeKind::Integer(-number)),
                _ => Err(not_allowed(unary.span(), "the negation of a text")),
            },
            _ => Err(not_allowed(unary.span(), "a negation of anything but a number")),
        }
    }

    fn default(&self, operand: &syn::Expr, value: &syn::Expr) -> Result<NodeKind, Fault> {
        let span = offsets(operand.span());
        let operand = match operand {
            syn::Expr::Call(_) => self.node(operand)?,
            field => Spanned { value: Box::new(NodeKind::Path(path(field)?)), span: self.place(span) },
        };
        match *operand.value {
            NodeKind::Path(_) | NodeKind::Sum(_) => Ok(NodeKind::Default(operand, self.node(value)?)),
            _ => Err((span, "`default` takes a field or a sum, and a value".to_owned())),
        }
    }

    fn call(&self, call: &syn::ExprCall, span: Span) -> Result<NodeKind, Fault> {
        let name = path(&call.func)?.join(".");
        let arguments: Vec<_> = call.args.iter().collect();
        match (name.as_str(), arguments.as_slice()) {
            ("sum", [list]) => Ok(NodeKind::Sum(path(list)?)),
            ("present", [field]) => Ok(NodeKind::Present(path(field)?)),
            ("field", _) => Ok(NodeKind::Path(named(call)?)),
            ("default", [operand, value]) => self.default(operand, value),
            ("sum" | "present", _) => Err((span, format!("`{name}` takes one field"))),
            ("default", _) => Err((span, "`default` takes a field or a sum, and a value".to_owned())),
            _ => Err((offsets(call.func.span()), format!("there is no function `{name}`"))),
        }
    }
}

/// `field("v1:Fee")`, `field("v1:Order.v1:Fee")`: the path of a field whose name is no name of Rust.
fn named(call: &syn::ExprCall) -> Result<Vec<String>, Fault> {
    let arguments: Vec<_> = call.args.iter().collect();
    match arguments.as_slice() {
        [syn::Expr::Lit(syn::ExprLit { lit: Lit::Str(name), .. })] if !name.value().is_empty() => {
            Ok(name.value().split('.').map(str::to_owned).collect())
        }
        _ => Err((offsets(call.func.span()), "`field` takes the name of a field in double quotes".to_owned())),
    }
}

/// `a`, `a.b`, `field("v1:a").b`
fn path(parsed: &syn::Expr) -> Result<Vec<String>, Fault> {
    match parsed {
        syn::Expr::Call(call) if matches!(&*call.func, syn::Expr::Path(name) if name.path.is_ident("field")) => {
            named(call)
        }
        syn::Expr::Path(path) => match path.path.get_ident() {
            Some(name) if ["null", "nil", "undefined"].contains(&plain(name).as_str()) => {
                Err(not_allowed(name.span(), "an empty value"))
            }
            Some(name) => Ok(vec![plain(name)]),
            None => Err(not_allowed(path.span(), "a path")),
        },
        syn::Expr::Field(field) => match &field.member {
            Member::Named(name) => {
                let mut names = path(&field.base)?;
                names.push(plain(name));
                Ok(names)
            }
            Member::Unnamed(index) => Err(not_allowed(index.span(), "a number for a member")),
        },
        other => Err(not_allowed(other.span(), "this")),
    }
}

/// A name without the prefix of a raw identifier.
fn plain(name: &syn::Ident) -> String {
    use syn::ext::IdentExt as _;
    name.unraw().to_string()
}

fn constant(literal: &Lit, span: Span) -> Result<NodeKind, Fault> {
    match literal {
        Lit::Int(number) if number.suffix().is_empty() => match number.base10_parse() {
            Ok(number) => Ok(NodeKind::Integer(number)),
            Err(_) => Err((span, "this number is too large".to_owned())),
        },
        Lit::Str(text) if text.suffix().is_empty() => Ok(NodeKind::Text(text.value())),
        Lit::Bool(boolean) => Ok(NodeKind::Boolean(boolean.value)),
        _ => Err((span, "only whole numbers and \"texts\" are constants".to_owned())),
    }
}

fn operator(written: &BinOp) -> Option<Operator> {
    Some(match written {
        BinOp::Eq(_) => Operator::Equal,
        BinOp::Ne(_) => Operator::NotEqual,
        BinOp::Lt(_) => Operator::Less,
        BinOp::Le(_) => Operator::LessOrEqual,
        BinOp::Gt(_) => Operator::Greater,
        BinOp::Ge(_) => Operator::GreaterOrEqual,
        BinOp::Add(_) => Operator::Add,
        BinOp::Sub(_) => Operator::Subtract,
        BinOp::And(_) => Operator::And,
        BinOp::Or(_) => Operator::Or,
        _ => return None,
    })
}

fn not_allowed(span: proc_macro2::Span, what: &str) -> Fault {
    (offsets(span), format!("{what} is not part of the language"))
}

fn offsets(span: proc_macro2::Span) -> Span {
    let range = span.byte_range();
    Span::new(range.start, range.end)
}

fn error_text(error: &str) -> String {
    format!("this expression cannot be read: {error}")
}
