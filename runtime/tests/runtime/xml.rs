//! Received XML: ambiguous documents are rejected.

use proptest::prelude::*;
use refundry_runtime::{Members, Order, PairForm, PairStyle, ReadError, Selection, XmlStyle, XmlWriter, read};

fn texts(body: &str) -> Result<Vec<(String, String)>, ReadError> {
    read::xml(body.as_bytes(), "xml").map(Members::rest)
}

#[test]
fn flat_documents_are_read() {
    let body = "\u{feff}<?xml version=\"1.0\" encoding=\"UTF-8\"?>\r\n<!-- c --><xml >\n <a>1</a><!-- c -->\n\
                <b><![CDATA[x<y&z]]></b><c>x<![CDATA[<]]>&amp;&#x4e2d;&#13;<!-- c -->y\r\nz</c><d/><e></e>\
                <f> f </f><附 >g</附 ><h>\r\n\rh</h>\n</xml>\n<!-- c -->\n";
    let expected = [
        ("a", "1"),
        ("b", "x<y&z"),
        ("c", "x<&中\ry\nz"),
        ("d", ""),
        ("e", ""),
        ("f", " f "),
        ("附", "g"),
        ("h", "\n\nh"),
    ];
    assert_eq!(texts(body).unwrap(), expected.map(|(name, value)| (name.to_owned(), value.to_owned())));
    assert_eq!(texts("<xml/>"), Ok(Vec::new()));
    assert_eq!(texts("<xml></xml>"), Ok(Vec::new()));
    assert_eq!(texts("\u{feff}<xml><a>1</a></xml>"), Ok(vec![("a".into(), "1".into())]));
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
        "<xml><>1</></xml>",
        "<xml>< a>1</ a></xml>",
        "<xml><1>1</1></xml>",
        "<xml><a:b>1</a:b></xml>",
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
        "<xml><a>]]></a></xml>",
        "<xml><a>&#+32;</a></xml>",
        "<xml><a>&#X20;</a></xml>",
        "<xml><a>&lt</a>;</xml>",
        "<xml><a>1</a b='2'></xml>",
        "<xml><a>1</ a></xml>",
        "<xml><a",
        "<xml><a b='",
        "<xml><a/></",
        "\u{feff}\u{feff}<xml></xml>",
        "<?xml?><xml></xml>",
        "<?xml encoding=\"UTF-8\"?><xml></xml>",
        "<?xml version=\"1.0\"><xml></xml>",
        "<?xml version=\"1.0\"?><?xml version=\"1.0\"?><xml></xml>",
        " <?xml version=\"1.0\"?><xml></xml>",
        "<xml><?xml version=\"1.0\"?></xml>",
        "<?php x ?><xml></xml>",
        "<xml><a><?php x ?></a></xml>",
        "<!-- a -- b --><xml></xml>",
        "<!-- <xml></xml>",
        "<!-- a ---><xml></xml>",
        "<!doctype xml><xml></xml>",
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

const NESTED: &str = "<xml v='1 &amp;\n2' xmlns:x=\"u\"><a>1</a><o k='v'> <i>x&lt;</i><!-- c --><i/> <j><k>2</k></j></o>\
                      <l>1</l><b/><l><m>3</m></l></xml>";

fn nested() -> Members<'static> {
    read::xml_with_lists(NESTED.as_bytes(), "xml", &["l"]).unwrap()
}

#[test]
fn elements_in_elements_are_read_when_asked_for() {
    let mut m = nested();
    assert_eq!(m.text("@v"), Ok(Some("1 &\n2".into())));
    let mut inner = m.object_of("o", &["i"]).unwrap().unwrap();
    assert_eq!(inner.text_list("i"), Ok(Some(vec!["x<".into(), String::new()])));
    assert_eq!(inner.object("j").unwrap().unwrap().integer("k"), Ok(Some(2)));
    assert_eq!(m.object("b").map(|found| found.is_none()), Ok(true));
    let mut list = read::xml_with_lists(b"<x><l><a>1</a></l><l/></x>", "x", &["l"]).unwrap();
    let entries: Vec<_> = list.list("l").unwrap().unwrap().into_iter().map(|entry| entry.rest().len()).collect();
    assert_eq!(entries, [1, 0], "an empty element is an object without members");
    assert_eq!(m.list("l").map(|_| ()), Err(ReadError::Member { name: "l".into(), expected: "a list of objects" }));
    let twice = nested().object("o").map(|_| ());
    assert_eq!(twice, Err(ReadError::Duplicate { name: "i".into() }));
    assert!(matches!(nested().text("o"), Err(ReadError::Member { .. })));
    let rest: Vec<String> = nested().rest().into_iter().map(|(name, text)| format!("{name}={text}")).collect();
    let raw = "o= <i>x&lt;</i><!-- c --><i/> <j><k>2</k></j>";
    assert_eq!(rest, ["@v=1 &\n2", "a=1", raw, "o@k=v", "l=1", "b=", "l=<m>3</m>"]);
}

