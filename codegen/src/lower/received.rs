//! The received part of an operation: layers, verification, echo and outcome.

use std::collections::HashSet;

use super::{Scope, binder::Binder, code_class, echo, layer, member, part, plan::Graph, step};
use crate::{
    diagnostic::{Code, Diagnostic},
    model::{
        CodeClass, Condition, Decision, Direction, Family, Field, Layer, Location, OperationKind, Outcome, Receives,
        ReplayWindow, Row, Sends, SharedToken, Signed, Step, Test, Value, Verify, location_of,
    },
    source::Span,
    spec::{
        is_key_of_row,
        syntax::{self, Spanned, Word},
    },
};

pub(super) fn lower_receives(
    scope: &mut Scope<'_>,
    syntax: &syntax::Receives,
    kind: OperationKind,
    sends: Option<&Sends>,
    request: Option<&[Layer]>,
) -> Option<Receives> {
    let mut layers = layer::lower_layers(scope, &syntax.layers);
    if layers.len() != syntax.layers.len() || layers.is_empty() {
        return None;
    }
    let outer = layers.clone();
    let (notified, salted) = (kind == OperationKind::Notification, is_salted(syntax));
    let mut binder = Binder { notified, salted, request: sends, ..Binder::new(scope, &outer, Direction::Received) };
    let verify = syntax.verify.as_ref().and_then(|verify| lower_verify(&mut binder, verify));
    for (index, (layer, written)) in layers.iter_mut().zip(&syntax.layers).enumerate() {
        // A layer's keys and IVs come from the layer that carries it.
        binder.layer = index.saturating_sub(1);
        layer.steps = step::lower_steps(&mut binder, &written.steps);
        let when = written.when.iter().filter_map(|condition| lower_early_condition(binder.scope, condition, &outer));
        layer.when = when.collect();
    }
    binder.mark_keys(layers.iter().flat_map(|layer| &layer.steps));
    let values = binder.values;
    let proofs = verify.as_ref().map(Verify::values).unwrap_or_default();
    let plan = plan(&layers, &proofs, &values, syntax.span);
    let (plan, opening) = plan.map_err(|fault| scope.diagnostics.push(fault)).ok()?;
    let mut receives = Receives {
        opening,
        about: lower_about(scope, syntax, &layers),
        echo: syntax.echo.iter().filter_map(|echo| echo::lower_echo(scope, echo, &layers, request)).collect(),
        unechoed: syntax.unechoed.as_ref().map(|why| why.value.clone()).unwrap_or_default(),
        unechoed_at: syntax.unechoed.as_ref().map_or(syntax.span, |why| why.span),
        outcome: syntax.outcome.iter().filter_map(|row| lower_row(scope, row, &layers)).collect(),
        layers,
        verify,
        unsigned: Vec::new(),
        values,
        plan,
        span: syntax.span,
        verified: syntax.verify.as_ref().map_or(syntax.span, |verify| verify.span),
    };
    receives.unsigned = receives.unsigned_members();
    Some(receives)
}

/// The values in the order of computation, and the number of values that are needed to read each layer that is read
/// before verification.
fn plan(
    layers: &[Layer],
    proofs: &[usize],
    values: &[Value],
    span: Span,
) -> Result<(Vec<usize>, Vec<usize>), Diagnostic> {
    let graph = Graph { layers: &[], values, headers: &[], path: &[], body: &[] };
    let steps = |layers: &[Layer]| {
        layers.iter().flat_map(|layer| &layer.steps).flat_map(Step::taken_values).collect::<Vec<_>>()
    };
    let plan = graph.values(&steps(layers).into_iter().chain(proofs.iter().copied()).collect::<Vec<_>>(), span)?;
    let read = Layer::before_signature(layers).len();
    let opening = (1..=read).map(|to| graph.values(&steps(layers.get(..to).unwrap_or_default()), span));
    let opening = opening.map(|values| values.map(|values| values.len())).collect::<Result<_, _>>()?;
    Ok((plan, opening))
}

