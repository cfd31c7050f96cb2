//! What a signature covers: nothing may rest on what it leaves out, for anybody can change that.

use std::sync::Arc;

use super::value::Binder;
use crate::{
    diagnostic::{Code, Diagnostic},
    model::{Field, Layer, Locus, Message, Part, Selection, Signed, Source, Type, Verify},
    source::Span,
    spec::syntax,
};

impl Binder<'_, '_> {
    /// What the outcome rests on must be signed, where anything is.
    pub(super) fn check_covered(&mut self, syntax: &syntax::Receives, verify: Option<&Verify>) {
        let Some(Verify::Signed { signatures, .. }) = verify else { return };
        if !signatures.iter().all(|signed| self.is_whole(signed.value)) {
            return;
        }
        signatures.iter().for_each(|signed| self.check_carriers(signed.value, syntax.span));
        let echoed = syntax.echo.iter().flat_map(|echo| echo.answers.iter());
        let decisive = syntax.outcome.iter().filter_map(|row| match &row.decision {
            Some(syntax::Decision::By { member, .. } | syntax::Decision::Errors { member, .. }) => Some(member),
            _ => None,
        });
        let conditions = syntax.outcome.iter().filter(|row| settles(row)).flat_map(|row| &row.when);
        let tested = conditions.map(|condition| &condition.subject).filter(|subject| subject.value != "http");
        for word in echoed.chain(decisive).chain(tested) {
            let path = word.value.split('.').map(str::to_owned).collect();
            if !self.is_signed(&Locus::Member(path), signatures) {
                let text = format!("`{}` is not part of what is signed", word.value);
                let help = "let the signature cover it, or do not rest anything on it: anybody can change it";
                self.scope.fault_with(Code::SourceDoesNotFit, word.span, text, help);
            }
        }
    }

    /// A signature that covers one carrier and not its alternative lets anybody choose the other.
    fn check_carriers(&mut self, value: usize, span: Span) {
        let Some(outer) = self.layers.first() else { return };
        let signed = |field: &&Arc<Field>| self.covers(&Locus::Member(vec![field.wire.clone()]), value);
        let (signed, open): (Vec<&Arc<Field>>, Vec<&Arc<Field>>) = outer.carriers().partition(signed);
        if let Some((signed, open)) = signed.first().zip(open.first()) {
            let text =
                format!("`{}` may come in place of `{}`, and is not part of what is signed", open.wire, signed.wire);
            let fault = Diagnostic::new(Code::SourceDoesNotFit, open.span, text).other(span, "received here");
            let help = format!(
                "add `{{ field: {} }}` to the value, with the same `view`: what is absent adds nothing",
                open.wire
            );
            self.scope.diagnostics.push(fault.help(help));
        }
    }

    /// The declared members that no signature covers, where anything is signed.
    pub(super) fn unsigned(&self, verify: Option<&Verify>) -> Vec<String> {
        let Some(Verify::Signed { signatures, .. }) = verify else { return Vec::new() };
        let Some((outer, inner)) = self.layers.split_first() else { return Vec::new() };
        let open = self.open(&[], &outer.message, inner, signatures);
        open.into_iter().map(|path| path.join(".")).collect()
    }

    fn open(&self, around: &[String], message: &Message, inner: &[Layer], signatures: &[Signed]) -> Vec<Vec<String>> {
        let mut out = Vec::new();
        for field in message.fields.iter().filter(|field| field.place != syntax::Place::Signature) {
            let path = [around, std::slice::from_ref(&field.wire)].concat();
            let own = |signed: &Signed| matches!(&signed.signature, Locus::Member(member) if *member == path);
            if signatures.iter().any(own) || self.is_signed(&Locus::Member(arriving(field, &path)), signatures) {
                continue;
            }
            let within = match (&field.source, field.ty.content(), inner.split_first()) {
                (Source::Layer, _, Some((layer, rest))) => Some((&layer.message, rest)),
                (_, Type::Object(message), _) => Some((message, inner)),
                _ => None,
            };
            // No signature of a real provider reaches deeper into objects.
            let within = within.filter(|_| path.len() < 3);
            let open =
                within.map(|(message, rest)| (message.fields.len(), self.open(&path, message, rest, signatures)));
            match open {
                Some((all, open)) if open.len() < all => out.extend(open),
                _ => out.push(path),
            }
        }
        out
    }

    /// Whether every part that the author wrote was understood.
    fn is_whole(&self, value: usize) -> bool {
        let Some(bound) = self.values.get(value) else { return false };
        let written = |name: &str| self.scope.spec.values.entry(name).map(|(_, value)| &value.formula);
        let complete = match written(&bound.name) {
            Some(syntax::Formula::Text { text, .. }) => {
                bound.cases.first().is_some_and(|case| case.parts.len() == text.len())
            }
            // Of a choice, what is missing was reported, and the rest covers the same or is reported too.
            Some(syntax::Formula::Choice { .. }) => true,
            Some(syntax::Formula::Faulty) | None => false,
        };
        complete && bound.parts().into_iter().flat_map(inside).all(|inner| self.is_whole(inner))
    }

