//! The methods of an operation's `Sent`: a tuple struct around the record of a request.

/// Implements the accessors of a struct around a [`Record`](crate::Record), its text, and reading the text back.
///
/// Each recorded field is given with its name in the record and the type of its accessor, `text` or `amount`. The word
/// `always` marks a field that every record has: a text without it is refused. A field named `_` has no accessor.
/// `sent_record!(Sent, "bank", "refund", number("refundNo", text, always), amount("amount", amount));`
#[macro_export]
macro_rules! sent_record {
    (@accessor _ $wire:literal $ty:ident) => {};
    (@accessor $field:ident $wire:literal text) => {
        #[doc = concat!("`", $wire, "` as it was sent.")]
        pub fn $field(&self) -> Option<&str> {
            self.0.get($wire)
        }
    };
    (@accessor $field:ident $wire:literal amount) => {
        #[doc = concat!("`", $wire, "` as it was sent.")]
        pub fn $field(&self) -> Option<$crate::Amount> {
            self.0.amount($wire)
        }
    };
    (@always $wire:literal) => {
        $wire
    };
    (
        $sent:ident, $provider:literal, $operation:literal
        $(, $field:tt($wire:literal, $ty:ident $(, $always:ident)?))*
    ) => {
        impl $sent {
            $($crate::sent_record!(@accessor $field $wire $ty);)*
        }

        impl std::fmt::Display for $sent {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&self.0.to_text())
            }
        }

        impl std::str::FromStr for $sent {
            type Err = $crate::SentError;

            fn from_str(text: &str) -> Result<Self, $crate::SentError> {
                let record = $crate::Record::parse(text, $provider, $operation, &[$($wire),*])?;
                record.complete(&[$($($crate::sent_record!(@$always $wire),)?)*]).map(Self)
            }
        }
    };
}

/// [`sent_record!`](crate::sent_record) for an operation that moves money: its record knows the attempt.
#[macro_export]
macro_rules! sent_refund {
    ($sent:ident, $($record:tt)*) => {
        impl $sent {
            /// Stores the record before the request is sent. `insert` gets its text, and says whether nothing was
            /// stored under this refund's number before: `true` makes it a first attempt. Any other record, also one
            /// that was read back, is of a repeated attempt, whose answers are believed less.
            ///
            /// # Errors
            /// That of `insert`: then send nothing.
            pub fn store<E>(self, insert: impl FnOnce(&str) -> Result<bool, E>) -> Result<Self, E> {
                self.0.store(insert).map(Self)
            }

            /// Whether an earlier request under this refund's number may have arrived.
            pub fn attempt(&self) -> $crate::Attempt {
                self.0.attempt()
            }
        }

        $crate::sent_record!($sent, $($record)*);
    };
}
