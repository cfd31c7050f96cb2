//! Prefixes of namespaces: each one is declared, and those of the spec stand for the namespaces of the spec alone.

use super::attributes::{declared_prefix, every};
use super::refused;
use crate::ReadError;

/// The greatest number of prefixes that are declared around an element.
const MAX_PREFIXES: usize = 64;

/// The prefixes that are declared around the current place.
pub(super) struct Namespaces<'a, 'r> {
    /// The prefixes of the spec, each with its namespace.
    known: &'r [(&'r str, &'r str)],
    /// The declared prefixes, each with the depth of its element.
    declared: Vec<(usize, &'a str)>,
    depth: usize,
}

impl<'a, 'r> Namespaces<'a, 'r> {
    pub(super) fn new(known: &'r [(&'r str, &'r str)]) -> Self {
        Self { known, declared: Vec::new(), depth: 0 }
    }

    /// Enters an element.
    pub(super) fn open(&mut self) {
        self.depth += 1;
    }

    /// Leaves an element, and forgets the prefixes that it declared.
    pub(super) fn close(&mut self) {
        while self.declared.pop_if(|(depth, _)| *depth == self.depth).is_some() {}
        self.depth = self.depth.saturating_sub(1);
    }

    /// Checks a start tag, after [`Namespaces::open`].
    ///
    /// # Errors
    /// A prefix is not declared, or a prefix or a namespace of the spec is declared with another partner.
    pub(super) fn check(&mut self, name: &str, tag: &'a str) -> Result<(), ReadError> {
        let attributes = every(tag, name)?;
        for (attribute, namespace) in &attributes {
            if let Some(prefix) = declared_prefix(attribute) {
                self.declare(prefix, namespace)?;
            }
        }
        let used = attributes.iter().map(|(attribute, _)| *attribute).filter(|name| declared_prefix(name).is_none());
        let undeclared = |name: &str| name.split_once(':').is_some_and(|(prefix, _)| !self.is_declared(prefix));
        if undeclared(name) || used.into_iter().any(undeclared) {
            return Err(refused("a prefix without a namespace"));
        }
        Ok(())
    }

    fn declare(&mut self, prefix: &'a str, namespace: &str) -> Result<(), ReadError> {
        if self.known.iter().any(|(known, of)| (*known == prefix) != (*of == namespace)) {
            return Err(refused("a namespace with another prefix than the spec gives it"));
        }
        if namespace.is_empty() && !prefix.is_empty() || self.declared.len() == MAX_PREFIXES {
            return Err(refused("an empty namespace, or too many"));
        }
        self.declared.push((self.depth, prefix));
        Ok(())
    }

    /// Whether a prefix has a namespace; `xml` always has one.
    fn is_declared(&self, prefix: &str) -> bool {
        prefix == "xml" || self.declared.iter().any(|(_, declared)| *declared == prefix)
    }
}
