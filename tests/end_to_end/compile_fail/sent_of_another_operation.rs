use refundry::wechat_deposit::{notification::Unmatched, refund_query::Sent};

fn compare(notification: Unmatched, sent: &Sent) {
    let _ = notification.compare(sent);
}

fn main() {}
