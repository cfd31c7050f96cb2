//! Local times by pattern: every part has a fixed number of digits, and other characters are literal.

use time::{Date, Month, OffsetDateTime, PrimitiveDateTime, Time, UtcOffset};

use super::error::TimeError;
use super::zone::Zone;
use crate::ShortText;

#[derive(Clone, Copy)]
enum Part {
    Year,
    /// The last two digits of a year from 2000 to 2099.
    ShortYear,
    Month,
    Day,
    Hour,
    Minute,
    Second,
    Millisecond,
    Offset(Style),
    Literal(char),
}

/// The style of an offset, as in the patterns of Unicode's CLDR and Java.
#[derive(Clone, Copy)]
struct Style {
    /// Whether `Z` stands for a zero offset.
    z: bool,
    /// Whether a colon separates hours and minutes.
    colon: bool,
}

/// Every name stands before names that are a prefix of it: `XXX` before `XX`.
const PARTS: [(&str, Part); 12] = [
    ("yyyy", Part::Year),
    ("yy", Part::ShortYear),
    ("MM", Part::Month),
    ("dd", Part::Day),
    ("HH", Part::Hour),
    ("mm", Part::Minute),
    ("ss", Part::Second),
    ("SSS", Part::Millisecond),
    ("XXX", Part::Offset(Style { z: true, colon: true })),
    ("XX", Part::Offset(Style { z: true, colon: false })),
    ("xxx", Part::Offset(Style { z: false, colon: true })),
    ("xx", Part::Offset(Style { z: false, colon: false })),
];

fn parts(pattern: &str) -> impl Iterator<Item = Part> {
    let mut rest = pattern;
    std::iter::from_fn(move || {
        let named = PARTS.iter().find_map(|(name, part)| Some((rest.strip_prefix(name)?, *part)));
        let (after, part) = named.or_else(|| {
            let mut characters = rest.chars();
            let literal = Part::Literal(characters.next()?);
            Some((characters.as_str(), literal))
        })?;
        rest = after;
        Some(part)
    })
}

pub(super) fn parse(text: &str, pattern: &str, zone: Zone<'_>) -> Result<i64, TimeError> {
    let mut reader = Reader { rest: text, form: pattern };
    let (mut date, mut clock, mut millisecond) = ([1970, 1, 1], [0, 0, 0], 0);
    let mut offset = None;
    let ([year, month, day], [hour, minute, second]) = (&mut date, &mut clock);
    for part in parts(pattern) {
        match part {
            Part::Year => *year = reader.digits(4)?,
            Part::ShortYear => *year = 2000 + reader.digits(2)?,
            Part::Month => *month = reader.digits(2)?,
            Part::Day => *day = reader.digits(2)?,
            Part::Hour => *hour = reader.digits(2)?,
            Part::Minute => *minute = reader.digits(2)?,
            Part::Second => *second = reader.digits(2)?,
            Part::Millisecond => millisecond = reader.digits(3)?,
            Part::Offset(style) => offset = Some(reader.offset(style)?),
            Part::Literal(literal) => reader.literal(literal)?,
        }
    }
    if !reader.rest.is_empty() {
        return Err(reader.misfit());
    }
    let local = local(date, clock, millisecond).ok_or(TimeError::Calendar)?;
    let offset = offset.map_or_else(|| zone.of(local), Ok)?;
    Ok(milliseconds(local.assume_offset(offset)))
}

pub(super) fn local(
    [year, month, day]: [u16; 3],
    [hour, minute, second]: [u16; 3],
    ms: u16,
) -> Option<PrimitiveDateTime> {
    let byte = |number: u16| u8::try_from(number).ok();
    let month = Month::try_from(byte(month)?).ok()?;
    let date = Date::from_calendar_date(i32::from(year), month, byte(day)?).ok()?;
    let time = Time::from_hms_milli(byte(hour)?, byte(minute)?, byte(second)?, ms).ok()?;
    Some(PrimitiveDateTime::new(date, time))
}

pub(super) fn milliseconds(at: OffsetDateTime) -> i64 {
    at.unix_timestamp() * 1000 + i64::from(at.millisecond())
}

/// A zone with a fixed offset.
pub(super) fn fixed(minutes: i16) -> Zone<'static> {
    Zone::Fixed(UtcOffset::from_whole_seconds(i32::from(minutes) * 60).unwrap_or(UtcOffset::UTC))
}

