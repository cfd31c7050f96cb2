//! The offset of a zone: a fixed one, or that of a zone by name, which has summer time.

use super::civil::Civil;
use super::error::TimeError;

/// A zone.
#[derive(Clone, Copy)]
pub(super) enum Zone<'a> {
    /// A fixed offset from UTC, in minutes.
    Fixed(i16),
    /// A name of the IANA database.
    Named(&'a str),
}

impl Zone<'_> {
    /// The offset at an instant, in seconds; UTC if the zone is unknown.
    pub(super) fn at(self, epoch_ms: i64) -> i64 {
        match self {
            Self::Fixed(minutes) => i64::from(minutes) * 60,
            Self::Named(name) => named::at(name, epoch_ms).unwrap_or_default(),
        }
    }

    /// The offset of a local time, in seconds: of one that occurs twice, that of the earlier instant.
    ///
    /// # Errors
    /// The clocks skip the local time, or the zone is unknown.
    pub(super) fn of(self, local: Civil) -> Result<i64, TimeError> {
        match self {
            Self::Fixed(minutes) => Ok(i64::from(minutes) * 60),
            Self::Named(name) => named::of(name, local).ok_or(TimeError::Calendar),
        }
    }
}

#[cfg(feature = "zones")]
mod named {
    use jiff::Timestamp;
    use jiff::civil::DateTime;
    use jiff::tz::{AmbiguousOffset, TimeZone};

    use super::Civil;

    pub(super) fn at(name: &str, epoch_ms: i64) -> Option<i64> {
        let offset = TimeZone::get(name).ok()?.to_offset(Timestamp::from_millisecond(epoch_ms).ok()?);
        Some(offset.seconds().into())
    }

    pub(super) fn of(name: &str, local: Civil) -> Option<i64> {
        let byte = |number: i64| i8::try_from(number).ok();
        let Civil { year, month, day, hour, minute, second, .. } = local;
        let (year, month, day) = (i16::try_from(year).ok()?, byte(month)?, byte(day)?);
        let local = DateTime::new(year, month, day, byte(hour)?, byte(minute)?, byte(second)?, 0).ok()?;
        match TimeZone::get(name).ok()?.to_ambiguous_timestamp(local).offset() {
            AmbiguousOffset::Unambiguous { offset } | AmbiguousOffset::Fold { before: offset, .. } => {
                Some(offset.seconds().into())
            }
            AmbiguousOffset::Gap { .. } => None,
        }
    }
}

#[cfg(not(feature = "zones"))]
mod named {
    pub(super) fn at(_: &str, _: i64) -> Option<i64> {
        None
    }

    pub(super) fn of(_: &str, _: super::Civil) -> Option<i64> {
        None
    }
}
