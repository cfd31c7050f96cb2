//! The faults of keys that a mapping does not have or lacks.

use super::grammar::Need;
use super::keys::Keys;
use super::reader::{shown, within};
use super::slip::A_COMMENT;
use super::suggest::{advise, is_sure, listed, meant, sure};
use super::syntax::Word;
use super::tree::Node;
use super::{facts, foreign, homes, lookalike, respell, stranger};
use crate::diagnostic::{Cause, Code, Diagnostic, Edit};

/// The greatest number of words that the help for a missing key names.
const MOST_WORDS: usize = 3;

/// The message for the assignment of another format: `type = string`.
pub(super) const EQUALS: &str = "a key ends in `:`, not in `=`";

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
    ///
    /// `lacks` is the only key that is missing, where this one is the only unknown one.
    pub(super) fn mistaken(
        &self,
        (word, node): (&Word, &Node),
        lacks: Option<&'static str>,
    ) -> (Option<&'static str>, Diagnostic) {
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
        if let Some(item) = text.strip_prefix('-').filter(|rest| key(rest).is_some()) {
            let fault = Diagnostic::new(Code::UnknownKey, within(word, 0, 1), "a blank is missing after `-`");
            let blank = respell::is_as_written(word).then(|| Edit::new(within(word, 0, 1), "- "));
            return (None, fault.help(format!("write `- {item}:`")).fix(blank));
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
        if let Some((at, name)) = text.find('=').and_then(|at| Some((at, text.get(..at)?.trim())))
            && !name.is_empty()
            && name.bytes().all(|next| next.is_ascii_alphanumeric() || next == b'_')
        {
            let rest = text.get(at + 1..).unwrap_or_default().trim();
            let meant = key(name).or_else(|| meant(name, &self.allowed));
            let fault = Diagnostic::new(Code::UnknownKey, within(word, at, 1), EQUALS);
            return (meant, fault.help(format!("write `{}: {}`", meant.unwrap_or(name), shown(rest))));
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
            let fault = Diagnostic::new(Code::UnknownKey, within(word, 0, sign), A_COMMENT);
            let fault = fault.label("the line is read as a key").help("write `# ` before the comment");
            return (None, fault.fix(respell::comment(word)));
        }
        self.unknown((word, node), lacks)
    }

    pub(super) fn without(&self, keys: &str) -> Diagnostic {
        let fault = Diagnostic::new(Code::MissingKey, self.place, format!("{} needs {keys}", self.mapping.noun));
        let fault = fault.cause(Cause::MissingKeys(self.mapping.name, keys.to_owned()));
        fault.label("missing here").help(format!("add {keys}"))
    }

    /// The help for a key that is missing and has few values: all of them, with their meaning.
    pub(super) fn values_of(&self, key: &str) -> Option<String> {
        let row = self.mapping.key(key)?;
        let words = row.shape.words().filter(|words| words.len() <= MOST_WORDS)?;
        let meanings = row.description.split("; ").map(|part| part.trim_start_matches('`'));
        let written = words.iter().map(|word| {
            let own = meanings.clone().find_map(|part| part.strip_prefix(word.word)?.strip_prefix("`: "));
            let meaning = own.or(word.meaning).map(|meaning| format!(" ({meaning})"));
            format!("`{key}: {}`{}", word.word, meaning.unwrap_or_default())
        });
        Some(format!("add {}", written.collect::<Vec<_>>().join(" or ")))
    }

    /// The fault of an unknown key, without a help.
    pub(super) fn no_key(&self, word: &Word) -> Diagnostic {
        let text = format!("{} has no key `{}`", self.mapping.noun, shown(&word.value));
        let cause = Cause::UnknownKey(self.mapping.name, word.value.clone());
        Diagnostic::new(Code::UnknownKey, word.span, text).cause(cause)
    }

    /// Whether a key may be added: it is absent, and no key stands in its place.
    fn has_room_for(&self, key: &str) -> bool {
        let exclusive = |need: Option<Need>| matches!(need, Some(Need::Choice | Need::Rival));
        let need = |key: &str| self.mapping.key(key).map(|key| key.need);
        let taken = |(other, _): &(Word, &Node)| need(&other.value) == need(key);
        self.place_of(key).is_none() && !(exclusive(need(key)) && self.entries.iter().any(taken))
    }

    fn unknown(&self, (word, node): (&Word, &Node), lacks: Option<&'static str>) -> (Option<&'static str>, Diagnostic) {
        let (fault, text) = (self.no_key(word), word.value.as_str());
        let there: Vec<_> = self.allowed.iter().copied().filter(|key| self.place_of(key).is_some()).collect();
        let absent: Vec<_> = self.allowed.iter().copied().filter(|key| self.has_room_for(key)).collect();
        let is_chosen = self.mapping.of_need(Need::Choice).any(|choice| self.place_of(choice).is_some());
        if let Some(section) = self.section_before(word, node) {
            let help =
                format!("indent `{}` and what follows by two spaces more: it is an entry of `{section}`", shown(text));
            return (None, fault.help(help));
        }
        if let Some(help) = self.length_in_type(word, node) {
            let cause = Cause::Shared(format!("the length of the field at {}", self.span.start));
            return (Some("type"), fault.cause(cause).help(help));
        }
        let own = stranger::help(self.mapping, word, node).filter(|_| self.mapping.name != "echo" || !is_chosen);
        if let Some(help) = own.clone().filter(|_| ["part", "condition"].contains(&self.mapping.name)) {
            return (lacks, fault.help(help));
        }
        if let Some((first, rest)) = text.split_once('.').filter(|(first, _)| absent.contains(first)) {
            return (lacks, fault.help(format!("write `{first}:`, and below it `{}:`, indented", shown(rest))));
        }
        if let Some(meant) = meant(text, &absent) {
            let edit = is_sure(text, meant, &self.allowed).then(|| Edit::new(word.span, meant));
            return (Some(meant), advise(fault, Some(meant), &absent).fix(edit));
        }
        if let Some((about, help)) = facts::fact(text, self.mapping.name) {
            return (
                about,
                fault.help(own.filter(|_| self.mapping.name == "field").unwrap_or_else(|| help.to_owned())),
            );
        }
        if let Some(same) = sure(text, &there) {
            return (None, fault.help(format!("leave it out, or write it as `{same}`, which is there already")));
        }
        let fits = |key: &&str| self.mapping.key(key).is_some_and(|key| key.shape.admits(node));
        let lacks = lacks.filter(fits);
        let near = own.is_some() || homes::is_near(text, self.mapping);
        if let Some(key) = lacks.filter(|_| !near) {
            return (Some(key), fault.help(format!("write `{key}`, which is missing, in its place")));
        }
        match own.or_else(|| homes::elsewhere(text, self.mapping)) {
            Some(help) => (None, fault.help(help)),
            None => (None, advise(fault, None, &self.allowed)),
        }
    }
}
