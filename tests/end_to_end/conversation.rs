//! One conversation per operation: a signed request, and the reader of its answers.

use std::sync::LazyLock;

use refundry::{
    Amount, Context, Outcome, ReadError, RsaNumbers, RsaPrivateKey, RsaPublicKey, RsaPublicKeys, Secret, SentError,
    TimeFormat, Timestamp, http,
};
use refundry::{alipay, baofoo, shouqianba, wechat_deposit, wechatpay_v3};
use refundry_codegen::model::{Answer, Key, KeyKind};

use crate::spec;

/// An answer or a notification as received.
#[derive(Clone, Debug)]
pub struct Message {
    pub status: u16,
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

impl Message {
    pub fn of(answer: &Answer) -> Self {
        Self { status: answer.status, headers: answer.headers.clone(), body: answer.body.clone().into_bytes() }
    }

    pub fn with(&self, body: impl Into<Vec<u8>>) -> Self {
        Self { body: body.into(), ..self.clone() }
    }

    pub fn response(&self) -> http::Response<&[u8]> {
        let builder = http::Response::builder().status(self.status);
        let builder = self.headers.iter().fold(builder, |builder, (name, value)| builder.header(name, value));
        builder.body(self.body.as_slice()).unwrap()
    }

    pub fn request(&self) -> http::Request<&[u8]> {
        let builder =
            self.headers.iter().fold(http::Request::builder(), |builder, (name, value)| builder.header(name, value));
        builder.body(self.body.as_slice()).unwrap()
    }
}

/// The reading of a message.
pub struct Mistake {
    pub outcome: Outcome,
    /// The `Debug` output of the whole answer.
    pub shown: String,
}

/// An operation of a provider, with the example whose request the answers belong to.
pub struct Conversation {
    pub provider: &'static str,
    pub operation: &'static str,
    pub example: &'static str,
    pub read: fn(&Message) -> Result<Mistake, ReadError>,
    /// The record as text, and its `Debug` output.
    pub sent: fn() -> (String, String),
    /// Reads a record and writes it again.
    pub parse: fn(&str) -> Result<String, SentError>,
}

impl Conversation {
    pub fn name(&self) -> String {
        format!("{} of {}", self.operation, self.provider)
    }

    pub fn answers(&self) -> Vec<Answer> {
        spec::good_answers(self.provider, self.operation, self.example)
    }
}

macro_rules! answered {
    ($provider:ident, $operation:ident, $example:literal, $sent:ident) => {
        Conversation {
            provider: stringify!($provider),
            operation: stringify!($operation),
            example: $example,
            read: |message| {
                let answer = $sent.read(&message.response(), &$provider(), now())?;
                Ok(Mistake { outcome: answer.outcome(), shown: format!("{answer:?}") })
            },
            sent: || ($sent.to_string(), format!("{:?}", *$sent)),
            parse: |text| text.parse::<$provider::$operation::Sent>().map(|sent| sent.to_string()),
        }
    };
}

macro_rules! notified {
    ($provider:ident, $example:literal, $sent:ident) => {
        Conversation {
            provider: stringify!($provider),
            operation: "notification",
            example: $example,
            read: |message| {
                let unmatched = $provider::notification::receive(&message.request(), &$provider(), now())?;
                let answer = unmatched.compare(&$sent)?;
                Ok(Mistake { outcome: answer.outcome(), shown: format!("{answer:?}") })
            },
            sent: || ($sent.to_string(), format!("{:?}", *$sent)),
            parse: |text| text.parse::<$provider::refund::Sent>().map(|sent| sent.to_string()),
        }
    };
}

pub static ALL: [Conversation; 8] = [
    answered!(wechat_deposit, refund, "by_transaction", WECHAT_REFUND),
    answered!(wechat_deposit, refund_query, "asked_by_number", WECHAT_QUERY),
    notified!(wechat_deposit, "by_transaction", WECHAT_REFUND),
    answered!(shouqianba, refund, "of_the_sample", SHOUQIANBA_REFUND),
    answered!(shouqianba, refund_query, "asked", SHOUQIANBA_QUERY),
    answered!(baofoo, refund, "plain", BAOFOO_REFUND),
    answered!(baofoo, refund_query, "asked", BAOFOO_QUERY),
    notified!(baofoo, "plain", BAOFOO_REFUND),
];

/// The conversation of an operation.
pub fn of(provider: &str, operation: &str) -> &'static Conversation {
    ALL.iter().find(|one| one.provider == provider && one.operation == operation).expect("a conversation")
}

