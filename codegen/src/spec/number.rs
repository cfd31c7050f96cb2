//! Integers, ranges of integers, HTTP statuses and time zone offsets.

use super::form::Form;
use super::lookalike;
use super::noun;
use super::reader::{scalar, shown};
use super::syntax::{Range, Spanned, Zone};
use super::tree::Node;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};

/// Reports a text that is none of the allowed words or numbers.
pub(super) fn bad_word<T>(node: &Node, text: &str, form: Form, help: &str, out: &mut Diagnostics) -> Option<T> {
    out.push(strange(node, text, form, help));
    None
}

/// The fault of a text that is none of the allowed words or numbers.
pub(super) fn strange(node: &Node, text: &str, form: Form, help: &str) -> Diagnostic {
    let ascii = |plain: &str| plain.is_ascii();
    super::reader::spoilt(node, text, ascii).unwrap_or_else(|| {
        Diagnostic::new(Code::BadWord, node.place, format!("`{}` is not {}", shown(text), form.noun())).help(help)
    })
}

/// Decimal digits, with an optional minus sign.
pub(super) fn integer(node: &Node, out: &mut Diagnostics) -> Option<i64> {
    let text = &scalar(node, "a whole number", out)?.text;
    let help = || seconds(text).unwrap_or_else(|| "write it in decimal digits".to_owned());
    decimal(text).or_else(|| bad_word(node, text, Form::WholeNumber, &help(), out))
}

/// Decimal digits of a number greater than zero.
pub(super) fn count(node: &Node, out: &mut Diagnostics) -> Option<usize> {
    let text = &scalar(node, "a count", out)?.text;
    let number = decimal(text).and_then(|number| usize::try_from(number).ok()).filter(|number| *number > 0);
    let help = || seconds(text).unwrap_or_else(|| "write a number above zero, in decimal digits".to_owned());
    number.or_else(|| bad_word(node, text, Form::Count, &help(), out))
}

/// A count whose key names its unit: `days_after_payment`.
pub(super) fn plain_count(node: &Node, out: &mut Diagnostics) -> Option<usize> {
    let text = &scalar(node, "a count", out)?.text;
    let number = decimal(text).and_then(|number| usize::try_from(number).ok()).filter(|number| *number > 0);
    let help = || leading(text).map(|number| format!("write `{number}`: the key names the unit"));
    let help = || help().unwrap_or_else(|| "write a number above zero, in decimal digits".to_owned());
    number.or_else(|| bad_word(node, text, Form::Count, &help(), out))
}

/// The number in front of a word that is no other unit of time than days.
fn leading(text: &str) -> Option<i64> {
    const OTHERS: [&str; 10] = ["y", "mo", "w", "h", "min", "s", "年", "月", "周", "小时"];
    let (digits, unit) = text.split_at_checked(text.find(|next: char| !next.is_ascii_digit())?)?;
    let unit = unit.trim().to_lowercase();
    decimal(digits).filter(|_| !OTHERS.iter().any(|other| unit.starts_with(other)))
}

/// The help for a duration with its unit: `5m`, `24h`, `300s`.
fn seconds(text: &str) -> Option<String> {
    const UNITS: [(&[&str], i64); 4] = [
        (&["s", "sec", "second", "seconds", "秒"], 1),
        (&["m", "min", "minute", "minutes", "分钟"], 60),
        (&["h", "hour", "hours", "小时"], 3_600),
        (&["d", "day", "days", "天"], 86_400),
    ];
    let (digits, unit) = text.split_at_checked(text.find(|next: char| !next.is_ascii_digit())?)?;
    let factor = UNITS.iter().find(|(units, _)| units.contains(&unit.trim())).map(|(_, factor)| *factor)?;
    let seconds = decimal(digits)?.checked_mul(factor)?;
    Some(format!("write `{seconds}`, in seconds"))
}

/// The length in bytes of a nonce that AES-GCM takes.
pub(super) fn nonce_length(node: &Node, out: &mut Diagnostics) -> Option<usize> {
    let text = &scalar(node, "a count", out)?.text;
    let number = decimal(text).and_then(|number| usize::try_from(number).ok());
    let sound = number.filter(|length| (12..=16).contains(length));
    sound.or_else(|| bad_word(node, text, Form::NonceLength, "write a number from 12 to 16", out))
}

fn decimal(text: &str) -> Option<i64> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let plain = !digits.is_empty() && digits.bytes().all(|digit| digit.is_ascii_digit());
    if plain { text.parse().ok() } else { None }
}

/// An HTTP status.
pub(super) fn status(node: &Node, out: &mut Diagnostics) -> Option<u16> {
    let text = &scalar(node, "an HTTP status", out)?.text;
    let number = u16::try_from(decimal(text).unwrap_or_default()).ok();
    let sound = number.filter(|status| (100..=599).contains(status));
    let help = match text.get(..3).and_then(decimal).filter(|status| (100..=599).contains(status)) {
        Some(status) => format!("write `{status}`"),
        None => "write a number from 100 to 599".to_owned(),
    };
    sound.or_else(|| bad_word(node, text, Form::Status, &help, out))
}

