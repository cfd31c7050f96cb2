//! Private functions of an emitted one: blocks of statements, with the locals that they use as parameters.

use std::cell::RefCell;

use proc_macro2::{Delimiter, Group, Ident, TokenStream, TokenTree};
use quote::quote;

use super::{names, render::mentions};
use crate::model::Value;

/// A local of the emitted function.
pub(super) struct Local {
    name: Ident,
    ty: TokenStream,
    /// The local as an argument of that type.
    argument: TokenStream,
    /// Whether the argument is a reference to the local.
    borrowed: bool,
}

impl Local {
    /// A local that a function borrows.
    pub(super) fn borrowed(name: Ident, ty: TokenStream) -> Self {
        Self { ty: quote!(&#ty), argument: quote!(&#name), name, borrowed: true }
    }

    /// Whether the block uses the local, and does not bind it itself.
    fn is_used(&self, block: &TokenStream) -> bool {
        let name = self.name.to_string();
        mentions(block.clone(), &name) && !binds(block.clone(), &name)
    }

    /// The local of a computed value.
    pub(super) fn value(value: &Value) -> Self {
        let bytes = value.cases.iter().filter_map(|case| case.steps.last()).any(|last| !last.yields_text());
        Self::borrowed(names::local(&value.name), if bytes { quote!([u8]) } else { quote!(str) })
    }

    /// A local that a function changes.
    pub(super) fn mutable(name: &str, ty: TokenStream) -> Self {
        let name = names::ident(name);
        Self { ty: quote!(&mut #ty), argument: quote!(&mut #name), name, borrowed: true }
    }

    /// A local that is a reference or `Copy`.
    pub(super) fn copied(name: &str, ty: TokenStream) -> Self {
        let name = names::ident(name);
        Self { ty, argument: quote!(#name), name, borrowed: false }
    }
}

/// Statements, and the value of the block that they make.
pub(super) struct Block {
    pub(super) statements: TokenStream,
    pub(super) result: TokenStream,
    /// The type of the value.
    pub(super) returns: TokenStream,
}

/// The private functions of one emitted function.
pub(super) struct Methods {
    locals: Vec<Local>,
    /// Whether they are methods of `self`.
    of_self: bool,
    error: TokenStream,
    moved: RefCell<Vec<(Ident, TokenStream, TokenStream)>>,
}

/// A block with fewer statements stays in its function.
const LEAST: usize = 6;

impl Methods {
    /// Functions that return the error type if their block can fail.
    pub(super) fn new(of_self: bool, error: TokenStream, locals: Vec<Local>) -> Self {
        Self { locals, of_self, error, moved: RefCell::default() }
    }

    /// The call of a function with the block as its body; a short block itself.
    pub(super) fn call(&self, name: &str, doc: &str, block: Block) -> TokenStream {
        if count(block.statements.clone()) >= LEAST {
            return self.function(name, doc, block);
        }
        let Block { statements, result, .. } = block;
        if statements.is_empty() { result } else { quote!({ #statements #result }) }
    }

    fn function(&self, name: &str, doc: &str, block: Block) -> TokenStream {
        let Block { statements, result, returns } = block;
        let block = quote!(#statements #result);
        let used = || self.locals.iter().filter(|local| local.is_used(&block));
        let (arguments, fails) = (used().map(|local| &local.argument), fails(block.clone()));
        let (receiver, question) = (self.of_self.then(|| quote!(self.)), fails.then(|| quote!(?)));
        let name = self.name(name, &block);
        let call = quote!(#receiver #name(#(#arguments),*) #question);
        let parameters = used().map(|Local { name, ty, .. }| quote!(#name: #ty));
        let receiver = self.of_self.then(|| quote!(&self,));
        let error = &self.error;
        let (returns, result) = match fails {
            true => (quote!(Result<#returns, #error>), fallible(result)),
            false => (returns, result),
        };
        let arrow = (returns.to_string() != "()").then(|| quote!(-> #returns));
        let statements = self.lent(statements);
        let method = quote!(#[doc = #doc] fn #name(#receiver #(#parameters),*) #arrow { #statements #result });
        self.moved.borrow_mut().push((name, block, method));
        call
    }

    /// The statement that calls a function with these statements as its body.
    pub(super) fn statement(&self, name: &str, doc: &str, statements: TokenStream) -> TokenStream {
        if statements.is_empty() {
            return statements;
        }
        let call = self.function(name, doc, Block { statements, result: TokenStream::new(), returns: quote!(()) });
        quote!(#call;)
    }

    /// The statements with the borrowed locals as references: `&value` is `value`.
    fn lent(&self, tokens: TokenStream) -> TokenStream {
        let borrowed = |token: &TokenTree| {
            let TokenTree::Ident(ident) = token else { return false };
            self.locals.iter().any(|local| local.borrowed && local.name == *ident)
        };
        let is_part = |token: &TokenTree| match token {
            TokenTree::Punct(punct) => punct.as_char() == '.',
            TokenTree::Group(group) => group.delimiter() == Delimiter::Bracket,
            TokenTree::Ident(_) | TokenTree::Literal(_) => false,
        };
        let mut tokens = tokens.into_iter().peekable();
        let mut out = TokenStream::new();
        while let Some(token) = tokens.next() {
            match token {
                TokenTree::Group(group) => {
                    let inner = Group::new(group.delimiter(), self.lent(group.stream()));
                    out.extend([TokenTree::Group(inner)]);
                }
                TokenTree::Punct(punct) if punct.as_char() == '&' && tokens.peek().is_some_and(borrowed) => {
                    let local = tokens.next();
                    out.extend(
                        tokens.peek().is_some_and(is_part).then_some(TokenTree::Punct(punct)).into_iter().chain(local),
                    );
                }
                other @ (TokenTree::Ident(_) | TokenTree::Punct(_) | TokenTree::Literal(_)) => out.extend([other]),
            }
        }
        out
    }

    /// The name of a static with the value.
    pub(super) fn value(&self, name: &str, doc: &str, ty: TokenStream, value: TokenStream) -> Ident {
        let name = self.name(name, &value);
        let item = quote!(#[doc = #doc] static #name: #ty = #value;);
        self.moved.borrow_mut().push((name.clone(), value, item));
        name
    }

    /// A name that no function with another block has.
    fn name(&self, name: &str, block: &TokenStream) -> Ident {
        let moved = self.moved.borrow();
        let names = (1..).map(|number| if number == 1 { name.to_owned() } else { format!("{name}_{number}") });
        let free = |name: &String| {
            moved.iter().all(|(other, moved, _)| other != name || moved.to_string() == block.to_string())
        };
        names::ident(&names.into_iter().find(free).unwrap_or_default())
    }

    /// The functions, each once.
    pub(super) fn items(self) -> Vec<TokenStream> {
        let mut names: Vec<Ident> = Vec::new();
        let mut out = Vec::new();
        for (name, _, method) in self.moved.into_inner() {
            if !names.contains(&name) {
                names.push(name);
                out.push(method);
            }
        }
        out
    }
}

/// The value of a function that can fail: `Ok(x)`, or `x` for `x?`.
fn fallible(result: TokenStream) -> TokenStream {
    let mut tokens: Vec<TokenTree> = result.clone().into_iter().collect();
    let passed_on = matches!(tokens.pop(), Some(TokenTree::Punct(last)) if last.as_char() == '?');
    if passed_on { tokens.into_iter().collect() } else { quote!(Ok(#result)) }
}

/// The number of statements in the tokens, at any depth.
fn count(tokens: TokenStream) -> usize {
    let mut all = 0;
    for token in tokens {
        all += match token {
            TokenTree::Group(group) => count(group.stream()),
            TokenTree::Punct(punct) => usize::from(punct.as_char() == ';'),
            TokenTree::Ident(_) | TokenTree::Literal(_) => 0,
        };
    }
    all
}

/// Whether the tokens bind the name by `let`.
fn binds(tokens: TokenStream, name: &str) -> bool {
    let mut bound = false;
    tokens.into_iter().any(|token| {
        let follows_let = std::mem::take(&mut bound);
        match token {
            TokenTree::Group(group) => binds(group.stream(), name),
            TokenTree::Ident(ident) => {
                bound = ident == "let";
                follows_let && ident == name
            }
            TokenTree::Punct(_) | TokenTree::Literal(_) => false,
        }
    })
}

/// Whether the tokens return an error early.
fn fails(tokens: TokenStream) -> bool {
    tokens.into_iter().any(|token| match token {
        TokenTree::Group(group) => fails(group.stream()),
        TokenTree::Punct(punct) => punct.as_char() == '?',
        TokenTree::Ident(ident) => ident == "return",
        TokenTree::Literal(_) => false,
    })
}
