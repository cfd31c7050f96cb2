//! Mistakes in the key: missing, doubled, misplaced, extended, or another key.

use std::sync::Arc;

use refundry_codegen::model::{Case, Credential, Field, Part, Place, Source, value::Order};
use refundry_runtime::{Secret, SecretBytes, encode};

use super::{
    mistake::{List, MistakeKind},
    variant::Variant,
};
use crate::credential_value::CredentialValue;

/// Characters that are copied along with a key.
const ENDS: [(&str, &str); 3] = [
    ("the key with a line feed at its end", "\n"),
    ("the key with CR and LF at its end", "\r\n"),
    ("the key with a space at its end", " "),
];

pub(crate) fn put(base: &Variant, out: &mut List) {
    places(out);
    for (words, end) in ENDS {
        out.put(MistakeKind::Key, words, move |variant| variant.secrets(|text| Some(of_text(format!("{text}{end}")))));
    }
    out.put(MistakeKind::Key, "the key in lower case", |variant| {
        variant.secrets(|text| Some(of_text(text.to_lowercase())))
    });
    out.put(MistakeKind::Key, "the key in upper case", |variant| {
        variant.secrets(|text| Some(of_text(text.to_uppercase())))
    });
    out.put(MistakeKind::Key, "the key's hex digits taken for bytes", |variant| {
        variant.secrets(|text| Some(CredentialValue::Bytes(SecretBytes::from_hex(text).ok()?)))
    });
    out.put(MistakeKind::Key, "the key's base64 taken for bytes", |variant| {
        variant.secrets(|text| Some(CredentialValue::Bytes(SecretBytes::from_base64(text).ok()?)))
    });
    out.put(MistakeKind::Key, "the key's text in hex instead of its bytes", |variant| {
        variant.shared(encode::hex_lower)
    });
    out.put(MistakeKind::Key, "the key's text in base64 instead of its bytes", |variant| {
        variant.shared(encode::base64)
    });
    out.put(MistakeKind::RareKey, "the key written twice", |variant| {
        variant.secrets(|text| Some(of_text(text.repeat(2))))
    });
    leads(base, out);
    breaks(base, out);
    others(base, out);
}

fn of_text(text: String) -> CredentialValue {
    CredentialValue::Text(Secret::new(text))
}

fn places(out: &mut List) {
    out.put(MistakeKind::Key, "the key left out of the text", |variant| {
        key_parts(variant, |case, at, before| {
            case.parts.drain(at - before..=at);
            true
        })
    });
    out.put(MistakeKind::Key, "the key twice in the text", |variant| {
        key_parts(variant, |case, at, before| {
            let again: Vec<Part> = case.parts.get(at - before..=at).map(<[Part]>::to_vec).unwrap_or_default();
            let rest = case.parts.split_off(at + 1);
            case.parts.extend(again.into_iter().chain(rest));
            true
        })
    });
    out.put(MistakeKind::Key, "the key right after the text, without the text between them", |variant| {
        key_parts(variant, |case, at, before| {
            case.parts.drain(at - before..at);
            before > 0
        })
    });
    out.put(MistakeKind::Key, "the key before the text instead of after it", |variant| key_parts(variant, to_front));
    out.put(MistakeKind::Key, "the key after the text instead of before it", |variant| variant.cases(to_back));
    out.put(MistakeKind::Key, "the first key left out of the text", |variant| variant.cases(without_first));
    out.put(MistakeKind::Key, "the key as one of the sorted fields", |variant| key_parts(variant, among_fields));
}

/// Calls `change` for the last secret part of each case, with its index and the number of literals right before it.
fn key_parts(variant: &mut Variant, change: impl Fn(&mut Case, usize, usize) -> bool) -> bool {
    variant.cases(|case| {
        let at = case.parts.iter().rposition(is_secret);
        let Some(at) = at else { return false };
        let before = at.checked_sub(1).and_then(|before| case.parts.get(before));
        let literal = usize::from(matches!(before, Some(Part::Literal(_))));
        change(case, at, literal)
    })
}

/// Moves `&key=…` to the front as `key=…&`.
fn to_front(case: &mut Case, at: usize, before: usize) -> bool {
    let mut moved: Vec<Part> = case.parts.drain(at - before..=at).collect();
    if let Some(Part::Literal(literal)) = moved.first_mut() {
        let join = literal.chars().next().filter(|sign| !sign.is_alphanumeric());
        if let Some(join) = join {
            literal.remove(0);
            moved.push(Part::Literal(join.to_string()));
        }
    }
    let moves = at > before;
    case.parts.splice(0..0, moved);
    moves
}

/// Moves `key=…&` to the back as `&key=…`.
fn to_back(case: &mut Case) -> bool {
    let Some(at) = case.parts.iter().position(is_secret) else { return false };
    let is_literal = |at: usize| matches!(case.parts.get(at), Some(Part::Literal(_)));
    let name = at.checked_sub(1).filter(|at| is_literal(*at));
    let join = Some(at + 1).filter(|at| is_literal(*at) && at + 1 < case.parts.len());
    let (start, end) = (name.unwrap_or(at), join.unwrap_or(at));
    if start > 0 || end + 1 >= case.parts.len() {
        return false;
    }
    let mut moved: Vec<Part> = case.parts.drain(start..=end).collect();
    if join.is_some() {
        moved.rotate_right(1);
    }
    case.parts.extend(moved);
    true
}

