//! Test vectors: signatures that others computed or recorded, with their texts and keys.

use refundry::{Order, PairForm, PairStyle, RsaPublicKey, Selection, decode, read::Members};
use serde_json::Value;

use crate::spec;

/// A test vector.
pub struct Vector(Value);

/// All members except some, sorted by name, without empty ones: `a=1&b=2`.
pub fn sorted(members: &Members<'_>, except: &'static [&'static str]) -> String {
    let style = PairStyle { form: PairForm::Pair("="), join: "&", skip_empty: true };
    let mut text = String::new();
    members.pairs(&mut text, &Selection { only: None, except, nested: true, order: Order::Name, style });
    text
}

/// All vectors of a provider.
pub fn all(provider: &str) -> Vec<Vector> {
    let path = spec::root().join(format!("tests/fixtures/{provider}.json"));
    let text = std::fs::read_to_string(path).expect("a fixture");
    let mut file: Value = serde_json::from_str(&text).expect("JSON");
    let vectors = file["vectors"].as_array_mut().expect("a list");
    vectors.iter_mut().map(|vector| Vector(vector.take())).collect()
}

/// The vector with an id.
pub fn of(provider: &str, id: &str) -> Vector {
    all(provider).into_iter().find(|vector| vector.id() == id).expect("a vector")
}

/// Checks that every vector is in an example or an answer of the spec, where the generated tests run it, or in
/// `elsewhere`.
pub fn assert_all_run(provider: &str, elsewhere: &[&str]) {
    let spec = spec::provider(provider);
    let sent = spec.examples.iter().flat_map(|example| {
        let headers = example.headers.iter().map(|(_, value)| value);
        headers.chain(&example.body).chain(&example.signature)
    });
    let received = spec.answers.iter().flat_map(|answer| {
        let headers = answer.headers.iter().map(|(_, value)| value);
        headers.chain([&answer.body])
    });
    let texts: Vec<&String> = sent.chain(received).collect();
    for vector in all(provider) {
        let forms = vector.shown();
        let shown = forms.iter().any(|form| texts.iter().any(|text| text.contains(form)));
        assert!(shown || elsewhere.contains(&vector.id()), "nothing runs {}", vector.id());
    }
}

impl Vector {
    pub fn text(&self, name: &str) -> &str {
        self.0[name].as_str().unwrap_or_else(|| panic!("{} has no {name}", self.id()))
    }

    pub fn id(&self) -> &str {
        self.0["id"].as_str().expect("an id")
    }

    pub fn signed(&self) -> &str {
        self.text("string_to_sign")
    }

    /// The signature in base64, or the whole body.
    pub fn signature(&self) -> &str {
        self.text("expected")
    }

    /// The texts by which a message is known to contain the vector: its signature, or the ciphertext it decrypts.
    fn shown(&self) -> Vec<String> {
        let cipher = if self.text("algorithm").contains("AES") { self.cipher() } else { None };
        let carried = cipher.unwrap_or_else(|| self.signature());
        vec![carried.to_owned(), refundry::encode::percent_form(carried.as_bytes())]
    }

    fn cipher(&self) -> Option<&str> {
        let fields = self.0["fields"].as_object()?;
        fields.values().filter_map(Value::as_str).max_by_key(|text| text.len())
    }

    /// A parameter of the recipe, such as an intermediate digest.
    pub fn parameter(&self, name: &str) -> &str {
        self.0["params"][name].as_str().expect("a parameter")
    }

    /// The fields as a form.
    pub fn form(&self) -> String {
        self.joined(|text| refundry::encode::percent_form(text.as_bytes()))
    }

    /// The fields unencoded, joined by `=` and `&`.
    pub fn pairs(&self) -> String {
        self.joined(str::to_owned)
    }

    fn joined(&self, encode: impl Fn(&str) -> String) -> String {
        let fields = self.0["fields"].as_object().expect("fields").iter();
        let pairs = fields.map(|(name, value)| format!("{name}={}", encode(value.as_str().expect("a text"))));
        pairs.collect::<Vec<_>>().join("&")
    }

    /// The public key of the vector.
    pub fn key(&self) -> RsaPublicKey {
        RsaPublicKey::from_pem(self.0["key"]["value"].as_str().expect("a key")).expect("a public key")
    }

    /// Whether the vector's signature over this text verifies with its key.
    pub fn verifies(&self, text: &str) -> bool {
        let signature = decode::base64(self.signature()).expect("base64");
        self.key().verify_sha256(text.as_bytes(), &signature)
    }
}