/// A store that contains no number yet.
#[allow(clippy::unnecessary_wraps, reason = "a store may fail")]
pub fn new(_: &str) -> Result<Option<String>, ()> {
    Ok(None)
}

pub fn now() -> Timestamp {
    let format = TimeFormat::Pattern { pattern: "yyyyMMddHHmmss", offset_minutes: 480 };
    Timestamp::parse("20241118120000", format).unwrap()
}

pub fn context<P>(server: &'static refundry::Server<P>) -> Context<'static, P> {
    Context { server, now: now(), nonce: "6cefdb308e1e2e8aabd48cf79e546a02", salt: "" }
}

pub fn wechat_deposit() -> wechat_deposit::Credentials {
    wechat_deposit::Credentials {
        appid: "wx2421b1c4370ec43b".into(),
        mch_id: "10000100".into(),
        api_key: Secret::new("192006250b4c09247ec02edce69f6a2d"),
    }
}

pub fn wechat_refund() -> wechat_deposit::refund::Request {
    wechat_deposit::refund::Request::new(wechat_deposit::refund::Required {
        sub_mch_id: "1415701182".into(),
        out_refund_no: "1415701182".into(),
        total_fee: Amount::from_minor(1),
        refund_fee: Amount::from_minor(1),
    })
    .transaction_id("4006252001201705123297353072")
}

static WECHAT_REFUND: LazyLock<wechat_deposit::refund::Sent> = LazyLock::new(|| {
    let call = wechat_refund().sign(&wechat_deposit(), &context(&wechat_deposit::servers::PRODUCTION)).unwrap();
    call.into_parts().1.store(new).unwrap()
});

static WECHAT_QUERY: LazyLock<wechat_deposit::refund_query::Sent> = LazyLock::new(|| {
    let request = wechat_deposit::refund_query::Request::of(&WECHAT_REFUND);
    request.sign(&wechat_deposit(), &context(&wechat_deposit::servers::PRODUCTION)).unwrap().into_parts().1
});

pub fn shouqianba() -> shouqianba::Credentials {
    shouqianba::Credentials {
        terminal_sn: "00101010029201012912".into(),
        terminal_key: Secret::new("68d499beda5f72116592f5c527465656"),
    }
}

pub fn shouqianba_refund() -> shouqianba::refund::Request {
    shouqianba::refund::Request::new(shouqianba::refund::Required {
        refund_request_no: "23030350".into(),
        operator: "Obama".into(),
        refund_amount: Amount::from_minor(1),
    })
    .sn("7894259244067218")
    .client_sn("12345677767776")
}

static SHOUQIANBA_REFUND: LazyLock<shouqianba::refund::Sent> = LazyLock::new(|| {
    let call = shouqianba_refund().sign(&shouqianba(), &context(&shouqianba::servers::PRODUCTION)).unwrap();
    call.into_parts().1.store(new).unwrap()
});

static SHOUQIANBA_QUERY: LazyLock<shouqianba::refund_query::Sent> = LazyLock::new(|| {
    let request = shouqianba::refund_query::Request::of(&SHOUQIANBA_REFUND);
    request.sign(&shouqianba(), &context(&shouqianba::servers::PRODUCTION)).unwrap().into_parts().1
});

/// The throw-away keys of the spec's examples.
struct Keys {
    merchant: RsaPrivateKey,
    provider: RsaPublicKey,
}

static KEYS: LazyLock<Keys> = LazyLock::new(|| {
    let keys = spec::provider("baofoo").keys;
    let key = |name: &str| keys.iter().find(|key| key.name == name).expect("a key");
    let (merchant, provider) = (key("merchant"), key("provider"));
    Keys {
        merchant: private(merchant),
        provider: RsaPublicKey::from_numbers(number(provider, "n"), number(provider, "e")).unwrap(),
    }
});

pub fn number<'k>(key: &'k Key, name: &str) -> &'k str {
    let KeyKind::Rsa(numbers) = &key.kind else { return "" };
    numbers.iter().find(|(other, _)| *other == name).map_or("", |(_, number)| number)
}

