pub(crate) use rt::Outcome::*;

/// The outcome `unknown` of an example, which states no reason.
pub(crate) const UNKNOWN: rt::Outcome = Unknown(rt::Doubt::Unsure);

/// A time with its offset.
pub(crate) fn at(text: &str) -> rt::Timestamp {
    let format = rt::TimeFormat::Pattern { pattern: "yyyy-MM-ddTHH:mm:ssXXX", offset_minutes: 0 };
    rt::Timestamp::parse(text, format).unwrap()
}

/// A time in the provider's zone.
pub(crate) fn local(text: &str, pattern: &'static str, offset_minutes: i16) -> rt::Timestamp {
    rt::Timestamp::parse(text, rt::TimeFormat::Pattern { pattern, offset_minutes }).unwrap()
}

/// The value with a change.
pub(crate) fn with<T>(mut value: T, change: impl FnOnce(&mut T)) -> T {
    change(&mut value);
    value
}

/// The call goes there, with these headers and these bytes.
#[track_caller]
pub(crate) fn sends<S>(call: &rt::Call<S>, url: Option<&str>, headers: &[(&str, &str)], body: Option<&str>) {
    let sent = call.request();
    assert_eq!(sent.uri().to_string(), url.unwrap_or(&sent.uri().to_string()));
    for (name, value) in headers {
        assert_eq!(sent.headers().get(*name).and_then(|value| value.to_str().ok()), Some(*value), "{name}");
    }
    let written = String::from_utf8_lossy(sent.body());
    assert_eq!(written, body.unwrap_or(&written));
}

/// The call has these bytes.
#[track_caller]
pub(crate) fn sends_bytes<S>(call: &rt::Call<S>, body: &[u8]) {
    assert_eq!(body, call.request().body());
}

/// The repeated call has the stored record, and the bytes of the first call.
#[track_caller]
pub(crate) fn repeats<S: PartialEq + std::fmt::Debug>(again: &rt::Call<S>, stored: &S, first: &rt::Call<S>) {
    assert_eq!(again.sent(), stored);
    let (again, first) = (again.request(), first.request());
    assert_eq!(again.uri(), first.uri());
    assert_eq!(again.headers(), first.headers());
    assert_eq!(again.body(), first.body());
}

/// The text occurs in the call, plain or percent-encoded.
#[track_caller]
pub(crate) fn shows<S>(call: &rt::Call<S>, text: &str) {
    let (sent, body) = (call.request(), String::from_utf8_lossy(call.request().body()));
    let headers = sent.headers().values().filter_map(|value| value.to_str().ok());
    let whole: String = headers.chain([&*body, &sent.uri().to_string()]).collect::<Vec<_>>().join("\n");
    let bytes = text.as_bytes();
    let written = [text.to_owned(), rt::encode::percent_form(bytes), rt::encode::percent_dotnet(bytes)];
    assert!(written.iter().any(|text| whole.contains(text)), "{whole}");
}

pub(crate) fn response<B>(status: u16, headers: &[(&str, &str)], body: B) -> rt::http::Response<B> {
    let new = rt::http::Response::builder().status(status);
    headers.iter().fold(new, |message, (name, value)| message.header(*name, *value)).body(body).unwrap()
}

pub(crate) fn delivery<B>(headers: &[(&str, &str)], body: B) -> rt::http::Request<B> {
    let new = rt::http::Request::builder().method("POST");
    headers.iter().fold(new, |message, (name, value)| message.header(*name, *value)).body(body).unwrap()
}

/// The member is there, and is this.
#[track_caller]
pub(crate) fn reads<T: PartialEq + std::fmt::Debug>(member: Option<T>, expected: T) {
    assert_eq!(member, Some(expected));
}

