//! Dates of HTTP headers: `Sun, 06 Nov 1994 08:49:37 GMT` (IMF-fixdate of RFC 9110, section 5.6.7), without the
//! obsolete forms.

use super::calendar::LocalTime;
use super::error::TimeError;
use super::pattern::{Reader, shown};
use crate::ShortText;

/// The names of the days, from Monday.
const DAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

pub(super) fn parse(text: &str) -> Result<i64, TimeError> {
    let mut reader = Reader { rest: text, form: "EEE, dd MMM yyyy HH:mm:ss GMT" };
    let weekday = reader.one_of(&DAYS)?;
    reader.text(", ")?;
    let day = reader.digits(2)?;
    reader.text(" ")?;
    let month = reader.one_of(&MONTHS)? + 1;
    reader.text(" ")?;
    let year = reader.digits(4)?;
    reader.text(" ")?;
    let hour = reader.digits(2)?;
    reader.text(":")?;
    let minute = reader.digits(2)?;
    reader.text(":")?;
    let second = reader.digits(2)?;
    reader.text(" GMT")?;
    if !reader.rest.is_empty() {
        return Err(reader.misfit());
    }
    let at = LocalTime { year, month, day, hour, minute, second, millisecond: 0 };
    if at.exists() && at.weekday() == weekday { Ok(at.milliseconds()) } else { Err(TimeError::Calendar) }
}

pub(super) fn write(epoch_ms: i64) -> ShortText {
    let at = shown(epoch_ms, 0);
    let name = |names: &[&'static str], at: i64| {
        usize::try_from(at).ok().and_then(|at| names.get(at).copied()).unwrap_or_default()
    };
    let mut text = ShortText::new();
    text.push_str(name(&DAYS, at.weekday()));
    text.push_str(", ");
    text.push_digits(at.day.unsigned_abs(), 2);
    text.push(' ');
    text.push_str(name(&MONTHS, at.month - 1));
    text.push(' ');
    text.push_digits(at.year.unsigned_abs(), 4);
    for (before, number) in [(' ', at.hour), (':', at.minute), (':', at.second)] {
        text.push(before);
        text.push_digits(number.unsigned_abs(), 2);
    }
    text.push_str(" GMT");
    text
}
