//! What a user's crate looks like whose provider has no place in Refundry: a spec, a build script, this line.

include!(concat!(env!("OUT_DIR"), "/acme_pay.rs"));

// The spec that `refundry new` begins, filled in: its emitted tests run here.
include!(concat!(env!("OUT_DIR"), "/begun_pay.rs"));
