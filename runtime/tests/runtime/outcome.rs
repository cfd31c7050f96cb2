//! The reasons why outcomes are unknown.

use refundry_runtime::{Attempt, Authenticity, Doubt, Echoed, Evidence, KeyError, Outcome, ReadError};

use Outcome::{Succeeded, Unknown};

#[test]
fn a_reason_is_a_sentence_with_the_next_step() {
    for doubt in Doubt::ALL {
        let text = doubt.to_string();
        assert!(text.contains(": ") && text.contains("query"), "{text}");
        assert!(text.starts_with(char::is_lowercase) && !text.ends_with('.'), "{text}");
    }
}

#[test]
fn a_repeated_attempt_is_doubted() {
    for outcome in Outcome::ALL {
        assert_eq!(Attempt::First.only_first(*outcome), *outcome);
        assert_eq!(Attempt::Repeated.only_first(*outcome), Unknown(Doubt::OnRepeat));
    }
}

#[test]
fn an_error_of_an_answer_has_a_reason() {
    let named = || String::from("sign");
    let unproven = [
        ReadError::Unsigned,
        ReadError::Signature,
        ReadError::SerialNotHeld { serial: named(), held: Vec::new() },
        ReadError::Certificate { reason: "expired" },
        ReadError::Ambiguous { name: named() },
        ReadError::Stale,
        ReadError::Decrypt,
        ReadError::Key(KeyError::Decrypt),
    ];
    let unreadable = [
        ReadError::TooLarge,
        ReadError::Malformed { codec: "json", reason: named() },
        ReadError::Duplicate { name: named() },
        ReadError::Member { name: named(), expected: "a text" },
        ReadError::Carriers { first: named(), second: named() },
    ];
    let other =
        ReadError::Echo { member: named(), sent: named(), assumed: false, absent: false, answered: String::new() };
    assert!(unproven.iter().all(|error| error.outcome() == Unknown(Doubt::NotVerified)));
    assert!(unreadable.iter().all(|error| error.outcome() == Unknown(Doubt::NoAnswer)));
    assert_eq!(other.outcome(), Unknown(Doubt::NotIdentified));
}

/// The outcome of evidence whose message is verified and names the refund, except for the given facts.
fn settled(status: u16, authenticity: Authenticity, identified: bool, complete: bool, listed: Outcome) -> Outcome {
    let echoed = Echoed { complete, identified, attempt: Attempt::First };
    Evidence { status, authenticity, echoed }.settle(listed)
}

#[test]
fn an_unknown_answer_keeps_the_reason_of_the_table() {
    for doubt in [Doubt::Unlisted, Doubt::Unsure, Doubt::OnRepeat] {
        for status in [200, 204, 400, 429] {
            assert_eq!(settled(status, Authenticity::Verified, true, true, Unknown(doubt)), Unknown(doubt), "{status}");
            // An answer with an error often names no refund.
            assert_eq!(settled(status, Authenticity::Verified, false, true, Unknown(doubt)), Unknown(doubt));
            let incomplete = settled(status, Authenticity::Verified, true, false, Unknown(doubt));
            assert_eq!(incomplete, Unknown(Doubt::NotIdentified));
        }
        let unsigned = settled(200, Authenticity::Missing, true, true, Unknown(doubt));
        assert_eq!(unsigned, Unknown(Doubt::NotVerified));
        let notified = settled(0, Authenticity::Verified, false, true, Unknown(doubt));
        assert_eq!(notified, Unknown(Doubt::NotIdentified));
    }
}

#[test]
fn a_broken_server_gives_no_answer() {
    for status in [302, 500, 502, 599] {
        for authenticity in [Authenticity::Verified, Authenticity::Missing, Authenticity::UnsignedRefusal] {
            let found = settled(status, authenticity, false, false, Unknown(Doubt::Unlisted));
            assert_eq!(found, Unknown(Doubt::NoAnswer), "{status}");
        }
        assert_eq!(settled(status, Authenticity::Verified, true, true, Succeeded), Succeeded, "{status}");
        assert_eq!(settled(status, Authenticity::Missing, true, true, Succeeded), Unknown(Doubt::NotVerified));
    }
}
