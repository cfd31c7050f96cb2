use refundry::{Record, wechat_deposit::refund::Sent};

fn main() {
    let _ = Sent(Record::new("wechat_deposit", "refund"));
}
