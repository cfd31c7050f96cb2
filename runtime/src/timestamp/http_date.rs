//! Dates of HTTP headers: `Sun, 06 Nov 1994 08:49:37 GMT` (IMF-fixdate of RFC 9110, section 5.6.7), without the
//! obsolete forms.

use time::UtcOffset;

use super::error::TimeError;
use super::pattern::{Reader, local, milliseconds, shown};
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
    let at = local([year, month, day], [hour, minute, second], 0).ok_or(TimeError::Calendar)?;
    let agrees = u16::from(at.weekday().number_days_from_monday()) == weekday;
    if agrees { Ok(milliseconds(at.assume_utc())) } else { Err(TimeError::Calendar) }
}

pub(super) fn write(epoch_ms: i64) -> ShortText {
    let at = shown(epoch_ms, UtcOffset::UTC);
    let name = |names: &[&'static str], at: u8| names.get(usize::from(at)).copied().unwrap_or_default();
    let mut text = ShortText::new();
    text.push_str(name(&DAYS, at.weekday().number_days_from_monday()));
    text.push_str(", ");
    text.push_digits(at.day().into(), 2);
    text.push(' ');
    text.push_str(name(&MONTHS, u8::from(at.month()).saturating_sub(1)));
    text.push(' ');
    text.push_digits(u64::from(at.year().unsigned_abs()), 4);
    for (before, number) in [(' ', at.hour()), (':', at.minute()), (':', at.second())] {
        text.push(before);
        text.push_digits(number.into(), 2);
    }
    text.push_str(" GMT");
    text
}
