//! The tree of a YAML file, in which every key and value has a span. Scalars keep their text, whatever type YAML would
//! give them.

use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;

/// The greatest size of a file, in bytes.
pub const MAX_BYTES: usize = 1 << 20;
/// The greatest nesting depth of mappings and lists.
pub(super) const MAX_DEPTH: usize = 32;
/// The greatest number of keys and values.
pub(super) const MAX_NODES: usize = 200_000;

/// A value of the file.
#[derive(Clone, Debug)]
pub(super) struct Node {
    /// The span of the whole value.
    pub(super) span: Span,
    /// The span to underline when the whole value is at fault.
    pub(super) place: Span,
    pub(super) kind: NodeContent,
}

#[derive(Clone, Debug)]
pub(super) enum NodeContent {
    Null,
    Scalar(Scalar),
    List(Vec<Node>),
    Map(Vec<(Node, Node)>),
    /// A text whose rest was read as keys; exists only while a mapping is built.
    Split,
    /// A faulty value that was reported already.
    Faulty,
}

/// A decoded YAML text.
#[derive(Clone, Debug)]
pub(super) struct Scalar {
    pub(super) text: String,
    pub(super) plain: bool,
    /// The offset of the text in the file; `None` if the file writes it with escapes.
    pub(super) origin: Option<usize>,
}

impl Node {
    /// The shape of the value in words, for a message.
    pub(super) fn shape(&self) -> &'static str {
        match self.kind {
            NodeContent::Null => "nothing",
            NodeContent::Scalar(_) => "a text",
            NodeContent::List(_) => "a list",
            NodeContent::Map(_) => "a mapping",
            NodeContent::Split | NodeContent::Faulty => "a fault",
        }
    }

    /// Whether two mappings have different content.
    pub(super) fn differs_from(&self, other: &Self) -> bool {
        matches!((&self.kind, &other.kind), (NodeContent::Map(_), NodeContent::Map(_))) && !self.is_like(other)
    }

    fn is_like(&self, other: &Self) -> bool {
        match (&self.kind, &other.kind) {
            (NodeContent::Scalar(one), NodeContent::Scalar(other)) => one.text == other.text,
            (NodeContent::List(one), NodeContent::List(other)) => {
                one.len() == other.len() && one.iter().zip(other).all(|(one, other)| one.is_like(other))
            }
            (NodeContent::Map(one), NodeContent::Map(other)) => {
                let alike = |((key, value), (other, its)): (&(Self, Self), &(Self, Self))| {
                    key.is_like(other) && value.is_like(its)
                };
                one.len() == other.len() && one.iter().zip(other).all(alike)
            }
            (NodeContent::Null, NodeContent::Null) => true,
            _ => false,
        }
    }
}

/// The fault of a list or mapping beyond the greatest depth.
pub(super) fn too_deep(span: Span) -> Diagnostic {
    too_large(span, format!("lists and mappings are nested more than {MAX_DEPTH} levels deep"))
}

/// The fault of a file that exceeds a bound.
pub(super) fn too_large(span: Span, message: String) -> Diagnostic {
    Diagnostic::new(Code::TooLarge, span, message).help("split the spec, or leave out content that is not part of one")
}
