//! Times: exact digit counts, real days.

use refundry_runtime::{TimeError, TimeFormat, Timestamp};

const SHANGHAI: i16 = 480;
const COMPACT: TimeFormat<'_> = local("yyyyMMddHHmmss");
const SPACED: TimeFormat<'_> = local("yyyy-MM-dd HH:mm:ss");
const ISO: TimeFormat<'_> = local("yyyy-MM-ddTHH:mm:ssXXX");

const fn local(pattern: &str) -> TimeFormat<'_> {
    TimeFormat::Pattern { pattern, offset_minutes: SHANGHAI }
}

#[test]
fn patterns_round_trip() {
    let at = Timestamp::from_epoch_ms(1_731_902_400_123);
    for (pattern, text) in [
        ("yyyyMMddHHmmss", "20241118120000"),
        ("yyyy-MM-dd HH:mm:ss", "2024-11-18 12:00:00"),
        ("yyyy-MM-ddTHH:mm:ssXXX", "2024-11-18T12:00:00+08:00"),
        ("yyyyMMddHHmmssSSS", "20241118120000123"),
        ("dd.MM.yyyy 在 HH时", "18.11.2024 在 12时"),
        ("yyMMddHHmmss", "241118120000"),
        ("ddMMyyHHmmss", "181124120000"),
    ] {
        assert_eq!(at.format(local(pattern)).as_str(), text);
        let read = Timestamp::parse(text, local(pattern)).unwrap();
        assert_eq!(read.format(local(pattern)).as_str(), text);
    }
    assert_eq!(Timestamp::parse("20241118120000", COMPACT), Ok(Timestamp::from_epoch_ms(1_731_902_400_000)));
    assert_eq!(at.to_string(), "2024-11-18T04:00:00.123Z");
}

/// Python: `datetime.fromtimestamp(at, ZoneInfo("Europe/Berlin"))`, and `fold=0` for the local time that occurs twice.
#[test]
fn zones_have_summer_time() {
    let zone = TimeFormat::zoned("yyyy-MM-ddTHH:mm:ssxxx", "Europe/Berlin");
    for (at, text) in [
        (1_731_902_400_000, "2024-11-18T05:00:00+01:00"),
        (1_719_835_200_000, "2024-07-01T14:00:00+02:00"),
        (1_711_846_799_000, "2024-03-31T01:59:59+01:00"),
        (1_711_846_800_000, "2024-03-31T03:00:00+02:00"),
        (2_540_246_400_000, "2050-07-01T02:00:00+02:00"),
    ] {
        assert_eq!(Timestamp::from_epoch_ms(at).format(zone).as_str(), text);
        let local = TimeFormat::zoned("yyyy-MM-ddTHH:mm:ss", "Europe/Berlin");
        assert_eq!(Timestamp::parse(&text[..19], local), Ok(Timestamp::from_epoch_ms(at)), "{text}");
    }
    let local = |text: &str| Timestamp::parse(text, TimeFormat::zoned("yyyy-MM-dd HH:mm:ss", "Europe/Berlin"));
    assert_eq!(local("2024-10-27 02:30:00"), Ok(Timestamp::from_epoch_ms(1_729_989_000_000)));
    assert_eq!(local("2024-03-31 02:30:00"), Err(TimeError::Calendar));
    assert_eq!(Timestamp::parse("2024", TimeFormat::zoned("yyyy", "Nowhere/At_All")), Err(TimeError::Calendar));
    for extreme in [i64::MIN, i64::MAX] {
        let _ = Timestamp::from_epoch_ms(extreme).format(zone);
    }
}

#[test]
fn a_year_of_two_digits_is_of_this_century() {
    for (text, epoch_ms) in [("000101", 946_684_800_000), ("691231", 3_155_673_600_000), ("991231", 4_102_358_400_000)]
    {
        let (read, utc) = (Timestamp::from_epoch_ms(epoch_ms), TimeFormat::local("yyMMdd", 0));
        assert_eq!(Timestamp::parse(text, utc), Ok(read), "{text}");
        assert_eq!(read.format(utc).as_str(), text);
    }
    for text in ["20241118", "2411", "24111", "2-1118", "241318"] {
        assert!(Timestamp::parse(text, TimeFormat::local("yyMMdd", 0)).is_err(), "{text}");
    }
}

#[test]
fn a_written_offset_counts() {
    let noon = Ok(Timestamp::from_epoch_ms(1_731_902_400_000));
    for text in ["2024-11-18T12:00:00+08:00", "2024-11-18T04:00:00Z", "2024-11-17T22:30:00-05:30"] {
        assert_eq!(Timestamp::parse(text, ISO), noon, "{text}");
    }
    let west = TimeFormat::Pattern { pattern: "HH:mmXXX", offset_minutes: -330 };
    assert_eq!(Timestamp::from_epoch_ms(0).format(west).as_str(), "18:30-05:30");
    for text in ["2024-11-18T12:00:00+0800", "2024-11-18T12:00:00", "2024-11-18T12:00:00+24:00", "2024-11-18T12:00:00z"]
    {
        assert!(Timestamp::parse(text, ISO).is_err(), "{text}");
    }
}

