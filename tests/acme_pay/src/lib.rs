//! What a user's crate looks like whose provider has no place in Refundry: a spec, a build script, this line.

include!(concat!(env!("OUT_DIR"), "/acme_pay.rs"));
