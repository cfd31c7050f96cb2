//! Hostile input causes no panic, and no refund that the provider did not confirm.

use std::sync::LazyLock;

use proptest::prelude::*;
use proptest::sample::Index;
use refundry::{MAX_BODY, Outcome, ReadError};

use crate::conversation::{self, Conversation, Message};

/// A valid answer, and its reading.
struct Good {
    conversation: &'static Conversation,
    name: String,
    message: Message,
    outcome: Outcome,
    shown: String,
}

static GOOD: LazyLock<Vec<Good>> = LazyLock::new(|| conversation::ALL.iter().flat_map(good).collect());

fn good(conversation: &'static Conversation) -> Vec<Good> {
    let answers = conversation.answers().into_iter();
    let good = answers.map(|answer| {
        let message = Message::of(&answer);
        let reading = (conversation.read)(&message).expect("a good answer");
        Good { conversation, name: answer.name, message, outcome: reading.outcome, shown: reading.shown }
    });
    good.collect()
}

fn settles(outcome: Outcome) -> bool {
    !outcome.is_unknown()
}

impl Good {
    /// The part of the reading that the signature covers.
    fn signed(&self) -> Option<&str> {
        match self.conversation.provider {
            "wechat_deposit" => Some(&self.shown),
            // The envelope is not signed, so only the content is compared.
            "baofoo" => {
                let start = self.shown.find("data_content: Some(").expect("a content");
                self.shown
                    .get(start..self.shown.rfind("evidence: ")?)?
                    .rsplit_once("extra: ")
                    .map(|(content, _)| content)
            }
            _ => None,
        }
    }

    /// A changed message must read as the original one, or settle nothing.
    fn holds_against(&self, body: Vec<u8>) {
        let message = self.message.with(body);
        let Ok(reading) = (self.conversation.read)(&message) else { return };
        if !settles(reading.outcome) {
            return;
        }
        let at = format!("{}, {}:\n{}", self.conversation.name(), self.name, String::from_utf8_lossy(&message.body));
        if let Some(signed) = self.signed() {
            assert!(settles(self.outcome), "an answer that settled nothing now reads {:?}; {at}", reading.outcome);
            assert!(reading.shown.contains(signed), "another content was believed; {at}");
        } else if settles(self.outcome) && matches!(reading.outcome, Outcome::Succeeded | Outcome::Processing) {
            // An attacker could write an unsigned answer anyway; an accidental fault must not make a success.
            assert_eq!(reading.outcome, self.outcome, "another outcome was believed; {at}");
        }
    }
}

/// A change of some bytes.
#[derive(Clone, Debug)]
enum Change {
    Truncate(Index),
    Delete(Index, Index),
    Double(Index, Index, Index),
    Swap(Index, Index),
    Replace(Index, u8),
    Insert(Index, Vec<u8>),
}

fn change() -> impl Strategy<Value = Change> {
    let index = any::<Index>;
    let signs = prop::sample::select(b"<>/&;![]{}\",:=%+?#\\ \n0aZ\x00\x80\xff".to_vec());
    prop_oneof![
        index().prop_map(Change::Truncate),
        (index(), index()).prop_map(|(from, to)| Change::Delete(from, to)),
        (index(), index(), index()).prop_map(|(from, to, at)| Change::Double(from, to, at)),
        (index(), index()).prop_map(|(one, other)| Change::Swap(one, other)),
        (index(), any::<u8>()).prop_map(|(at, byte)| Change::Replace(at, byte)),
        (index(), prop::collection::vec(signs, 1..8)).prop_map(|(at, bytes)| Change::Insert(at, bytes)),
    ]
}

fn changed(mut body: Vec<u8>, change: &Change) -> Vec<u8> {
    let length = body.len();
    if length == 0 {
        return body;
    }
    let range = |from: &Index, to: &Index| {
        let (from, to) = (from.index(length), to.index(length));
        from.min(to)..from.max(to) + 1
    };
    match change {
        Change::Truncate(at) => body.truncate(at.index(length)),
        Change::Delete(from, to) => drop(body.drain(range(from, to))),
        Change::Double(from, to, at) => {
            let copy = body[range(from, to)].to_vec();
            let at = at.index(length);
            body.splice(at..at, copy);
        }
        Change::Swap(one, other) => body.swap(one.index(length), other.index(length)),
        Change::Replace(at, byte) => body[at.index(length)] = *byte,
        Change::Insert(at, bytes) => {
            let at = at.index(length);
            body.splice(at..at, bytes.iter().copied());
        }
    }
    body
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn random_bytes_settle_nothing(one in 0..conversation::ALL.len(), body in prop::collection::vec(any::<u8>(), 0..300)) {
        let conversation = &conversation::ALL[one];
        let reading = (conversation.read)(&Message { status: 200, headers: Vec::new(), body });
        prop_assert!(reading.is_err() || reading.is_ok_and(|reading| !settles(reading.outcome)));
    }

    #[test]
    fn random_members_settle_nothing(one in 0..conversation::ALL.len(), words in prop::collection::vec(prop::sample::select(WORDS.to_vec()), 0..40)) {
        let conversation = &conversation::ALL[one];
        let reading = (conversation.read)(&Message { status: 200, headers: Vec::new(), body: words.concat().into_bytes() });
        prop_assert!(reading.is_err() || reading.is_ok_and(|reading| !settles(reading.outcome)));
    }

    #[test]
    fn changed_answers_say_the_same_or_settle_nothing(one in any::<Index>(), changes in prop::collection::vec(change(), 1..4)) {
        let good = one.get(&GOOD);
        good.holds_against(changes.iter().fold(good.message.body.clone(), changed));
    }
}

