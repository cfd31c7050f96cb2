//! Amounts: exact texts are read, and all other texts are rejected.

use refundry_runtime::{Fen, FenError, boolean_text, integer_text};

#[test]
fn minor_units_are_digits_alone() {
    for (text, fen) in [("0", 0), ("1", 1), ("100", 100), ("18446744073709551615", u64::MAX)] {
        assert_eq!(Fen::from_fen(text), Ok(Fen::new(fen)), "{text}");
    }
    for text in ["", "00", "01", "+1", "-1", " 1", "1 ", "1.0", "1e3", "١", "1_000", "0x1"] {
        assert!(matches!(Fen::from_fen(text), Err(FenError::Form(_))), "{text}");
    }
    assert_eq!(Fen::from_fen("18446744073709551616"), Err(FenError::TooLarge));
}

#[test]
fn major_units_have_at_most_two_decimals() {
    let largest = ("184467440737095516.15", u64::MAX);
    for (text, fen) in [("19.90", 1990), ("19.9", 1990), ("19", 1900), ("0.01", 1), ("0", 0), ("0.00", 0), largest] {
        assert_eq!(Fen::from_yuan(text), Ok(Fen::new(fen)), "{text}");
    }
    for text in ["", ".", ".5", "1.", "1e3", "+1", "-0.01", " 1", "1.000", "1.2.3", "01.00", "1,00", "1.+1", "1.٣"] {
        assert!(matches!(Fen::from_yuan(text), Err(FenError::Form(_))), "{text}");
    }
    for text in ["184467440737095516.16", "184467440737095517", "99999999999999999999"] {
        assert_eq!(Fen::from_yuan(text), Err(FenError::TooLarge), "{text}");
    }
}

#[test]
fn texts_are_canonical() {
    for (fen, minor, major) in [(0, "0", "0.00"), (5, "5", "0.05"), (1990, "1990", "19.90"), (100, "100", "1.00")] {
        let fen = Fen::new(fen);
        assert_eq!((fen.fen_text().as_str(), fen.yuan_text().as_str()), (minor, major));
        assert_eq!(fen.to_string(), major);
    }
    assert_eq!(Fen::new(u64::MAX).yuan_text().as_str(), "184467440737095516.15");
}

#[test]
fn sums_and_differences_do_not_wrap() {
    assert_eq!(Fen::new(1).checked_add(Fen::new(2)), Some(Fen::new(3)));
    assert_eq!(Fen::new(u64::MAX).checked_add(Fen::new(1)), None);
    assert_eq!(Fen::new(1).checked_sub(Fen::new(2)), None);
}

#[test]
fn integers_are_written_whole() {
    for number in [0, 1, -1, 10, i64::MAX, i64::MIN] {
        assert_eq!(integer_text(number).as_str(), number.to_string());
    }
    assert_eq!((boolean_text(true), boolean_text(false)), ("true", "false"));
}

#[test]
fn zeros_at_the_end_of_decimals_say_nothing() {
    // Python's `Decimal.normalize`, for results without an exponent.
    for (text, number) in [("10.50", "10.5"), ("10.0", "10"), ("0.00", "0"), ("-1.20", "-1.2"), ("100", "100")] {
        assert_eq!(refundry_runtime::number_text(text), number);
    }
    for text in ["", ".", "1.", ".50", "1e3", "1.0e3", "1.0 ", "a.0", "1.0.0", "１.0", "-.0"] {
        assert_eq!(refundry_runtime::number_text(text), text);
    }
}
