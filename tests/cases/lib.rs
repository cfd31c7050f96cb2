//! The emitted modules of the small specs and of the shapes. Other tools computed their examples, so the emitted tests
//! prove the bytes.

#![deny(warnings)]
#![allow(clippy::all)]

pub use refundry_runtime::*;

include!(concat!(env!("OUT_DIR"), "/modules.rs"));
