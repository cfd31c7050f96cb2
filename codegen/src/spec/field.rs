//! One field of a message.

use super::credential::{CONFIDENCE, confidence};
use super::foreign;
use super::form::Form;
use super::grammar::{Key, Mapping};
use super::keys::Keys;
use super::lookalike::{self, Lookalike};
use super::noun;
use super::number::{bad_word, range, strange};
use super::prose::PROSE;
use super::reader::{choose, decide_word, quotation, scalar};
use super::shape::{AllowedWord, Shape, family, words};
use super::suggest::{suggest, sure};
use super::syntax::{Field, Place, Presence, Role, Source, Spanned};
use super::tree::Node;
use super::{conditional, expression, name, respell, types};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Edit};
use crate::vocabulary::pattern::{class_items, runs};

pub(super) static FIELD: Mapping = Mapping {
    name: "field",
    noun: "a field",
    keys: &[
        Key::required(
            "type",
            types::FIELD_TYPE,
            "`string(64)`, `amount(fen)`, `enumeration(refund_status)`, `list(item)` or another of the *Types*",
        ),
        Key::rival(
            "from",
            Shape::Either(&[Shape::Lead(source_words), Shape::Mapping(&conditional::CONDITIONAL)]),
            "The source of the value, one of the *Sources*; default `caller`. In a query, `sent` takes the value from \
             its refund. A received field has no source, except `layer` and `tag`",
        ),
        Key::rival("constant", Shape::Text, "A fixed text, instead of `from`"),
        Key::optional(
            "page",
            Shape::Text,
            "The type as the page's row writes it, where `type` cannot say it: `String(32)` of an enumeration, `JSON` \
             of a list. `drift` compares it with the page; nothing else looks at it",
        ),
        Key::optional(
            "pick",
            Shape::Text,
            "For a received list of objects: the member of an item that has the number of our refund. The echo of that \
             member says which field of the request it equals, and the item stands in the place of the list",
        ),
        Key::optional(
            "name",
            Shape::Text,
            "The provider's name for the field, usually Chinese; `drift` compares it with the page",
        ),
        Key::optional(
            "doc",
            PROSE,
            "Its meaning, in your words. One in a script other than Latin, without an English one beside it, counts as a \
             quotation: `drift` compares it with the description on the page",
        ),
        Key::optional(
            "required",
            Shape::Form(Form::Presence),
            "`true`, `false` (default), `when EXPRESSION`, or of received fields `on_success` (promised when the \
             operation succeeded) or `never` (a message that has the field, even empty or null, is refused)",
        ),
        Key::optional(
            "role",
            Shape::Word(family::<Role>),
            "The meaning of the field for any provider. `refund_number` is the idempotency key; `amount` and \
             `order_total` belong to amounts and to texts without letters",
        ),
        Key::optional(
            "alphabet",
            Shape::Form(Form::Alphabet),
            "The characters allowed, as in a regular expression's brackets: ranges `a-z`, a `-` at the end stands for \
             itself. Full-width characters, curly quotes and long dashes are refused, since pages have them in place \
             of ASCII; where one is meant, it is written as a range, `（-（`",
        ),
        Key::optional(
            "pattern",
            Shape::Form(Form::Pattern),
            "The form of the whole text, in place of `alphabet`: characters and classes `[0-9A-Z]` in order, each with a \
             count if there are several, `{4}` or `{1,28}`. This is a subset of regular expressions, without alternatives",
        ),
        Key::optional(
            "range",
            Shape::Form(Form::Range),
            "The bounds of an integer or amount: `1..=100`, `0..`, `..=5`",
        ),
        Key::optional(
            "in",
            Shape::Word(|| words(PLACES)),
            "The place of a sent field of the outermost layer: `body` (default), `path`, `query`, `header` (a header of \
             that name: printable ASCII); or `signature`: the field is not sent as such, and takes part in what is \
             signed, in a header made of parts, or in a condition, only (an answer's message may have such fields, too, from \
             credentials and constants). In any layer of XML, and in what is received as well: `attribute` (of the \
             root, or of the element that the object is), or `text`, the text of an element that has attributes. A \
              received field with `header` is read from the header of that name",
        ),
        Key::optional("secret", Shape::Boolean, "`true`: masked in every `Debug`, left out of violations"),
        Key::optional(
            "confidence",
            CONFIDENCE,
            "The confidence in the fact: `high` (default), `medium`, `low`. A required mark that is not `high` becomes a \
             rule that a caller can lift, not a type",
        ),
        Key::optional("example", Shape::Text, "A valid value, in wire form"),
    ],
};

