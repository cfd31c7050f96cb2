//! Signed messages with one changed byte.

use refundry::ReadError;

use crate::conversation::{self, Conversation, Message};

/// The operations that verify a signature, and the member that contains it.
const SIGNED: [(&str, &str, &str); 5] = [
    ("wechat_deposit", "refund", "sign"),
    ("wechat_deposit", "refund_query", "sign"),
    ("baofoo", "refund", "signStr"),
    ("baofoo", "refund_query", "signStr"),
    ("baofoo", "notification", "signStr"),
];

/// A signed answer with a final outcome.
fn settled(conversation: &Conversation) -> Message {
    let answers = conversation.answers();
    let settled = answers
        .iter()
        .map(Message::of)
        .find(|message| (conversation.read)(message).is_ok_and(|reading| !reading.outcome.is_unknown()));
    settled.expect("an answer that settles something")
}

/// The offsets of the bytes whose change must be noticed: texts of elements, or the content and its signature.
fn covered(provider: &str, body: &[u8]) -> Vec<usize> {
    let text = std::str::from_utf8(body).expect("UTF-8");
    if provider == "wechat_deposit" {
        let mut inside = false;
        let mut out = Vec::new();
        for (at, byte) in body.iter().enumerate() {
            match byte {
                b'<' => inside = true,
                b'>' => inside = false,
                _ if !inside => out.push(at),
                _ => {}
            }
        }
        return out;
    }
    let ends = |start: &str, end: &str| {
        let from = text.find(start).expect("a member") + start.len();
        from..from + text.get(from..).and_then(|rest| rest.find(end)).unwrap_or(text.len() - from)
    };
    if text.starts_with('{') {
        return ends("\"dataContent\":\"", "}\"").chain(ends("\"signStr\":\"", "\"")).collect();
    }
    ends("dataContent=", "&").chain(ends("signStr=", "&")).collect()
}

#[test]
fn every_changed_byte_is_noticed() {
    for (provider, operation, _) in SIGNED {
        let conversation = conversation::of(provider, operation);
        let good = settled(conversation);
        let places = covered(provider, &good.body);
        assert!(places.len() > 100, "{provider} {operation} covers {} bytes only", places.len());
        for at in places {
            for change in [|byte: u8| byte ^ 1, |byte: u8| byte ^ 0x10, |byte: u8| byte.wrapping_add(7), |_: u8| b'~'] {
                let mut body = good.body.clone();
                let Some(byte) = body.get_mut(at) else { continue };
                *byte = change(*byte);
                let reading = (conversation.read)(&good.with(body.clone()));
                let believed = reading.is_ok_and(|reading| !reading.outcome.is_unknown());
                assert!(
                    !believed || same(&good.body, &body),
                    "{provider} {operation}, byte {at}: {}",
                    String::from_utf8_lossy(&body)
                );
            }
        }
    }
}

/// Whether two texts are equal apart from the case of percent escapes.
fn same(one: &[u8], other: &[u8]) -> bool {
    one.eq_ignore_ascii_case(other) && String::from_utf8_lossy(one).contains("dataContent=%")
}

#[test]
fn a_message_without_its_signature_is_refused() {
    for (provider, operation, member) in SIGNED {
        let conversation = conversation::of(provider, operation);
        let good = settled(conversation);
        let text = String::from_utf8(good.body.clone()).expect("UTF-8");
        for renamed in [text.replace(member, "other"), emptied(&text, member)] {
            assert_ne!(renamed, text);
            let error = (conversation.read)(&good.with(renamed.clone())).err();
            assert_eq!(error, Some(ReadError::Unsigned), "{provider} {operation}: {renamed}");
        }
    }
}

/// The message with an empty signature.
fn emptied(text: &str, member: &str) -> String {
    for (start, end) in [(format!("<{member}>"), "<"), (format!("\"{member}\":\""), "\""), (format!("{member}="), "&")]
    {
        if let Some((before, rest)) = text.split_once(&start) {
            let rest = rest.find(end).and_then(|end| rest.get(end..)).unwrap_or_default();
            return format!("{before}{start}{rest}");
        }
    }
    text.to_owned()
}

#[test]
fn a_signature_of_another_answer_is_refused() {
    for (provider, operation, member) in SIGNED {
        let conversation = conversation::of(provider, operation);
        let signature = |body: &str| body.split(member).nth(1).map(str::to_owned);
        let texts: Vec<(Message, String)> =
            conversation.answers().iter().map(|answer| (Message::of(answer), answer.body.clone())).collect();
        for (message, text) in &texts {
            for (_, other) in &texts {
                let (Some(own), Some(foreign)) = (signature(text), signature(other)) else { continue };
                let (own, foreign): (String, String) = (letters(&own), letters(&foreign));
                if own.len() != foreign.len() || own.len() < 64 || own == foreign {
                    continue;
                }
                let error = (conversation.read)(&message.with(text.replace(&own, &foreign))).err();
                assert_eq!(error, Some(ReadError::Signature), "{provider} {operation}: {text}");
            }
        }
    }
}

/// The first run of hex digits.
fn letters(text: &str) -> String {
    text.chars().skip_while(|c| !c.is_ascii_hexdigit()).take_while(char::is_ascii_hexdigit).collect()
}
