use refundry::wechat_deposit::notification::Unmatched;

fn book(notification: Unmatched) {
    let _ = notification.0;
}

fn main() {}
