//! Random requests of an operation, valid and invalid by its model.

use refundry_codegen::model::{
    Bound, Field, Message, Operation, Presence, Provider, Role, Scalar, Source, Type, bound::bounds, operation::dotted,
    rules,
};
use serde_json::{Value as Json, json};

use crate::{
    draw::Draw,
    examples::{credentials, of_example, without_request},
    mirror::{Mirror, caller_fields},
    texts::{self, Limits},
};

/// The parameters of drawing a request.
#[derive(Clone, Copy)]
pub struct Mode {
    /// The percentage of values that leave their bounds.
    pub bad: usize,
    /// The percentage of optional fields that are present.
    pub filled: usize,
}

/// The source of an operation's requests.
pub struct Requests<'m, 'i> {
    pub mirror: &'i Mirror<'m>,
    pub operation: &'m Operation,
    /// The operation's examples, as cases.
    pub examples: Vec<Json>,
    /// The indices of valid credentials, for each example.
    good: Vec<Vec<Json>>,
    /// The indices of invalid credentials.
    bad: Vec<Vec<Json>>,
}

impl<'m, 'i> Requests<'m, 'i> {
    pub fn new(mirror: &'i Mirror<'m>, operation: &'m Operation, draw: &mut Draw) -> Self {
        let provider = mirror.provider;
        let examples = provider.examples.iter().filter(|example| example.operation == operation.name);
        let mut examples: Vec<Json> = examples.filter_map(|example| of_example(mirror, operation, example)).collect();
        if examples.is_empty() {
            examples.extend(provider.examples.first().map(|example| without_request(provider, operation, example)));
        }
        let mut drawn = |bad: usize| -> Vec<Vec<Json>> {
            let mut set = |case: &Json| {
                let drawn = (0..4).map(|_| credentials(draw, provider, &case["credentials"], bad));
                drawn.chain([case["credentials"].clone()]).map(|set| mirror.sets.keep(set)).collect()
            };
            examples.iter().map(&mut set).collect()
        };
        let (good, bad) = (drawn(0), drawn(40));
        for case in &mut examples {
            case["credentials"] = mirror.sets.keep(case["credentials"].take());
        }
        Self { mirror, operation, examples, good, bad }
    }

    /// Draws a case without answers.
    pub fn case(&self, draw: &mut Draw, bad: usize) -> Json {
        let at = draw.below(self.examples.len());
        let mut case = self.examples[at].clone();
        let mode = Mode { bad, filled: *draw.pick(&[5, 40, 95]) };
        match draw.below(10) {
            0 if !case["request"].is_null() => {}
            1..=4 if !case["request"].is_null() => self.change(draw, &mut case, mode),
            _ => case["request"] = self.request(draw, mode),
        }
        self.sent(draw, &mut case);
        let sets = if bad > 0 && draw.chance(15) { &self.bad[at] } else { &self.good[at] };
        case["credentials"] = draw.pick(sets).clone();
        self.context(draw, &mut case, bad);
        self.extras(draw, &mut case, bad);
        if draw.chance(if bad > 0 { 30 } else { 5 }) {
            case["lifted"] = self.lifted(draw);
        }
        case
    }

    fn request(&self, draw: &mut Draw, mode: Mode) -> Json {
        let fields = caller_fields(self.operation).into_iter();
        let drawn = fields.filter_map(|(message, field)| {
            Some((field.rust.clone(), member(draw, self.mirror.provider, message, field, mode, 0)?))
        });
        Json::Object(drawn.collect())
    }

    /// Replaces the values of some fields of the example's request.
    fn change(&self, draw: &mut Draw, case: &mut Json, mode: Mode) {
        let fields = caller_fields(self.operation);
        for _ in 0..draw.between(1, 3) {
            if fields.is_empty() {
                return;
            }
            let (message, field) = *draw.pick(&fields);
            let drawn = member(draw, self.mirror.provider, message, field, mode, 0);
            let request = case["request"].as_object_mut().expect("an object");
            match drawn {
                Some(value) => drop(request.insert(field.rust.clone(), value)),
                None => drop(request.shift_remove(&field.rust)),
            }
        }
    }

    /// Replaces texts in the record of the refund that a query asks about.
    fn sent(&self, draw: &mut Draw, case: &mut Json) {
        let provider = self.mirror.provider;
        let Some((refund, sends)) = provider.asked_about(self.operation) else { return };
        let mut record: Json = serde_json::from_str(case["sent"].as_str().expect("a record")).expect("JSON");
        let fields = record["fields"].as_object_mut().expect("an object");
        for path in &provider.recorded(refund, sends) {
            if draw.chance(70) {
                continue;
            }
            let (name, last) = (dotted(path), path.last().expect("a field"));
            let limits = Limits::of(&bounds(last, None));
            match last.ty {
                _ if !path.iter().all(|field| field.is_always_there()) && draw.chance(30) => {
                    fields.shift_remove(&name);
                }
                Type::Scalar(Scalar::Amount(_)) => {
                    drop(fields.insert(name, json!(draw.between(0, 100_000).to_string())))
                }
                Type::Scalar(Scalar::String { .. }) => {
                    drop(fields.insert(name, json!(format!("a{}", limits.text(draw)))))
                }
                _ => {}
            }
        }
        case["sent"] = json!(record.to_string());
    }

