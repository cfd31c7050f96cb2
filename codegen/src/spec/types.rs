//! Parses text to a type: `string(1..32, bytes)`, `json(list(item))`.

use super::cursor::{Cursor, Fault};
use super::noun;
use super::page_type::Spelling;
use super::reader::{scalar, shown, spoilt};
use super::shape::{AllowedWord, Shape, family};
use super::suggest::{suggest, sure};
use super::syntax::{
    Amount, AmountUnit, Conversion, Currency, FieldType, KeyType, Listed, Scalar, Spanned, Type, Unit,
    ZonelessTimeFormat,
};
use super::tree::{self, MAX_DEPTH, Node};
use super::{cursor, lookalike, name, page_type, pattern, respell, type_slip};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::source::Span;

/// The digits of the greatest amount in 64 bits.
const MOST_PADDED: usize = 20;

pub(super) static FIELD_TYPE: Shape = Shape::Lead(family::<FieldType>);

/// The type of a field.
pub(super) fn field(node: &Node, out: &mut Diagnostics) -> Option<Spanned<Type>> {
    field_type(node, false, out)
}

/// The type of a field with the role of an amount.
pub(super) fn money(node: &Node, out: &mut Diagnostics) -> Option<Spanned<Type>> {
    field_type(node, true, out)
}

fn field_type(node: &Node, money: bool, out: &mut Diagnostics) -> Option<Spanned<Type>> {
    let ty = read(node, &family::<FieldType>(), Some(money), out)?;
    if matches!(ty.value, Type::Key(_)) {
        let fault = Diagnostic::new(Code::BadType, ty.span, "only credentials have this type");
        out.push(fault.help("use `string` for fields of messages"));
        return None;
    }
    Some(ty)
}

pub(super) static CREDENTIAL_TYPE: Shape = Shape::Lead(credential_types);

/// The words of the types that credentials may have.
fn credential_types() -> Vec<AllowedWord> {
    let texts = FieldType::ALL.iter().filter(|ty| ty.row().credential);
    let texts = texts.map(|ty| AllowedWord { word: ty.word(), meaning: Some(ty.meaning()) });
    texts.chain(family::<KeyType>()).collect()
}

/// The type of a credential.
pub(super) fn credential(node: &Node, out: &mut Diagnostics) -> Option<Spanned<Type>> {
    read(node, &credential_types(), None, out)
}

/// Reads a type; `money` tells whether a field has the role of an amount, and is `None` for a credential.
fn read(node: &Node, allowed: &[AllowedWord], money: Option<bool>, out: &mut Diagnostics) -> Option<Spanned<Type>> {
    let scalar = scalar(node, noun::TYPE, out)?;
    let mut cursor = Cursor::new(&scalar.text);
    match parse_type(&mut cursor, 0).and_then(|ty| cursor.end().map(|()| ty)) {
        Ok(mut value) => {
            locate(&mut value, scalar.origin, node.span);
            match spoilt(node, &scalar.text, |_| true).filter(|_| has_strange_blank(&scalar.text)) {
                Some(fault) => out.push(Diagnostic { code: Code::BadType, ..fault }),
                None => drop(name::literal(node, out)),
            }
            Some(Spanned { value, span: node.span })
        }
        Err(fault) => {
            let help =
                optional(&scalar.text, money).or_else(|| page_type::spelling(&scalar.text, money.unwrap_or_default()));
            // A credential is no message.
            let help =
                help.filter(|help| money.is_some() || !help.help.contains("(") || help.is_text || help.only.is_some());
            let help = help.or_else(|| page_type::key(&scalar.text).filter(|_| money.is_none()));
            out.push(faulty(scalar, node, fault, (allowed, help)));
            None
        }
    }
}

/// The spelling of a type that another language calls optional.
pub(super) fn optional(text: &str, money: Option<bool>) -> Option<Spelling> {
    let inner = type_slip::optional(text)?;
    let lead = inner.split('(').next().unwrap_or_default();
    let fits = money.is_some() || credential_types().iter().any(|allowed| allowed.word == lead);
    let own = (fits && sound(&inner)).then(|| Spelling {
        help: format!("write `{inner}`"),
        only: Some(inner.clone()),
        is_text: true,
    });
    let spelling = own.or_else(|| page_type::spelling(&inner, money.unwrap_or_default()))?;
    let how = match money {
        Some(_) => "a field without `required` is optional",
        None => "`required: false` says that some merchants do not have it",
    };
    Some(Spelling {
        help: format!("{}: {how}", spelling.help),
        only: spelling.only.filter(|_| money.is_some()),
        ..spelling
    })
}