const WORDS: &[&str] = &[
    "<xml>",
    "</xml>",
    "<sign>",
    "</sign>",
    "<return_code>",
    "</return_code>",
    "SUCCESS",
    "FAIL",
    "<![CDATA[",
    "]]>",
    "<!--",
    "-->",
    "<?xml version=\"1.0\"?>",
    "<!DOCTYPE a>",
    "&amp;",
    "&#0;",
    "&a;",
    "<a/>",
    "{",
    "}",
    "[",
    "]",
    ":",
    ",",
    "\"",
    "\\",
    "\\u0000",
    "\"returnCode\"",
    "\"dataContent\"",
    "\"signStr\"",
    "\"result_code\"",
    "\"200\"",
    "null",
    "1e999",
    "-0",
    "signStr=",
    "&",
    "=",
    "%00",
    "%",
    "dataContent=",
    " ",
    "\n",
    "\u{feff}",
    "退",
];

#[test]
fn a_body_of_more_than_a_mebibyte_is_refused() {
    for good in GOOD.iter() {
        let with = |length: usize| {
            let mut body = good.message.body.clone();
            body.resize(length, b' ');
            (good.conversation.read)(&good.message.with(body))
        };
        assert_eq!(with(MAX_BODY + 1).err(), Some(ReadError::TooLarge), "{}", good.conversation.name());
        assert_ne!(with(MAX_BODY).err(), Some(ReadError::TooLarge), "{}", good.conversation.name());
    }
}

#[test]
fn deep_nesting_is_refused() {
    for conversation in &conversation::ALL {
        for (open, close) in [("[", "]"), ("{\"a\":", "}"), ("<a>", "</a>")] {
            let deep = format!("{}1{}", open.repeat(100_000), close.repeat(100_000));
            for body in [deep.clone(), format!("{{\"a\":{deep}}}"), format!("<xml>{deep}</xml>"), open.repeat(100_000)]
            {
                let reading =
                    (conversation.read)(&Message { status: 200, headers: Vec::new(), body: body.into_bytes() });
                let settled = reading.is_ok_and(|reading| settles(reading.outcome));
                assert!(!settled, "{} believes {open}", conversation.name());
            }
        }
    }
}

#[test]
fn document_types_and_entities_are_refused() {
    let body = |head: &str, value: &str| format!("{head}<xml><return_code>{value}</return_code></xml>");
    let laughs: String =
        (1..10).map(|level| format!("<!ENTITY l{level} \"{}\">", format!("&l{};", level - 1).repeat(10))).collect();
    for text in [
        body("<!DOCTYPE xml>", "FAIL"),
        body("<!DOCTYPE xml [<!ENTITY a \"FAIL\">]>", "&a;"),
        body("<!DOCTYPE xml [<!ENTITY a SYSTEM \"file:///etc/passwd\">]>", "&a;"),
        body("<!DOCTYPE xml SYSTEM \"http://localhost/x.dtd\">", "FAIL"),
        body("<!DOCTYPE xml [<!ENTITY % p \"<!ENTITY a 'FAIL'>\"> %p;]>", "&a;"),
        body(&format!("<!DOCTYPE xml [<!ENTITY l0 \"lol\">{laughs}]>"), "&l9;"),
        body("", "&a;"),
        body("", "&nbsp;"),
        body("", "&#0;"),
        body("", "&#xD800;"),
    ] {
        for operation in ["refund", "refund_query", "notification"] {
            let conversation = conversation::of("wechat_deposit", operation);
            let error =
                (conversation.read)(&Message { status: 200, headers: Vec::new(), body: text.clone().into_bytes() })
                    .err();
            assert!(
                matches!(error, Some(ReadError::Malformed { codec: "xml", .. })),
                "{operation} reads {text}: {error:?}"
            );
        }
    }
}
