//! Points in time, and their text formats.

mod error;
mod http_date;
mod pattern;

pub use error::TimeError;

use std::fmt;
use std::time::{SystemTime, UNIX_EPOCH};

use crate::ShortText;
use crate::text::integer_text;

/// A point in time, in milliseconds since 1970 (UTC). `Display` writes RFC 3339 in UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Timestamp(i64);

/// The format of a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TimeFormat {
    /// Milliseconds since 1970, 13 digits.
    EpochMillis,
    /// Seconds since 1970, 10 digits.
    EpochSeconds,
    /// The date of HTTP headers, `Sun, 06 Nov 1994 08:49:37 GMT` (RFC 9110, section 5.6.7).
    HttpDate,
    /// A local time.
    Pattern {
        /// `yyyy`, `MM`, `dd`, `HH`, `mm`, `ss`, `SSS`, and the offset: `XXX` (`+08:00`, or `Z` for zero), `XX`
        /// (`+0800`, or `Z`), `xxx` and `xx` (the same without `Z`: `+00:00`, `+0000`). Other characters stand for
        /// themselves.
        pattern: &'static str,
        /// The zone's offset from UTC in minutes.
        offset_minutes: i16,
    },
}

impl TimeFormat {
    /// A local time of a zone.
    pub const fn local(pattern: &'static str, offset_minutes: i16) -> Self {
        Self::Pattern { pattern, offset_minutes }
    }
}

const RFC_3339: TimeFormat = TimeFormat::Pattern { pattern: "yyyy-MM-ddTHH:mm:ss.SSSXXX", offset_minutes: 0 };

impl Timestamp {
    /// The time `milliseconds` after 1970 (UTC).
    pub const fn from_epoch_ms(milliseconds: i64) -> Self {
        Self(milliseconds)
    }

    /// The milliseconds since 1970 (UTC).
    pub const fn epoch_ms(self) -> i64 {
        self.0
    }

    /// The time of the system's clock.
    pub fn now() -> Self {
        let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        Self(i64::try_from(since.as_millis()).unwrap_or(i64::MAX))
    }

    /// Reads a time strictly: the exact number of digits, and an existing day.
    ///
    /// # Errors
    /// The text has another form, or names no existing time.
    pub fn parse(text: &str, format: TimeFormat) -> Result<Self, TimeError> {
        match format {
            TimeFormat::EpochMillis => epoch(text, 13, TimeError::Form("13 digits")).map(Self),
            TimeFormat::EpochSeconds => epoch(text, 10, TimeError::Form("10 digits")).map(|s| Self(s * 1000)),
            TimeFormat::HttpDate => http_date::parse(text).map(Self),
            TimeFormat::Pattern { pattern, offset_minutes } => pattern::parse(text, pattern, offset_minutes).map(Self),
        }
    }

    /// Writes the time. Patterns and HTTP dates are limited to the years 0 to 9999; other times are clamped to this
    /// range.
    pub fn format(self, format: TimeFormat) -> ShortText {
        match format {
            TimeFormat::EpochMillis => integer_text(self.0),
            TimeFormat::EpochSeconds => integer_text(self.0.div_euclid(1000)),
            TimeFormat::HttpDate => http_date::write(self.0),
            TimeFormat::Pattern { pattern, offset_minutes } => pattern::write(self.0, pattern, offset_minutes),
        }
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.format(RFC_3339))
    }
}

fn epoch(text: &str, digits: usize, form: TimeError) -> Result<i64, TimeError> {
    if text.len() != digits || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(form);
    }
    text.parse().map_err(|_| form)
}
