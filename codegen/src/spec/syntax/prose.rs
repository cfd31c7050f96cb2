//! A text for people, in the languages that the spec has it in.

use std::fmt::{self, Display, Formatter};
use std::ops::Deref;

use super::Language;

/// A text for people. Rustdoc, diagnostics and messages take it as a `str`: the English text, or the Chinese one if
/// there is no other.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Prose {
    /// The English text; empty if the spec has none.
    pub en: String,
    /// The Chinese text; empty if the spec has none.
    pub zh: String,
}

impl Prose {
    /// The text in a language, or in the other one if the spec lacks it.
    pub fn text(&self, language: Language) -> &str {
        let (own, other) = match language {
            Language::English => (&self.en, &self.zh),
            Language::Chinese => (&self.zh, &self.en),
        };
        if own.is_empty() { other } else { own }
    }

    /// Whether the spec has a text, and has it in this language.
    pub fn is_in(&self, language: Language) -> bool {
        match language {
            Language::English => !self.en.is_empty(),
            Language::Chinese => !self.zh.is_empty(),
        }
    }

    /// The text as a spec writes it, on one line.
    pub fn written(&self) -> String {
        match (self.en.as_str(), self.zh.as_str()) {
            (en, "") => en.to_owned(),
            ("", zh) => format!("zh: {zh}"),
            (en, zh) => format!("en: {en}, zh: {zh}"),
        }
    }
}

impl Deref for Prose {
    type Target = str;

    fn deref(&self) -> &str {
        self.text(Language::English)
    }
}

impl Display for Prose {
    fn fmt(&self, out: &mut Formatter<'_>) -> fmt::Result {
        out.write_str(self)
    }
}

impl From<String> for Prose {
    fn from(en: String) -> Self {
        Self { en, zh: String::new() }
    }
}