fn lower_row(scope: &mut Scope<'_>, row: &syntax::Row, layers: &[Layer]) -> Option<Row> {
    let when: Vec<Option<Condition>> =
        row.when.iter().map(|condition| lower_condition(scope, condition, layers)).collect();
    let decision = match &row.decision {
        syntax::Decision::Is(outcome) => Decision::Is(*outcome),
        syntax::Decision::By { path: member, map, otherwise } => {
            let path = member::find_scalar_member(scope, member, layers)?;
            let map = lower_map(scope, map, path.last()?);
            Decision::By { path, map, otherwise: *otherwise }
        }
        syntax::Decision::Errors { path: member, otherwise } => {
            let path = member::find_scalar_member(scope, member, layers)?;
            if path.last().is_some_and(|field| !matches!(field.ty.family(), Some(Family::ErrorCode))) {
                let text = format!("`{}` does not hold an error code", member.value);
                scope.fault_with(Code::RuleDoesNotFit, member.span, text, "give the field the type `error_code`");
            }
            Decision::Errors { path, otherwise: *otherwise }
        }
    };
    let (when, because) = (when.into_iter().collect::<Option<Vec<_>>>()?, row.because.clone());
    Some(Row {
        when,
        decision,
        on_repeat: row.on_repeat,
        repeat_at: row.repeat_at,
        because,
        span: row.span,
        member: row.member,
        map: row.map,
    })
}

/// The values of a status map must be in the enumeration of the member, if it has one.
fn lower_map(scope: &mut Scope<'_>, map: &[(Word, Outcome)], field: &Field) -> Vec<(CodeClass, Outcome)> {
    let values = field.ty.enumeration().map(|enumeration| enumeration.values.as_slice()).unwrap_or_default();
    let listed: HashSet<&str> = values.iter().map(|value| value.wire.as_str()).collect();
    let keys: Vec<(&Word, CodeClass)> = map.iter().map(|(value, _)| (value, code_class::class(value))).collect();
    for (value, class) in &keys {
        match class {
            CodeClass::One(code) if listed.contains(code.as_str()) => {}
            CodeClass::One(code) if is_key_of_row(code) => {
                let text = format!("`{code}` is a key of the row, and no value of `{}`", field.wire);
                let help = format!("write `{code}` beside `map`, not below it");
                scope.fault_with(Code::UnknownReference, value.span, text, help);
            }
            CodeClass::One(code) => check_listed(scope, &Word { value: code.clone(), span: value.span }, field),
            CodeClass::Prefix(_) | CodeClass::Range { .. } => check_class(scope, value, class, field),
        }
    }
    code_class::check_classes(scope, "value", &keys);
    keys.into_iter().zip(map).map(|((_, class), (_, outcome))| (class, *outcome)).collect()
}

/// A class of a status map holds one of the listed values.
fn check_class(scope: &mut Scope<'_>, written: &Word, class: &CodeClass, field: &Field) {
    let none = match field.ty.family() {
        Some(Family::Enumeration(enumeration)) => enumeration.values.iter().all(|value| !class.holds(&value.wire)),
        Some(Family::Boolean(words)) => {
            let (yes, no) = words.as_ref().map_or(("true", "false"), |(yes, no)| (yes.as_str(), no.as_str()));
            !class.holds(yes) && !class.holds(no)
        }
        _ => false,
    };
    if none {
        let text = format!("no listed value of `{}` is in the class `{class}`", field.wire);
        scope.fault_with(Code::UnknownReference, written.span, text, "leave it out, or list the values");
    }
}

/// Whether a text is an HTTP status of an answer.
fn is_status(text: &str) -> bool {
    text.len() == 3 && text.parse::<u16>().is_ok_and(|status| (100..600).contains(&status))
}

