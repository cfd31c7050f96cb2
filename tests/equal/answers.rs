//! Answers to a request: those of the examples, unchanged and damaged.

use refundry_codegen::model::{Answer, CodeClass, Decision, Operation, Provider, Scalar, Step, Test, Type};
use refundry_runtime as rt;
use serde_json::{Value as Json, json};

use crate::{
    damage::{garbage, headers, leaves, scratch},
    draw::Draw,
    examples,
    mirror::Mirror,
    resign::{self, Pair},
    texts,
};

/// The source of an operation's answers.
pub struct Answers<'m, 'i> {
    mirror: &'i Mirror<'m>,
    examples: Vec<Example>,
    /// The key pair that signs answers, if the provider signs with a private key.
    pair: Option<Pair>,
    /// Texts that the spec mentions in answers.
    words: Vec<String>,
}

/// An answer from an example.
struct Example {
    /// The name of the example whose request it answers.
    to: String,
    answer: Json,
    signatures: Vec<Option<String>>,
}

impl<'m, 'i> Answers<'m, 'i> {
    /// Prepares an operation's answers from the cases of its examples; `numbers` are those of a private key.
    pub fn new(mirror: &'i Mirror<'m>, operation: &Operation, cases: &[Json], numbers: &Json) -> Self {
        let provider = mirror.provider;
        let ours = provider.answers.iter().filter(|answer| answer.to.operation == operation.name);
        let example = |answer: &Answer| {
            let case = cases.iter().find(|case| case["example"] == json!(answer.to.name))?;
            let mut json = of_example(provider, answer);
            json["credentials"] = case["credentials"].clone();
            let sent = mirror.sign(operation, &mirror.request(operation, case), case).ok();
            let signatures = resign::signatures(mirror, &json, sent.as_ref().map(rt::Call::sent));
            Some(Example { to: answer.to.name.clone(), answer: json, signatures })
        };
        let pair = takes_pair(provider).then(|| Pair::new(numbers));
        Self { mirror, examples: ours.filter_map(example).collect(), pair, words: words(provider) }
    }

    /// Draws answers to a sent request; `names` are the fields of its record.
    pub fn draw(&self, draw: &mut Draw, case: &Json, sent: &rt::Record, names: &[String]) -> Json {
        if self.examples.is_empty() {
            return json!([]);
        }
        let answers = (0..draw.between(1, 3)).map(|_| {
            let mut answer = self.answer(draw, case, sent, names);
            if answer["credentials"] == case["credentials"] {
                answer.as_object_mut().expect("an object").shift_remove("credentials");
            }
            answer
        });
        answers.collect()
    }

    fn answer(&self, draw: &mut Draw, case: &Json, sent: &rt::Record, names: &[String]) -> Json {
        let own: Vec<&Example> = self.examples.iter().filter(|example| case["example"] == json!(example.to)).collect();
        let example = if own.is_empty() || draw.chance(20) { draw.pick(&self.examples) } else { *draw.pick(&own) };
        let mut answer = example.answer.clone();
        if draw.chance(15) {
            return answer;
        }
        answer["credentials"] = case["credentials"].clone();
        if draw.chance(80) {
            adopt(&mut answer, case, sent, names);
        }
        for _ in 0..draw.between(0, 3) {
            self.change(draw, &mut answer);
        }
        if draw.chance(85) {
            resign::resign(self.mirror, self.pair.as_ref(), &mut answer, &example.signatures, sent);
        }
        answer
    }

    fn change(&self, draw: &mut Draw, answer: &mut Json) {
        match draw.below(20) {
            0 => answer["status"] = json!(draw.pick(&[200, 201, 204, 302, 400, 404, 500, 503])),
            1 => {
                answer["now"] = json!(
                    answer["now"]
                        .as_i64()
                        .unwrap_or_default()
                        .saturating_add(*draw.pick(&[-400_000, 4_000, 400_000, 99_000_000]))
                )
            }
            2 => headers(draw, answer),
            3 => answer["body"] = garbage(draw),
            4 => answer["uri"] = json!("https://shop.example/hook?a=1&b=%20"),
            5..=16 if answer["uri"].as_str().is_some_and(|uri| uri.contains('?')) => {
                let uri = answer["uri"].as_str().unwrap_or_default();
                let (path, query) = uri.split_once('?').unwrap_or((uri, ""));
                let changed = format!("{path}?{}", self.pairs(draw, query));
                if changed.parse::<rt::http::Uri>().is_ok() {
                    answer["uri"] = json!(changed);
                }
            }
            _ => {
                if let Some(body) = answer["body"].as_str() {
                    answer["body"] = json!(self.body(draw, body));
                }
            }
        }
    }

