//! XML that arrives: flat, and nothing that could be read in two ways.

use refundry_runtime::{Members, ReadError, read};

fn texts(body: &str) -> Result<Vec<(String, String)>, ReadError> {
    read::xml(body.as_bytes(), "xml").map(Members::rest)
}

#[test]
fn flat_documents_are_read() {
    let body = "\u{feff}<?xml version=\"1.0\" encoding=\"UTF-8\"?>\r\n<!-- c --><xml >\n <a>1</a><!-- c -->\n\
                <b><![CDATA[x<y&z]]></b><c>x<![CDATA[<]]>&amp;&#x4e2d;&#13;<!-- c -->y\r\nz</c><d/><e></e>\
                <f> f </f><附 >g</附 >\n</xml>\n<!-- c -->\n";
    let expected = [("a", "1"), ("b", "x<y&z"), ("c", "x<&中\ry\nz"), ("d", ""), ("e", ""), ("f", " f "), ("附", "g")];
    assert_eq!(texts(body).unwrap(), expected.map(|(name, value)| (name.to_owned(), value.to_owned())));
    assert_eq!(texts("<xml/>"), Ok(Vec::new()));
    assert_eq!(texts("<xml></xml>"), Ok(Vec::new()));
}

#[test]
fn the_source_is_what_arrived() {
    let members = read::xml(b"<xml> <a>x<![CDATA[<]]>&amp;</a><b/></xml>", "xml").unwrap();
    assert_eq!((members.source("a"), members.peek("a")), (Some("x<![CDATA[<]]>&amp;"), Some("x<&")));
    assert_eq!(members.source("b"), Some(""));
}

#[test]
fn anything_else_is_refused() {
    for body in [
        "",
        " ",
        "xml",
        "<xml>",
        "<xml><a>1</a>",
        "<xml><a>1</xml>",
        "<xml><a>1</b></xml>",
        "<xml></xml></xml>",
        "<other></other>",
        "<XML></XML>",
        "<xml></xml><xml></xml>",
        "<xml></xml><xml/>",
        "<xml></xml>x",
        "x<xml></xml>",
        "<xml></xml><![CDATA[]]>",
        "<xml>x</xml>",
        "<xml><![CDATA[ ]]></xml>",
        "<xml>&#32;</xml>",
        "<xml><a><b>1</b></a></xml>",
        "<xml><a><b/></a></xml>",
        "<xml><>1</></xml>",
        "<xml>< a>1</ a></xml>",
        "<xml><1>1</1></xml>",
        "<xml><a:b>1</a:b></xml>",
        "<xml><a b='1'>1</a></xml>",
        "<xml xmlns='x'><a>1</a></xml>",
        "<xml><a/ ></xml>",
        "<!DOCTYPE xml><xml></xml>",
        "<!DOCTYPE xml [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><xml><a>&e;</a></xml>",
        "<xml><!DOCTYPE xml></xml>",
        "<xml><a><!ENTITY e 'x'></a></xml>",
        "<xml><a>&e;</a></xml>",
        "<xml><a>&nbsp;</a></xml>",
        "<xml><a>&#0;</a></xml>",
        "<xml><a>&#xD800;</a></xml>",
        "<xml><a>&#x110000;</a></xml>",
        "<xml><a>&#xFFFF;</a></xml>",
        "<xml><a>&#;</a></xml>",
        "<xml><a>& </a></xml>",
        "<xml><a>&amp</a></xml>",
        "<xml><a>\u{1}</a></xml>",
        "<xml><a><![CDATA[\u{0}]]></a></xml>",
        "<xml><a><![CDATA[x</a></xml>",
        "<xml><a>1<</a></xml>",
        "<?xml version=\"1.0\"?><?xml version=\"1.0\"?><xml></xml>",
        " <?xml version=\"1.0\"?><xml></xml>",
        "<xml><?xml version=\"1.0\"?></xml>",
        "<?php x ?><xml></xml>",
        "<xml><a><?php x ?></a></xml>",
        "<!-- a -- b --><xml></xml>",
        "<!-- <xml></xml>",
    ] {
        assert!(matches!(texts(body), Err(ReadError::Malformed { codec: "xml", .. })), "{body}: {:?}", texts(body));
    }
    assert!(matches!(read::xml(b"<xml><a>\xFF</a></xml>", "xml"), Err(ReadError::Malformed { .. })));
}

#[test]
fn duplicates_are_refused() {
    for body in ["<xml><a>1</a><b>1</b><a>1</a></xml>", "<xml><a/><a>1</a></xml>", "<xml><a>1</a><a/></xml>"] {
        assert_eq!(texts(body), Err(ReadError::Duplicate { name: "a".into() }), "{body}");
    }
}

#[test]
fn deep_nesting_does_no_harm() {
    let deep = format!("<xml>{}</xml>", "<a>".repeat(300_000));
    assert!(texts(&deep).is_err());
}
