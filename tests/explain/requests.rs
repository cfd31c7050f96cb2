//! Requests of the shipped specs with random values, and the careless integrator's view of them.

use std::{cell::OnceCell, path::PathBuf, rc::Rc, sync::OnceLock};

use refundry_codegen::{
    compile,
    model::{
        AmountUnit, CredentialData, Data, Example, Field, KeyKind, Message, Operation, Provider, Role, Scalar, Type,
    },
    source::Source,
};
use refundry_interpreter::{
    Context, CredentialValue, Credentials, Interpreter, Object, Request, Server, Value, examples,
    explain::{self, Explanation, Redaction},
    runtime::{Amount, Secret, Timestamp},
};

use super::work::{Hash, Seal, Shape, Work, Written, form, private, xml};

/// A seeded generator, so that a failure can be repeated (Knuth's MMIX constants).
pub struct Random(pub u64);

impl Random {
    pub fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap_or_default() % bound.max(1)
    }

    #[track_caller]
    pub fn pick<'t, T>(&mut self, all: &'t [T]) -> &'t T {
        &all[self.below(all.len())]
    }

    pub fn text(&mut self, signs: &str, length: usize) -> String {
        let signs: Vec<char> = signs.chars().collect();
        (0..length).map(|_| *self.pick(&signs)).collect()
    }
}

/// The shipped specs, compiled once for all tests.
pub fn providers() -> &'static [Provider] {
    static PROVIDERS: OnceLock<Vec<Provider>> = OnceLock::new();
    PROVIDERS.get_or_init(compiled)
}

fn compiled() -> Vec<Provider> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../specs");
    let entries = std::fs::read_dir(folder).expect("specs");
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.expect("an entry").path()).collect();
    paths.retain(|path| path.extension().is_some_and(|end| end == "yaml"));
    paths.sort();
    let read = |path: PathBuf| Source { text: std::fs::read_to_string(&path).expect("a spec"), path };
    paths.into_iter().map(|path| compile(&read(path)).0.expect("a sound spec")).collect()
}

/// A request with the inputs of its signature.
pub struct Case<'p> {
    pub provider: &'p Provider,
    pub operation: &'p Operation,
    pub request: Request,
    pub credentials: Credentials,
    pub server: Server,
    pub now: Timestamp,
    pub nonce: String,
    /// The texts that must not be shown.
    pub secrets: Vec<String>,
    pub work: Work,
    /// The right signature.
    pub right: String,
    /// The explanation of the request, which is the same for every wrong signature.
    explained: OnceCell<Rc<(Explanation, Redaction)>>,
}

