//! Checks that the signed text of joined members cannot be split into other members than those that were read.

use std::borrow::Cow;

use super::{Member, Members, Order, Selection};
use crate::pairs::is_listed;
use crate::percent::Escape;
use crate::{PairForm, Percent, ReadError};

/// The members that the spec declares for a selection.
#[derive(Clone, Copy, Debug)]
pub struct DeclaredNames<'a> {
    /// The declared names; a name that ends in `*` is a prefix.
    pub declared: &'a [&'a str],
    /// The declared names that the outcome or the comparison with the request uses.
    pub decisive: &'a [&'a str],
}

impl Members<'_> {
    /// Refuses members if the signed text can be split in another way: a separator in an undeclared name, or a declared
    /// name in the text where no member of that name was read. A decisive member must not hold text that could be a
    /// member of any name.
    ///
    /// Without separators between names, values or members, ambiguity cannot be detected and nothing is refused.
    ///
    /// # Errors
    /// [`ReadError::Ambiguous`] names the member at which the text can be split differently.
    pub fn only_cut(&self, selection: &Selection<'_>, known: DeclaredNames<'_>) -> Result<(), ReadError> {
        let (pair, join, percent) = match selection.style.form {
            PairForm::Pair(pair) => (pair, selection.style.join, None),
            PairForm::Encoded(pair, percent) => (pair, selection.style.join, Some(percent)),
            PairForm::Brackets => ("=", ",", None),
            PairForm::Values => return self.values_in_place(selection, known, None),
            PairForm::EncodedValues(percent) => return self.values_in_place(selection, known, Some(percent)),
            // JSON escapes its strings, so the text cannot be split differently.
            PairForm::Json | PairForm::Concatenated => return Ok(()),
        };
        let brackets = selection.style.form == PairForm::Brackets;
        let mut text = Text { members: Vec::new(), known, pair, join, brackets };
        // A fast path: hardly any member holds a separator.
        if percent.is_none() && self.all.iter().all(|member| text.is_fine(member)) {
            return Ok(());
        }
        let odd = self.taken(selection).filter(|member| percent.is_some() || !text.is_fine(member));
        text.members = odd.map(|member| Written::new(member, percent)).collect();
        match text.odd_name().or_else(|| text.odd_bracket()).or_else(|| text.odd_place()) {
            Some(name) => Err(ReadError::Ambiguous { name }),
            None => Ok(()),
        }
    }

    /// Values without names are told apart by position: each member must be present, and none may hold a separator.
    fn values_in_place(
        &self,
        selection: &Selection<'_>,
        known: DeclaredNames<'_>,
        percent: Option<Percent>,
    ) -> Result<(), ReadError> {
        let join = selection.style.join;
        if join.is_empty() || selection.order != Order::Listed {
            return Ok(());
        }
        let written: Vec<_> = self.taken(selection).map(|member| Written::new(member, percent)).collect();
        let absent = known.declared.iter().find(|name| written.iter().all(|member| member.name != **name));
        let holds = written.iter().find(|member| member.value.contains(join)).map(|member| member.name.as_ref());
        match absent.copied().or(holds) {
            Some(name) => Err(ReadError::Ambiguous { name: name.to_owned() }),
            None => Ok(()),
        }
    }

    /// The selected members that the text contains.
    fn taken(&self, selection: &Selection<'_>) -> impl Iterator<Item = &Member<'_>> {
        let taken = self.all.iter().filter(|member| member.is_selected(selection) && selection.takes(&member.name));
        taken.filter(|member| !selection.style.skip_empty || !member.value.or_empty().is_empty())
    }
}

fn encoded(text: &str, percent: Option<Percent>) -> Cow<'_, str> {
    match percent {
        None => Cow::Borrowed(text),
        Some(percent) => {
            let mut out = String::with_capacity(text.len() + 8);
            percent.push(&mut out, text);
            Cow::Owned(out)
        }
    }
}

/// A member as the text writes it.
struct Written<'m> {
    name: Cow<'m, str>,
    value: Cow<'m, str>,
    nested: bool,
}

impl<'m> Written<'m> {
    fn new(member: &'m Member<'_>, percent: Option<Percent>) -> Self {
        Self {
            name: encoded(&member.name, percent),
            value: encoded(member.value.or_empty(), percent),
            nested: member.value.is_nested(),
        }
    }
}

/// The joined text.
struct Text<'m> {
    /// The members that are not [fine](Text::is_fine).
    members: Vec<Written<'m>>,
    known: DeclaredNames<'m>,
    pair: &'m str,
    join: &'m str,
    /// Whether objects and lists are written in brackets.
    brackets: bool,
}

