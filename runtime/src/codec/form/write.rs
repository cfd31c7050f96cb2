//! Writes `application/x-www-form-urlencoded`: flat, or with nested members in brackets.

use std::ops::Range;

use super::FormStyle;
use crate::codec::{Body, Format, Writer};

/// Writes a form, or a URL's query.
pub type FormWriter = Writer<Form>;

/// The form format: members of an object are written as `name[inner]`, entries of a list as `name[0]`, `name[1]` …
pub struct Form {
    style: FormStyle,
    /// The path of the innermost open object or list: `goods[0]`. Empty at the top level.
    path: String,
    open: Vec<Level>,
}

/// An open object or list.
struct Level {
    /// The length of the path outside this level, in bytes.
    outside: usize,
    /// The number of entries written so far, if it is a list.
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
        Self::of(Form { style, path: String::new(), open: Vec::new() })
    }

    /// The finished form, in a charset that can carry every value.
    pub fn finish(mut self) -> Body {
        self.end()
    }
}

impl Format for Form {
    fn member(&mut self, out: &mut Vec<u8>, name: Option<&str>, value: &str, _: bool) -> Range<usize> {
        if !out.is_empty() {
            out.push(b'&');
        }
        let outside = self.path.len();
        push(&mut self.path, name.unwrap_or_default());
        self.style.name(out, &self.path);
        self.path.truncate(outside);
        out.push(b'=');
        let start = out.len();
        self.style.value(out, value);
        start..out.len()
    }

    fn begin_object(&mut self, _: &mut Vec<u8>, name: Option<&str>) {
        self.open.push(Level { outside: self.path.len(), items: 0 });
        push(&mut self.path, name.unwrap_or_default());
    }

    fn end_object(&mut self, _: &mut Vec<u8>) {
        if let Some(level) = self.open.pop() {
            self.path.truncate(level.outside);
        }
    }

    fn begin_list(&mut self, out: &mut Vec<u8>, name: &str) {
        self.begin_object(out, Some(name));
    }

    fn end_list(&mut self, out: &mut Vec<u8>) {
        self.end_object(out);
    }

    fn entry(&mut self) -> Option<String> {
        let list = self.open.last_mut()?;
        let index = list.items;
        list.items += 1;
        Some(index.to_string())
    }

    fn carries(&self, name: &str, value: &str) -> bool {
        self.style.carries(name) && self.style.carries(value)
    }
}

fn push(path: &mut String, name: &str) {
    let [open, close] = if path.is_empty() { ["", ""] } else { ["[", "]"] };
    path.extend([open, name, close]);
}
