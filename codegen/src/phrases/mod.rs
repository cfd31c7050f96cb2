//! The phrases of reference pages: one table, each row with the English and the Chinese text.
//!
//! A phrase without one of the texts does not compile, and neither does one with an unknown placeholder.

mod catalogue;
mod codecs;
mod fields;
mod intents;
mod limits;
mod page;
mod signing;
mod steps;
mod types;
mod verification;
mod vocabulary;

use crate::model::{Language, Prose};

/// The phrases in one language.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Phrases {
    language: Language,
}

/// Declares phrases: a name, the texts in its placeholders, then the English and the Chinese text.
macro_rules! phrases {
    ($($name:ident($($text:ident),*) { $english:literal $chinese:literal })*) => {
        impl $crate::phrases::Phrases {
            $(
                pub(crate) fn $name(self $(, $text: impl ::std::fmt::Display)*) -> String {
                    match self.language() {
                        $crate::model::Language::English => format!($english),
                        $crate::model::Language::Chinese => format!($chinese),
                    }
                }
            )*
        }
    };
}
use phrases;

impl Phrases {
    /// The phrases in a language.
    pub(crate) const fn new(language: Language) -> Self {
        Self { language }
    }

    pub(crate) const fn language(self) -> Language {
        self.language
    }

    /// The text of a spec in the language.
    pub(crate) fn text(self, prose: &Prose) -> &str {
        prose.text(self.language)
    }

    /// The texts as a list.
    pub(crate) fn list<T: AsRef<str>>(self, texts: impl IntoIterator<Item = T>) -> String {
        join(texts, &self.comma())
    }

    /// The texts as a list of alternatives.
    pub(crate) fn any<T: AsRef<str>>(self, texts: impl IntoIterator<Item = T>) -> String {
        join(texts, &self.or())
    }

    /// The texts as a list of things that belong together.
    pub(crate) fn all<T: AsRef<str>>(self, texts: impl IntoIterator<Item = T>) -> String {
        join(texts, &self.and())
    }

    /// The text, trimmed, with a full stop at its end.
    pub(crate) fn stopped(self, text: &str) -> String {
        let text = text.trim();
        let stopped = text.is_empty() || text.ends_with(['.', '!', '?', '。', '！', '？', ':', '：']);
        if stopped { text.to_owned() } else { format!("{text}{}", self.stop()) }
    }

    /// The text of a spec as a sentence. One that the spec lacks in the language ends as in the other language.
    pub(crate) fn sentence(self, prose: &Prose) -> String {
        let other = Language::ALL.iter().copied().find(|language| *language != self.language);
        let own = Some(self.language).filter(|language| prose.is_in(*language));
        Self::new(own.or(other).unwrap_or_default()).stopped(self.text(prose))
    }

    /// The sentences that are not empty, in one line. Nothing separates Chinese ones.
    pub(crate) fn sentences(self, texts: impl IntoIterator<Item = String>) -> String {
        let mut out = String::new();
        for text in texts.into_iter().filter(|text| !text.is_empty()) {
            let close = out.is_empty() || self.language == Language::Chinese && !out.ends_with('.');
            out.push_str(if close { "" } else { " " });
            out.push_str(&text);
        }
        out
    }
}

phrases! {
    comma() { ", " "、" }
    or() { " or " " 或 " }
    and() { " and " " 和 " }
    stop() { "." "。" }
}

fn join<T: AsRef<str>>(texts: impl IntoIterator<Item = T>, between: &str) -> String {
    let mut out = String::new();
    for (index, text) in texts.into_iter().enumerate() {
        out.push_str(if index > 0 { between } else { "" });
        out.push_str(text.as_ref());
    }
    out
}
