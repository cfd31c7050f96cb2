use refundry::{Context, Timestamp, stripe, wechat_deposit};

fn sign(request: &stripe::refund::Request, credentials: &stripe::Credentials) {
    let server = &wechat_deposit::servers::PRODUCTION;
    let context = Context { server, now: Timestamp::now(), nonce: "1", salt: "" };
    let _ = request.sign(credentials, &context);
}

fn main() {}
