use refundry::{Amount, wechat_deposit::refund::Required};

fn main() {
    let _ = Required { sub_mch_id: "1".into(), total_fee: Amount::from_minor(1), refund_fee: Amount::from_minor(1) };
}
