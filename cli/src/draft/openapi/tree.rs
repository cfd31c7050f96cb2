//! The document as a tree, in which references are followed.

use serde_json::Value;

/// A document.
pub struct Tree<'a> {
    root: &'a Value,
}

impl<'a> Tree<'a> {
    /// The tree of a document.
    pub fn new(root: &'a Value) -> Self {
        Self { root }
    }

    /// The whole document.
    pub fn root(&self) -> &'a Value {
        self.root
    }

    /// The value that a chain of references leads to, and the name of the last one.
    pub fn resolved(&self, value: &'a Value) -> (&'a Value, Option<&'a str>) {
        const MOST: usize = 16;
        let (mut value, mut name) = (value, None);
        for _ in 0..MOST {
            let Some(reference) = value.get("$ref").and_then(Value::as_str) else { break };
            let target = reference.strip_prefix('#').and_then(|pointer| self.root.pointer(pointer));
            name = reference.rsplit('/').next();
            match target {
                Some(target) => value = target,
                None => return (&Value::Null, name),
            }
        }
        (value, name)
    }
}

impl<'a> Tree<'a> {
    /// The reference that leads out of the document, or nowhere.
    pub fn lost(&self, value: &'a Value) -> Option<&'a str> {
        let reference = value.get("$ref").and_then(Value::as_str)?;
        let (target, _) = self.resolved(value);
        target.is_null().then_some(reference)
    }
}

/// A text or a number, as text.
pub fn text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(flag) => Some(flag.to_string()),
        Value::Null | Value::Array(_) | Value::Object(_) => None,
    }
}
