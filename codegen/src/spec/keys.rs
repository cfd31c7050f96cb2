//! Reads a mapping key by key, collects every fault and continues.

use super::cut_list;
use super::foreign;
use super::grammar::{Excuse, Mapping, Need};
use super::misplaced;
use super::prose::{prose, reason};
use super::reader::{self, Read, boolean, is_strange, key_word, quotation};
use super::suggest::listed;
use super::syntax::{Prose, Word};
use super::tree::{Node, NodeContent};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::source::Span;

/// A mapping of a spec whose keys are being read. Only the keys that were asked for are allowed in it.
pub(super) struct Keys<'t> {
    pub(super) mapping: &'static Mapping,
    pub(super) place: Span,
    pub(super) entries: Vec<(Word, &'t Node)>,
    pub(super) allowed: Vec<&'static str>,
    pub(super) missing: Vec<&'static str>,
    /// The span of the whole mapping.
    pub(super) span: Span,
    /// Keys whose fault is reported: they are neither read nor missing.
    withheld: Vec<String>,
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
            return Self::new(node, mapping, entries, true);
        }
        let mut entries = reader::members(node, mapping, out).unwrap_or_default();
        if let Some((section, fault)) = misplaced::misplaced(&entries, mapping) {
            entries.retain(|(word, _)| word.value != section);
            out.push(fault);
            return Self::new(node, mapping, entries, true);
        }
        let mut keys = Self::new(node, mapping, entries, spoilt);
        if let Some((cut, fault)) = cut_list::cut_list(&keys.entries, mapping) {
            keys.withhold(&cut);
            out.push(fault);
        }
        keys
    }

    fn new(node: &Node, mapping: &'static Mapping, entries: Vec<(Word, &'t Node)>, spoilt: bool) -> Self {
        Self {
            mapping,
            place: node.place,
            entries,
            allowed: Vec::new(),
            missing: Vec::new(),
            span: node.span,
            withheld: Vec::new(),
            spoilt,
        }
    }

    /// Takes keys out whose fault is reported.
    pub(super) fn withhold(&mut self, names: &[String]) {
        self.entries.retain(|(word, _)| !names.contains(&word.value));
        self.withheld.extend_from_slice(names);
    }

    /// The value of a key; `None` if it is absent or faulty. An absent required key is reported on `close`.
    pub(super) fn read<T>(&mut self, key: &'static str, read: Read<T>, out: &mut Diagnostics) -> Option<T> {
        let found = self.take(key);
        if found.is_none() && self.needs(key) && !self.is_withheld(key) {
            self.missing.push(key);
        }
        found.and_then(|node| read(node, out))
    }

    fn is_withheld(&self, key: &str) -> bool {
        self.withheld.iter().any(|name| name == key)
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

    /// The reason under a key; empty if it is absent or faulty.
    pub(super) fn reason(&mut self, key: &'static str, out: &mut Diagnostics) -> Prose {
        self.read(key, reason, out).map(|reason| reason.value).unwrap_or_default()
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

    /// The span of a key whose value is a mapping.
    pub(super) fn mapping_of(&self, key: &str) -> Option<Span> {
        self.find(key).filter(|(_, node)| matches!(node.kind, NodeContent::Map(_))).map(|(word, _)| word.span)
    }

    /// The span of a key; `None` if it is absent.
    pub(super) fn place_of(&self, key: &str) -> Option<Span> {
        self.find(key).map(|(word, _)| word.span)
    }

    /// The span of a key's value; `None` if it is absent.
    pub(super) fn value_at(&self, key: &str) -> Option<Span> {
        self.find(key).map(|(_, node)| node.span)
    }

    /// The choice that is present; reports none and several.
    pub(super) fn choice(&mut self, out: &mut Diagnostics) -> Option<&'static str> {
        let choices: Vec<_> = self.mapping.of_need(Need::Choice).collect();
        // A key that is not known is reported: it most likely is the choice.
        let known = self.entries.iter().all(|(word, _)| self.mapping.key(&word.value).is_some());
        let withheld = choices.iter().any(|key| self.is_withheld(key));
        if !self.spoilt && !withheld && known && choices.iter().all(|key| self.place_of(key).is_none()) {
            out.push(self.too_deep(&choices).unwrap_or_else(|| self.without(&format!("one of {}", listed(&choices)))));
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
        if let Some(fault) = self.unheaded() {
            out.push(fault);
            return;
        }
        let told = |word: &Word| {
            several.is_some() && !word.value.is_ascii() && foreign::meant(&word.value, &self.allowed).is_some()
        };
        let unknown: Vec<_> =
            self.entries.iter().filter(|(word, _)| !self.allows(&word.value) && !told(word)).collect();
        let lacks = self.missing.first().copied().filter(|_| self.missing.len() == 1 && unknown.len() == 1);
        let mut settled = Vec::new();
        for (word, node) in unknown {
            let (meant, fault) = match out.is_full() {
                true => (None, self.no_key(word)),
                false => self.mistaken((word, node), lacks),
            };
            if let Some(value) = meant.and_then(|key| self.find(key)).map(|(_, value)| value.span) {
                // The key explains the fault of the value that lacks it: `type: list, items: goods`.
                out.withdraw(|fault| value.holds(fault.span) && fault.code == Code::BadType);
            }
            settled.extend(meant);
            self.withdraw_below(&word.value, out);
            out.push(fault);
        }
        let is_lacking = |key: &&str| !settled.contains(key) && !self.is_told_below(key, out);
        let lacking: Vec<_> = self.missing.iter().copied().filter(is_lacking).collect();
        if !lacking.is_empty() && !self.spoilt {
            let fault = self.without(&listed(&lacking));
            out.push(match lacking.as_slice() {
                [one] => match self.values_of(one) {
                    Some(help) => fault.help(help),
                    None => fault,
                },
                _ => fault,
            });
        }
    }

    pub(super) fn allows(&self, key: &str) -> bool {
        self.allowed.contains(&key)
    }

    fn find(&self, key: &str) -> Option<&(Word, &'t Node)> {
        self.entries.iter().find(|(word, _)| word.value == key)
    }
}
