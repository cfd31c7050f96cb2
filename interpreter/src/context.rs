//! The surroundings of a call whose provider is known at run time only.

/// Stands for the provider in types: a spec that is read at run time has no type of its own.
pub enum AnyProvider {}

/// A server of some provider.
pub type Server = refundry_runtime::Server<AnyProvider>;

/// The surroundings of one call to some provider.
pub type Context<'a> = refundry_runtime::Context<'a, AnyProvider>;
