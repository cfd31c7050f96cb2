//! What a call or an answer means for the refund.

/// What became of a refund, as far as it is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Outcome {
    /// Nothing left the machine.
    NotSent,
    /// Accepted and held by the provider under our number.
    Processing,
    /// The provider says that the money went out.
    Succeeded,
    /// Not done now; the same number may work later.
    Refused(After),
    /// This number will never pay.
    Failed,
    /// It may or may not have happened: query, then send the same number again. Where a refund has no number, the
    /// operation says so, and nothing is sent again before it is known what became of the first.
    Unknown,
}

/// What must come before a refused request is sent again under the same number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum After {
    /// Some time.
    Pause,
    /// More money in the merchant's account.
    Funding,
    /// A mended request or configuration.
    Fix,
}

/// Whether an answer belongs to the first request under its number.
///
/// A final code on a repeated attempt may be our own first try that went through.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Attempt {
    /// Nothing was sent under this number before.
    First,
    /// An earlier request under this number may have arrived.
    Repeated,
}
