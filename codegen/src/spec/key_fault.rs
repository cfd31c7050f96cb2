//! The faults of keys that a mapping does not have or lacks.

use super::keys::Keys;
use super::reader::{shown, within};
use super::suggest::{advise, is_sure, listed};
use super::syntax::Word;
use super::{foreign, homes, lookalike, respell};
use crate::diagnostic::{Code, Diagnostic, Edit, nearest};

impl Keys<'_> {
    /// The fault of several keys in the language of the page, and the keys that they stand for.
    pub(super) fn foreign_keys(&self) -> Option<(Vec<&'static str>, Diagnostic)> {
        let unknown =
            self.entries.iter().map(|(word, _)| word).filter(|word| !self.allowed.contains(&word.value.as_str()));
        let found: Vec<(&Word, &'static str)> = unknown
            .filter(|word| !word.value.is_ascii())
            .filter_map(|word| Some((word, foreign::meant(&word.value, &self.allowed)?)))
            .collect();
        let ((first, _), rest) = found.split_first().filter(|(_, rest)| !rest.is_empty())?;
        let words: Vec<&str> = found.iter().map(|(word, _)| word.value.as_str()).collect();
        let meant: Vec<&'static str> = found.iter().map(|(_, meant)| *meant).collect();
        let message = format!("{} has no keys {}", self.mapping.noun, listed(&words));
        let fault = Diagnostic::new(Code::UnknownKey, first.span, message);
        let fault = rest.iter().fold(fault, |fault, (word, _)| fault.other(word.span, "and here"));
        let sure = found.iter().all(|(word, meant)| is_sure(&word.value, meant, &self.allowed));
        let edits = found.iter().filter(|_| sure).map(|(word, meant)| Edit::new(word.span, *meant));
        let fault = fault.help(format!("write {}", listed(&meant))).fix(edits);
        Some((meant, fault))
    }

    /// The key that an unknown one stands for, and the fault.
    pub(super) fn mistaken(&self, word: &Word) -> (Option<&'static str>, Diagnostic) {
        let key = |text: &str| {
            self.allowed.iter().copied().find(|key| *key == text.trim_start_matches(['{', ' ']).trim_end())
        };
        let text = word.value.as_str();
        let glued = |text: &str| text.split_once(':').and_then(|(first, _)| key(first.trim()));
        if let Some((at, sign)) = lookalike::spoils(text, |plain| key(plain).is_some() || glued(plain).is_some()) {
            let plain = lookalike::ascii(text);
            let message = format!("the key holds {}", sign.shown());
            let fault = Diagnostic::new(Code::UnknownKey, within(word, at, sign.found.len_utf8()), message);
            let meant = key(&plain).or_else(|| glued(&plain));
            return (meant, fault.help(sign.help()).fix(respell::key(word, &plain, meant)));
        }
        if let (Some(meant), Some(at)) = (glued(text), text.find(':')) {
            let rest = text.get(at + 1..).unwrap_or_default();
            if rest.is_empty() {
                let fault = Diagnostic::new(Code::UnknownKey, within(word, at, 1), "`:` stands twice");
                return (Some(meant), fault.help(format!("write `{meant}:`")));
            }
            let message = "a space is missing after `:`";
            let fault = Diagnostic::new(Code::UnknownKey, within(word, at, 1), message);
            let blank = respell::is_as_written(word).then(|| Edit::new(within(word, at, 1), ": "));
            return (Some(meant), fault.help(format!("write `{meant}: {}`", shown(rest))).fix(blank));
        }
        if let Some((meant, rest)) = text.split_once(' ').and_then(|(first, rest)| Some((key(first)?, rest.trim()))) {
            let fault = Diagnostic::new(
                Code::UnknownKey,
                within(word, 0, meant.len()),
                format!("`:` is missing after `{meant}`"),
            );
            return (Some(meant), fault.help(format!("write `{meant}: {}`", shown(rest))));
        }
        if text.starts_with("//") || text.starts_with('＃') || text.starts_with("--") {
            let sign = text.chars().next().map_or(1, char::len_utf8);
            let fault = Diagnostic::new(Code::UnknownKey, within(word, 0, sign), "a comment begins with `#`");
            let fault = fault.label("the line is read as a key").help("write `# ` before the comment");
            return (None, fault.fix(respell::comment(word)));
        }
        let meant = foreign::meant(text, &self.allowed).or_else(|| nearest(text, self.allowed.iter().copied()));
        (meant, self.unknown(word, meant))
    }

    pub(super) fn without(&self, keys: &str) -> Diagnostic {
        let fault = Diagnostic::new(Code::MissingKey, self.place, format!("{} needs {keys}", self.mapping.noun));
        fault.label("missing here").help(format!("add {keys}"))
    }

    pub(super) fn unknown(&self, word: &Word, meant: Option<&str>) -> Diagnostic {
        let message = format!("{} has no key `{}`", self.mapping.noun, shown(&word.value));
        let fault = Diagnostic::new(Code::UnknownKey, word.span, message);
        let other =
            || foreign::fact(&word.value).map(str::to_owned).or_else(|| homes::elsewhere(&word.value, self.mapping));
        match other().filter(|_| meant.is_none()) {
            Some(help) => fault.help(help),
            None => {
                let sure = meant.filter(|meant| is_sure(&word.value, meant, &self.allowed));
                let edit = sure.map(|meant| Edit::new(word.span, meant));
                advise(fault, meant, &self.allowed).fix(edit)
            }
        }
    }
}
