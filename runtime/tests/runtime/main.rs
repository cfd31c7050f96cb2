//! Tests of the public interface: published vectors, boundaries, rejections, and round trips of random values.

#![allow(clippy::indexing_slicing, clippy::unwrap_used, reason = "a test may panic, and so may what it calls")]

mod acknowledge;
mod amount;
mod by_word;
mod call;
mod cbc_hmac;
mod charset;
mod check;
mod cipher;
mod context;
mod cuts;
mod digest;
mod echo;
mod encoding;
mod flat;
mod form;
mod json;
mod members;
mod no_panic;
mod outcome;
mod p256;
mod p384;
mod pair_text;
mod pairs;
mod picked;
mod received;
mod record;
mod round_trip;
mod rsa;
mod secret;
mod segments;
mod server;
mod setters;
mod sm2;
mod timestamp;
mod vectors;
mod verify;
mod weak_rsa;
mod writers;
mod x509;
mod xml;
mod xml_elements;
