//! Tokens to Rust as rustfmt would lay it out: 120 columns, a line if it fits, else broken at its weakest place.
//!
//! Only what is emitted here has to look well; whatever it is, no token is lost or added but commas at the ends of
//! lists. Parsing the tokens into a syntax tree and printing that took half of the time of a generation.

mod build;
mod layout;
mod lex;
mod list;
mod literal;
mod tree;
mod weak;

use proc_macro2::TokenStream;

/// The text of items, each with a blank line before it that is not one of several short ones.
pub(super) fn items(tokens: TokenStream) -> String {
    let (parts, words) = build::items(tokens);
    layout::print(&parts, &words)
}
