//! Amounts: exact texts are read, and all other texts are rejected.

use refundry_runtime::{Amount, AmountError, AmountFormat, boolean_text, integer_text, is_one_of, text_if};

#[test]
fn minor_units_are_digits_alone() {
    for (text, fen) in [("0", 0), ("1", 1), ("100", 100), ("18446744073709551615", u64::MAX)] {
        assert_eq!(Amount::parse_minor(text), Ok(Amount::from_minor(fen)), "{text}");
    }
    for text in ["", "00", "01", "+1", "-1", " 1", "1 ", "1.0", "1e3", "١", "1_000", "0x1"] {
        assert!(matches!(Amount::parse_minor(text), Err(AmountError::Form(_))), "{text}");
    }
    assert_eq!(Amount::parse_minor("18446744073709551616"), Err(AmountError::TooLarge));
}

#[test]
fn major_units_have_the_decimals_of_the_currency_and_zeros() {
    let largest = ("184467440737095516.15", u64::MAX);
    for (text, fen) in [("19.90", 1990), ("19.9", 1990), ("19", 1900), ("0.01", 1), ("0", 0), ("0.000000", 0), largest]
    {
        assert_eq!(Amount::from_major(text, 2), Ok(Amount::from_minor(fen)), "{text}");
    }
    for text in ["", ".", ".5", "1.", "1e3", "+1", "-0.01", " 1", "1.001", "1.2.3", "01.00", "1,00", "1.+1", "1.٣"] {
        assert!(matches!(Amount::from_major(text, 2), Err(AmountError::Form(_))), "{text}");
    }
    for text in ["184467440737095516.16", "184467440737095517", "99999999999999999999"] {
        assert_eq!(Amount::from_major(text, 2), Err(AmountError::TooLarge), "{text}");
    }
}

#[test]
fn each_currency_has_its_own_decimals() {
    let read = [("100", 0, 100), ("100.00", 0, 100), ("1.5", 3, 1500), ("1.500000", 3, 1500), ("0.0001", 4, 1)];
    for (text, decimals, minor) in read {
        assert_eq!(Amount::from_major(text, decimals), Ok(Amount::from_minor(minor)), "{text}");
    }
    for (text, decimals) in [("100.5", 0), ("100.", 0), ("1.0005", 3), ("0.00001", 4), ("1.0O", 0)] {
        assert!(matches!(Amount::from_major(text, decimals), Err(AmountError::Form(_))), "{text}");
    }
    for (minor, decimals, text) in [(100, 0, "100"), (1500, 3, "1.500"), (1, 3, "0.001"), (0, 0, "0"), (7, 4, "0.0007")]
    {
        assert_eq!(Amount::from_minor(minor).to_major(decimals).as_str(), text);
    }
    assert_eq!(Amount::from_minor(u64::MAX).to_major(u8::MAX).as_str(), "1.8446744073709551615");
    assert_eq!(Amount::from_major("1.8446744073709551615", u8::MAX), Ok(Amount::from_minor(u64::MAX)));
    assert_eq!(Amount::from_major("1.8446744073709551616", 19), Err(AmountError::TooLarge));
}

#[test]
fn texts_are_canonical() {
    for (fen, minor, major) in [(0, "0", "0.00"), (5, "5", "0.05"), (1990, "1990", "19.90"), (100, "100", "1.00")] {
        let fen = Amount::from_minor(fen);
        assert_eq!((fen.to_minor().as_str(), fen.to_major(2).as_str()), (minor, major));
    }
    assert_eq!(Amount::from_minor(u64::MAX).to_major(2).as_str(), "184467440737095516.15");
}

#[test]
fn sums_and_differences_do_not_wrap() {
    assert_eq!(Amount::from_minor(1).checked_add(Amount::from_minor(2)), Some(Amount::from_minor(3)));
    assert_eq!(Amount::from_minor(u64::MAX).checked_add(Amount::from_minor(1)), None);
    assert_eq!(Amount::from_minor(1).checked_sub(Amount::from_minor(2)), None);
}

