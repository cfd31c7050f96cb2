//! Types and bounds in words, for whoever documents them.

use super::{Bound, Characters, Operation, Scalar, Signs, TimeFormat, Type, Unit};

/// What whoever repeats a refund without a number has to know; empty where it has one.
pub fn unnumbered(operation: &Operation) -> String {
    if operation.unnumbered.is_empty() {
        return String::new();
    }
    format!(
        "A refund has no number here: {} Whoever sends a request again pays again. After an outcome that is unknown, \
         find out what became of the refund, and send nothing before that.",
        sentence(&operation.unnumbered)
    )
}

/// A bound in words.
pub fn phrase(bound: &Bound) -> String {
    let words = |unit: &Unit| if *unit == Unit::Bytes { "bytes" } else { "characters" };
    match bound {
        Bound::Required => "is there and not empty".to_owned(),
        Bound::RequiredWhen(condition) => format!("is there when `{}`", condition.text),
        Bound::Length { min: 0, max, unit } => format!("at most {max} {}", words(unit)),
        Bound::Length { min, max, unit } if *max == usize::MAX => format!("at least {min} {}", words(unit)),
        Bound::Length { min, max, unit } if min == max => format!("exactly {max} {}", words(unit)),
        Bound::Length { min, max, unit } => format!("{min} to {max} {}", words(unit)),
        Bound::Digits { min, max } if min == max => format!("exactly {max} digits"),
        Bound::Digits { min, max } => format!("{min} to {max} digits"),
        Bound::Listed(values) => {
            let shown: Vec<String> = values.iter().map(|value| format!("`{value}`")).collect();
            format!("one of {}", shown.join(", "))
        }
        Bound::Alphabet(ranges) => {
            let shown: Vec<String> = ranges
                .iter()
                .map(|(from, to)| if from == to { from.to_string() } else { format!("{from}-{to}") })
                .collect();
            format!("only the characters `{}`", shown.concat())
        }
        Bound::Range { min, max: i64::MAX } => format!("at least {min}"),
        Bound::Range { min: i64::MIN, max } => format!("at most {max}"),
        Bound::Range { min, max } => format!("{min} to {max}"),
        Bound::Entries(usize::MAX) => "no key twice".to_owned(),
        Bound::Entries(max) => format!("at most {max} entries"),
        Bound::Keys(taken) if taken.is_empty() => "keys without brackets".to_owned(),
        Bound::Keys(taken) => format!("keys without brackets, and none of `{}`", taken.join("`, `")),
        Bound::KeyLength(max, unit) => format!("keys of at most {max} {}", words(unit)),
        Bound::ValueLength(max, unit) => format!("values of at most {max} {}", words(unit)),
        Bound::Characters(set) => characters(*set),
    }
}

fn characters(set: Characters) -> String {
    let carriers = [(set.xml, "XML"), (set.header, "a header"), (set.gbk, "GBK"), (set.cp932, "code page 932")];
    let carriers: Vec<&str> = carriers.into_iter().filter(|(demanded, _)| *demanded).map(|(_, name)| name).collect();
    let plane = if set.basic_plane { " of the basic plane" } else { "" };
    let carried = match carriers.is_empty() {
        true => format!("only characters{plane}"),
        false => format!("only characters{plane} that {} can carry", carriers.join(" and ")),
    };
    let braces = |signs: &Signs| if signs.braces { " outside balanced braces" } else { "" };
    let pairs = set.pairs.map(|signs| format!("no `{}`{}", signs.join, braces(&signs)));
    let texts = !carriers.is_empty() || set.basic_plane;
    texts.then_some(carried).into_iter().chain(pairs).collect::<Vec<_>>().join(", ")
}

/// A type in words.
pub fn describe(ty: &Type) -> String {
    match ty {
        Type::Scalar(Scalar::String { min, max, unit }) => string(*min, *max, *unit),
        Type::Scalar(Scalar::Digits { min, max }) if min == max => format!("{max} digits"),
        Type::Scalar(Scalar::Digits { max, .. }) => format!("at most {max} digits"),
        Type::Scalar(Scalar::Integer { digits, .. }) => format!("an integer{}", at_most(*digits)),
        Type::Scalar(Scalar::Amount { yuan: false, digits, .. }) => {
            format!("an amount in the minor unit{}", at_most(*digits))
        }
        Type::Scalar(Scalar::Amount { yuan: true, digits, .. }) => {
            format!("an amount with two decimals{}", at_most(*digits))
        }
        Type::Scalar(Scalar::Time { format, .. }) => match format {
            TimeFormat::EpochMillis => "milliseconds since 1970".to_owned(),
            TimeFormat::EpochSeconds => "seconds since 1970".to_owned(),
            TimeFormat::HttpDate => "a date as in HTTP headers".to_owned(),
            TimeFormat::Pattern(pattern) => format!("a time as `{pattern}`"),
        },
        Type::Scalar(Scalar::Boolean { words: None }) => "true or false".to_owned(),
        Type::Scalar(Scalar::Boolean { words: Some((yes, no)) }) => format!("`{yes}` for true or `{no}` for false"),
        Type::Scalar(Scalar::Enumeration(enumeration)) => match enumeration.length {
            Some((min, max, unit)) => format!("one of a list, {}", string(min, Some(max), unit)),
            None => "one of a list".to_owned(),
        },
        Type::Scalar(Scalar::ErrorCode) => "an error code".to_owned(),
        Type::Object(_) | Type::Layer(_) => "an object".to_owned(),
        Type::List(_) => "a list".to_owned(),
        Type::Indexed { from, .. } => format!("a list, its members' names with an index from {from}"),
        Type::Parallel { join, .. } => format!("a list, its members joined by `{join}`"),
        Type::Map { entries: Some(entries), .. } => format!("a map of at most {entries} entries"),
        Type::Map { .. } => "a map".to_owned(),
        Type::Json(inner) => format!("{} as JSON text", describe(inner)),
    }
}

fn at_most(digits: Option<usize>) -> String {
    digits.map(|digits| format!(" of at most {digits} digits")).unwrap_or_default()
}

fn string(min: usize, max: Option<usize>, unit: Unit) -> String {
    let unit = unit.row().prose;
    match max {
        None => "text".to_owned(),
        Some(max) if min == max => format!("exactly {max} {unit}"),
        Some(max) if min > 0 => format!("{min} to {max} {unit}"),
        Some(max) => format!("at most {max} {unit}"),
    }
}

/// A text that ends like a sentence.
pub fn sentence(text: &str) -> String {
    let text = text.trim();
    if text.is_empty() || text.ends_with(['.', '!', '?', '。', ':']) { text.to_owned() } else { format!("{text}.") }
}
