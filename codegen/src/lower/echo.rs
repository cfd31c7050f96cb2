//! What an answer is compared with: both sides of an echo, and what fits them.

use std::{collections::HashSet, sync::Arc};

use super::{Scope, fit};
use crate::{
    diagnostic::Code,
    model::{Echo, Field, Layer, Source, Unsent, sent_field},
    spec::syntax::{self, Word},
};

impl Scope<'_> {
    pub(super) fn echo(&mut self, echo: &syntax::Echo, layers: &[Layer], request: Option<&[Layer]>) -> Option<Echo> {
        let answers: Vec<Option<Vec<Arc<Field>>>> =
            echo.answers.iter().map(|answer| self.scalar_member(answer, layers)).collect();
        let request = request?;
        let found = sent_field(&echo.request.value, request);
        self.check_twofold(&echo.request, request);
        // A name that stands for both sides is reported once.
        let reported =
            answers.iter().any(Option::is_none) && echo.answers.iter().any(|answer| answer.span == echo.request.span);
        if found.is_none() && !reported {
            let known = self.names_in(request);
            self.unknown("field of the request", &echo.request, known);
        }
        let (answers, request) = (answers.into_iter().collect::<Option<Vec<_>>>()?, found?);
        let sound = self.check_sides(echo, &answers, request.last()?)
            && self.check_manner(echo, request.last()?)
            && self.check_kept(echo, request.last()?);
        let unsent = self.unsent(echo, &request)?;
        let span = echo.request.span;
        let (each, at_least, needed) = (echo.each, echo.at_least, echo.needed);
        sound.then_some(Echo { answers, each, request, at_least, needed, unsent, span })
    }

    /// Both sides must be comparable.
    fn check_sides(&mut self, echo: &syntax::Echo, answers: &[Vec<Arc<Field>>], request: &Field) -> bool {
        let alike = |path: &Vec<Arc<Field>>| path.last().is_some_and(|last| is_amount(last) == is_amount(request));
        let several_amounts = is_amount(request) && answers.len() > 1;
        let comparable = answers.iter().all(alike) && !several_amounts && !request.ty.content().is_nested();
        if let (false, Some(first)) = (comparable, echo.answers.first()) {
            let text = format!("`{}` and `{}` cannot be compared", first.value, echo.request.value);
            let help = "compare one amount with an amount, and texts with texts";
            self.fault_with(Code::TypeMismatch, first.span, text, help);
        }
        comparable
    }

    /// `at_least` is of amounts, `each` of several members.
    fn check_manner(&mut self, echo: &syntax::Echo, request: &Field) -> bool {
        let (word, text, help): (&Word, _, _) = if echo.at_least && !is_amount(request) {
            let text = format!("`{}` is no amount, so nothing is more than it", echo.request.value);
            (&echo.request, text, "write `request:` in place of `at_least:`")
        } else if let (true, [only]) = (echo.each, echo.answers.as_slice()) {
            let text = format!("`each` has just the one member `{}`", only.value);
            (only, text, "write `answer:` in place of `each:`, or name the others")
        } else if let Some(again) = repeated(&echo.answers) {
            (again, format!("`{}` is named twice", again.value), "name each member once")
        } else {
            return true;
        };
        self.fault_with(Code::RuleDoesNotFit, word.span, text, help);
        false
    }

    /// The request's side must be kept.
    fn check_kept(&mut self, echo: &syntax::Echo, request: &Field) -> bool {
        let credential = matches!(&request.source, Source::Credential(credential) if credential.secret);
        let lost = request.secret || credential || matches!(request.source, Source::Value(_) | Source::Layer);
        if lost {
            let text = format!("`{}` is not kept of a request, so nothing can be compared with it", request.wire);
            let help = "compare a number or an amount that is no secret and not computed";
            self.fault_with(Code::SourceDoesNotFit, echo.request.span, text, help);
        }
        !lost
    }

    /// A field that every request has is never unsent, and a text that counts as sent could have been sent.
    fn unsent(&mut self, echo: &syntax::Echo, request: &[Arc<Field>]) -> Option<Unsent> {
        let (field, name) = (request.last()?, &echo.request);
        if !matches!(echo.unsent, syntax::Unsent::Accept) && request.iter().all(|field| field.is_always_there()) {
            let text = format!("every request has `{}`, so it is never unsent", name.value);
            self.fault_with(Code::RuleDoesNotFit, name.span, text, "leave `unsent` out");
            return None;
        }
        let text = match &echo.unsent {
            syntax::Unsent::Accept => return Some(Unsent::Accept),
            syntax::Unsent::Refuse => return Some(Unsent::Refuse),
            syntax::Unsent::Is(text) => text,
        };
        if text.value.is_empty() {
            let message = format!("an empty text counts as no `{}`", name.value);
            self.fault_with(Code::ValueDoesNotFit, text.span, message, "write `unsent: refuse`, or leave it out");
            return None;
        }
        if is_amount(field) {
            let message = format!("`{}` is an amount, and no amount counts as sent", name.value);
            self.fault_with(Code::RuleDoesNotFit, text.span, message, "write `unsent: refuse`, or leave it out");
            return None;
        }
        if let Err(reason) = fit::fits(field, &text.value) {
            let message = format!("`{}` cannot hold this: {reason}", name.value);
            self.fault_with(Code::ValueDoesNotFit, text.span, message, "name a text that a request could have");
            return None;
        }
        Some(Unsent::Is(text.value.clone()))
    }
}

fn repeated(answers: &[Word]) -> Option<&Word> {
    let mut known = HashSet::new();
    answers.iter().find(|answer| !known.insert(&answer.value))
}

fn is_amount(field: &Field) -> bool {
    field.ty.is_amount()
}
