//! A Shouqianba refund and the MD5 of its body.

use refundry::{
    Amount, Context, Secret, Timestamp, digest,
    shouqianba::{Credentials, Provider, refund, servers},
};

const KEY: &str = "68d499beda5f72116592f5c527465656";

/// What the merchant holds.
pub fn credentials() -> Credentials {
    Credentials { terminal_sn: "00101010029201012912".into(), terminal_key: Secret::new(KEY) }
}

/// A request.
pub fn request() -> refund::Request {
    refund::Request::new(refund::Required {
        refund_request_no: "23030349".into(),
        operator: "Obama".into(),
        refund_amount: Amount::from_minor(100),
    })
    .sn("7892259488292938")
}

/// The signed text: the body and the key.
pub fn canonical() -> String {
    let body =
        request().sign(&credentials(), &context()).map(|call| call.into_parts().0.into_body()).unwrap_or_default();
    String::from_utf8_lossy(&body).into_owned() + KEY
}

/// Clock and server.
pub fn context() -> Context<'static, Provider> {
    Context { server: &servers::PRODUCTION, now: Timestamp::from_epoch_ms(1_731_900_000_000), nonce: "", salt: "" }
}

/// The bare primitive.
pub fn md5(text: &str) -> [u8; 16] {
    digest::md5(text.as_bytes())
}

/// Validate, sign, write: up to the finished request.
pub fn sign(request: refund::Request, credentials: &Credentials) -> usize {
    request.sign(credentials, &context()).map_or(0, |call| call.request().body().len())
}
