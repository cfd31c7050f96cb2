//! The template of a new spec: the shape that most providers have, with marks in place of their facts.

use std::path::PathBuf;

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::source::{Source, Span};
use crate::spec;
use crate::spec::syntax::Spanned;

const SPEC: &str = include_str!("skeleton/spec.yaml");

/// A template for this provider. Checking it reports each mark, and nothing else.
///
/// # Errors
/// The identifier cannot name a module: the fault, and the source that contains it.
pub fn skeleton(id: &str) -> Result<String, Box<(Source, Diagnostic)>> {
    let mut out = Diagnostics::default();
    spec::is_name(&Spanned { value: id.to_owned(), span: Span::new(0, id.len()) }, &mut out);
    match out.into_sorted().into_iter().next() {
        Some(fault) => Err(Box::new((Source { path: PathBuf::from("ID"), text: id.to_owned() }, fault))),
        None => Ok(SPEC.replace("«id»", id)),
    }
}
