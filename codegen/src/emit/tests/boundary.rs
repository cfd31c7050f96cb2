//! Every limit at its last good and its first bad value.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::{data, example};
use crate::{
    emit::{credentials, names, request::caller_fields, rules},
    model::{
        Bound, Characters, Confidence, CredentialType, Example, Field, Message, Operation, Presence, Provider, Source,
        Type, Unit, bound, example::CredentialData,
    },
};

/// The helpers, and a test an operation.
pub(super) fn items(provider: &Provider) -> Vec<TokenStream> {
    let tests = provider.operations.iter().filter_map(|operation| test(provider, operation));
    helpers().into_iter().chain(tests).collect()
}

fn helpers() -> [TokenStream; 3] {
    [
        quote! {
            /// The rules that are broken, in order.
            fn broken(result: Result<Vec<rt::Violation>, rt::Violations>) -> Vec<&'static str> {
                result.err().map(|violations| violations.iter().map(|violation| violation.rule).collect()).unwrap_or_default()
            }
        },
        quote! {
            /// The same of a request that was not signed. A key is used once no rule is broken, and may refuse the text.
            fn unsigned<S>(result: Result<rt::Call<S>, rt::SignError>) -> Vec<&'static str> {
                match result {
                    Err(rt::SignError::Invalid(violations)) => broken(Err(violations)),
                    Err(rt::SignError::Key(_)) | Ok(_) => Vec::new(),
                    Err(other) => panic!("{other}"),
                }
            }
        },
        quote! {
            /// A good value breaks nothing, a bad one this rule and no other.
            fn verdict(found: &[&str], good: bool, rule: &str) {
                let expected: &[&str] = if good { &[] } else { &[rule] };
                assert_eq!(found, expected, "{rule}");
            }
        },
    ]
}

/// A value to try: an expression, and whether it is right.
struct Case {
    value: TokenStream,
    good: bool,
}

