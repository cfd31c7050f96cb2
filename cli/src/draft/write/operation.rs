//! The section `operations`.

use crate::draft::model::{Draft, DraftField, DraftMessage, Part};
use crate::draft::proposal::words;
use crate::draft::yaml::{address, mark, scalar, text};

/// The refund, and its notification if the page has one.
pub fn operations(draft: &Draft) -> String {
    let refund = refund(draft);
    let query = query(draft);
    let notification = notification(draft);
    let others: String = draft.others.iter().map(|other| format!("  #   {other}\n")).collect();
    let others = if others.is_empty() {
        others
    } else {
        format!("  # Other operations of the document about refunds:\n{others}")
    };
    format!(
        "# The requests, the verification of their answers, the comparison with the request, and the outcomes. The layers\n\
         # are those of the body, outside in: json, xml, form or another codec.\n\
         operations:\n{others}{refund}{query}{notification}"
    )
}

fn refund(draft: &Draft) -> String {
    let title = draft.summary.as_ref().map_or_else(|| mark("Ask for a refund"), |title| text(title));
    let method = draft.method.as_ref().map_or_else(|| mark("POST"), |method| scalar(method));
    let path = match &draft.path {
        Some(path) => address(path),
        None => "TODO           # the path below the server's URL, such as /refunds".to_owned(),
    };
    let layers = |part: Part| match draft.message(part) {
        Some(_) => layer(draft, part),
        None => "TODO         # the layers with the message, such as [ { codec: json, message: NAME } ]".to_owned(),
    };
    let (sent, received) = (layers(Part::Request), layers(Part::Answer));
    let sent = format!("{sent}{}", inner_layer(draft));
    format!(
        "  refund:\n    kind: refund\n    title: {title}\n    sends:\n      method: {method}\n      path: {path}\n      \
         layers: {sent}\n    receives:\n      layers: {received}\n{}",
        proofs(draft, Part::Answer, "on_repeat: unknown")
    )
}

/// A comment about an object that carries the fields of the interface.
fn inner_layer(draft: &Draft) -> String {
    let Some(inner) = draft.messages.iter().find(|message| message.carried) else { return String::new() };
    let fields = draft.messages.iter().flat_map(|message| &message.fields);
    let carrier = fields.into_iter().find(|field| field.ty_names(&inner.name)).map_or("", |field| &field.wire);
    format!(
        "\n      # If `{carrier}` carries the fields of the interface, it is a layer, whose fields are named without a path: write\n      \
         # `from: layer` beside its type, and {{ codec: json, message: {} }} behind the first layer.",
        inner.name
    )
}

/// The layers with the message of a part; the page's sample suggests their codec.
fn layer(draft: &Draft, part: Part) -> String {
    let name = draft.message(part).map_or("", |message| message.name.as_str());
    let sample = draft.sample(part).or_else(|| draft.samples.first());
    let said = match part {
        Part::Request => draft.codec,
        Part::Query => Some("query"),
        Part::Answer | Part::Notification | Part::Inner => draft.answer_codec,
    };
    let nested = draft.messages.iter().any(|message| message.sent && message.part == Part::Inner);
    let nesting =
        if said == Some("form") && nested { format!(", nesting: {}", mark("brackets")) } else { String::new() };
    let codec = match (said, sample) {
        (Some(codec), _) => scalar(codec),
        (None, Some(sample)) => mark(sample.form.codec()),
        (None, None) => mark("json"),
    };
    let root = sample.and_then(|sample| sample.root.as_ref()).map(|root| format!(", root: {}", scalar(root)));
    let root = root.filter(|_| said.is_none()).unwrap_or_default();
    format!("[ {{ codec: {codec}{nesting}{root}, message: {name} }} ]")
}

