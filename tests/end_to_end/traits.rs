//! The traits of the emitted types: the facts of each spec, and values by their roles.

use std::collections::BTreeSet;

use refundry::operation::{
    FromJson, FromTexts, Inputs, Limits, Provider, Query, Request, Sent, SentRefund, Unmatched, Visitor,
};
use refundry::wechat_deposit::{notification, servers};
use refundry::{Repeats, Roles};
use refundry_codegen::model::{OperationKind, System};

use crate::conversation::{self, Message};
use crate::spec;

/// The facts that the traits state of a provider.
#[derive(Debug, PartialEq)]
struct Facts {
    provider: &'static str,
    server: &'static str,
    url: &'static str,
    tls_identity: bool,
    limits: Limits,
    refund: (&'static str, Inputs, bool),
    query: (&'static str, Inputs, bool),
    repeats: Repeats,
}

fn facts<R, Q>() -> Facts
where
    R: Request<Sent: SentRefund>,
    Q: Query<Provider = R::Provider, Refund = R::Sent>,
{
    let (server, url) = R::Provider::SERVERS.first().expect("a server");
    Facts {
        provider: R::Provider::NAME,
        server,
        url: url.url(),
        tls_identity: R::Provider::TLS_IDENTITY,
        limits: R::Provider::LIMITS,
        refund: (R::OPERATION, R::INPUTS, R::Sent::ANSWER_SIGNED),
        query: (Q::OPERATION, Q::INPUTS, Q::Sent::ANSWER_SIGNED),
        repeats: R::Sent::REPEATS,
    }
}

/// The same facts, read from the spec.
fn specified(found: &Facts) {
    let provider = spec::provider(found.provider);
    let server = provider.servers.first().expect("a server");
    assert_eq!((found.server, found.url), (server.name.as_str(), server.url.as_str()));
    assert_eq!(found.tls_identity, provider.tls_identity.is_some());
    for (name, inputs, signed) in [found.refund, found.query] {
        let operation = provider.operation(name).expect("an operation");
        let (sends, receives) = (operation.sends.as_ref().expect("a request"), operation.receives.as_ref());
        assert_eq!(inputs, Inputs { nonce: sends.takes(System::Nonce), salt: sends.takes(System::Salt) });
        assert_eq!(signed, receives.is_some_and(|receives| !receives.signatures().is_empty()));
        assert_eq!(operation.kind == OperationKind::Refund, name == found.refund.0);
    }
}

macro_rules! facts {
    ($($provider:ident $query:ident),*) => {
        [$(facts::<refundry::$provider::refund::Request, refundry::$provider::$query::Request>()),*]
    };
}

#[test]
fn the_traits_state_the_facts_of_the_specs() {
    let all = facts![
        alipay refund_query, baofoo refund_query, shouqianba refund_query, stripe refund_query, unionpay refund_query,
        wechat_deposit refund_query, wechatpay_v2 refund_query, wechatpay_v2 payment_query, wechatpay_v3 refund_query
    ];
    all.iter().for_each(specified);
    let of = |name: &str| all.iter().find(|facts| facts.provider == name).expect("a provider");
    assert_eq!(of("stripe").repeats, Repeats::Within { seconds: 86_400 });
    assert_eq!(of("baofoo").limits, Limits { days_after_payment: Some(365), one_at_a_time: true, ..Limits::NONE });
    assert_eq!(of("wechat_deposit").limits.requests_per_second, Some(150));
    assert_eq!(of("alipay").limits, Limits::NONE);
    let tls: Vec<&str> = all.iter().filter(|facts| facts.tls_identity).map(|facts| facts.provider).collect();
    assert_eq!(tls, ["wechat_deposit", "wechatpay_v2", "wechatpay_v2"]);
}

/// The operations of each provider that a visitor is shown.
#[derive(Default)]
struct Shown(Vec<(&'static str, &'static str, &'static str)>);

impl Visitor for Shown {
    fn refunds<Q: Query<Refund: SentRefund<Request: FromJson>>>(&mut self) {
        let refund = <<Q::Refund as SentRefund>::Request as Request>::OPERATION;
        self.0.push((Q::Provider::NAME, refund, Q::OPERATION));
        // Without a text, the first credential that is needed is missing.
        let none = <Q::Provider as Provider>::Credentials::from_texts(|_| None).err().map(|error| error.to_string());
        let needed = spec::provider(Q::Provider::NAME).credentials.iter().find(|c| c.required).map(|c| c.name.clone());
        assert_eq!(none, needed.map(|name| format!("the credential `{name}` is missing")));
    }

    fn notifications<Q, U>(&mut self)
    where
        Q: Query<Refund: SentRefund<Request: FromJson>>,
        U: Unmatched<Provider = Q::Provider, Refund = Q::Refund>,
    {
        self.0.push((U::Provider::NAME, U::OPERATION, "notification"));
    }
}

#[test]
fn a_visitor_is_shown_every_provider() {
    let mut shown = Shown::default();
    refundry::visit(&mut shown);
    let of = |provider: &str| {
        let provider = spec::provider(provider);
        let notifications = provider.operations.iter().filter(|one| one.kind == OperationKind::Notification).count();
        1 + notifications
    };
    let names: BTreeSet<_> = shown.0.iter().map(|(name, ..)| *name).collect();
    assert_eq!(names.len(), 8);
    for name in names {
        assert_eq!(shown.0.iter().filter(|(other, ..)| *other == name).count(), of(name), "{name}");
    }
    assert!(shown.0.contains(&("wechatpay_v2", "refund", "refund_query")), "{:?}", shown.0);
}

#[test]
fn credentials_come_from_texts_by_name() {
    let texts = |name: &str| match name {
        "appid" => Some("wx1\r\n".to_owned()),
        "mch_id" => Some("1900000109".to_owned()),
        "sub_appid" => Some("\n".to_owned()),
        "api_key" => Some("0123456789abcdef0123456789abcdef\n".to_owned()),
        _ => None,
    };
    let credentials = refundry::wechatpay_v2::Credentials::from_texts(texts).unwrap();
    assert_eq!((credentials.appid.as_str(), credentials.mch_id.as_str()), ("wx1", "1900000109"));
    assert_eq!((credentials.sub_appid, credentials.sign_type), (None, None));
    assert_eq!(credentials.api_key.expose().len(), 32);
    let wrong = |name: &str| (name != "sign_sn").then(|| "SECRET".to_owned());
    let error = refundry::baofoo::Credentials::from_texts(wrong).err().unwrap();
    assert_eq!(error.to_string(), "the credential `sign_sn` is missing");
    let error = refundry::baofoo::Credentials::from_texts(|_| Some("SECRET".to_owned())).err().unwrap();
    assert!(error.to_string().starts_with("the credential `private_key` cannot be read: "), "{error}");
    assert!(!format!("{error} {error:?}").contains("SECRET"), "{error:?}");
}

/// The values that a message has by their roles.
fn values(message: &impl Roles) -> String {
    let amount = |amount: Option<refundry::Amount>| amount.map(|amount| amount.to_minor().to_string().into());
    let all = [
        ("refund", message.refund_number()),
        ("order", message.order_reference()),
        ("theirs", message.provider_order_id()),
        ("amount", amount(message.amount())),
        ("total", amount(message.order_total())),
        ("id", message.provider_refund_id()),
        ("reason", message.reason()),
        ("code", message.error_code()),
        ("message", message.error_message()),
    ];
    let all = all.into_iter().filter_map(|(role, value)| Some(format!("{role} {}", value?)));
    all.collect::<Vec<_>>().join(", ")
}

/// Signs a refund, reads the spec's answers to it and to a query about it: the values of each.
fn exchanged<Q: Query>(
    request: impl Request<Provider = Q::Provider, Sent = Q::Refund>,
    credentials: &<Q::Provider as Provider>::Credentials,
    examples: [&str; 2],
) -> Vec<String> {
    let name = Q::Provider::NAME;
    let context = conversation::context(Q::Provider::SERVERS[0].1);
    let mut out = vec![values(&request)];
    let sent = request.sign(credentials, &context).unwrap().into_parts().1;
    let query = Q::about(&sent, None).unwrap();
    let asked = query.sign(credentials, &context).unwrap().into_parts().1;
    out.extend([values(&sent), values(&asked)]);
    let read = |sent: &dyn Fn(&Message) -> Option<String>, operation: &str, example: &str| {
        let answers = spec::good_answers(name, operation, example);
        answers.iter().filter_map(|answer| sent(&Message::of(answer))).collect::<Vec<_>>()
    };
    let refund = |message: &Message| Some(values(&sent.read(&message.response(), credentials, context.now).ok()?));
    let query = |message: &Message| Some(values(&asked.read(&message.response(), credentials, context.now).ok()?));
    out.extend(read(&refund, "refund", examples[0]).into_iter().take(3));
    out.extend(read(&query, "refund_query", examples[1]).into_iter().take(3));
    out
}

#[test]
fn values_have_one_name_for_all_providers() {
    let wechat = exchanged::<refundry::wechat_deposit::refund_query::Request>(
        conversation::wechat_refund(),
        &conversation::wechat_deposit(),
        ["by_transaction", "asked_by_number"],
    );
    let shouqianba = exchanged::<refundry::shouqianba::refund_query::Request>(
        conversation::shouqianba_refund(),
        &conversation::shouqianba(),
        ["of_the_sample", "asked"],
    );
    insta::assert_debug_snapshot!([wechat, shouqianba]);
}

/// A server receives any notification so: it looks up the refund, compares and acknowledges the notification.
fn notified<U: Unmatched>(
    message: &Message,
    sent: &U::Refund,
    credentials: &<U::Provider as Provider>::Credentials,
) -> (Vec<String>, String, String) {
    let context = conversation::context(U::Provider::SERVERS[0].1);
    let unmatched = U::receive(&message.request(), credentials, context.now).unwrap();
    let numbers = unmatched.refund_numbers().into_iter().map(Into::into).collect();
    let acknowledged = unmatched.acknowledge(credentials, &context).unwrap();
    let compared = unmatched.compare(sent).unwrap();
    (numbers, values(&compared), String::from_utf8(acknowledged.into_body()).unwrap())
}

#[test]
fn any_notification_is_received_compared_and_acknowledged() {
    let (credentials, context) = (conversation::wechat_deposit(), conversation::context(&servers::PRODUCTION));
    let sent = conversation::wechat_refund().sign(&credentials, &context).unwrap().into_parts().1;
    let answer = &spec::good_answers("wechat_deposit", "notification", "by_transaction")[0];
    let found = notified::<notification::Unmatched>(&Message::of(answer), &sent, &credentials);
    insta::assert_debug_snapshot!(found);
}

#[test]
fn a_request_comes_from_json_with_the_callers_fields() {
    type Request = refundry::wechat_deposit::refund::Request;
    let text = r#"{"sub_mch_id": "1900000109", "transaction_id": "4006252001201705123297353072",
        "out_refund_no": "1415701182", "total_fee": 100, "refund_fee": 30, "refund_account": "NEW_ACCOUNT"}"#;
    let request = Request::from_json(text).unwrap();
    assert_eq!(request.refund_number().as_deref(), Some("1415701182"));
    assert_eq!(request.amount().map(|amount| amount.minor()), Some(30));
    let error = |from: &str, to: &str| Request::from_json(&text.replace(from, to)).unwrap_err().to_string();
    assert_eq!(error("\"out_refund_no\": \"1415701182\", ", ""), "`out_refund_no` is missing");
    assert!(error(": 30", ": 0.30").starts_with("`refund_fee` has another type"));
    assert!(error(": 30", ": \"30\"").starts_with("`refund_fee` has another type"));
    assert_eq!(error("transaction_id", "transction_id"), "`transction_id` is not a field that the caller gives");
    assert_eq!(error("sub_mch_id\"", "appid\": \"x\", \"sub_mch_id\""), "`appid` is not a field that the caller gives");
    assert_eq!(error("{", "["), "the request is no JSON object");
    // A value that breaks a rule is told by `validate`, as for every request.
    let unlisted = Request::from_json(&text.replace("NEW_ACCOUNT", "SOMEWHERE")).unwrap();
    assert!(unlisted.validate().is_err());
}