/// A loop over the cases of one limit; `body` has `value` and `good`.
fn each(cases: Vec<Case>, body: &TokenStream) -> Option<TokenStream> {
    if cases.is_empty() {
        return None;
    }
    let (values, good): (Vec<_>, Vec<_>) = cases.into_iter().map(|case| (case.value, case.good)).unzip();
    Some(quote!(for (value, good) in [#((#values, #good)),*] { #body }))
}

fn test(provider: &Provider, operation: &Operation) -> Option<TokenStream> {
    let sends = operation.sends.as_ref()?;
    let base = provider.examples.iter().find(|example| example.operation == operation.name)?;
    let mut statements = Vec::new();
    for (message, field) in caller_fields(sends) {
        let characters = provider.characters.get(&message).copied();
        statements.extend(field_cases(provider, &message, &field, characters));
        statements.extend(nested_cases(provider, &field));
    }
    for layer in &sends.layers {
        statements
            .extend(layer.message.fields.iter().flat_map(|field| supplied_cases(provider, &layer.message, field)));
    }
    statements.extend(provider.credentials.iter().flat_map(|credential| credential_cases(provider, base, credential)));
    let lifts = between(operation).into_iter().map(|rule| quote!(.lift(&#rule)));
    let example = example::function(base);
    let (test, module) = (names::ident(&format!("boundaries_of_{}", operation.name)), names::module(&operation.name));
    Some(quote! {
        #[test]
        fn #test() {
            // Rules between fields have examples of their own.
            let base = || -> #module::Request { #example().0 #(#lifts)* };
            let (_, credentials, context) = #example();
            verdict(&unsigned(base().sign(&credentials, &context)), true, "none");
            #(#statements)*
        }
    })
}

/// The rules between fields, and those that depend on others.
pub(super) fn between(operation: &Operation) -> Vec<TokenStream> {
    let mut messages: Vec<&Message> = Vec::new();
    for layer in operation.sends.iter().flat_map(|sends| sends.layers.iter()) {
        reach(&layer.message, &mut messages);
    }
    messages
        .into_iter()
        .flat_map(|message| {
            let between = message.rules.iter().map(|rule| rules::path(&message.name, &rule.name));
            let conditional = message.fields.iter().filter(|field| matches!(field.presence, Presence::When(_)));
            between
                .chain(conditional.map(|field| rules::path(&message.name, &format!("{}.required", field.wire))))
                .collect::<Vec<_>>()
        })
        .collect()
}

fn reach<'m>(message: &'m Message, out: &mut Vec<&'m Message>) {
    if !out.iter().any(|seen| seen.name == message.name) {
        out.push(message);
        message.fields.iter().filter_map(|field| field.ty.message()).for_each(|inner| reach(inner, out));
    }
}

/// Cases of one of the caller's fields.
fn field_cases(provider: &Provider, message: &str, field: &Field, characters: Option<Characters>) -> Vec<TokenStream> {
    let name = names::field(field);
    member_cases(provider, message, field, characters, |value| quote!(request.#name = #value;))
}

/// Cases of a field that `set` puts a value into.
fn member_cases(
    provider: &Provider,
    message: &str,
    field: &Field,
    characters: Option<Characters>,
    set: impl Fn(TokenStream) -> TokenStream,
) -> Vec<TokenStream> {
    let bounds = bound::bounds(field, characters);
    let mut out = Vec::new();
    for bound in &bounds {
        let id = rules::id(provider, message, &format!("{}.{}", field.wire, bound.suffix()));
        let others = lifts(message, field, &bounds, bound);
        let set = set(if field.is_plain() { quote!(value) } else { some(bound) });
        let mutable = quote!(let mut request = base() #others;);
        out.extend(each(
            cases(provider, field, bound),
            &quote!(#mutable #set verdict(&broken(request.validate()), good, #id);),
        ));
    }
    out
}

/// An optional field's value: its absence is what breaks `required`.
fn some(bound: &Bound) -> TokenStream {
    if *bound == Bound::Required { quote!(Some(value).filter(|_| good)) } else { quote!(Some(value)) }
}

/// Lifts the field's other limits, so that each is tried alone.
fn lifts(message: &str, field: &Field, bounds: &[Bound], but: &Bound) -> TokenStream {
    let others = bounds
        .iter()
        .filter(|other| {
            *other != but && !matches!(other, Bound::Characters(_) | Bound::Required | Bound::RequiredWhen(_))
        })
        .map(|other| rules::path(message, &format!("{}.{}", field.wire, other.suffix())));
    quote!(#(.lift(&#others))*)
}

/// Cases of the members of an object field, in a sample of it.
fn nested_cases(provider: &Provider, outer: &Field) -> Vec<TokenStream> {
    let Some(message) = outer.ty.message() else { return Vec::new() };
    let name = names::field(outer);
    let characters = provider.characters.get(&message.name).copied();
    let sample = data::value(provider, &outer.ty, &data::sample(outer));
    let sample = if outer.is_plain() { sample } else { quote!(Some(#sample)) };
    let place = match (outer.is_plain(), outer.ty.content()) {
        (true, Type::List(_)) => quote!(request.#name[0]),
        (false, Type::List(_)) => quote!(request.#name.as_mut().unwrap()[0]),
        (true, _) => quote!(request.#name),
        (false, _) => quote!(request.#name.as_mut().unwrap()),
    };
    let cases = message.caller_fields().flat_map(|field| {
        let member = names::field(field);
        member_cases(
            provider,
            &message.name,
            field,
            characters,
            |value| quote!(request.#name = #sample; #place.#member = #value;),
        )
    });
    cases.collect()
}

/// Cases of a field that the context supplies.
fn supplied_cases(provider: &Provider, message: &Message, field: &Field) -> Vec<TokenStream> {
    let place = match field.source {
        Source::Nonce => quote!(nonce),
        Source::Salt => quote!(salt),
        _ => return Vec::new(),
    };
    let bounds = bound::bounds(field, provider.characters.get(&message.name).copied());
    let mut out = Vec::new();
    for bound in &bounds {
        let id = rules::id(provider, &message.name, &format!("{}.{}", field.wire, bound.suffix()));
        let others = lifts(&message.name, field, &bounds, bound);
        let body = quote! {
            let context = rt::Context { #place: &value, ..context };
            verdict(&unsigned(base() #others .sign(&credentials, &context)), good, #id);
        };
        out.extend(each(cases(provider, field, bound), &body));
    }
    out
}

/// Cases of a text credential.
fn credential_cases(provider: &Provider, base: &Example, credential: &crate::model::Credential) -> Vec<TokenStream> {
    let Some(field) = credentials::as_field(credential) else { return Vec::new() };
    let given = base
        .credentials
        .iter()
        .any(|(other, data)| other.name == credential.name && matches!(data, CredentialData::Text(_)));
    if !given || !matches!(credential.ty, CredentialType::Text(_)) {
        return Vec::new();
    }
    let (name, example) = (names::ident(&credential.name), example::function(base));
    let bounds = bound::bounds(&field, None);
    // A credential may stand in a header, so the texts are ASCII.
    let ascii = Field { alphabet: Some(vec![('a', 'a')]), ..field.clone() };
    let mut out = Vec::new();
    for bound in &bounds {
        let id = format!("credentials.{}.{}", credential.name, bound.suffix());
        let others = lifts("credentials", &field, &bounds, bound);
        let value = if credential.secret { quote!(rt::Secret::new(value)) } else { quote!(value) };
        let value = if credential.required { value } else { quote!(Some(#value)) };
        // A field that takes the credential may have limits of its own, so this rule alone is looked for.
        let body = quote! {
            let mut held = #example().1;
            held.#name = #value;
            let found = unsigned(base() #others .sign(&held, &context));
            assert_eq!(!found.contains(&#id), good, "{found:?}");
        };
        out.extend(each(cases(provider, &ascii, bound), &body));
    }
    out
}

fn cases(provider: &Provider, field: &Field, bound: &Bound) -> Vec<Case> {
    match bound {
        Bound::Required => vec![
            good(sampled(provider, field)),
            bad(data::init(
                &Field { presence: Presence::Required, confidence: Confidence::High, ..field.clone() },
                None,
            )),
        ],
        Bound::RequiredWhen(_) => Vec::new(),
        Bound::Length { min, max, unit } => lengths(field, *min, *max, *unit),
        Bound::Digits { min, max } => digits(field, *min, *max),
        Bound::Alphabet(ranges) => alphabet(ranges),
        Bound::Range { min, max } => range(field, *min, *max),
        Bound::Entries(usize::MAX) => Vec::new(),
        Bound::Entries(max) => vec![good(entries(*max)), bad(entries(*max + 1))],
        Bound::KeyLength(max, unit) => sized(*max, *unit, |text| quote!(vec![(#text, String::new())])),
        Bound::ValueLength(max, unit) => sized(*max, *unit, |text| quote!(vec![("k".to_owned(), #text)])),
        Bound::Characters(set) => characters(field, *set),
    }
}

/// A value that keeps every limit.
fn sampled(provider: &Provider, field: &Field) -> TokenStream {
    data::value(provider, &field.ty, &data::sample(field))
}

fn good(value: TokenStream) -> Case {
    Case { value, good: true }
}

fn bad(value: TokenStream) -> Case {
    Case { value, good: false }
}

fn repeat(text: &str, count: usize) -> TokenStream {
    let count = Literal::usize_unsuffixed(count);
    quote!(#text.repeat(#count))
}

/// A text as the field's own type.
fn typed(field: &Field, text: TokenStream) -> TokenStream {
    match field.ty.content() {
        Type::List(_) => quote!(vec![#text]),
        Type::Enumeration(enumeration) => {
            let name = names::type_name(&enumeration.name);
            quote!(super::enumerations::#name::from(#text.as_str()))
        }
        _ => text,
    }
}

fn lengths(field: &Field, min: usize, max: usize, unit: Unit) -> Vec<Case> {
    let letter = data::letter(field).to_string();
    let mut out = Vec::new();
    if max < 1 << 20 {
        out.push(good(repeat(&letter, max)));
        out.push(bad(repeat(&letter, max + 1)));
        if field.alphabet.is_none() && matches!(field.ty.content(), Type::String { .. }) {
            // Three bytes a character: the unit shows.
            let fits = if unit == Unit::Bytes { max / 3 } else { max };
            if fits >= min.max(1) {
                out.push(good(repeat("中", fits)));
            }
            out.push(bad(repeat("中", fits + 1)));
        }
    }
    if min > 1 {
        out.push(good(repeat(&letter, min)));
        out.push(bad(repeat(&letter, min - 1)));
    }
    out.into_iter().map(|case| Case { value: typed(field, case.value), good: case.good }).collect()
}

fn sized(max: usize, unit: Unit, wrap: impl Fn(TokenStream) -> TokenStream) -> Vec<Case> {
    let wide = if unit == Unit::Bytes { max / 3 } else { max };
    vec![
        good(wrap(repeat("a", max))),
        bad(wrap(repeat("a", max + 1))),
        good(wrap(repeat("中", wide))),
        bad(wrap(repeat("中", wide + 1))),
    ]
}

fn digits(field: &Field, min: usize, max: usize) -> Vec<Case> {
    match field.ty.content() {
        Type::Integer { .. } | Type::Amount { .. } => numbers(field, max),
        _ => {
            let mut out = vec![good(repeat("1", max)), bad(repeat("1", max + 1))];
            if min > 1 {
                out.push(good(repeat("1", min)));
                out.push(bad(repeat("1", min - 1)));
            }
            let letter = format!("{}a", "1".repeat(max.max(1) - 1));
            out.push(bad(quote!(#letter.to_owned())));
            out.into_iter().map(|case| Case { value: typed(field, case.value), good: case.good }).collect()
        }
    }
}

fn numbers(field: &Field, digits: usize) -> Vec<Case> {
    let Some(first_bad) = u32::try_from(digits).ok().and_then(|digits| 10_i64.checked_pow(digits)) else {
        return Vec::new();
    };
    vec![good(number(field, first_bad - 1)), bad(number(field, first_bad))]
}

fn number(field: &Field, number: i64) -> TokenStream {
    let literal = Literal::i64_unsuffixed(number);
    match field.ty.content() {
        Type::Amount { .. } => quote!(rt::Fen::new(#literal)),
        _ => quote!(#literal),
    }
}

fn range(field: &Field, min: i64, max: i64) -> Vec<Case> {
    let amount = matches!(field.ty.content(), Type::Amount { .. });
    let mut out = Vec::new();
    if min != i64::MIN && !(amount && min < 0) {
        out.push(good(number(field, min)));
        if !(amount && min == 0) {
            out.push(bad(number(field, min - 1)));
        }
    }
    if max != i64::MAX {
        out.push(good(number(field, max)));
        out.push(bad(number(field, max + 1)));
    }
    out
}

fn alphabet(ranges: &[(char, char)]) -> Vec<Case> {
    let inside = |c: char| ranges.iter().any(|(from, to)| *from <= c && c <= *to);
    let all: String = ranges.iter().flat_map(|(from, to)| [*from, *to]).collect();
    let mut out = vec![good(quote!(#all.to_owned()))];
    for (from, to) in ranges {
        let before = (u32::from(*from)).checked_sub(1).and_then(char::from_u32);
        let after = char::from_u32(u32::from(*to) + 1);
        for c in [before, after].into_iter().flatten().filter(|c| !inside(*c)) {
            let text = format!("{from}{c}");
            out.push(bad(quote!(#text.to_owned())));
        }
    }
    out
}

fn entries(count: usize) -> TokenStream {
    let count = Literal::usize_unsuffixed(count);
    quote!((0..#count).map(|index| (format!("k{index}"), String::new())).collect::<Vec<_>>())
}

fn characters(field: &Field, set: Characters) -> Vec<Case> {
    let (plane, xml) = match set {
        Characters::Xml => (false, true),
        Characters::XmlBasicPlane => (true, true),
        Characters::BasicPlane => (true, false),
    };
    let mut out = vec![good(quote!("中".to_owned()))];
    if plane {
        out.push(bad(quote!("\u{1F600}".to_owned())));
    } else {
        out.push(good(quote!("\u{1F600}".to_owned())));
    }
    if xml {
        out.push(bad(quote!("a\u{0}".to_owned())));
        out.push(bad(quote!("a\u{FFFE}".to_owned())));
    }
    out.into_iter().map(|case| Case { value: typed(field, case.value), good: case.good }).collect()
}
