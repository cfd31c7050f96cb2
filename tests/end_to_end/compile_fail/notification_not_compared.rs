use refundry::wechat_deposit::notification::Unmatched;

fn book(notification: Unmatched) {
    let _ = notification.outcome();
}

fn main() {}
