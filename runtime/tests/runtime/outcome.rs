//! Outcomes: their reasons, their texts, and a later outcome after an earlier one.

use refundry_runtime::{
    After, Attempt, Authenticity, Doubt, Echoed, Evidence, KeyError, NoSuchAfter, NoSuchOutcome, Outcome,
    OutcomeConflict, ReadError,
};

use Outcome::{Failed, NotSent, Processing, Refused, Succeeded, Unknown};

#[test]
fn each_outcome_has_one_stable_text() {
    let texts: Vec<String> = Outcome::ALL.iter().map(ToString::to_string).collect();
    let expected = [
        "not_sent",
        "processing",
        "succeeded",
        "refused: pause",
        "refused: funding",
        "refused: fix",
        "failed",
        "unknown: not_verified",
        "unknown: not_identified",
        "unknown: unlisted",
        "unknown: on_repeat",
        "unknown: unsure",
        "unknown: not_found",
        "unknown: no_answer",
    ];
    assert_eq!(texts, expected);
    assert_eq!(Outcome::ALL.len(), 4 + After::ALL.len() + Doubt::ALL.len());
    for (outcome, text) in Outcome::ALL.iter().zip(texts) {
        assert_eq!(text.parse(), Ok(*outcome), "{text}");
        assert!(text.len() <= 32, "{text}");
        let json = serde_json::to_string(outcome).unwrap();
        assert_eq!(json, format!("\"{text}\""));
        assert_eq!(serde_json::from_str::<Outcome>(&json).unwrap(), *outcome);
    }
}

#[test]
fn another_text_is_no_outcome() {
    for text in ["", "unknown", "refused", "Succeeded", " succeeded", "refused:pause", "unknown: pause", "failed: fix"]
    {
        assert_eq!(text.parse::<Outcome>(), Err(NoSuchOutcome), "{text}");
        assert!(serde_json::from_value::<Outcome>(text.into()).is_err(), "{text}");
    }
    assert!(serde_json::from_str::<Outcome>("7").is_err());
    let told = NoSuchOutcome.to_string();
    assert_eq!(told, "the text is no outcome, such as `succeeded`, `refused: pause` or `unknown: no_answer`");
    let examples: Vec<&str> = told.split('`').skip(1).step_by(2).collect();
    assert_eq!(examples.len(), 3);
    assert!(examples.iter().all(|example| example.parse::<Outcome>().is_ok()), "{told}");
}

#[test]
fn a_step_before_a_repetition_is_its_word() {
    for after in After::ALL {
        assert_eq!(after.to_string(), after.word());
        assert_eq!(after.word().parse(), Ok(*after));
        let json = serde_json::to_string(after).unwrap();
        assert_eq!(serde_json::from_str::<After>(&json).unwrap(), *after);
    }
    assert_eq!("Pause".parse::<After>(), Err(NoSuchAfter));
    assert!(serde_json::from_str::<After>("\"later\"").is_err());
}

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
fn an_answer_that_finds_no_refund_repeats_nothing_of_it() {
    let found = |status, authenticity| settled(status, authenticity, false, false, Unknown(Doubt::NotFound));
    for status in [200, 404] {
        assert_eq!(found(status, Authenticity::Verified), Unknown(Doubt::NotFound), "{status}");
        assert_eq!(found(status, Authenticity::UnsignedRefusal), Unknown(Doubt::NotFound), "{status}");
        assert_eq!(found(status, Authenticity::Missing), Unknown(Doubt::NotVerified), "{status}");
    }
    assert_eq!(found(502, Authenticity::Verified), Unknown(Doubt::NoAnswer));
    assert_eq!(found(0, Authenticity::Verified), Unknown(Doubt::NotIdentified), "a notification");
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

const REFUSED: Outcome = Refused(After::Pause);
const REFUSED_LATER: Outcome = Refused(After::Fix);
const UNKNOWN: Outcome = Unknown(Doubt::NoAnswer);
const UNKNOWN_LATER: Outcome = Unknown(Doubt::OnRepeat);

/// The outcomes of the columns of a table.
const LATER: [Outcome; 6] = [NotSent, Processing, Succeeded, REFUSED_LATER, Failed, UNKNOWN_LATER];

/// A row of a table: the outcome before, and the result for each later outcome; `None` is a conflict.
type Row = (Outcome, [Option<Outcome>; 6]);

#[rustfmt::skip]
const AFTER_AN_ATTEMPT: [Row; 6] = [
    (NotSent,    [Some(NotSent),    Some(Processing), Some(Succeeded), Some(REFUSED_LATER), Some(Failed), Some(UNKNOWN_LATER)]),
    (Processing, [Some(Processing), Some(Processing), Some(Succeeded), Some(Processing),    Some(Failed), Some(Processing)]),
    (Succeeded,  [Some(Succeeded),  Some(Succeeded),  Some(Succeeded), Some(Succeeded),     None,         Some(Succeeded)]),
    (REFUSED,    [Some(REFUSED),    Some(Processing), Some(Succeeded), Some(REFUSED_LATER), Some(Failed), Some(UNKNOWN_LATER)]),
    (Failed,     [Some(Failed),     Some(Failed),     None,            Some(Failed),        Some(Failed), Some(Failed)]),
    (UNKNOWN,    [Some(UNKNOWN),    Some(Processing), Some(Succeeded), Some(UNKNOWN),       Some(Failed), Some(UNKNOWN_LATER)]),
];

/// As above, for a query or a notification: it is about the refund itself, so its refusal is believed, and its silence
/// says nothing.
#[rustfmt::skip]
const AFTER_A_REPORT: [Row; 6] = [
    (NotSent,    [Some(NotSent),    Some(Processing), Some(Succeeded), Some(REFUSED_LATER), Some(Failed), Some(NotSent)]),
    (Processing, [Some(Processing), Some(Processing), Some(Succeeded), Some(REFUSED_LATER), Some(Failed), Some(Processing)]),
    (Succeeded,  [Some(Succeeded),  Some(Succeeded),  Some(Succeeded), Some(Succeeded),     None,         Some(Succeeded)]),
    (REFUSED,    [Some(REFUSED),    Some(Processing), Some(Succeeded), Some(REFUSED_LATER), Some(Failed), Some(REFUSED)]),
    (Failed,     [Some(Failed),     Some(Failed),     None,            Some(Failed),        Some(Failed), Some(Failed)]),
    (UNKNOWN,    [Some(UNKNOWN),    Some(Processing), Some(Succeeded), Some(REFUSED_LATER), Some(Failed), Some(UNKNOWN_LATER)]),
];

#[test]
fn a_later_outcome_follows_an_earlier_one() {
    type Then = fn(Outcome, Outcome) -> Result<Outcome, OutcomeConflict>;
    let tables: [(&[Row], Then); 2] = [(&AFTER_AN_ATTEMPT, Outcome::then), (&AFTER_A_REPORT, Outcome::then_reported)];
    for (table, then) in tables {
        for (earlier, row) in table {
            for (later, expected) in LATER.into_iter().zip(row) {
                let expected = expected.ok_or(OutcomeConflict { earlier: *earlier, later });
                assert_eq!(then(*earlier, later), expected, "`{earlier}` then `{later}`");
            }
        }
    }
}

#[test]
fn a_conflict_names_both_outcomes_and_the_next_step() {
    let conflict = Succeeded.then(Failed).unwrap_err();
    let text = "the refund was `succeeded`, and a later message says `failed`: book nothing more and send nothing, and \
                let a person compare the provider's statement with the books";
    assert_eq!(conflict.to_string(), text);
}