#[test]
fn integers_are_written_whole() {
    for number in [0, 1, -1, 10, i64::MAX, i64::MIN] {
        assert_eq!(integer_text(number).as_str(), number.to_string());
        assert_eq!(format!("{:?}", integer_text(number)), format!("\"{number}\""));
        assert!(integer_text(number) == integer_text(number) && integer_text(number) != integer_text(5));
    }
    assert_eq!((boolean_text(true), boolean_text(false)), ("true", "false"));
    assert_eq!((text_if(true, "a", "b"), text_if(false, "a", "b")), ("a", "b"));
    let listed = |text| is_one_of(text, &["a", "b"]);
    assert_eq!((listed(Some("b")), listed(Some("c")), listed(None)), (true, false, false));
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

#[test]
fn a_number_has_at_least_some_decimals() {
    for (text, one, two) in [
        ("150.00", "150.0", "150.00"),
        ("150.26", "150.26", "150.26"),
        ("150.20", "150.2", "150.20"),
        ("150", "150.0", "150.00"),
        ("-0.125000", "-0.125", "-0.125"),
        ("0", "0.0", "0.00"),
    ] {
        let written = |least| refundry_runtime::decimal_text(text, least);
        assert_eq!((written(1).as_str(), written(2).as_str()), (one, two), "{text}");
    }
    for text in ["", "-", ".", "1.", ".50", "1e3", "1.0 ", "a", "1.0.0", "１"] {
        assert_eq!(refundry_runtime::decimal_text(text, 1), text);
    }
}

#[test]
fn an_amount_has_the_decimals_of_its_currency() {
    // ISO 4217, list one of 2026-01-01.
    for (code, text) in [("JPY", "1234567"), ("CNY", "12345.67"), ("KWD", "1234.567"), ("CLF", "123.4567")] {
        let format = AmountFormat::of_currency(code);
        assert_eq!(Amount::from_minor(1_234_567).format(format).as_str(), text, "{code}");
        assert_eq!(Amount::parse(text, format), Ok(Amount::from_minor(1_234_567)), "{code}");
    }
    for code in ["", "XXX", "XAU", "cny", "CN", "CNY ", "CNY JPY", " ", "RMB"] {
        let format = AmountFormat::of_currency(code);
        assert_eq!(Amount::from_minor(1).format(format).as_str(), "", "{code}");
        assert!(Amount::parse("1", format).is_err() && Amount::parse("", format).is_err(), "{code}");
    }
}

#[test]
fn zeros_fill_an_amount_up_to_its_width() {
    let format = AmountFormat::padded(12);
    for (minor, text) in [(0, "000000000000"), (100, "000000000100"), (999_999_999_999, "999999999999")] {
        assert_eq!(Amount::from_minor(minor).format(format).as_str(), text);
        assert_eq!(Amount::parse(text, format), Ok(Amount::from_minor(minor)));
    }
    for text in
        ["", "100", "0000000000100", "00000000010", "-00000000100", "+00000000100", "0000000001.0", "00000000010 "]
    {
        assert!(Amount::parse(text, format).is_err(), "{text}");
    }
    assert_eq!(Amount::from_minor(u64::MAX).format(AmountFormat::padded(20)).as_str(), "18446744073709551615");
    assert_eq!(Amount::parse("99999999999999999999", AmountFormat::padded(20)), Err(AmountError::TooLarge));
}

#[test]
fn every_negative_amount_but_zero_has_a_sign() {
    let format = AmountFormat::major(2).negative();
    for (minor, text) in [(0, "0.00"), (1990, "-19.90")] {
        assert_eq!(Amount::from_minor(minor).format(format).as_str(), text);
        assert_eq!(Amount::parse(text, format), Ok(Amount::from_minor(minor)));
    }
    for text in ["19.90", "--19.90", "-", "", "-0.00", "-0", "- 1", "+1", "-1-"] {
        assert!(Amount::parse(text, format).is_err(), "{text}");
    }
    assert!(Amount::parse("-1", AmountFormat::MINOR).is_err());
    assert_eq!(Amount::from_minor(1).format(AmountFormat::of_currency("XXX").negative()).as_str(), "");
}
