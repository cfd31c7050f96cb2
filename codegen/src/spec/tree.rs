//! The tree of a YAML file, in which every key and value knows its place. Scalars keep the text that was written,
//! whatever type YAML would give them.

use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;

/// The greatest file, in bytes.
pub const MAX_BYTES: usize = 1 << 20;
/// The greatest number of mappings and lists within each other.
pub(super) const MAX_DEPTH: usize = 32;
/// The greatest number of keys and values.
pub(super) const MAX_NODES: usize = 200_000;

/// A value of the file.
#[derive(Clone, Debug)]
pub(super) struct Node {
    /// All of it.
    pub(super) span: Span,
    /// What is underlined when the value as a whole is at fault.
    pub(super) place: Span,
    pub(super) kind: Kind,
}

#[derive(Clone, Debug)]
pub(super) enum Kind {
    Null,
    Scalar(Scalar),
    List(Vec<Node>),
    Map(Vec<(Node, Node)>),
    /// A text whose rest followed as keys; only while a mapping is assembled.
    Cut,
    /// Reported already.
    Faulty,
}

/// A text as YAML decodes it.
#[derive(Clone, Debug)]
pub(super) struct Scalar {
    pub(super) text: String,
    pub(super) plain: bool,
    /// Where the text begins if it stands in the file just so.
    pub(super) origin: Option<usize>,
}

impl Node {
    /// What the value is, for a message.
    pub(super) fn shape(&self) -> &'static str {
        match self.kind {
            Kind::Null => "nothing",
            Kind::Scalar(_) => "a text",
            Kind::List(_) => "a list",
            Kind::Map(_) => "a mapping",
            Kind::Cut | Kind::Faulty => "a fault",
        }
    }
}

/// A list or mapping below the greatest depth.
pub(super) fn too_deep(span: Span) -> Diagnostic {
    too_large(span, format!("lists and mappings are nested more than {MAX_DEPTH} levels deep"))
}

/// A bound of the whole file is exceeded.
pub(super) fn too_large(span: Span, message: String) -> Diagnostic {
    Diagnostic::new(Code::TooLarge, span, message).help("split the spec, or leave out what is not a spec")
}
