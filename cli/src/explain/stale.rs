//! The times of a stale message: its own, that of the check, and the replay window.

use refundry_interpreter::Age;
use serde::Serialize;

/// The JSON report.
#[derive(Serialize)]
pub struct Report {
    time: Option<String>,
    now: String,
    within_seconds: i64,
}

impl Report {
    pub fn of(age: &Age) -> Self {
        Self { time: age.at.map(|at| at.to_string()), now: age.now.to_string(), within_seconds: age.within }
    }
}

/// The text report.
pub fn text(age: &Age) -> String {
    let time = match (age.at, &age.text) {
        (Some(at), _) => format!("{at}, {}", distance(at.epoch_ms(), age.now.epoch_ms())),
        (None, Some(_)) => "not in the format of the spec".to_owned(),
        (None, None) => "absent".to_owned(),
    };
    format!(
        "  time of the message  {time}\n  time of the check    {}\n  allowed              {} s before or after\n",
        age.now, age.within
    )
}

/// The distance of a message from the check, in seconds.
fn distance(at: i64, now: i64) -> String {
    let seconds = at.abs_diff(now) / 1000;
    let side = if at < now { "before" } else { "after" };
    format!("{seconds} s {side} the check")
}