fn check_listed(scope: &mut Scope<'_>, value: &Word, field: &Field) {
    match field.ty.family() {
        Some(Family::Enumeration(enumeration)) => {
            let what = format!("value of `{}`", enumeration.name);
            if enumeration.values.iter().all(|listed| listed.wire != value.value) {
                if is_status(&value.value) {
                    let text = format!("there is no {what} `{}`", value.value);
                    let help = format!("write `http: {}` for the HTTP status", value.value);
                    scope.fault_with(Code::UnknownReference, value.span, text, help);
                    return;
                }
                let listed = || enumeration.values.iter().map(|listed| listed.wire.as_str());
                let denied =
                    ["!=", "!", "not ", "<>"].iter().find_map(|sign| value.value.strip_prefix(sign)).map(str::trim);
                if let Some(denied) = denied.filter(|denied| listed().any(|wire| wire == *denied)) {
                    let others: Vec<&str> = listed().filter(|wire| *wire != denied).collect();
                    let text = format!("there is no {what} `{}`", value.value);
                    let help = format!("write the values that hold as a list: `[{}]`", others.join(", "));
                    scope.fault_with(Code::UnknownReference, value.span, text, help);
                    return;
                }
                scope.unknown_value(&what, value, enumeration.values.iter().map(|value| value.wire.as_str()));
            }
        }
        Some(Family::Boolean(Some((yes, no)))) if ![yes, no].contains(&&value.value) => {
            scope.unknown_value(&format!("word of `{}`", field.wire), value, [yes.as_str(), no.as_str()]);
        }
        _ => {}
    }
}

fn lower_condition(scope: &mut Scope<'_>, condition: &syntax::Condition, layers: &[Layer]) -> Option<Condition> {
    let names = ["http_status", "httpstatus", "status_code", "statuscode", "http_code", "httpcode", "status", "code"];
    let name = condition.path.value.as_str();
    if let syntax::Test::Is(texts) = &condition.test
        && names.contains(&name.to_lowercase().as_str())
        && texts.iter().all(|text| is_status(&text.value))
        && layers.first().is_some_and(|layer| layer.message.field(name).is_none())
    {
        let statuses: Vec<&str> = texts.iter().map(|text| text.value.as_str()).collect();
        let list =
            if let [one] = statuses.as_slice() { (*one).to_owned() } else { format!("[{}]", statuses.join(", ")) };
        let text = format!("there is no member `{name}`");
        let help = format!("write `http: {list}` for the HTTP status");
        scope.fault_with(Code::UnknownReference, condition.path.span, text, help);
        return None;
    }
    let path = match &condition.test {
        syntax::Test::Is(_) => member::find_scalar_member(scope, &condition.path, layers)?,
        syntax::Test::Absent | syntax::Test::Present => member::find_member(scope, &condition.path, layers)?,
        syntax::Test::Status { .. } => Vec::new(),
    };
    let test = match &condition.test {
        syntax::Test::Is(texts) => {
            path.last().iter().for_each(|field| texts.iter().for_each(|text| check_listed(scope, text, field)));
            Test::Is(texts.iter().map(|text| text.value.clone()).collect())
        }
        syntax::Test::Absent => Test::Absent,
        syntax::Test::Present => Test::Present,
        syntax::Test::Status { not, ranges } => Test::Status { not: *not, ranges: ranges.clone() },
    };
    Some(Condition { path, test, span: condition.span })
}

/// A condition that is evaluated before the message is compared with the request.
fn lower_early_condition(scope: &mut Scope<'_>, condition: &syntax::Condition, layers: &[Layer]) -> Option<Condition> {
    let condition = lower_condition(scope, condition, layers)?;
    member::is_readable(scope, condition.span, &condition.path).then_some(condition)
}

fn lower_verify(binder: &mut Binder<'_, '_>, verify: &Spanned<syntax::Verify>) -> Option<Verify> {
    Some(match &verify.value {
        syntax::Verify::Unsigned { why, settles } => Verify::Unsigned { why: why.clone(), settles: *settles },
        syntax::Verify::Token { token, why, settles } => {
            let syntax::SharedToken { at, prefix, is, fresh, span } = token;
            let is = part::lower_part(binder, is);
            is.iter().for_each(|is| binder.mark_token(is));
            let fresh = fresh.as_ref().and_then(|fresh| lower_replay_window(binder, fresh));
            let at = lower_location(binder, at)?;
            let token = SharedToken { at, prefix: prefix.clone(), is: is?, fresh, span: *span };
            Verify::Token { token, why: why.clone(), settles: *settles }
        }
        syntax::Verify::Signed { signatures, unless, refuses, partial, fresh } => {
            let bound: Vec<Option<Signed>> = signatures.iter().map(|signed| lower_signed(binder, signed)).collect();
            let fresh = fresh.as_ref().map(|fresh| lower_replay_window(binder, fresh));
            let unless = lower_early_conditions(binder, unless, "a header cannot tell that a message is unsigned");
            let signatures = bound.into_iter().collect::<Option<Vec<_>>>()?;
            let (refuses, partial) = (refuses.clone(), partial.clone());
            Verify::Signed { signatures, unless: unless?, refuses, partial, fresh: fresh.flatten() }
        }
    })
}

