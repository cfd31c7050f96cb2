//! Values by their roles: the first one that is there.

use refundry_runtime::{Amount, Roles, roles, roles_of_inner};

struct Silent;

roles!(Silent);

struct Data {
    number: String,
}

struct Answer {
    number: Option<String>,
    data: Option<Data>,
    code: i64,
    fee: Option<Amount>,
    paid: Amount,
}

roles!(Answer, refund_number(number | data?.number), error_code(code), amount(fee), order_total(fee | paid));

struct Wrapped(Answer);

roles_of_inner!(Wrapped, 0);

fn texts(message: &impl Roles) -> [Option<String>; 7] {
    [
        message.refund_number(),
        message.order_reference(),
        message.provider_order_id(),
        message.provider_refund_id(),
        message.reason(),
        message.error_code(),
        message.error_message(),
    ]
    .map(|text| text.map(Into::into))
}

fn amounts(message: &impl Roles) -> [Option<u64>; 2] {
    [message.amount(), message.order_total()].map(|amount| amount.map(Amount::minor))
}

#[test]
fn a_message_without_roles_has_none() {
    assert_eq!((texts(&Silent), amounts(&Silent)), (Default::default(), [None, None]));
}

#[test]
fn a_role_is_the_first_value_that_is_there() {
    let answer = |number: Option<&str>, inner: Option<&str>, fee: Option<u64>| {
        let data = inner.map(|number| Data { number: number.to_owned() });
        let (number, fee) = (number.map(str::to_owned), fee.map(Amount::from_minor));
        Wrapped(Answer { number, data, code: -7, fee, paid: Amount::from_minor(88) })
    };
    for (number, inner, found) in [
        (Some("R1"), Some("R2"), Some("R1")),
        (Some(""), Some("R2"), Some("R2")),
        (None, Some("R2"), Some("R2")),
        (None, Some(""), None),
        (None, None, None),
    ] {
        let found = found.map(str::to_owned);
        let expected = [found, None, None, None, None, Some("-7".to_owned()), None];
        let wrapped = answer(number, inner, None);
        assert_eq!((texts(&wrapped), texts(&wrapped.0)), (expected.clone(), expected));
        assert_eq!(amounts(&wrapped), [None, Some(88)]);
    }
    assert_eq!(amounts(&answer(None, None, Some(30))), [Some(30), Some(30)]);
}