/// Whether the first lookalike of a text is a blank, which separates words like a space.
fn has_strange_blank(text: &str) -> bool {
    lookalike::spoils(text, |_| true).is_some_and(|(_, sign)| sign.meant == Some(' '))
}

/// The fault of a type, with the spelling of this language for a type of a page.
fn faulty(
    scalar: &tree::Scalar,
    node: &Node,
    fault: Fault,
    (allowed, page): (&[AllowedWord], Option<Spelling>),
) -> Diagnostic {
    if let Some(fault) = spoilt(node, &scalar.text, sound) {
        return Diagnostic { code: Code::BadType, ..fault.help(format!("write `{}`", lookalike::ascii(&scalar.text))) };
    }
    let text = &scalar.text;
    let closed = [Some(format!("{text})")), page_type::bounds(text), page_type::unit(text), type_slip::doubled(text)];
    let mended = closed.into_iter().flatten().map(|text| (text, true)).chain(type_slip::limits(text));
    let spelling = match mended.into_iter().find(|(text, _)| sound(text)) {
        Some((text, certain)) => {
            Some(Spelling { help: format!("write `{text}`"), only: certain.then_some(text), is_text: false })
        }
        None => page,
    };
    match fault {
        Fault::Name(name) => {
            let fault = Diagnostic::new(Code::BadType, node.place, format!("there is no type `{}`", shown(&name)));
            match spelling {
                Some(spelling) => spelled(fault, node, spelling),
                None => respelled(fault, node, &name, &allowed.iter().map(|allowed| allowed.word).collect::<Vec<_>>()),
            }
        }
        Fault::At { start, end, message, help: own } => {
            let span = scalar.origin.map_or(node.place, |origin| Span::new(origin + start, origin + end));
            let fault = Diagnostic::new(Code::BadType, span, message);
            match spelling.filter(|_| is_general(&own)) {
                Some(spelling) => spelled(fault, node, spelling),
                None => fault.help(own),
            }
        }
    }
}

/// The fault with the spelling of its whole type.
fn spelled(fault: Diagnostic, node: &Node, spelling: Spelling) -> Diagnostic {
    let only = spelling.only.filter(|only| sound(only));
    fault.help(spelling.help).fix(only.and_then(|only| respell::whole(node, &only)))
}

