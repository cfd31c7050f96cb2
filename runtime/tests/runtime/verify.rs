//! Signatures and replay windows.

use refundry_runtime::{
    After, Attempt, Authenticity, Doubt, Echoed, Evidence, Outcome, ReadError, TimeFormat, Timestamp, equal, verify,
};

#[test]
fn a_signature_is_equal_or_wrong() {
    let expected = "6A9AE1657590FD6257D693A078E1C3E4BB6BA4DC30B23E0EE2496E54170DACD6";
    assert_eq!(verify::equal(expected.as_bytes(), Some(expected)), Ok(()));
    let lower = expected.to_lowercase();
    let digest_of_md5 = "9A0A8659F005D6984697E2CA0A9CF3B7";
    for found in [&lower, digest_of_md5, &expected[..63], "6A9AE1657590FD6257D693A078E1C3E4", " "] {
        assert_eq!(verify::equal(expected.as_bytes(), Some(found)), Err(ReadError::Signature), "{found}");
    }
    for absent in [None, Some("")] {
        assert_eq!(verify::equal(expected.as_bytes(), absent), Err(ReadError::Unsigned));
        assert_eq!(verify::equal(b"", absent), Err(ReadError::Unsigned));
        assert_eq!(verify::found(absent), Err(ReadError::Unsigned));
    }
    assert_eq!(verify::found(Some("s")), Ok("s"));
    assert_eq!((equal(b"a", b"a"), equal(b"a", b"b"), equal(b"a", b"aa")), (true, false, false));
}

