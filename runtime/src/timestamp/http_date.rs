//! Dates of HTTP headers: `Sun, 06 Nov 1994 08:49:37 GMT` (IMF-fixdate of RFC 9110, section 5.6.7), without the
//! obsolete forms.

use super::civil::Civil;
use super::error::TimeError;
use super::pattern::Reader;
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
    let at = Civil { year, month, day, hour, minute, second, millisecond: 0 };
    let epoch_ms = at.epoch_ms().filter(|_| at.weekday() == weekday);
    epoch_ms.ok_or(TimeError::Calendar)
}

pub(super) fn write(epoch_ms: i64) -> ShortText {
    let at = Civil::at(epoch_ms);
    let name = |names: &[&'static str], at: i64| usize::try_from(at).ok().and_then(|at| names.get(at)).copied();
    let mut text = ShortText::new();
    text.push_str(name(&DAYS, at.weekday()).unwrap_or_default());
    text.push_str(", ");
    text.push_digits(at.day.unsigned_abs(), 2);
    text.push(' ');
    text.push_str(name(&MONTHS, at.month - 1).unwrap_or_default());
    text.push(' ');
    text.push_digits(at.year.unsigned_abs(), 4);
    for (before, number) in [(' ', at.hour), (':', at.minute), (':', at.second)] {
        text.push(before);
        text.push_digits(number.unsigned_abs(), 2);
    }
    text.push_str(" GMT");
    text
}