    fn context(&self, draw: &mut Draw, case: &mut Json, bad: usize) {
        let provider = self.mirror.provider;
        let names: Vec<&str> = provider.servers.iter().map(|server| server.name.as_str()).collect();
        case["server"] = json!(draw.pick(&names));
        case["first"] = json!(draw.chance(50));
        if draw.chance(50) {
            case["now"] = time(draw);
        }
        for name in ["nonce", "salt"] {
            let supplies = |source: &Source| match source {
                Source::Nonce => name == "nonce",
                Source::Salt => name == "salt",
                _ => false,
            };
            let layers = self.operation.sends.iter().flat_map(|sends| &sends.layers);
            let mut fields = layers.flat_map(|layer| layer.message.fields.iter().map(move |field| (layer, field)));
            let found = fields.find(|(_, field)| supplies(&field.source));
            let limits = found.map(|(layer, field)| limits(provider, &layer.message, field));
            match limits {
                Some(limits) if draw.chance(bad) => case[name] = json!(limits.broken(draw)),
                Some(limits) if draw.chance(50) => case[name] = json!(limits.text(draw)),
                None if draw.chance(10) => case[name] = json!(texts::any(draw)),
                _ => {}
            }
        }
    }

    /// Extra fields that the spec does not declare.
    fn extras(&self, draw: &mut Draw, case: &mut Json, bad: usize) {
        let mut extras = Vec::new();
        for _ in 0..draw.between(1, 3) {
            if draw.chance(70) {
                continue;
            }
            let declared: Vec<&str> =
                caller_fields(self.operation).iter().map(|(_, field)| field.wire.as_str()).collect();
            let name = match draw.below(12) {
                0 if bad > 0 => texts::any(draw),
                1 if bad > 0 && !declared.is_empty() => draw.word(&declared).to_owned(),
                2 if bad > 0 => "a[b]".to_owned(),
                _ => draw.word(&["x", "attach", "Zeta", "_a", "extra-field", "a.b", "sign2"]).to_owned(),
            };
            let literal = draw.chance(20);
            let value = match literal {
                true => draw.word(&["1", "true", "{\"a\":[1,2]}", "null", "nonsense{", "\"t\"", "1.50"]).to_owned(),
                false => texts::any(draw),
            };
            extras.push(json!([name, value, literal && self.writes_json()]));
        }
        case["extras"] = Json::Array(extras);
    }

    fn writes_json(&self) -> bool {
        let last = self.operation.sends.as_ref().and_then(|sends| sends.layers.last());
        last.is_some_and(|layer| layer.codecs.contains(&refundry_codegen::model::Codec::Json))
    }

    /// Rules of this operation, and sometimes one of another.
    fn lifted(&self, draw: &mut Draw) -> Json {
        let provider = self.mirror.provider;
        let own = provider.credentials.iter().flat_map(|credential| rules::of_credential(credential));
        let own = own.map(|rule| json!(["", rule.local]));
        let sent = provider.sent_messages().into_iter().flat_map(|(message, nested)| {
            let rules = rules::of_message(provider, message, nested).into_iter();
            rules.map(|rule| json!([message.name, rule.local]))
        });
        let all: Vec<Json> = own.chain(sent).collect();
        if all.is_empty() {
            return json!([]);
        }
        (0..draw.between(1, 4)).map(|_| draw.pick(&all).clone()).collect()
    }
}

fn limits(provider: &Provider, message: &Message, field: &Field) -> Limits {
    Limits::of(&bounds(field, provider.characters.get(&message.name).copied()))
}

/// A field's value; `None` if it is left out.
fn member(
    draw: &mut Draw,
    provider: &Provider,
    message: &Message,
    field: &Field,
    mode: Mode,
    depth: usize,
) -> Option<Json> {
    let there = match &field.presence {
        _ if field.is_plain() => true,
        Presence::Required => draw.chance(if mode.bad > 0 { 85 } else { 99 }),
        Presence::When(_) => draw.chance(60.max(mode.filled)),
        _ => draw.chance(mode.filled) && (depth < 4 || !field.ty.content().is_nested()),
    };
    if !there {
        return None;
    }
    let bounds = bounds(field, provider.characters.get(&message.name).copied());
    Some(value(draw, provider, field, field.ty.content(), &bounds, mode, depth))
}

