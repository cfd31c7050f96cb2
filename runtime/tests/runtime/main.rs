//! The runtime from outside: published vectors, boundaries, refusals, and round trips of random values.

mod amount;
mod call;
mod check;
mod cipher;
mod digest;
mod echo;
mod form;
mod json;
mod members;
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
