use refundry::{Attempt, wechat_deposit::notification::Unmatched};

fn book(notification: Unmatched) {
    let _ = notification.outcome(Attempt::First);
}

fn main() {}
