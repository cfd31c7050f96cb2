//! Implements the traits of operations for the types of a module: they hand every call on to the types' own methods.

/// Implements [`Answer`](crate::operation::Answer).
#[doc(hidden)]
#[macro_export]
macro_rules! answer_trait {
    ($answer:ident $($advice:ident)?) => {
        impl $crate::operation::Answer for $answer {
            fn outcome(&self) -> $crate::Outcome {
                <$answer>::outcome(self)
            }

            fn evidence(&self) -> $crate::Evidence {
                <$answer>::evidence(self)
            }

            $(fn $advice(&self) -> Option<$crate::After> {
                <$answer>::$advice(self)
            })?
        }
    };
}

/// Implements [`Request`](crate::operation::Request) and [`Sent`](crate::operation::Sent). `$by` is how `sign` takes
/// the request.
#[doc(hidden)]
#[macro_export]
macro_rules! exchange_traits {
    ($name:literal, [$($by:tt)?], nonce = $nonce:literal, salt = $salt:literal, signed = $signed:literal) => {
        impl $crate::operation::Request for Request {
            type Provider = super::Provider;
            type Sent = Sent;
            const OPERATION: &'static str = $name;
            const INPUTS: $crate::operation::Inputs = $crate::operation::Inputs { nonce: $nonce, salt: $salt };

            fn validate(&self) -> Result<Vec<$crate::Violation>, $crate::Violations> {
                <Request>::validate(self)
            }

            fn sign(
                self,
                credentials: &super::credentials::Credentials,
                context: &$crate::Context<'_, super::Provider>,
            ) -> Result<$crate::Call<Sent>, $crate::SignError> {
                <Request>::sign($($by)? self, credentials, context)
            }
        }

        impl $crate::operation::Sent for Sent {
            type Provider = super::Provider;
            type Answer = Answer;
            const ANSWER_SIGNED: bool = $signed;

            fn read<B: AsRef<[u8]>>(
                &self,
                response: &$crate::http::Response<B>,
                credentials: &super::credentials::Credentials,
                now: $crate::Timestamp,
            ) -> Result<Answer, $crate::ReadError> {
                <Sent>::read(self, response, credentials, now)
            }
        }
    };
}

/// Implements the traits of a refund for `Request`, `Sent` and `Answer` of the module.
/// `refund_traits!("refund", nonce = true, salt = false, signed = true);`
#[macro_export]
macro_rules! refund_traits {
    ($name:literal, $($facts:tt)*) => {
        $crate::answer_trait!(Answer advice);
        $crate::exchange_traits!($name, [], $($facts)*);

        impl $crate::operation::SentRefund for Sent {
            type Request = Request;

            const REPEATS: $crate::Repeats = <Sent>::REPEATS;

            fn store<E>(
                self,
                insert: impl FnOnce(&str) -> Result<Option<String>, E>,
            ) -> Result<Self, $crate::StoreError<E>> {
                <Sent>::store(self, insert)
            }

            fn attempt(&self) -> $crate::Attempt {
                <Sent>::attempt(self)
            }

            fn signed(&self) -> Option<$crate::Timestamp> {
                <Sent>::signed(self)
            }

            fn again(
                &self,
                credentials: &super::credentials::Credentials,
                context: &$crate::Context<'_, super::Provider>,
            ) -> Result<$crate::Call<Self>, $crate::SignError> {
                <Sent>::again(self, credentials, context)
            }
        }
    };
}

/// Implements [`FromIntent`](crate::operation::FromIntent).
/// `intent_trait!(Request);`
#[macro_export]
macro_rules! intent_trait {
    ($request:ident) => {
        impl $crate::operation::FromIntent for $request {
            fn from_intent(intent: &$crate::Intent) -> Result<Self, $crate::IntentError> {
                <$request>::from_intent(intent)
            }
        }
    };
}

/// Implements the traits of a query. `$refund` is the module of its refund; a query that needs the provider's number of
/// the refund has it as the only field of `Required`.
/// `query_traits!("refund_query", refund, nonce = true, salt = false, signed = true);`
#[macro_export]
macro_rules! query_traits {
    (@of $sent:ident, $id:ident) => {{
        let _ = $id;
        Some(Self::of($sent))
    }};
    (@of $sent:ident, $id:ident, $field:ident) => {
        $id.map(|id| Self::of($sent, Required { $field: id.into() }))
    };
    ($name:literal, $refund:ident $(($field:ident))?, $($facts:tt)*) => {
        $crate::answer_trait!(Answer);
        $crate::exchange_traits!($name, [&], $($facts)*);

        impl $crate::operation::Query for Request {
            type Refund = super::$refund::Sent;

            fn about(refund: &super::$refund::Sent, provider_refund_id: Option<&str>) -> Option<Self> {
                $crate::query_traits!(@of refund, provider_refund_id $(, $field)?)
            }
        }
    };
}

/// Implements the traits of a notification. `$of` is the module of the refund; then comes how the module acknowledges
/// (`fixed` by a function, `written` by a method, or `bare`), and `listed` if the notification lists refund numbers.
/// `notification_traits!("notification", refund, signed = true, fixed);`
#[macro_export]
macro_rules! notification_traits {
    (@acknowledge fixed $unmatched:ident, $credentials:ident, $context:ident) => {{
        let _ = ($credentials, $context);
        Ok(acknowledge())
    }};
    (@acknowledge written $unmatched:ident, $credentials:ident, $context:ident) => {
        $unmatched.0.acknowledge($credentials, $context).map($crate::Acknowledgement::into_response)
    };
    (@acknowledge bare $unmatched:ident, $credentials:ident, $context:ident) => {{
        let _ = ($credentials, $context);
        Ok($crate::acknowledge(200, None, ""))
    }};
    (@other_kind fixed) => {
        Some(acknowledge())
    };
    (@other_kind written) => {
        None
    };
    (@other_kind bare) => {
        Some($crate::acknowledge(200, None, ""))
    };
    (@listed listed) => {
        fn refund_numbers(&self) -> Vec<std::borrow::Cow<'_, str>> {
            <Unmatched>::refund_numbers(self).map(Into::into).collect()
        }
    };
    ($name:literal, $of:ident, signed = $signed:literal, $acknowledge:ident $(, $listed:ident)?) => {
        $crate::answer_trait!(Notification);
        $crate::roles_of_inner!(Unmatched, 0);

        impl $crate::operation::Unmatched for Unmatched {
            type Provider = super::Provider;
            type Refund = super::$of::Sent;
            type Notification = Notification;
            const OPERATION: &'static str = $name;
            const SIGNED: bool = $signed;

            fn receive<B: AsRef<[u8]>>(
                request: &$crate::http::Request<B>,
                credentials: &super::credentials::Credentials,
                now: $crate::Timestamp,
            ) -> Result<Self, $crate::ReadError> {
                receive(request, credentials, now)
            }

            $($crate::notification_traits!(@listed $listed);)?

            fn compare(self, sent: &super::$of::Sent) -> Result<Notification, $crate::ReadError> {
                <Unmatched>::compare(self, sent)
            }

            fn acknowledge(
                &self,
                credentials: &super::credentials::Credentials,
                context: &$crate::Context<'_, super::Provider>,
            ) -> Result<$crate::http::Response<Vec<u8>>, $crate::SignError> {
                $crate::notification_traits!(@acknowledge $acknowledge self, credentials, context)
            }

            fn acknowledge_other_kind() -> Option<$crate::http::Response<Vec<u8>>> {
                $crate::notification_traits!(@other_kind $acknowledge)
            }
        }
    };
}
