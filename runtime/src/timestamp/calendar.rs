//! The Gregorian calendar, also for the years before it began, without zones. The arithmetic of dates is that of Howard
//! Hinnant's "chrono-Compatible Low-Level Date Algorithms".

const DAY_MS: i64 = 86_400_000;

/// A date and a time of day in some zone.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct LocalTime {
    pub(super) year: i64,
    pub(super) month: i64,
    pub(super) day: i64,
    pub(super) hour: i64,
    pub(super) minute: i64,
    pub(super) second: i64,
    pub(super) millisecond: i64,
}

impl LocalTime {
    /// The time so many milliseconds after the beginning of 1970 in the zone.
    pub(super) fn after_1970(milliseconds: i64) -> Self {
        let [year, month, day] = date(milliseconds.div_euclid(DAY_MS));
        let rest = milliseconds.rem_euclid(DAY_MS);
        let (hour, minute, second) = (rest / 3_600_000, rest / 60_000 % 60, rest / 1000 % 60);
        Self { year, month, day, hour, minute, second, millisecond: rest % 1000 }
    }

    /// The inverse of [`Self::after_1970`]. A number that is out of its range counts on into the next greater unit.
    pub(super) fn milliseconds(self) -> i64 {
        let seconds = (self.hour * 60 + self.minute) * 60 + self.second;
        days(self.year, self.month, self.day) * DAY_MS + seconds * 1000 + self.millisecond
    }

    /// Whether each number is in its range.
    pub(super) fn exists(self) -> bool {
        Self::after_1970(self.milliseconds()) == self
    }

    /// The number of days since Monday.
    pub(super) fn weekday(self) -> i64 {
        const THURSDAY: i64 = 3;
        (days(self.year, self.month, self.day) + THURSDAY).rem_euclid(7)
    }
}

/// The days in 400 years, after which the calendar repeats.
const ERA: i64 = 146_097;
/// The days from 1 March of the year 0 to 1970. A year that begins in March ends with the leap day.
const TO_1970: i64 = 719_468;

/// The days from 1970 to a date.
fn days(year: i64, month: i64, day: i64) -> i64 {
    let (year, month) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    let (era, year) = (year.div_euclid(400), year.rem_euclid(400));
    let day_of_year = (153 * month + 2) / 5 + day - 1;
    era * ERA + year * 365 + year / 4 - year / 100 + day_of_year - TO_1970
}

/// The year, month and day so many days after 1970.
fn date(days: i64) -> [i64; 3] {
    let (era, day) = ((days + TO_1970).div_euclid(ERA), (days + TO_1970).rem_euclid(ERA));
    let year = (day - day / 1460 + day / 36_524 - day / 146_096) / 365;
    let day_of_year = day - (365 * year + year / 4 - year / 100);
    let month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month + 2) / 5 + 1;
    let year = era * 400 + year;
    if month < 10 { [year, month + 3, day] } else { [year + 1, month - 9, day] }
}

#[cfg(test)]
mod tests {
    use time::{Date, Month, OffsetDateTime};

    use super::*;

    #[test]
    fn every_day_of_the_crate_time() {
        let mut known = Date::from_ordinal_date(0, 1).unwrap();
        for day in days(0, 1, 1)..days(10_000, 1, 1) {
            let (year, month) = (i64::from(known.year()), i64::from(u8::from(known.month())));
            let at = LocalTime::after_1970(day * DAY_MS);
            assert_eq!([at.year, at.month, at.day], [year, month, i64::from(known.day())]);
            assert_eq!(at.weekday(), i64::from(known.weekday().number_days_from_monday()), "{at:?}");
            assert_eq!(at.milliseconds(), day * DAY_MS, "{at:?}");
            known = known.next_day().unwrap_or(known);
        }
    }

    #[test]
    fn every_number_beside_its_range() {
        let new_year = LocalTime::after_1970(0);
        for (year, month, day) in (0..120_000).map(|n| (1999 + n / 20_000, n / 100 % 200, n % 100)) {
            let at = LocalTime { year, month, day, ..new_year };
            let month = Month::try_from(month as u8).ok();
            let known = month.and_then(|month| Date::from_calendar_date(year as i32, month, day as u8).ok());
            assert_eq!(at.exists(), known.is_some(), "{at:?}");
        }
        for (hour, minute, second) in [(24, 0, 0), (0, 60, 0), (0, 0, 60)] {
            assert!(!LocalTime { hour, minute, second, ..new_year }.exists());
        }
        assert!(LocalTime { hour: 23, minute: 59, second: 59, millisecond: 999, ..new_year }.exists());
    }

    #[test]
    fn times_of_day_of_the_crate_time() {
        for milliseconds in (-5_000_000_000_000..5_000_000_000_000).step_by(999_999_937) {
            let known = OffsetDateTime::from_unix_timestamp_nanos(i128::from(milliseconds) * 1_000_000).unwrap();
            let (hour, minute, second, millisecond) = known.to_hms_milli();
            let at = LocalTime::after_1970(milliseconds);
            assert_eq!([at.hour, at.minute, at.second], [hour, minute, second].map(i64::from));
            assert_eq!(at.millisecond, i64::from(millisecond));
            assert_eq!(at.milliseconds(), milliseconds);
        }
    }
}
