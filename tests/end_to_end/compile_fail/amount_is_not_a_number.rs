use refundry::wechat_deposit::refund::Request;

fn set(request: &mut Request) {
    request.refund_fee = 1;
}

fn main() {}
