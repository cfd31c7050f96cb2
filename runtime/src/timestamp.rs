//! Points in time, and their text formats.

mod error;
mod http_date;
mod pattern;
mod zone;

pub use error::TimeError;

use std::fmt;
use std::time::{SystemTime, UNIX_EPOCH};

use refundry_vocabulary::TimeFormat;

use zone::Zone;

use crate::ShortText;
use crate::text::integer_text;

/// A point in time, in milliseconds since 1970 (UTC). `Display` writes RFC 3339 in UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Timestamp(i64);

const RFC_3339: TimeFormat<'_> = TimeFormat::Pattern { pattern: "yyyy-MM-ddTHH:mm:ss.SSSXXX", offset_minutes: 0 };

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
    pub fn parse(text: &str, format: TimeFormat<'_>) -> Result<Self, TimeError> {
        match format {
            TimeFormat::EpochMillis => epoch(text, 13).map(Self),
            TimeFormat::EpochSeconds => epoch(text, 10).map(|s| Self(s * 1000)),
            TimeFormat::HttpDate => http_date::parse(text).map(Self),
            TimeFormat::Pattern { pattern, offset_minutes } => {
                pattern::parse(text, pattern, pattern::fixed(offset_minutes)).map(Self)
            }
            TimeFormat::Zoned { pattern, zone } => pattern::parse(text, pattern, Zone::Named(zone)).map(Self),
        }
    }

    /// Writes the time. Patterns and HTTP dates are limited to the years 0 to 9999; other times are clamped to this
    /// range.
    pub fn format(self, format: TimeFormat<'_>) -> ShortText {
        match format {
            TimeFormat::EpochMillis => integer_text(self.0),
            TimeFormat::EpochSeconds => integer_text(self.0.div_euclid(1000)),
            TimeFormat::HttpDate => http_date::write(self.0),
            TimeFormat::Pattern { pattern, offset_minutes } => {
                pattern::write(self.0, pattern, pattern::fixed(offset_minutes))
            }
            TimeFormat::Zoned { pattern, zone } => pattern::write(self.0, pattern, Zone::Named(zone)),
        }
    }

    /// The year in the zone of the format, from 0 to 9999.
    pub fn year(self, format: TimeFormat<'_>) -> i32 {
        let zone = match format {
            TimeFormat::EpochMillis | TimeFormat::EpochSeconds | TimeFormat::HttpDate => pattern::fixed(0),
            TimeFormat::Pattern { offset_minutes, .. } => pattern::fixed(offset_minutes),
            TimeFormat::Zoned { zone, .. } => Zone::Named(zone),
        };
        pattern::shown(self.0, zone.at(self.0)).year()
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.format(RFC_3339))
    }
}

fn epoch(text: &str, digits: usize) -> Result<i64, TimeError> {
    let number = Some(text).filter(|text| text.len() == digits && text.bytes().all(|byte| byte.is_ascii_digit()));
    number.and_then(|text| text.parse().ok()).ok_or_else(|| TimeError::Form(format!("{digits} digits")))
}
