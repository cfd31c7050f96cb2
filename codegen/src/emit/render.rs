//! Token streams to source text: item by item, with a blank line between.

use proc_macro2::{Literal, TokenStream};
use quote::{format_ident, quote};

use super::Module;

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
    let written = if module.written.is_empty() { vec![] } else { vec![module.written] };
    let own = written.into_iter().chain(module.items.into_iter().map(item)).collect::<Vec<_>>().join("\n");
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
    let (doc, uses, items) = (&module.doc, uses(module), &module.items);
    let written: TokenStream = module.written.parse().unwrap_or_default();
    let children = module.children.iter().map(nested);
    let head = if module.test { quote!(#[cfg(test)] mod) } else { quote!(pub mod) };
    quote!(#(#[doc = #doc])* #head #name { #(#uses)* #written #(#items)* #(#children)* })
}

/// What a module inside another imports.
fn uses(module: &Module) -> Vec<TokenStream> {
    let needs = |name: &str| module.items.iter().any(|item| mentions(item.clone(), name));
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
    let rendered: Vec<String> = items.into_iter().map(item).collect();
    rendered.join("\n")
}

/// Every emitted item is Rust; were one not, the compiler would say so where it stands.
///
/// The tokens are given away: parsing shared ones would copy them all.
fn item(tokens: TokenStream) -> String {
    match syn::parse2::<syn::File>(tokens) {
        Ok(file) => spaced(&prettyplease::unparse(&file)),
        Err(error) => format!("{}\n", error.to_compile_error()),
    }
}

/// Blank lines between the methods of an `impl` and the items of a module, which unparsing drops.
fn spaced(source: &str) -> String {
    let mut out = String::with_capacity(source.len() + source.len() / 40);
    let mut lines = source.lines().peekable();
    while let Some(line) = lines.next() {
        out.push_str(line);
        out.push('\n');
        let text = line.trim_start();
        let exports = text.ends_with(';') && text.starts_with("pub use");
        let closes = matches!(text, "}" | "};") || exports;
        let indent = line.len() - text.len();
        let opens = |next: &&str| {
            let text = next.trim_start();
            next.len() - text.len() == indent
                && ["///", "#[", "pub ", "fn ", "impl "].iter().any(|start| text.starts_with(start))
        };
        let documented = |next: &&str| next.trim_start().starts_with("///");
        let ends = text.ends_with(';') && !text.starts_with("//");
        if closes && lines.peek().is_some_and(opens) || ends && lines.peek().is_some_and(documented) {
            out.push('\n');
        }
    }
    out
}
