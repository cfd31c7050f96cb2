use refundry::{Fen, wechat_deposit::refund::Required};

fn main() {
    let _ = Required { sub_mch_id: "1".into(), total_fee: Fen::new(1), refund_fee: Fen::new(1) };
}
