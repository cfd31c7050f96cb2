//! Finds out what the parser accepts: parses a spec with one value in an otherwise empty tree, and returns the faults
//! of that value.

use super::tree::{Kind, Node, Scalar};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::source::Span;

/// One level of the path from the root of the spec to a location.
#[derive(Clone, Debug)]
pub(crate) enum Hop {
    /// The value of a key. The key `beside`, if any, selects the variant of the mapping.
    Key { name: &'static str, beside: Option<&'static str> },
    /// A value in a list.
    Item,
}

/// The value to probe with.
#[derive(Clone, Debug)]
pub(crate) enum Put<'k> {
    Nothing,
    /// A text that is in no list of words.
    Text,
    /// A list with this number of texts.
    List(usize),
    /// A mapping with these keys.
    Map(&'k [&'static str]),
}

/// A key that no mapping of the language has, and that is not a valid declared name.
pub(crate) const STRANGE: &str = "??";

const HERE: Span = Span::new(2, 3);
const ELSEWHERE: Span = Span::new(0, 1);

/// The faults of the value itself, without the faults of the surrounding tree or of its content.
pub(crate) fn ask(path: &[Hop], put: &Put<'_>) -> Vec<Diagnostic> {
    let root = path.iter().rev().fold(value(put), |inner, hop| match hop {
        Hop::Item => node(ELSEWHERE, Kind::List(vec![inner])),
        Hop::Key { name, beside } => {
            let beside = beside.map(|name| (text(ELSEWHERE, name), text(ELSEWHERE, "x")));
            let entry = (text(ELSEWHERE, name), inner);
            node(ELSEWHERE, Kind::Map(beside.into_iter().chain([entry]).collect()))
        }
    });
    let mut out = Diagnostics::default();
    super::spec(&root, &mut out);
    out.into_sorted().into_iter().filter(|fault| fault.span == HERE).collect()
}

fn value(put: &Put<'_>) -> Node {
    let kind = match put {
        Put::Nothing => Kind::Null,
        Put::Text => return text(HERE, STRANGE),
        Put::List(count) => Kind::List(vec![text(ELSEWHERE, "x"); *count]),
        Put::Map(keys) => Kind::Map(keys.iter().map(|key| (text(HERE, key), text(ELSEWHERE, "x"))).collect()),
    };
    node(HERE, kind)
}

fn text(span: Span, text: &str) -> Node {
    node(span, Kind::Scalar(Scalar { text: text.to_owned(), plain: false, origin: None }))
}

fn node(place: Span, kind: Kind) -> Node {
    Node { span: place, place, kind }
}
