//! The values of an intent, and the errors where it lacks one.

use refundry_runtime::{Amount, Intent, IntentError, OrderNumber};

fn intent(order: OrderNumber) -> Intent {
    let (number, amount, currency) = ("R1".to_owned(), Amount::from_minor(30), "CNY".to_owned());
    Intent { order, number, amount, currency, total: None, reason: None }
}

#[test]
fn a_number_of_an_order_is_that_of_one_side() {
    let (ours, theirs) = (OrderNumber::Merchant("M1".to_owned()), OrderNumber::Provider("P1".to_owned()));
    assert_eq!((ours.merchant(), ours.provider()), (Some("M1"), None));
    assert_eq!((theirs.merchant(), theirs.provider()), (None, Some("P1")));
    let (ours, theirs) = (intent(ours), intent(theirs));
    assert_eq!((ours.merchant_order(), ours.provider_order()), (Ok("M1"), Err(IntentError::ProviderOrder)));
    assert_eq!((theirs.merchant_order(), theirs.provider_order()), (Err(IntentError::MerchantOrder), Ok("P1")));
}

#[test]
fn a_value_that_is_not_stated_is_an_error() {
    let mut intent = intent(OrderNumber::Merchant("M1".to_owned()));
    assert_eq!((intent.order_total(), intent.refund_reason()), (Err(IntentError::Total), Err(IntentError::Reason)));
    (intent.total, intent.reason) = (Some(Amount::from_minor(88)), Some("sold out".to_owned()));
    assert_eq!((intent.order_total(), intent.refund_reason()), (Ok(Amount::from_minor(88)), Ok("sold out")));
    assert_eq!(intent.check_currency("CNY"), Ok(()));
    assert_eq!(intent.check_currency("EUR"), Err(IntentError::Currency { taken: "EUR" }));
}

#[test]
fn each_error_says_what_the_request_takes() {
    for (error, told) in [
        (IntentError::MerchantOrder, "the request takes the merchant's number of the order alone"),
        (IntentError::ProviderOrder, "the request takes the provider's number of the order alone"),
        (IntentError::Total, "the request needs the amount that was paid for the order"),
        (IntentError::Reason, "the request needs a reason"),
        (IntentError::Currency { taken: "EUR" }, "the amounts of the request are in EUR"),
    ] {
        assert_eq!(error.to_string(), told);
    }
}
