//! An object inside a request has a constructor: another optional field breaks no caller.

use refundry::{Amount, wechatpay_v3::{enumerations::FromAccount, objects::Contribution}};

fn main() {
    let _ = Contribution { account: FromAccount::from("AVAILABLE"), amount: Amount::from_minor(1) };
}
