//! Tokens as lexemes: operators whole, lifetimes with their quote, names and literals as ranges of one text.

use std::{fmt::Write as _, iter::Peekable, ops::Range};

use proc_macro2::{Delimiter, Punct, Spacing, TokenStream, TokenTree, token_stream};

/// What a printer does not look into, or brackets.
pub(super) enum Lexeme {
    Word(Range<usize>),
    Operator(&'static str),
    Group(Delimiter, TokenStream),
}

/// The operators of more than one character.
const OPERATORS: &[&str] = &[
    "..=", "::", "->", "=>", "==", "!=", "<=", ">=", "&&", "||", "..", "+=", "-=", "*=", "/=", "%=", "|=", "&=", "^=",
    "<<", ">>", "<<=", ">>=", "...",
];

/// Those of one character.
const SINGLE: &[&str] = &[
    "<", ">", "=", "!", "&", "|", ".", "+", "-", "*", "/", "%", "^", ":", ";", ",", "?", "#", "@", "$", "~", "'", "\\",
    "`",
];

/// The lexemes of tokens, one after another. Those who ask for one give the text that takes its spelling.
pub(super) struct Lexemes {
    tokens: Peekable<token_stream::IntoIter>,
    next: Option<Lexeme>,
}

impl Lexemes {
    pub(super) fn new(tokens: TokenStream) -> Self {
        Self { tokens: tokens.into_iter().peekable(), next: None }
    }

    pub(super) fn next(&mut self, text: &mut String) -> Option<Lexeme> {
        self.next.take().or_else(|| self.read(text))
    }

    pub(super) fn peek(&mut self, text: &mut String) -> Option<&Lexeme> {
        if self.next.is_none() {
            self.next = self.read(text);
        }
        self.next.as_ref()
    }

    fn read(&mut self, text: &mut String) -> Option<Lexeme> {
        Some(match self.tokens.next()? {
            TokenTree::Ident(ident) => word(text, |text| write!(text, "{ident}")),
            TokenTree::Literal(literal) => word(text, |text| write!(text, "{literal}")),
            TokenTree::Punct(punct) if punct.as_char() == '\'' => lifetime(&mut self.tokens, text),
            TokenTree::Punct(punct) => Lexeme::Operator(operator(&punct, &mut self.tokens)),
            TokenTree::Group(group) => Lexeme::Group(group.delimiter(), group.stream()),
        })
    }
}

fn word(text: &mut String, write: impl FnOnce(&mut String) -> std::fmt::Result) -> Lexeme {
    let start = text.len();
    // Writing to a text does not fail.
    write(text).ok();
    Lexeme::Word(start..text.len())
}

fn lifetime(tokens: &mut Peekable<token_stream::IntoIter>, text: &mut String) -> Lexeme {
    let name = tokens.next_if(|token| matches!(token, TokenTree::Ident(_)));
    word(text, |text| name.map_or(Ok(()), |name| write!(text, "'{name}")))
}

/// The longest operator that begins with this character.
fn operator(first: &Punct, tokens: &mut Peekable<token_stream::IntoIter>) -> &'static str {
    let (mut found, mut spacing) = (single(first.as_char()), first.spacing());
    while spacing == Spacing::Joint
        && let Some(TokenTree::Punct(next)) = tokens.peek()
        && let Some(longer) = OPERATORS.iter().find(|operator| continues(operator, found, next.as_char()))
    {
        (found, spacing) = (longer, next.spacing());
        tokens.next();
    }
    found
}

fn continues(operator: &str, found: &str, next: char) -> bool {
    operator.strip_prefix(found).is_some_and(|rest| rest.starts_with(next) && rest.len() == 1)
}

fn single(character: char) -> &'static str {
    SINGLE.iter().find(|single| single.starts_with(character)).copied().unwrap_or_default()
}