impl Text<'_> {
    fn is_declared(&self, name: &str) -> bool {
        is_listed(name, self.known.declared)
    }

    /// Whether none of the checks below can refuse this member: it does not hold the separators, of one byte each, that
    /// could end its name or the member.
    fn is_fine(&self, member: &Member<'_>) -> bool {
        let ([pair], [join]) = (self.pair.as_bytes(), self.join.as_bytes()) else { return false };
        // A scan without early exit lets the compiler check many bytes at once.
        let separated = member.name.bytes().fold(false, |found, byte| found | (byte == *pair) | (byte == *join));
        let joined = member.value.or_empty().bytes().fold(false, |found, byte| found | (byte == *join));
        !(separated || joined || self.brackets)
    }

    /// An undeclared name that holds a separator.
    fn odd_name(&self) -> Option<String> {
        let holds = |name: &str, separator: &str| !separator.is_empty() && name.contains(separator);
        let odd = |name: &str| (holds(name, self.pair) || holds(name, self.join)) && !self.is_declared(name);
        self.members.iter().find(|member| odd(&member.name)).map(|member| member.name.to_string())
    }

    /// A scalar that begins like an object or a list in brackets.
    fn odd_bracket(&self) -> Option<String> {
        let odd = |member: &&Written<'_>| self.brackets && !member.nested && member.value.starts_with('[');
        self.members.iter().find(odd).map(|member| member.name.to_string())
    }

    /// A declared name at a position in the text where no member of that name was read.
    fn odd_place(&self) -> Option<String> {
        match (self.pair.is_empty(), self.join.is_empty()) {
            (true, true) => None,
            (_, false) => self.members.iter().find_map(|member| self.odd_behind_join(member)),
            (false, true) => self.odd_before_pair(),
        }
    }

    /// [`Text::odd_place`] for one member and the separator before it.
    fn odd_behind_join(&self, member: &Written<'_>) -> Option<String> {
        if self.brackets && member.nested {
            return None;
        }
        let text = [self.join, &member.name, self.pair, &member.value].concat();
        let mut behind =
            text.char_indices().filter_map(|(at, _)| Some((at == 0, text.get(at..)?.strip_prefix(self.join)?)));
        behind.find_map(|(own, piece)| self.odd_piece(member, own, piece))
    }

    /// The name of another member that `piece` could be. `own` means that `piece` begins at the member's own name.
    fn odd_piece(&self, member: &Written<'_>, own: bool, piece: &str) -> Option<String> {
        let decides = !own && self.known.decisive.contains(&member.name.as_ref());
        if !self.pair.is_empty() {
            let (name, _) = piece.split_once(self.pair)?;
            let other = self.is_declared(name) && !(own && member.name == name);
            return (other || decides && !name.is_empty()).then(|| name.to_owned());
        }
        // Without a pair separator, a declared name may be the beginning of a longer declared name.
        let longer = |name: &str| own && self.is_declared(&member.name) && member.name.starts_with(name);
        let names = self.known.declared.iter().map(|name| name.trim_end_matches('*'));
        let other = names.filter(|name| piece.starts_with(name)).find(|name| !longer(name));
        other.map(str::to_owned).or_else(|| decides.then(|| member.name.to_string()))
    }

    /// Without a separator between members, a declared name may begin anywhere before a pair separator.
    fn odd_before_pair(&self) -> Option<String> {
        let mut text = String::new();
        self.members.iter().find_map(|member| {
            let start = text.len();
            let own = start + member.name.len();
            [&member.name, self.pair, &member.value].into_iter().for_each(|part| text.push_str(part));
            let separators = text.match_indices(self.pair).map(|(at, _)| at).filter(|at| *at >= start);
            let mut odd = separators.filter_map(|at| self.odd_separator(member, at == own, text.get(..at)?));
            odd.next()
        })
    }

    /// Checks one pair separator. `before` is the text before it; `own` means that it is the member's own separator.
    fn odd_separator(&self, member: &Written<'_>, own: bool, before: &str) -> Option<String> {
        if own && self.is_declared(&member.name) {
            return None;
        }
        let decides = !own && self.known.decisive.contains(&member.name.as_ref());
        let name = self.known.declared.iter().find(|name| before.ends_with(**name)).copied();
        name.map(str::to_owned).or_else(|| decides.then(|| member.name.to_string()))
    }
}
