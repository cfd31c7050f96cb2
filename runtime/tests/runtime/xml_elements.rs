//! XML as services write it: attributes beside texts and elements, prefixes of namespaces, document types.

use refundry_runtime::{Extra, Members, ReadError, SignError, XmlRules, XmlStyle, XmlWriter, read};

const SOAP: &str = "http://schemas.xmlsoap.org/soap/envelope/";
const RULES: XmlRules<'_> = XmlRules { namespaces: &[("s", SOAP)], ..XmlRules::DEFAULT };

fn extra(pairs: &[(&str, &str)]) -> Extra {
    pairs.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect()
}

fn soap(body: &str) -> Result<Extra, ReadError> {
    read::xml_by(body.replace("URI", SOAP).as_bytes(), "s:Envelope", RULES).map(Members::rest)
}

fn doctype(body: &str) -> bool {
    read::xml_by(body.as_bytes(), "x", XmlRules { doctype: true, ..XmlRules::DEFAULT }).is_ok()
}

#[test]
fn an_element_is_read_with_its_attributes() {
    let body = b"<x><fee currency='EUR' >1&#48;</fee><fee2 a='1'><b>c</b></fee2><e d=\"&lt;\"/><t>u</t></x>";
    let mut members = read::xml(body, "x").unwrap();
    assert_eq!(members.nested_element(&["fee2"]), Some("<fee2 a='1'><b>c</b></fee2>"));
    assert_eq!(members.nested_element(&["fee2", "b"]), Some("<b>c</b>"));
    assert_eq!(members.nested(&["fee", "@currency"]).as_deref(), Some("EUR"));
    assert_eq!(members.nested(&["fee", "#text"]).as_deref(), Some("10"));
    assert_eq!(members.nested(&["fee2", "@a"]).as_deref(), Some("1"));
    let fee = members.element_of("fee", &[]).unwrap().unwrap();
    assert_eq!((fee.source("#text"), fee.source("@currency")), (Some("1&#48;"), None));
    assert_eq!(fee.rest(), extra(&[("@currency", "EUR"), ("#text", "10")]));
    let second = members.object("fee2").unwrap().unwrap();
    assert_eq!(second.rest(), extra(&[("@a", "1"), ("b", "c")]));
    assert_eq!(members.object("e").unwrap().unwrap().rest(), extra(&[("@d", "<")]));
    assert_eq!(members.element_of("t", &[]).unwrap().unwrap().rest(), extra(&[("#text", "u")]));
    assert_eq!(members.rest(), extra(&[]));
}

#[test]
fn a_list_of_elements_has_their_texts_if_they_are_asked_for() {
    let read = || read::xml_with_lists(b"<x><fee c='EUR'>1</fee><fee/><fee c='CNY'/></x>", "x", &["fee"]).unwrap();
    let fees = read().elements_of("fee", &[]).unwrap().unwrap();
    let fees: Vec<_> = fees.into_iter().map(Members::rest).collect();
    assert_eq!(fees, [extra(&[("@c", "EUR"), ("#text", "1")]), extra(&[]), extra(&[("@c", "CNY")])]);
    assert!(read().list("fee").is_err(), "a text is no object");
    assert!(read().elements_of("absent", &[]).unwrap().is_none());
}

#[test]
fn an_attribute_that_nothing_reads_is_kept() {
    let mut members = read::xml(b"<x xmlns:a='u'><fee a:c='EUR'>1</fee><o p='q'><r/></o><e/></x>", "x").unwrap();
    assert_eq!(members.minor("fee"), Ok(Some(refundry_runtime::Amount::from_minor(1))));
    assert_eq!(members.rest(), extra(&[("fee@a:c", "EUR"), ("o", "<r/>"), ("o@p", "q"), ("e", "")]));
    let mut members = read::xml(b"<x><fee c='EUR'>1</fee></x>", "x").unwrap();
    assert!(members.object("fee").is_err(), "a text is no object");
}

