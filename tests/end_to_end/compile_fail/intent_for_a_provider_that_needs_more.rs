use refundry::{Intent, operation::FromIntent, shouqianba::refund, wechat_deposit};

fn refund_anywhere<R: FromIntent>(intent: &Intent) {
    let _ = R::from_intent(intent);
}

fn main() {
    let _ = refund::Request::from_intent;
    refund_anywhere::<wechat_deposit::refund::Request>;
}
