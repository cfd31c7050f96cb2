//! Flat lists: names with an index, and joined texts.

use proptest::prelude::*;
use refundry_runtime::{Members, ReadError, read};

fn form(body: &str) -> Members<'_> {
    read::form(body.as_bytes()).unwrap()
}

fn texts(items: Option<Vec<Members<'_>>>) -> Vec<Vec<(String, String)>> {
    items.into_iter().flatten().map(Members::rest).collect()
}

fn pair(name: &str, value: &str) -> (String, String) {
    (name.to_owned(), value.to_owned())
}

#[test]
fn an_index_tells_the_item() {
    let mut m = form("a_1=y&a_0=x&b_0=p&c_0_0=u&c_0_1=v&a=1&a_x=2&a_00=3&a_0_0=4&c_1=5&a_=6&d_0=7");
    let items = m.indexed(&[("a", 1), ("b", 1), ("c", 2)], 0).unwrap();
    assert_eq!(
        texts(items),
        [vec![pair("a", "x"), pair("b", "p"), pair("c_0", "u"), pair("c_1", "v")], vec![pair("a", "y")]]
    );
    let rest: Vec<String> = m.rest().into_iter().map(|(name, _)| name).collect();
    assert_eq!(rest, ["a", "a_x", "a_00", "a_0_0", "c_1", "a_", "d_0"]);
}

#[test]
fn indices_have_no_gap() {
    let malformed =
        |body: &str, from| matches!(form(body).indexed(&[("a", 1)], from), Err(ReadError::Malformed { .. }));
    assert!(malformed("a_0=x&a_2=y", 0) && malformed("a_1=x", 0) && malformed("a_0=x&a_1=y", 1));
    assert!(malformed("a_18446744073709551615=x", 0));
    assert!(!malformed("a_1=x&a_2=y", 1) && !malformed("b_7=x", 0) && !malformed("a_18446744073709551616=x", 0));
    let many = |count: usize| (0..count).map(|index| format!("a_{index}=x&")).collect::<String>();
    assert!(malformed(&many(1001), 0) && !malformed(&many(1000), 0));
}

#[test]
fn texts_in_a_row_are_items() {
    let read = |body, names: &[&str]| form(body).parallel(names, "|").map(texts);
    let items = read("id=a%7Cb&fee=1%7C&no=", &["id", "fee", "no", "absent"]).unwrap();
    assert_eq!(items, [vec![pair("id", "a"), pair("fee", "1")], vec![pair("id", "b"), pair("fee", "")]]);
    assert_eq!(read("x=1", &["id"]), Ok(Vec::new()));
    for (body, names) in [("id=a%7Cb&fee=1", ["id", "fee"]), ("id=a&fee=1%7C2", ["id", "fee"])] {
        assert!(matches!(read(body, &names), Err(ReadError::Malformed { .. })), "{body}");
    }
    let long = format!("id={}", "%7C".repeat(1000));
    assert!(matches!(read(&long, &["id"]), Err(ReadError::Malformed { .. })));
}

#[test]
fn a_list_of_scalars_is_of_one_kind() {
    let mut m = read::json(br#"{"a":[1,"2"],"b":"[3]","c":[1,null],"d":[[1]],"e":"x","f":[""],"g":[]}"#).unwrap();
    let integers = |m: &mut Members<'_>, name: &str| m.scalar_list(name, |m| m.integer(name));
    assert_eq!((integers(&mut m, "a"), integers(&mut m, "g")), (Ok(Some(vec![1, 2])), Ok(Some(Vec::new()))));
    assert_eq!(m.scalar_list_in_text("b", |m| m.integer("b")), Ok(Some(vec![3])));
    for name in ["b", "c", "d", "e", "f"] {
        assert!(matches!(integers(&mut m, name), Err(ReadError::Member { .. })), "{name}");
    }
    assert_eq!(m.scalar_list("absent", |m| m.integer("absent")), Ok(None));
}

#[test]
fn a_boolean_has_two_words() {
    let mut m = read::json(br#"{"y":"Y","n":"N","one":1,"other":"y","empty":""}"#).unwrap();
    assert_eq!((m.word("y", "Y", "N"), m.word("n", "Y", "N")), (Ok(Some(true)), Ok(Some(false))));
    assert_eq!((m.word("one", "1", "0"), m.word("empty", "Y", "N")), (Ok(Some(true)), Ok(None)));
    assert!(matches!(m.word("other", "Y", "N"), Err(ReadError::Member { .. })));
}

proptest! {
    #[test]
    fn whatever_arrives_is_read_or_refused(names in prop::collection::btree_set("[ab](_[0-3x]{0,2}){0,3}", 0..12), value in "[a|]{0,4}") {
        let body: String = names.iter().map(|name| format!("{name}={value}&")).collect();
        let (mut one, mut two) = (form(&body), form(&body));
        if let Ok(Some(items)) = one.indexed(&[("a", 1), ("b", 2), ("a", 3)], 0) {
            // Every text is in the list or in the rest, exactly once.
            let held: usize = texts(Some(items)).iter().map(Vec::len).sum();
            prop_assert_eq!(held + one.rest().len(), names.len());
        }
        let _ = two.parallel(&["a", "b"], "|");
    }
}
