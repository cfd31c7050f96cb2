//! Renders modules as source text, with a blank line between items.

use proc_macro2::{Literal, TokenStream};

use super::module::{Item, Module};
use super::print;

impl Module {
    /// The source of this module alone; its children are declared as sibling files.
    pub fn file(self) -> String {
        let declared: Vec<String> = self.children.iter().map(declare).collect();
        let module = Module { children: Vec::new(), ..self };
        inner_docs(&module.doc) + &body(module, declared, 0)
    }

    /// The source of this module with its children inside.
    pub fn inline(self) -> String {
        inner_docs(&self.doc) + &body(self, Vec::new(), 0)
    }
}

/// The imports, declarations and items of a module, indented by `indent`.
fn body(module: Module, declared: Vec<String>, indent: usize) -> String {
    let own: Vec<String> = module.items.into_iter().map(|item| printed(item, indent)).collect();
    let needs = |path: &str| own.iter().any(|item| begins_a_path(item, path));
    let uses = [
        needs("rt::").then(|| line("use refundry_runtime as rt;", indent)),
        (needs("rules::") && !module.test).then(|| line("use super::rules;", indent)),
    ];
    let children = module.children.into_iter().map(|child| nested(child, indent));
    let all = uses.into_iter().flatten().chain(declared).chain(own).chain(children);
    spaced(all)
}

/// Whether a path in the code of the text begins with these words.
fn begins_a_path(text: &str, words: &str) -> bool {
    let of_path = |before: &str| before.ends_with(|last: char| last.is_alphanumeric() || "_:".contains(last));
    text.match_indices(words).any(|(at, _)| {
        let before = text.get(..at).unwrap_or_default();
        let line = before.rsplit('\n').next().unwrap_or_default();
        !of_path(before) && !line.trim_start().starts_with("//")
    })
}

/// Joins texts with a blank line, except between two one-line texts.
fn spaced(texts: impl Iterator<Item = String>) -> String {
    let (mut out, mut above) = (String::new(), false);
    for text in texts {
        let short = text.lines().nth(1).is_none();
        out += if out.is_empty() || above && short { "" } else { "\n" };
        out += &text;
        above = short;
    }
    out
}

fn declare(module: &Module) -> String {
    let Module { name, test, .. } = module;
    if *test { format!("#[cfg(test)]\nmod {name};\n") } else { format!("pub mod {name};\n") }
}

fn nested(module: Module, indent: usize) -> String {
    let mut out: String = module.doc.iter().map(|text| line(&format!("///{text}"), indent)).collect();
    if module.test {
        out += &line("#[cfg(test)]", indent);
    }
    let visible = if module.test { "" } else { "pub " };
    out += &line(&format!("{visible}mod {} {{", module.name), indent);
    out += &body(module, Vec::new(), indent + print::STEP);
    out + &line("}", indent)
}

fn printed(item: Item, indent: usize) -> String {
    match item {
        Item::Tokens(tokens) => print::items(tokens, indent),
        Item::Text(text) if indent == 0 => text,
        // Emitted texts contain no multi-line literals, so every line can be indented.
        Item::Text(text) => text.lines().map(|text| line(text, indent)).collect(),
    }
}

fn line(text: &str, indent: usize) -> String {
    match text {
        "" => "\n".to_owned(),
        text => format!("{:indent$}{text}\n", ""),
    }
}

/// A raw literal, which needs no escapes; escaped if the text cannot be raw.
pub(super) fn raw(text: &str) -> Literal {
    let hash = if text.contains('"') { "#" } else { "" };
    let fits = !text.contains(['\r', '\0']) && !text.contains("\"#");
    let parsed = if fits { format!("r{hash}\"{text}\"{hash}").parse().ok() } else { None };
    parsed.unwrap_or_else(|| Literal::string(text))
}

/// Whether an identifier occurs in the tokens.
pub(super) fn mentions(tokens: TokenStream, name: &str) -> bool {
    tokens.into_iter().any(|token| match token {
        proc_macro2::TokenTree::Group(group) => mentions(group.stream(), name),
        proc_macro2::TokenTree::Ident(ident) => ident == name,
        proc_macro2::TokenTree::Punct(_) | proc_macro2::TokenTree::Literal(_) => false,
    })
}

fn inner_docs(doc: &[String]) -> String {
    let mut out: String = doc.iter().map(|line| format!("//!{line}\n")).collect();
    if !out.is_empty() {
        out.push('\n');
    }
    out
}
