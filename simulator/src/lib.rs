//! A payment provider that runs from its spec.
//!
//! A [`Simulator`] takes in the requests of one merchant, verifies them, keeps orders and refunds in its [`Books`], and
//! answers what the spec lets it answer, signed and encrypted as the provider does. It knows no provider: every fact comes
//! from the spec.

mod books;
mod content;
mod fill;
mod row;
mod saying;
mod simulator;

pub use books::{Books, Order, Refund, State};
pub use refundry_interpreter::serve::{Arrival, ArrivalError, ProviderKeys, SpeechError};
pub use saying::Saying;
pub use simulator::{Simulator, SimulatorError};
