//! Received forms.

use refundry_runtime::{Members, ReadError, read};

fn texts(body: &[u8]) -> Result<Vec<(String, String)>, ReadError> {
    read::form(body).map(Members::rest)
}

#[test]
fn fields_are_decoded() {
    let fields = texts(b"a=1&b=x+y%26%3D&%E5%95%86=%e5%93%81&empty=&bare&&c=a=b").unwrap();
    let expected = [("a", "1"), ("b", "x y&="), ("商", "品"), ("empty", ""), ("bare", ""), ("c", "a=b")];
    assert_eq!(fields, expected.map(|(name, value)| (name.to_owned(), value.to_owned())));
    assert_eq!(texts(b""), Ok(Vec::new()));
    let members = read::form(b"a=x+y&b=%41").unwrap();
    assert_eq!((members.source("a"), members.source("b"), members.peek("b")), (Some("x+y"), Some("%41"), Some("A")));
}

#[test]
fn broken_forms_are_refused() {
    for body in [&b"a=%"[..], b"a=%4", b"a=%zz", b"a=%+1", b"=x", b"a=%FF", b"a=\xFF", b"%=1", b"a=%E5%95"] {
        assert!(matches!(texts(body), Err(ReadError::Malformed { codec: "form", .. })), "{body:?}");
    }
    for body in ["a=1&a=1", "a=1&b=2&%61=3", "a&a"] {
        assert_eq!(texts(body.as_bytes()), Err(ReadError::Duplicate { name: "a".into() }), "{body}");
    }
}
