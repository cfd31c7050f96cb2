//! Notifications: signed by the simulator, read and compared by the crate.

use refundry::Outcome;
use refundry::operation::{Answer, Unmatched};
use refundry_simulator::{SimulatorError, State};

use crate::accounts::{self, Account};
use crate::exchange::{Pair, intent, now};

fn notified<A: Account, U>()
where
    U: Unmatched<Provider = <A::Query as refundry::operation::Request>::Provider>,
    U: Unmatched<Refund = <A::Query as refundry::operation::Query>::Refund>,
{
    let mut pair = Pair::<A>::new();
    let (one, other) = (intent(1), intent(2));
    let (_, sent) = pair.refund(&one);
    let (_, others) = pair.refund(&other);
    pair.simulator.books.settle(&one.number, State::Succeeded);
    let refund = pair.simulator.books.refund(&one.number).unwrap().clone();
    let to = "https://merchant.example/notified".parse().unwrap();
    let request = pair.simulator.notification(&refund, &to, now()).unwrap();
    let unmatched =
        U::receive(&request, &pair.credentials, now()).unwrap_or_else(|error| panic!("{}: {error}", A::name()));
    assert_eq!(unmatched.refund_numbers(), [one.number.as_str()], "{}", A::name());
    let notification = unmatched.clone().compare(&sent).unwrap_or_else(|error| panic!("{}: {error}", A::name()));
    let outcome = notification.outcome();
    // A notification without a signature settles nothing.
    assert!(outcome == Outcome::Succeeded || !U::SIGNED && outcome.is_unknown(), "{}: {outcome:?}", A::name());
    assert!(unmatched.compare(&others).is_err(), "{}", A::name());
    println!("{}: {outcome:?}", A::name());
}

macro_rules! notified {
    ($($account:ident $module:ident),*) => {
        $(#[test] fn $module() { notified::<accounts::$account, refundry::$module::notification::Unmatched>(); })*
    };
}

notified!(
    Alipay alipay, Baofoo baofoo, Stripe stripe, UnionPay unionpay, WechatDeposit wechat_deposit,
    WechatPayV2 wechatpay_v2, WechatPayV3 wechatpay_v3
);

#[test]
fn a_spec_without_a_notification_has_none() {
    let mut pair = Pair::<accounts::Shouqianba>::new();
    drop(pair.refund(&intent(1)));
    let refund = pair.simulator.books.refunds()[0].clone();
    let to = "https://merchant.example/notified".parse().unwrap();
    let made = pair.simulator.notification(&refund, &to, now());
    assert!(matches!(made, Err(SimulatorError::NoNotification)));
}
