//! The operations that differ between sending and receiving.

use proc_macro2::TokenStream;

use crate::model::{Layer, Part, Value};

/// Emits the parts of a text in one direction.
pub(super) trait PartEmitter {
    /// An expression of type `&str` for a part that is a single text; `None` for a selection or an optional field.
    fn part(&self, part: &Part) -> Option<TokenStream>;
    /// A statement that appends a part to the `String` `text`; `secret` tells whether `text` holds a secret already.
    fn append(&self, part: &Part, secret: bool) -> TokenStream;
    /// The expression of a text that the statements write into the `String` `text`.
    fn text(&self, statements: TokenStream) -> TokenStream;
    /// The values of the message.
    fn values(&self) -> &[Value];
    /// The error of a choice without a matching case.
    fn unlisted(&self) -> TokenStream;
    /// Whether the text that chooses among cases was received.
    fn is_received(&self) -> bool;
    /// The layers of the message, from the outside in.
    fn layers(&self) -> &[Layer];
}