/// Reads a text from its beginning; any mismatch is a [`TimeError::Form`].
pub(super) struct Reader<'a> {
    pub(super) rest: &'a str,
    /// The format's description.
    pub(super) form: &'a str,
}

impl Reader<'_> {
    pub(super) fn misfit(&self) -> TimeError {
        TimeError::Form(self.form.to_owned())
    }

    pub(super) fn digits(&mut self, count: usize) -> Result<u16, TimeError> {
        let (digits, rest) = self.rest.split_at_checked(count).ok_or_else(|| self.misfit())?;
        if !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(self.misfit());
        }
        self.rest = rest;
        digits.parse().map_err(|_| self.misfit())
    }

    fn literal(&mut self, literal: char) -> Result<(), TimeError> {
        self.rest = self.rest.strip_prefix(literal).ok_or_else(|| self.misfit())?;
        Ok(())
    }

    pub(super) fn text(&mut self, text: &str) -> Result<(), TimeError> {
        self.rest = self.rest.strip_prefix(text).ok_or_else(|| self.misfit())?;
        Ok(())
    }

    /// The index of the name at this location.
    pub(super) fn one_of(&mut self, names: &[&str]) -> Result<u16, TimeError> {
        let found = (0..).zip(names).find_map(|(at, name)| Some((at, self.rest.strip_prefix(name)?)));
        let (at, rest) = found.ok_or_else(|| self.misfit())?;
        self.rest = rest;
        Ok(at)
    }

    fn offset(&mut self, style: Style) -> Result<UtcOffset, TimeError> {
        if style.z && self.literal('Z').is_ok() {
            return Ok(UtcOffset::UTC);
        }
        let sign = if self.literal('-').is_ok() { -1 } else { self.literal('+').map(|()| 1)? };
        let hours = self.digits(2)?;
        if style.colon {
            self.literal(':')?;
        }
        let minutes = self.digits(2)?;
        if hours > 23 || minutes > 59 {
            return Err(TimeError::Calendar);
        }
        let seconds = i32::from(hours) * 3600 + i32::from(minutes) * 60;
        UtcOffset::from_whole_seconds(sign * seconds).map_err(|_| TimeError::Calendar)
    }
}

pub(super) fn write(epoch_ms: i64, pattern: &str, zone: Zone<'_>) -> ShortText {
    let zone = zone.at(epoch_ms);
    let at = shown(epoch_ms, zone);
    let mut text = ShortText::new();
    for part in parts(pattern) {
        match part {
            Part::Year => text.push_digits(u64::from(at.year().unsigned_abs()), 4),
            Part::ShortYear => text.push_digits(u64::from(at.year().unsigned_abs() % 100), 2),
            Part::Month => text.push_digits(u64::from(u8::from(at.month())), 2),
            Part::Day => text.push_digits(at.day().into(), 2),
            Part::Hour => text.push_digits(at.hour().into(), 2),
            Part::Minute => text.push_digits(at.minute().into(), 2),
            Part::Second => text.push_digits(at.second().into(), 2),
            Part::Millisecond => text.push_digits(at.millisecond().into(), 3),
            Part::Offset(style) => write_offset(&mut text, zone, style),
            Part::Literal(literal) => text.push(literal),
        }
    }
    text
}

/// The local time, clamped to the years 0 to 9999.
pub(super) fn shown(epoch_ms: i64, zone: UtcOffset) -> PrimitiveDateTime {
    const FIRST: i64 = -62_167_219_200_000;
    const LAST: i64 = 253_402_300_799_999;
    let local = epoch_ms.saturating_add(i64::from(zone.whole_seconds()) * 1000).clamp(FIRST, LAST);
    let at = OffsetDateTime::from_unix_timestamp_nanos(i128::from(local) * 1_000_000);
    let at = at.unwrap_or(OffsetDateTime::UNIX_EPOCH);
    PrimitiveDateTime::new(at.date(), at.time())
}

fn write_offset(text: &mut ShortText, zone: UtcOffset, style: Style) {
    if style.z && zone.is_utc() {
        return text.push('Z');
    }
    text.push(if zone.is_negative() { '-' } else { '+' });
    text.push_digits(zone.whole_hours().unsigned_abs().into(), 2);
    if style.colon {
        text.push(':');
    }
    text.push_digits(zone.minutes_past_hour().unsigned_abs().into(), 2);
}
