//! The operations that differ between sending and receiving.

use proc_macro2::TokenStream;

use crate::model::{Layer, Part, Value};

/// Emits the parts of a text in one direction.
pub(super) trait Side {
    /// An expression of type `&str` for a part that is one text, or `None` for a selection or a field
    /// that may be absent.
    fn part(&self, part: &Part) -> Option<TokenStream>;
    /// A statement that appends a part to the `String` called `text`, which may hold a secret by then.
    fn append(&self, part: &Part, secret: bool) -> TokenStream;
    /// The values, for their locals.
    fn values(&self) -> &[Value];
    /// The error of a choice without a matching case.
    fn unlisted(&self) -> TokenStream;
    /// The layers of the message, from the outside in.
    fn layers(&self) -> &[Layer];
}