impl<'p> Case<'p> {
    pub fn context(&self) -> Context<'_> {
        Context { server: &self.server, now: self.now, nonce: &self.nonce, salt: "" }
    }

    pub fn explained(&self, interpreter: &Interpreter<'_>) -> Rc<(Explanation, Redaction)> {
        Rc::clone(self.explained.get_or_init(|| Rc::new(self.explain(interpreter))))
    }

    fn explain(&self, interpreter: &Interpreter<'_>) -> (Explanation, Redaction) {
        let context = self.context();
        let Self { provider, operation, request, credentials, .. } = self;
        let explanation = explain::explain(interpreter, operation, request, credentials, &context).expect("a call");
        let redaction = Redaction::new(provider, operation, request, credentials, &explanation.values);
        (explanation, redaction)
    }

    /// A request like an example, with other values; `None` if the operation signs nothing.
    pub fn of(interpreter: &Interpreter<'p>, example: &Example, random: &mut Random) -> Option<Self> {
        let provider = interpreter.provider();
        let operation = provider.operation(&example.operation)?;
        explain::signature_of(operation.sends.as_ref()?)?;
        let given = examples::given(provider, example).expect("an example");
        let (mut credentials, mut secrets) = (given.credentials, Vec::new());
        for (credential, data) in &example.credentials {
            if !credential.secret || !matches!(data, CredentialData::Text(_)) {
                continue;
            }
            let secret = secret(random);
            credentials.set(&credential.name, CredentialValue::Text(Secret::new(secret.as_str())));
            secrets.push(secret);
        }
        let request = varied(interpreter, operation, &given.request, example, random);
        let now = Timestamp::from_epoch_ms(given.now.epoch_ms() + 1000 * i64::try_from(random.below(40_000_000)).ok()?);
        let nonce = random.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789", example.nonce.len());
        let server = given.server;
        let work = Work { amounts: amounts(operation), ..Work::of_pairs(private_key(provider)) };
        let (right, explained) = (String::new(), OnceCell::new());
        let mut case =
            Self { provider, operation, request, credentials, server, now, nonce, secrets, work, right, explained };
        case.learn(interpreter, example);
        Some(case)
    }

    /// Collects the integrator's knowledge: of the provider from its page, of the request from the sent bytes.
    fn learn(&mut self, interpreter: &Interpreter<'_>, example: &Example) {
        let explained = self.explained(interpreter);
        let request = explained.0.call.request();
        let body = String::from_utf8(request.body().clone()).expect("UTF-8");
        let key = self.secrets.first().cloned().unwrap_or_default();
        let work = &mut self.work;
        match self.provider.id.as_str() {
            "alipay" => {
                work.fields = form(&body);
                work.without.push("sign".to_owned());
                work.json_field = Some("biz_content".to_owned());
                work.json = value(&work.fields, "biz_content");
                (work.seal, work.out) = (Seal::Rsa(Hash::Sha256, None), Written::Base64);
            }
            "unionpay" => {
                work.fields = form(&body);
                work.without.push("signature".to_owned());
                work.seal = Seal::Rsa(Hash::Sha256, Some((Hash::Sha256, Written::Lower)));
                work.out = Written::Base64;
            }
            "wechat_deposit" | "wechatpay_v2" => {
                work.fields = xml(&body);
                work.without.push("sign".to_owned());
                (work.key, work.lead, work.times) = (key, "&key=".to_owned(), 1);
                work.out = Written::Upper;
                let text = |data: &CredentialData| format!("{data:?}").contains("HMAC");
                let chosen = example.credentials.iter().any(|(it, data)| it.name == "sign_type" && text(data));
                let keyed = chosen || self.provider.id == "wechat_deposit";
                work.seal = if keyed { Seal::Keyed(Hash::Sha256) } else { Seal::Plain(Hash::Md5) };
            }
            "baofoo" => {
                (work.shape, work.json) = (Shape::Content, value(&form(&body), "bizContent"));
                (work.seal, work.out) = (Seal::Rsa(Hash::Sha256, None), Written::Lower);
            }
            "shouqianba" => {
                (work.shape, work.json) = (Shape::Content, body);
                (work.key, work.times) = (key, 1);
            }
            "wechatpay_v3" => {
                let target = request.uri().path_and_query().expect("a path").as_str().to_owned();
                let now = (self.now.epoch_ms() / 1000).to_string();
                work.lines = vec![request.method().to_string(), target, now, self.nonce.clone()];
                (work.shape, work.json) = (Shape::Lines, body);
                (work.seal, work.out) = (Seal::Rsa(Hash::Sha256, None), Written::Base64);
            }
            other => panic!("nobody knows how {other} signs"),
        }
        let listed =
            self.operation.sends.iter().flat_map(|sends| sends.layers.first()).flat_map(|layer| &layer.message.fields);
        let texts =
            listed.filter(|field| field.source.is_caller() && matches!(field.ty, Type::Scalar(Scalar::String { .. })));
        let absent = texts.filter(|field| work.fields.iter().all(|(name, _)| *name != field.wire));
        work.absent = absent.map(|field| field.wire.clone()).collect();
        self.right = self.work.signature().expect("a signature");
    }
}

/// The first private key of a spec.
pub fn private_key(provider: &Provider) -> Option<rsa::RsaPrivateKey> {
    let keys = provider.keys.iter().filter_map(|key| match &key.kind {
        KeyKind::Rsa(numbers) if numbers.len() == 8 => Some(numbers),
        _ => None,
    });
    keys.map(|numbers| private(|name| numbers.iter().find(|(other, _)| *other == name).expect("a number").1.clone()))
        .next()
}

pub fn value(fields: &[(String, String)], name: &str) -> String {
    fields.iter().find(|(other, _)| other == name).expect("a field").1.clone()
}

/// A random secret of 32 characters, sometimes in hex.
fn secret(random: &mut Random) -> String {
    let signs = ["0123456789abcdef", "ABCDEFGHIJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz0123456789"];
    let signs: &&str = random.pick(&signs);
    random.text(signs, 32)
}

