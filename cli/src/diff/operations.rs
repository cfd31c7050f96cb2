//! Compares operations: their requests, and the acknowledgements of notifications.

use refundry_codegen::model::{
    Acknowledge, Operation, PathPiece, Provider, Sends,
    operation::{Header, dotted},
};
use refundry_codegen::source::Span;

use super::change::{Both, ChangeState, Changes};
use super::kind::ChangeKind;
use super::pair::{Pair, by_name, reordered};
use super::words::{Texts, pairs, quoted, word};
use super::{layers, receives};

/// Compares every operation.
pub fn compare_operations(old: &Provider, new: &Provider, changes: &mut Changes) {
    let around =
        Both::section("operations", (&old.operations, old.span), (&new.operations, new.span), |item| item.span);
    for pair in by_name(&old.operations, &new.operations, |operation| &operation.name) {
        match pair {
            Pair::Both(before, after) => {
                operation(before, after, changes);
                compare_kept((old, before), (new, after), changes);
            }
            Pair::Gone(gone) => changes.gone(ChangeKind::OperationRemoved, subject(gone), side(gone), around.new),
            Pair::Come(come) => changes.come(ChangeKind::OperationAdded, subject(come), around.old, side(come)),
        }
    }
    if let Some((before, after)) = reordered(&old.operations, &new.operations, |operation| &operation.name) {
        changes.differ(ChangeKind::DeclarationOrder, &around, before, after);
    }
}

fn subject(operation: &Operation) -> String {
    format!("operation {}", operation.name)
}

fn side(operation: &Operation) -> ChangeState {
    ChangeState::new(operation.span, word(operation.kind))
}

fn operation(old: &Operation, new: &Operation, changes: &mut Changes) {
    let Operation { name: _, kind, title, doc, of, unnumbered, number_lifetime, sends, receives, acknowledge, span } =
        old;
    let both = Both::new(subject(old), *span, new.span);
    changes.differ(ChangeKind::OperationPurpose, &both, word(kind), word(new.kind));
    changes.reword(&both, title, &new.title);
    changes.reword(&both, doc, &new.doc);
    changes.differ(ChangeKind::OperationOf, &both, of.clone().unwrap_or_default(), new.of.clone().unwrap_or_default());
    changes.differ(ChangeKind::Unnumbered, &both, unnumbered.written(), new.unnumbered.written());
    let lifetime = |seconds: &Option<usize>| seconds.map(|seconds| format!("{seconds} s")).unwrap_or_default();
    changes.differ(ChangeKind::NumberLifetime, &both, lifetime(number_lifetime), lifetime(&new.number_lifetime));
    let answered = |acknowledge: &Option<Acknowledge>| acknowledge.as_ref().map(acknowledged).unwrap_or_default();
    changes.differ(ChangeKind::Acknowledgement, &both, answered(acknowledge), answered(&new.acknowledge));
    if let Some(((_, old), (_, new))) = old.reply().zip(new.reply()) {
        let subject = format!("{}, acknowledgement", both.subject);
        compare_sends(&Both::new(&subject, old.span, new.span), old, new, changes);
    }
    // Only notifications send nothing and only faulty operations receive nothing, so a change of kind covers both.
    if let Some((old, new)) = sends.as_ref().zip(new.sends.as_ref()) {
        compare_sends(&Both::new(&both.subject, old.span, new.span), old, new, changes);
    }
    if let Some((old, new)) = receives.as_ref().zip(new.receives.as_ref()) {
        receives::compare_receives(&Both::new(&both.subject, old.span, new.span), old, new, changes);
    }
}

fn acknowledged(acknowledge: &Acknowledge) -> String {
    match acknowledge {
        Acknowledge::Fixed { status, content_type, body } => {
            let content_type = content_type.as_ref().map(|text| format!(" {text}")).unwrap_or_default();
            format!("{status}{content_type} {}", quoted(body))
        }
        Acknowledge::Written { status, reply } => {
            let repeated = reply.repeated.iter().map(|(name, path)| format!(" {name}={}", dotted(path)));
            let texts = Texts { values: &reply.values, ordered: true };
            format!("{status} written {}{}", texts.text(&reply.body), repeated.collect::<String>())
        }
    }
}

