//! The values of a request as a record keeps them.

use refundry_runtime::{Amount, Extras, Kept, Timestamp, kept};

/// The value is kept as this JSON, which is read as the same value; none of the others is.
fn keeps<T: Kept + PartialEq + std::fmt::Debug>(value: T, json: &str, others: &[&str]) {
    let parsed = |json: &str| serde_json::from_str::<kept::Value>(json).unwrap();
    assert_eq!(value.keep(), parsed(json));
    assert_eq!(T::restore(parsed(json)), Some(value));
    for other in others {
        assert_eq!(T::restore(parsed(other)), None, "{other}");
    }
}

#[test]
fn values_are_kept_as_json() {
    keeps("R1".to_owned(), r#""R1""#, &["1", "null", "[]"]);
    keeps(true, "true", &["\"true\"", "1"]);
    keeps(-7_i64, "-7", &["\"-7\"", "1.5", "9223372036854775808"]);
    keeps(Amount::from_minor(30), "30", &["-1", "30.5", "\"30\"", "null"]);
    keeps(Timestamp::from_epoch_ms(-5), "-5", &["\"5\"", "null"]);
    keeps(None::<i64>, "null", &["\"x\""]);
    keeps(Some(3_i64), "3", &["\"x\""]);
    keeps(vec![1_i64, 2], "[1,2]", &["[1,null]", "1", "null"]);
    let entry = ("k".to_owned(), "v".to_owned());
    keeps(entry, r#"["k","v"]"#, &[r#"["k"]"#, r#"["k","v","w"]"#, r#"{"k":"v"}"#]);
}

#[test]
fn extras_are_kept_with_their_kind() {
    let mut extras = Extras::default();
    assert_eq!(extras.keep(), kept::Value::Null);
    extras.insert("b", "1");
    extras.insert_literal("a", "[2]");
    let json = r#"[["b","1",false],["a","[2]",true]]"#;
    assert_eq!(extras.keep().to_string(), json);
    let restored = |json: &str| Extras::restore(serde_json::from_str(json).unwrap());
    assert_eq!(restored(json).map(|extras| extras.keep().to_string()).as_deref(), Some(json));
    assert!(restored("null").is_some_and(|extras| extras.is_empty()));
    for other in ["1", "[1]", r#"[["b","1"]]"#, r#"[["b",1,false]]"#, r#"[["b","1",false,0]]"#] {
        assert!(restored(other).is_none(), "{other}");
    }
}
