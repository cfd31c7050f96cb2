//! Members of received messages, by their paths through carriers and objects: `data.sn`.

use std::sync::Arc;

use super::Scope;
use crate::{
    diagnostic::{Code, Diagnostic},
    model::{Field, Layer, Message, Type},
    source::Span,
    spec::syntax::{Place, Word},
};

/// The greatest number of members among which a path without its beginning is looked for.
const MOST_MEMBERS: usize = 10_000;

pub(super) fn find_member(scope: &mut Scope<'_>, word: &Word, layers: &[Layer]) -> Option<Vec<Arc<Field>>> {
    let mut path: Vec<Arc<Field>> = Vec::new();
    let mut message = Arc::clone(&layers.first()?.message);
    let mut layer = 0;
    let mut rest = Some(word.value.as_str());
    while let Some(written) = rest {
        if let Some(carrier) = path.last() {
            let inner = if carrier.source.is_layer() {
                layer += 1;
                layers.get(layer).map(|layer| Arc::clone(&layer.message))
            } else {
                carrier.inner().cloned()
            };
            let Some(inner) = inner else {
                let (text, help) = without_members(carrier);
                scope.fault_with(Code::UnknownReference, word.span, text, help);
                return None;
            };
            message = inner;
        }
        let Some((field, behind)) = message.along(written) else {
            let name = written.split('.').next().unwrap_or_default();
            report_member(scope, word, name, &message, layers);
            return None;
        };
        if field.place == Place::Signature {
            let text = format!("`{}` is not received: it is only part of the signed text", field.wire);
            scope.fault_with(Code::UnknownReference, word.span, text, "name a member that arrives");
            return None;
        }
        path.push(Arc::clone(field));
        rest = behind;
    }
    Some(path)
}

/// A member of the body: a header that is a field is read when the message is trusted, and not before.
pub(super) fn find_body_member(scope: &mut Scope<'_>, word: &Word, layers: &[Layer]) -> Option<Vec<Arc<Field>>> {
    let path = find_member(scope, word, layers)?;
    if path.first().is_some_and(|field| field.place == Place::Header) {
        let text = format!("`{}` is a header, and a member of the body is wanted", word.value);
        scope.fault_with(Code::SourceDoesNotFit, word.span, text, format!("write `{{ header: {} }}`", word.value));
        return None;
    }
    is_readable(scope, word.span, &path).then_some(path)
}

/// Whether a member can be read before the message is compared with the request, which picks the items of lists.
pub(super) fn is_readable(scope: &mut Scope<'_>, span: Span, path: &[Arc<Field>]) -> bool {
    let Some((last, around)) = path.split_last() else { return true };
    let Some(list) = around.iter().find(|field| field.pick.is_some()) else { return true };
    let text = format!("`{}` is in an item of `{}`, and no item is picked yet", last.wire, list.wire);
    scope.fault_with(Code::SourceDoesNotFit, span, text, "name a member outside the list");
    false
}

/// Reports an unknown member. A name that ends just one path is most likely that path without its beginning.
fn report_member(scope: &mut Scope<'_>, word: &Word, name: &str, message: &Message, layers: &[Layer]) {
    let declared = scope.field_names(message).any(|field| field == name);
    if let Some(path) = only_path(layers, &word.value).filter(|_| !declared && !scope.diagnostics.is_full()) {
        let text = format!("there is no member `{}`", word.value);
        let fault = Diagnostic::new(Code::UnknownReference, word.span, text).label("not declared");
        scope.diagnostics.push(fault.help(format!("did you mean `{path}`?")));
        return;
    }
    let part = Word { value: name.to_owned(), span: word.span };
    scope.unknown_member(&part, message);
}

/// The only path that ends in these segments, with further ones in front.
fn only_path(layers: &[Layer], written: &str) -> Option<String> {
    let mut found = Vec::new();
    let mut left = MOST_MEMBERS;
    let mut open = vec![(String::new(), 0, Arc::clone(&layers.first()?.message))];
    while let Some((prefix, layer, message)) = open.pop() {
        for field in &message.fields {
            left = usize::checked_sub(left, 1)?;
            let path = format!("{prefix}{}", field.wire);
            found.extend(path.strip_suffix(written).filter(|front| front.ends_with('.')).map(|_| path.clone()));
            let inner = match field.source.is_layer() {
                true => layers.get(layer + 1).map(|next| (layer + 1, Arc::clone(&next.message))),
                false => field.inner().map(|inner| (layer, Arc::clone(inner))),
            };
            open.extend(inner.map(|(layer, inner)| (format!("{path}."), layer, inner)));
        }
    }
    found.pop().filter(|_| found.is_empty())
}

/// A member with a single text.
pub(super) fn find_scalar_member(scope: &mut Scope<'_>, word: &Word, layers: &[Layer]) -> Option<Vec<Arc<Field>>> {
    let path = find_member(scope, word, layers)?;
    let last = path.last()?;
    if last.ty.content().is_nested() || last.source.is_layer() {
        let text = format!("`{}` has no single value", word.value);
        scope.fault_with(Code::RuleDoesNotFit, word.span, text, "name a text, a number or a time inside it");
        return None;
    }
    Some(path)
}

/// The reason why a path ends at a field, and the help.
fn without_members(carrier: &Field) -> (String, String) {
    let wire = &carrier.wire;
    if carrier.source.is_layer() {
        return (
            format!("the layer in `{wire}` is not read yet when the signature is checked"),
            "let that layer say `opened: before_signature`, or name a member of the outermost layer or a header"
                .to_owned(),
        );
    }
    if matches!(carrier.ty.content(), Type::List(_)) {
        return (
            format!("`{wire}` is a list, and nothing says which of its items is meant"),
            format!(
                "let `{wire}` say with `pick:` which item is ours, or have the type `sole(…)` if there is always one"
            ),
        );
    }
    (format!("`{wire}` has no members"), format!("take `{wire}` itself, or give it the type `object(…)`"))
}