/// Leaves out the first of several secret parts.
fn without_first(case: &mut Case) -> bool {
    let secrets = case.parts.iter().filter(|part| is_secret(part)).count();
    let first = case.parts.iter().position(is_secret).filter(|_| secrets > 1);
    first.map(|at| case.parts.remove(at)).is_some()
}

fn is_secret(part: &Part) -> bool {
    part.credential().is_some_and(|credential| credential.secret)
}

/// Turns `&key=…` into the field `key`, which is sorted with the others.
fn among_fields(case: &mut Case, at: usize, before: usize) -> bool {
    let Some(Part::Credential(credential)) = case.parts.get(at).cloned() else { return false };
    let literal = at.checked_sub(1).filter(|_| before > 0).and_then(|before| case.parts.get(before));
    let Some(Part::Literal(literal)) = literal else { return false };
    let name = literal.trim_matches(|sign: char| !sign.is_alphanumeric() && sign != '_').to_owned();
    let mut parts = case.parts.iter_mut();
    let selection = parts.find_map(|part| if let Part::Fields(selection) = part { Some(selection) } else { None });
    let Some(selection) = selection.filter(|_| !name.is_empty()) else { return false };
    let Some(like) = selection.fields.first() else { return false };
    let field =
        Field { wire: name, source: Source::Credential(credential), place: Place::Signature, ..(**like).clone() };
    // The fields of a sorted selection are in its order.
    let at_name = selection.fields.partition_point(|other| other.wire < field.wire);
    let place = if selection.order == Order::Name { at_name } else { selection.fields.len() };
    selection.fields.insert(place, Arc::new(field));
    case.parts.drain(at - before..=at);
    true
}

/// Texts that programs write between a text and its key.
const LEADS: [&str; 4] = ["&key=", "&", "key=", "\n"];

/// Another text right before the key.
fn leads(base: &Variant, out: &mut List) {
    let case = base.focused().and_then(|value| value.cases.first());
    let Some(parts) = case.map(|case| &case.parts) else { return };
    let Some(at) = parts.iter().rposition(is_secret).filter(|at| *at > 0) else { return };
    let before = at.checked_sub(1).and_then(|before| parts.get(before));
    let own = if let Some(Part::Literal(literal)) = before { Some(literal.as_str()) } else { None };
    for lead in LEADS.into_iter().filter(|lead| own != Some(*lead)) {
        let name = if lead == "\n" { "a line feed".to_owned() } else { format!("`{lead}`") };
        let words = match own {
            Some(own) => format!("{name} before the key instead of `{}`", own.escape_debug()),
            None => format!("{name} between the text and the key"),
        };
        out.put(MistakeKind::RareKey, words, move |variant| {
            key_parts(variant, |case, at, before| {
                case.parts.splice(at - before..at, [Part::Literal(lead.to_owned())]);
                true
            })
        });
    }
}

/// The greatest number of places of a line feed inside a key.
const BREAKS: usize = 64;

/// A line feed inside a key, as a document wraps it.
fn breaks(base: &Variant, out: &mut List) {
    let used = base.used().into_iter().filter(|credential| credential.secret);
    let lengths = used.filter_map(|credential| Some(base.credentials.text(&credential)?.chars().count()));
    for place in 0..lengths.max().unwrap_or_default().min(BREAKS) {
        let words = match place {
            0 => "a line feed before the key's first character".to_owned(),
            _ => format!("a line feed inside the key, after its character {place}"),
        };
        out.put(MistakeKind::RareKey, words, move |variant| {
            variant.secrets(|text| {
                let (at, _) = text.char_indices().nth(place)?;
                let (start, end) = text.split_at_checked(at)?;
                Some(of_text(format!("{start}\n{end}")))
            })
        });
    }
}

/// Mistakes that use another secret of the merchant.
fn others(base: &Variant, out: &mut List) {
    let used: Vec<Arc<Credential>> = base.used().into_iter().filter(|credential| credential.secret).collect();
    for pair in used.windows(2) {
        let [one, other] = pair else { continue };
        let (one, other) = (one.name.clone(), other.name.clone());
        out.put(MistakeKind::Key, format!("`{one}` and `{other}` swapped"), move |variant| {
            let texts = [&one, &other].map(|name| secret_text(variant, name));
            let [Some(first), Some(second)] = texts else { return false };
            variant.set_credential(&one, of_text(second));
            variant.set_credential(&other, of_text(first));
            true
        });
    }
    for wanted in &used {
        let texts = base
            .credentials
            .all()
            .filter(|(name, value)| *name != wanted.name && matches!(value, CredentialValue::Text(_)));
        for (name, _) in texts {
            let words = format!("`{name}` as the key instead of `{}`", wanted.name);
            let (name, wanted) = (name.to_owned(), wanted.name.clone());
            out.put(MistakeKind::Key, words, move |variant| {
                let Some(text) = secret_text(variant, &name) else { return false };
                variant.set_credential(&wanted, of_text(text));
                true
            });
        }
    }
}

/// The text of a credential; `None` if it is no text.
fn secret_text(variant: &Variant, name: &str) -> Option<String> {
    match variant.credentials.all().find(|(other, _)| *other == name) {
        Some((_, CredentialValue::Text(text))) => Some(text.expose().to_owned()),
        _ => None,
    }
}
