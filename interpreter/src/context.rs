//! The context of a call to a provider that is known at run time only.

/// The marker type of every provider: a spec that is read at run time has no type of its own.
pub enum AnyProvider {}

/// A server of some provider.
pub type Server = refundry_runtime::Server<AnyProvider>;

/// The context of one call to some provider.
pub type Context<'a> = refundry_runtime::Context<'a, AnyProvider>;
