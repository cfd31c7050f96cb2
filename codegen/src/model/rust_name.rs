//! Names of items in the emitted Rust. A name that the emitted code needs itself gets an underscore.

use super::message::{camel, snake};

/// The type of a message or an enumeration: `RefundStatus` for `refund_status`.
pub fn type_name(name: &str) -> String {
    const TAKEN: &[&str] = &["Err", "From", "None", "Ok", "Option", "Result", "Some", "String", "Vec"];
    free(camel(name), TAKEN)
}

/// The struct of the required fields of an object inside requests: `GoodsRequired` for `goods`.
pub fn required_name(name: &str) -> String {
    format!("{}Required", type_name(name).trim_end_matches('_'))
}

/// The module of an operation.
pub fn module_name(name: &str) -> String {
    const TAKEN: &[&str] = &[
        "alloc",
        "core",
        "credentials",
        "enumerations",
        "errors",
        "http",
        "objects",
        "received",
        "refundry",
        "refundry_runtime",
        "rt",
        "rules",
        "servers",
        "std",
        "tests",
    ];
    free(snake(name), TAKEN)
}

/// The static of a rule or server: `SN_LENGTH` for `sn.length`.
pub fn static_name(name: &str) -> String {
    free(snake(name).to_ascii_uppercase(), &["CARRIED", "LISTED"])
}

fn free(name: String, taken: &[&str]) -> String {
    if taken.contains(&name.as_str()) { format!("{name}_") } else { name }
}