#[test]
fn a_prefix_stands_for_its_namespace() {
    let envelope = |inside: &str| soap(&format!("<s:Envelope xmlns:s='URI'>{inside}</s:Envelope>"));
    assert_eq!(envelope("<s:Body/>"), Ok(extra(&[("s:Body", "")])));
    assert_eq!(envelope("<n:a xmlns:n='urn:n' n:b='1' xml:lang='en'/>").unwrap().len(), 3);
    for body in [
        "<s:Envelope><s:Body/></s:Envelope>",
        "<s:Envelope xmlns:s='urn:other'><s:Body/></s:Envelope>",
        "<s:Envelope xmlns:s=''/>",
        "<t:Envelope xmlns:t='URI'/>",
        "<Envelope xmlns='URI'/>",
        "<s:Envelope xmlns:s='URI' xmlns:t='URI'/>",
        "<s:Envelope xmlns:s='URI' t:a='1'/>",
        "<s:s:Envelope xmlns:s='URI'/>",
        "<s:Envelope xmlns:s='URI'><s:1/></s:Envelope>",
        "<s:Envelope xmlns:s='URI' s:1=''/>",
        "<s:Envelope xmlns:s='URI' xmlns:1='u' 1:a=''/>",
        "<:Envelope xmlns='URI'/>",
    ] {
        assert!(soap(body).is_err(), "{body}");
    }
    for inside in [
        "<t:Body/>",
        "<a t:b=''/>",
        "<a><b><t:c/></b></a>",
        "<a><b xmlns:s='urn:other'/></a>",
        "<Body xmlns='URI'/>",
        "<a xmlns:t='urn:t'/><t:b/>",
        "<a><b xmlns:t='urn:t'/><t:c/></a>",
        "<a xmlns:t=''/>",
    ] {
        assert!(envelope(inside).is_err(), "{inside}");
    }
}

#[test]
fn many_prefixes_are_refused() {
    let declared = |count: usize| {
        let prefixes: String = (0..count).map(|index| format!("<a xmlns:p{index}='u'>")).collect();
        read::xml(format!("<x>{prefixes}{}</x>", "</a>".repeat(count)).as_bytes(), "x").is_ok()
    };
    assert!(declared(60));
    assert!(!declared(65));
}

#[test]
fn an_allowed_document_type_declares_nothing() {
    assert!(doctype("<?xml version=\"1.0\"?><!DOCTYPE x><x/>"));
    assert!(doctype("<!DOCTYPE x SYSTEM \"https://acme.example/x.dtd\">\n<x/>"));
    assert!(doctype("<!DOCTYPE x PUBLIC '-//A//B' 'x.dtd' ><x/>"));
    for body in [
        "<!DOCTYPE x><!DOCTYPE x><x/>",
        "<x/><!DOCTYPE x>",
        "<x><!DOCTYPE x></x>",
        "<!DOCTYPE x [<!ENTITY e 'a'>]><x><a>&e;</a></x>",
        "<!DOCTYPE x []><x/>",
        "<!DOCTYPE x SYSTEM 'a'[]><x/>",
        "<!DOCTYPE x SYSTEM \"&e;\"><x/>",
        "<!DOCTYPE %x;><x/>",
        "<!DOCTYPE ><x/>",
        "<!DOCTYPE x><x><a>&e;</a></x>",
    ] {
        assert!(!doctype(body), "{body}");
    }
}

#[test]
fn elements_are_written_with_attributes_and_texts() {
    let style = XmlStyle { self_closing: true, namespaces: &[("s", SOAP)], ..XmlStyle::DEFAULT };
    let mut writer = XmlWriter::styled("s:Envelope", style);
    writer.begin_object("fee");
    writer.attribute("currency", "E\"<");
    writer.content("fee", "1<", true);
    writer.end_object();
    writer.begin_object("none");
    writer.attribute("a", "");
    writer.end_object();
    writer.begin_object("none");
    writer.end_object();
    writer.text("t", "");
    let mut body = format!("<s:Envelope xmlns:s=\"{SOAP}\"><fee currency=\"E&quot;&lt;\">1&lt;</fee>");
    body.push_str("<none a=\"\"/><none/><t/></s:Envelope>");
    assert_eq!(writer.try_finish().unwrap().as_str(), body);
    let empty = XmlWriter::styled("x", XmlStyle { self_closing: true, ..XmlStyle::DEFAULT }).try_finish().unwrap();
    assert_eq!(empty.as_str(), "<x/>");
}

