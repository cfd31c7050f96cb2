//! Secrets are in no text that a program is likely to print.

use refundry::{Amount, KeyError, RsaPrivateKey, Secret, SecretBytes, SignError, http};
use refundry::{alipay, baofoo, shouqianba, stripe, wechat_deposit, wechatpay_v2};

use crate::conversation::{self, context, number};
use crate::spec;

const MARK: &str = "MARKERmarkerMARKERmarkerMARKER32";

/// Checks that the text contains neither the mark nor a readable part of it.
fn silent(text: &str) {
    assert!(!text.to_lowercase().contains("marker"), "{text}");
}

fn wechat_credentials(key: &str) -> wechat_deposit::Credentials {
    wechat_deposit::Credentials { api_key: Secret::new(key), ..conversation::wechat_deposit() }
}

#[test]
fn wechat_deposit_prints_no_key() {
    let context = context(&wechat_deposit::servers::PRODUCTION);
    let request = conversation::wechat_refund().extra("attach", "x");
    let call = request.clone().sign(&wechat_credentials(MARK), &context).unwrap();
    silent(&format!("{request:?} {call:?} {:?} {:?} {}", call.request(), call.sent(), call.sent()));
    for answer in conversation::of("wechat_deposit", "refund").answers() {
        let response = http::Response::builder().status(answer.status).body(answer.body).unwrap();
        match call.sent().read(&response, &wechat_credentials(MARK), conversation::now()) {
            Ok(answer) => silent(&format!("{answer:?} {:?} {:?}", answer.evidence(), answer.outcome())),
            Err(error) => silent(&format!("{error} {error:?}")),
        }
    }
    for notified in conversation::of("wechat_deposit", "notification").answers() {
        let request = http::Request::new(notified.body);
        let error =
            wechat_deposit::notification::receive(&request, &wechat_credentials(MARK), conversation::now()).err();
        silent(&format!("{:?} {}", error, error.as_ref().expect("another key")));
    }
}

#[test]
fn violated_credentials_print_no_key() {
    for key in [&MARK[..31], "MARKER", "MARKER\u{1}marker\r\nMARKER 32 characters", "MARKER退款marker"] {
        let request = conversation::wechat_refund();
        let error = request.sign(&wechat_credentials(key), &context(&wechat_deposit::servers::PRODUCTION)).unwrap_err();
        silent(&format!("{error} {error:?}"));
        let SignError::Invalid(violations) = error else { panic!("{error}") };
        assert!(violations.iter().any(|violation| violation.path.contains("api_key")), "{violations}");
        violations.iter().for_each(|violation| silent(&format!("{violation} {violation:?}")));
    }
    let held = shouqianba::Credentials { terminal_key: Secret::new(MARK.repeat(40)), ..conversation::shouqianba() };
    match conversation::shouqianba_refund().sign(&held, &context(&shouqianba::servers::PRODUCTION)) {
        Ok(call) => silent(&format!("{call:?}")),
        Err(error) => silent(&format!("{error} {error:?}")),
    }
}

#[test]
fn shouqianba_prints_no_key() {
    let held = || shouqianba::Credentials { terminal_key: Secret::new(MARK), ..conversation::shouqianba() };
    let request = conversation::shouqianba_refund();
    let call = request.clone().sign(&held(), &context(&shouqianba::servers::PRODUCTION)).unwrap();
    silent(&format!("{request:?} {call:?} {:?} {:?} {}", call.request(), call.sent(), call.sent()));
    for body in ["", "{}", "{\"result_code\":1,\"result_code\":1}", "[", "{\"result_code\":{}}"] {
        if let Err(error) = call.sent().read(&http::Response::new(body), &held(), conversation::now()) {
            silent(&format!("{error} {error:?}"));
        }
    }
}

#[test]
fn baofoo_prints_no_key() {
    let keys = spec::provider("baofoo").keys;
    let key = keys.iter().find(|key| key.name == "merchant").expect("a key");
    let request = conversation::baofoo_refund();
    let call = request.clone().sign(&conversation::baofoo(), &context(&baofoo::servers::PRODUCTION)).unwrap();
    let shown = format!("{request:?} {call:?} {:?} {:?} {}", call.request(), call.sent(), call.sent());
    for name in ["d", "p", "q", "dp", "dq", "qinv"] {
        let secret = number(key, name).trim_start_matches('0');
        assert!(!shown.to_lowercase().contains(secret.get(..24).expect("a long number")), "{name}: {shown}");
    }
}

