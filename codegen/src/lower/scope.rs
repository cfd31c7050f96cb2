//! What is declared, and the looking up of names in it.

use std::{collections::BTreeSet, sync::Arc};

use crate::{
    diagnostic::{Code, Diagnostic, Diagnostics, nearest},
    model::{Credential, Enumeration, Key, Message},
    source::Span,
    spec::syntax::{Entries, Spec, Word},
};

/// The declarations of a spec, and the faults found so far.
pub struct Scope<'a> {
    pub(crate) spec: &'a Spec,
    pub(crate) diagnostics: &'a mut Diagnostics,
    pub(crate) credentials: Vec<Arc<Credential>>,
    pub(crate) enumerations: Vec<Arc<Enumeration>>,
    pub(crate) messages: Vec<Arc<Message>>,
    pub(crate) keys: Vec<Arc<Key>>,
    /// The messages being lowered, to see one that contains itself.
    pub(crate) open: Vec<String>,
    used: BTreeSet<Used>,
}

/// A declaration that something refers to.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Used {
    Credential(String),
    Enumeration(String),
    Message(String),
    Value(String),
    Key(String),
}

impl<'a> Scope<'a> {
    pub(crate) fn new(spec: &'a Spec, diagnostics: &'a mut Diagnostics) -> Self {
        Self {
            spec,
            diagnostics,
            credentials: Vec::new(),
            enumerations: Vec::new(),
            messages: Vec::new(),
            keys: Vec::new(),
            open: Vec::new(),
            used: BTreeSet::new(),
        }
    }

    pub(crate) fn fault(&mut self, code: Code, span: Span, message: impl Into<String>) {
        self.diagnostics.push(Diagnostic::new(code, span, message));
    }

    pub(crate) fn fault_with(&mut self, code: Code, span: Span, message: impl Into<String>, help: impl Into<String>) {
        self.diagnostics.push(Diagnostic::new(code, span, message).help(help));
    }

    /// Reports a reference to nothing, unless the name is declared and its declaration was faulty.
    pub(crate) fn unknown<'n>(&mut self, what: &str, word: &Word, names: impl IntoIterator<Item = &'n str>) {
        self.unknown_in(what, "", word, names);
    }

    /// The same, and says where it was looked for: ` in …`.
    pub(crate) fn unknown_in<'n>(
        &mut self,
        what: &str,
        place: &str,
        word: &Word,
        names: impl IntoIterator<Item = &'n str>,
    ) {
        let names: Vec<&str> = names.into_iter().collect();
        if names.contains(&word.value.as_str()) {
            return;
        }
        let mut fault =
            Diagnostic::new(Code::UnknownReference, word.span, format!("there is no {what} `{}`{place}", word.value));
        fault = match nearest(&word.value, names.iter().copied()) {
            Some(near) => fault.label("not declared").help(format!("did you mean `{near}`?")),
            None if names.is_empty() => {
                fault.label(format!("the spec has no {what}")).help("declare it, or leave it out")
            }
            None => fault.label("not declared").help(format!("choose one of {}", listed(&names))),
        };
        self.diagnostics.push(fault);
    }

    pub(crate) fn credential(&mut self, word: &Word) -> Option<Arc<Credential>> {
        self.used.insert(Used::Credential(word.value.clone()));
        let found = self.credentials.iter().find(|credential| credential.name == word.value).cloned();
        if found.is_none() {
            self.unknown("credential", word, names(&self.spec.credentials));
        }
        found
    }

    pub(crate) fn enumeration(&mut self, word: &Word) -> Option<Arc<Enumeration>> {
        self.used.insert(Used::Enumeration(word.value.clone()));
        let found = self.enumerations.iter().find(|enumeration| enumeration.name == word.value).cloned();
        if found.is_none() {
            self.unknown("enumeration", word, names(&self.spec.enumerations));
        }
        found
    }

    pub(crate) fn key(&mut self, word: &Word) -> Option<Arc<Key>> {
        self.used.insert(Used::Key(word.value.clone()));
        let found = self.keys.iter().find(|key| key.name == word.value).cloned();
        if found.is_none() {
            self.unknown("key", word, names(&self.spec.keys));
        }
        found
    }

    pub(crate) fn use_message(&mut self, name: &str) {
        self.used.insert(Used::Message(name.to_owned()));
    }

    pub(crate) fn use_value(&mut self, name: &str) {
        self.used.insert(Used::Value(name.to_owned()));
    }

    /// The declarations that nothing refers to.
    pub(crate) fn unused(&self) -> Vec<(Span, String)> {
        let spec = self.spec;
        let mut out = Vec::new();
        let mut list = |what: &str, names: Vec<&Word>, wrap: fn(String) -> Used| {
            for name in names {
                if !self.used.contains(&wrap(name.value.clone())) {
                    out.push((name.span, format!("{what} `{}` is never used", name.value)));
                }
            }
        };
        list("credential", words(&spec.credentials), Used::Credential);
        list("enumeration", words(&spec.enumerations), Used::Enumeration);
        list("message", words(&spec.messages), Used::Message);
        list("value", words(&spec.values), Used::Value);
        list("key", words(&spec.keys), Used::Key);
        out
    }
}

/// The names of a section.
pub(crate) fn names<T>(entries: &Entries<T>) -> impl Iterator<Item = &str> {
    entries.iter().map(|(name, _)| name.value.as_str())
}

fn words<T>(entries: &Entries<T>) -> Vec<&Word> {
    entries.iter().map(|(name, _)| name).collect()
}

/// The entry of that name.
pub(crate) fn entry<'e, T>(entries: &'e Entries<T>, name: &str) -> Option<&'e T> {
    entries.iter().find(|(word, _)| word.value == name).map(|(_, entry)| entry)
}

/// Names as a sentence lists them, cut where there are many.
pub(crate) fn listed(names: &[&str]) -> String {
    let shown: Vec<String> = names.iter().take(8).map(|name| format!("`{name}`")).collect();
    let rest = if names.len() > 8 { ", …" } else { "" };
    format!("{}{rest}", shown.join(", "))
}
