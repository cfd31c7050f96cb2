//! An account of a merchant with each shipped provider: the credentials of both sides, and the request of an intent.

use std::{
    collections::BTreeMap,
    fs,
    path::Path,
    sync::{Mutex, PoisonError},
};

use refundry::operation::{Provider as _, Query, Request, SentRefund};
use refundry::{Amount, Certificate, RsaPrivateKey, RsaPublicKey, RsaPublicKeys, Secret, Timestamp, TrustAnchors};
use refundry_codegen::{
    compile,
    model::{CredentialType, KeyType, Provider},
    source::Source,
};
use refundry_interpreter::{CredentialValue, serve::ProviderKeys};

const MERCHANT: &str = include_str!("keys/merchant.pem");
const MERCHANT_PUBLIC: &str = include_str!("keys/merchant_public.pem");
const MERCHANT_CERTIFICATE: &str = include_str!("keys/merchant_certificate.pem");
const PROVIDER: &str = include_str!("keys/provider.pem");
const PROVIDER_PUBLIC: &str = include_str!("keys/provider_public.pem");
const PROVIDER_CERTIFICATE: &str = include_str!("keys/provider_certificate.pem");
const ROOT: &str = include_str!("keys/root.pem");
/// Texts that no log may show: the secrets of all accounts, and a line of the merchant's key.
#[allow(dead_code, reason = "one of the tests alone looks at logs")]
pub const SECRETS: [&str; 7] = [
    "5c5d5d5e5f5a5b5c5d5e5f5a5b5c5d5e",
    "sk_test_51N0tARealKeyOfAnybody",
    "whsec_N0tARealSecretOfAnybody",
    "0123456789abcdef0123456789ABCDEF",
    "192006250b4c09247ec02edce69f6a2d",
    "a7M4fxKBrKpenl2Iz4jf4sBsCrSffwNXXXPCvlS584B0g9iXU6TPvOyLT43lZdZv",
    "BEGIN PRIVATE KEY",
];
/// The serial number of the provider's key.
const SERIAL: &str = "7132D72A03E93CDDF8C03BBD1F37EEDF";

/// A refund that a merchant wants.
#[derive(Clone, Debug)]
pub struct Intent {
    pub number: String,
    pub order: String,
    /// The amount in the minor unit.
    pub amount: u64,
    /// The amount that was paid for the order.
    pub total: u64,
    pub now: Timestamp,
}

/// The credentials of a refund's provider.
pub type CredentialsOf<A> =
    <<<A as Account>::Query as Request>::Provider as refundry::operation::Provider>::Credentials;

