//! Reads the tree key by key, collects every fault and continues.

use std::collections::HashMap;

use refundry_vocabulary::WordFamily;

use super::grammar::{Excuse, Mapping, Need};
use super::prose::prose;
use super::syntax::{Entries, Prose, Spanned, Word};
use super::tree::{Node, NodeContent, Scalar};
use super::{foreign, homes, lookalike, misplaced, respell};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Edit, nearest, only};
use crate::source::Span;

/// Reads one value; reports a faulty one and returns `None`.
pub(super) type Read<T> = fn(&Node, &mut Diagnostics) -> Option<T>;

/// A mapping of a spec whose keys are being read. Only the keys that were asked for are allowed in it.
pub(super) struct Keys<'t> {
    mapping: &'static Mapping,
    place: Span,
    entries: Vec<(Word, &'t Node)>,
    allowed: Vec<&'static str>,
    missing: Vec<&'static str>,
    /// Whether some key could not be read: it may be a missing one, so missing keys are not reported.
    spoilt: bool,
}

impl<'t> Keys<'t> {
    /// Opens a mapping. A value of another kind is reported, and then read as a mapping with unreadable keys, so that
    /// its name stays known to the later passes.
    pub(super) fn open(node: &'t Node, mapping: &'static Mapping, out: &mut Diagnostics) -> Self {
        let strange = |written: &[(Node, Node)]| written.iter().any(|(key, _)| is_strange(key));
        let spoilt = !matches!(&node.kind, NodeContent::Map(written) if !strange(written));
        if let Some((fault, sound)) = misplaced::outdented(node, mapping) {
            out.push(fault);
            let entries = sound.iter().filter_map(|(key, value)| Some((key_word(key)?, value))).collect();
            return Self {
                mapping,
                place: node.place,
                entries,
                allowed: Vec::new(),
                missing: Vec::new(),
                spoilt: true,
            };
        }
        let mut entries = self::mapping(node, mapping.noun, out).unwrap_or_default();
        let deeper = misplaced::misplaced(&entries, mapping);
        if let Some((section, fault)) = deeper {
            entries.retain(|(word, _)| word.value != section);
            out.push(fault);
            return Self {
                mapping,
                place: node.place,
                entries,
                allowed: Vec::new(),
                missing: Vec::new(),
                spoilt: true,
            };
        }
        Self { mapping, place: node.place, entries, allowed: Vec::new(), missing: Vec::new(), spoilt }
    }

    /// The value of a key; `None` if it is absent or faulty. An absent required key is reported on `close`.
    pub(super) fn read<T>(&mut self, key: &'static str, read: Read<T>, out: &mut Diagnostics) -> Option<T> {
        let found = self.take(key);
        if found.is_none() && self.needs(key) {
            self.missing.push(key);
        }
        found.and_then(|node| read(node, out))
    }

    fn needs(&self, key: &str) -> bool {
        match self.mapping.key(key).map(|key| key.need) {
            Some(Need::Required) => true,
            Some(Need::Unless(Excuse { beside, word, or })) => {
                let beside = self.find(beside).map(|(_, node)| &node.kind);
                let excused = matches!(beside, Some(NodeContent::Scalar(scalar)) if scalar.text == word);
                !excused && self.find(or).is_none()
            }
            Some(Need::Optional | Need::Choice | Need::Rival) | None => false,
        }
    }

    /// The value `true` or `false` of a key; `default` if it is absent or faulty.
    pub(super) fn flag(&mut self, key: &'static str, default: bool, out: &mut Diagnostics) -> bool {
        self.read(key, boolean, out).map_or(default, |flag| flag.value)
    }

    /// The text for people of a key; empty if it is absent or faulty.
    pub(super) fn prose(&mut self, key: &'static str, out: &mut Diagnostics) -> Prose {
        self.read(key, prose, out).map(|prose| prose.value).unwrap_or_default()
    }

    /// The text of a key in one language; empty if it is absent or faulty.
    pub(super) fn quotation(&mut self, key: &'static str, out: &mut Diagnostics) -> String {
        self.read(key, quotation, out).map(|text| text.value).unwrap_or_default()
    }