    /// A time that is not signed can be renewed by whoever repeats an old message.
    pub(super) fn check_time(&mut self, at: &Locus, signatures: &[Signed], span: Span) {
        if !self.is_signed(at, signatures) {
            let name = match at {
                Locus::Member(path) => path.join("."),
                Locus::Header { name, .. } => name.clone(),
            };
            let text = format!("the time in `{name}` is not part of what is signed");
            let help = "sign it, or leave out `fresh`: anybody can put a new time on an old message";
            self.scope.fault_with(Code::SourceDoesNotFit, span, text, help);
        }
    }

    fn is_signed(&self, at: &Locus, signatures: &[Signed]) -> bool {
        signatures.iter().any(|signed| self.covers(at, signed.value))
    }

    /// Whether a member or header takes part in a value, however that comes about, through other values as well.
    fn covers(&self, at: &Locus, value: usize) -> bool {
        let Some(value) = self.values.get(value) else { return true };
        !value.cases.is_empty() && value.cases.iter().all(|case| self.cover(at, &case.parts, Self::covers))
    }

    /// Whether it takes part in one of the ways in which a value comes about.
    pub(super) fn touches(&self, at: &Locus, value: usize) -> bool {
        let Some(value) = self.values.get(value) else { return false };
        value.cases.iter().any(|case| self.cover(at, &case.parts, Self::touches))
    }

    fn cover(&self, at: &Locus, parts: &[Part], inner_covers: fn(&Self, &Locus, usize) -> bool) -> bool {
        parts.iter().any(|part| match (part, at) {
            (Part::Header { name, parameter }, Locus::Header { name: header, parameter: wanted }) => {
                name.eq_ignore_ascii_case(header) && (parameter.is_none() || parameter == wanted)
            }
            (Part::Field { path, .. }, Locus::Member(member)) => {
                path.iter().zip(member).all(|(field, name)| field.wire == *name) && path.len() <= member.len()
            }
            (Part::Fields(_), Locus::Member(member)) if !self.is_flat(member) => false,
            (Part::Fields(selection), Locus::Member(member)) => {
                let mut through = selection.carriers.iter().zip(member);
                through.all(|(carriers, name)| carriers.contains(name))
                    && member.get(selection.carriers.len()..).is_some_and(|rest| selects(selection, rest))
            }
            (Part::System(syntax::System::Body), Locus::Member(_)) => true,
            (Part::Value(inner), _) => inner_covers(self, at, *inner),
            (Part::Optional(parts), _) => self.cover(at, parts, inner_covers),
            _ => false,
        })
    }

    /// Whether a selection can take a member: of XML neither attributes nor what is nested.
    fn is_flat(&self, member: &[String]) -> bool {
        let Some(outer) = self.layers.first().filter(|layer| layer.has_elements()) else { return true };
        let field = member.first().and_then(|member| outer.message.field(member));
        field.is_none_or(|field| field.place != syntax::Place::Attribute && !field.ty.is_nested())
    }
}

/// The path of a member as it arrives: members of several items stand flat beside the others.
fn arriving(field: &Field, path: &[String]) -> Vec<String> {
    let (Type::Indexed { message, .. } | Type::Parallel { message, .. }) = &field.ty else { return path.to_vec() };
    let item = message.fields.first().map_or(&field.wire, |first| &first.wire);
    let flat = if matches!(field.ty, Type::Parallel { .. }) { item.clone() } else { format!("{item}_0") };
    path.iter().take(path.len().saturating_sub(1)).cloned().chain([flat]).collect()
}

/// Whether a row can say more than `unknown`; one that cannot may look at anything. A listed code says what it likes.
fn settles(row: &syntax::Row) -> bool {
    let more = |outcome: &syntax::Spanned<syntax::Outcome>| outcome.value != syntax::Outcome::Unknown;
    match &row.decision {
        Some(syntax::Decision::Is(outcome)) => more(outcome),
        Some(syntax::Decision::By { map, otherwise, .. }) => {
            map.iter().map(|(_, outcome)| outcome).chain(otherwise).any(more)
        }
        Some(syntax::Decision::Errors { .. }) => true,
        None => false,
    }
}

/// Whether a selection takes what a path leads to, seen from its own members.
fn selects(selection: &Selection, path: &[String]) -> bool {
    let Some((member, inside)) = path.split_first() else { return false };
    // Of what it takes without objects and lists, these are neither.
    let scalar = || inside.is_empty() && selection.fields.iter().any(|field| field.wire == *member);
    selection.takes(member) && (selection.keep_nested || scalar())
}

/// The values that a part names.
pub(super) fn inside(part: &Part) -> Vec<usize> {
    match part {
        Part::Value(index) => vec![*index],
        Part::Optional(parts) => parts.iter().flat_map(inside).collect(),
        Part::Literal(_)
        | Part::Credential(_)
        | Part::Serial(..)
        | Part::Field { .. }
        | Part::Fields(_)
        | Part::System(_)
        | Part::Header { .. }
        | Part::Now(_) => Vec::new(),
    }
}