/// An account of a merchant.
pub trait Account: 'static {
    type Refund: Request<Provider = <Self::Query as Request>::Provider, Sent = <Self::Query as Query>::Refund>;
    type Query: Query<Refund: SentRefund>;
    /// The texts among the credentials that the merchant may leave out.
    const MORE: &'static [(&'static str, &'static str)];
    /// The texts among the other credentials, by name.
    const TEXTS: &'static [(&'static str, &'static str)];

    fn credentials() -> CredentialsOf<Self>;
    fn request(intent: &Intent) -> Self::Refund;

    /// The name of the spec.
    fn name() -> &'static str {
        <Self::Query as Request>::Provider::NAME
    }

    /// The model of the spec.
    fn model() -> &'static Provider {
        compiled(Self::name())
    }

    /// The keys of somebody else, who has the names of the provider's keys.
    #[allow(dead_code, reason = "one of the tests alone has strangers")]
    fn strangers_keys(model: &Provider) -> ProviderKeys {
        let mut keys = Self::keys(model);
        for credential in &model.credentials {
            let value = match credential.ty {
                CredentialType::Text(_) if !credential.secret => continue,
                CredentialType::Text(_) => CredentialValue::Text(Secret::new("99999999999999999999999999999999")),
                CredentialType::Key(_) => CredentialValue::RsaPrivate(private_key()),
            };
            keys.credentials.set(&credential.name, value);
        }
        keys
    }

    /// The provider's half of the credentials.
    fn keys(model: &Provider) -> ProviderKeys {
        let mut keys = ProviderKeys::default();
        for credential in &model.credentials {
            let text =
                Self::TEXTS.iter().chain(Self::MORE).find(|(name, _)| *name == credential.name).map(|(_, text)| *text);
            let name = match credential.ty {
                CredentialType::Key(KeyType::TrustAnchors) => PROVIDER_CERTIFICATE,
                _ => SERIAL,
            };
            let value = match credential.ty {
                CredentialType::Text(_) => text.map(|text| CredentialValue::Text(Secret::new(text))),
                CredentialType::Key(KeyType::RsaPrivate) => {
                    Some(CredentialValue::RsaPublic(RsaPublicKey::from_pem(MERCHANT_PUBLIC).expect("a key")))
                }
                CredentialType::Key(KeyType::Certificate) => Some(CredentialValue::Certificate(
                    Certificate::from_pem(MERCHANT_CERTIFICATE).expect("a certificate"),
                )),
                CredentialType::Key(KeyType::RsaPublic | KeyType::RsaPublicSet | KeyType::TrustAnchors) => {
                    keys.names.insert(credential.name.clone(), name.to_owned());
                    Some(CredentialValue::RsaPrivate(RsaPrivateKey::from_pem(PROVIDER).expect("a key")))
                }
                ref other => panic!("no key of {other:?}"),
            };
            if let Some(value) = value {
                keys.credentials.set(&credential.name, value);
            }
        }
        keys
    }
}

