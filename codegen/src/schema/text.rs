//! The schemas of texts.

use super::json::Json;
use crate::spec::form::Form;

/// The pattern of declared names.
pub(super) const NAME: &str = "^[a-z][a-z0-9]*(_[a-z0-9]+)*$";

/// Any text. An editor reads `1.10` as a number and `true` as a boolean; the parser keeps the text.
pub(super) fn any() -> Json {
    Json::object([("type", Json::texts(["string", "number", "boolean"]))])
}

/// A declared name.
pub(super) fn name() -> Json {
    string(NAME)
}

/// One of a list of words.
pub(super) fn one_of(words: &[&str]) -> Json {
    Json::object([("enum", Json::texts(words.iter().copied()))])
}

/// A text that begins with one of a list of words.
pub(super) fn begun_by(words: &[&str]) -> Json {
    let pattern = format!("^\\s*({})\\b", words.join("|"));
    string(&pattern).with("examples", Json::texts(words.iter().copied()))
}

/// `true` or `false`.
pub(super) fn boolean() -> Json {
    Json::object([("type", Json::text("boolean"))])
}

fn string(pattern: &str) -> Json {
    Json::object([("type", Json::text("string")), ("pattern", Json::text(pattern))])
}

/// A text of a form.
pub(super) fn of_form(form: Form) -> Json {
    let number = |kind: &str| Json::object([("type", Json::text(kind))]);
    let status = || number("integer").with("minimum", Json::Integer(100)).with("maximum", Json::Integer(599));
    let either = |forms: Vec<Json>| Json::object([("anyOf", Json::List(forms))]);
    match form {
        Form::WholeNumber => either(vec![number("integer"), string("^-?[0-9]+$")]),
        Form::Count => either(vec![number("integer").with("minimum", Json::Integer(1)), string("^0*[1-9][0-9]*$")]),
        Form::NonceLength => either(vec![
            number("integer").with("minimum", Json::Integer(12)).with("maximum", Json::Integer(16)),
            string("^0*1[2-6]$"),
        ]),
        Form::Status => either(vec![status(), string("^[1-5][0-9]{2}$")]),
        Form::Statuses => either(vec![status(), string("^(not )?[1-5](xx|[0-9]{2})$")]),
        Form::Declaration => string(r"^<\?xml\s[^<>]*\?>$"),
        Form::Doctype => string(r"^<!DOCTYPE\s[^\[\]<>&%]*[^\[\]<>&%\s][^\[\]<>&%]*>$"),
        Form::Range => string(r"^\s*(-?[0-9]+\s*\.\.(=\s*-?[0-9]+\s*)?|\.\.=\s*-?[0-9]+\s*)$"),
        Form::TimeZone => string("^(UTC|[A-Za-z][0-9A-Za-z_+-]*(/[A-Za-z][0-9A-Za-z_+-]*)+|[+-][0-9]{2}:[0-5][0-9])$"),
        Form::Server => string(
            r"^(https://[0-9A-Za-z._\[\]:-]+|http://(localhost|127\.0\.0\.1|\[::1\])(:[0-9]+)?)(/[!-~]*[!-.0-~])?$",
        ),
        Form::Path => string(r##"^/[!-"$->@-\[\]-~]*$"##),
        Form::Page => string(r"^https?://[^\s/]\S*$"),
        Form::Hex => either(vec![string("^[0-9A-Fa-f]+$"), number("number")]),
        Form::Alphabet => either(vec![string(r"^[^\^]"), number("number"), boolean()]),
        Form::Pattern => {
            let count = r"(\{[0-9]+(,[0-9]+)?\})?";
            let text = string(&format!(r"^(([^.*+?()|^$\\{{}}\[\]]|\[[^\]^][^\]]*\]){count})+$"));
            either(vec![text, number("integer"), boolean()])
        }
        Form::Sign => string("^[^A-Za-z0-9{}_]$"),
        Form::Time => string("(^(epoch_m?s|http_date)$)|yy|MM|dd|HH|mm|ss|SSS|XX|xx"),
        Form::Presence => {
            let word = Json::object([("enum", Json::texts(["on_success", "never"]))]);
            either(vec![boolean(), word, string("^when .")])
        }
    }
}