    /// The node of a key's value, which also allows the key.
    pub(super) fn take(&mut self, key: &'static str) -> Option<&'t Node> {
        self.allow(key);
        self.find(key).map(|(_, node)| *node)
    }

    /// The text of a key, whether it is read or not.
    pub(super) fn word(&self, key: &str) -> Option<&'t str> {
        match &self.find(key)?.1.kind {
            NodeContent::Scalar(scalar) => Some(&scalar.text),
            _ => None,
        }
    }

    /// The span of a key; `None` if it is absent.
    pub(super) fn place_of(&self, key: &str) -> Option<Span> {
        self.find(key).map(|(word, _)| word.span)
    }

    /// The choice that is present; reports none and several.
    pub(super) fn choice(&mut self, out: &mut Diagnostics) -> Option<&'static str> {
        let choices: Vec<_> = self.mapping.of_need(Need::Choice).collect();
        // A key that is not known is reported: it most likely is the choice.
        let known = self.entries.iter().all(|(word, _)| self.mapping.key(&word.value).is_some());
        if !self.spoilt && known && choices.iter().all(|key| self.place_of(key).is_none()) {
            out.push(self.without(&format!("one of {}", listed(&choices))));
        }
        self.only(&choices, out)
    }

    /// The only one of these keys that is present; reports several.
    fn only(&mut self, keys: &[&'static str], out: &mut Diagnostics) -> Option<&'static str> {
        keys.iter().for_each(|key| self.allow(key));
        let mut present: Vec<_> = keys.iter().filter_map(|key| Some((*key, self.place_of(key)?))).collect();
        present.sort_by_key(|(_, place)| place.start);
        match present.as_slice() {
            [] => {}
            [(only, _)] => return Some(only),
            [(first, place), (second, again), ..] => {
                let message = format!("{} has either `{first}` or `{second}`", self.mapping.noun);
                let fault = Diagnostic::new(Code::WrongShape, *again, message).label("and this one, too");
                out.push(fault.other(*place, "one is here").help("leave one of them out"));
            }
        }
        None
    }

    /// Whether two rivals are present, which is then reported.
    pub(super) fn has_rivals(&mut self, out: &mut Diagnostics) -> bool {
        let rivals: Vec<_> = self.mapping.of_need(Need::Rival).collect();
        let several = rivals.iter().filter(|key| self.place_of(key).is_some()).nth(1).is_some();
        if several {
            self.only(&rivals, out);
        }
        several
    }

    /// Allows every key with any value, if the intended keys are unknown.
    pub(super) fn allow_all(&mut self) {
        self.mapping.keys.iter().for_each(|key| self.allow(key.name));
    }

    fn allow(&mut self, key: &'static str) {
        if self.mapping.key(key).is_some() && !self.allowed.contains(&key) {
            self.allowed.push(key);
        }
    }

    /// Reports the keys that are not allowed, and the required keys that are absent.
    pub(super) fn close(mut self, out: &mut Diagnostics) {
        // The keys of a choice are allowed even if the choice is faulty and its keys were not read.
        for key in self.mapping.keys {
            if key.with.iter().any(|choice| self.place_of(choice).is_some()) {
                self.allow(key.name);
            }
        }
        let several = self.foreign_keys();
        if let Some((meant, fault)) = &several {
            self.missing.retain(|key| !meant.contains(key));
            out.push(fault.clone());
        }
        let unknown = |word: &Word| !self.allowed.contains(&word.value.as_str());
        let told = |word: &Word| {
            several.is_some() && !word.value.is_ascii() && foreign::meant(&word.value, &self.allowed).is_some()
        };
        for (word, _) in self.entries.iter().filter(|(word, _)| unknown(word) && !told(word)) {
            if out.is_full() {
                out.push(self.unknown(word, None));
                continue;
            }
            let (meant, fault) = self.mistaken(word);
            self.missing.retain(|key| Some(*key) != meant);
            out.push(fault);
        }
        if !self.missing.is_empty() && !self.spoilt {
            out.push(self.without(&listed(&self.missing)));
        }
    }

    /// The fault of several keys in the language of the page, and the keys that they stand for.
    fn foreign_keys(&self) -> Option<(Vec<&'static str>, Diagnostic)> {
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
    fn mistaken(&self, word: &Word) -> (Option<&'static str>, Diagnostic) {
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

    fn find(&self, key: &str) -> Option<&(Word, &'t Node)> {
        self.entries.iter().find(|(word, _)| word.value == key)
    }

    fn without(&self, keys: &str) -> Diagnostic {
        let fault = Diagnostic::new(Code::MissingKey, self.place, format!("{} needs {keys}", self.mapping.noun));
        fault.label("missing here").help(format!("add {keys}"))
    }

    fn unknown(&self, word: &Word, meant: Option<&str>) -> Diagnostic {
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

/// A part of a word, if the word stands in the file as it is read; otherwise the whole word.
pub(super) fn within(word: &Word, at: usize, length: usize) -> Span {
    match respell::is_as_written(word) {
        true => Span::new(word.span.start + at, word.span.start + at + length),
        false => word.span,
    }
}

/// Adds the nearest name and the list of all names to the help.
pub(super) fn suggest(fault: Diagnostic, written: &str, names: &[&'static str]) -> Diagnostic {
    advise(fault, meant(written, names), names)
}

fn meant<'a>(written: &str, names: &[&'a str]) -> Option<&'a str> {
    foreign::meant(written, names).or_else(|| nearest(written, names.iter().copied()))
}

/// The word that a misspelled or foreign one surely stands for, if the help names it, too.
pub(super) fn sure(written: &str, names: &[&'static str]) -> Option<&'static str> {
    meant(written, names).filter(|meant| is_sure(written, meant, names))
}

fn is_sure(written: &str, meant: &str, names: &[&str]) -> bool {
    let foreign = foreign::meant(written, names) == Some(meant) && foreign::is_exact(written, meant);
    foreign || only(written, names.iter().copied()) == Some(meant)
}

fn advise(fault: Diagnostic, meant: Option<&str>, names: &[&'static str]) -> Diagnostic {
    match meant {
        Some(name) => fault.help(format!("did you mean `{name}`?")),
        None => fault.help(format!("use one of {}", listed(names))),
    }
}

fn listed(names: &[&str]) -> String {
    names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}

/// The help for a mapping with several keys that occur twice.
const ANOTHER_ENTRY: &str = "write `- ` before it if another entry begins here, or leave one of them out";

/// The entries of a mapping. Duplicate keys are reported and dropped.
pub(super) fn mapping<'t>(node: &'t Node, what: &str, out: &mut Diagnostics) -> Option<Vec<(Word, &'t Node)>> {
    let NodeContent::Map(entries) = &node.kind else {
        return wrong_shape(node, "a mapping", what, out);
    };
    let mut seen: HashMap<&str, (Span, &Node)> = HashMap::with_capacity(entries.len());
    let mut repeated: Vec<Diagnostic> = Vec::new();
    let mut read = Vec::with_capacity(entries.len());
    for (key, value) in entries {
        let Some(text) = key_text(key, out) else { continue };
        let word = Spanned { value: text.to_owned(), span: key.span };
        match seen.get(text) {
            Some((first, other)) => repeated.push(twice(&word, *first, value.differs_from(other))),
            None => {
                seen.insert(text, (word.span, value));
                read.push((word, value));
            }
        }
    }
    // Several keys at once are most likely those of another entry.
    match (repeated.len(), repeated.into_iter().next()) {
        (0 | 1, fault) => fault.into_iter().for_each(|fault| out.push(fault)),
        (_, fault) => fault.into_iter().for_each(|fault| out.push(fault.help(ANOTHER_ENTRY))),
    }
    Some(read)
}

/// A key that is a plain name.
pub(super) fn key_word(key: &Node) -> Option<Word> {
    match &key.kind {
        NodeContent::Scalar(scalar) if !is_strange(key) => Some(Spanned { value: scalar.text.clone(), span: key.span }),
        _ => None,
    }
}

fn key_text<'t>(key: &'t Node, out: &mut Diagnostics) -> Option<&'t str> {
    let scalar = scalar(key, "a key", out)?;
    if is_strange(key) {
        let fault = Diagnostic::new(Code::Unsupported, key.span, "a merge key has no meaning in a spec");
        out.push(fault.help("write the whole value"));
        return None;
    }
    Some(&scalar.text)
}

/// Whether a key is not a plain name: a merge key, an alias, a list.
fn is_strange(key: &Node) -> bool {
    !matches!(&key.kind, NodeContent::Scalar(scalar) if !(scalar.plain && scalar.text == "<<"))
}

fn twice(word: &Word, first: Span, differ: bool) -> Diagnostic {
    let help = match differ {
        true => "rename one of them, or leave it out: they differ",
        false => "leave one of them out",
    };
    Diagnostic::new(Code::DuplicateKey, word.span, format!("the key `{}` occurs twice", shown(&word.value)))
        .label("again here")
        .other(first, "first here")
        .help(help)
}

/// Reports a value of another shape than expected; `what` may describe the value found.
pub(super) fn wrong_shape<T>(node: &Node, expected: &str, what: &str, out: &mut Diagnostics) -> Option<T> {
    if !matches!(node.kind, NodeContent::Faulty) {
        let message = format!("expected {expected}, found {}", node.shape());
        let fault = Diagnostic::new(Code::WrongShape, node.place, message).label(what);
        out.push(match node.kind {
            NodeContent::Null => fault.help("write a value, or leave the key out"),
            NodeContent::List(_) if expected == "a text" => fault.help("write one text, without brackets"),
            NodeContent::Map(_) if expected == "a list" => fault.help("write `- ` before each of its entries"),
            NodeContent::Map(_) if expected == "a text" => fault.help("write one text, without keys"),
            NodeContent::List(_) if expected == "a mapping" => {
                fault.help("write the entries as keys, without `- ` and brackets")
            }
            NodeContent::Scalar(_) if expected == "a mapping" => fault.help("write its keys: `{ KEY: VALUE }`"),
            NodeContent::Scalar(_) if expected == "a list" => {
                fault.help("write a list: `[a, b]`, or `- ` before each entry")
            }
            _ => fault,
        });
    }
    None
}

/// The scalar of a node; reports another shape.
pub(super) fn scalar<'t>(node: &'t Node, what: &str, out: &mut Diagnostics) -> Option<&'t Scalar> {
    match &node.kind {
        NodeContent::Scalar(scalar) => Some(scalar),
        _ => wrong_shape(node, "a text", what, out),
    }
}

/// An author's text for a message, cut to one short line.
pub(crate) fn shown(text: &str) -> String {
    const GREATEST: usize = 60;
    let mut shown: String =
        text.chars().take(GREATEST).map(|next| if next.is_control() { ' ' } else { next }).collect();
    if text.chars().nth(GREATEST).is_some() {
        shown.push('…');
    }
    shown
}

/// A text of any kind.
pub(super) fn text(node: &Node, out: &mut Diagnostics) -> Option<Word> {
    let scalar = scalar(node, "", out)?;
    Some(Spanned { value: scalar.text.clone(), span: node.span })
}

/// A text for people in one language, such as words of the provider's page, without blanks at its end.
pub(super) fn quotation(node: &Node, out: &mut Diagnostics) -> Option<Word> {
    let mut word = text(node, out)?;
    word.value.truncate(word.value.trim_end().len());
    if let Some(control) = word.value.chars().find(|next| next.is_control() && !matches!(next, '\n' | '\r' | '\t')) {
        let message = format!("this text holds the control character U+{:04X}", u32::from(control));
        out.push(Diagnostic::new(Code::BadWord, node.place, message).help("leave it out"));
        return None;
    }
    // Drop bidirectional control characters: rustc rejects them in comments.
    word.value.retain(|next| !matches!(next, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}'));
    Some(word)
}

/// `true` or `false`.
pub(super) fn boolean(node: &Node, out: &mut Diagnostics) -> Option<Spanned<bool>> {
    choose(node, "a truth value", &[("true", true), ("false", false)], out)
}

/// Reads one of a list of words.
pub(super) fn choose<T: Copy>(
    node: &Node,
    what: &str,
    words: &[(&'static str, T)],
    out: &mut Diagnostics,
) -> Option<Spanned<T>> {
    let text = &scalar(node, what, out)?.text;
    match words.iter().find(|(word, _)| word == text) {
        Some((_, value)) => Some(Spanned { value: *value, span: node.span }),
        None => {
            let names: Vec<_> = words.iter().map(|(word, _)| *word).collect();
            if let Some(pieces) = pieces(text, &names) {
                let fault = Diagnostic::new(Code::WrongShape, node.place, "these words are one text, without brackets");
                out.push(fault.help(format!("write them as a list: `[{}]`", pieces.join(", "))));
                return None;
            }
            // The words are ASCII, so any lookalike is the fault, also one that separates two words.
            if let Some(fault) = spoilt(node, text, |_| true) {
                out.push(fault);
                return None;
            }
            let fault = Diagnostic::new(Code::BadWord, node.place, format!("`{}` is not {what}", shown(text)));
            let word = sure(text, &names).and_then(|word| respell::whole(node, word));
            out.push(suggest(fault, text, &names).fix(word));
            None
        }
    }
}

/// The words of a text that lists several of them.
fn pieces(text: &str, words: &[&'static str]) -> Option<Vec<&'static str>> {
    [",", "->", "→", "=>", ">", "|", "+"].iter().find_map(|sign| {
        let pieces = text.split(sign).map(str::trim);
        let found: Vec<_> =
            pieces.map(|piece| words.iter().find(|word| **word == piece).copied()).collect::<Option<_>>()?;
        (found.len() > 1).then_some(found)
    })
}

/// The fault of a text that is valid without a lookalike in it.
pub(super) fn spoilt(node: &Node, text: &str, valid: impl Fn(&str) -> bool) -> Option<Diagnostic> {
    let (at, sign) = lookalike::spoils(text, valid)?;
    let origin = match &node.kind {
        NodeContent::Scalar(scalar) => scalar.origin,
        _ => None,
    };
    let place = origin.map_or(node.place, |origin| Span::new(origin + at, origin + at + sign.found.len_utf8()));
    let fault = Diagnostic::new(Code::BadWord, place, format!("`{}` holds {}", shown(text), sign.shown()));
    Some(fault.help(sign.help()).fix(respell::signs_of(node)))
}

/// [`choose`] between words that decide about money: no change of such a word is offered.
pub(super) fn decide<T: Copy>(
    node: &Node,
    what: &str,
    words: &[(&'static str, T)],
    out: &mut Diagnostics,
) -> Option<Spanned<T>> {
    let mut found = Diagnostics::default();
    let word = choose(node, what, words, &mut found);
    found.into_iter().for_each(|fault| out.push(Diagnostic { fix: None, ..fault }));
    word
}

/// [`decide`] between the words of a family.
pub(super) fn decide_word<T: WordFamily>(node: &Node, what: &str, out: &mut Diagnostics) -> Option<Spanned<T>> {
    decide(node, what, &words_of(), out)
}

fn words_of<T: WordFamily>() -> Vec<(&'static str, T)> {
    T::ALL.iter().map(|value| (value.word(), *value)).collect()
}

/// Reads one word of a family.
pub(super) fn choose_word<T: WordFamily>(node: &Node, what: &str, out: &mut Diagnostics) -> Option<Spanned<T>> {
    choose(node, what, &words_of(), out)
}

/// A mapping whose keys the author chooses.
pub(super) fn entries<T>(
    node: &Node,
    what: &'static str,
    name: fn(&Word, &mut Diagnostics) -> bool,
    read: Read<T>,
    out: &mut Diagnostics,
) -> Entries<T> {
    let entries = mapping(node, what, out).unwrap_or_default();
    // A faulty name is reported and kept, because other parts of the spec refer to it.
    let sound = entries.into_iter().filter_map(|(word, node)| {
        name(&word, out);
        Some((word, read(node, out)?))
    });
    sound.collect()
}

/// A list.
pub(super) fn list<T>(node: &Node, what: &str, read: Read<T>, out: &mut Diagnostics) -> Option<Vec<T>> {
    match &node.kind {
        NodeContent::List(items) => Some(items.iter().filter_map(|item| read(item, out)).collect()),
        _ => wrong_shape(node, "a list", what, out),
    }
}

/// A list, or a single item.
pub(super) fn one_or_more<T>(node: &Node, read: Read<T>, out: &mut Diagnostics) -> Vec<T> {
    match &node.kind {
        NodeContent::List(items) => items.iter().filter_map(|item| read(item, out)).collect(),
        _ => read(node, out).into_iter().collect(),
    }
}
