//! Dates and times of the Gregorian calendar, in no zone: the number of a day, and the day of a number.
//!
//! A year is counted from March, so that the leap day is its last day. Source: Howard Hinnant, "chrono-Compatible
//! Low-Level Date Algorithms". The tests hold each day of 10,000 years against the crate `time`.

const MS_PER_DAY: i64 = 86_400_000;

/// The days of 400 years, after which the calendar repeats.
const DAYS_PER_ERA: i64 = 146_097;

/// The days from the first of March of the year 0 to 1970.
const DAYS_TO_1970: i64 = 719_468;

/// A date and a time of the years 0 to 9999.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Civil {
    pub(super) year: i64,
    pub(super) month: i64,
    pub(super) day: i64,
    pub(super) hour: i64,
    pub(super) minute: i64,
    pub(super) second: i64,
    pub(super) millisecond: i64,
}

impl Civil {
    /// The date and time so many milliseconds after 1970, clamped to the years 0 to 9999.
    pub(super) fn at(epoch_ms: i64) -> Self {
        const FIRST: i64 = -62_167_219_200_000;
        const LAST: i64 = 253_402_300_799_999;
        let epoch_ms = epoch_ms.clamp(FIRST, LAST);
        let (day, ms) = (epoch_ms.div_euclid(MS_PER_DAY), epoch_ms.rem_euclid(MS_PER_DAY));
        let (year, month, day) = date(day);
        let (hour, minute) = (ms / 3_600_000, ms / 60_000 % 60);
        Self { year, month, day, hour, minute, second: ms / 1000 % 60, millisecond: ms % 1000 }
    }

    /// The milliseconds since 1970; `None` if the calendar has no such date or time.
    pub(super) fn epoch_ms(self) -> Option<i64> {
        let seconds = (self.hour * 60 + self.minute) * 60 + self.second;
        let epoch_ms = self.number_of_day() * MS_PER_DAY + seconds * 1000 + self.millisecond;
        (Self::at(epoch_ms) == self).then_some(epoch_ms)
    }

    /// The day of the week, from Monday at 0.
    pub(super) fn weekday(self) -> i64 {
        // 1970 began on a Thursday.
        (self.number_of_day() + 3).rem_euclid(7)
    }

    /// The number of the day since 1970.
    fn number_of_day(self) -> i64 {
        let month = (self.month + 9) % 12;
        let year = if month < 10 { self.year } else { self.year - 1 };
        let (era, year) = (year.div_euclid(400), year.rem_euclid(400));
        let day_of_year = first_day(month) + self.day - 1;
        era * DAYS_PER_ERA + year * 365 + year / 4 - year / 100 + day_of_year - DAYS_TO_1970
    }
}

/// The year, the month and the day of the month.
fn date(number_of_day: i64) -> (i64, i64, i64) {
    let number = number_of_day + DAYS_TO_1970;
    let (era, day) = (number.div_euclid(DAYS_PER_ERA), number.rem_euclid(DAYS_PER_ERA));
    let year = (day - day / 1460 + day / 36_524 - day / 146_096) / 365;
    let day_of_year = day - (year * 365 + year / 4 - year / 100);
    let month = (5 * day_of_year + 2) / 153;
    let year = era * 400 + if month < 10 { year } else { year + 1 };
    (year, (month + 2) % 12 + 1, day_of_year - first_day(month) + 1)
}

/// The day of the year on which a month begins, both counted from March at 0.
fn first_day(month: i64) -> i64 {
    (153 * month + 2) / 5
}
