//! The sections before the messages: provider, servers, credentials, values.

use crate::draft::model::{Draft, DraftField, Fact, Part};
use crate::draft::yaml::{address, mark, prose, scalar, text};

/// The first lines and the section `provider`.
pub fn provider(draft: &Draft) -> String {
    let known = |value: &Option<String>, asked: &str| match value {
        Some(text) => prose(text),
        None => format!("TODO      # {asked}"),
    };
    let (zone, currency) = if draft.chinese { ("Asia/Shanghai", "CNY") } else { ("", "") };
    format!(
        "# yaml-language-server: $schema=./spec.schema.json\n\
         # Drafted from {source}. specs/README.md is the language, section by section.\n\
         #\n\
         # The page does not say what a TODO asks for. A text behind `TODO:` is a guess by the names on the page: where it is\n\
         # right, delete `TODO: ` in front of it. `refundry check` lists the marks that are left.\n\n\
         provider:\n  \
         id: {id}\n  \
         name: {name}\n  \
         title: {title}           # one line for the documentation, such as Acme Pay refunds\n  \
         document:\n    \
         title: {document}\n    \
         url: TODO           # where the page stands\n    \
         revision: {revision}\n  \
         time_zone: {zone}      # the zone of times without an offset, such as UTC\n  \
         currency: {currency}      # the code of ISO 4217\n  \
         doc: TODO             # the effect of the interface, in a sentence or two\n",
        source = draft.source.replace(['\n', '\r'], " "),
        id = draft.id,
        name = known(&draft.name, "the provider's own name, in its own script"),
        title = mark(""),
        document = known(&draft.title, "the title of the page"),
        revision = known(&draft.revision, "the version of the page, or the day on which you read it"),
        zone = mark(zone),
        currency = mark(currency),
    )
}

/// The section `servers`.
pub fn servers(draft: &Draft) -> String {
    let note = "# Scheme and host, with a path prefix if there is one, and no slash at the end.\nservers:\n";
    if draft.servers.is_empty() {
        return format!("{note}  production: TODO      # the URL of production\n");
    }
    let lines = draft.servers.iter().map(|(name, url)| format!("  {name}: {}\n", address(url)));
    format!("{note}{}", lines.collect::<String>())
}

/// The section `credentials`: the fields that are likely taken from one, and the key.
pub fn credentials(draft: &Draft) -> String {
    let asked = draft.messages.iter().filter(|message| message.part == Part::Request || message.carried);
    let mut lines: Vec<String> = Vec::new();
    for line in asked.flat_map(|message| &message.fields).filter_map(credential) {
        let name = |line: &str| line.split(':').next().map(str::to_owned);
        if !lines.iter().any(|known| name(known) == name(&line)) {
            lines.push(line);
        }
    }
    let lines = lines.concat();
    format!(
        "# The merchant's credentials. `from: credential` takes a field from one of them.\ncredentials:\n{lines}  \
         api_key: {{ type: TODO, secret: true }}      # the type of the key, such as string(32..32), hex or rsa_private_key\n"
    )
}

fn credential(field: &DraftField) -> Option<String> {
    let name = field.from.as_ref()?.strip_prefix("credential ")?;
    let ty = match &field.ty {
        Fact::Known(ty) => scalar(ty),
        Fact::Open(likely) => mark(likely),
    };
    let doc = if field.name.is_empty() { &field.wire } else { &field.name };
    Some(format!("  {name}: {{ type: {ty}, doc: {} }}\n", text(doc)))
}

/// The section `values`: the signature.
pub fn values(draft: &Draft) -> String {
    let said = draft.signing.as_ref().map(|words| format!("The page says: {words}. ")).unwrap_or_default();
    format!(
        "# Computed texts. {said}A part is a text, a credential or a selection of fields, such as\n\
         #   text: [ {{ fields: {{ except: [sign], empty: skip, order: name, pair: \"=\", join: \"&\" }} }}, \"&key=\", {{ credential: api_key }} ]\n\
         #   steps: [ {{ hmac_sha256: api_key }}, hex_upper ]\n\
         values:\n  \
         sign:\n    \
         doc: The signature.\n    \
         text: TODO            # the signed text, in parts\n    \
         steps: TODO           # the digest or the signature, and its encoding\n"
    )
}
