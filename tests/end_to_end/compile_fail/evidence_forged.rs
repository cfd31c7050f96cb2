use refundry::{Authenticity, wechat_deposit::refund::Answer};

fn forge(mut answer: Answer) {
    answer.evidence.authenticity = Authenticity::Verified;
}

fn main() {}
