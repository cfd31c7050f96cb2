//! The valid and the invalid values of a limit.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;

use refundry_vocabulary::pattern;

use super::{Scope, data};
use crate::{
    emit::names,
    model::{
        Bound, CarriedCharacters, Confidence, Data, Family, Field, Place, Presence, Scalar, Separators, Type, Unit,
        bound, literal,
    },
};

/// Values as expressions.
#[derive(Default)]
struct Cases {
    good: Vec<TokenStream>,
    bad: Vec<TokenStream>,
    /// The conversion to the field's own type.
    turned: Option<TokenStream>,
    /// Whether the values are amounts.
    amounts: bool,
}

impl Cases {
    fn new(good: impl IntoIterator<Item = TokenStream>, bad: impl IntoIterator<Item = TokenStream>) -> Self {
        Self { good: good.into_iter().collect(), bad: bad.into_iter().collect(), ..Self::default() }
    }

    /// The pair of valid and invalid values.
    fn tokens(&self) -> Option<TokenStream> {
        let Self { good, bad, turned, amounts } = self;
        let pair = if *amounts {
            quote!(amounts([#(#good),*], [#(#bad),*]))
        } else {
            quote!(([#(#good),*] #turned, [#(#bad),*] #turned))
        };
        (good.len() + bad.len() > 0).then_some(pair)
    }

    /// Converts the texts to the field's own type.
    fn typed(self, field: &Field) -> Self {
        let ty = field.ty.content();
        let plain = ty.scalar().is_some() || from_text(ty).is_some();
        let value = turned(ty, quote!(text));
        let turned = (!plain).then(|| quote!(.map(|text| #value)));
        Self { turned, ..self }
    }
}

/// A text as a value of the type.
fn turned(ty: &Type, text: TokenStream) -> TokenStream {
    match ty {
        Type::List(inner) => {
            let item = turned(inner, text);
            quote!(vec![#item])
        }
        Type::Map { .. } => quote!(vec![("k".to_owned(), #text)]),
        Type::Scalar(scalar) => match scalar.family() {
            Family::Enumeration(enumeration) => {
                let name = names::type_name(&enumeration.name);
                quote!(enumerations::#name::from(#text.as_str()))
            }
            Family::Amount(_) => quote!(rt::Amount::from_minor(#text)),
            Family::Text | Family::Integer | Family::Time(_) | Family::Boolean(_) | Family::ErrorCode => text,
        },
        Type::Object(_) | Type::Json(_) | Type::Indexed { .. } | Type::Parallel { .. } | Type::Layer(_) => text,
    }
}

/// The conversion of the text `v` to an enumeration, or to a list of one.
pub(super) fn from_text(ty: &Type) -> Option<TokenStream> {
    match ty {
        Type::Scalar(_) => ty.enumeration().map(|_| quote!(v.as_str().into())),
        Type::List(inner) => from_text(inner).map(|item| quote!(vec![#item])),
        Type::Object(_)
        | Type::Map { .. }
        | Type::Json(_)
        | Type::Indexed { .. }
        | Type::Parallel { .. }
        | Type::Layer(_) => None,
    }
}

/// The valid and the invalid values of a bound, a pair of collections; `None` if there is nothing to test.
pub(super) fn cases(scope: &Scope<'_>, field: &Field, bound: &Bound) -> Option<TokenStream> {
    let cases = match bound {
        Bound::Required => return required(scope, field),
        Bound::RequiredWhen(_) | Bound::Entries(usize::MAX) => return None,
        // Two digits tell no year outside the bound.
        Bound::Year => return None,
        Bound::Length { min, max, unit } => return lengths(scope, field, *min, *max, *unit),
        Bound::Digits { min, max } => digits(field, *min, *max),
        Bound::Listed(values) => return Some(listed(scope, values)),
        Bound::Alphabet(ranges) => {
            let (around, ends) = (scope.call("around"), ranges.iter().flat_map(|(from, to)| [*from, *to]));
            let ends: String = ends.collect();
            return Some(quote!(#around(#ends)));
        }
        Bound::Pattern(form) => formed(field, form),
        Bound::Range { min, max } => range(field, *min, *max),
        Bound::Entries(max) => {
            let (entries, max) = (scope.call("entries"), Literal::usize_unsuffixed(*max));
            return Some(quote!(#entries(#max)));
        }
        Bound::Keys(taken) => keys(taken),
        Bound::KeyLength(max, unit) => sized(*max, *unit, &quote!(.map(|text| vec![(text, String::new())]))),
        Bound::ValueLength(max, unit) => sized(*max, *unit, &quote!(.map(|text| vec![("k".to_owned(), text)]))),
        Bound::Currency => currencies(field),
        Bound::Characters(set) => return characters(scope, field, *set),
    };
    cases.tokens()
}

/// The shortest and the longest text of a pattern, and texts one character shorter and longer.
fn formed(field: &Field, form: &str) -> Cases {
    let (shortest, longest) = (pattern::shortest(form), pattern::longest(form));
    let shorter: String = shortest.chars().take(shortest.chars().count().saturating_sub(1)).collect();
    let longer = longest.chars().chain(longest.chars().last()).collect();
    let bounds = bound::bounds(field, None);
    // A text that breaks another limit of the field would show nothing about this one.
    let others = |text: &String| {
        let mut others = bounds.iter().filter(|bound| !matches!(bound, Bound::Pattern(_)));
        others.all(|bound| literal::keeps(bound, text).is_ok())
    };
    let kept = |texts: [String; 2], good: bool| {
        let texts = texts.into_iter().filter(move |text| pattern::matches(form, text) == good && !text.is_empty());
        texts.filter(others).map(|text| quote!(#text.to_owned())).collect::<Vec<_>>()
    };
    Cases::new(kept([shortest, longest], true), kept([shorter, longer], false)).typed(field)
}

fn keys(taken: &[String]) -> Cases {
    let map = |key: &str| quote!(vec![(#key.to_owned(), String::new())]);
    let bad = taken.iter().map(String::as_str).chain(["", "k[", "k]"]);
    Cases::new([map("k")], bad.map(map).collect::<Vec<_>>())
}

/// Codes of each number of decimals, and texts that are no codes.
fn currencies(field: &Field) -> Cases {
    let text = |text: &&str| quote!(#text.to_owned());
    Cases::new(["JPY", "CNY", "KWD", "CLF"].iter().map(text), ["cny", "CN", "XXX", "CNY ", "CNY JPY"].iter().map(text))
        .typed(field)
}

fn required(scope: &Scope<'_>, field: &Field) -> Option<TokenStream> {
    let data = data::sample(field);
    let sample = data::data_expr(scope, &field.ty, &data);
    if field.source.is_caller() && !field.is_plain() {
        return Some(quote!(([Some(#sample)], [None])));
    }
    if let (Data::Text(text), Some(Family::Text)) = (&data, field.ty.family()) {
        let filled = scope.call("filled");
        return Some(quote!(#filled(#text)));
    }
    let plain = Field { presence: Presence::Required, confidence: Confidence::High, ..field.clone() };
    Cases::new([sample], [data::init(&plain, None)]).tokens()
}

fn repeat(text: &str, count: usize) -> TokenStream {
    let count = Literal::usize_unsuffixed(count);
    quote!(#text.repeat(#count))
}

fn lengths(scope: &Scope<'_>, field: &Field, min: usize, max: usize, unit: Unit) -> Option<TokenStream> {
    let wide = field.alphabet.is_none() && field.place != Place::Header;
    let wide = wide && field.ty.content().scalar().is_some_and(Scalar::has_alphabet);
    let limited = max < 1 << 20;
    // Three bytes a character distinguish the units.
    let fits = if unit == Unit::Bytes { max / 3 } else { max };
    if wide && limited && min <= 1 && fits > 0 {
        let helper = scope.call(if unit == Unit::Bytes { "bytes" } else { "chars" });
        let max = Literal::usize_unsuffixed(max);
        return Some(quote!(#helper(#max)));
    }
    let letter = data::letter(field).to_string();
    if limited && !wide && min <= 1 && matches!(field.ty.family(), Some(Family::Text | Family::Enumeration(_))) {
        let (sized, max) = (scope.call("sized"), Literal::usize_unsuffixed(max));
        return Some(quote!(#sized(#letter, #max)));
    }
    let mut cases = Cases::default();
    if limited {
        cases.good.push(repeat(&letter, max));
        cases.bad.push(repeat(&letter, max + 1));
    }
    if limited && wide {
        cases.good.extend((fits >= min.max(1)).then(|| repeat("中", fits)));
        cases.bad.push(repeat("中", fits + 1));
    }
    if min > 1 {
        cases.good.push(repeat(&letter, min));
        cases.bad.push(repeat(&letter, min - 1));
    }
    cases.typed(field).tokens()
}

/// Every listed value, and a text longer than all of them.
fn listed(scope: &Scope<'_>, values: &[String]) -> TokenStream {
    let longest = values.iter().max_by_key(|value| value.len()).map_or("", String::as_str);
    let unlisted = format!("{longest}_");
    let make = scope.call("listed");
    quote!(#make([#(#values),*], #unlisted))
}

/// Texts at a length limit and beyond it, converted by `turned`.
fn sized(max: usize, unit: Unit, turned: &TokenStream) -> Cases {
    let wide = if unit == Unit::Bytes { max / 3 } else { max };
    let good = [repeat("a", max), repeat("中", wide)];
    let bad = [repeat("a", max + 1), repeat("中", wide + 1)];
    Cases { turned: Some(turned.clone()), ..Cases::new(good, bad) }
}

fn digits(field: &Field, min: usize, max: usize) -> Cases {
    if field.ty.content().item().scalar().is_some_and(Scalar::is_number) {
        let first_bad = u32::try_from(max).ok().and_then(|digits| 10_i64.checked_pow(digits));
        return first_bad.map(|bad| numbers(field, &[bad - 1], &[bad])).unwrap_or_default();
    }
    let letter = format!("{}a", "1".repeat(max.max(1) - 1));
    let mut cases = Cases::new([repeat("1", max)], [repeat("1", max + 1)]);
    if min > 1 {
        cases.good.push(repeat("1", min));
        cases.bad.push(repeat("1", min - 1));
    }
    cases.bad.push(quote!(#letter.to_owned()));
    cases.typed(field)
}

fn range(field: &Field, min: i64, max: i64) -> Cases {
    let amount = field.ty.content().is_amount();
    let (mut good, mut bad) = (Vec::new(), Vec::new());
    if min != i64::MIN && !(amount && min < 0) {
        good.push(min);
        bad.extend((!(amount && min == 0)).then_some(min - 1));
    }
    if max != i64::MAX {
        good.push(max);
        bad.push(max + 1);
    }
    numbers(field, &good, &bad)
}

fn numbers(field: &Field, good: &[i64], bad: &[i64]) -> Cases {
    let literal = |number: &i64| {
        let literal = Literal::i64_unsuffixed(*number);
        quote!(#literal)
    };
    let ty = field.ty.content();
    let value = turned(ty, quote!(number));
    let turned = ty.is_repeated().then(|| quote!(.map(|number| #value)));
    let amounts = ty.is_amount() && !ty.is_repeated();
    Cases { turned, amounts, ..Cases::new(good.iter().map(literal), bad.iter().map(literal)) }
}

/// Texts with characters inside and outside the set; for a text field a helper makes them.
fn characters(scope: &Scope<'_>, field: &Field, set: CarriedCharacters) -> Option<TokenStream> {
    let cases = texts(set).typed(field);
    if cases.turned.is_some() {
        return cases.tokens();
    }
    let carried = scope.carried(set);
    Some(quote!(#carried()))
}

/// The helper with the texts of a character set.
pub(super) fn carried(name: &Ident, set: CarriedCharacters) -> TokenStream {
    let cases = texts(set);
    let (good, bad) = (Literal::usize_unsuffixed(cases.good.len()), Literal::usize_unsuffixed(cases.bad.len()));
    let cases = cases.tokens();
    quote! {
        /// Texts that can be carried, and texts that cannot.
        fn #name() -> ([String; #good], [String; #bad]) {
            #cases
        }
    }
}

fn texts(set: CarriedCharacters) -> Cases {
    let text = |text: &str| quote!(#text.to_owned());
    let mut cases = Cases::default();
    let mut put = |good: bool, value| if good { &mut cases.good } else { &mut cases.bad }.push(value);
    put(set.pairs.is_none_or(|separators| separators.join != ' '), text("a b"));
    let lacks = |sign: char| set.charset.is_some_and(|charset| charset.row().lacks.contains(sign));
    put(!set.header && !lacks('中'), text("中"));
    put(!set.header && !set.basic_plane && !lacks('\u{1F600}'), text("\u{1F600}"));
    if set.xml {
        put(false, text("a\u{0}"));
        put(false, text("a\u{FFFE}"));
    }
    if lacks('한') {
        put(false, text("한"));
    }
    if let Some(Separators { join, pair, braces }) = set.pairs {
        put(true, text(&format!("a{pair}b")));
        put(false, text(&format!("a{join}b")));
        put(braces, text(&format!("{{a{join}{{}}}}")));
        put(!braces, text("{a"));
    }
    if set.header {
        put(false, text(" a"));
        put(false, text("a\n"));
    }
    cases
}
