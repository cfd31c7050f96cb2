//! The schemas of texts.

use super::json::Json;
use crate::spec::form::Form;
use crate::spec::shape::AllowedWord;

/// The pattern of declared names.
pub(super) const NAME: &str = "^[a-z][a-z0-9]*(_[a-z0-9]+)*$";

/// Any text. An editor reads `1.10` as a number and `true` as a boolean; the parser keeps the text.
pub(super) fn any() -> Json {
    Json::object([("type", Json::texts(["string", "number", "boolean"]))])
}

/// A declared name.
pub(super) fn name() -> Json {
    string(NAME, "write lower-case words joined by `_`, such as `refund_request`")
}

/// One of a list of words. Editors show their meanings.
pub(super) fn one_of(words: &[AllowedWord]) -> Json {
    let listed = Json::object([("enum", Json::texts(words.iter().map(|allowed| allowed.word)))]);
    match words.iter().map(|allowed| allowed.meaning).collect::<Option<Vec<_>>>() {
        Some(meanings) => listed.with("enumDescriptions", Json::texts(meanings)),
        None => listed,
    }
}

/// A text that begins with one of a list of words.
pub(super) fn begun_by(words: &[AllowedWord]) -> Json {
    let names: Vec<_> = words.iter().map(|allowed| allowed.word).collect();
    let pattern = format!("^\\s*({})\\b", names.join("|"));
    let message = format!("write one of {}", names.join(", "));
    string(&pattern, &message).with("examples", Json::texts(names))
}

/// `true` or `false`.
pub(super) fn boolean() -> Json {
    Json::object([("type", Json::text("boolean"))])
}

/// A text of a pattern. Editors show the message for any other text, in place of the pattern.
fn string(pattern: &str, message: &str) -> Json {
    Json::object([
        ("type", Json::text("string")),
        ("pattern", Json::text(pattern)),
        ("patternErrorMessage", Json::text(message)),
    ])
}

/// A text of a form.
pub(super) fn of_form(form: Form) -> Json {
    let number = |kind: &str| Json::object([("type", Json::text(kind))]);
    let status = || number("integer").with("minimum", Json::Integer(100)).with("maximum", Json::Integer(599));
    let either = |forms: Vec<Json>| Json::object([("anyOf", Json::List(forms))]);
    match form {
        Form::WholeNumber => either(vec![number("integer"), string("^-?[0-9]+$", "write a whole number")]),
        Form::Count => {
            let text = string("^0*[1-9][0-9]*$", "write a number from 1 on");
            either(vec![number("integer").with("minimum", Json::Integer(1)), text])
        }
        Form::NonceLength => {
            let length = number("integer").with("minimum", Json::Integer(12)).with("maximum", Json::Integer(16));
            either(vec![length, string("^0*1[2-6]$", "write a length from 12 to 16 bytes")])
        }
        Form::Status => either(vec![status(), string("^[1-5][0-9]{2}$", "write an HTTP status, such as `200`")]),
        Form::Statuses => {
            either(vec![status(), string("^(not )?[1-5](xx|[0-9]{2})$", "write `200`, `2xx` or `not 2xx`")])
        }
        Form::Declaration => string(r"^<\?xml\s[^<>]*\?>$", "write a declaration, such as `<?xml version=\"1.0\"?>`"),
        Form::Doctype => string(
            r"^<!DOCTYPE\s[^\[\]<>&%]*[^\[\]<>&%\s][^\[\]<>&%]*>$",
            "write a document type without declarations, such as `<!DOCTYPE refund SYSTEM \"refund.dtd\">`",
        ),
        Form::Range => string(
            r"^\s*(-?[0-9]+\s*\.\.(=\s*-?[0-9]+\s*)?|\.\.=\s*-?[0-9]+\s*)$",
            "write a range, such as `1..=100`, `1..` or `..=100`",
        ),
        Form::TimeZone => string(
            "^(UTC|[A-Za-z][0-9A-Za-z_+-]*(/[A-Za-z][0-9A-Za-z_+-]*)+|[+-][0-9]{2}:[0-5][0-9])$",
            "write `UTC`, an offset such as `+08:00`, or a name such as `Europe/Berlin`",
        ),
        Form::Server => string(
            r"^(https://[0-9A-Za-z._\[\]:-]+|http://(localhost|127\.0\.0\.1|\[::1\])(:[0-9]+)?)(/[!-~]*[!-.0-~])?$",
            "write the address with `https://` and without a slash at the end",
        ),
        Form::Path => string(r##"^/[!-"$->@-\[\]-~]*$"##, "begin with `/`, and write no query"),
        Form::Page => string(r"^https?://[^\s/]\S*$", "write the whole address of the page"),
        Form::Hex => either(vec![string("^[0-9A-Fa-f]+$", "write bytes in hex"), number("number")]),
        Form::Alphabet => either(vec![
            string(r"^[^\^]", "write characters and ranges, such as `0-9A-Za-z_`"),
            number("number"),
            boolean(),
        ]),
        Form::Pattern => {
            let count = r"(\{[0-9]+(,[0-9]+)?\})?";
            let pattern = format!(r"^(([^.*+?()|^$\\{{}}\[\]]|\[[^\]^][^\]]*\]){count})+$");
            let text = string(&pattern, "write characters and classes with counts, such as `[0-9]{4}[0-9A-Z]{1,28}`");
            either(vec![text, number("integer"), boolean()])
        }
        Form::Sign => string("^[^A-Za-z0-9{}_]$", "write one sign, no letter and no digit"),
        Form::Time => string(
            "(^(epoch_m?s|http_date)$)|yy|MM|dd|HH|mm|ss|SSS|XX|xx",
            "write `epoch_ms` or a pattern, such as `yyyy-MM-dd HH:mm:ss`",
        ),
        Form::Presence => {
            let word = Json::object([("enum", Json::texts(["on_success", "never"]))]);
            either(vec![boolean(), word, string("^when .", "write `true`, `on_success`, `never` or `when CONDITION`")])
        }
    }
}
