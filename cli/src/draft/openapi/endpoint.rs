//! The operations of a document: which of them refunds, and which asks about a refund.

use serde_json::Value;

use super::tree::{Tree, text};
use crate::draft::yaml::one_line;

/// A method of a path.
pub struct Endpoint<'a> {
    /// The path, with `{name}` for its parameters.
    pub path: String,
    /// The method in capitals.
    pub method: &'static str,
    /// The operation.
    operation: &'a Value,
    /// The parameters of the path and of the operation.
    pub parameters: Vec<&'a Value>,
    request: Option<Body<'a>>,
    answer: Option<Body<'a>>,
    /// The contents of answers to a refused request, each with its status.
    pub errors: Vec<(&'a str, Body<'a>)>,
}

/// The content of a request or an answer.
#[derive(Clone, Copy)]
pub struct Body<'a> {
    /// The codec's word.
    pub codec: &'static str,
    /// The schema.
    pub schema: &'a Value,
    /// An example.
    pub sample: Option<&'a Value>,
}

const METHODS: &[(&str, &str)] =
    &[("post", "POST"), ("put", "PUT"), ("get", "GET"), ("patch", "PATCH"), ("delete", "DELETE")];

/// The operations, in the order of the document.
pub fn endpoints<'a>(tree: &Tree<'a>) -> Vec<Endpoint<'a>> {
    let paths = tree.root().get("paths").and_then(Value::as_object);
    let of = |(path, item): (&String, &'a Value)| {
        let (item, _) = tree.resolved(item);
        let methods = METHODS.iter().filter_map(|(key, method)| Some((*method, item.get(key)?)));
        methods.map(|(method, operation)| endpoint(tree, path, method, item, operation)).collect::<Vec<_>>()
    };
    paths.into_iter().flatten().flat_map(of).collect()
}

fn endpoint<'a>(
    tree: &Tree<'a>,
    path: &str,
    method: &'static str,
    item: &'a Value,
    operation: &'a Value,
) -> Endpoint<'a> {
    let listed = [item, operation].into_iter().filter_map(|holder| holder.get("parameters")?.as_array());
    let parameters = listed.flatten().map(|parameter| tree.resolved(parameter).0).collect();
    let request = operation.get("requestBody").map(|body| tree.resolved(body).0).and_then(|body| content(tree, body));
    let responses = operation.get("responses").and_then(Value::as_object);
    let good = responses.into_iter().flatten().filter(|(status, _)| status.starts_with('2') || *status == "default");
    let answer = good.map(|(_, response)| tree.resolved(response).0).find_map(|body| content(tree, body));
    let bad = responses.into_iter().flatten().filter(|(status, _)| !status.starts_with(['1', '2', '3']));
    let bodies = bad.filter_map(|(status, body)| Some((status.as_str(), content(tree, tree.resolved(body).0)?)));
    let errors = bodies.filter(|(_, body)| answer.is_none_or(|answer| !std::ptr::eq(answer.schema, body.schema)));
    Endpoint { path: path.to_owned(), method, operation, parameters, request, answer, errors: errors.collect() }
}

/// The first content whose codec a spec can have.
fn content<'a>(tree: &Tree<'a>, body: &'a Value) -> Option<Body<'a>> {
    let types = body.get("content")?.as_object()?;
    let codec = |name: &str| match name.split(';').next().unwrap_or_default().trim() {
        "application/x-www-form-urlencoded" => Some("form"),
        "application/xml" | "text/xml" => Some("xml"),
        name if name.ends_with("json") => Some("json"),
        _ => None,
    };
    let sample = |media: &'a Value| {
        let named = media.get("examples").and_then(Value::as_object).and_then(|samples| samples.values().next());
        media.get("example").or_else(|| tree.resolved(named?).0.get("value"))
    };
    types.iter().find_map(|(name, media)| {
        Some(Body { codec: codec(name)?, schema: media.get("schema")?, sample: sample(media) })
    })
}