/// The model of a spec, compiled once.
fn compiled(name: &'static str) -> &'static Provider {
    static MODELS: Mutex<BTreeMap<&str, &Provider>> = Mutex::new(BTreeMap::new());
    let mut models = MODELS.lock().unwrap_or_else(PoisonError::into_inner);
    models.entry(name).or_insert_with(|| {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors();
        let mut paths = path.map(|folder| folder.join(format!("specs/{name}.yaml")));
        let path = paths.find(|path| path.exists()).expect("a spec");
        let text = fs::read_to_string(&path).expect("a spec");
        Box::leak(Box::new(compile(&Source { path, text }).0.expect("a sound spec")))
    })
}

fn text(texts: &[(&str, &'static str)], name: &str) -> &'static str {
    texts.iter().find(|(known, _)| *known == name).expect("a text").1
}

fn private_key() -> RsaPrivateKey {
    RsaPrivateKey::from_pem(MERCHANT).expect("a key")
}

fn provider_key() -> RsaPublicKey {
    RsaPublicKey::from_pem(PROVIDER_PUBLIC).expect("a key")
}

macro_rules! account {
    (
        $name:ident, $provider:ident, [$($credential:ident: $text:literal),*], [$($more:ident: $known:literal),*],
        { $($field:ident: $value:expr),* $(,)? }, |$intent:ident| $request:expr
    ) => {
        pub struct $name;

        impl Account for $name {
            type Refund = refundry::$provider::refund::Request;
            type Query = refundry::$provider::refund_query::Request;
            const TEXTS: &'static [(&'static str, &'static str)] = &[$((stringify!($credential), $text)),*];
            const MORE: &'static [(&'static str, &'static str)] = &[$((stringify!($more), $known)),*];

            fn credentials() -> refundry::$provider::Credentials {
                refundry::$provider::Credentials {
                    $($credential: text(Self::TEXTS, stringify!($credential)).into(),)*
                    $($more: Some($known.into()),)*
                    $($field: $value,)*
                }
            }

            fn request($intent: &Intent) -> Self::Refund {
                use refundry::$provider::refund::{Request, Required};
                $request
            }
        }
    };
}

account!(Alipay, alipay, [app_id: "2014072300007148"], [], {
    private_key: private_key(), provider_key: provider_key(), app_cert_sn: None, alipay_root_cert_sn: None,
    app_auth_token: None,
}, |intent| Request::new(Required {
    refund_amount: Amount::from_minor(intent.amount),
    out_request_no: intent.number.as_str().into(),
}).out_trade_no(intent.order.as_str()));

account!(Baofoo, baofoo, [mer_id: "100000", ter_id: "200000", sign_sn: "1", encrypt_sn: "1"], [], {
    agent_mer_id: None, agent_ter_id: None, private_key: private_key(), provider_key: provider_key(),
}, |intent| Request::new(Required {
    out_trade_no: intent.number.as_str().into(),
    refund_amt: Amount::from_minor(intent.amount),
    total_amt: Amount::from_minor(intent.amount),
    txn_time: intent.now,
    refund_reason: "sold out".into(),
}).origin_trade_no(intent.order.as_str()));

account!(Shouqianba, shouqianba, [terminal_sn: "00101010029201012912", terminal_key: "5c5d5d5e5f5a5b5c5d5e5f5a5b5c5d5e"], [], {},
|intent| Request::new(Required {
    refund_request_no: intent.number.as_str().into(),
    operator: "tester".into(),
    refund_amount: Amount::from_minor(intent.amount),
}).client_sn(intent.order.as_str()));

account!(Stripe, stripe, [secret_key: "sk_test_51N0tARealKeyOfAnybody", webhook_secret: "whsec_N0tARealSecretOfAnybody"], [], {
    api_version: None,
}, |intent| Request::new(Required { idempotency_key: intent.number.as_str().into() })
    .charge(intent.order.as_str())
    .amount(Amount::from_minor(intent.amount)));

account!(UnionPay, unionpay, [mer_id: "777290058110048"], [], {
    certificate: Certificate::from_pem(MERCHANT_CERTIFICATE).expect("a certificate"),
    private_key: private_key(),
    trust_anchors: TrustAnchors::from_pem(ROOT).expect("a certificate"),
}, |intent| Request::new(Required {
    biz_type: refundry::unionpay::enumerations::BizType::Gateway,
    channel_type: refundry::unionpay::enumerations::ChannelType::Internet,
    access_type: refundry::unionpay::enumerations::AccessType::Merchant,
    order_id: intent.number.as_str().into(),
    txn_time: intent.now,
    txn_amt: Amount::from_minor(intent.amount),
    orig_qry_id: intent.order.as_str().into(),
    back_url: "https://merchant.example/notified".into(),
}));

account!(WechatDeposit, wechat_deposit, [
    appid: "wx2421b1c4370ec43b", mch_id: "10000100", api_key: "0123456789abcdef0123456789ABCDEF"
], [], {}, |intent| Request::new(Required {
    sub_mch_id: "1900000109".into(),
    out_refund_no: intent.number.as_str().into(),
    total_fee: Amount::from_minor(intent.total),
    refund_fee: Amount::from_minor(intent.amount),
}).transaction_id(intent.order.as_str()));

account!(WechatPayV2, wechatpay_v2, [
    appid: "wx2421b1c4370ec43b", mch_id: "10000100", api_key: "192006250b4c09247ec02edce69f6a2d"
], [sign_type: "HMAC-SHA256"], { sub_appid: None, sub_mch_id: None }, |intent| Request::new(Required {
    out_refund_no: intent.number.as_str().into(),
    total_fee: Amount::from_minor(intent.total),
    refund_fee: Amount::from_minor(intent.amount),
}).transaction_id(intent.order.as_str()));

account!(WechatPayV3, wechatpay_v3, [mchid: "1900000109", serial_no: "3775B6A45ACD588826D15E583A95F5DD",
    api_v3_key: "0123456789abcdef0123456789ABCDEF"], [], {
    private_key: private_key(),
    platform_keys: RsaPublicKeys::new().with(SERIAL, provider_key()),
    platform_serial: None,
}, |intent| Request::new(Required {
    out_refund_no: intent.number.as_str().into(),
    amount: refundry::wechatpay_v3::objects::Amount::new(refundry::wechatpay_v3::objects::AmountRequired {
        refund: Amount::from_minor(intent.amount),
        total: Amount::from_minor(intent.total),
        currency: "CNY".into(),
    }),
}).out_trade_no(intent.order.as_str()));
