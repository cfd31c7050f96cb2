use refundry::{Authenticity, wechat_deposit::refund::Answer};

fn forge(mut answer: Answer) {
    answer.receipt.authenticity = Authenticity::Verified;
}

fn main() {}