/// The fault of a misspelled word of a type. The word of money is not guessed.
fn respelled(fault: Diagnostic, node: &Node, name: &str, allowed: &[&'static str]) -> Diagnostic {
    let word = sure(name, allowed).filter(|word| *word != FieldType::Amount.word());
    let edit = word.zip(scalar_text(node)).map(|(word, text)| text.replacen(name, word, 1)).filter(|text| sound(text));
    suggest(fault, name, allowed).fix(edit.and_then(|text| respell::whole(node, &text)))
}

fn scalar_text(node: &Node) -> Option<&str> {
    match &node.kind {
        tree::NodeContent::Scalar(scalar) => Some(&scalar.text),
        _ => None,
    }
}

/// Whether a help says no more than the spelling of the whole type.
fn is_general(help: &str) -> bool {
    [cursor::HELP, cursor::LIKE, cursor::ONE_OF, cursor::CLOSE, pattern::HELP]
        .iter()
        .any(|begin| help.starts_with(begin))
}

/// Whether a text is a type of this language.
pub(super) fn is_sound(text: &str) -> bool {
    sound(text)
}

/// Whether a text is a type.
fn sound(text: &str) -> bool {
    let mut cursor = Cursor::new(text);
    parse_type(&mut cursor, 0).and_then(|_| cursor.end()).is_ok()
}

/// Moves the spans of names from the text to the file.
fn locate(ty: &mut Type, origin: Option<usize>, whole: Span) {
    match ty {
        Type::Scalar(Scalar::Enumeration(Listed { name, .. }))
        | Type::Scalar(Scalar::Amount(Amount { unit: AmountUnit::Major(Currency::Member(name)), .. }))
        | Type::Object(name)
        | Type::Sole(name)
        | Type::Indexed { message: name, .. }
        | Type::Parallel { message: name, .. } => {
            name.span = origin.map_or(whole, |origin| Span::new(origin + name.span.start, origin + name.span.end));
        }
        Type::List(inner) | Type::Json(inner) | Type::Encoded(_, inner) => locate(inner, origin, whole),
        Type::Scalar(_) | Type::Map { .. } | Type::Key(_) => {}
    }
}

fn parse_type(cursor: &mut Cursor<'_>, depth: usize) -> Result<Type, Fault> {
    if depth > MAX_DEPTH {
        return Err(cursor.fault("the type is nested too deep", "write the inner one as a message"));
    }
    let name = cursor.word();
    if let Some(key) = KeyType::of_word(name) {
        return Ok(Type::Key(key));
    }
    let word = FieldType::of_word(name).ok_or_else(|| Fault::Name(name.to_owned()))?;
    arguments(word, cursor, depth)
}

/// The rest of a type after its word.
fn arguments(word: FieldType, cursor: &mut Cursor<'_>, depth: usize) -> Result<Type, Fault> {
    let example = word.row().example;
    let scalar = match word {
        FieldType::String => string(cursor)?,
        FieldType::Digits => digits(cursor, example)?,
        FieldType::Integer => integer(cursor)?,
        FieldType::Amount => amount(cursor, example)?,
        FieldType::Datetime => datetime(cursor, example)?,
        FieldType::EpochMs => epoch(cursor, ZonelessTimeFormat::EpochMillis)?,
        FieldType::EpochS => epoch(cursor, ZonelessTimeFormat::EpochSeconds)?,
        FieldType::HttpDate => Scalar::Time { format: ZonelessTimeFormat::HttpDate, text: true },
        FieldType::Boolean => boolean(cursor, example)?,
        FieldType::Enumeration => Scalar::Enumeration(cursor.inside(example, enumeration)?),
        FieldType::ErrorCode => Scalar::ErrorCode,
        FieldType::Object => return cursor.inside(example, Cursor::name).map(Type::Object),
        FieldType::List => return Ok(Type::List(Box::new(cursor.inside(example, |inner| item(inner, depth))?))),
        FieldType::Sole => return cursor.inside(example, Cursor::name).map(Type::Sole),
        FieldType::Map => return map(cursor),
        FieldType::Json => return Ok(Type::Json(Box::new(cursor.inside(example, |inner| document(inner, depth))?))),
        FieldType::Encoded => return cursor.inside(example, |inner| encoded(inner, depth, example)),
        FieldType::Indexed => return cursor.inside(example, indexed),
        FieldType::Parallel => return cursor.inside(example, |inner| parallel(inner, example)),
    };
    Ok(Type::Scalar(scalar))
}

/// The items of a list: a message by name, or scalars.
fn item(cursor: &mut Cursor<'_>, depth: usize) -> Result<Type, Fault> {
    if !cursor.at_type() && cursor.at_lone_word() {
        return cursor.name().map(Type::Object);
    }
    let start = cursor.place();
    match parse_type(cursor, depth + 1)? {
        Type::List(_)
        | Type::Sole(_)
        | Type::Map { .. }
        | Type::Json(_)
        | Type::Encoded(..)
        | Type::Indexed { .. }
        | Type::Parallel { .. } => Err(cursor.fault_since(
            start,
            "a list holds messages or scalars",
            "write `list(item)` with `item` one of the `messages`, or `list(string(32))`",
        )),
        ty => Ok(ty),
    }
}

/// The content of a JSON text.
fn document(cursor: &mut Cursor<'_>, depth: usize) -> Result<Type, Fault> {
    let start = cursor.place();
    match parse_type(cursor, depth + 1)? {
        ty @ (Type::Object(_) | Type::List(_) | Type::Map { .. }) => Ok(ty),
        _ => Err(cursor.fault_since(
            start,
            "a JSON text holds an object, a list or a map",
            "write `json(object(item))`, `json(list(item))` or `json(map)`",
        )),
    }
}

/// `base64url, json(object(item))`
fn encoded(cursor: &mut Cursor<'_>, depth: usize, example: &str) -> Result<Type, Fault> {
    let encoders = Conversion::ALL.iter().filter(|conversion| conversion.can_be_undone());
    let words: Vec<_> = encoders.map(|conversion| (conversion.word(), *conversion)).collect();
    let conversion = cursor.choose("an encoding", &words)?;
    cursor.expect_comma(example)?;
    let start = cursor.place();
    match parse_type(cursor, depth + 1)? {
        json @ Type::Json(_) => Ok(Type::Encoded(conversion, Box::new(json))),
        _ => Err(cursor.fault_since(
            start,
            "an encoded text holds JSON",
            "write `encoded(base64url, json(object(item)))`",
        )),
    }
}

fn string(cursor: &mut Cursor<'_>) -> Result<Scalar<Listed>, Fault> {
    if !cursor.open() {
        return Ok(Scalar::String { min: 0, max: None, unit: Unit::Unstated });
    }
    let (min, max) = cursor.length()?;
    let unit = if cursor.comma() { unit(cursor)? } else { Unit::Unstated };
    cursor.close()?;
    Ok(Scalar::String { min, max: Some(max), unit })
}

/// `refund_status`, `refund_status, 32`, `refund_status, 1..32, bytes`
fn enumeration(cursor: &mut Cursor<'_>) -> Result<Listed, Fault> {
    let name = cursor.name()?;
    if !cursor.comma() {
        return Ok(Listed { name, length: None });
    }
    let (min, max) = cursor.length()?;
    let unit = if cursor.comma() { unit(cursor)? } else { Unit::Unstated };
    Ok(Listed { name, length: Some((min, max, unit)) })
}

fn digits(cursor: &mut Cursor<'_>, example: &str) -> Result<Scalar<Listed>, Fault> {
    let (min, max) = cursor.inside(example, Cursor::length)?;
    Ok(Scalar::Digits { min, max })
}

fn unit(cursor: &mut Cursor<'_>) -> Result<Unit, Fault> {
    let words: Vec<_> = Unit::ALL.iter().map(|unit| (unit.word(), *unit)).collect();
    cursor.choose("a unit", &words)
}

fn integer(cursor: &mut Cursor<'_>) -> Result<Scalar<Listed>, Fault> {
    let (digits, text) = if cursor.open() { number_form(cursor)? } else { (None, false) };
    Ok(Scalar::Integer { digits, text })
}

/// `10`, `text`, `10, text` and the closing parenthesis.
fn number_form(cursor: &mut Cursor<'_>) -> Result<(Option<usize>, bool), Fault> {
    let digits = if cursor.at_digit() { Some(cursor.number()?) } else { None };
    let text = digits.is_none() || cursor.comma();
    if text {
        cursor.choose("a form", &[("text", ())])?;
    }
    cursor.close()?;
    Ok((digits, text))
}

/// A word after the unit of an amount.
#[derive(Clone, Copy)]
enum AmountWord {
    Text,
    Padded,
    Negative,
    Currency,
}

/// `fen`, `minor, 12, padded`, `major, currency fee_type, text`
fn amount(cursor: &mut Cursor<'_>, example: &str) -> Result<Scalar<Listed>, Fault> {
    cursor.expect_open(example)?;
    let units = [("fen", None), ("yuan", Some(true)), ("minor", None), ("major", Some(false))];
    let unit = match cursor.choose("a unit of money", &units)? {
        None => AmountUnit::Minor,
        Some(true) => AmountUnit::Major(Currency::TwoDecimals),
        Some(false) => AmountUnit::Major(Currency::Provider),
    };
    let mut amount = Amount { unit, digits: None, text: false, padded: false, negative: false };
    while cursor.comma() {
        amount_word(cursor, &mut amount)?;
    }
    cursor.close()?;
    Ok(Scalar::Amount(amount))
}

fn amount_word(cursor: &mut Cursor<'_>, amount: &mut Amount<Currency>) -> Result<(), Fault> {
    if cursor.at_digit() {
        amount.digits = Some(cursor.number()?);
        return Ok(());
    }
    let words = [
        ("text", AmountWord::Text),
        ("padded", AmountWord::Padded),
        ("negative", AmountWord::Negative),
        ("currency", AmountWord::Currency),
    ];
    match cursor.choose("a form", &words)? {
        AmountWord::Text => amount.text = true,
        AmountWord::Negative => amount.negative = true,
        AmountWord::Padded => {
            if amount.unit != AmountUnit::Minor || amount.digits.is_none_or(|digits| digits > MOST_PADDED) {
                let help = "write the minor unit and its digits before it: `amount(minor, 12, padded)`";
                return Err(cursor.fault("zeros fill minor units up to at most 20 digits", help));
            }
            (amount.padded, amount.text) = (true, true);
        }
        AmountWord::Currency => {
            if amount.unit != AmountUnit::Major(Currency::Provider) {
                let help = "write it after `major`: `amount(major, currency fee_type)`";
                return Err(cursor.fault("only major units depend on a currency", help));
            }
            amount.unit = AmountUnit::Major(Currency::Member(cursor.wire_name()?));
        }
    }
    Ok(())
}

/// `boolean`, `boolean(Y, N)`
fn boolean(cursor: &mut Cursor<'_>, example: &str) -> Result<Scalar<Listed>, Fault> {
    if !cursor.open() {
        return Ok(Scalar::Boolean { words: None });
    }
    let start = cursor.place();
    let yes = cursor.text()?;
    cursor.expect_comma(example)?;
    let no = cursor.text()?;
    if yes == no {
        return Err(cursor.fault_since(
            start,
            "both words are the same",
            "write the word for true, then that for false",
        ));
    }
    cursor.close()?;
    Ok(Scalar::Boolean { words: Some((yes, no)) })
}

/// `coupon`, `coupon, from 1`
fn indexed(cursor: &mut Cursor<'_>) -> Result<Type, Fault> {
    let message = cursor.name()?;
    let mut from = 0;
    if cursor.comma() {
        cursor.choose("a start", &[("from", ())])?;
        from = cursor.index()?;
    }
    Ok(Type::Indexed { message, from })
}

/// `order, "|"`
fn parallel(cursor: &mut Cursor<'_>, example: &str) -> Result<Type, Fault> {
    let message = cursor.name()?;
    cursor.expect_comma(example)?;
    Ok(Type::Parallel { message, join: cursor.text()? })
}

fn datetime(cursor: &mut Cursor<'_>, example: &str) -> Result<Scalar<Listed>, Fault> {
    cursor.expect_open(example)?;
    let (pattern, start) = cursor.until_close()?;
    match pattern::fault(pattern) {
        None => Ok(Scalar::Time { format: ZonelessTimeFormat::Pattern(pattern.to_owned()), text: true }),
        Some(fault) => Err(Fault::At {
            start: start + fault.span.start,
            end: start + fault.span.end,
            message: fault.message,
            help: pattern::HELP.to_owned(),
        }),
    }
}

fn epoch(cursor: &mut Cursor<'_>, format: ZonelessTimeFormat) -> Result<Scalar<Listed>, Fault> {
    let text = cursor.open();
    if text {
        cursor.choose("a form", &[("text", ())])?;
        cursor.close()?;
    }
    Ok(Scalar::Time { format, text })
}

fn map(cursor: &mut Cursor<'_>) -> Result<Type, Fault> {
    let (mut entries, mut key, mut value) = (None, None, None);
    if cursor.open() {
        entries = Some(cursor.number()?);
        key = cursor.comma().then(|| limit(cursor, "key")).transpose()?;
        value = (key.is_some() && cursor.comma()).then(|| limit(cursor, "value")).transpose()?;
        cursor.close()?;
    }
    Ok(Type::Map { entries, key, value })
}

/// `key 64 bytes`
fn limit(cursor: &mut Cursor<'_>, whose: &'static str) -> Result<(usize, Unit), Fault> {
    if cursor.at_digit() {
        return Err(cursor.here(&format!("`{whose}` is missing in front of this limit")));
    }
    cursor.choose("a limit", &[(whose, ())])?;
    let length = cursor.number()?;
    let unit = if cursor.at_letter() { unit(cursor)? } else { Unit::Unstated };
    Ok((length, unit))
}
