//! Renders modules as source text.
//!
//! `prettyplease` lays out the files that people read. They are compared as it writes them: its layout is not always
//! rustfmt's, so the generated crate marks its modules with `#[rustfmt::skip]`.

use proc_macro2::{TokenStream, TokenTree};

use super::{fill, module::Module};

/// The indentation of a nested module.
const STEP: &str = "    ";

impl Module {
    /// The source of this module alone; its children are declared as sibling files.
    pub fn file(self) -> String {
        let declared: Vec<String> = self.children.iter().map(declare).collect();
        let module = Module { children: Vec::new(), ..self };
        inner_docs(&module.doc) + &body(module, declared)
    }

    /// The source of this module with its children inside.
    pub fn inline(self) -> String {
        inner_docs(&self.doc) + &body(self, Vec::new())
    }

    /// The source of this module as an item, for the compiler alone: without layout, an item a line.
    pub fn compact(self) -> String {
        let items: Vec<String> = self.items.iter().map(|item| format!("{item}\n")).collect();
        let (head, uses) = (documented_head(&self), imports(&items, self.test));
        let children = self.children.into_iter().map(Module::compact);
        format!("{head} {{\n{}}}\n", uses.chain(items).chain(children).collect::<String>())
    }
}

/// The imports, declarations and items of a module.
fn body(module: Module, declared: Vec<String>) -> String {
    let own: Vec<String> = module.items.into_iter().flat_map(items).collect();
    let uses = imports(&own, module.test);
    spaced(uses.chain(declared).chain(own).chain(module.children.into_iter().map(nested)))
}

/// The names that every module of a provider imports, if its items use them.
fn imports(items: &[String], test: bool) -> impl Iterator<Item = String> + use<> {
    let needs = |name: &str| items.iter().any(|item| begins_a_path(item, name));
    let runtime = needs("rt").then(|| "use refundry_runtime as rt;\n".to_owned());
    let rules = (!test && needs("rules")).then(|| "use super::rules;\n".to_owned());
    runtime.into_iter().chain(rules)
}

/// Whether a path in the code of the text begins with this name.
fn begins_a_path(text: &str, name: &str) -> bool {
    let of_path = |before: &str| before.ends_with(|last: char| last.is_alphanumeric() || "_:".contains(last));
    text.match_indices(name).any(|(at, _)| {
        let (before, after) = (text.get(..at).unwrap_or_default(), text.get(at + name.len()..).unwrap_or_default());
        let line = before.rsplit('\n').next().unwrap_or_default();
        after.trim_start().starts_with("::") && !of_path(before) && !line.trim_start().starts_with("//")
    })
}

/// The items, each laid out. If the tokens are no items, rustc reports the place.
pub(super) fn items(tokens: TokenStream) -> Vec<String> {
    match syn::parse2::<syn::File>(tokens) {
        Ok(file) => file.items.into_iter().map(item).collect(),
        Err(error) => vec![format!("{}\n", error.to_compile_error())],
    }
}

/// An item, with a blank line between the methods of an `impl`.
fn item(item: syn::Item) -> String {
    let is_impl = matches!(item, syn::Item::Impl(_));
    let file = syn::File { shebang: None, frontmatter: None, attrs: Vec::new(), items: vec![item] };
    let text = fill::lines(&prettyplease::unparse(&file));
    if is_impl {
        text.replace("\n    }\n    ", "\n    }\n\n    ").replace("\n    ];\n    ", "\n    ];\n\n    ")
    } else {
        text
    }
}

/// Joins texts with a blank line, except between two one-line texts and between two public statics.
fn spaced(texts: impl Iterator<Item = String>) -> String {
    let (mut out, mut above) = (String::new(), None);
    for text in texts {
        let kind =
            if text.lines().nth(1).is_none() { Some("") } else { text.contains("\npub static ").then_some("static") };
        out += if out.is_empty() || kind.is_some() && above == kind { "" } else { "\n" };
        out += &text;
        above = kind;
    }
    out
}

fn declare(module: &Module) -> String {
    head(module) + ";\n"
}

/// The declaration of a module up to its name.
fn head(module: &Module) -> String {
    let visible = if module.test { "#[cfg(test)]\n" } else { "pub " };
    format!("{visible}mod {}", module.name)
}

/// A module inside another. Emitted items contain no multi-line literals, so every line can be indented.
fn nested(module: Module) -> String {
    let head = documented_head(&module);
    let indented = |line: &str| if line.is_empty() { "\n".to_owned() } else { format!("{STEP}{line}\n") };
    let body: String = body(module, Vec::new()).lines().map(indented).collect();
    format!("{head} {{\n{body}}}\n")
}

fn documented_head(module: &Module) -> String {
    let doc: String = module.doc.iter().map(|text| format!("///{text}\n")).collect();
    doc + &head(module)
}

/// Whether the tokens use a local or parameter of this name: not a member or a path, as in `self.name` or `rt::name`.
pub(super) fn mentions(tokens: TokenStream, name: &str) -> bool {
    let mut before = ['_'; 2];
    tokens.into_iter().any(|token| {
        let [earlier, last] = before;
        before = [last, if let TokenTree::Punct(punct) = &token { punct.as_char() } else { '_' }];
        match token {
            TokenTree::Group(group) => mentions(group.stream(), name),
            TokenTree::Ident(ident) => last != '.' && [earlier, last] != [':', ':'] && ident == name,
            TokenTree::Punct(_) | TokenTree::Literal(_) => false,
        }
    })
}

fn inner_docs(doc: &[String]) -> String {
    let mut out: String = doc.iter().map(|line| format!("//!{line}\n")).collect();
    if !out.is_empty() {
        out.push('\n');
    }
    out
}
