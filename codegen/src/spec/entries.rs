//! Mappings whose keys are declared names or wire names.

use super::noun;
use super::shape::Shape;
use super::syntax::{Entries, Word};
use super::tree::Node;
use super::{name, reader, reader::Read};
use crate::diagnostic::Diagnostics;

/// A mapping whose keys are declared names.
pub(super) fn declared<T>(node: &Node, what: &'static str, read: Read<T>, out: &mut Diagnostics) -> Option<Entries<T>> {
    Some(reader::entries(node, what, name::declared, read, out))
}

pub(super) static WIRE_TEXTS: Shape = Shape::Wire(&Shape::Text);

/// A mapping from wire names to texts.
pub(super) fn wire_texts(node: &Node, out: &mut Diagnostics) -> Option<Entries<Word>> {
    Some(reader::entries(node, noun::TEXTS, name::wire, name::literal, out))
}
