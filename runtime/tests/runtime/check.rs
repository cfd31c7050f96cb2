//! Rules: violations, their messages, and the rules that may be lifted.

use refundry_runtime::{
    Amount, Characters, Check, Extras, Limit, Rule, TimeFormat, Timestamp, Unit, Violation, Violations,
};

const fn rule(id: &'static str, field: &'static str, limit: Limit) -> Rule {
    Rule::new(id, field, limit)
}

fn run(check: impl FnOnce(&mut Check<'_>)) -> Result<Vec<Violation>, Violations> {
    let mut collected = Check::new(&[]);
    check(&mut collected);
    collected.finish()
}

/// The violations, one per line; empty if there is none.
fn told(check: impl FnOnce(&mut Check<'_>)) -> String {
    run(check).err().map(|violations| violations.to_string()).unwrap_or_default()
}

static CHARACTERS: Rule = rule("n.length", "n", Limit::Length { min: 2, max: 4, unit: Unit::Characters });
static BYTES: Rule = rule("n.length", "n", Limit::Length { min: 0, max: 4, unit: Unit::Bytes });
static UNSTATED: Rule = rule("n.length", "n", Limit::Length { min: 1, max: 4, unit: Unit::Unstated });
static EXACT: Rule = rule("n.length", "n", Limit::Length { min: 4, max: 4, unit: Unit::Unstated });

#[test]
fn lengths_are_counted_in_their_unit() {
    for (rule, text, expected) in [
        (&CHARACTERS, "商品售完", ""),
        (&CHARACTERS, "商品已售完", "`n`: 5 characters, 2 to 4 (rule `n.length`)"),
        (&CHARACTERS, "商", "`n`: 1 characters, 2 to 4 (rule `n.length`)"),
        (&BYTES, "abcd", ""),
        (&BYTES, "商品", "`n`: 6 bytes, at most 4 (rule `n.length`)"),
        (&UNSTATED, "", "`n`: 0 characters, at most 4 (rule `n.length`)"),
        (&EXACT, "abc", "`n`: 3 characters, exactly 4 (rule `n.length`)"),
    ] {
        assert_eq!(told(|check| check.text(rule, text)), expected, "{text}");
    }
}

#[test]
fn an_unstated_unit_warns_about_bytes() {
    assert_eq!(run(|check| check.text(&UNSTATED, "abcd")), Ok(Vec::new()));
    let warnings = run(|check| check.text(&UNSTATED, "商品")).unwrap();
    let told: Vec<String> = warnings.iter().map(ToString::to_string).collect();
    assert_eq!(told, ["`n`: 2 characters in 6 bytes, at most 4 (rule `n.length`)"]);
}

static DIGITS: Rule = rule("n.digits", "n", Limit::Digits { min: 1, max: 3 });
static ALPHABET: Rule = rule("n.alphabet", "n", Limit::alphabet(&[('0', '9'), ('a', 'z'), ('-', '-')]));
static LISTED: Rule = rule("n.listed", "n", Limit::listed(&["CASH", "CARD"]));
static REQUIRED: Rule = rule("n.required", "n", Limit::Required);

#[test]
fn texts_are_held_to_their_characters() {
    for text in ["", "1234", "1a", "１", "+1", " 1"] {
        assert!(run(|check| check.text(&DIGITS, text)).is_err(), "{text:?}");
    }
    assert!(run(|check| check.text(&DIGITS, "007")).is_ok());
    assert!(run(|check| check.text(&ALPHABET, "a-z09")).is_ok());
    assert_eq!(told(|check| check.text(&ALPHABET, "a_b")), "`n`: `a_b`, only `0-9a-z-` (rule `n.alphabet`)");
    assert!(run(|check| check.text(&LISTED, "CARD")).is_ok());
    for text in ["", "card", "CAR", "CARD "] {
        assert!(run(|check| check.text(&LISTED, text)).is_err(), "{text:?}");
    }
    assert_eq!(told(|check| check.text(&LISTED, "card")), "`n`: `card`, one of `CASH`, `CARD` (rule `n.listed`)");
    assert_eq!(told(|check| check.text(&REQUIRED, "")), "`n`: an empty text, required (rule `n.required`)");
}

#[test]
fn characters_that_cannot_be_carried() {
    static SETS: [Rule; 4] = [
        rule("n.characters", "n", Limit::Characters(Characters::Xml)),
        rule("n.characters", "n", Limit::Characters(Characters::XmlBasicPlane)),
        rule("n.characters", "n", Limit::Characters(Characters::BasicPlane)),
        rule("n.characters", "n", Limit::Characters(Characters::HeaderValue)),
    ];
    for (text, carried) in [
        ("a b", [true, true, true, true]),
        ("商", [true, true, true, false]),
        ("😀", [true, false, false, false]),
        ("\n", [true, true, true, false]),
        ("\r", [false, false, true, false]),
        ("\t", [true, true, true, false]),
        ("\u{ff21}", [true, true, true, false]),
        ("\u{b}", [false, false, true, false]),
        ("\u{ffff}", [false, false, true, false]),
        (" a", [true, true, true, false]),
        ("", [true, true, true, true]),
    ] {
        let found = SETS.each_ref().map(|rule| run(|check| check.text(rule, text)).is_ok());
        assert_eq!(found, carried, "{text:?}");
    }
    for (rule, expected) in SETS.iter().zip([
        "only characters of XML, without the carriage return",
        "only characters of XML in the basic plane, without the carriage return",
        "only characters of the basic plane",
        "only printable ASCII without a space at either end",
    ]) {
        let told = told(|check| check.text(rule, "\u{b}😀"));
        assert!(told.ends_with(&format!("{expected} (rule `n.characters`)")), "{told}");
    }
}

static RANGE: Rule = rule("n.range", "n", Limit::Range { min: 1, max: 100 });
static POSITIVE: Rule = rule("n.range", "n", Limit::Range { min: 1, max: i64::MAX });

#[test]
fn a_clock_has_a_year_of_two_digits_in_its_century() {
    let format = TimeFormat::Pattern { pattern: "yyMMdd", offset_minutes: 60 };
    // date -u -d 2099-12-31T22:59:59 +%s
    let last = 4_102_441_199_000;
    assert_eq!(told(|check| check.clock(Timestamp::from_epoch_ms(last), format)), "");
    let told_after = told(|check| check.clock(Timestamp::from_epoch_ms(last + 1000), format));
    assert_eq!(told_after, "`now`: the year 2100, a year from 2000 to 2099 (rule `now.year`)");
}

#[test]
fn a_rule_is_about_the_field_in_its_id() {
    for (prefix, id, field) in [
        ("", "sn.length", "sn"),
        ("", "within_total", ""),
        ("goods.", "goods.price.range", "price"),
        ("goods.", "goods.a.b.range", "a.b"),
        ("goods.", "goods.sum", ""),
    ] {
        let rule = Rule::named(prefix, id, Limit::Required);
        assert_eq!((rule.id.as_ref(), rule.field.as_ref()), (id, field));
    }
}

#[test]
fn numbers_have_bounds_and_digits() {
    for number in [1, 100] {
        assert!(run(|check| check.integer(&RANGE, number)).is_ok());
    }
    assert_eq!(told(|check| check.integer(&RANGE, 0)), "`n`: `0`, 1 to 100 (rule `n.range`)");
    assert_eq!(told(|check| check.amount(&RANGE, Amount::from_minor(101))), "`n`: `101`, 1 to 100 (rule `n.range`)");
    assert!(run(|check| check.amount(&RANGE, Amount::from_minor(u64::MAX))).is_err());
    assert_eq!(told(|check| check.integer(&POSITIVE, 0)), "`n`: `0`, at least 1 (rule `n.range`)");
    let told_above = told(|check| check.amount(&POSITIVE, Amount::from_minor(1 << 63)));
    assert_eq!(told_above, "`n`: `9223372036854775808`, at most 9223372036854775807 (rule `n.range`)");
    for (number, fits) in [(0, true), (999, true), (-999, true), (1000, false), (-1000, false), (i64::MIN, false)] {
        assert_eq!(run(|check| check.integer(&DIGITS, number)).is_ok(), fits, "{number}");
    }
    assert!(run(|check| check.amount(&DIGITS, Amount::from_minor(u64::MAX))).is_err());
}

static WHEN: Rule = rule("m.required", "m", Limit::required_when("a == b"));
static SOME: Rule = rule("reference", "", Limit::at_least_one_of(&["sn", "client_sn"]));
static ONE: Rule = rule("one", "", Limit::exactly_one_of(&["sn", "client_sn"]));
static ENTRIES: Rule = rule("l.entries", "l", Limit::Entries { max: 2 });
static TOTAL: Rule = rule("within_total", "", Limit::check("fee <= total"));

#[test]
fn presence_and_counts() {
    assert_eq!(told(|check| check.present(&WHEN, false)), "`m`: missing, required when `a == b` (rule `m.required`)");
    assert_eq!(told(|check| check.present(&WHEN, true)), "");
    assert_eq!(told(|check| check.count(&SOME, 0)), "0 of them, at least one of `sn`, `client_sn` (rule `reference`)");
    for (rule, count, holds) in [(&SOME, 2, true), (&ONE, 0, false), (&ONE, 1, true), (&ONE, 2, false)] {
        assert_eq!(run(|check| check.count(rule, count)).is_ok(), holds);
    }
    assert_eq!(told(|check| check.count(&ENTRIES, 3)), "`l`: 3 entries, at most 2 (rule `l.entries`)");
    assert_eq!(told(|check| check.holds(&TOTAL, false)), "`fee <= total` must hold (rule `within_total`)");
}

static KEYS: Rule = rule("m.key_length", "m", Limit::KeyLength { max: 2, unit: Unit::Bytes });
static TAKEN: Rule = rule("m.keys", "m", Limit::keys(&["number"]));
static VALUES: Rule = rule("m.value_length", "m", Limit::ValueLength { max: 3, unit: Unit::Characters });

#[test]
fn maps_have_limits_and_distinct_keys() {
    let map = |pairs: &[(&str, &str)]| -> Vec<(String, String)> {
        pairs.iter().map(|(key, value)| ((*key).into(), (*value).into())).collect()
    };
    let all = |map: &[(String, String)]| {
        told(|check| [&ENTRIES, &KEYS, &VALUES].iter().for_each(|rule| check.map(rule, map)))
    };
    assert_eq!(all(&map(&[("a", "1"), ("b", "商品完")])), "");
    let told = all(&map(&[("abc", "1"), ("b", "1234"), ("b", "")]));
    let lines: Vec<_> = told.lines().collect();
    assert_eq!(
        lines,
        [
            "`l`: 3 entries, at most 2 (rule `l.entries`)",
            "`l`: `b` twice, no key may occur twice (rule `l.entries`)",
            "`m`: 3 bytes, keys of at most 2 bytes (rule `m.key_length`)",
            "`m`: `b` twice, no key may occur twice (rule `m.key_length`)",
            "`m`: 4 characters, values of at most 3 characters (rule `m.value_length`)",
        ]
    );
}

static PRICE: Rule = rule("goods.price.range", "goods.price", Limit::Range { min: 1, max: 9 });
static DEEP: Rule = rule("part.id.required", "goods.parts.id", Limit::Required);
static RELATIVE: Rule = rule("price.required", "price", Limit::Required);
static BETWEEN: Rule = rule("between", "", Limit::check("a < b"));

#[test]
fn paths_say_which_entry() {
    let violations = run(|check| {
        check.integer(&PRICE, 0);
        check.enter("goods", Some(1));
        check.integer(&PRICE, 0);
        check.present(&RELATIVE, false);
        check.holds(&BETWEEN, false);
        check.enter("parts", Some(0));
        check.present(&DEEP, false);
        check.leave();
        check.enter("amount", None);
        check.present(&RELATIVE, false);
        check.leave();
        check.leave();
        check.integer(&PRICE, 0);
        check.leave();
    })
    .unwrap_err();
    let paths: Vec<_> = violations.iter().map(|violation| violation.path.as_str()).collect();
    assert_eq!(
        paths,
        [
            "goods.price",
            "goods[1].price",
            "goods[1].price",
            "goods[1]",
            "goods[1].parts[0].id",
            "goods[1].amount.price",
            "goods.price"
        ]
    );
    assert_eq!(violations.len(), 7);
}

static FIRM: Rule = rule("sign.length", "sign", Limit::Required).firm();

#[test]
fn lifted_rules_are_skipped_unless_they_are_firm() {
    let lifted = [&REQUIRED, &RANGE, &ENTRIES];
    let mut check = Check::new(&lifted);
    check.text(&REQUIRED, "");
    check.integer(&RANGE, 0);
    check.count(&ENTRIES, 9);
    assert_eq!(check.finish(), Ok(Vec::new()));

    let mut check = Check::new(&lifted);
    check.text(&CHARACTERS, "");
    assert_eq!(check.finish().unwrap_err().len(), 1);

    let lifted = [&FIRM];
    let violations = Check::new(&lifted).finish().unwrap_err();
    assert_eq!(violations.to_string(), "`sign`: this rule cannot be lifted (rule `sign.length`)");
    assert_eq!((&violations[0].limit, violations[0].rule.as_ref()), (&Limit::Lift, "sign.length"));
}

static SECRET: Rule = rule("pin.digits", "pin", Limit::Digits { min: 4, max: 4 }).secret().section("3.1");

#[test]
fn what_is_secret_is_not_shown() {
    let violations = run(|check| check.text(&SECRET, "s3cr3t")).unwrap_err();
    assert_eq!(violations[0].found, None);
    assert_eq!(violations.to_string(), "`pin`: exactly 4 digits (rule `pin.digits`; 3.1)");
}

#[test]
fn long_and_odd_values_are_cut_and_escaped() {
    let found = |text: &str| run(|check| check.text(&ALPHABET, text)).unwrap_err()[0].found.clone().unwrap();
    assert_eq!(found(&"商".repeat(40)), format!("`{}`", "商".repeat(40)));
    assert_eq!(found(&"商".repeat(41)), format!("`{}…`", "商".repeat(40)));
    assert_eq!(found("a\u{1b}[31m\n"), "`a\\u{1b}[31m\\n`");
}

#[test]
fn in_brackets_an_extra_is_known_by_its_outer_name() {
    let faults = |name: &str| {
        let mut extras = Extras::default();
        extras.insert(name, "x");
        told(|check| check.bracketed_extras(&extras, &["metadata"], None))
    };
    for (name, good) in [("metadata", false), ("metadata[k]", false), ("metadatas[k]", true), ("a[metadata]", true)] {
        assert_eq!(faults(name).is_empty(), good, "{name}");
    }
    assert_ne!(faults(""), "");
}

#[test]
fn extras_stand_beside_the_spec() {
    let faults = |name: &str, value: &str, literal: bool, set: Option<Characters>| {
        let mut extras = Extras::default();
        if literal {
            extras.insert_literal(name, value)
        } else {
            extras.insert(name, value)
        }
        told(|check| check.extras(&extras, &["sign"], set))
    };
    let xml = || Some(Characters::Xml);
    for (name, value, set) in [("attach", "x", None), ("a b", "\0", None), ("附", "<]]>", xml()), ("a-1.b", "", xml())]
    {
        assert_eq!(faults(name, value, false, set), "", "{name}");
    }
    assert_eq!(
        faults("sign", "s3cr3t", false, None),
        "`sign` has the name of a field of the spec, no such field can be added (rule `extra`)"
    );
    let basic = Some(Characters::BasicPlane);
    for (name, value, set) in [
        ("", "", None),
        ("a\n", "", None),
        ("a b", "", xml()),
        ("1a", "", xml()),
        ("a>", "", xml()),
        ("a", "\r", xml()),
        ("a", "😀", basic),
    ] {
        assert_ne!(faults(name, value, false, set), "", "{name:?}");
    }
    for (json, good) in [("1", true), ("{\"a\":[null]}", true), ("", false), ("1,\"x\":2", false), ("{a}", false)] {
        assert_eq!(faults("n", json, true, None).is_empty(), good, "{json}");
    }
    assert!(!faults("n", &"[".repeat(100_000), true, None).is_empty());
}

/// A map in brackets writes field names: `m[number]` collides with the spec's own name, `m[a][b]` is split in another
/// way, and `m[]` is an entry of a list.
#[test]
fn keys_that_others_write_are_refused() {
    let keyed = |key: &str| {
        let map = [(key.to_owned(), String::new())];
        told(|check| check.map(&TAKEN, &map))
    };
    for good in ["number2", "Number", "k"] {
        assert_eq!(keyed(good), "", "{good:?}");
    }
    assert_eq!(
        keyed("number"),
        "`m`: `number`, keys without brackets, none empty and none of `number` (rule `m.keys`)"
    );
    for bad in ["a][b", "[", "]", "number[0]", ""] {
        assert!(
            keyed(bad).ends_with("keys without brackets, none empty and none of `number` (rule `m.keys`)"),
            "{bad:?}"
        );
    }
}
