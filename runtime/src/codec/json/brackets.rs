//! JSON as text in square brackets, as some merchants' libraries print objects: `[a=1,list=[[b=2], [b=3]]]`.

use super::read::{Piece, pieces};

/// Appends a JSON value: an object as `[name=value,name=value]`, a list as `[item, item]`, a scalar as its text, null
/// as nothing. Text that is not JSON or has a duplicate name is appended unchanged.
pub(crate) fn push(out: &mut String, json: &str, skip_empty: bool) {
    match pieces(json) {
        Some(Piece::Object(members)) => {
            out.push('[');
            let mut first = true;
            for (name, raw) in members.iter().filter(|(_, raw)| !skip_empty || !matches!(*raw, "null" | "\"\"")) {
                if !std::mem::take(&mut first) {
                    out.push(',');
                }
                out.push_str(name);
                out.push('=');
                push(out, raw, skip_empty);
            }
            out.push(']');
        }
        Some(Piece::List(items)) => {
            out.push('[');
            for (at, item) in items.iter().enumerate() {
                if at > 0 {
                    out.push_str(", ");
                }
                push(out, item, skip_empty);
            }
            out.push(']');
        }
        Some(Piece::Text(text)) => out.push_str(&text),
        None => out.push_str(json),
    }
}
