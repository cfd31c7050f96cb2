//! The arguments of setters: a value, or an `Option` of it.

use std::borrow::Cow;

/// The argument of a setter of a field of the type `T`: a `T`, an `Option<T>`, or for a text also a `&str`.
///
/// ```
/// use refundry_runtime::Optional;
///
/// fn reason(reason: impl Optional<String>) -> Option<String> {
///     reason.into_option()
/// }
///
/// let from_a_form: Option<&str> = None;
/// assert_eq!(reason("sold out"), reason(Some("sold out")));
/// assert_eq!(reason(from_a_form), None);
/// ```
#[diagnostic::on_unimplemented(
    message = "the field takes a `{T}` or an `Option<{T}>`, and this is a `{Self}`",
    label = "expected `{T}` or `Option<{T}>`"
)]
pub trait Optional<T> {
    /// The value; `None` leaves the field out of the request.
    fn into_option(self) -> Option<T>;
}

impl<T> Optional<T> for T {
    fn into_option(self) -> Option<T> {
        Some(self)
    }
}

impl<T> Optional<T> for Option<T> {
    fn into_option(self) -> Self {
        self
    }
}

/// Implements the trait for a type that becomes a `String`, and for an `Option` of it.
macro_rules! text {
    ($($text:ty),*) => {
        $(
            impl Optional<String> for $text {
                fn into_option(self) -> Option<String> {
                    Some(self.into())
                }
            }

            impl Optional<String> for Option<$text> {
                fn into_option(self) -> Option<String> {
                    self.map(Into::into)
                }
            }
        )*
    };
}

text!(&str, &String, Cow<'_, str>, Box<str>);
