//! The runtime from outside: published vectors, boundaries, refusals, and round trips of random values.

#![allow(clippy::indexing_slicing, clippy::unwrap_used, reason = "a test may panic, and so may what it calls")]

mod amount;
mod call;
#[cfg(feature = "charset")]
mod charset;
mod check;
mod cipher;
mod digest;
mod echo;
mod form;
mod json;
mod members;
mod pair_text;
mod pairs;
mod received;
mod record;
mod round_trip;
#[cfg(feature = "rsa")]
mod rsa;
mod secret;
mod server;
mod timestamp;
mod verify;
mod writers;
mod xml;
