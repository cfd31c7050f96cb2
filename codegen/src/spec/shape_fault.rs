//! The fault of a value of another shape than expected.

use super::tree::{Node, NodeContent};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};

/// Reports a value of another shape than expected; `what` may describe the value found.
pub(super) fn wrong_shape<T>(node: &Node, expected: &str, what: &str, out: &mut Diagnostics) -> Option<T> {
    if !matches!(node.kind, NodeContent::Faulty) {
        let message = format!("expected {expected}, found {}", node.shape());
        let fault = Diagnostic::new(Code::WrongShape, node.place, message).label(what);
        out.push(match node.kind {
            NodeContent::Null => fault.help("write a value, or leave the key out"),
            NodeContent::List(_) if expected == "a text" => fault.help("write one text, without brackets"),
            NodeContent::Map(_) if expected == "a list" => fault.help("write `- ` before each of its entries"),
            NodeContent::Map(_) if expected == "a text" => fault.help("write one text, without keys"),
            NodeContent::List(_) if expected == "a mapping" => {
                fault.help("write the entries as keys, without `- ` and brackets")
            }
            NodeContent::Scalar(_) if expected == "a mapping" => fault.help("write its keys: `{ KEY: VALUE }`"),
            NodeContent::Scalar(_) if expected == "a list" => {
                fault.help("write a list: `[a, b]`, or `- ` before each entry")
            }
            _ => fault,
        });
    }
    None
}