#[test]
fn a_control_character_is_written_nowhere() {
    type Write = fn(&mut XmlWriter, &str);
    let writes: [(&str, Write); 8] = [
        ("a", |writer, text| writer.text("a", text)),
        ("b", |writer, text| writer.secret("b", text)),
        ("c", |writer, text| writer.literal("c", text)),
        ("d", |writer, text| writer.attribute("d", text)),
        ("e", |writer, text| writer.secret_attribute("e", text)),
        ("f", |writer, text| writer.content("f", text, false)),
        ("g", |writer, text| writer.secret_content("g", text, false)),
        ("h", |writer, text| {
            writer.begin_list("h");
            writer.item_text(text);
            writer.end_list();
        }),
    ];
    for (name, write) in writes {
        for (text, written) in [("a\u{1}", false), ("\u{ffff}", false), ("\r\n\t退", true)] {
            let mut writer = XmlWriter::new("x");
            write(&mut writer, text);
            let error = (!written).then(|| SignError::Unwritable { name: name.into() });
            assert_eq!(writer.try_finish().err(), error, "{name} {text:?}");
        }
    }
}

#[test]
fn an_element_that_carries_a_layer_is_read_from_its_bytes() {
    let body = b"<x><data a='1' ><n>1</n><n>2</n></data><error/><fee c='EUR'>5</fee></x>";
    let mut members = read::xml(body, "x").unwrap();
    let (index, text) = members.carried_element(&["error", "data"], true).unwrap().unwrap();
    assert_eq!((index, &*text), (1, "<data a='1' ><n>1</n><n>2</n></data>"));
    assert!(matches!(read::element(text.as_bytes(), &[]), Err(ReadError::Duplicate { .. })));
    let mut inner = read::element(text.as_bytes(), &["n"]).unwrap();
    assert_eq!(inner.text_list("n").unwrap(), Some(vec!["1".to_owned(), "2".to_owned()]));
    assert_eq!(inner.rest(), extra(&[("@a", "1")]));
    let (_, text) = members.carried_element(&["fee"], true).unwrap().unwrap();
    assert_eq!(read::element(text.as_bytes(), &[]).unwrap().rest(), extra(&[("@c", "EUR"), ("#text", "5")]));
    assert_eq!(members.carried_element(&["error", "absent"], true).unwrap(), None);
    assert_eq!(members.rest(), extra(&[]));
    for odd in ["<a c=1/>", "<a><b c='1' c='2'/></a>", "<a><b><d c='1'e='2'/></b></a>"] {
        assert!(read::element(odd.as_bytes(), &[]).is_err(), "{odd}");
    }
}

#[test]
fn one_element_carries_the_layer() {
    let mut members = read::xml(b"<x><data/><error a='1'/></x>", "x").unwrap();
    assert_eq!(members.carried_element(&["data", "error"], true).unwrap().map(|(index, _)| index), Some(1));
    let mut members = read::xml(b"<x><error>1</error><data>2</data></x>", "x").unwrap();
    let both = ReadError::Carriers { first: "data".into(), second: "error".into() };
    assert_eq!(members.carried_element(&["data", "error"], true).unwrap_err().to_string(), both.to_string());
    for text in ["", "text", "<a/><b/>", "<a>", "<a/>text"] {
        assert!(read::element(text.as_bytes(), &[]).is_err(), "{text}");
    }
    let mut members = read::xml(b"<a><data>text</data></a>", "a").unwrap();
    let text = members.carried_element(&["data"], false).unwrap_err();
    assert!(matches!(text, ReadError::Member { .. }), "{text}");
}

#[test]
fn a_document_may_have_another_root() {
    let rules = XmlRules { others: &["b", "c"], ..XmlRules::DEFAULT };
    let read = |body: &str| read::xml_by(body.as_bytes(), "a", rules).map(Members::rest).ok();
    for root in ["a", "b", "c"] {
        assert_eq!(read(&format!("<{root}><n>1</n></{root}>")), Some(extra(&[("n", "1")])));
    }
    for body in ["<d><n>1</n></d>", "<a/><b/>", "<a><n>1</n></b>", "<d><a/></d>", "<A/>"] {
        assert_eq!(read(body), None, "{body}");
    }
}
