//! Helpers of the emitted tests: short functions, the same for every provider, stored as Rust source.

use proc_macro2::TokenStream;

/// Items are separated by blank lines. A helper calls only helpers above it.
const SOURCE: &str = include_str!("helpers.rs");

/// The named helpers, and the helpers that they call.
pub(super) fn source(called: &[&str]) -> TokenStream {
    let calls = |name: &str| called.contains(&name) || name == "broken" && calls_broken(called);
    let items = SOURCE.split("\n\n").filter(|item| name(item).is_some_and(calls));
    items.map(|item| item.parse::<TokenStream>().unwrap_or_default()).collect()
}

/// Whether a helper has this name.
pub(super) fn exists(helper: &str) -> bool {
    SOURCE.split("\n\n").any(|item| name(item) == Some(helper))
}

fn calls_broken(called: &[&str]) -> bool {
    called.contains(&"only") || called.contains(&"unsigned")
}

/// The name of a function or a type.
fn name(item: &str) -> Option<&str> {
    let line = item.lines().find(|line| line.starts_with("fn ") || line.starts_with("type "))?;
    let name = line.split_once(' ')?.1;
    name.split(['(', '<']).next()
}
