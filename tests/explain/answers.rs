//! Answers and notifications that do not verify: those of the shipped specs that other tools have signed wrongly, and
//! those that a careless provider signs.

use std::collections::BTreeMap;

use refundry_codegen::{
    compile,
    model::{Answer, KeyKind, Provider},
    source::Source,
};
use refundry_interpreter::{
    CredentialValue, Credentials, Interpreter,
    examples::{self, Given},
    explain::Redaction,
    mistakes::{self, Delivery},
    runtime::{ReadError, RsaPublicKey, RsaPublicKeys, Secret, TimeFormat, Timestamp},
};

use super::super::answer::{self, Heard, Message};
use super::{
    expected_mistakes,
    known::{Tally, shows, total},
    requests::{Random, private_key, providers, value},
    work::{FORM, Hash, Seal, Shape, Sorted, Work, Written, encoded, form, is_form, xml},
};
use crate::sampled::{sampled, step};

/// Answers of the specs with a wrong signature, as other tools made them, and the mistake that explains it.
const TOLD: &[(&str, &str, Option<&str>)] = &[
    ("alipay", "node_written_anew", Some("JSON written anew, as PHP's `json_encode` does by itself")),
    ("alipay", "signed_by_another", Some("`private_key`, the merchant's own key, in the place of `provider_key`")),
    ("alipay", "one_byte_changed", None),
    ("alipay", "signature_garbled", None),
    ("baofoo", "sha1_signature", Some("`rsa_sha1` as the signature")),
    ("baofoo", "own_key", Some("`private_key`, the merchant's own key, in the place of `provider_key`")),
    ("baofoo", "content_reformatted", Some("JSON written anew, without spaces")),
    ("baofoo", "a_byte_changed", None),
    ("wechat_deposit", "md5_signature", Some("`md5` without a key instead of HMAC")),
    ("wechat_deposit", "other_key", None),
    (
        "wechat_deposit",
        "unlisted_member_changed",
        Some("the member `coupon_type_0` too much, which was added on the way"),
    ),
    ("wechatpay_v2", "md5_where_hmac_is_chosen", Some("`md5` without a key instead of HMAC")),
    ("wechatpay_v2", "hmac_where_md5_is_chosen", Some("`hmac_sha256` with the key instead of a plain digest")),
    ("wechatpay_v2", "a_byte_changed", None),
    ("wechatpay_v3", "signed_without_the_last_line_feed", Some("the line feed at the end of the text left out")),
    (
        "wechatpay_v3",
        "unknown_serial",
        Some("the key `3AD107E521D8518F81B3` instead of the one that the message names"),
    ),
    ("wechatpay_v3", "no_serial", Some("the key `3AD107E521D8518F81B3` instead of the one that the message names")),
    ("wechatpay_v3", "other_nonce", None),
    ("wechatpay_v3", "a_probe", None),
    ("unionpay", "digested_once", Some("the digest before the signature left out")),
    ("unionpay", "one_byte_changed", None),
    ("unionpay", "member_added", Some("the member `note` too much, which was added on the way")),
];

/// A message, and the inputs for reading it.
struct Case<'p> {
    interpreter: &'p Interpreter<'p>,
    example: &'p Answer,
    given: Given,
    now: Timestamp,
    message: Message,
}

impl<'p> Case<'p> {
    fn of(interpreter: &'p Interpreter<'p>, example: &'p Answer) -> Self {
        let given = examples::given(interpreter.provider(), &example.to).expect("an example");
        let now = example.now.as_ref().map_or(given.now, |text| time(text));
        let Answer { status, headers, body, .. } = example.clone();
        Self { interpreter, example, given, now, message: Message { status, headers, body } }
    }

