//! The methods of an operation's `Sent`: a tuple struct around the record of a request.

/// Implements the accessors of a struct around a [`Record`](crate::Record).
///
/// Each recorded field is given with its name in the record and the type of its accessor, `text` or `amount`. The word
/// `always` marks a field that every record has: a text without it is refused. A field named `_` has no accessor. Behind
/// `as` stands the role of a field.
/// `sent_record!(Sent, "bank", "refund", number("refundNo", text, always) as refund_number, amount("amount", amount));`
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
        $(, $field:tt($wire:literal, $ty:ident $(, $always:ident)?) $(as $role:ident)?)*
    ) => {
        impl $sent {
            /// The role of each field that has one, by its name in the record.
            const ROLES: &'static [(&'static str, &'static str)] = &[$($((stringify!($role), $wire),)?)*];
        }

        $crate::recorded_roles!($sent);

        impl $sent {
            $($crate::sent_record!(@accessor $field $wire $ty);)*

            fn parse(text: &str) -> Result<$crate::Record, $crate::SentError> {
                let record = $crate::Record::parse(text, $provider, $operation, &[$($wire),*])?;
                record.complete(&[$($($crate::sent_record!(@$always $wire),)?)*])
            }
        }
    };
}

/// Text and back for a struct around a [`Record`](crate::Record) alone, as that of a query.
#[macro_export]
macro_rules! sent_query {
    ($sent:ident, $($record:tt)*) => {
        $crate::sent_record!($sent, $($record)*);

        impl std::fmt::Display for $sent {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&self.0.to_text())
            }
        }

        impl std::str::FromStr for $sent {
            type Err = $crate::SentError;

            fn from_str(text: &str) -> Result<Self, $crate::SentError> {
                Self::parse(text).map(Self)
            }
        }
    };
}

/// [`sent_record!`](crate::sent_record) for an operation that moves money: its record knows the attempt, and keeps the
/// caller's request beside the record.
#[macro_export]
macro_rules! sent_refund {
    ($sent:ident, $request:ty, $repeats:expr, $($record:tt)*) => {
        $crate::sent_record!($sent, $($record)*);

        impl $sent {
            /// Stores the record before the request is sent. `insert` gets its text, and returns the text that was stored
            /// under this refund's number before: `None` makes it a first attempt. Any other record, also one that was
            /// read back, is of a repeated attempt, whose answers are believed less.
            ///
            /// # Errors
            /// That of `insert`, or a stored request with another content. Then send nothing.
            pub fn store<E>(
                self,
                insert: impl FnOnce(&str) -> Result<Option<String>, E>,
            ) -> Result<Self, $crate::StoreError<E>> {
                let record = self.record().store(insert)?;
                Ok(Self(record.with_request(None), self.1))
            }

            /// Whether an earlier request under this refund's number may have arrived.
            pub fn attempt(&self) -> $crate::Attempt {
                self.0.attempt()
            }

            /// The time when the first request under this refund's number was signed; `None` in a record of an earlier
            /// version.
            pub fn signed(&self) -> Option<$crate::Timestamp> {
                self.0.signed()
            }

            /// The caller's request; `None` in a record of an earlier version, and if a field of it is secret.
            pub fn request(&self) -> Option<&$request> {
                self.1.as_ref()
            }

            /// Whether the provider recognises a repeated number.
            pub const REPEATS: $crate::Repeats = $repeats;

            /// Signs the same request again under the same number, as a repeated attempt: after a time-out, an unknown
            /// outcome, or a refusal after which the same number may be sent.
            ///
            /// # Errors
            /// A repeated request might pay a second time ([`SignError::Repeat`]($crate::SignError::Repeat)), or it
            /// cannot be signed. Nothing was sent then.
            pub fn again(
                &self,
                credentials: &super::credentials::Credentials,
                context: &$crate::Context<'_, super::Provider>,
            ) -> Result<$crate::Call<Self>, $crate::SignError> {
                let (request, signed) = (self.1.clone().ok_or($crate::RepeatError::NotKept)?, self.signed());
                Self::REPEATS.check(signed, context.now)?;
                let call: $crate::Call<Self> = request.sign(credentials, context)?;
                Ok(call.map_sent(|sent| Self(sent.0.signed_at(signed), sent.1)))
            }

            fn record(&self) -> $crate::Record {
                self.0.clone().with_request(self.1.as_ref().map($crate::Kept::keep))
            }
        }

        impl std::fmt::Display for $sent {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&self.record().to_text())
            }
        }

        impl std::str::FromStr for $sent {
            type Err = $crate::SentError;

            fn from_str(text: &str) -> Result<Self, $crate::SentError> {
                let record = Self::parse(text)?;
                let request = record.request().cloned().map(<$request as $crate::Kept>::restore);
                let request = request.map(|request| request.ok_or($crate::SentError::Request)).transpose()?;
                Ok(Self(record.with_request(None), request))
            }
        }
    };
}
