//! Published UnionPay signatures whose private keys or roots are not public: the runtime functions that generated code
//! calls agree with them.

use refundry::{Certificate, digest, encode, read};

use crate::vector::{self, of, sorted};

/// The text signed with RSA: the digest of `text` in hex, not the text itself.
fn digested(text: &str) -> String {
    encode::hex_lower(&digest::sha256(text.as_bytes()))
}

fn separators() -> refundry::Separators {
    refundry::Separators { pair: '=', join: '&', braces: true }
}

#[test]
fn every_vector_runs() {
    // The spec also has the answer, as one whose certificate leads to no known root.
    vector::assert_all_run("unionpay", &["request-verify-only", "MUST-FAIL-single-hash"]);
    assert_eq!(vector::all("unionpay").len(), 4);
}

/// `refund-request-5.1.0`: the spec has the request; this test checks its intermediate digest.
#[test]
fn the_digest_between_text_and_signature() {
    let vector = of("unionpay", "refund-request-5.1.0");
    let body = vector.form();
    assert_eq!(sorted(&read::form(body.as_bytes()).expect("a form"), &["signature"]), vector.signed());
    assert_eq!(digested(vector.signed()), vector.parameter("intermediate_digest_hex"));
}

/// `request-verify-only`: a purchase.
#[test]
fn a_published_request() {
    let vector = of("unionpay", "request-verify-only");
    let body = vector.form();
    let text = sorted(&read::form(body.as_bytes()).expect("a form"), &["signature"]);
    assert_eq!(text, vector.signed());
    assert!(vector.verifies(&digested(&text)));
    assert!(!vector.verifies(&digested(&text.replace("txnAmt=1&", "txnAmt=2&"))));
}

/// `response-embedded-certificate` and `MUST-FAIL-single-hash`: an answer of the test environment, and a signature over
/// the text itself.
#[test]
fn a_recorded_answer_with_its_certificate() {
    let vector = of("unionpay", "response-embedded-certificate");
    let body = vector.pairs();
    let members = read::pairs(body.as_bytes(), separators()).expect("pairs");
    let text = sorted(&members, &["signature"]);
    assert_eq!(text, vector.signed());
    let certificate = Certificate::from_pem(members.peek("signPubKeyCert").expect("a certificate")).expect("PEM");
    let name = certificate.common_name().expect("a name");
    assert!(name.split('@').any(|part| part == "中国银联股份有限公司"), "{name}");
    let signature = refundry::decode::base64(vector.signature()).expect("base64");
    let key = certificate.public_key().expect("an RSA key");
    assert!(key.verify_sha256(digested(&text).as_bytes(), &signature));
    assert!(!key.verify_sha256(digested(&text.replace("origRespCode=00", "origRespCode=01")).as_bytes(), &signature));
    let once = of("unionpay", "MUST-FAIL-single-hash");
    assert_eq!((once.signed(), once.signature()), (text.as_str(), vector.signature()));
    assert!(!key.verify_sha256(once.text("input").as_bytes(), &signature));
}