pub(super) fn field(node: &Node, out: &mut Diagnostics) -> Option<Field> {
    let mut keys = Keys::open(node, &FIELD, out);
    let money = keys.word("role").and_then(Role::of_word).is_some_and(Role::is_money);
    let ty = keys.read("type", if money { types::money } else { types::field }, out);
    let absent = Spanned { value: Presence::Optional, span: node.place };
    let source = source(&mut keys, out);
    let field = Field {
        ty,
        page: keys.read("page", quotation, out).map(|page| page.value),
        pick: keys.read("pick", name::reference, out),
        name: keys.quotation("name", out),
        doc: keys.prose("doc", out),
        required: keys.read("required", presence, out).unwrap_or(absent),
        from: source,
        role: keys.read("role", role, out),
        alphabet: keys.read("alphabet", alphabet, out),
        pattern: keys.read("pattern", pattern, out),
        range: keys.read("range", range, out),
        place: keys.read("in", place, out),
        secret: keys.flag("secret", false, out),
        confidence: keys.read("confidence", confidence, out).unwrap_or_default(),
        example: keys.read("example", name::literal, out),
    };
    keys.close(out);
    Some(field)
}

fn presence(node: &Node, out: &mut Diagnostics) -> Option<Spanned<Presence>> {
    let scalar = scalar(node, noun::PRESENCE, out)?;
    let value = match (scalar.text.as_str(), scalar.text.strip_prefix("when ")) {
        ("true", _) => Presence::Required,
        ("false", _) => Presence::Optional,
        ("on_success", _) => Presence::OnSuccess,
        ("never", _) => Presence::Never,
        (_, Some(condition)) => {
            let origin = scalar.origin.map(|origin| origin + "when ".len());
            Presence::When(expression::parse_expression(condition, origin, node.place, out)?)
        }
        (other, None) => {
            let fault = strange(node, other, Form::Presence, &presence_help(other));
            let edit = presence_edit(node, other).filter(|_| fault.fix.is_none());
            out.push(if edit.is_some() { fault.fix(edit) } else { fault });
            return None;
        }
    };
    Some(Spanned { value, span: node.span })
}

fn presence_help(written: &str) -> String {
    let condition = written.strip_prefix("if ").or_else(|| written.strip_prefix("when: "));
    match (foreign::meant(written, &["true", "false"]), condition) {
        (Some(word), _) => format!("write `{word}`"),
        (None, Some(condition)) => format!("write `when {}`", super::reader::shown(condition)),
        (None, None) if written.contains(['=', '<', '>', '(']) => {
            format!("write `when {}`", super::reader::shown(written))
        }
        (None, None) => "write `true`, `false`, `on_success`, `never` or `when` and an expression".to_owned(),
    }
}

/// The presence that a foreign word or `if` stands for.
fn presence_edit(node: &Node, written: &str) -> Option<Edit> {
    let word = foreign::meant(written, &["true", "false"]).map(str::to_owned);
    let condition = || written.strip_prefix("if ").map(|condition| format!("when {condition}"));
    respell::whole(node, &word.or_else(condition)?)
}

fn source(keys: &mut Keys<'_>, out: &mut Diagnostics) -> Option<Spanned<Source>> {
    let from = keys.read("from", from, out);
    let constant = keys.read("constant", constant, out);
    if keys.has_rivals(out) { None } else { from.or(constant) }
}

