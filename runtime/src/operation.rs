//! The traits of the emitted types: code for all providers is written against these. The types have the same methods
//! of their own, so code for one provider needs no trait.

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

use http::Response;

use crate::{
    After, Attempt, Call, Context, CredentialError, Evidence, FromJsonError, Intent, IntentError, Outcome, ReadError,
    Repeats, Roles, SentError, Server, SignError, StoreError, Timestamp, Violation, Violations,
};

/// A provider; its type marks the servers that take its requests.
pub trait Provider: Sized + Send + Sync + 'static {
    /// The credentials of a merchant.
    type Credentials: FromTexts + Send + Sync + 'static;
    /// The name of the provider's module and cargo feature.
    const NAME: &'static str;
    /// The servers that the spec declares, by name; the first is the default.
    const SERVERS: &'static [(&'static str, &'static Server<Self>)];
    /// Whether the HTTP client has to present a client certificate of the merchant.
    const TLS_IDENTITY: bool;
    /// The figures that the provider's limits state.
    const LIMITS: Limits;
}

/// Credentials that texts state.
pub trait FromTexts: Sized {
    /// Credentials from their texts by name, for example from variables of the environment. Keys and certificates are in
    /// PEM, or as their field's documentation says; of several keys each has its serial number in the line above its PEM
    /// block. An empty text counts as none.
    ///
    /// # Errors
    /// A credential is missing, or its text is no such key.
    fn from_texts(text: impl Fn(&str) -> Option<String>) -> Result<Self, CredentialError>;
}

/// Code for every provider of a crate: its function `visit` calls these methods.
pub trait Visitor {
    /// A refund, and the question about it. Called once for each refund of each provider.
    fn refunds<Q: Query<Refund: SentRefund<Request: FromJson>>>(&mut self);

    /// A notification about that refund. Called once for each kind of notification.
    fn notifications<Q, U>(&mut self)
    where
        Q: Query<Refund: SentRefund<Request: FromJson>>,
        U: Unmatched<Provider = Q::Provider, Refund = Q::Refund>;
}

/// The limits of a provider that no single request shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// The days after the payment within which a refund is taken.
    pub days_after_payment: Option<u32>,
    /// The number of refunds that an order takes.
    pub refunds_per_order: Option<u32>,
    /// The number of requests that a merchant may send in a second.
    pub requests_per_second: Option<u32>,
    /// The number of requests that the provider refuses, of a merchant in a second.
    pub bad_requests_per_second: Option<u32>,
    /// Whether a second refund of an order waits until the first is settled.
    pub one_at_a_time: bool,
}

impl Limits {
    /// No limit is stated.
    pub const NONE: Self = Self {
        days_after_payment: None,
        refunds_per_order: None,
        requests_per_second: None,
        bad_requests_per_second: None,
        one_at_a_time: false,
    };
}

/// The inputs of a [`Context`] that a request takes, beside the server and the time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Inputs {
    /// Whether it takes the nonce.
    pub nonce: bool,
    /// Whether it takes the salt.
    pub salt: bool,
}

/// A request that the caller has filled in.
pub trait Request: Roles + Clone + fmt::Debug + Send + Sync + 'static {
    /// The provider.
    type Provider: Provider;
    /// The record of the request once it is signed.
    type Sent: Sent<Provider = Self::Provider>;
    /// The name of the operation.
    const OPERATION: &'static str;
    /// The inputs that signing takes.
    const INPUTS: Inputs;

    /// Looks at every rule; [`Request::sign`] does so by itself.
    ///
    /// # Errors
    /// Every violation at once. A merely doubtful value is returned as a warning.
    fn validate(&self) -> Result<Vec<Violation>, Violations>;

    /// Validates the request and signs it.
    ///
    /// # Errors
    /// Every violation at once, or a key that cannot sign. Nothing was sent then.
    fn sign(
        self,
        credentials: &<Self::Provider as Provider>::Credentials,
        context: &Context<'_, Self::Provider>,
    ) -> Result<Call<Self::Sent>, SignError>;
}

/// A request for a refund.
pub trait Refund: Request<Sent: SentRefund> {}

impl<R: Request<Sent: SentRefund>> Refund for R {}

/// A request that a JSON text states. No request with a secret among its fields has this trait.
pub trait FromJson: Sized {
    /// The request of a JSON object with the caller's fields under their names on the wire. An amount is a whole number
    /// of the minor unit, and a time counts milliseconds since 1970.
    ///
    /// # Errors
    /// The first field that is missing, of another type, or not the caller's.
    fn from_json(text: &str) -> Result<Self, FromJsonError>;
}

/// A refund that needs nothing but what an intent states. A provider whose refund needs more, such as a sub-merchant, an
/// operator or a time, does not implement the trait.
pub trait FromIntent: Refund {
    /// The request of an intent.
    ///
    /// # Errors
    /// The intent lacks something that the request needs, or has another currency.
    fn from_intent(intent: &Intent) -> Result<Self, IntentError>;
}