fn value(
    draw: &mut Draw,
    provider: &Provider,
    field: &Field,
    ty: &Type,
    bounds: &[Bound],
    mode: Mode,
    depth: usize,
) -> Json {
    let bad = draw.chance(mode.bad);
    match ty {
        Type::Object(inner) => object(draw, provider, inner, mode, depth + 1),
        Type::List(inner) => {
            let needed = bounds.contains(&Bound::Required) && !bad;
            let count = if depth > 4 { 0 } else { draw.between(usize::from(needed), 3) };
            (0..count).map(|_| value(draw, provider, field, inner.content(), bounds, mode, depth + 1)).collect()
        }
        Type::Map { .. } => map(draw, bounds, bad),
        Type::Scalar(Scalar::Integer { .. }) => json!(number(draw, field, bounds, bad)),
        Type::Scalar(Scalar::Amount(_)) => json!(number(draw, field, bounds, bad).unsigned_abs()),
        Type::Scalar(Scalar::Time { .. }) => time(draw),
        Type::Scalar(Scalar::Boolean { .. }) => json!(draw.chance(50)),
        Type::Scalar(Scalar::Enumeration(enumeration)) if draw.chance(92) && !bad && !enumeration.values.is_empty() => {
            json!(draw.pick(&enumeration.values).wire)
        }
        Type::Scalar(Scalar::ErrorCode) if draw.chance(75) && !provider.errors.is_empty() => {
            json!(draw.pick(&provider.errors).class.sample(&[]))
        }
        _ if bounds.contains(&Bound::Currency) && !bad => json!(draw.word(&["CNY", "JPY", "KWD", "USD", "CLF"])),
        _ => match &field.example {
            Some(example) if draw.chance(20) && !field.ty.content().is_nested() => json!(example),
            _ if bad => json!(Limits::of(bounds).broken(draw)),
            _ => {
                let text = Limits::of(bounds).text(draw);
                json!(if field.role.is_some() && draw.chance(60) { plain(text) } else { text })
            }
        },
    }
}

/// Makes a text look like an order number, if possible.
fn plain(text: String) -> String {
    let plain: String = text.chars().filter(char::is_ascii_alphanumeric).collect();
    if plain.is_empty() { text } else { plain }
}

fn object(draw: &mut Draw, provider: &Provider, message: &Message, mode: Mode, depth: usize) -> Json {
    let fields = message.caller_fields();
    let drawn = fields
        .filter_map(|field| Some((field.rust.clone(), member(draw, provider, message, field, mode, depth)?)))
        .collect();
    Json::Object(drawn)
}

fn map(draw: &mut Draw, bounds: &[Bound], bad: bool) -> Json {
    let (mut entries, mut key, mut value) = (3, Limits::of(bounds), Limits::of(bounds));
    let taken = bounds.iter().find_map(|bound| if let Bound::Keys(taken) = bound { Some(taken) } else { None });
    for bound in bounds {
        match bound {
            Bound::Entries(max) => entries = *max,
            Bound::KeyLength(max, unit) => key = key.sized(*max, *unit),
            Bound::ValueLength(max, unit) => value = value.sized(*max, *unit),
            _ => {}
        }
    }
    let count = if bad && entries < 50 { entries + 1 } else { draw.between(1, entries.min(4)) };
    let mut out = Vec::new();
    for index in 0..count {
        let name = match draw.below(4) {
            0 if bad => "twice".to_owned(),
            1 if bad => key.broken(draw),
            2 if bad && taken.is_some() => taken.and_then(|taken| taken.first()).cloned().unwrap_or("k[".to_owned()),
            2 => format!("k{index}"),
            _ => key.text(draw),
        };
        let text = if bad && draw.chance(20) { value.broken(draw) } else { value.text(draw) };
        let name = if taken.is_some() && !bad { name.replace(['[', ']'], "") } else { name };
        out.push(json!([name, text]));
    }
    Json::Array(out)
}

fn number(draw: &mut Draw, field: &Field, bounds: &[Bound], bad: bool) -> i64 {
    let amount = field.ty.content().is_amount();
    let (mut min, mut max) = if amount { (0, i64::MAX) } else { (i64::MIN, i64::MAX) };
    for bound in bounds {
        match bound {
            Bound::Range { min: least, max: most } => (min, max) = (min.max(*least), max.min(*most)),
            Bound::Digits { max: digits, .. } => {
                let most =
                    10i64.checked_pow(u32::try_from(*digits).unwrap_or(u32::MAX)).map_or(i64::MAX, |power| power - 1);
                (min, max) = (min.max(-most), max.min(most));
            }
            _ => {}
        }
    }
    if bad {
        return *draw.pick(&[max.saturating_add(1), min.saturating_sub(1), 0, -1, i64::MAX]);
    }
    let likely = match field.role {
        Some(Role::Amount) => draw.between(1, 100),
        Some(Role::OrderTotal) => draw.between(100, 100_000),
        _ => draw.between(0, 1000),
    };
    match draw.below(20) {
        0 => max,
        1 => min,
        _ => i64::try_from(likely).unwrap_or_default().clamp(min, max),
    }
}

fn time(draw: &mut Draw) -> Json {
    let seconds = draw.below(4_000_000_000) as i64;
    json!(match draw.below(12) {
        0 => *draw.pick(&[0, -1, i64::MAX, i64::MIN, 253_402_300_800_000, -62_167_219_200_001, 951_782_399_999]),
        _ => seconds * 1000 + *draw.pick(&[0, 0, 999, 7]),
    })
}
