//! Local times by pattern: every part has a fixed number of digits, and other characters are literal.

use super::civil::Civil;
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
    let mut at = Civil::at(0);
    let mut offset = None;
    for part in parts(pattern) {
        match part {
            Part::Year => at.year = reader.digits(4)?,
            Part::ShortYear => at.year = 2000 + reader.digits(2)?,
            Part::Month => at.month = reader.digits(2)?,
            Part::Day => at.day = reader.digits(2)?,
            Part::Hour => at.hour = reader.digits(2)?,
            Part::Minute => at.minute = reader.digits(2)?,
            Part::Second => at.second = reader.digits(2)?,
            Part::Millisecond => at.millisecond = reader.digits(3)?,
            Part::Offset(style) => offset = Some(reader.offset(style)?),
            Part::Literal(literal) => reader.literal(literal)?,
        }
    }
    if !reader.rest.is_empty() {
        return Err(reader.misfit());
    }
    let local = at.epoch_ms().ok_or(TimeError::Calendar)?;
    let offset = offset.map_or_else(|| zone.of(at), Ok)?;
    Ok(local - offset * 1000)
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

    pub(super) fn digits(&mut self, count: usize) -> Result<i64, TimeError> {
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
    pub(super) fn one_of(&mut self, names: &[&str]) -> Result<i64, TimeError> {
        let found = (0..).zip(names).find_map(|(at, name)| Some((at, self.rest.strip_prefix(name)?)));
        let (at, rest) = found.ok_or_else(|| self.misfit())?;
        self.rest = rest;
        Ok(at)
    }

    /// The seconds of an offset.
    fn offset(&mut self, style: Style) -> Result<i64, TimeError> {
        if style.z && self.literal('Z').is_ok() {
            return Ok(0);
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
        Ok(sign * (hours * 60 + minutes) * 60)
    }
}

pub(super) fn write(epoch_ms: i64, pattern: &str, zone: Zone<'_>) -> ShortText {
    let offset = zone.at(epoch_ms);
    let at = shown(epoch_ms, offset);
    let mut text = ShortText::new();
    for part in parts(pattern) {
        match part {
            Part::Year => text.push_digits(at.year.unsigned_abs(), 4),
            Part::ShortYear => text.push_digits(at.year.unsigned_abs() % 100, 2),
            Part::Month => text.push_digits(at.month.unsigned_abs(), 2),
            Part::Day => text.push_digits(at.day.unsigned_abs(), 2),
            Part::Hour => text.push_digits(at.hour.unsigned_abs(), 2),
            Part::Minute => text.push_digits(at.minute.unsigned_abs(), 2),
            Part::Second => text.push_digits(at.second.unsigned_abs(), 2),
            Part::Millisecond => text.push_digits(at.millisecond.unsigned_abs(), 3),
            Part::Offset(style) => write_offset(&mut text, offset, style),
            Part::Literal(literal) => text.push(literal),
        }
    }
    text
}

/// The local time at an offset in seconds, clamped to the years 0 to 9999.
pub(super) fn shown(epoch_ms: i64, offset: i64) -> Civil {
    Civil::at(epoch_ms.saturating_add(offset * 1000))
}

fn write_offset(text: &mut ShortText, offset: i64, style: Style) {
    if style.z && offset == 0 {
        return text.push('Z');
    }
    let minutes = offset.unsigned_abs() / 60;
    text.push(if offset < 0 { '-' } else { '+' });
    text.push_digits(minutes / 60, 2);
    if style.colon {
        text.push(':');
    }
    text.push_digits(minutes % 60, 2);
}