    fn body(&self, draw: &mut Draw, body: &str) -> String {
        if draw.chance(15) {
            return scratch(draw, body);
        }
        if let Ok(mut json) = serde_json::from_str::<Json>(body)
            && (json.is_object() || json.is_array())
        {
            self.json(draw, &mut json);
            return json.to_string();
        }
        match body.trim_start().starts_with('<') {
            true => self.xml(draw, body),
            false => self.pairs(draw, body),
        }
    }

    /// Changes a member somewhere in JSON.
    fn json(&self, draw: &mut Draw, json: &mut Json) {
        match json {
            Json::Object(members) if !members.is_empty() => {
                let names: Vec<String> = members.keys().cloned().collect();
                let name = draw.pick(&names).clone();
                let nested = members.get(&name).is_some_and(|value| value.is_object() || value.is_array());
                match draw.below(8) {
                    0 => drop(members.shift_remove(&name)),
                    1 => {
                        drop(members.insert(draw.word(&["new", "sign2", "a b", "é"]).to_owned(), self.json_value(draw)))
                    }
                    2..=6 if nested => self.json(draw, members.get_mut(&name).expect("a member")),
                    2 if members.get(&name).is_some_and(Json::is_string) => {
                        self.json_text(draw, members.get_mut(&name).expect("a member"))
                    }
                    _ => drop(members.insert(name, self.json_value(draw))),
                }
            }
            Json::Array(items) if !items.is_empty() => {
                let at = draw.below(items.len());
                match draw.below(5) {
                    0 => drop(items.remove(at)),
                    1 => items.push(items[at].clone()),
                    2 => items.push(self.json_value(draw)),
                    _ => self.json(draw, &mut items[at]),
                }
            }
            other => *other = self.json_value(draw),
        }
    }

    /// Changes JSON inside a JSON string.
    fn json_text(&self, draw: &mut Draw, text: &mut Json) {
        match text.as_str().and_then(|text| serde_json::from_str::<Json>(text).ok()) {
            Some(mut inner) if inner.is_object() || inner.is_array() => {
                self.json(draw, &mut inner);
                *text = if draw.chance(20) { inner } else { json!(inner.to_string()) };
            }
            _ => *text = self.json_value(draw),
        }
    }

    fn json_value(&self, draw: &mut Draw) -> Json {
        const LITERALS: &[&str] = &[
            "null",
            "true",
            "false",
            "0",
            "1",
            "-1",
            "1.5",
            "100",
            "1e3",
            "19.90",
            "{}",
            "[]",
            "[1]",
            "[\"a\"]",
            "{\"a\":1}",
            "[{}]",
            "12345678901234567890",
            "1700000000",
            "1700000000000",
        ];
        match draw.below(3) {
            0 => serde_json::from_str(draw.word(LITERALS)).expect("JSON"),
            _ => json!(self.text(draw)),
        }
    }

    /// A text that could be a member's value.
    fn text(&self, draw: &mut Draw) -> String {
        const TEXTS: &[&str] = &[
            "",
            "0",
            "1",
            "-1",
            "100",
            "1.00",
            "19.9",
            "0.01",
            " 1",
            "1 ",
            "+1",
            "true",
            "false",
            "Y",
            "N",
            "null",
            "SUCCESS",
            "20241118120000",
            "2024-11-18 12:00:00",
            "2024-11-18T12:00:00+08:00",
            "1700000000",
            "1700000000000",
            "a|b",
            "Mon, 18 Nov 2024 12:34:56 GMT",
            "{\"a\":1}",
            "[]",
            "99999999999999999999",
        ];
        match draw.below(4) {
            0 | 1 if !self.words.is_empty() => draw.pick(&self.words).clone(),
            2 => texts::any(draw),
            _ => draw.word(TEXTS).to_owned(),
        }
    }

    fn pairs(&self, draw: &mut Draw, body: &str) -> String {
        let mut pairs: Vec<String> = body.split('&').map(str::to_owned).collect();
        let at = draw.below(pairs.len());
        let name = pairs[at].split('=').next().unwrap_or_default().to_owned();
        let text = self.text(draw);
        let text = if draw.chance(70) { rt::encode::percent_form(text.as_bytes()) } else { text };
        match draw.below(6) {
            0 => drop(pairs.remove(at)),
            1 => pairs.push(pairs[at].clone()),
            2 => pairs.push(format!("new={text}")),
            _ => pairs[at] = format!("{name}={text}"),
        }
        pairs.join("&")
    }

