//! The type of a time, by a pattern, a sample or words.

use super::model::Fact;
use super::proposal::words;
use super::type_evidence::TypeEvidence;
use crate::drift::stated::{PageType, Stated};

/// The type of a time whose form the page shows.
pub fn time(row: TypeEvidence<'_>, stated: &Stated) -> Option<Fact> {
    let names = words(row.wire);
    let named = names.iter().any(|word| matches!(word.as_str(), "time" | "date" | "timestamp" | "at"));
    let titled = ["时间", "日期"].iter().any(|word| row.texts.title.contains(word));
    if stated.kind != PageType::Time && !named && !titled {
        return None;
    }
    let text = if stated.kind == PageType::Text { "(text)" } else { "" };
    let untyped = stated.kind == PageType::Unknown && !stated.has_type();
    if !untyped && !matches!(stated.kind, PageType::Text | PageType::Number | PageType::Time) {
        return None;
    }
    let said = format!("{} {}", stated.text, row.texts.description).to_lowercase();
    let dated = ["date-time", "iso 8601", "iso8601", "rfc 3339", "rfc3339"].iter().any(|word| said.contains(word));
    let offset = || dated.then_some("yyyy-MM-ddTHH:mm:ssXXX");
    let counted = ["毫秒", "millisecond"].iter().any(|word| said.contains(word)) && stated.kind != PageType::Unknown;
    let unix = ["unix time", "epoch time", "unix epoch", "seconds since"].iter().any(|word| said.contains(word));
    let epoch = if counted { "epoch_ms" } else { "epoch_s" };
    let since_1970 = || (counted || unix && stated.kind != PageType::Text).then_some(epoch);
    let form = pattern(&row.texts.description)
        .or_else(|| pattern(&stated.text))
        .or_else(offset)
        .or_else(since_1970)
        .or_else(|| shaped(row.texts.sample.trim()))?;
    Some(Fact::Known(match form {
        "epoch_ms" | "epoch_s" => format!("{form}{text}"),
        pattern => format!("datetime({pattern})"),
    }))
}

const PATTERNS: &[&str] = &[
    "yyyy-MM-dd HH:mm:ss.SSS",
    "yyyyMMddHHmmssSSS",
    "yyyy-MM-dd HH:mm:ss",
    "yyyyMMddHHmmss",
    "yyyy-MM-ddTHH:mm:ssXXX",
    "yyyy/MM/dd HH:mm:ss",
    "yyyy-MM-dd",
    "yyyyMMdd",
];

/// The pattern that a description spells out.
fn pattern(description: &str) -> Option<&'static str> {
    PATTERNS.iter().find(|pattern| description.to_lowercase().contains(&pattern.to_lowercase())).copied()
}

/// The form of a sample.
pub fn shaped(sample: &str) -> Option<&'static str> {
    let shape: String = sample.chars().map(|next| if next.is_ascii_digit() { '9' } else { next }).collect();
    match shape.as_str() {
        "99999999999999999" if sample.starts_with("20") => Some("yyyyMMddHHmmssSSS"),
        "99999999999999" => Some("yyyyMMddHHmmss"),
        "9999-99-99 99:99:99" => Some("yyyy-MM-dd HH:mm:ss"),
        "9999/99/99 99:99:99" => Some("yyyy/MM/dd HH:mm:ss"),
        "9999-99-99T99:99:99+99:99" | "9999-99-99T99:99:99Z" => Some("yyyy-MM-ddTHH:mm:ssXXX"),
        "9999-99-99" => Some("yyyy-MM-dd"),
        "99999999" if sample.starts_with("20") => Some("yyyyMMdd"),
        "9999999999999" => Some("epoch_ms"),
        "9999999999" => Some("epoch_s"),
        _ => None,
    }
}