    /// The error, if the message is refused, and the explanation.
    fn heard(&self) -> (Option<ReadError>, Vec<Vec<String>>, String, String) {
        let provider = self.interpreter.provider();
        let operation = provider.operation(&self.example.operation).expect("an operation");
        let asked = provider.operation(&self.example.to.operation).expect("an operation");
        let Given { request, credentials, .. } = &self.given;
        let heard = answer::receive(operation, &self.message, |received| {
            let (read, traced) = self.interpreter.explain_received(operation, received, credentials, self.now, None);
            let delivery = Delivery { provider, operation, received, credentials, now: self.now, sent: None };
            let stale = matches!(read, Err(ReadError::Stale));
            let age = stale.then(|| self.interpreter.age(operation, received, self.now)).flatten();
            let causes = answer::unproven(&read).then(|| mistakes::answer_causes(&delivery));
            let told = (traced.as_slice(), answer::is_verified(&read));
            let redaction = Redaction::of_answer(provider, (operation, asked), request, credentials, told);
            let verdict = answer::verdict(&read);
            (Heard { operation, traced, causes, age, redaction, verdict, reply: None }, read.err())
        });
        let (heard, error) = heard.unwrap_or_else(|_| panic!("{} is no message", self.example.name));
        let causes = heard.causes.iter().flatten().map(|cause| cause.mistakes.clone()).collect();
        (error, causes, heard.text(), heard.json().expect("JSON"))
    }
}

fn time(text: &str) -> Timestamp {
    let format = TimeFormat::Pattern { pattern: "yyyy-MM-ddTHH:mm:ssXXX", offset_minutes: 0 };
    Timestamp::parse(text, format).expect("a time")
}

#[test]
fn wrong_answers_of_other_tools_are_explained() {
    let providers = providers();
    for (id, name, expected) in sampled(TOLD.iter()) {
        let provider = providers.iter().find(|provider| provider.id == *id).expect("a provider");
        let interpreter = Interpreter::new(provider);
        let example = provider.answers.iter().find(|answer| answer.name == *name).expect("an answer");
        let (error, causes, text, json) = Case::of(&interpreter, example).heard();
        let unproven = matches!(error, Some(ReadError::Signature | ReadError::SerialNotHeld { .. }));
        assert!(unproven, "{id} {name}: {error:?}");
        match expected {
            None => {
                assert!(causes.is_empty() && text.contains("no known mistake reproduces it"), "{id} {name}: {causes:?}")
            }
            Some(words) => {
                assert_eq!(
                    causes.first().map(Vec::as_slice),
                    Some(&[(*words).to_owned()][..]),
                    "{id} {name}: {causes:?}"
                );
                assert!(text.contains(&format!("right with another computation:\n=> {words}\n")), "{text}");
                let json: serde_json::Value = serde_json::from_str(&json).expect("JSON");
                assert_eq!(json["causes"][0]["mistakes"][0], *words);
            }
        }
    }
}

/// The spec of WeChat Pay v3, changed.
fn wechatpay_v3(change: fn(String) -> String) -> Provider {
    changed("specs/wechatpay_v3.yaml", change)
}

fn changed(spec: &str, change: fn(String) -> String) -> Provider {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(spec);
    let text = change(std::fs::read_to_string(&path).expect("a spec"));
    compile(&Source { text, path }).0.expect("a sound spec")
}

#[test]
fn the_decrypted_text_is_shown_without_its_secrets() {
    const ACCOUNT: &str = "招商银行信用卡0403";
    let secret = |text: String| text.replace("user_received_account: {", "user_received_account: { secret: true,");
    for (change, shown) in [((|text| text) as fn(String) -> String, true), (secret, false)] {
        let provider = wechatpay_v3(change);
        let interpreter = Interpreter::new(&provider);
        let example = provider.answers.iter().find(|answer| answer.name == "notified").expect("an answer");
        let (error, _, text, json) = Case::of(&interpreter, example).heard();
        assert!(error.is_none(), "{error:?}");
        for told in [text, json] {
            assert!(
                told.contains("opened layer refund_result") && told.contains("50200207182018070300011301001"),
                "{told}"
            );
            assert_eq!(told.contains(ACCOUNT), shown, "{told}");
        }
    }
}