fn lower_signed(binder: &mut Binder<'_, '_>, written: &syntax::Signed) -> Option<Signed> {
    let value = binder.text_value(&written.value);
    let signature = lower_location(binder, &written.signature);
    let when = lower_early_conditions(binder, &written.when, "a header cannot tell which signature a message has");
    Some(Signed {
        signature: signature?,
        prefix: written.prefix.clone(),
        suffix: written.suffix.clone(),
        value: value?,
        salt: written.salt.clone(),
        when: when?,
        span: written.span,
    })
}

fn lower_location(binder: &mut Binder<'_, '_>, location: &syntax::Location) -> Option<Location> {
    location.resolved(|name| {
        let header = name.value.strip_prefix("header ").map(str::trim).or_else(|| {
            let known = binder.layers.iter().any(|layer| layer.message.field(&name.value).is_some());
            Some(name.value.as_str()).filter(|name| !known && name.contains('-') && !name.contains('.'))
        });
        if let Some(header) = header {
            let text = format!("there is no member `{}`", name.value);
            let help = format!("write `{{ header: {header} }}` for a header");
            binder.scope.fault_with(Code::UnknownReference, name.span, text, help);
            return None;
        }
        let path = member::find_body_member(binder.scope, name, Layer::before_signature(binder.layers))?;
        Some(path.iter().map(|field| field.wire.clone()).collect())
    })
}

fn lower_replay_window(binder: &mut Binder<'_, '_>, fresh: &syntax::ReplayWindow) -> Option<ReplayWindow> {
    let at = lower_location(binder, &fresh.at)?;
    Some(ReplayWindow { at, format: fresh.format.clone(), within: fresh.within })
}

/// Conditions on members of the body; `of_header` is the fault of a header.
fn lower_early_conditions(
    binder: &mut Binder<'_, '_>,
    conditions: &[syntax::Condition],
    of_header: &str,
) -> Option<Vec<Condition>> {
    let layers = binder.layers;
    let out: Vec<Option<Condition>> =
        conditions.iter().map(|condition| lower_early_condition(binder.scope, condition, layers)).collect();
    for condition in
        out.iter().flatten().filter(|condition| matches!(location_of(&condition.path), Location::Header { .. }))
    {
        binder.scope.fault_with(Code::SourceDoesNotFit, condition.span, of_header, "name a member of the body");
    }
    out.into_iter().collect()
}

/// The conditions that are tested after the verification and before the layers that are opened only then.
fn lower_about(scope: &mut Scope<'_>, syntax: &syntax::Receives, layers: &[Layer]) -> Vec<Condition> {
    let read = Layer::before_signature(layers);
    // Only a signature has layers that are opened before it.
    let unsigned = syntax.verify.as_ref().is_some_and(|verify| verify.value.signatures().is_empty());
    let lower = |condition: &syntax::Condition| {
        if unsigned && is_behind(&condition.path.value, read) {
            let text = format!("the layer that holds `{}` is opened after `about` is tested", condition.path.value);
            let help = "name a member of the outermost layer or a header, or leave `about` out and test the member in the \
                        rows of `outcome:`, which see every layer";
            scope.fault_with(Code::UnknownReference, condition.path.span, text, help);
            return None;
        }
        lower_early_condition(scope, condition, read)
    };
    syntax.about.iter().filter_map(lower).collect()
}

/// Whether a path leads through a carrier of each of these layers, to a member of the layer inside them.
fn is_behind(path: &str, layers: &[Layer]) -> bool {
    let mut names = path.split('.');
    let carries = |layer: &Layer, name: &str| layer.carriers().any(|field| field.wire == name);
    layers.iter().all(|layer| names.next().is_some_and(|name| carries(layer, name))) && names.next().is_some()
}

/// Whether a signature states that it shows its salt.
fn is_salted(syntax: &syntax::Receives) -> bool {
    let signatures = syntax.verify.as_ref().map_or(&[][..], |verify| verify.value.signatures());
    signatures.iter().any(|signed| signed.salt.is_some())
}
