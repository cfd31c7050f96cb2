//! The conversions of an open enumeration: a declared enum that keeps an unlisted text in its variant `Unlisted`.

/// Implements `LISTED`, `as_str`, `Display`, `FromStr`, `From<&str>` and [`Kept`](crate::Kept) for an enum with a
/// variant `Unlisted(String)`, and [`Optional`](crate::Optional) for the texts that become one.
///
/// Each variant is given with its text on the wire, and with further texts that are read as the variant:
/// `open_enumeration!(State, Paid("PAID" | "SUCCESS"), Failed("FAILED"));`
///
/// A class of codes is a variant that holds the text; classes are tried in order, after the other variants:
/// `open_enumeration!(Code, Paid("00"); Funds(code if code.starts_with("05")));`
#[macro_export]
macro_rules! open_enumeration {
    ($name:ident $(, $variant:ident($text:literal $(| $alias:literal)*))*
    $(; $($class:ident($code:ident if $test:expr)),+)?) => {
        impl $name {
            /// The listed values, in the order of the page; classes of codes are not among them.
            pub const LISTED: &'static [Self] = &[$(Self::$variant),*];

            /// The text on the wire.
            pub fn as_str(&self) -> &str {
                match self {
                    $(Self::$variant => $text,)*
                    $($(Self::$class(text) => text,)+)?
                    Self::Unlisted(text) => text,
                }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl std::str::FromStr for $name {
            type Err = std::convert::Infallible;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Ok(Self::from(text))
            }
        }

        impl From<&str> for $name {
            fn from(text: &str) -> Self {
                match text {
                    $($text $(| $alias)* => Self::$variant,)*
                    $($($code if $test => Self::$class($code.to_owned()),)+)?
                    other => Self::Unlisted(other.to_owned()),
                }
            }
        }

        impl $crate::RoleText for $name {
            fn role_text(&self) -> Option<std::borrow::Cow<'_, str>> {
                Some(self.as_str()).filter(|text| !text.is_empty()).map(Into::into)
            }
        }

        impl $crate::Optional<$name> for &str {
            fn into_option(self) -> Option<$name> {
                Some($name::from(self))
            }
        }

        impl $crate::Optional<$name> for Option<&str> {
            fn into_option(self) -> Option<$name> {
                self.map($name::from)
            }
        }

        impl $crate::Kept for $name {
            fn keep(&self) -> $crate::kept::Value {
                $crate::kept::Value::from(self.as_str())
            }

            fn restore(kept: $crate::kept::Value) -> Option<Self> {
                kept.as_str().map(Self::from)
            }
        }
    };
}
