//! Resolves both sides of an echo.

use std::sync::Arc;

use super::{Scope, ambiguous_name, member};
use crate::{
    model::{Echo, Field, Layer, sent_field},
    spec::syntax,
};

pub(super) fn lower_echo(
    scope: &mut Scope<'_>,
    echo: &syntax::Echo,
    layers: &[Layer],
    request: Option<&[Layer]>,
) -> Option<Echo> {
    let answers: Vec<Option<Vec<Arc<Field>>>> =
        echo.answers.iter().map(|answer| member::find_scalar_member(scope, answer, layers)).collect();
    let request = request?;
    let found = sent_field(&echo.request.value, request);
    ambiguous_name::check_ambiguous_name(scope, &echo.request, request);
    // A name that the author wrote once for both sides is reported once.
    let reported =
        answers.iter().any(Option::is_none) && echo.answers.iter().any(|answer| answer.span == echo.request.span);
    if found.is_none() && !reported {
        let known = scope.names_in(request);
        scope.unknown("field of the request", &echo.request, known);
    }
    let (answers, request) = (answers.into_iter().collect::<Option<Vec<_>>>()?, found?);
    let (each, at_least, span) = (echo.each, echo.at_least, echo.span);
    let (terms, spans) = (echo.terms.clone(), echo.spans.clone());
    Some(Echo { answers, each, request, at_least, terms, span, spans })
}