/// Offsets of Java's `DateTimeFormatter`; each text is as the javadoc describes it.
#[test]
fn offsets_are_written_as_the_pattern_says() {
    let noon = Timestamp::from_epoch_ms(1_731_902_400_000);
    let cases = [
        ("HH:mmXXX", "12:00+08:00", "04:00Z"),
        ("HH:mmXX", "12:00+0800", "04:00Z"),
        ("HH:mmxxx", "12:00+08:00", "04:00+00:00"),
        ("HH:mmxx", "12:00+0800", "04:00+0000"),
    ];
    for (pattern, beijing, utc) in cases {
        for (offset_minutes, text) in [(480, beijing), (0, utc)] {
            let format = TimeFormat::Pattern { pattern, offset_minutes };
            assert_eq!(noon.format(format).as_str(), text);
            assert_eq!(
                Timestamp::parse(text, format),
                Timestamp::parse("04:00", TimeFormat::Pattern { pattern: "HH:mm", offset_minutes: 0 })
            );
        }
    }
    for (pattern, text) in
        [("HH:mmxx", "04:00Z"), ("HH:mmxxx", "04:00Z"), ("HH:mmXX", "04:00+00:00"), ("HH:mmxxx", "04:00+0000")]
    {
        assert!(
            Timestamp::parse(text, TimeFormat::Pattern { pattern, offset_minutes: 0 }).is_err(),
            "{pattern} {text}"
        );
    }
}

#[test]
fn every_digit_is_needed() {
    for text in ["2024111812000", "202411181200000", "2024111812000 ", " 2024111812000", "2024-1118120000", ""] {
        assert_eq!(Timestamp::parse(text, COMPACT), Err(TimeError::Form("yyyyMMddHHmmss".into())), "{text:?}");
    }
    for text in
        ["2024-11-18 12:00:0", "2024-11-18T12:00:00", "2024-11-18  12:00:00", "+024-11-18 12:00:00", "２024-11-18"]
    {
        assert!(Timestamp::parse(text, SPACED).is_err(), "{text:?}");
    }
}

#[test]
fn the_calendar_decides() {
    for text in ["20240229000000", "20000229235959", "20231231235959", "00000101000000", "99991231235959"] {
        let at = Timestamp::parse(text, COMPACT).unwrap();
        assert_eq!(at.format(COMPACT).as_str(), text);
    }
    for text in ["20230229000000", "21000229000000", "20240431000000", "20240001000000", "20241301000000"] {
        assert_eq!(Timestamp::parse(text, COMPACT), Err(TimeError::Calendar), "{text}");
    }
    for text in ["20240100000000", "20240101240000", "20240101006000", "20240101000060"] {
        assert_eq!(Timestamp::parse(text, COMPACT), Err(TimeError::Calendar), "{text}");
    }
}

#[test]
fn epochs_have_thirteen_or_ten_digits() {
    let (ms, s) = (TimeFormat::EpochMillis, TimeFormat::EpochSeconds);
    let at = Timestamp::parse("1731902400123", ms).unwrap();
    assert_eq!((at.epoch_ms(), at.format(ms).to_string()), (1_731_902_400_123, "1731902400123".into()));
    assert_eq!(at.format(s).as_str(), "1731902400");
    assert_eq!(Timestamp::parse("1731902400", s).map(Timestamp::epoch_ms), Ok(1_731_902_400_000));
    for text in ["173190240012", "17319024001234", "-731902400123", "1731902400.12", " 731902400123", ""] {
        assert_eq!(Timestamp::parse(text, ms), Err(TimeError::Form("13 digits".into())), "{text}");
    }
    assert!(Timestamp::parse("1731902400123", s).is_err());
}

#[test]
fn what_no_pattern_can_show_is_clamped() {
    for (at, text) in [(i64::MAX, "99991231235959"), (i64::MIN, "00000101000000")] {
        assert_eq!(Timestamp::from_epoch_ms(at).format(COMPACT).as_str(), text);
    }
    assert_eq!(Timestamp::from_epoch_ms(-1).format(TimeFormat::EpochSeconds).as_str(), "-1");
    assert!(Timestamp::now() > Timestamp::from_epoch_ms(1_700_000_000_000));
}

#[test]
fn dates_of_http_are_in_greenwich_time() {
    // The first is the example of RFC 9110, the others come from Python's `email.utils.formatdate(…, usegmt=True)`.
    for (seconds, text) in [
        (784_111_777, "Sun, 06 Nov 1994 08:49:37 GMT"),
        (0, "Thu, 01 Jan 1970 00:00:00 GMT"),
        (1_709_164_800, "Thu, 29 Feb 2024 00:00:00 GMT"),
        (-1, "Wed, 31 Dec 1969 23:59:59 GMT"),
    ] {
        let at = Timestamp::from_epoch_ms(seconds * 1000);
        assert_eq!(at.format(TimeFormat::HttpDate).as_str(), text);
        assert_eq!(Timestamp::parse(text, TimeFormat::HttpDate), Ok(at));
    }
}

#[test]
fn a_date_of_http_has_one_form_and_its_own_weekday() {
    let wrong = [
        "Sunday, 06-Nov-94 08:49:37 GMT",
        "Sun Nov  6 08:49:37 1994",
        "Sun, 6 Nov 1994 08:49:37 GMT",
        "sun, 06 nov 1994 08:49:37 gmt",
        "Sun, 06 Nov 1994 08:49:37 +0000",
        "Sun, 06 Nov 1994 08:49:37 GMT ",
        "",
    ];
    for text in wrong {
        assert!(matches!(Timestamp::parse(text, TimeFormat::HttpDate), Err(TimeError::Form(_))), "{text:?}");
    }
    for text in ["Mon, 06 Nov 1994 08:49:37 GMT", "Thu, 31 Nov 2024 00:00:00 GMT", "Sun, 06 Nov 1994 24:49:37 GMT"] {
        assert_eq!(Timestamp::parse(text, TimeFormat::HttpDate), Err(TimeError::Calendar), "{text:?}");
    }
}
