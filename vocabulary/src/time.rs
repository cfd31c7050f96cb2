//! Formats of times.

/// The format of a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TimeFormat<'a> {
    /// Milliseconds since 1970, 13 digits.
    EpochMillis,
    /// Seconds since 1970, 10 digits.
    EpochSeconds,
    /// The date of HTTP headers, `Sun, 06 Nov 1994 08:49:37 GMT` (RFC 9110, section 5.6.7).
    HttpDate,
    /// A local time.
    Pattern {
        /// `yyyy`, `yy` (the years 2000 to 2099), `MM`, `dd`, `HH`, `mm`, `ss`, `SSS`, and the offset: `XXX` (`+08:00`, or `Z` for zero), `XX`
        /// (`+0800`, or `Z`), `xxx` and `xx` (the same without `Z`: `+00:00`, `+0000`). Other characters stand for
        /// themselves.
        pattern: &'a str,
        /// The zone's offset from UTC in minutes.
        offset_minutes: i16,
    },
    /// A local time of a zone with summer time. It needs the runtime's feature `zones`; without it, no text is read, and
    /// what is written is UTC.
    Zoned {
        /// As in [`TimeFormat::Pattern`].
        pattern: &'a str,
        /// The name of the zone in the IANA database: `Europe/Berlin`.
        zone: &'a str,
    },
}

impl<'a> TimeFormat<'a> {
    /// A local time of a zone.
    pub const fn local(pattern: &'a str, offset_minutes: i16) -> Self {
        Self::Pattern { pattern, offset_minutes }
    }

    /// A local time of a zone by its name.
    pub const fn zoned(pattern: &'a str, zone: &'a str) -> Self {
        Self::Zoned { pattern, zone }
    }
}
