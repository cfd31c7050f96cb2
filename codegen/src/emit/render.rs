//! Token streams to source text: item by item, with a blank line between.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::Module;

/// A module as a file of its own.
pub(super) fn file(module: &Module) -> String {
    let declared: Vec<TokenStream> = module.children.iter().map(declare).collect();
    text(module, &[declared, module.items.clone()].concat())
}

/// A module with its children inside.
pub(super) fn inline(module: &Module) -> String {
    let children: Vec<TokenStream> = module.children.iter().map(nested).collect();
    text(module, &[module.items.clone(), children].concat())
}

/// The documentation, what is imported, the items.
fn text(module: &Module, items: &[TokenStream]) -> String {
    let items = self::items(items);
    let mut out = inner_docs(&module.doc);
    let uses = self::items(&uses(module));
    if !uses.is_empty() {
        out.push_str(&uses);
        out.push('\n');
    }
    out + &items
}

fn declare(module: &Module) -> TokenStream {
    let name = format_ident!("{}", module.name);
    match module.test {
        true => quote!(#[cfg(test)] mod #name;),
        false => quote!(pub mod #name;),
    }
}

fn nested(module: &Module) -> TokenStream {
    let name = format_ident!("{}", module.name);
    let (doc, uses, items) = (&module.doc, uses(module), &module.items);
    let children = module.children.iter().map(nested);
    let head = if module.test { quote!(#[cfg(test)] mod) } else { quote!(pub mod) };
    quote!(#(#[doc = #doc])* #head #name { #(#uses)* #(#items)* #(#children)* })
}

/// The runtime under a short name and the rules, where the module needs them.
fn uses(module: &Module) -> Vec<TokenStream> {
    let needs = |name: &str| module.items.iter().any(|item| mentions(item.clone(), name));
    let rules = needs("rules") && !module.test;
    let uses = [
        needs("rt").then(|| {
            quote!(
                use refundry_runtime as rt;
            )
        }),
        rules.then(|| {
            quote!(
                use super::rules;
            )
        }),
    ];
    uses.into_iter().flatten().collect()
}

/// Whether an identifier occurs anywhere in the tokens.
pub(super) fn mentions(tokens: TokenStream, name: &str) -> bool {
    tokens.into_iter().any(|token| match token {
        proc_macro2::TokenTree::Group(group) => mentions(group.stream(), name),
        proc_macro2::TokenTree::Ident(ident) => ident == name,
        _ => false,
    })
}

fn inner_docs(doc: &[String]) -> String {
    let mut out: String = doc.iter().map(|line| format!("//!{line}\n")).collect();
    if !out.is_empty() {
        out.push('\n');
    }
    out
}

fn items(items: &[TokenStream]) -> String {
    let rendered: Vec<String> = items.iter().map(item).collect();
    rendered.join("\n")
}

/// Every emitted item is Rust; were one not, its tokens would still be there to look at.
fn item(tokens: &TokenStream) -> String {
    match syn::parse2::<syn::File>(tokens.clone()) {
        Ok(file) => spaced(&prettyplease::unparse(&file)),
        Err(_) => format!("{tokens}\n"),
    }
}

/// Blank lines between the methods of an `impl` and the items of a module, which unparsing drops.
fn spaced(source: &str) -> String {
    let mut out = String::with_capacity(source.len() + source.len() / 40);
    let mut lines = source.lines().peekable();
    while let Some(line) = lines.next() {
        out.push_str(line);
        out.push('\n');
        let closes =
            matches!(line.trim_start(), "}" | "};") || line.ends_with(";") && line.trim_start().starts_with("pub use");
        let indent = line.len() - line.trim_start().len();
        let opens = |next: &&str| {
            let text = next.trim_start();
            next.len() - text.len() == indent
                && ["///", "#[", "pub ", "fn ", "impl "].iter().any(|start| text.starts_with(start))
        };
        if closes && lines.peek().is_some_and(opens) {
            out.push('\n');
        }
    }
    out
}
