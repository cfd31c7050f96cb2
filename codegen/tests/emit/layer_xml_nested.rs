//! What is read of lists and of what the spec does not list.

use cases::layer_xml_nested::{Credentials, refund, servers};
use refundry_runtime as rt;

#[test]
fn lists_hold_every_element_of_their_name() {
    let request = refund::Request::new(refund::Required { number: "a1".into(), fee: rt::Amount::from_minor(1) });
    let now = rt::Timestamp::from_epoch_ms(0);
    let context = rt::Context { server: &servers::PRODUCTION, now, nonce: "", salt: "" };
    let sent = request.sign(&Credentials { api_key: rt::Secret::from("k") }, &context).unwrap();
    let body = r#"<?xml version="1.0" encoding="UTF-8"?><answer xmlns="urn:a" version="2.0" other="o"><number>a1</number><state>OK</state><note lang="en"><![CDATA[x&y]]></note><goods><id>g1</id><tag>a&amp;b</tag><!-- c --> <tag/></goods><item><id>g2</id></item> <item><id>g3</id><more><x/></more></item><unknown><a>1</a></unknown><sign>bf7132e8ac1f57e2964e0b1d7793b25c</sign></answer>"#;
    let answer = sent.sent().read(&rt::http::Response::new(body), &Credentials { api_key: rt::Secret::from("k") }, now).unwrap();
    let goods = answer.goods.unwrap();
    assert_eq!(goods.tag, Some(vec!["a&b".to_owned(), String::new()]));
    let items = answer.item.unwrap();
    assert_eq!(items.iter().map(|item| item.id.as_deref()).collect::<Vec<_>>(), [Some("g2"), Some("g3")]);
    assert_eq!(items[1].extra, [("more".to_owned(), "<x/>".to_owned())]);
    let extra: Vec<_> = answer.extra.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    assert_eq!(extra, [("@other", "o"), ("note@lang", "en"), ("unknown", "<a>1</a>")]);
}