fn constant(node: &Node, out: &mut Diagnostics) -> Option<Spanned<Source>> {
    name::literal(node, out).map(|word| Spanned { value: Source::Constant(word.value), span: word.span })
}

fn source_words() -> Vec<AllowedWord> {
    SOURCE_WORDS.iter().copied().map(AllowedWord::plain).collect()
}

/// The first words of sources.
const SOURCE_WORDS: &[&str] = &[
    "caller",
    "credential",
    "value",
    "nonce",
    "salt",
    "now",
    "operation",
    "layer",
    "tag",
    "members",
    "sent",
    "received",
];

const SOURCES: &[(&str, Source)] = &[
    ("caller", Source::Caller),
    ("credential", Source::Credential(None)),
    ("nonce", Source::Nonce),
    ("salt", Source::Salt),
    ("now", Source::Now),
    ("operation", Source::Operation),
    ("layer", Source::Layer),
    ("tag", Source::Tag),
    ("members", Source::Members),
    ("sent", Source::Sent(None)),
    ("received", Source::Received(None)),
];

fn from(node: &Node, out: &mut Diagnostics) -> Option<Spanned<Source>> {
    if conditional::is_conditional(node) {
        let text = conditional::conditional(node, out)?;
        return Some(Spanned { value: Source::Conditional(Box::new(text)), span: node.place });
    }
    let written = &scalar(node, noun::SOURCE, out)?.text;
    let named = |kind: &str| {
        let name = written.strip_prefix(kind)?.trim_start();
        (!name.is_empty()).then(|| name::part(node, written, written.len() - name.len()))
    };
    let value = match SOURCES.iter().find(|(word, _)| word == written) {
        Some((_, source)) => Some(source.clone()),
        None => named("credential ")
            .map(Some)
            .map(Source::Credential)
            .or_else(|| named("value ").map(Source::Value))
            .or_else(|| named("sent ").map(Some).map(Source::Sent))
            .or_else(|| named("received ").map(Some).map(Source::Received)),
    };
    if value.is_none() {
        out.push(unknown_source(node, written));
    }
    Some(Spanned { value: value?, span: node.span })
}

fn unknown_source(node: &Node, written: &str) -> Diagnostic {
    let first = written.split(' ').next().unwrap_or_default();
    let message = match first {
        "value" => "`value` needs the name of a value".to_owned(),
        _ => format!("`{}` is not a source", super::reader::shown(written)),
    };
    let word = sure(first, SOURCE_WORDS);
    let word = word.and_then(|word| respell::whole(node, &written.replacen(first, word, 1)));
    let called = written.strip_suffix(')').and_then(|text| text.split_once('('));
    if let Some((word, name)) = called.filter(|(word, _)| SOURCE_WORDS.contains(word)) {
        let fault = Diagnostic::new(Code::BadWord, node.place, message);
        return fault.help(format!("write `{word} {}`", super::reader::shown(name.trim())));
    }
    let fault = suggest(Diagnostic::new(Code::BadWord, node.place, message), first, SOURCE_WORDS).fix(word);
    match fault.help.as_deref() {
        Some(help) if help.starts_with("use one of") && first == written => {
            let named = format!("write `value {first}` or `credential {first}`, or {help}");
            fault.help(named)
        }
        _ => fault,
    }
}

fn role(node: &Node, out: &mut Diagnostics) -> Option<Spanned<Role>> {
    decide_word(node, "a role", out)
}

const PLACES: &[(&str, Place)] = &[
    ("body", Place::Body),
    ("path", Place::Path),
    ("query", Place::Query),
    ("header", Place::Header),
    ("signature", Place::Signature),
    ("attribute", Place::Attribute),
    ("text", Place::Text),
];

fn place(node: &Node, out: &mut Diagnostics) -> Option<Spanned<Place>> {
    choose(node, "a place", PLACES, out)
}

