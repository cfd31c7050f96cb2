//! The promises of the client.

/// A promise of the client.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Invariant {
    /// An intent is paid once at most.
    PaidOnce,
    /// A refund that succeeded was paid.
    SucceededIsPaid,
    /// A refund that failed is never paid, not even later.
    FailedNeverPays,
    /// An intent has one number.
    OneNumber,
    /// Every attempt has the same content.
    SameContent,
    /// No number is sent twice at a time.
    OneInFlight,
    /// Where the limits say so, one refund of an order is sent at a time.
    OneOfAnOrder,
    /// Each intent is final, or with a person.
    Closed,
    /// No log line shows a secret.
    NoSecretInLogs,
    /// The provider verifies each request.
    Verified,
    /// A notification of another merchant is not believed.
    NoStranger,
    /// No step fails but for another worker.
    NoError,
}

impl Invariant {
    /// The promises that the client keeps only if the provider recognises a repeated number.
    pub const RESTS_ON_THE_PROVIDER: [Self; 3] = [Self::PaidOnce, Self::FailedNeverPays, Self::OneOfAnOrder];
}

/// A broken promise.
#[derive(Debug)]
pub struct Broken {
    pub invariant: Invariant,
    #[allow(dead_code, reason = "shown by Debug")]
    pub how: String,
}