/// The outcome of the answer on a first attempt, and on a repeated one.
#[track_caller]
pub(crate) fn differs(outcome: impl Fn(rt::Attempt) -> rt::Outcome, first: rt::Outcome, repeated: rt::Outcome) {
    let found = [rt::Attempt::First, rt::Attempt::Repeated].map(outcome);
    assert_eq!(found.map(rt::Outcome::listed), [first, repeated].map(rt::Outcome::listed), "{found:?}");
}

/// The outcome of the answer on any attempt.
#[track_caller]
pub(crate) fn means(outcome: impl Fn(rt::Attempt) -> rt::Outcome, expected: rt::Outcome) {
    differs(outcome, expected, expected);
}

/// The answer is refused for that reason, and settles nothing.
#[track_caller]
pub(crate) fn fails<A: std::fmt::Debug>(read: Result<A, rt::ReadError>, reason: &str) {
    let error = read.expect_err("the answer must be refused");
    let found = match &error {
        rt::ReadError::Signature | rt::ReadError::Certificate { .. } | rt::ReadError::SerialNotHeld { .. } => {
            "signature"
        }
        rt::ReadError::Unsigned => "unsigned",
        rt::ReadError::Ambiguous { .. } => "ambiguous",
        rt::ReadError::Stale => "stale",
        rt::ReadError::Echo { .. } => "echo",
        rt::ReadError::Malformed { .. } | rt::ReadError::Decrypt => "malformed",
        rt::ReadError::Duplicate { .. } | rt::ReadError::Carriers { .. } => "duplicate",
        rt::ReadError::Member { .. } => "member",
        rt::ReadError::OtherKind { .. } => "other_kind",
        _ => "another",
    };
    assert_eq!(found, reason, "{error:?}");
    assert!(error.outcome().is_unknown());
}

/// The rules that are broken, in order.
pub(crate) fn broken(result: Result<Vec<rt::Violation>, rt::Violations>) -> Vec<String> {
    result.map_or_else(|all| all.iter().map(|violation| violation.rule.to_string()).collect(), |_| Vec::new())
}

/// The same of a request that was not signed. A key is used once no rule is broken, and may refuse the text.
pub(crate) fn unsigned<S>(result: Result<rt::Call<S>, rt::SignError>) -> Vec<String> {
    match result {
        Err(rt::SignError::Invalid(violations)) => broken(Err(violations)),
        Err(rt::SignError::Key(_)) | Ok(_) => Vec::new(),
        Err(other) => panic!("{other}"),
    }
}

/// The request breaks no rule.
#[track_caller]
pub(crate) fn signs<S>(result: Result<rt::Call<S>, rt::SignError>) {
    assert_eq!(unsigned(result), [""; 0]);
}

/// The request breaks this rule alone, and none once it is lifted.
#[track_caller]
pub(crate) fn only(
    rule: &str,
    found: Result<Vec<rt::Violation>, rt::Violations>,
    lifted: Result<Vec<rt::Violation>, rt::Violations>,
) {
    assert_eq!(broken(found), [rule]);
    assert_eq!(broken(lifted), [""; 0]);
}

/// Good and bad values of a limit.
type Cases<G, B> = (G, B);

/// Good values break nothing, bad ones this rule and no other, apart from the other limits of the field.
#[track_caller]
pub(crate) fn limit<V>(
    rule: &str,
    (good, bad): Cases<impl IntoIterator<Item = V>, impl IntoIterator<Item = V>>,
    found: impl Fn(V) -> Vec<String>,
) {
    let field = |rule: &str| rule.rsplit_once('.').map(|(field, _)| field.to_owned());
    let alone = |mut found: Vec<String>| {
        found.retain(|other| other == rule || field(other).is_none() || field(other) != field(rule));
        found
    };
    for value in good {
        assert_eq!(alone(found(value)), [""; 0], "{rule}");
    }
    for value in bad {
        assert_eq!(alone(found(value)), [rule]);
    }
}

/// A valid sample, and the rules that a changed one breaks.
pub(crate) struct Limits<B, F> {
    base: B,
    found: F,
}

