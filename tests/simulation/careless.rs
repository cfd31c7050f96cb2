//! Parts around the client that break its promises: each shows that an invariant can fail.

/// A careless part.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Careless {
    #[default]
    No,
    /// The service takes a new number after each refusal and each unknown outcome.
    NewNumbers,
    /// The ledger books an accepted refund as paid.
    AcceptedIsPaid,
    /// The transport reports silence as a request that was not sent.
    SilenceIsUnsent,
    /// The ledger takes every refund for a new one, and the service corrects the amount of a retry.
    ForgetsRefunds,
    /// The ledger keeps no lease and compares no version.
    NoLeases,
    /// The ledger lets every refund of an order be sent.
    NoHolds,
    /// The service leaves a refund alone after its first step.
    GivesUp,
    /// The transport logs the authorization of its requests.
    LogsRequests,
    /// The transport changes a byte of each request.
    DamagesRequests,
    /// The merchant has given the provider's keys to a stranger.
    SharesKeys,
    /// The service corrects the amount of a retry.
    ChangesAmounts,
}
