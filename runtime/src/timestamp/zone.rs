//! The offset of a zone: a fixed one, or that of a zone by name, which has summer time.

use time::{PrimitiveDateTime, UtcOffset};

use super::error::TimeError;

/// A zone.
#[derive(Clone, Copy)]
pub(super) enum Zone<'a> {
    /// A fixed offset from UTC.
    Fixed(UtcOffset),
    /// A name of the IANA database.
    Named(&'a str),
}

impl Zone<'_> {
    /// The offset at an instant; UTC if the zone is unknown.
    pub(super) fn at(self, epoch_ms: i64) -> UtcOffset {
        match self {
            Self::Fixed(offset) => offset,
            Self::Named(name) => named::at(name, epoch_ms).unwrap_or(UtcOffset::UTC),
        }
    }

    /// The offset of a local time: of one that occurs twice, that of the earlier instant.
    ///
    /// # Errors
    /// The clocks skip the local time, or the zone is unknown.
    pub(super) fn of(self, local: PrimitiveDateTime) -> Result<UtcOffset, TimeError> {
        match self {
            Self::Fixed(offset) => Ok(offset),
            Self::Named(name) => named::of(name, local).ok_or(TimeError::Calendar),
        }
    }
}

#[cfg(feature = "zones")]
mod named {
    use jiff::Timestamp;
    use jiff::civil::DateTime;
    use jiff::tz::{AmbiguousOffset, Offset, TimeZone};
    use time::{PrimitiveDateTime, UtcOffset};

    pub(super) fn at(name: &str, epoch_ms: i64) -> Option<UtcOffset> {
        converted(TimeZone::get(name).ok()?.to_offset(Timestamp::from_millisecond(epoch_ms).ok()?))
    }

    pub(super) fn of(name: &str, local: PrimitiveDateTime) -> Option<UtcOffset> {
        let byte = |number: u8| i8::try_from(number).ok();
        let (year, month, day) = local.to_calendar_date();
        let (hour, minute, second) = local.as_hms();
        let year = i16::try_from(year).ok()?;
        let (month, day) = (byte(month.into())?, byte(day)?);
        let local = DateTime::new(year, month, day, byte(hour)?, byte(minute)?, byte(second)?, 0).ok()?;
        match TimeZone::get(name).ok()?.to_ambiguous_timestamp(local).offset() {
            AmbiguousOffset::Unambiguous { offset } | AmbiguousOffset::Fold { before: offset, .. } => converted(offset),
            AmbiguousOffset::Gap { .. } => None,
        }
    }

    fn converted(offset: Offset) -> Option<UtcOffset> {
        UtcOffset::from_whole_seconds(offset.seconds()).ok()
    }
}

#[cfg(not(feature = "zones"))]
use absent as named;

#[cfg(not(feature = "zones"))]
mod absent {
    use time::{PrimitiveDateTime, UtcOffset};

    pub(super) fn at(_: &str, _: i64) -> Option<UtcOffset> {
        None
    }

    pub(super) fn of(_: &str, _: PrimitiveDateTime) -> Option<UtcOffset> {
        None
    }

    #[test]
    fn a_zone_by_name_is_unknown() {
        use crate::{TimeError, TimeFormat, Timestamp};

        let zoned = TimeFormat::zoned("yyyy-MM-dd HH:mm", "Asia/Shanghai");
        assert_eq!(Timestamp::parse("1970-01-01 08:00", zoned), Err(TimeError::Calendar));
        assert_eq!(super::named::at("Asia/Shanghai", 0), None);
    }
}