pub(crate) fn limits<R, B: Fn() -> R, F: Fn(R) -> Vec<String>>(base: B, found: F) -> Limits<B, F> {
    Limits { base, found }
}

impl<R, B: Fn() -> R, F: Fn(R) -> Vec<String>> Limits<B, F> {
    /// The rules that the changed sample breaks.
    pub(crate) fn broken(&self, change: impl FnOnce(&mut R)) -> Vec<String> {
        (self.found)(with((self.base)(), change))
    }

    /// [`limit`] of a member.
    #[track_caller]
    pub(crate) fn limit<V>(
        &self,
        rule: &str,
        cases: Cases<impl IntoIterator<Item = V>, impl IntoIterator<Item = V>>,
        change: impl Fn(&mut R, V),
    ) {
        limit(rule, cases, |value| self.broken(|it| change(it, value)));
    }

    /// Bad values break this rule, good ones do not. A field that takes the credential may have limits of its own.
    #[track_caller]
    pub(crate) fn finds<V>(
        &self,
        rule: &str,
        (good, bad): Cases<impl IntoIterator<Item = V>, impl IntoIterator<Item = V>>,
        change: impl Fn(&mut R, V),
    ) {
        for value in good {
            let found = self.broken(|it| change(it, value));
            assert!(!found.iter().any(|other| other == rule), "{found:?}");
        }
        for value in bad {
            let found = self.broken(|it| change(it, value));
            assert!(found.iter().any(|other| other == rule), "{rule}: {found:?}");
        }
    }
}

/// Texts of so many characters, and of one more.
pub(crate) fn chars(max: usize) -> ([String; 2], [String; 2]) {
    (["a", "中"].map(|c| c.repeat(max)), ["a", "中"].map(|c| c.repeat(max + 1)))
}

/// Texts of at most so many bytes, and of more.
pub(crate) fn bytes(max: usize) -> ([String; 2], [String; 2]) {
    (["a".repeat(max), "中".repeat(max / 3)], ["a".repeat(max + 1), "中".repeat(max / 3 + 1)])
}

/// A text of so many letters, and one with one more.
pub(crate) fn sized(letter: &str, max: usize) -> ([String; 1], [String; 1]) {
    ([letter.repeat(max)], [letter.repeat(max + 1)])
}

/// The text, and an empty one.
pub(crate) fn filled(text: &str) -> ([String; 1], [String; 1]) {
    ([text.to_owned()], [String::new()])
}

/// Listed values, and one that is not.
pub(crate) fn listed<const G: usize>(good: [&str; G], bad: &str) -> ([String; G], [String; 1]) {
    (good.map(str::to_owned), [bad.to_owned()])
}

/// A map of texts.
type Map = Vec<(String, String)>;

/// A map of so many entries, and one with one more.
pub(crate) fn entries(max: usize) -> ([Map; 1], [Map; 1]) {
    let map = |size: usize| (0..size).map(|index| (format!("k{index}"), String::new())).collect();
    ([map(max)], [map(max + 1)])
}

/// Amounts in minor units.
pub(crate) fn amounts<const G: usize, const B: usize>(
    good: [u64; G],
    bad: [u64; B],
) -> ([rt::Amount; G], [rt::Amount; B]) {
    (good.map(rt::Amount::from_minor), bad.map(rt::Amount::from_minor))
}

/// The ends of ranges as one text, and texts with the characters beside them.
pub(crate) fn around(ends: &str) -> ([String; 1], Vec<String>) {
    let all: Vec<char> = ends.chars().collect();
    let inside = |c: char| all.chunks(2).any(|range| range[0] <= c && c <= range[1]);
    let beside = |c: char| [u32::from(c).wrapping_sub(1), u32::from(c) + 1].map(char::from_u32);
    let outside =
        |end: char| beside(end).into_iter().flatten().filter(|c| !inside(*c)).map(move |c| format!("{end}{c}"));
    ([ends.to_owned()], all.iter().copied().flat_map(outside).collect())
}
