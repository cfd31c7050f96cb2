//! A clock whose year two digits do not tell is refused where only a text has it, in the provider's zone.

use cases::clock_of_a_short_year_in_a_text::{Credentials, refund, servers};
use cases::{Amount, Context, Secret, SignError, Timestamp};

#[test]
fn the_clock_of_a_text_is_in_its_century() {
    let credentials = Credentials { key: Secret::new("seoul") };
    // 2000-01-01 and 2100-01-01 in Seoul.
    let (first, next) = (946_652_400_000, 4_102_412_400_000);
    for (at, written) in [(first - 1, false), (first, true), (next - 1, true), (next, false)] {
        let fields = refund::Required { number: "a1".into(), fee: Amount::from_minor(1) };
        let now = Timestamp::from_epoch_ms(at);
        let context = Context { server: &servers::PRODUCTION, now, nonce: "", salt: "" };
        let refused = refund::Request::new(fields).memo("m").sign(&credentials, &context).err();
        let told = refused.as_ref().map(SignError::to_string).unwrap_or_default();
        assert_eq!(refused.is_some(), !written, "{at}");
        assert!(written || told.contains("now.year"), "{told}");
    }
}
