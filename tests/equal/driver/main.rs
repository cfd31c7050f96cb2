//! Runs cases with generated code: reads one case per line, and writes one result per line.
//!
//! A line with a list adds sets of credentials. Cases refer to a set by its index, in the order of arrival.

#![allow(warnings)]

mod providers;
mod shared;

use std::{
    cell::RefCell,
    io::{BufRead, Write},
};

use serde_json::Value;

thread_local!(static HELD: RefCell<Vec<Value>> = RefCell::default());

/// The credentials with an index.
fn held(number: &Value) -> Value {
    HELD.with_borrow(|held| held[shared::integer(number) as usize].clone())
}

fn main() {
    let mut out = std::io::BufWriter::with_capacity(1 << 16, std::io::stdout().lock());
    let mut input = std::io::BufReader::with_capacity(1 << 16, std::io::stdin().lock());
    let mut line = String::new();
    loop {
        // Flush the results when no more cases are buffered.
        if input.buffer().is_empty() {
            out.flush().expect("a reader");
        }
        line.clear();
        if input.read_line(&mut line).expect("a case") == 0 {
            return;
        }
        match line.parse().expect("a case") {
            Value::Array(held) => HELD.with_borrow_mut(|all| all.extend(held)),
            case => writeln!(out, "{}", providers::run(&case)).expect("a reader"),
        }
    }
}
