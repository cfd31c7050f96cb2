//! `application/x-www-form-urlencoded`: flat, or with what is nested in brackets.

use super::{Body, CAPACITY};
use crate::{Extras, FormStyle, SignError};

/// Writes a form, or a URL's query. The caller opens and closes what lies inside in matching pairs.
pub struct FormWriter {
    body: Body,
    style: FormStyle,
    /// The name of what is open: `goods[0]`. Empty outside of everything.
    path: String,
    open: Vec<Level>,
    /// The first member that the charset cannot carry.
    unwritable: Option<String>,
}

/// Something that is open.
struct Level {
    /// How much of the path lies outside of it.
    outside: usize,
    /// How many entries a list has so far.
    items: usize,
}

impl Default for FormWriter {
    fn default() -> Self {
        Self::new()
    }
}

impl FormWriter {
    /// An empty form in the default style.
    pub fn new() -> Self {
        Self::styled(FormStyle::DEFAULT)
    }

    /// An empty form.
    pub fn styled(style: FormStyle) -> Self {
        let body = Body { bytes: Vec::with_capacity(CAPACITY), secret: Vec::new() };
        Self { body, style, path: String::new(), open: Vec::new(), unwritable: None }
    }

    /// Writes a field.
    pub fn text(&mut self, name: &str, value: &str) {
        self.name(name, value);
        self.style.value(&mut self.body.bytes, value);
    }

    /// Writes a field whose value is secret.
    pub fn secret(&mut self, name: &str, value: &str) {
        self.name(name, value);
        let style = self.style;
        self.body.secret(|bytes| style.value(bytes, value));
    }

    /// Writes a number, `true` or `false`: in a form all are texts.
    pub fn literal(&mut self, name: &str, value: &str) {
        self.text(name, value);
    }

    /// Writes a number, `true` or `false` that is secret.
    pub fn secret_literal(&mut self, name: &str, value: &str) {
        self.secret(name, value);
    }

    /// A field that is absent: nothing is written.
    pub fn absent(&mut self, _: &str) {}

    /// Writes an inner layer, as [`Body::into_text`](super::Body::into_text) gives it.
    pub fn layer(&mut self, name: &str, (text, secret): &(String, bool)) {
        if *secret { self.secret(name, text) } else { self.text(name, text) }
    }

    /// Opens an object: what is inside is written as `name[inner]`.
    pub fn begin_object(&mut self, name: &str) {
        self.open.push(Level { outside: self.path.len(), items: 0 });
        push(&mut self.path, name);
    }

    /// Closes the object.
    pub fn end_object(&mut self) {
        if let Some(level) = self.open.pop() {
            self.path.truncate(level.outside);
        }
    }

    /// Opens a list: its entries are written as `name[0]`, `name[1]` …
    pub fn begin_list(&mut self, name: &str) {
        self.begin_object(name);
    }

    /// Closes the list.
    pub fn end_list(&mut self) {
        self.end_object();
    }

    /// Opens an object in a list.
    pub fn begin_item(&mut self) {
        let index = self.next();
        self.begin_object(&index);
    }

    /// Closes the object in the list.
    pub fn end_item(&mut self) {
        self.end_object();
    }

    /// Writes a text in a list.
    pub fn item_text(&mut self, value: &str) {
        let index = self.next();
        self.text(&index, value);
    }

    /// Writes a number, `true` or `false` in a list.
    pub fn item_literal(&mut self, value: &str) {
        self.item_text(value);
    }

    /// Writes an object of texts.
    pub fn map(&mut self, name: &str, entries: &[(String, String)]) {
        self.begin_object(name);
        entries.iter().for_each(|(key, value)| self.text(key, value));
        self.end_object();
    }

    /// What follows is secret, names included; the answer goes into [`FormWriter::end_secret`].
    pub fn begin_secret(&mut self) -> usize {
        self.body.bytes.len()
    }

    /// What follows is no longer secret.
    pub fn end_secret(&mut self, start: usize) {
        self.body.secret_since(start);
    }

    /// Writes the caller's fields; their values are taken for secret.
    pub fn extras(&mut self, extras: &Extras) {
        extras.iter().for_each(|(name, value)| self.secret(name, value));
    }

    /// The form in a charset that may lack a character.
    ///
    /// # Errors
    /// [`SignError::Unwritable`] if it does. Validation reports it before, wherever it looks at the value.
    pub fn finish_in_charset(self) -> Result<Body, SignError> {
        match self.unwritable {
            Some(name) => Err(SignError::Unwritable { name }),
            None => Ok(self.body),
        }
    }

    /// The form.
    pub fn finish(self) -> Body {
        self.body
    }

    fn name(&mut self, name: &str, value: &str) {
        if self.unwritable.is_none() && !(self.style.carries(name) && self.style.carries(value)) {
            self.unwritable = Some(name.to_owned());
        }
        if !self.body.bytes.is_empty() {
            self.body.bytes.push(b'&');
        }
        let outside = self.path.len();
        push(&mut self.path, name);
        self.style.name(&mut self.body.bytes, &self.path);
        self.path.truncate(outside);
        self.body.bytes.push(b'=');
    }

    /// The index of the list's next entry.
    fn next(&mut self) -> String {
        let Some(list) = self.open.last_mut() else { return String::new() };
        let index = list.items;
        list.items += 1;
        index.to_string()
    }
}

fn push(path: &mut String, name: &str) {
    let brackets = if path.is_empty() { ["", ""] } else { ["[", "]"] };
    let [open, close] = brackets;
    path.extend([open, name, close]);
}