fn private(key: &Key) -> RsaPrivateKey {
    let number = |name| number(key, name);
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
    RsaPrivateKey::from_numbers(&numbers).unwrap()
}

pub fn baofoo() -> baofoo::Credentials {
    baofoo::Credentials {
        mer_id: "100000".into(),
        ter_id: "100001".into(),
        agent_mer_id: None,
        agent_ter_id: None,
        sign_sn: "1".into(),
        encrypt_sn: "1".into(),
        private_key: KEYS.merchant.clone(),
        provider_key: KEYS.provider.clone(),
    }
}

pub fn alipay() -> alipay::Credentials {
    alipay::Credentials {
        app_id: "2021000000000001".into(),
        private_key: KEYS.merchant.clone(),
        provider_key: KEYS.provider.clone(),
        app_cert_sn: None,
        alipay_root_cert_sn: None,
        app_auth_token: None,
    }
}

pub fn wechatpay_v3() -> wechatpay_v3::Credentials {
    wechatpay_v3::Credentials {
        mchid: "1900000001".into(),
        serial_no: "0123456789ABCDEF0123456789ABCDEF01234567".into(),
        private_key: KEYS.merchant.clone(),
        platform_keys: RsaPublicKeys::new().with("3AD107E521D8518F81B3", KEYS.provider.clone()),
        platform_serial: None,
        api_v3_key: Secret::new("0123456789abcdef0123456789abcdef"),
    }
}

pub fn baofoo_refund() -> baofoo::refund::Request {
    let format = TimeFormat::Pattern { pattern: "yyyyMMddHHmmss", offset_minutes: 480 };
    baofoo::refund::Request::new(baofoo::refund::Required {
        out_trade_no: "20210315155013".into(),
        refund_amt: Amount::from_minor(100),
        total_amt: Amount::from_minor(100),
        txn_time: Timestamp::parse("20210315155012", format).unwrap(),
        refund_reason: "尺码 <M> & 颜色".into(),
    })
    .origin_trade_no("12312312312")
}

static BAOFOO_REFUND: LazyLock<baofoo::refund::Sent> = LazyLock::new(|| {
    let call = baofoo_refund().sign(&baofoo(), &context(&baofoo::servers::PRODUCTION)).unwrap();
    call.into_parts().1.store(new).unwrap()
});

static BAOFOO_QUERY: LazyLock<baofoo::refund_query::Sent> = LazyLock::new(|| {
    let request = baofoo::refund_query::Request::of(&BAOFOO_REFUND);
    request.sign(&baofoo(), &context(&baofoo::servers::PRODUCTION)).unwrap().into_parts().1
});

#[test]
fn every_conversation_reads_its_good_answers() {
    for one in &ALL {
        let answers = one.answers();
        assert!(!answers.is_empty(), "{} has no answers in the spec", one.name());
        for answer in answers {
            let reading = (one.read)(&Message::of(&answer)).unwrap_or_else(|error| panic!("{}: {error}", answer.name));
            assert_eq!(reading.outcome.listed(), answer.outcome, "{}", answer.name);
        }
    }
}
