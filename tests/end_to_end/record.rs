//! The record of a request, kept as text until the answer or the notification comes.

use refundry::{SentError, wechat_deposit};

use crate::conversation::{self, ALL};

#[test]
fn a_record_survives_as_text() {
    for one in &ALL {
        let (text, _) = (one.sent)();
        assert_eq!((one.parse)(&text).as_ref(), Ok(&text), "{}", one.name());
    }
}

#[test]
fn a_record_of_another_operation_is_refused() {
    for one in &ALL {
        for other in &ALL {
            let (text, _) = (one.sent)();
            // A notification is compared with the refund's own record.
            let kind = |operation: &'static str| if operation == "notification" { "refund" } else { operation };
            let same = one.provider == other.provider && kind(one.operation) == kind(other.operation);
            let refused = matches!((other.parse)(&text), Err(SentError::Other { .. }));
            assert_eq!(refused, !same, "{} as {}", one.name(), other.name());
        }
    }
}

#[test]
fn a_tampered_record_is_refused() {
    for one in &ALL {
        let (text, _) = (one.sent)();
        let changed = [
            text.replacen('{', "", 1),
            text.trim_end_matches('}').to_owned(),
            format!("{text}x"),
            text.replace("\"fields\":{", "\"fields\":{\"more\":\"1\","),
            text.replace("\"fields\":{", "\"fields\":[{").replace("}}", "}]}"),
            text.replace("\"provider\":", "\"provider\":\"x\",\"provider\":"),
            text.replace("\"operation\":\"", "\"operation\":\"x"),
            text.replace("\"provider\":\"", "\"provider\":\"x"),
            String::new(),
            "null".into(),
        ];
        for changed in changed {
            assert_ne!(changed, text);
            assert!((one.parse)(&changed).is_err(), "{} reads {changed}", one.name());
        }
    }
}

/// An answer must not count as compared if the record lost the compared fields.
#[test]
fn a_record_without_its_fields_settles_nothing() {
    let empty = "{\"provider\":\"wechat_deposit\",\"operation\":\"refund\",\"fields\":{}}";
    let Ok(sent) = empty.parse::<wechat_deposit::refund::Sent>() else { return };
    let answers = conversation::of("wechat_deposit", "refund").answers();
    assert!(answers.iter().any(|answer| answer.outcome != Some(refundry_codegen::model::Outcome::Unknown)));
    for answer in answers {
        let response = refundry::http::Response::new(answer.body.as_str());
        let read = sent.read(&response, &conversation::wechat_deposit(), conversation::now()).expect(&answer.name);
        assert!(read.outcome().is_unknown(), "{}", answer.name);
    }
}
