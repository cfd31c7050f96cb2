use refundry::{Timestamp, http::Response, shouqianba, wechat_deposit::refund::Sent};

fn read(sent: &Sent, response: &Response<Vec<u8>>, credentials: &shouqianba::Credentials, now: Timestamp) {
    let _ = sent.read(response, credentials, now);
}

fn main() {}
