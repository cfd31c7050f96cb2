//! Token streams to source text: item by item, with a blank line between.

use proc_macro2::{Literal, TokenStream};
use quote::{format_ident, quote};

use super::{Item, Module, print};

/// A module as a file of its own.
pub(super) fn file(module: Module) -> String {
    let declared = items(module.children.iter().map(declare).collect());
    let gap = if declared.is_empty() { "" } else { "\n" };
    text(module, &format!("{declared}{gap}"), "")
}

/// A module with its children inside.
pub(super) fn inline(module: Module) -> String {
    let children = items(module.children.iter().map(nested).collect());
    text(module, "", &children)
}

/// The documentation, what is imported, then the module's own items between the texts of its children.
fn text(module: Module, before: &str, after: &str) -> String {
    let own: Vec<String> = module.items.into_iter().map(printed).collect();
    let own = own.join("\n");
    // Looking into the text is a fraction of the cost of walking the tokens.
    let needs = |name: &str| own.contains(&format!("{name}::"));
    let uses = items(imports(needs("rt"), needs("rules") && !module.test));
    let gap = |text: &str| if text.is_empty() { "" } else { "\n" };
    let (under_uses, under_own) = (gap(&uses), if own.is_empty() { "" } else { gap(after) });
    format!("{}{uses}{under_uses}{before}{own}{under_own}{after}", inner_docs(&module.doc))
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
    let (doc, uses, items) = (&module.doc, uses(module), module.items.iter().map(tokens));
    let children = module.children.iter().map(nested);
    let head = if module.test { quote!(#[cfg(test)] mod) } else { quote!(pub mod) };
    quote!(#(#[doc = #doc])* #head #name { #(#uses)* #(#items)* #(#children)* })
}

fn printed(item: Item) -> String {
    match item {
        Item::Tokens(tokens) => print::items(tokens),
        Item::Text(text) => text,
    }
}

fn tokens(item: &Item) -> TokenStream {
    match item {
        Item::Tokens(tokens) => tokens.clone(),
        Item::Text(text) => text.parse().unwrap_or_default(),
    }
}

/// What a module inside another imports.
fn uses(module: &Module) -> Vec<TokenStream> {
    let needs = |name: &str| module.items.iter().any(|item| mentions(tokens(item), name));
    imports(needs("rt"), needs("rules") && !module.test)
}

/// The runtime under a short name, and the rules.
fn imports(runtime: bool, rules: bool) -> Vec<TokenStream> {
    let runtime = runtime.then(|| {
        quote!(
            use refundry_runtime as rt;
        )
    });
    let rules = rules.then(|| {
        quote!(
            use super::rules;
        )
    });
    runtime.into_iter().chain(rules).collect()
}

/// A text as a raw literal, which is read without a look for escapes; one that cannot be raw is escaped.
pub(super) fn raw(text: &str) -> Literal {
    let hash = if text.contains('"') { "#" } else { "" };
    let fits = !text.contains(['\r', '\0']) && !text.contains("\"#");
    let parsed = if fits { format!("r{hash}\"{text}\"{hash}").parse().ok() } else { None };
    parsed.unwrap_or_else(|| Literal::string(text))
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

fn items(items: Vec<TokenStream>) -> String {
    let rendered: Vec<String> = items.into_iter().map(print::items).collect();
    rendered.join("\n")
}
