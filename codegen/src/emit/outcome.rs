//! The outcome of an answer: the rows of the outcome table, in order.

use std::{cmp::Reverse, ops::Range, sync::Arc};

use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, quote};

use super::{amount, enumerations, names, render::mentions, types::Access};
use crate::model::{
    CodeClass, Condition, Decision, Doubt, Family, Field, Judgement, Operation, OperationKind, Outcome, Provider, Row,
    Test,
};

/// The method `outcome` of an answer, and `advice` where the attempt matters.
pub(super) fn methods(provider: &Provider, operation: &Operation, rows: &[Row]) -> TokenStream {
    let members =
        rows.iter().flat_map(|row| row.when.iter().map(|condition| condition.path.as_slice()).chain(row.deciding()));
    let table = Table { provider, operation, objects: objects(members), texts: repeated_texts(rows) };
    let listed = table.listed(1, table.arms_of(rows));
    if !operation.counts_attempts() {
        return without_attempt(operation, &listed);
    }
    quote! {
        /// The outcome of the refund, as the answer tells it. On a repeated attempt a refusal or failure speaks of
        /// this sending alone, and an earlier one may have paid: it is `OnRepeat`, unless the table says otherwise.
        pub fn outcome(&self) -> rt::Outcome {
            self.outcome_on(self.evidence.echoed.attempt)
        }

        /// The same for either attempt.
        pub(super) fn outcome_on(&self, attempt: rt::Attempt) -> rt::Outcome {
            self.evidence.settle(self.listed(attempt))
        }

        /// The step that must come before the same number is sent again, on any attempt. It is a hint and no
        /// outcome: it comes from the table alone, of an answer that is not proven as well.
        pub fn advice(&self) -> Option<rt::After> {
            self.listed(rt::Attempt::First).after()
        }

        #listed
    }
}

/// The methods of a message whose outcome is independent of the attempt.
fn without_attempt(operation: &Operation, listed: &TokenStream) -> TokenStream {
    let doc = match operation.kind {
        OperationKind::Notification => " The outcome of the refund that the notification states.",
        OperationKind::Refund | OperationKind::Query => {
            " The outcome of the refund that the query asks about. A query sends no money, so it has no attempt."
        }
    };
    quote! {
        #[doc = #doc]
        pub fn outcome(&self) -> rt::Outcome {
            self.evidence.settle(self.listed())
        }

        #listed
    }
}

/// The objects around members, outer ones first, with the locals that they are bound to. Of two objects with one name,
/// the first has a local.
pub(super) fn objects<'p>(members: impl Iterator<Item = &'p [Arc<Field>]>) -> Objects<'p> {
    let mut out: Objects<'_> = Vec::new();
    for path in members {
        let Some((_, object @ [_, ..])) = path.split_last() else { continue };
        let local = names::local(&names::joined(object));
        if out.iter().all(|(other, _)| *other != local) {
            out.push((local, object));
        }
    }
    out.sort_by_key(|(_, object)| object.len());
    out
}

