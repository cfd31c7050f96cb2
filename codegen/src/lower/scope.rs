//! The declarations of a spec, and the lookup of names in them.

use std::{
    collections::{BTreeSet, HashMap, HashSet},
    sync::Arc,
};

use super::other_kind;
use crate::{
    diagnostic::{Cause, Code, Diagnostic, Diagnostics, Edit, Undeclared, likeliest, listed, nearest, only},
    model::{Credential, Enumeration, Field, Key, Layer, Message},
    source::Span,
    spec::syntax::{self, Entries, Spec, Word},
};

/// The greatest depth of nested messages, or of values that refer to values.
const MAX_DEPTH: usize = 32;
/// The greatest size of a message in fields, or of a value in bytes and parts, with all references written out.
const MAX_SIZE: usize = 1 << 20;

/// The declarations of a spec, and the faults found so far.
pub struct Scope<'a> {
    pub(crate) spec: &'a Spec,
    pub(crate) diagnostics: &'a mut Diagnostics,
    pub(crate) credentials: Vec<Arc<Credential>>,
    pub(crate) enumerations: Vec<Arc<Enumeration>>,
    pub(crate) messages: Vec<Arc<Message>>,
    pub(crate) keys: Vec<Arc<Key>>,
    /// The messages being lowered, or the values being bound, to detect recursion.
    pub(crate) open: Vec<String>,
    /// The size of each message and each value with all references written out.
    pub(crate) sizes: HashMap<Used, usize>,
    /// The names of the messages that are sent in brackets.
    pub(crate) bracketed: HashSet<String>,
    /// The positions of declarations in their lists.
    pub(crate) places: HashMap<Used, usize>,
    /// The first name that was passed over in silence, because the fault of its declaration was reported.
    passed_over: Option<Word>,
    /// Whether a selection leaves out a name of no field: it may be that of the signature, which it then covers.
    pub(crate) selects_unknown: bool,
    used: BTreeSet<Used>,
}

