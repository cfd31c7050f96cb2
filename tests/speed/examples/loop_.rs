use refundry_speed::wechat;
fn main() {
    let (request, credentials, exchange) = (wechat::request(), wechat::credentials(), wechat::exchange());
    let what = std::env::args().nth(1).unwrap();
    let n = 2000;
    for _ in 0..n {
        match what.as_str() {
            "sign" => { std::hint::black_box(wechat::sign(&request, &credentials)); }
            "read" => { std::hint::black_box(wechat::read(&exchange, &credentials)); }
            "hmac" => { std::hint::black_box(wechat::hmac(wechat::CANONICAL)); }
            _ => {}
        }
    }
}