impl<'a> Endpoint<'a> {
    /// The content of the request.
    pub fn request(&self) -> Option<Body<'a>> {
        self.request
    }

    /// The content of the answer.
    pub fn answer(&self) -> Option<Body<'a>> {
        self.answer
    }

    /// A text of the operation.
    pub fn key(&self, key: &str) -> Option<String> {
        self.operation.get(key).and_then(text)
    }

    /// The parts of the path that are no parameters.
    fn words(&self) -> impl DoubleEndedIterator<Item = &str> {
        self.path.split('/').filter(|part| !part.is_empty() && !part.starts_with('{'))
    }

    fn is_about_refunds(&self) -> bool {
        let said = ["summary", "operationId"].iter().filter_map(|key| self.key(key)).collect::<Vec<_>>().join(" ");
        let text = format!("{} {said}", self.path).to_lowercase();
        text.contains("refund") || text.contains("退款")
    }

    /// The likelihood that this operation asks for a refund: its last word says so, and it names no existing refund.
    fn rank(&self) -> (bool, bool, std::cmp::Reverse<usize>, std::cmp::Reverse<usize>) {
        let last = self.words().next_back().unwrap_or_default().to_lowercase();
        let named = last == "refund" || last == "refunds";
        let open = !self.path.ends_with('}');
        let parameters = self.path.matches('{').count();
        (named && open, open, std::cmp::Reverse(parameters), std::cmp::Reverse(self.path.len()))
    }
}

/// The operation that asks for a refund.
pub fn refund<'e, 'a>(endpoints: &'e [Endpoint<'a>]) -> Option<&'e Endpoint<'a>> {
    let moving = |endpoint: &&Endpoint<'_>| matches!(endpoint.method, "POST" | "PUT") && endpoint.is_about_refunds();
    endpoints.iter().filter(moving).reduce(|best, next| if next.rank() > best.rank() { next } else { best })
}

/// The operation that asks about one refund: the refund's path and one parameter more.
pub fn query<'e, 'a>(endpoints: &'e [Endpoint<'a>], refund: &Endpoint<'_>) -> Option<&'e Endpoint<'a>> {
    let below = |endpoint: &&Endpoint<'_>| {
        let rest = endpoint.path.strip_prefix(&refund.path).and_then(|rest| rest.strip_prefix('/'));
        endpoint.method == "GET"
            && rest.is_some_and(|rest| rest.starts_with('{') && rest.ends_with('}') && !rest.contains('/'))
    };
    endpoints.iter().find(below)
}

/// The other operations about refunds, for a comment.
pub fn others(endpoints: &[Endpoint<'_>], refund: &Endpoint<'_>) -> Vec<String> {
    let other = |endpoint: &&Endpoint<'_>| {
        endpoint.is_about_refunds() && (endpoint.method, &endpoint.path) != (refund.method, &refund.path)
    };
    endpoints
        .iter()
        .filter(other)
        .take(16)
        .map(|endpoint| one_line(&format!("{} {}", endpoint.method, endpoint.path)))
        .collect()
}

/// The servers, each with a name: the first one that is no test server is `production`.
pub fn servers(tree: &Tree<'_>) -> Vec<(String, String)> {
    let listed = tree.root().get("servers").and_then(Value::as_array);
    let urls = listed.into_iter().flatten().filter_map(|server| server.get("url").and_then(text));
    let mut out: Vec<(String, String)> = Vec::new();
    for url in urls
        .map(|url| url.trim_end_matches('/').to_owned())
        .filter(|url| url.starts_with("https://") && !url.contains('{'))
    {
        let lower = url.to_lowercase();
        let test = ["test", "sandbox", "uat"].iter().any(|word| lower.contains(word));
        let name = if test { "test" } else { "production" };
        if !out.iter().any(|(known, _)| known == name) {
            out.push((name.to_owned(), url));
        }
    }
    out.sort_by_key(|(name, _)| name != "production");
    out
}