/// The crate does not know whether extra fields are secret, so it redacts them.
#[test]
fn added_fields_are_masked_in_a_call() {
    let call = conversation::wechat_refund()
        .extra("attach", MARK)
        .sign(&conversation::wechat_deposit(), &context(&wechat_deposit::servers::PRODUCTION))
        .unwrap();
    silent(&format!("{call:?}"));
    let call = conversation::shouqianba_refund()
        .extra_json("attach", format!("{{\"a\":\"{MARK}\"}}"))
        .sign(&conversation::shouqianba(), &context(&shouqianba::servers::PRODUCTION))
        .unwrap();
    silent(&format!("{call:?}"));
    let call = conversation::baofoo_refund()
        .extra("attach2", MARK)
        .sign(&conversation::baofoo(), &context(&baofoo::servers::PRODUCTION))
        .unwrap();
    silent(&format!("{call:?}"));
    silent(&format!("{:?}", conversation::baofoo_refund().extra("attach2", MARK)));
}

/// The inherent constant shadows the trait's if its bound is met.
struct Probe<T>(std::marker::PhantomData<T>);

trait Unserialisable {
    const SERIALISABLE: bool = false;
}

impl<T> Unserialisable for Probe<T> {}

impl<T: serde_core::Serialize> Probe<T> {
    const SERIALISABLE: bool = true;
}

#[test]
fn no_secret_is_serialised() {
    let known: [bool; 2] = [Probe::<String>::SERIALISABLE, Probe::<Vec<u8>>::SERIALISABLE];
    assert_eq!(known, [true; 2]);
    let secret: [bool; 6] = [
        Probe::<Secret>::SERIALISABLE,
        Probe::<SecretBytes>::SERIALISABLE,
        Probe::<RsaPrivateKey>::SERIALISABLE,
        Probe::<wechat_deposit::Credentials>::SERIALISABLE,
        Probe::<shouqianba::Credentials>::SERIALISABLE,
        Probe::<baofoo::Credentials>::SERIALISABLE,
    ];
    assert_eq!(secret, [false; 6]);
}

#[test]
fn broken_keys_are_not_quoted() {
    let shown = |error: KeyError| silent(&format!("{error} {error:?}"));
    shown(SecretBytes::from_hex(MARK).err().expect("no hex"));
    shown(SecretBytes::from_base64("MARKER marker").err().expect("no base64"));
    for text in
        [MARK, "-----BEGIN PRIVATE KEY-----\nMARKERmarker\n-----END PRIVATE KEY-----\n", "-----BEGIN MARKER-----\n"]
    {
        shown(RsaPrivateKey::from_pem(text).err().expect("no key"));
    }
}

/// Keys with characters that their headers and members cannot carry: the errors must not show them.
const KEYS: [&str; 4] = [MARK, "MARKER\u{1}marker", "MARKER marker\n", "MARKER退款marker&<\"'"];

/// Checks everything that may be printed of a signed or refused request.
fn printed<S: std::fmt::Debug + std::fmt::Display>(signed: Result<refundry::Call<S>, SignError>) {
    match signed {
        Ok(call) => silent(&format!("{call:?} {:?} {} {:?}", call.sent(), call.sent(), call.request().headers())),
        Err(error) => silent(&format!("{error} {error:?}")),
    }
}

#[test]
fn stripe_prints_no_key() {
    for key in KEYS {
        let held =
            stripe::Credentials { secret_key: Secret::new(key), api_version: None, webhook_secret: Secret::new(key) };
        let required = stripe::refund::Required { idempotency_key: "R1".into() };
        let request = stripe::refund::Request::new(required).charge("ch_1").amount(Amount::from_minor(1));
        printed(request.sign(&held, &context(&stripe::servers::PRODUCTION)));
    }
}

#[test]
fn wechatpay_v2_prints_no_key() {
    for key in KEYS {
        let held = wechatpay_v2::Credentials {
            appid: "wx8888888888888888".into(),
            mch_id: "1900000109".into(),
            sub_appid: None,
            sub_mch_id: None,
            api_key: Secret::new(key),
            sign_type: None,
        };
        let required = wechatpay_v2::refund::Required {
            out_refund_no: "R1".into(),
            total_fee: Amount::from_minor(2),
            refund_fee: Amount::from_minor(1),
        };
        let request = wechatpay_v2::refund::Request::new(required).out_trade_no("T1");
        printed(request.sign(&held, &context(&wechatpay_v2::servers::PRODUCTION)));
    }
}

#[test]
fn alipay_prints_no_token() {
    for token in KEYS {
        let baofoo = conversation::baofoo();
        let held = alipay::Credentials {
            app_id: "2021000000000001".into(),
            private_key: baofoo.private_key,
            provider_key: baofoo.provider_key,
            app_cert_sn: None,
            alipay_root_cert_sn: None,
            app_auth_token: Some(Secret::new(token)),
        };
        let required = alipay::refund::Required { refund_amount: Amount::from_minor(1), out_request_no: "R1".into() };
        let request = alipay::refund::Request::new(required).out_trade_no("T1");
        printed(request.sign(&held, &context(&alipay::servers::PRODUCTION)));
    }
}
