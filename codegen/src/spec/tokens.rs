//! Guards the expression parser: it gets only tokens of the language, and never so many or so deep that its stack could
//! overflow.

use proc_macro2::{Delimiter, Group, Ident, TokenStream, TokenTree};

use crate::source::Span;

/// The span of a fault within an expression's text, and its message.
pub(super) type Fault = (Span, String);

const MAX_BYTES: usize = 4096;
const MAX_TOKENS: usize = 512;
const MAX_DEPTH: usize = 32;

/// Whether the text is short enough to be split into tokens.
pub(super) fn check_length(text: &str) -> Result<(), Fault> {
    let all = Span::new(0, text.len());
    match text.len() {
        0 => Err((all, "there is no expression".to_owned())),
        length if length > MAX_BYTES => Err((all, format!("the expression is longer than {MAX_BYTES} bytes"))),
        _ => Ok(()),
    }
}

/// Accepts the tokens of the language, and turns Rust's keywords into names.
pub(super) fn check(stream: TokenStream, all: Span) -> Result<TokenStream, Fault> {
    let mut guard = Guard { all, tokens: 0 };
    guard.stream(stream, 0)
}

struct Guard {
    all: Span,
    tokens: usize,
}

/// The kind of the preceding token.
#[derive(Clone, Copy, PartialEq)]
enum Before {
    /// An operator: an operand must follow.
    Operator,
    Operand,
}

impl Guard {
    fn stream(&mut self, stream: TokenStream, depth: usize) -> Result<TokenStream, Fault> {
        let mut before = Before::Operator;
        let mut prefixes = 0;
        let mut checked = Vec::new();
        for token in stream {
            self.count(depth + prefixes)?;
            let sign = matches!(token, TokenTree::Punct(_));
            checked.push(self.token(token, before, depth + prefixes)?);
            prefixes = if sign && before == Before::Operator { prefixes + 1 } else { 0 };
            before = if sign { Before::Operator } else { Before::Operand };
        }
        Ok(checked.into_iter().collect())
    }

    fn count(&mut self, depth: usize) -> Result<(), Fault> {
        self.tokens += 1;
        match () {
            () if self.tokens > MAX_TOKENS => {
                Err((self.all, format!("the expression has more than {MAX_TOKENS} words and operators")))
            }
            () if depth > MAX_DEPTH => {
                Err((self.all, format!("the expression is nested more than {MAX_DEPTH} levels deep")))
            }
            () => Ok(()),
        }
    }

    fn token(&mut self, token: TokenTree, before: Before, depth: usize) -> Result<TokenTree, Fault> {
        match token {
            TokenTree::Group(group) if group.delimiter() == Delimiter::Parenthesis => self.group(&group, depth),
            TokenTree::Ident(name) => Ok(TokenTree::Ident(as_name(name))),
            TokenTree::Punct(sign) if before == Before::Operand && "=!<>+-&|.,".contains(sign.as_char()) => {
                Ok(sign.into())
            }
            TokenTree::Punct(sign) if "=!-&|".contains(sign.as_char()) => Ok(sign.into()),
            TokenTree::Literal(literal) => Ok(literal.into()),
            other => {
                let range = other.span().byte_range();
                let shown = match &other {
                    TokenTree::Group(_) => "this bracket".to_owned(),
                    sign => format!("`{sign}`"),
                };
                Err((Span::new(range.start, range.end), format!("{shown} is not expected here")))
            }
        }
    }

    fn group(&mut self, group: &Group, depth: usize) -> Result<TokenTree, Fault> {
        let mut checked = Group::new(group.delimiter(), self.stream(group.stream(), depth + 1)?);
        checked.set_span(group.span());
        Ok(checked.into())
    }
}

/// A Rust keyword as a name: a field may be called `type`.
fn as_name(name: Ident) -> Ident {
    let text = name.to_string();
    let keyword = syn::parse_str::<Ident>(&text).is_err();
    match text.as_str() {
        "self" | "Self" | "super" | "crate" | "_" => name,
        _ if keyword && !matches!(text.as_str(), "true" | "false") && !text.starts_with("r#") => {
            Ident::new_raw(&text, name.span())
        }
        _ => name,
    }
}