#[test]
fn signatures_take_flat_texts_alone() {
    let style = PairStyle { form: PairForm::Pair("="), join: "&", skip_empty: false };
    let all = Selection { only: None, except: &[], nested: true, order: Order::Name, style };
    let mut text = String::new();
    nested().pairs(&mut text, &all);
    assert_eq!(text, "a=1&b=");
}

#[test]
fn nesting_is_well_formed_and_bounded() {
    for inside in [
        "<a>x<b/></a>",
        "<a><b/>x</a>",
        "<a><![CDATA[ ]]><b/></a>",
        "<a>&#32;<b/></a>",
        "<a><b></a></b>",
        "<a><b></a>",
        "<a><b>&e;</b></a>",
        "<a><b><?php x ?></b></a>",
        "<a><b c=1/></a>",
        "<a b='1'c='2'/>",
        "<a b='1'\u{a0}c='2'/>",
        "<a ='1'/>",
        "<a 1='1'/>",
        "<a b=1/>",
        "<a b='&#0;'/>",
        "<a b='&#xFFFE;'/>",
        "<a b='&lt'/>",
        "<a b='1' b=2/>",
        "<a b='1'/ >",
        "<a b='<'/>",
        "<a b='&e;'/>",
        "<a b/>",
        "<a b=''1/>",
    ] {
        let read = texts(&format!("<xml>{inside}</xml>"));
        assert!(matches!(read, Err(ReadError::Malformed { .. })), "{inside}: {read:?}");
    }
    for twice in ["<xml><a b='1' b='1'/></xml>", "<xml><a c='' b='1' x='b' b = \"2\">1</a></xml>", "<xml b='' b=''/>"] {
        assert_eq!(texts(twice), Err(ReadError::Duplicate { name: "b".into() }), "{twice}");
    }
    let deep = |depth: usize| texts(&format!("<xml>{}{}</xml>", "<a>".repeat(depth), "</a>".repeat(depth)));
    assert!(deep(60).is_ok() && deep(70).is_err());
    let many = |count: usize| {
        let attributes: String = (0..count).map(|index| format!(" a{index}=''")).collect();
        texts(&format!("<xml{attributes}/>"))
    };
    assert!(many(64).is_ok() && many(65).is_err());
}

#[test]
fn what_is_written_is_read() {
    let style = XmlStyle { declaration: "<?xml version=\"1.0\"?>", cdata: true, ..XmlStyle::DEFAULT };
    let value = "a<\"&'\t\r\n]]>]]>b";
    let mut writer = XmlWriter::styled("xml", style);
    writer.attribute("at", value);
    writer.text("text", value);
    writer.begin_object("object");
    writer.begin_list("entry");
    writer.begin_item();
    writer.secret("in", value);
    writer.end_item();
    writer.end_list();
    writer.end_object();
    writer.begin_list("count");
    writer.item_literal("1");
    writer.item_text("");
    writer.end_list();
    let body = writer.try_finish().unwrap();
    assert!(!format!("{body:?}").contains("<in><![CDATA[a"), "{body:?}");
    let mut m = read::xml_with_lists(&body.bytes, "xml", &["count"]).unwrap();
    assert_eq!((m.text("@at"), m.text("text")), (Ok(Some(value.into())), Ok(Some(value.into()))));
    assert_eq!(m.text_list("count"), Ok(Some(vec!["1".into(), String::new()])));
    let mut entries = m.object_of("object", &["entry"]).unwrap().unwrap().list("entry").unwrap().unwrap();
    assert_eq!(entries.remove(0).text("in"), Ok(Some(value.into())));
}

