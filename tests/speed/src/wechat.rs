//! A WeChat deposit refund of every field of the page's table, and its answer.

use refundry::{
    Amount, Context, Outcome, Secret, Timestamp, digest, encode, http,
    wechat_deposit::{Credentials, Provider, enumerations::RefundAccount, refund, servers},
};

const KEY: &str = "192006250b4c09247ec02edce69f6a2d";

/// What the merchant holds.
pub fn credentials() -> Credentials {
    Credentials { appid: "wx2421b1c4370ec43b".into(), mch_id: "10000100".into(), api_key: Secret::new(KEY) }
}

/// A request with its fourteen fields.
pub fn request() -> refund::Request {
    refund::Request::new(refund::Required {
        sub_mch_id: "1900000109".into(),
        out_refund_no: "1217752501201407033233368018".into(),
        total_fee: Amount::from_minor(100),
        refund_fee: Amount::from_minor(30),
    })
    .sub_appid("wx8888888888888888")
    .transaction_id("4006252001201705123297353072")
    .refund_fee_type("CNY")
    .refund_desc("商品已售完")
    .refund_account(RefundAccount::RefundSourceRechargeFunds)
}

/// Clock and nonce.
pub fn context() -> Context<'static, Provider> {
    Context {
        server: &servers::PRODUCTION,
        now: Timestamp::from_epoch_ms(1_731_900_000_000),
        nonce: "6cefdb308e1e2e8aabd48cf79e546a02",
        salt: "",
    }
}

/// The text that is signed for [`request`].
pub const CANONICAL: &str = "appid=wx2421b1c4370ec43b&mch_id=10000100&nonce_str=6cefdb308e1e2e8aabd48cf79e546a02\
    &out_refund_no=1217752501201407033233368018&refund_account=REFUND_SOURCE_RECHARGE_FUNDS&refund_desc=商品已售完\
    &refund_fee=30&refund_fee_type=CNY&sign_type=HMAC-SHA256&sub_appid=wx8888888888888888&sub_mch_id=1900000109\
    &total_fee=100&transaction_id=4006252001201705123297353072&key=192006250b4c09247ec02edce69f6a2d";

/// The bare primitive: one HMAC-SHA256, its key set-up included.
pub fn hmac(text: &str) -> [u8; 32] {
    digest::hmac_sha256(KEY.as_bytes(), text.as_bytes())
}

/// Validate, sign, write: up to the finished request.
pub fn sign(request: refund::Request, credentials: &Credentials) -> usize {
    request.sign(credentials, &context()).map_or(0, |call| call.request().body().len())
}

/// An answer of about 900 bytes, its signed text, and what it answers.
pub struct Exchange {
    /// The answer.
    pub response: http::Response<String>,
    /// What the request left behind.
    pub sent: refund::Sent,
    /// The text that the answer's signature covers.
    pub canonical: String,
}

/// A signed answer to [`request`].
pub fn exchange() -> Exchange {
    let mut members = vec![
        ("appid", "wx2421b1c4370ec43b"),
        ("cash_fee", "100"),
        ("cash_refund_fee", "30"),
        ("coupon_refund_fee", "0"),
        ("fee_type", "CNY"),
        ("mch_id", "10000100"),
        ("nonce_str", "NfsMFbUFpdbEhPXP"),
        ("out_refund_no", "1217752501201407033233368018"),
        ("out_trade_no", "1415757673"),
        ("refund_fee", "30"),
        ("refund_id", "2008450740201411110000174436"),
        ("result_code", "SUCCESS"),
        ("return_code", "SUCCESS"),
        ("return_msg", "OK"),
        ("settlement_refund_fee", "30"),
        ("settlement_total_fee", "100"),
        ("sub_mch_id", "1900000109"),
        ("total_fee", "100"),
        ("transaction_id", "4006252001201705123297353072"),
    ];
    members.sort_unstable();
    let pairs: Vec<String> = members.iter().map(|(name, value)| format!("{name}={value}")).collect();
    let canonical = format!("{}&key={KEY}", pairs.join("&"));
    let sign = encode::hex_upper(&hmac(&canonical));
    members.push(("sign", &sign));
    let elements: String =
        members.iter().map(|(name, value)| format!("<{name}><![CDATA[{value}]]></{name}>\n")).collect();
    let response = http::Response::new(format!("<xml>\n{elements}</xml>"));
    let sent = sent();
    Exchange { response, sent, canonical }
}

fn sent() -> refund::Sent {
    match request().sign(&credentials(), &context()) {
        Ok(call) => call.into_parts().1,
        Err(error) => unreachable!("{error}"),
    }
}

/// Verify, compare, read, judge.
pub fn read(exchange: &Exchange, credentials: &Credentials) -> Option<Outcome> {
    let answer = exchange.sent.read(&exchange.response, credentials, context().now).ok()?;
    Some(answer.outcome())
}
