//! Contexts with the system's clock, and their nonces.

use refundry_runtime::{Context, Nonce, Server, Timestamp, WithoutNonce};

enum Plain {}

impl WithoutNonce for Plain {}

enum Drawing {}

#[test]
fn a_context_has_the_time_of_its_making_or_another() {
    let (before, server) = (Timestamp::now(), Server::<Plain>::fixed("https://api.example"));
    let context = Context::new(&server);
    assert!(before <= context.now && context.now <= Timestamp::now());
    assert_eq!((context.nonce, context.salt), ("", ""));
    let then = Timestamp::from_epoch_ms(5);
    assert_eq!(context.at(then).now, then);
}

#[test]
fn a_nonce_is_the_salt_as_well_unless_there_is_another() {
    let server = Server::<Drawing>::fixed("https://api.example");
    let (nonce, salt) = (Nonce::from_random([0xab; 16]), Nonce::from_random([1; 16]).shortened(8));
    let context = Context::with_nonce(&server, &nonce);
    assert_eq!((context.nonce, context.salt), ("ab".repeat(16).as_str(), nonce.as_str()));
    let salted = context.with_salt(&salt);
    assert_eq!((salted.nonce, salted.salt), (nonce.as_str(), "01010101"));
}

#[test]
fn a_nonce_is_never_empty() {
    assert_eq!(Nonce::from_random([7; 16]).shortened(0).as_str(), "0");
    assert_eq!(Nonce::from_random([7; 16]).shortened(99).as_str().len(), 32);
}

#[cfg(feature = "random")]
#[test]
fn random_nonces_are_32_digits_and_differ() {
    let drawn: Vec<String> = (0..64).map(|_| Nonce::random().unwrap().to_string()).collect();
    let is_digit = |c: char| matches!(c, '0'..='9' | 'a'..='f');
    assert!(drawn.iter().all(|text| text.len() == 32 && text.chars().all(is_digit)), "{drawn:?}");
    let mut unique = drawn.clone();
    unique.sort_unstable();
    unique.dedup();
    assert_eq!(unique.len(), drawn.len());
}
