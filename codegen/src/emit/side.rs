//! What is different when sending and when receiving.

use proc_macro2::TokenStream;

use crate::model::{Layer, Part, Value};

/// How a part becomes text on this side.
pub(super) trait Side {
    /// An expression of type `&str` for a part that is one text, or `None` for a selection or a field
    /// that may be absent.
    fn part(&self, part: &Part) -> Option<TokenStream>;
    /// A statement that appends a part to the `String` called `text`, which may hold a secret by then.
    fn append(&self, part: &Part, secret: bool) -> TokenStream;
    /// The values, for their locals.
    fn values(&self) -> &[Value];
    /// The error of a choice that no case is declared for.
    fn unlisted(&self) -> TokenStream;
    /// The layers of the message, from the outside in.
    fn layers(&self) -> &[Layer];
}