/// The wire names of all amounts, and whether they are in yuan.
fn amounts(operation: &Operation) -> Vec<(String, bool)> {
    fn reach(message: &Message, out: &mut Vec<(String, bool)>) {
        message.fields.iter().for_each(|field| of(&field.wire, &field.ty, out));
    }
    fn of(name: &str, ty: &Type, out: &mut Vec<(String, bool)>) {
        match ty {
            Type::Scalar(Scalar::Amount(form)) => out.push((name.to_owned(), form.unit != AmountUnit::Minor)),
            Type::Object(message) => reach(message, out),
            Type::List(inner) | Type::Json(inner) => of(name, inner, out),
            _ => {}
        }
    }
    let mut out = Vec::new();
    operation.sends.iter().flat_map(|sends| &sends.layers).for_each(|layer| reach(&layer.message, &mut out));
    out.sort();
    out.dedup();
    out
}

/// The request with other texts and amounts, as far as the spec allows.
fn varied(
    interpreter: &Interpreter<'_>,
    operation: &Operation,
    given: &Request,
    example: &Example,
    random: &mut Random,
) -> Request {
    let fields = operation.sends.iter().flat_map(|sends| &sends.layers).flat_map(|layer| &layer.message.fields);
    let fields: Vec<&Field> = fields.map(AsRef::as_ref).filter(|field| field.source.is_caller()).collect();
    let amount = u64::try_from(random.below(90_000)).expect("small") + 1234;
    let mut request = given.clone();
    for field in &fields {
        let data = example.request.iter().find(|(other, _)| other.wire == field.wire).map(|(_, data)| data);
        let mut changed = request.clone();
        match (&field.ty, data) {
            (Type::Scalar(Scalar::Amount(_)), Some(Data::Text(_))) => {
                changed.object.set(&field.rust, Value::Amount(Amount::from_minor(of_role(field, amount))));
            }
            (Type::Scalar(Scalar::String { .. } | Scalar::Digits { .. }), given) => {
                let Some(text) = text(field, given, random) else { continue };
                changed.object.set(&field.rust, Value::Text(text));
            }
            (Type::Object(message), Some(_)) => inner(&mut changed.object, field, message, amount),
            _ => continue,
        }
        // An amount may have to agree with another one that is changed later.
        if interpreter.validate(operation, &changed).is_ok() || field.ty.is_amount() {
            request = changed;
        }
    }
    if interpreter.validate(operation, &request).is_ok() { request } else { given.clone() }
}

/// An amount by its role: the refund is less than the payment.
fn of_role(field: &Field, amount: u64) -> u64 {
    if field.role == Some(Role::OrderTotal) { amount + 1717 } else { amount }
}

/// Changes the amounts in an object.
fn inner(object: &mut Object, field: &Field, message: &Message, amount: u64) {
    let Some(Value::Object(mut found)) = object.get(&field.rust).cloned() else { return };
    for field in message.fields.iter().filter(|field| field.ty.is_amount()) {
        if found.get(&field.rust).is_some() {
            found.set(&field.rust, Value::Amount(Amount::from_minor(of_role(field, amount))));
        }
    }
    object.set(&field.rust, Value::Object(found));
}

const WORDS: &[&str] = &["退款", "x/y", "two  words", "中文", "a&b=c", "<M>", "50%", "Size \"L\"", "q+1", "~*"];

/// Another text for a field; `None` keeps the old one.
fn text(field: &Field, given: Option<&Data>, random: &mut Random) -> Option<String> {
    let free =
        matches!(field.ty, Type::Scalar(Scalar::String { .. })) && field.alphabet.is_none() && field.pattern.is_none();
    match (field.role, given) {
        (Some(Role::Reason), _) | (Some(Role::Operator) | None, Some(Data::Text(_))) => {
            // Fields with an alphabet do not accept every character.
            let words = if field.alphabet.is_some() { &WORDS[..4] } else { WORDS };
            let words: Vec<&str> = (0..2).map(|_| *random.pick(words)).collect();
            let ends = if random.below(2) == 0 { " " } else { "" };
            Some(format!("{ends}{}{ends}", words.join(" ")))
        }
        (Some(Role::RefundNumber | Role::OrderReference | Role::ProviderOrderId), Some(Data::Text(text))) => {
            let letters = text.chars().any(char::is_alphabetic);
            let signs = if letters { "ABCdef0123456789" } else { "123456789" };
            Some(random.text(signs, text.len()))
        }
        (None, None) if free && random.below(3) == 0 => Some(String::new()),
        _ => None,
    }
}