#[test]
fn one_of_several_signatures_agrees() {
    let any = |signatures: &[&'static str]| verify::any_equal(b"sig", signatures.iter().copied());
    for right in [&["sig"][..], &["old", "sig"], &["sig", "old"], &["sig", "sig"], &["sig", ""]] {
        assert_eq!(any(right), Ok(()), "{right:?}");
    }
    for wrong in [&["old"][..], &["old", "older"], &["si", "sigh", ""]] {
        assert_eq!(any(wrong), Err(ReadError::Signature), "{wrong:?}");
    }
    assert_eq!((any(&[]), any(&["", ""])), (Err(ReadError::Unsigned), Err(ReadError::Unsigned)));
}

#[test]
fn a_message_is_fresh_in_both_directions() {
    let now = Timestamp::from_epoch_ms(1_731_902_400_000);
    let fresh = |at| verify::fresh(at, TimeFormat::EpochSeconds, 300, now);
    for at in ["1731902400", "1731902100", "1731902700"] {
        assert_eq!(fresh(Some(at)), Ok(()), "{at}");
    }
    for at in ["1731902099", "1731902701", "0000000000", "1731902400000", "now", ""] {
        assert_eq!(fresh(Some(at)), Err(ReadError::Stale), "{at}");
    }
    assert_eq!(fresh(None), Err(ReadError::Stale));
    let never = verify::fresh(Some("1731902401"), TimeFormat::EpochSeconds, -1, now);
    assert_eq!(never, Err(ReadError::Stale));
}

#[test]
fn evidence_settles_when_proven_and_echoed() {
    let settled = |authenticity, complete, identified, listed| {
        let echoed = Echoed { complete, identified, attempt: Attempt::First };
        Evidence { status: 200, authenticity, echoed }.settle(listed)
    };
    let unsigned = |settles| Authenticity::NeverSigned { settles };
    let (unproven, stranger) = (Outcome::Unknown(Doubt::NotVerified), Outcome::Unknown(Doubt::NotIdentified));
    for listed in [Outcome::Succeeded, Outcome::Processing, Outcome::Failed] {
        assert_eq!(settled(Authenticity::Verified, true, true, listed), listed);
        assert_eq!(settled(unsigned(true), true, true, listed), listed);
        assert_eq!(settled(unsigned(false), true, true, listed), unproven);
        assert_eq!(settled(Authenticity::Missing, true, true, listed), unproven);
        assert_eq!(settled(Authenticity::UnsignedRefusal, true, true, listed), unproven);
        assert_eq!(settled(Authenticity::Token { settles: true }, true, true, listed), listed);
        assert_eq!(settled(Authenticity::Token { settles: false }, true, true, listed), unproven);
        assert_eq!(settled(Authenticity::Verified, false, true, listed), stranger);
    }
    assert_eq!(settled(Authenticity::Verified, true, false, Outcome::Succeeded), stranger);
    assert_eq!(settled(Authenticity::Verified, true, false, Outcome::Processing), stranger);
    assert_eq!(settled(Authenticity::Verified, true, false, Outcome::Failed), Outcome::Failed);
}

#[test]
fn an_unsigned_refusal_refuses_and_settles_nothing_else() {
    let refusals = [After::Pause, After::Funding, After::Fix].map(Outcome::Refused);
    let settled = |authenticity, complete, listed| {
        let echoed = Echoed { complete, identified: false, attempt: Attempt::First };
        Evidence { status: 200, authenticity, echoed }.settle(listed)
    };
    for listed in refusals {
        assert_eq!(listed.only_refused(), listed);
        assert_eq!(settled(Authenticity::UnsignedRefusal, true, listed), listed);
        assert_eq!(settled(Authenticity::UnsignedRefusal, false, listed), Outcome::Unknown(Doubt::NotIdentified));
        assert_eq!(settled(Authenticity::Missing, true, listed), Outcome::Unknown(Doubt::NotVerified));
    }
    for listed in [Outcome::NotSent, Outcome::Processing, Outcome::Succeeded, Outcome::Failed] {
        assert_eq!(listed.only_refused(), Outcome::Unknown(Doubt::NotVerified));
    }
    let unlisted = Outcome::Unknown(Doubt::Unlisted);
    assert_eq!(unlisted.only_refused(), unlisted);
    assert_eq!(settled(Authenticity::UnsignedRefusal, true, unlisted), unlisted);
}

#[test]
fn a_salt_is_the_end_of_what_a_signature_shows() {
    let bytes = |signature: &str| Ok(signature.as_bytes().to_vec());
    assert_eq!(verify::salt(Some("digest盐y"), 2, bytes), "盐y");
    assert_eq!(verify::salt(Some("ab"), 2, bytes), "ab");
    for signature in [None, Some(""), Some("a")] {
        assert_eq!(verify::salt(signature, 2, bytes), "", "{signature:?}");
    }
    assert_eq!(verify::salt(Some("abcd"), 0, bytes), "");
    assert_eq!(verify::salt(Some("abcd"), 2, |_| Ok(vec![0xFF; 8])), "");
    assert_eq!(verify::salt(Some("abcd"), 2, |_| Err(ReadError::Decrypt)), "");
}

#[test]
fn a_signature_stands_between_its_prefix_and_suffix() {
    let between = |text| verify::between(text, "v1=", ";");
    assert_eq!((between(Some("v1=sig;")), between(Some("v1=;"))), (Some("sig"), Some("")));
    for text in [None, Some(""), Some("v1="), Some("v2=sig;"), Some("v1=sig"), Some(" v1=sig;")] {
        assert_eq!(between(text), None, "{text:?}");
    }
}

#[test]
fn a_scheme_counts_in_any_letter_case() {
    for text in ["Bearer tok", "bearer tok", "BEARER tok"] {
        assert_eq!(verify::after_scheme(Some(text), "Bearer "), Some("tok"), "{text}");
    }
    for text in ["Bearer", "Basic tok", "Bearertok", "Beare\u{e9} tok", " Bearer tok"] {
        assert_eq!(verify::after_scheme(Some(text), "Bearer "), None, "{text}");
    }
    assert_eq!((verify::after_scheme(None, "Bearer "), verify::after_scheme(Some("TOK"), "")), (None, Some("TOK")));
}