    /// Changes a leaf of XML.
    fn xml(&self, draw: &mut Draw, body: &str) -> String {
        let leaves = leaves(body);
        if leaves.is_empty() {
            return scratch(draw, body);
        }
        let (start, end, name) = draw.pick(&leaves).clone();
        let text = self.text(draw).replace('&', "&amp;").replace('<', "&lt;");
        let text = if draw.chance(30) { format!("<![CDATA[{}]]>", text.replace("]]>", "")) } else { text };
        let leaf = &body[start..end];
        let new = match draw.below(6) {
            0 => String::new(),
            1 => format!("{leaf}{leaf}"),
            2 => format!("{leaf}<new>{text}</new>"),
            3 => format!("<{name}/>"),
            _ => format!("<{name}>{text}</{name}>"),
        };
        format!("{}{new}{}", &body[..start], &body[end..])
    }
}

/// Replaces the example's values in the answer with those of the sent request.
fn adopt(answer: &mut Json, case: &Json, sent: &rt::Record, names: &[String]) {
    let Some(body) = answer["body"].as_str() else { return };
    let mut body = body.to_owned();
    for name in names {
        let old = case["record"][name].as_str().unwrap_or_default();
        let new = sent.get(name).unwrap_or_default();
        if old.len() > 1 && old != new {
            body = body.replace(old, &written(&body, new));
        }
    }
    answer["body"] = json!(body);
}

/// A text in the escaping of the body's codec.
fn written(body: &str, text: &str) -> String {
    match body.trim_start().chars().next() {
        Some('{' | '[') => json!(text).to_string().trim_matches('"').to_owned(),
        Some('<') => text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;"),
        _ => rt::encode::percent_form(text.as_bytes()),
    }
}

/// Whether answers are signed with a private key.
fn takes_pair(provider: &Provider) -> bool {
    let receives = provider.operations.iter().filter_map(|operation| operation.receives.as_ref());
    receives
        .flat_map(|receives| &receives.values)
        .flat_map(|value| value.steps())
        .any(|step| matches!(step, Step::Sign(_)))
}

fn of_example(provider: &Provider, answer: &Answer) -> Json {
    let now = answer.now.as_deref().or(answer.to.now.as_deref());
    let body = body(provider, answer);
    json!({
        "operation": answer.operation,
        "status": answer.status,
        "headers": answer.headers,
        "uri": answer.target.as_deref().unwrap_or("/"),
        "body": body,
        "now": examples::now(now),
    })
}

/// A body as text if it is UTF-8, else in hex.
fn body(provider: &Provider, answer: &Answer) -> Json {
    let operation = provider.operation(&answer.operation).expect("an operation");
    let bytes = refundry_interpreter::body::bytes(operation, &answer.headers, &answer.body).expect("a body");
    match std::str::from_utf8(&bytes) {
        Ok(text) => json!(text),
        Err(_) => json!({ "hex": rt::encode::hex_lower(&bytes) }),
    }
}

/// The code, or codes at the bounds of a class and beyond them.
fn codes(class: &CodeClass) -> impl Iterator<Item = String> {
    match class {
        CodeClass::One(code) => vec![code.clone()],
        CodeClass::Prefix(prefix) => vec![prefix.clone(), format!("{prefix}01"), prefix.chars().skip(1).collect()],
        CodeClass::Range { first, last } => vec![first.clone(), last.clone(), format!("{last}0"), format!("0{first}")],
    }
    .into_iter()
}

/// The values of enumerations, the error codes, and the values that the outcome tests.
fn words(provider: &Provider) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    out.extend(provider.enumerations.iter().flat_map(|all| all.values.iter().map(|value| value.wire.clone())));
    out.extend(provider.errors.iter().flat_map(|code| codes(&code.class).chain(code.aliases.clone())));
    for receives in provider.operations.iter().filter_map(|operation| operation.receives.as_ref()) {
        for row in &receives.outcome {
            for condition in &row.when {
                if let Test::Is(texts) = &condition.test {
                    out.extend(texts.iter().cloned());
                }
            }
            if let Decision::By { map, .. } = &row.decision {
                out.extend(map.iter().flat_map(|(class, _)| codes(class)));
            }
        }
        let fields = receives.layers.iter().flat_map(|layer| layer.message.fields.iter());
        out.extend(fields.filter_map(|field| field.example.clone()));
        let words = receives.layers.iter().flat_map(|layer| layer.message.fields.iter());
        out.extend(words.flat_map(|field| match &field.ty {
            Type::Scalar(Scalar::Boolean { words: Some((yes, no)) }) => vec![yes.clone(), no.clone()],
            _ => Vec::new(),
        }));
    }
    out.sort();
    out.dedup();
    out
}