/// The first lookalike of ASCII in an item of an alphabet. A range between two lookalikes is intended and gives `None`.
fn copied((first, last): &(char, Option<char>)) -> Option<Lookalike> {
    let (first, last) = (lookalike::of(*first), last.map(lookalike::of));
    match (first, last) {
        (Some(Lookalike { meant: Some(one), .. }), Some(Some(Lookalike { meant: Some(other), .. })))
            if one == other || !(one.is_ascii_alphanumeric() && other.is_ascii_alphanumeric()) =>
        {
            None
        }
        (first, last) => first.or(last.flatten()),
    }
}

/// Reads `0-9A-Za-z_|*@-` as ranges of characters.
fn alphabet(node: &Node, out: &mut Diagnostics) -> Option<Spanned<Vec<(char, char)>>> {
    let text = &scalar(node, "an alphabet", out)?.text;
    let written = class_items(text);
    if let Some(lookalike) = written.iter().find_map(copied) {
        let range = format!("{0}-{0}", lookalike.found);
        let help = match lookalike.meant {
            Some(_) => format!("{}; where the other is meant, write it as a range, `{range}`", lookalike.help()),
            None => lookalike.help(),
        };
        let message = format!("the alphabet holds {}", lookalike.shown());
        let edits = if lookalike.meant.is_none() { respell::invisible_of(node) } else { Vec::new() };
        out.push(Diagnostic::new(Code::BadWord, node.place, message).help(help).fix(edits));
        return None;
    }
    let ranges: Vec<(char, char)> = written.into_iter().map(|(first, last)| (first, last.unwrap_or(first))).collect();
    if let Some((_, characters)) = CLASSES.iter().find(|(words, _)| words.contains(&text.to_lowercase().as_str())) {
        let message = format!("`{}` would be the letters of this word", super::reader::shown(text));
        out.push(Diagnostic::new(Code::BadWord, node.place, message).help(format!("write `{characters}`")));
        return None;
    }
    if let Some(inner) = of_pattern(text) {
        let message = format!("`{}` is a pattern, and no alphabet", super::reader::shown(text));
        let help =
            format!("write the characters alone: `{inner}`; `[`, `]` and the signs behind them would be allowed");
        out.push(Diagnostic::new(Code::BadWord, node.place, message).help(help));
        return None;
    }
    let sound = !ranges.is_empty() && !text.starts_with('^') && ranges.iter().all(|(first, last)| first <= last);
    match sound {
        true => Some(Spanned { value: ranges, span: node.span }),
        false => bad_word(node, text, Form::Alphabet, "list characters and rising ranges, such as `0-9A-Za-z_-`", out),
    }
}

/// The words of pages for characters, and the alphabet with these characters.
const CLASSES: [(&[&str], &str); 4] = [
    (&["alphanumeric", "alnum", "letters and digits", "字母数字", "字母和数字", "an"], "0-9A-Za-z"),
    (&["digits", "digit", "numeric", "number", "数字"], "0-9"),
    (&["letters", "letter", "alpha", "alphabetic", "字母"], "A-Za-z"),
    (&["hex", "hexadecimal", "十六进制"], "0-9a-f"),
];

/// The class of a regular expression that has one class only: `^[0-9A-Za-z]+$`.
fn of_pattern(text: &str) -> Option<&str> {
    let inner = text.strip_prefix('^').unwrap_or(text).strip_prefix('[')?;
    let inner = inner.strip_suffix('$').unwrap_or(inner);
    let (class, count) = inner.rsplit_once(']')?;
    let counted = count.starts_with('{') && count.ends_with('}');
    let class_only = class.contains('-') && !class.contains(['[', ']']);
    (class_only && (counted || ["", "+", "*"].contains(&count))).then_some(class)
}

/// Reads `[0-9]{4}[0-9A-Za-z]{1,28}`.
fn pattern(node: &Node, out: &mut Diagnostics) -> Option<Spanned<String>> {
    let word = name::literal(node, out)?;
    match runs(&word.value) {
        Some(_) => Some(word),
        None => {
            let help = "write characters and classes with counts, such as `[0-9]{4}[0-9A-Z]{1,28}`";
            bad_word(node, &word.value, Form::Pattern, help, out)
        }
    }
}
