//! The spec that an author begins with: the shape that most providers have, and marks where their facts belong.

use std::path::PathBuf;

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::source::{Source, Span};
use crate::spec;
use crate::spec::syntax::Spanned;

const SPEC: &str = include_str!("skeleton/spec.yaml");

/// A spec of that provider. Checking it tells what is still to be written, mark by mark, and nothing else.
///
/// # Errors
/// An identifier that cannot name a module: the fault, and the source that it is in.
pub fn skeleton(id: &str) -> Result<String, Box<(Source, Diagnostic)>> {
    let mut out = Diagnostics::default();
    spec::is_name(&Spanned { value: id.to_owned(), span: Span::new(0, id.len()) }, &mut out);
    match out.into_sorted().into_iter().next() {
        Some(fault) => Err(Box::new((Source { path: PathBuf::from("ID"), text: id.to_owned() }, fault))),
        None => Ok(SPEC.replace("«id»", id)),
    }
}