fn compare_sends(both: &Both, old: &Sends, new: &Sends, changes: &mut Changes) {
    // Values are compared on their own; the plan follows from them. The parts of an acknowledgement are its text.
    let Sends {
        method,
        path,
        query,
        content_type,
        headers,
        constants,
        layers,
        body: _,
        repeated: _,
        values,
        plan: _,
        span: _,
        spans: _,
    } = old;
    changes.differ(ChangeKind::Method, both, method, &new.method);
    changes.differ(ChangeKind::Path, both, written(path), written(&new.path));
    changes.differ(ChangeKind::Query, both, pairs(query), pairs(&new.query));
    let plain = |text: &Option<String>| text.clone().unwrap_or_default();
    changes.differ(ChangeKind::ContentType, both, plain(content_type), plain(&new.content_type));
    changes.differ(ChangeKind::Constant, both, pairs(constants), pairs(&new.constants));
    let texts = |values| Texts { values, ordered: true };
    compare_headers(both, (headers, texts(values)), (&new.headers, texts(&new.values)), changes);
    let sides = ((&layers[..], texts(values)), (&new.layers[..], texts(&new.values)));
    let direction = if old.is_acknowledgement() { "acknowledges" } else { "sends" };
    layers::compare_layers(both, direction, sides.0, sides.1, changes);
}

fn written(path: &[PathPiece]) -> String {
    let piece = |piece: &PathPiece| match piece {
        PathPiece::Literal(text) => text.clone(),
        PathPiece::Field(field) => format!("{{{}}}", field.wire),
    };
    path.iter().map(piece).collect()
}

fn compare_headers(both: &Both, old: (&[Header], Texts<'_>), new: (&[Header], Texts<'_>), changes: &mut Changes) {
    // The secrecy of a header follows from its parts.
    let side = |Header { name: _, parts, secret: _, span }: &Header, texts: Texts<'_>| {
        ChangeState::new(*span, texts.text(parts))
    };
    for pair in by_name(old.0, new.0, |header| &header.name) {
        let subject = |header: &Header| format!("{}, header {}", both.subject, header.name);
        match pair {
            Pair::Both(before, after) => {
                let both = Both::new(subject(before), before.span, after.span);
                changes.differ(ChangeKind::HeaderText, &both, old.1.text(&before.parts), new.1.text(&after.parts));
            }
            Pair::Gone(header) => {
                changes.gone(ChangeKind::HeaderText, subject(header), side(header, old.1), both.new);
            }
            Pair::Come(header) => {
                changes.come(ChangeKind::HeaderText, subject(header), both.old, side(header, new.1));
            }
        }
    }
    if let Some((old, new)) = reordered(old.0, new.0, |header| &header.name) {
        changes.differ(ChangeKind::DeclarationOrder, both, old, new);
    }
}

/// Compares the fields of `Sent`: each of them has a method.
fn compare_kept(old: (&Provider, &Operation), new: (&Provider, &Operation), changes: &mut Changes) {
    let (before, after) = (kept(old.0, old.1), kept(new.0, new.1));
    for pair in by_name(&before, &after, |(name, _)| name) {
        let subject = |name: &str| format!("{}, kept {name}", subject(old.1));
        match pair {
            Pair::Both(..) => {}
            Pair::Gone((name, span)) => {
                changes.gone(ChangeKind::KeptRemoved, subject(name), ChangeState::new(*span, name), new.1.span);
            }
            Pair::Come((name, span)) => {
                changes.come(ChangeKind::KeptAdded, subject(name), old.1.span, ChangeState::new(*span, name));
            }
        }
    }
}

fn kept(provider: &Provider, operation: &Operation) -> Vec<(String, Span)> {
    let Some(sends) = &operation.sends else { return Vec::new() };
    let paths = provider.recorded(operation, sends);
    paths.iter().map(|path| (dotted(path), path.last().map(|field| field.span).unwrap_or_default())).collect()
}