/// The keys that make a received message believed, and its outcome.
fn proofs(draft: &Draft, part: Part, repeat: &str) -> String {
    let fields = draft.message(part).map(|message| message.fields.as_slice()).unwrap_or_default();
    let with = |role: &str| fields.iter().find(|field| field.role == Some(role)).map(|field| field.wire.as_str());
    let signed =
        fields.iter().any(|field| crate::draft::proposal::source(&field.wire).as_deref() == Some("value sign"));
    let verify = if signed { "{ signature: sign, value: sign }" } else { "{ unsigned: WHY IT IS BELIEVED }" };
    let inner = |role: &str| path(draft, part, role);
    let echo: Vec<String> =
        ["refund_number", "amount"].into_iter().filter_map(|role| echo(draft, part, role)).collect();
    let echo = if echo.is_empty() { "refund_no, amount".to_owned() } else { echo.join(", ") };
    let status = with("status").map(str::to_owned).or_else(|| inner("status")).or_else(|| state(draft, part));
    let status = status.unwrap_or_else(|| "status".to_owned());
    format!(
        "      verify: TODO          # the proof that the message is the provider's, such as {verify}\n      \
         echo: TODO            # the members that equal those of the request, such as [ {echo} ]\n      \
         # The first row that matches decides; what no row matches is unknown. A row of a state, for example:\n      \
         #   {{ when: {{ http: 2xx }}, by: {status}, map: {{ WORD: succeeded }}, otherwise: unknown, {repeat} }}\n      \
         outcome: TODO         # the rows, from the page's words about states and results\n"
    )
}

/// The likely echo of a role: the member of the answer, and that of the request if it has another path.
fn echo(draft: &Draft, part: Part, role: &str) -> Option<String> {
    let answer = path(draft, part, role)?;
    let request = path(draft, Part::Request, role).unwrap_or_else(|| answer.clone());
    Some(if answer == request { answer } else { format!("{{ answer: {answer}, request: {request} }}") })
}

/// The path of a field that lists the states of a refund by its name.
fn state(draft: &Draft, part: Part) -> Option<String> {
    let named = |field: &DraftField| words(&field.wire).iter().any(|word| matches!(word.as_str(), "state" | "status"));
    path_of(draft, part, named)
}

/// The path of the field with a role, in the message of a part or in an object inside it.
fn path(draft: &Draft, part: Part, role: &str) -> Option<String> {
    path_of(draft, part, |field| field.role == Some(role))
}

fn path_of(draft: &Draft, part: Part, wanted: impl Fn(&DraftField) -> bool) -> Option<String> {
    let top = draft.message(part)?;
    let with =
        |message: &DraftMessage| message.fields.iter().find(|field| wanted(field)).map(|field| field.wire.clone());
    let below = |field: &DraftField| {
        let inner = draft.messages.get(field.inner?).filter(|_| field.container == "object")?;
        Some(format!("{}.{}", field.wire, with(inner)?))
    };
    with(top).or_else(|| top.fields.iter().find_map(below))
}

fn query(draft: &Draft) -> String {
    let Some((method, path)) = &draft.query else { return String::new() };
    format!(
        "\n  refund_query:\n    kind: query\n    of: refund\n    title: {}\n    sends:\n      method: {}\n      path: {}\n      \
         layers: {}\n    receives:\n      layers: {}\n{}",
        mark("Ask what became of a refund"),
        scalar(method),
        address(path),
        layer(draft, Part::Query),
        layer(draft, Part::Answer),
        proofs(draft, Part::Answer, "because: WHY")
    )
}

fn notification(draft: &Draft) -> String {
    let Some(message) = draft.message(Part::Notification) else { return String::new() };
    let title = if message.section.is_empty() { mark("The result of a refund") } else { text(&message.section) };
    format!(
        "\n  notification:\n    kind: notification\n    of: refund\n    title: {title}\n    receives:\n      layers: {}\n{}    \
         acknowledge:\n      body: TODO          # what the provider wants to read, such as success\n",
        layer(draft, Part::Notification),
        proofs(draft, Part::Notification, "because: WHY")
    )
}