/// A question about a refund that was sent.
pub trait Query: Request {
    /// The record of the refund.
    type Refund: SentRefund<Provider = Self::Provider>;

    /// The question about a refund; `None` if it needs the provider's number of the refund, and it is not known.
    fn about(refund: &Self::Refund, provider_refund_id: Option<&str>) -> Option<Self>;
}

/// The record of a request, as text and back. It holds no secret, and is enough to read an answer after a crash.
pub trait Sent: Roles + Clone + fmt::Debug + fmt::Display + FromStr<Err = SentError> + Send + Sync + 'static {
    /// The provider.
    type Provider: Provider;
    /// The answer to the request.
    type Answer: Answer;
    /// Whether the provider signs the answer. If not, the answer rests on TLS and on what it repeats of the request.
    const ANSWER_SIGNED: bool;

    /// Reads an answer to this request: verified first, then compared with the request, then read.
    ///
    /// # Errors
    /// Whatever keeps the answer from being trusted or understood. Its outcome is unknown then.
    fn read<B: AsRef<[u8]>>(
        &self,
        response: &Response<B>,
        credentials: &<Self::Provider as Provider>::Credentials,
        now: Timestamp,
    ) -> Result<Self::Answer, ReadError>;
}

/// The record of a refund, from which it can be sent again.
pub trait SentRefund: Sent {
    /// The request.
    type Request: Request<Provider = Self::Provider, Sent = Self>;
    /// Whether the provider recognises a repeated number.
    const REPEATS: Repeats;

    /// Stores the record before the request is sent. `insert` gets its text, and returns the text that was stored under
    /// this refund's number before: `None` makes it a first attempt.
    ///
    /// # Errors
    /// That of `insert`, or a stored request with another content. Then send nothing.
    fn store<E>(self, insert: impl FnOnce(&str) -> Result<Option<String>, E>) -> Result<Self, StoreError<E>>;

    /// Whether an earlier request under this refund's number may have arrived.
    fn attempt(&self) -> Attempt;

    /// The time when the first request under this refund's number was signed, if the record knows it.
    fn signed(&self) -> Option<Timestamp>;

    /// Signs the same request again under the same number, as a repeated attempt.
    ///
    /// # Errors
    /// A repeated request might pay a second time ([`SignError::Repeat`]), or it cannot be signed. Nothing was sent
    /// then.
    fn again(
        &self,
        credentials: &<Self::Provider as Provider>::Credentials,
        context: &Context<'_, Self::Provider>,
    ) -> Result<Call<Self>, SignError>;
}

/// An answer or a notification that was verified, compared and read.
pub trait Answer: Roles + Clone + fmt::Debug + Send + Sync + 'static {
    /// The outcome of the refund.
    fn outcome(&self) -> Outcome;

    /// How far the message can be trusted.
    fn evidence(&self) -> Evidence;

    /// The step that must come before the same number is sent again: a hint from the table alone, and no outcome.
    fn advice(&self) -> Option<After> {
        None
    }
}

/// A notification that was verified, and not yet compared with a refund; it tells whose it may be.
pub trait Unmatched: Roles + Clone + fmt::Debug + Send + Sync + 'static {
    /// The provider.
    type Provider: Provider;
    /// The record of the refund that it may be about.
    type Refund: Sent<Provider = Self::Provider>;
    /// The notification once it is compared.
    type Notification: Answer;
    /// The name of the operation.
    const OPERATION: &'static str;
    /// Whether the provider signs the notification. If not, it settles nothing: ask what became of the refund.
    const SIGNED: bool;

    /// Reads and verifies a notification that the provider has sent.
    ///
    /// # Errors
    /// [`ReadError::OtherKind`] for a genuine notification that is not about a refund: answer it with
    /// [`Unmatched::acknowledge_other_kind`]. Otherwise whatever keeps the notification from being trusted or understood:
    /// do not acknowledge it then.
    fn receive<B: AsRef<[u8]>>(
        request: &http::Request<B>,
        credentials: &<Self::Provider as Provider>::Credentials,
        now: Timestamp,
    ) -> Result<Self, ReadError>;

    /// The numbers of the refunds that it may be about, each of which the merchant may have sent. Most notifications
    /// are about one.
    fn refund_numbers(&self) -> Vec<Cow<'_, str>> {
        self.refund_number().into_iter().collect()
    }

    /// Compares the notification with the request it belongs to.
    ///
    /// # Errors
    /// The member that differs.
    fn compare(self, sent: &Self::Refund) -> Result<Self::Notification, ReadError>;

    /// The response that tells the provider to stop repeating this notification.
    ///
    /// # Errors
    /// The notification is not proven or lacks a member that the response repeats, or a key cannot sign.
    fn acknowledge(
        &self,
        credentials: &<Self::Provider as Provider>::Credentials,
        context: &Context<'_, Self::Provider>,
    ) -> Result<Response<Vec<u8>>, SignError>;

    /// The response to a notification of another kind; `None` if the response repeats members of the notification, so
    /// that the spec knows no other kind.
    fn acknowledge_other_kind() -> Option<Response<Vec<u8>>>;
}
