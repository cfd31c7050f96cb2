//! The declaration of a family of words.

/// A family of words that a spec may hold.
pub trait WordFamily: Copy + 'static {
    /// Every word of the family, in the order of its rows.
    const ALL: &'static [Self];

    /// The spelling in a spec.
    fn word(self) -> &'static str;

    /// The meaning in a sentence.
    fn meaning(self) -> &'static str;
}

/// Declares a family: an enum, and one row of facts for each variant. The struct of a row has the field `word`. The `vis`
/// after `#[default]` is always empty; a repetition needs a variable.
macro_rules! words {
    (
        $(#[$meta:meta])*
        $name:ident: $row:ident {
            $($(#[doc = $doc:literal])* $(#[default] $default:vis)? $variant:ident { $($fact:ident: $value:expr),* $(,)? })*
        }
    ) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum $name {
            $($(#[doc = $doc])* $(#[default] $default)? $variant,)*
        }

        impl $name {
            /// Every word of the family, in the order of its rows.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// The facts of the word.
            pub const fn row(self) -> &'static $row {
                match self {
                    $(Self::$variant => const { &$row { $($fact: $value),* } },)*
                }
            }

            /// The name of the variant, as generated code writes it.
            pub const fn variant(self) -> &'static str {
                match self {
                    $(Self::$variant => stringify!($variant),)*
                }
            }

            /// The spelling in a spec.
            pub const fn word(self) -> &'static str {
                self.row().word
            }

            /// The meaning in a sentence, from the documentation of the variant.
            pub fn meaning(self) -> &'static str {
                match self {
                    $(Self::$variant => concat!($($doc),*),)*
                }
                .trim_start()
            }

            /// The word with this spelling; `None` if there is none.
            pub fn of_word(word: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|known| known.word() == word)
            }
        }

        impl $crate::WordFamily for $name {
            const ALL: &'static [Self] = Self::ALL;

            fn word(self) -> &'static str {
                self.word()
            }

            fn meaning(self) -> &'static str {
                self.meaning()
            }
        }
    };
}
