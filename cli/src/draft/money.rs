//! The type of money: its unit, and its form on the wire.

use super::model::Fact;
use super::proposal::{is_money, words};
use super::type_evidence::TypeEvidence;
use crate::drift::stated::{PageType, Stated};

/// `amount(fen, 10, text)` from its parts.
fn counted(open: &str, stated: &Stated, text: &str) -> String {
    let digits = stated.max.filter(|digits| *digits > 0).map(|digits| format!(", {digits}")).unwrap_or_default();
    format!("{open}{digits}{text})")
}

/// The words for the minor and the major unit.
const MINOR: &[&str] = &[
    "单位为分",
    "单位为人民币分",
    "单位:分",
    "单位\u{ff1a}分",
    "以分为单位",
    "单位分",
    "(分)",
    "\u{ff08}分\u{ff09}",
    "in cents",
    "in fen",
    "minor unit",
    "minor currency unit",
    "smallest currency unit",
    "smallest unit",
];
const MAJOR: &[&str] = &[
    "单位为元",
    "单位:元",
    "单位\u{ff1a}元",
    "以元为单位",
    "单位元",
    "单位为人民币元",
    "单位:人民币元",
    "单位\u{ff1a}人民币元",
    "(元)",
    "\u{ff08}元\u{ff09}",
    "in yuan",
    "major unit",
];

/// Whether a text in small letters says that money is in the minor unit.
pub fn says_minor(said: &str) -> bool {
    MINOR.iter().any(|word| said.contains(word))
}

/// The type of money; an open one where the page does not say the unit.
pub fn money(row: TypeEvidence<'_>, stated: &Stated) -> Option<Fact> {
    let said = format!("{} {}", row.texts.title, row.texts.description).to_lowercase();
    let says = |words: &[&str]| words.iter().any(|word| said.contains(word));
    let form = match stated.kind {
        PageType::Text => ", text",
        PageType::Unknown if !stated.has_type() => ", text",
        PageType::Number => "",
        PageType::Unknown | PageType::Time | PageType::Enumeration | PageType::Boolean => return None,
        PageType::Nested | PageType::Object | PageType::Map | PageType::List => return None,
    };
    let fact = if stated.kind == PageType::Unknown { Fact::Open } else { Fact::Known };
    // A page in another language has another currency.
    let chinese = said.contains(|next| ('\u{4e00}'..='\u{9fff}').contains(&next));
    let (small, large) = if chinese { ("amount(fen", "amount(yuan") } else { ("amount(minor", "amount(major") };
    let likely = is_money(&words(row.wire), &row.texts.title);
    let sample = row.texts.sample.as_str();
    let point = stated.fraction == Some(true) || sample.contains('.') && sample.parse::<f64>().is_ok();
    let minor = says_minor(&said) || likely && says_alone(&said, &["分", "人民币分"]);
    let major = says(MAJOR) || likely && says_alone(&said, &["元", "人民币元"]);
    match (minor, major) {
        (true, false) if !point => Some(fact(counted(small, stated, form))),
        (false, true) => Some(fact(counted(large, stated, form))),
        _ if likely && point => Some(Fact::Open(counted(large, stated, form))),
        _ if likely => Some(Fact::Open(counted(small, stated, form))),
        _ => None,
    }
}

/// Whether a unit stands between signs, such as `元` in `元，保留两位小数`.
fn says_alone(said: &str, units: &[&str]) -> bool {
    let mut parts = said.split(|next: char| !next.is_alphanumeric());
    parts.any(|part| units.contains(&part))
}
