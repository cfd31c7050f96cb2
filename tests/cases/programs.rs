//! The programs of the reference pages, and behaviour that examples cannot show.

#![allow(clippy::all, missing_docs, unused_imports)]

extern crate cases as refundry;

include!(concat!(env!("OUT_DIR"), "/programs.rs"));