/// `1..=100`, `0..`, `..=5`
pub(super) fn range(node: &Node, out: &mut Diagnostics) -> Option<Spanned<Range>> {
    let text = &scalar(node, noun::RANGE, out)?.text;
    let value = parse_range(text);
    match value.filter(|range| range.min.zip(range.max).is_none_or(|(min, max)| min <= max)) {
        Some(value) => Some(Spanned { value, span: node.span }),
        None => match between(text) {
            Some(help) => {
                let message = format!("`{}` is not {}", shown(text), Form::Range.noun());
                out.push(Diagnostic::new(Code::BadWord, node.place, message).help(help));
                None
            }
            None => bad_word(node, text, Form::Range, "write `1..=100`, `0..` or `..=5`, both bounds included", out),
        },
    }
}

/// The help for two bounds with another sign between them, as pages write them.
fn between(text: &str) -> Option<String> {
    let plain = lookalike::ascii(text).replace(" to ", "~").replace("至", "~").replace("到", "~");
    let bound = |sign: &str| decimal(plain.trim().strip_prefix(sign)?.trim());
    let one = bound(">=").map(|least| format!("{least}.."));
    let one = one.or_else(|| bound("≥").map(|least| format!("{least}..")));
    let one = one.or_else(|| bound(">").and_then(|least| least.checked_add(1)).map(|least| format!("{least}..")));
    let one = one.or_else(|| bound("<=").or_else(|| bound("≤")).map(|most| format!("..={most}")));
    if let Some(range) = one {
        return Some(format!("write `{range}`"));
    }
    let (min, max) = plain.trim_matches(['[', ']', '(', ')']).split_once(['~', '-', ',', '…'])?;
    let (min, max) = (decimal(min.trim())?, decimal(max.trim())?);
    (min <= max).then(|| format!("write `{min}..={max}`"))
}

fn parse_range(text: &str) -> Option<Range> {
    let (min, max) = text.split_once("..")?;
    let bound = |text: &str| if text.is_empty() { Some(None) } else { decimal(text).map(Some) };
    let max = if max.is_empty() { "" } else { max.strip_prefix('=').filter(|max| !max.is_empty())? };
    let range = Range { min: bound(min.trim())?, max: bound(max.trim())? };
    (range.min.is_some() || range.max.is_some()).then_some(range)
}

/// `Asia/Shanghai`, `UTC`, `+08:00`, or a zone of the IANA database, whose name is looked up later.
pub(super) fn time_zone(node: &Node, out: &mut Diagnostics) -> Option<Spanned<Zone>> {
    let text = &scalar(node, "a time zone", out)?.text;
    let zone = match text.as_str() {
        "UTC" => Some(Zone::Fixed(0)),
        "Asia/Shanghai" => Some(Zone::Fixed(8 * 60)),
        name if is_zone_name(name) => Some(Zone::Named(name.to_owned())),
        offset => parse_offset(offset).map(Zone::Fixed),
    };
    match zone {
        Some(value) => Some(Spanned { value, span: node.span }),
        None => {
            let plain = lookalike::ascii(text);
            let sound = plain != *text && (is_zone_name(&plain) || parse_offset(&plain).is_some());
            let message = format!("`{}` is not {}", shown(text), Form::TimeZone.noun());
            out.push(match sound {
                true => strange(node, text, Form::TimeZone, ZONE_HELP),
                false => Diagnostic::new(Code::BadWord, node.place, message).help(ZONE_HELP),
            });
            None
        }
    }
}

const ZONE_HELP: &str = "write `UTC`, a name such as `Asia/Shanghai` or a fixed offset such as `\"+08:00\"`";

/// Names with a region: `America/Argentina/Buenos_Aires`.
fn is_zone_name(text: &str) -> bool {
    let sound = |part: &str| {
        let rest = |next: char| next.is_ascii_alphanumeric() || "_+-".contains(next);
        part.starts_with(|first: char| first.is_ascii_alphabetic()) && part.chars().all(rest)
    };
    text.contains('/') && text.split('/').all(sound)
}

fn parse_offset(text: &str) -> Option<i16> {
    let sign = if text.starts_with('-') { -1 } else { 1 };
    let (hours, minutes) = text.strip_prefix(['+', '-'])?.split_once(':')?;
    let two_digits = |part: &str| part.len() == 2 && part.bytes().all(|digit| digit.is_ascii_digit());
    if !(two_digits(hours) && two_digits(minutes)) {
        return None;
    }
    let (hours, minutes) = (hours.parse::<i16>().ok()?, minutes.parse::<i16>().ok()?);
    (hours <= 14 && minutes < 60).then_some(sign * (hours * 60 + minutes))
}