/// The statements that bind the locals which the tokens use; a local may use those before it.
pub(super) fn used(locals: Vec<(&Ident, TokenStream)>, users: &TokenStream) -> TokenStream {
    locals.into_iter().rev().fold(TokenStream::new(), |after, (local, value)| {
        let is_used = [users, &after].into_iter().any(|tokens| mentions(tokens.clone(), &local.to_string()));
        if is_used { quote!(let #local = #value; #after) } else { after }
    })
}

/// The texts that several conditions test, with the locals that they are bound to.
fn repeated_texts(rows: &[Row]) -> Vec<(Ident, &[Arc<Field>])> {
    let tested = rows.iter().flat_map(|row| &row.when).map(|condition| condition.path.as_slice());
    let texts: Vec<&[Arc<Field>]> = tested.filter(|path| is_borrowed(path)).collect();
    let mut out: Vec<(Ident, &[Arc<Field>])> = Vec::new();
    for path in &texts {
        let local = names::local(&names::joined(path));
        let several = texts.iter().filter(|other| same(other, path)).count() > 1;
        if several && out.iter().all(|(other, _)| *other != local) {
            out.push((local, path));
        }
    }
    out
}

/// Whether the text of a member is a part of the answer, so that a local can hold it.
fn is_borrowed(path: &[Arc<Field>]) -> bool {
    let family = path.last().and_then(|last| last.ty.family());
    matches!(family, Some(Family::Text | Family::Enumeration(_) | Family::ErrorCode))
}

/// Whether two paths lead to the same member.
pub(super) fn same(one: &[Arc<Field>], other: &[Arc<Field>]) -> bool {
    one.len() == other.len() && one.iter().zip(other).all(|(one, other)| one.wire == other.wire)
}

/// The outcome table of an operation.
struct Table<'t> {
    provider: &'t Provider,
    operation: &'t Operation,
    objects: Objects<'t>,
    texts: Vec<(Ident, &'t [Arc<Field>])>,
}

impl Table<'_> {
    /// The method that looks for the first arm that matches, and the methods that it calls for rows with a common
    /// condition.
    fn listed(&self, number: usize, mut arms: Vec<Arm>) -> TokenStream {
        let attempt = self.operation.counts_attempts().then(|| names::ident("attempt"));
        let group = Arm::group(&arms).filter(|_| arms.len() > LONG);
        let further = group.map(|group| {
            let (name, start) = (listed_name(number + 1), group.start);
            let inner: Vec<Arm> = arms.drain(group).collect();
            let shared = inner.first().and_then(|arm| arm.conditions.first()).cloned();
            let conditions = shared.into_iter().collect();
            arms.insert(start, Arm { conditions, bound: None, decision: quote!(self.#name(#attempt)) });
            self.listed(number + 1, inner.into_iter().map(Arm::within).collect())
        });
        let last = arms.pop_if(|arm| arm.conditions.is_empty() && arm.bound.is_none());
        let last = last.map_or_else(|| by_attempt(Judgement::UNLISTED), |arm| arm.decision);
        let statements = arms.iter().map(Arm::statement);
        let body = quote!(#(#statements)* #last);
        let locals = self.locals(&body);
        let attempt = attempt.map(|name| {
            let name = if mentions(body.clone(), "attempt") { name } else { names::ident("_attempt") };
            quote!(, #name: rt::Attempt)
        });
        let name = listed_name(number);
        let doc = match number {
            1 => " The first row of the table that matches.",
            _ => " The rows of the table that share the condition for this call.",
        };
        quote! {
            #[doc = #doc]
            fn #name(&self #attempt) -> rt::Outcome { #locals #body }
            #further
        }
    }

    /// The statements that bind the objects and texts which the tokens use.
    fn locals(&self, users: &TokenStream) -> TokenStream {
        let objects = self.objects.iter().map(|(local, object)| (local, self.within(object, member(object))));
        let texts = self.texts.iter().map(|(local, path)| (local, self.text(path)));
        used(objects.chain(texts).collect(), users)
    }

    /// The arms of the rows. Neighbours that decide alike and differ in one condition are one arm.
    fn arms_of(&self, rows: &[Row]) -> Vec<Arm> {
        let mut arms: Vec<Arm> = rows.iter().map(|row| self.arm(row)).collect();
        let mergeable = |pair: &[Arm]| matches!(pair, [one, other] if one.difference(other).is_some());
        while let Some(at) = arms.windows(2).position(mergeable) {
            let next = arms.remove(at + 1);
            if let Some(arm) = arms.get_mut(at) {
                arm.merge(next);
            }
        }
        arms
    }

    fn arm(&self, row: &Row) -> Arm {
        let conditions = row.when.iter().map(|condition| vec![self.condition(condition)]).collect();
        let (bound, decision) = self.decision(row);
        Arm { conditions, bound, decision }
    }

    /// A condition over the typed answer.
    fn condition(&self, condition: &Condition) -> TokenStream {
        let path = condition.path.as_slice();
        let text = self.texts.iter().find(|(_, bound)| same(bound, path)).map(|(local, _)| quote!(#local));
        let member = || text.clone().unwrap_or_else(|| self.within(path, member(path)));
        match &condition.test {
            Test::Status { not, ranges } => status(&quote!(self.evidence.status), *not, ranges),
            Test::Is(texts) => is_one_of(&text.unwrap_or_else(|| self.text(path)), texts),
            Test::Absent => {
                let member = member();
                quote!(#member.is_none())
            }
            Test::Present => {
                let member = member();
                quote!(#member.is_some())
            }
        }
    }

    /// An expression about a member, which begins with the object around it if that has a local.
    fn within(&self, path: &[Arc<Field>], expression: TokenStream) -> TokenStream {
        inside(&self.objects, &quote!(self), path, expression)
    }

    /// A member as wire text: `Option<&str>`.
    fn text(&self, path: &[Arc<Field>]) -> TokenStream {
        self.within(path, member_text(self.provider, path))
    }

    /// The binding of the deciding member, if any, and the expression of the outcome.
    fn decision(&self, row: &Row) -> (Option<TokenStream>, TokenStream) {
        let otherwise = self.operation.judge_unlisted(row);
        match &row.decision {
            Decision::Is(outcome) => (None, by_attempt(self.operation.judge(row, *outcome))),
            Decision::By { path, map, .. } => {
                let (member, arms) = (self.text(path), self.arms(row, map));
                let otherwise = by_attempt(otherwise);
                (Some(quote!(let Some(value) = #member)), quote!(match value { #(#arms)* _ => #otherwise, }))
            }
            Decision::Errors { path, .. } => {
                let code = self.within(path, member(path));
                // Matches `Operation::judge_code`.
                let attempt =
                    if self.operation.counts_attempts() { quote!(attempt) } else { quote!(rt::Attempt::Repeated) };
                let weak = self.operation.is_weak(row).then(|| quote!(.only_refused()));
                // `ErrorCode::outcome` is unknown as well for a code that the spec does not list.
                let decided = if otherwise == Judgement::UNLISTED {
                    quote!(code.outcome(#attempt)#weak)
                } else {
                    let otherwise = by_attempt(otherwise);
                    quote!(match code {
                        super::errors::ErrorCode::Unlisted(_) => #otherwise,
                        listed => listed.outcome(#attempt)#weak,
                    })
                };
                (Some(quote!(let Some(code) = #code)), decided)
            }
        }
    }

    /// The arms of the deciding member's values. Values with the same outcome share an arm. Classes come after the
    /// values, in the order in which they are tried.
    fn arms(&self, row: &Row, map: &[(CodeClass, Outcome)]) -> Vec<TokenStream> {
        let mut groups: Vec<(Outcome, Vec<&str>)> = Vec::new();
        let mut classes: Vec<&(CodeClass, Outcome)> = map.iter().filter(|(class, _)| class.one().is_none()).collect();
        classes.sort_by_key(|(class, _)| Reverse(class.rank()));
        for (wire, outcome) in map.iter().filter_map(|(class, outcome)| Some((class.one()?, outcome))) {
            match groups.iter_mut().find(|(other, _)| other == outcome) {
                Some((_, wires)) => wires.push(wire),
                None => groups.push((*outcome, vec![wire])),
            }
        }
        let arm = |(outcome, wires): &(Outcome, Vec<&str>)| {
            let outcome = by_attempt(self.operation.judge(row, *outcome));
            quote!(#(#wires)|* => #outcome,)
        };
        let class = |(class, outcome): &(CodeClass, Outcome)| {
            let test = enumerations::in_class(&quote!(value), class);
            let outcome = by_attempt(self.operation.judge(row, *outcome));
            quote!(value if #test => #outcome,)
        };
        groups.iter().map(arm).chain(classes.into_iter().map(class)).collect()
    }
}

/// Rows of the table with one decision. Every condition has to hold; one of its alternatives suffices.
struct Arm {
    conditions: Vec<Vec<TokenStream>>,
    bound: Option<TokenStream>,
    decision: TokenStream,
}

/// A table with more arms is divided.
const LONG: usize = 8;

/// The name of the method with the table, or with a part of it.
fn listed_name(number: usize) -> Ident {
    if number == 1 { names::ident("listed") } else { names::ident(&format!("listed_{number}")) }
}

impl Arm {
    /// The longest run of arms with the same first condition, one of which always decides.
    fn group(arms: &[Self]) -> Option<Range<usize>> {
        let first = |arm: &Self| arm.conditions.first().map(|alternatives| quote!(#(#alternatives)||*).to_string());
        let ends = |rest: &[Self]| rest.iter().take_while(|arm| first(arm) == rest.first().and_then(first)).count();
        let runs = (0..arms.len()).map(|start| start..start + arms.get(start..).map_or(0, ends));
        let decides = |end: usize| {
            let last = arms.get(end - 1);
            end == arms.len() || last.is_some_and(|arm| arm.conditions.len() == 1 && arm.bound.is_none())
        };
        let shares = |start: usize| arms.get(start).is_some_and(|arm| !arm.conditions.is_empty());
        runs.filter(|run| run.len() > 2 && shares(run.start) && decides(run.end)).max_by_key(Range::len)
    }

    /// The arm where its first condition holds.
    fn within(mut self) -> Self {
        self.conditions.drain(..self.conditions.len().min(1));
        self
    }

    /// The index of the only condition that differs between two arms with the same decision.
    fn difference(&self, other: &Self) -> Option<usize> {
        let text = |tokens: &[TokenStream]| tokens.iter().map(TokenStream::to_string).collect::<Vec<_>>();
        let decides = |arm: &Self| text(&arm.bound.iter().chain([&arm.decision]).cloned().collect::<Vec<_>>());
        let alike = self.conditions.len() == other.conditions.len() && decides(self) == decides(other);
        let pairs = self.conditions.iter().zip(&other.conditions).enumerate();
        let mut differing = pairs.filter(|(_, (one, other))| text(one) != text(other)).map(|(index, _)| index);
        let first = differing.next()?;
        (alike && differing.next().is_none()).then_some(first)
    }

    /// Adds the alternatives of an arm that differs in one condition.
    fn merge(&mut self, other: Self) {
        let Some(index) = self.difference(&other) else { return };
        let alternatives = other.conditions.into_iter().nth(index);
        if let Some(condition) = self.conditions.get_mut(index) {
            condition.extend(alternatives.into_iter().flatten());
        }
    }

    fn statement(&self) -> TokenStream {
        let alone = self.conditions.len() == 1 && self.bound.is_none();
        let conditions = self.conditions.iter().map(|alternatives| match alternatives.as_slice() {
            [only] => only.clone(),
            several if alone => quote!(#(#several)||*),
            several => quote!((#(#several)||*)),
        });
        let mut conditions: Vec<TokenStream> = conditions.chain(self.bound.clone()).collect();
        if conditions.is_empty() {
            conditions.push(quote!(true));
        }
        let decision = &self.decision;
        quote!(if #(#conditions)&&* { return #decision; })
    }
}

/// The expression that tests whether an `Option<&str>` is one of the texts.
pub(super) fn is_one_of(member: &TokenStream, texts: &[String]) -> TokenStream {
    match texts {
        [text] => quote!(#member == Some(#text)),
        texts => quote!(rt::is_one_of(#member, &[#(#texts),*])),
    }
}

/// The expression that tests whether the HTTP status lies in one of the ranges, or in none if `not`.
pub(super) fn status(status: &TokenStream, not: bool, ranges: &[(u16, u16)]) -> TokenStream {
    let literal = |status: u16| proc_macro2::Literal::u16_unsuffixed(status);
    let range = |&(from, to): &(u16, u16)| {
        let (first, last) = (literal(from), literal(to));
        if from == to { quote!(#first) } else { quote!(#first..=#last) }
    };
    match (ranges, not) {
        ([(from, to)], false) if from == to => {
            let only = literal(*from);
            quote!(#status == #only)
        }
        ([one], false) => {
            let range = range(one);
            quote!((#range).contains(&#status))
        }
        ([one], true) => {
            let range = range(one);
            quote!(!(#range).contains(&#status))
        }
        (several, not) => {
            let (bang, ranges) = (not.then(|| quote!(!)), several.iter().map(range));
            quote!(#bang matches!(#status, #(#ranges)|*))
        }
    }
}

/// A member of an answer, addressed through nested objects: `Option<&T>`.
pub(super) fn member(path: &[Arc<Field>]) -> TokenStream {
    member_of(&quote!(self), path)
}

/// Like [`member`], for another receiver than `self`.
pub(super) fn member_of(answer: &TokenStream, path: &[Arc<Field>]) -> TokenStream {
    let mut fields = path.iter().map(|field| names::field(field));
    let head = fields.next();
    let rest = fields.map(|field| quote!(.and_then(|inner| inner.#field.as_ref())));
    quote!(#answer.#head.as_ref()#(#rest)*)
}

/// A member of a type that is `Copy`, addressed through nested objects: `Option<T>`.
pub(super) fn copied(answer: &TokenStream, path: &[Arc<Field>]) -> TokenStream {
    let Some((last, around)) = path.split_last() else { return answer.clone() };
    let name = names::field(last);
    match around {
        [] => quote!(#answer.#name),
        around => {
            let object = member_of(answer, around);
            quote!(#object.and_then(|inner| inner.#name))
        }
    }
}

/// The objects that are bound to locals.
pub(super) type Objects<'p> = Vec<(Ident, &'p [Arc<Field>])>;

/// An expression about a member, with the object around the member replaced by its local.
///
/// The expression begins with the object as [`member_of`] addresses it.
pub(super) fn inside(
    objects: &Objects<'_>,
    answer: &TokenStream,
    path: &[Arc<Field>],
    expression: TokenStream,
) -> TokenStream {
    let around = path.split_last().map_or(&[][..], |(_, around)| around);
    let Some((local, object)) = objects.iter().find(|(_, object)| same(object, around)) else { return expression };
    let rest = expression.into_iter().skip(member_of(answer, object).into_iter().count());
    quote!(#local).into_iter().chain(rest).collect()
}

/// A member as wire text: `Option<&str>`.
fn member_text(provider: &Provider, path: &[Arc<Field>]) -> TokenStream {
    member_text_of(provider, &quote!(self), path)
}

/// Like [`member_text`], for another receiver than `self`.
pub(super) fn member_text_of(provider: &Provider, answer: &TokenStream, path: &[Arc<Field>]) -> TokenStream {
    let member = member_of(answer, path);
    let Some(last) = path.last() else { return member };
    match last.ty.family() {
        Some(Family::Text) => deref_of(answer, path),
        Some(Family::Enumeration(_) | Family::ErrorCode) => quote!(#member.map(|value| value.as_str())),
        Some(Family::Boolean(words)) => {
            let text = super::types::boolean(words, &quote!(*value));
            quote!(#member.map(|value| #text))
        }
        Some(Family::Amount(form)) if form.currency().is_some() => {
            let format = amount::format(form, &amount::named(answer, path, form));
            quote!(#member.map(|value| value.format(#format)).as_deref())
        }
        Some(Family::Integer | Family::Amount(_) | Family::Time(_)) | None => {
            let text = super::types::value_text(provider, &last.ty, &Access::bound());
            let text = text.into_iter().skip(1).collect::<TokenStream>();
            quote!(#member.map(|value| #text).as_deref())
        }
    }
}

/// A text member, addressed through nested objects: `Option<&str>`.
fn deref_of(answer: &TokenStream, path: &[Arc<Field>]) -> TokenStream {
    let names: Vec<_> = path.iter().map(|field| names::field(field)).collect();
    match names.as_slice() {
        [only] => quote!(#answer.#only.as_deref()),
        [head, middle @ .., last] => quote! {
            #answer.#head.as_ref()#(.and_then(|inner| inner.#middle.as_ref()))*.and_then(|inner| inner.#last.as_deref())
        },
        [] => TokenStream::new(),
    }
}

/// An outcome that may depend on the attempt, in the runtime's terms.
pub(super) fn by_attempt(judgement: Judgement) -> TokenStream {
    let variant = judgement.unknown.map_or_else(|| variant(judgement.outcome), unknown);
    let first = quote!(rt::Outcome::#variant);
    if judgement.doubted { quote!(attempt.only_first(#first)) } else { first }
}

/// The variant of an outcome in the runtime's terms.
pub(super) fn variant(outcome: Outcome) -> TokenStream {
    let row = outcome.row();
    match (row.after, row.doubt) {
        (Some(after), _) => {
            let after = names::ident(after.variant());
            quote!(Refused(rt::After::#after))
        }
        (None, Some(doubt)) => unknown(doubt),
        (None, None) => names::ident(outcome.variant()).into_token_stream(),
    }
}

fn unknown(doubt: Doubt) -> TokenStream {
    let doubt = names::ident(doubt.variant());
    quote!(Unknown(rt::Doubt::#doubt))
}
