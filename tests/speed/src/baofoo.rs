//! A Baofoo refund under the throw-away keys of its spec.

use refundry::{
    Amount, Context, RsaNumbers, RsaPrivateKey, RsaPublicKey, TimeFormat, Timestamp,
    baofoo::{Credentials, Provider, refund, servers},
};
use refundry_codegen::model::{Key, KeyKind};

use crate::specs;

/// The keys of the spec's examples: private and public.
pub struct Keys {
    /// The merchant's.
    pub private: RsaPrivateKey,
    /// The provider's.
    pub public: RsaPublicKey,
}

/// Builds the keys from the numbers in the spec.
pub fn keys() -> Option<Keys> {
    let providers = specs::providers(&specs::sources());
    let keys = &providers.iter().find(|provider| provider.id == "baofoo")?.keys;
    let merchant = keys.iter().filter_map(|key| numbers(key)).find(|numbers| !number(numbers, "d").is_empty())?;
    let number = |name: &str| number(merchant, name);
    let numbers = RsaNumbers {
        n: number("n"),
        e: number("e"),
        d: number("d"),
        p: number("p"),
        q: number("q"),
        dp: number("dp"),
        dq: number("dq"),
        qinv: number("qinv"),
    };
    let private = RsaPrivateKey::from_numbers(&numbers).ok()?;
    let public = RsaPublicKey::from_numbers(numbers.n, numbers.e).ok()?;
    Some(Keys { private, public })
}

/// The numbers of an RSA key by their names.
type Numbers = [(&'static str, String)];

fn numbers(key: &Key) -> Option<&Numbers> {
    match &key.kind {
        KeyKind::Rsa(numbers) => Some(numbers),
        _ => None,
    }
}

fn number<'k>(numbers: &'k Numbers, name: &str) -> &'k str {
    numbers.iter().find(|(other, _)| *other == name).map_or("", |(_, number)| number)
}

/// What the merchant holds.
pub fn credentials(keys: Keys) -> Credentials {
    Credentials {
        mer_id: "100000".into(),
        ter_id: "100001".into(),
        agent_mer_id: None,
        agent_ter_id: None,
        sign_sn: "1".into(),
        encrypt_sn: "1".into(),
        private_key: keys.private,
        provider_key: keys.public,
    }
}

/// A request.
pub fn request() -> Option<refund::Request> {
    let format = TimeFormat::Pattern { pattern: "yyyyMMddHHmmss", offset_minutes: 480 };
    let required = refund::Required {
        out_trade_no: "20210315155013".into(),
        refund_amt: Amount::from_minor(100),
        total_amt: Amount::from_minor(100),
        txn_time: Timestamp::parse("20210315155012", format).ok()?,
        refund_reason: "尺码 <M> & 颜色".into(),
    };
    Some(refund::Request::new(required).origin_trade_no("12312312312"))
}

/// Clock and server.
pub fn context() -> Context<'static, Provider> {
    Context { server: &servers::PRODUCTION, now: Timestamp::from_epoch_ms(1_731_900_000_000), nonce: "", salt: "" }
}

/// Validate, sign, write: up to the finished request.
pub fn sign(request: refund::Request, credentials: &Credentials) -> usize {
    request.sign(credentials, &context()).map_or(0, |call| call.request().body().len())
}