#[test]
fn names_have_the_characters_of_another_reader() {
    let far =
        [0xD7FF, 0xF900, 0xFDD0, 0xFDF0, 0xFFFD, 0x1_0000, 0xE_FFFF].into_iter().flat_map(|edge| edge - 2..edge + 3);
    for character in (0x20..0x3100).chain(far).filter_map(char::from_u32).filter(|character| *character != ':') {
        for name in [character.to_string(), format!("a{character}")] {
            let body = format!("<xml><{name}/></xml>");
            let ours = read::xml(body.as_bytes(), "xml").is_ok();
            assert_eq!(ours, roxmltree::Document::parse(&body).is_ok(), "{character:?} {body}");
        }
    }
}

/// The names and texts of a document's members according to roxmltree, and whether an element is nested in them.
fn by_another_reader(body: &str) -> Option<(Vec<(String, String)>, bool)> {
    let document = roxmltree::Document::parse(body).ok()?;
    let members: Vec<_> = document.root_element().children().filter(|node| node.is_element()).collect();
    let nested = members.iter().any(|member| member.children().any(|node| node.is_element()));
    let text = |member: &roxmltree::Node| {
        member.children().filter_map(|node| node.text().filter(|_| node.is_text())).collect()
    };
    Some((members.iter().map(|member| (member.tag_name().name().to_owned(), text(member))).collect(), nested))
}

proptest! {
    #[test]
    fn another_reader_understands_the_same(pieces in prop::collection::vec(prop::sample::select(vec![
        "<a>", "</a>", "<b c='1'>", "</b>", "<c/>", "<d e=\"f\" g='&lt;'/>", "x", "]]>", "&amp;", "&#x4e2d;", "&", "<",
        "\r\n", "<![CDATA[y<]]>", "<!-- z -->", "<!--", "-->", "<![CDATA[", "<?z y?>", "<!x>", "/", " ", ";", "&#13;", "\r", "'", "<a>1</a>",
        "<b c='1'>&lt;\r\n2</b>", "<a><![CDATA[y]]]]><![CDATA[>]]></a>", "<d><c/></d>", "\"", ">", "中",
        "<n:a xmlns:n='u'>", "</n:a>", "<n:b/>", "<c n:d='1' xmlns:n='v'/>", "<c xmlns='w'/>", "<c xmlns:n=''/>",
    ]), 0..9)) {
        let body = format!("<xml>{}</xml>", pieces.concat());
        let ours = read::xml_with_lists(body.as_bytes(), "xml", &["a", "b", "c", "d", "n:a", "n:b"]);
        let theirs = by_another_reader(&body);
        if let Ok(members) = ours {
            let Some((theirs, nested)) = theirs else {
                return Err(TestCaseError::fail(format!("{body} is accepted by one reader only")));
            };
            if !nested {
                let elements = members.rest().into_iter().filter(|(name, _)| !name.contains('@'));
                let local = |name: String| name.rsplit(':').next().unwrap_or_default().to_owned();
                let ours: Vec<_> = elements.map(|(name, text)| (local(name), text)).collect();
                prop_assert_eq!(ours, theirs, "{}", body);
            }
        }
    }

    #[test]
    fn anything_may_arrive(text in "[<>/!?&;#x\\[\\]CDAT'\"= a1\\-\r\n\\x00中\u{feff}]{0,40}", any in any::<Vec<u8>>()) {
        let _ = read::xml(any.as_slice(), "xml");
        let body = format!("<xml>{text}</xml>");
        prop_assert!(texts(&text).is_err() || by_another_reader(&text).is_some(), "{}", text);
        prop_assert!(texts(&body).is_err() || by_another_reader(&body).is_some(), "{}", body);
    }
}

#[test]
fn a_member_is_cut_out_of_the_text() {
    let text = "<xml><a>1</a><sign>s</sign><b/><e></e></xml>";
    let members = read::xml(text.as_bytes(), "xml").unwrap();
    assert_eq!(members.text_without(&[], "sign"), "<xml><a>1</a><b/><e></e></xml>");
    assert_eq!(members.text_without(&[], "b"), "<xml><a>1</a><sign>s</sign><e></e></xml>");
    assert_eq!(members.text_without(&[], "e"), "<xml><a>1</a><sign>s</sign><b/></xml>");
    assert_eq!(members.text_without(&[], "c"), text);
}