/// A declaration that something refers to.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
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
            sizes: HashMap::new(),
            bracketed: HashSet::new(),
            places: HashMap::new(),
            passed_over: None,
            selects_unknown: false,
            used: BTreeSet::new(),
        }
    }

    pub(crate) fn fault_with(&mut self, code: Code, span: Span, message: impl Into<String>, help: impl Into<String>) {
        self.diagnostics.push(Diagnostic::new(code, span, message).help(help));
    }

    /// Reports an unknown name, unless it is declared and the fault of its declaration was reported.
    pub(crate) fn unknown<'n>(&mut self, what: &str, word: &Word, names: impl IntoIterator<Item = &'n str>) {
        self.unknown_in(what, "", word, names);
    }

    /// Like `unknown`, with the place of the search: ` in …`.
    pub(crate) fn unknown_in<'n>(
        &mut self,
        what: &str,
        place: &str,
        word: &Word,
        names: impl IntoIterator<Item = &'n str>,
    ) {
        let fault = self.without_name(what, place, word, names);
        self.push_unknown(word, fault);
    }

    /// Like `unknown`, for a member of a received message.
    pub(super) fn unknown_member(&mut self, word: &Word, message: &Message) {
        let fault = self.without_name("member", "", word, self.field_names(message));
        self.push_unknown(word, fault.map(|fault| fault.of_message(&message.name)));
    }

    /// Reports a field that takes a credential of its own name, and there is none.
    pub(super) fn undeclared_credential(&mut self, word: &Word) {
        let fault = self.without_name("credential", "", word, names(&self.spec.credentials)).map(|fault| {
            match fault.undeclared().is_some_and(|name| name.near.is_none()) {
                true => fault.help(format!(
                    "declare `{}` under `credentials`, or name another one: `from: credential NAME`",
                    word.value
                )),
                false => fault,
            }
        });
        self.push_unknown(word, fault);
    }

    pub(super) fn push_unknown(&mut self, word: &Word, fault: Option<Diagnostic>) {
        match fault {
            Some(fault) => self.diagnostics.push(fault),
            None => drop(self.passed_over.get_or_insert_with(|| word.clone())),
        }
    }

    /// Reports a name that was passed over although nothing else is wrong: what it stands in is not in the model.
    pub(crate) fn report_passed_over(&mut self) {
        if let Some(word) = self.passed_over.take().filter(|_| !self.diagnostics.has_errors()) {
            let text = format!("`{}` is declared, and cannot be used here", word.value);
            self.fault_with(Code::UnknownReference, word.span, text, "leave it out, or name another one");
        }
    }

    /// Like `unknown`, for the word of a condition on an answer: no other word is offered.
    pub(crate) fn unknown_value<'n>(&mut self, what: &str, word: &Word, names: impl IntoIterator<Item = &'n str>) {
        let fault = self.without_name(what, "", word, names);
        fault.into_iter().for_each(|fault| self.diagnostics.push(Diagnostic { fix: None, ..fault }));
    }

    pub(super) fn without_name<'n>(
        &self,
        what: &str,
        place: &str,
        word: &Word,
        names: impl IntoIterator<Item = &'n str>,
    ) -> Option<Diagnostic> {
        let fault =
            Diagnostic::new(Code::UnknownReference, word.span, format!("there is no {what} `{}`{place}", word.value));
        // A fault beyond the limit is only counted, so no similar name is looked for.
        if self.diagnostics.is_full() {
            return Some(fault);
        }
        let names: Vec<&str> = names.into_iter().collect();
        if names.contains(&word.value.as_str()) {
            return None;
        }
        // The name of another declaration is no slip of a letter; fields of other messages have near names, too.
        let kind = other_kind::kind_of(self.spec, &word.value);
        let last = word.value.rsplit('.').next().filter(|last| word.value.contains('.') && names.contains(last));
        let near = last
            .or_else(|| nearest(&word.value, names.iter().copied()))
            .filter(|near| kind.is_none() || only(&word.value, names.iter().copied()) == Some(near));
        let is_secret = word.value.len() > 15 && word.value.bytes().all(|next| next.is_ascii_alphanumeric());
        if near.is_none()
            && is_secret
            && word.value.bytes().any(|next| next.is_ascii_digit())
            && what.contains("credential")
        {
            // A key is not repeated in a message.
            let fault = Diagnostic { message: format!("this is no name of a {what}"), ..fault };
            return Some(fault.help("name a credential: a spec holds no keys, its examples have made-up ones"));
        }
        let undeclared = Undeclared { near: near.map(str::to_owned), ..Undeclared::new(what, &word.value) };
        let fault = fault.cause(Cause::Undeclared(undeclared));
        let kind = kind.or_else(|| other_kind::field_of(self.spec, &word.value)).filter(|_| near.is_none());
        let fault = match &kind {
            Some(kind) => Diagnostic { message: format!("`{}` is {kind}, and no {what}{place}", word.value), ..fault },
            None => fault,
        };
        Some(match near {
            Some(near) => {
                let edit = self.respelled(word, near, &names);
                fault.label("not declared").help(format!("did you mean `{near}`?")).fix(edit)
            }
            None if names.is_empty() => {
                fault.label(format!("the spec has no {what}")).help("declare it, or leave it out")
            }
            None => {
                let fault = if kind.is_some() { fault } else { fault.label("not declared") };
                fault.help(format!("choose one of {}", listed(&likeliest(&word.value, names))))
            }
        })
    }

    /// The nearest name in the place of a word, if no other may be meant and it is not that of a field with money or a
    /// role.
    fn respelled(&self, word: &Word, near: &str, names: &[&str]) -> Option<Edit> {
        let as_written = word.span.end - word.span.start == word.value.len();
        let decides = |field: &syntax::Field| {
            let amount = |ty: &syntax::Type| matches!(ty, syntax::Type::Scalar(syntax::Scalar::Amount(_)));
            field.role.is_some() || field.ty.as_ref().is_none_or(|ty| amount(&ty.value))
        };
        let mut messages = self.spec.messages.iter().filter_map(|(_, message)| entry(&message.fields, near));
        let sure = as_written && only(&word.value, names.iter().copied()) == Some(near);
        (sure && !messages.any(decides)).then(|| Edit::new(word.span, near))
    }

    pub(crate) fn credential(&mut self, word: &Word) -> Option<Arc<Credential>> {
        let used = Used::Credential(word.value.clone());
        let found = self.places.get(&used).and_then(|place| self.credentials.get(*place)).cloned();
        self.used.insert(used);
        if found.is_none() {
            self.unknown("credential", word, names(&self.spec.credentials));
        }
        found
    }

    pub(crate) fn enumeration(&mut self, word: &Word) -> Option<Arc<Enumeration>> {
        let used = Used::Enumeration(word.value.clone());
        let found = self.places.get(&used).and_then(|place| self.enumerations.get(*place)).cloned();
        self.used.insert(used);
        if found.is_none() {
            self.unknown("enumeration", word, names(&self.spec.enumerations));
        }
        found
    }

    pub(crate) fn key(&mut self, word: &Word) -> Option<Arc<Key>> {
        let used = Used::Key(word.value.clone());
        let found = self.places.get(&used).and_then(|place| self.keys.get(*place)).cloned();
        self.used.insert(used);
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

    /// Whether one more message or value may be nested in the open ones. Every later pass recurses as deep.
    pub(crate) fn may_open(&mut self, what: &str, word: &Word) -> bool {
        let fits = self.open.len() < MAX_DEPTH;
        if !fits {
            let text = format!("{what} are nested more than {MAX_DEPTH} levels deep");
            self.fault_with(Code::TooLarge, word.span, text, "refer to fewer of them one inside the other");
        }
        fits
    }

    /// Whether a message or value stays small with every reference written out, as later passes do.
    pub(crate) fn may_hold(&mut self, used: Used, size: usize, what: &str, word: &Word) -> bool {
        let fits = size <= MAX_SIZE;
        if !fits {
            let text = format!("{what} `{}` is too large with all that it refers to", word.value);
            self.fault_with(Code::TooLarge, word.span, text, "refer to each thing inside it less often");
        }
        self.sizes.insert(used, if fits { size } else { 0 });
        fits
    }

    pub(crate) fn size(&self, used: &Used) -> usize {
        self.sizes.get(used).copied().unwrap_or_default()
    }

    /// A field of the message that the caller supplies.
    pub(crate) fn caller_field(
        &mut self,
        message: &Message,
        syntax: &syntax::Message,
        name: &str,
        span: Span,
    ) -> Option<Arc<Field>> {
        let word = Word { value: name.to_owned(), span };
        let Some(field) = message.field(name).cloned() else {
            self.unknown("field", &word, names(&syntax.fields));
            return None;
        };
        if !field.source.is_caller() {
            let text = format!("`{name}` does not come from the caller, so no expression can use it");
            self.fault_with(Code::SourceDoesNotFit, span, text, "name a field without `from` or `constant`");
            return None;
        }
        Some(field)
    }

    /// The names of a message's fields, including faulty ones.
    pub(crate) fn field_names(&self, message: &Message) -> impl Iterator<Item = &'a str> + use<'a> {
        self.message_syntax(&message.name).into_iter().flat_map(|syntax| names(&syntax.fields))
    }

    /// The names of the fields in several layers, including faulty ones.
    pub(crate) fn names_in(&self, layers: &[Layer]) -> impl Iterator<Item = &'a str> + use<'a> {
        let messages = layers.iter().filter_map(|layer| self.message_syntax(&layer.message.name));
        messages.collect::<Vec<_>>().into_iter().flat_map(|message| names(&message.fields))
    }

    /// The syntax of a declared message.
    pub(crate) fn message_syntax(&self, name: &str) -> Option<&'a syntax::Message> {
        entry(&self.spec.messages, name)
    }

    /// The syntax of a value; an unknown name is reported.
    pub(crate) fn declared_value(&mut self, word: &Word) -> Option<&syntax::Value> {
        let spec = self.spec;
        self.use_value(&word.value);
        let found = entry(&spec.values, &word.value);
        if found.is_none() {
            self.unknown("value", word, names(&spec.values));
        }
        found
    }

    /// The place of a value's declaration.
    pub(crate) fn declared_at(&self, name: &str) -> Option<Span> {
        self.spec.values.entry(name).map(|(word, _)| word.span)
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
    entries.entry(name).map(|(_, entry)| entry)
}

/// The text of an optional word, empty if absent.
pub(super) fn text_or_empty(word: Option<&Word>) -> String {
    word.map(|word| word.value.clone()).unwrap_or_default()
}
