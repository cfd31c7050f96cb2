//! Runs cases with generated code: one case a line comes in, one result a line goes out.

#![allow(warnings)]

mod providers;
mod shared;

use std::io::{BufRead, Write};

fn main() {
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for line in std::io::stdin().lock().lines() {
        let line = line.expect("a case");
        let case: serde_json::Value = serde_json::from_str(&line).expect("a case");
        writeln!(out, "{}", providers::run(&case)).expect("a reader");
        out.flush().expect("a reader");
    }
}