/// A secret member inside an object, whose characters are written as escapes.
#[test]
fn an_escaped_secret_of_an_opened_layer_is_hidden() {
    let secret =
        |text: String| text.replace("state: { type: string(16) }", "state: { type: string(16), secret: true }");
    let provider = changed("tests/shapes/phonepe.yaml", secret);
    let interpreter = Interpreter::new(&provider);
    let example = provider.answers.iter().find(|answer| answer.name == "notified").expect("an answer");
    let mut case = Case::of(&interpreter, example);
    let inner = r#"{"success":true,"data":{"merchantTransactionId":"r-1","amount":1000,"state":"\u9000\u6b3e"}}"#;
    let inner = Written::Base64.write(inner.as_bytes());
    let sign = Written::Lower.write(&Hash::Sha256.of(format!("{inner}salt-key").as_bytes()));
    case.message.body = format!(r#"{{"response":"{inner}"}}"#);
    case.message.headers = vec![("X-VERIFY".to_owned(), format!("{sign}###1"))];
    let (error, _, text, json) = case.heard();
    assert!(error.is_none(), "{error:?}");
    let shown = r#"{"success":true,"data":{"merchantTransactionId":"r-1","amount":1000,"state":"***"}}"#;
    assert!(text.contains(shown) && !json.contains("u9000") && !json.contains("退"), "{text}");
}

#[test]
fn the_times_of_a_stale_message_are_shown() {
    let provider = wechatpay_v3(|text| text);
    let interpreter = Interpreter::new(&provider);
    let example = provider.answers.iter().find(|answer| answer.name == "notified").expect("an answer");
    let mut case = Case::of(&interpreter, example);
    // The message says 1717216497.
    case.now = time("2024-06-01T04:39:58Z");
    let (error, _, text, json) = case.heard();
    assert!(matches!(error, Some(ReadError::Stale)), "{error:?}");
    for line in [
        "=> refused: the message is stale; its outcome is unknown\n",
        "  time of the message  2024-06-01T04:34:57.000Z, 301 s before the check\n",
        "  time of the check    2024-06-01T04:39:58.000Z\n",
        "  allowed              300 s before or after\n",
    ] {
        assert!(text.contains(line), "{text}");
    }
    let json: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    assert_eq!(json["stale"]["within_seconds"], 300);
    assert_eq!(json["stale"]["time"], "2024-06-01T04:34:57.000Z");
}

/// A change that frameworks and filters make to the body of a rightly signed message.
type Change = fn(&str) -> String;
const CHANGED: &[(&str, &str, Change, &str)] = &[
    (
        "alipay",
        "notification",
        |body| format!("{body}&s=%2Fpay%2Fnotify"),
        "the member `s` too much, which was added on the way",
    ),
    (
        "alipay",
        "notification",
        |body| body.replace("%22", "%26quot%3B"),
        "the escapes of HTML taken back, such as `\"` for `&quot;`",
    ),
    ("alipay", "notification", |body| body.replace("%2B", "+"), "`+` of the signature turned into a blank"),
    ("unionpay", "notification", |body| format!("{body}&_route=a&b=%2F"), ""),
];

#[test]
fn messages_that_were_changed_on_the_way_are_explained() {
    let providers = providers();
    for (id, operation, change, expected) in CHANGED {
        let provider = providers.iter().find(|provider| provider.id == *id).expect("a provider");
        let interpreter = Interpreter::new(provider);
        let mut honest =
            provider.answers.iter().filter(|answer| answer.operation == *operation && answer.fails.is_none());
        let example = honest.find(|answer| change(&answer.body) != answer.body).expect("an answer");
        let mut case = Case::of(&interpreter, example);
        assert!(case.heard().0.is_none(), "{id} {}", example.name);
        case.message.body = change(&case.message.body);
        let (error, causes, ..) = case.heard();
        assert!(matches!(error, Some(ReadError::Signature)), "{id}: {error:?}");
        let first = causes.first().expect("a cause");
        match expected.is_empty() {
            // Two members, in either order.
            true => assert!(first.len() == 2 && first.iter().all(|words| words.contains("too much")), "{causes:?}"),
            false => assert_eq!(first, &[(*expected).to_owned()], "{causes:?}"),
        }
    }
}

/// The groups of mistakes that a provider can make.
const GROUPS: [&str; 7] = ["key", "digest", "output", "encoding", "order", "json", "text"];

/// The text that the careless provider signs, and the signature in the example; `None` if it signs nothing, or with an
/// unknown key.
fn learn(provider: &Provider, case: &mut Case<'_>, secret: &str) -> Option<(Work, String)> {
    let mut work = Work {
        without: vec!["sign".to_owned()],
        key: secret.to_owned(),
        lead: "&key=".to_owned(),
        times: 1,
        seal: Seal::Rsa(Hash::Sha256, None),
        out: Written::Base64,
        ..Work::of_pairs(private_key(provider))
    };
    let body = case.message.body.clone();
    let operation = case.example.operation.as_str();
    let credentials = &mut case.given.credentials;
    let header = |name: &str| Some(case.message.headers.iter().find(|(other, _)| other == name)?.1.clone());
    let signed = match (provider.id.as_str(), operation) {
        ("wechat_deposit" | "wechatpay_v2", "refund" | "refund_query") => {
            credentials.set("api_key", CredentialValue::Text(Secret::new(secret)));
            work.fields = xml(&body);
            work.out = Written::Upper;
            let hmac = format!("{:?}", case.example.to.credentials).contains("HMAC") || provider.id == "wechat_deposit";
            work.seal = if hmac { Seal::Keyed(Hash::Sha256) } else { Seal::Plain(Hash::Md5) };
            let signed = work.fields.iter().find(|(name, _)| name == "sign")?.1.clone();
            return Some((work, signed));
        }
        ("stripe", "notification") => {
            credentials.set("webhook_secret", CredentialValue::Text(Secret::new(secret)));
            let line = header("Stripe-Signature")?;
            let (time, signed) = line.strip_prefix("t=")?.split_once(",v1=")?;
            (work.shape, work.times, work.json) = (Shape::Content, 0, format!("{time}.{body}"));
            (work.seal, work.out) = (Seal::Keyed(Hash::Sha256), Written::Lower);
            signed.to_owned()
        }
        // The careless provider signs no text in GBK.
        ("alipay", "notification") if !is_form(&body) => return None,
        ("alipay", "notification") => {
            (work.fields, work.times, work.key) = (form(&body), 0, String::new());
            work.without.push("sign_type".to_owned());
            value(&work.fields, "sign")
        }
        ("alipay", _) => {
            let node = body.find("_response\":{")? + "_response\":".len();
            let end = body.find("},\"alipay_cert_sn\"").or_else(|| body.find("},\"sign\""))? + 1;
            (work.shape, work.json, work.times) = (Shape::Content, body.get(node..end)?.to_owned(), 0);
            let json: serde_json::Value = serde_json::from_str(&body).ok()?;
            json["sign"].as_str()?.to_owned()
        }
        ("baofoo", _) => {
            let fields = match serde_json::from_str::<serde_json::Value>(&body) {
                Ok(json) => ["dataContent", "signStr"].map(|name| json[name].as_str().unwrap_or_default().to_owned()),
                Err(_) => ["dataContent", "signStr"].map(|name| value(&form(&body), name)),
            };
            let [content, signed] = fields;
            (work.shape, work.json, work.times, work.out) = (Shape::Content, content, 0, Written::Lower);
            signed
        }
        ("wechatpay_v3", _) => {
            work.lines = vec![header("Wechatpay-Timestamp")?, header("Wechatpay-Nonce")?];
            (work.shape, work.json, work.times) = (Shape::Lines, body, 0);
            header("Wechatpay-Signature")?
        }
        _ => return None,
    };
    if work.times == 0 && !matches!(work.seal, Seal::Keyed(_)) {
        work.key.clear();
        known_pair(provider, credentials);
    }
    Some((work, signed))
}

/// Replaces the provider's key by one whose private half is known.
fn known_pair(provider: &Provider, credentials: &mut Credentials) {
    let keys = provider.keys.iter().filter_map(|key| match &key.kind {
        KeyKind::Rsa(numbers) if numbers.len() == 8 => Some(numbers),
        _ => None,
    });
    for numbers in keys.take(1) {
        let number = |name: &str| numbers.iter().find(|(other, _)| *other == name).expect("a number").1.clone();
        let public = RsaPublicKey::from_numbers(&number("n"), &number("e")).expect("a key");
        let set = RsaPublicKeys::new().with("3AD107E521D8518F81B3", public.clone());
        credentials.set("platform_keys", CredentialValue::RsaPublicSet(set));
        credentials.set("provider_key", CredentialValue::RsaPublic(public));
    }
}

/// Mistakes that the tool need not name: equal values have no order, and no library verifies MD5 with a strong key.
fn unspoken(wrong: &Work, words: &str) -> bool {
    let mut values: Vec<&String> = wrong.fields.iter().map(|(_, value)| value).collect();
    values.sort();
    words == "`rsa_md5` as the signature"
        || wrong.order == Sorted::Value && values.windows(2).any(|two| two[0] == two[1])
}

/// Replaces the old signature by another.
fn put(message: &mut Message, old: &str, new: &str) {
    message.headers.iter_mut().for_each(|(_, value)| *value = value.replace(old, new));
    let slashes = |text: &str| text.replace('/', "\\/");
    let body = &message.body;
    message.body = match body.starts_with(['{', '<']) {
        true => body.replace(old, new).replace(&slashes(old), &slashes(new)),
        false => body.replace(old, &encoded(new, FORM)).replace(&encoded(old, FORM), &encoded(new, FORM)),
    };
}

#[test]
fn a_corpus_of_wrong_answers_is_explained() {
    let providers = providers();
    let (mut table, mut faults) = (BTreeMap::new(), Vec::new());
    for provider in providers {
        let interpreter = Interpreter::new(provider);
        let mut random = Random(provider.id.bytes().map(u64::from).sum());
        let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
        for example in provider.answers.iter().filter(|answer| answer.fails.is_none() && answer.status == 200) {
            let secret = random.text("ABCDEFabcdef0123456789", 32);
            let mut case = Case::of(&interpreter, example);
            let Some((work, old)) = learn(provider, &mut case, &secret) else { continue };
            let count = seen.entry(&example.operation).or_default();
            *count += 1;
            if *count > 1 {
                continue;
            }
            let right = work.signature().expect("a signature");
            put(&mut case.message, &old, &right);
            let (error, ..) = case.heard();
            assert!(error.is_none(), "{} {}: {error:?}", provider.id, example.name);
            let body = (case.message.body.clone(), case.message.headers.clone());
            for mistake in sampled(expected_mistakes::ALL.iter().filter(|mistake| GROUPS.contains(&mistake.group))) {
                let mut wrong = work.clone();
                let Some(words) = (mistake.make)(&mut wrong, &mut random) else { continue };
                if unspoken(&wrong, &words) {
                    continue;
                }
                let Some(signature) = wrong.signature().filter(|wrong| *wrong != right) else { continue };
                (case.message.body, case.message.headers) = body.clone();
                put(&mut case.message, &right, &signature);
                let (_, causes, text, json) = case.heard();
                let tally: &mut Tally = table.entry(mistake.name).or_default();
                if !tally.add(std::slice::from_ref(&words), &causes) {
                    faults.push(format!("{} {}: {words}: {:?}", provider.id, example.name, causes.first()));
                }
                let shown = [text, json].into_iter().find_map(|shown| shows(&shown, std::slice::from_ref(&secret)));
                assert!(shown.is_none(), "{} {}: shows {shown:?}", provider.id, example.name);
            }
        }
    }
    let all = total(&table, "answers");
    println!("\n{}", faults.join("\n"));
    assert!(all.tried >= 60 / step() && all.share() >= 0.9, "{all:?}\n{}", faults.join("\n"));
}
