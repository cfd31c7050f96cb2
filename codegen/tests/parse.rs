//! The parsed form of a spec, construct by construct.

#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

use refundry_codegen::diagnostic::Diagnostics;
use refundry_codegen::source::{Source, Span};
use refundry_codegen::spec::parse;
use refundry_codegen::spec::syntax::{
    Amount, AmountUnit, Currency, Data, Expr, Formula, Listed, Node, NodeKind, Presence, RuleKind, Scalar, Spec, Type,
    Unit, Word, Zone, ZonelessTimeFormat,
};

const COMPLETE: &str = include_str!("parse/complete.yaml");

fn read(text: &str) -> (Option<Spec>, Diagnostics) {
    let mut diagnostics = Diagnostics::default();
    let spec = parse(&Source { path: "acme.yaml".into(), text: text.to_owned() }, &mut diagnostics);
    (spec, diagnostics.into_sorted())
}

fn complete() -> Spec {
    let (spec, faults) = read(COMPLETE);
    assert_eq!(&*faults, &[]);
    spec.expect("a spec")
}

fn slice(span: Span) -> &'static str {
    &COMPLETE[span.start..span.end]
}

fn find<'a, T>(entries: &'a [(Word, T)], name: &str) -> &'a T {
    let found = entries.iter().find(|(word, _)| word.value == name);
    &found.unwrap_or_else(|| panic!("there is no `{name}`")).1
}

/// Parses the type of a spec's only field.
fn type_of(text: &str) -> Result<Type, String> {
    let spec = format!("messages:\n  m:\n    fields:\n      f:\n        type: '{text}'\n");
    let (read, faults) = read(&spec);
    let ty = read.and_then(|spec| find(&spec.messages, "m").fields[0].1.ty.clone());
    ty.map(|ty| ty.value).ok_or_else(|| {
        let fault = faults.iter().find(|fault| fault.code.number() == "R010").expect("a faulty type");
        format!("{} [{}]", fault.message, &spec[fault.span.start..fault.span.end])
    })
}

/// Parses the only rule of a spec, and prints its expression with brackets.
fn expression(text: &str) -> Result<String, String> {
    let spec = format!("messages:\n  m:\n    fields: {{}}\n    rules:\n      r:\n        check: '{text}'\n");
    let (read, faults) = read(&spec);
    let message = read.and_then(|spec| spec.messages.into_iter().next());
    let rules = message.map(|(_, message)| message.rules).unwrap_or_default();
    match rules.into_iter().next().and_then(|(_, rule)| rule.kind) {
        Some(RuleKind::Check(Expr { root, .. })) => Ok(bracketed(&root)),
        _ => {
            let fault = faults.iter().find(|fault| fault.code.number() == "R012").expect("a faulty expression");
            Err(format!("{} [{}]", fault.message, &spec[fault.span.start..fault.span.end]))
        }
    }
}

fn bracketed(node: &Node) -> String {
    match &*node.value {
        NodeKind::Path(path) => path.join("."),
        NodeKind::Integer(number) => number.to_string(),
        NodeKind::Text(text) => format!("{text:?}"),
        NodeKind::Boolean(boolean) => boolean.to_string(),
        NodeKind::Sum(path) => format!("sum({})", path.join(".")),
        NodeKind::Present(path) => format!("present({})", path.join(".")),
        NodeKind::Default(operand, value) => format!("default({}, {})", bracketed(operand), bracketed(value)),
        NodeKind::Not(inner) => format!("!{}", bracketed(inner)),
        NodeKind::Binary(operator, left, right) => format!("({} {operator:?} {})", bracketed(left), bracketed(right)),
    }
}

#[test]
fn every_construct_is_read_without_a_fault() {
    let spec = complete();
    assert_eq!(spec.provider.time_zone.map(|zone| zone.value), Some(Zone::Fixed(480)));
    assert_eq!(spec.operations.len(), 2);
    assert_eq!(find(&spec.operations, "refund").receives.as_ref().map(|receives| receives.outcome.len()), Some(4));
    let sign = &find(&spec.values, "sign").formula;
    assert!(matches!(sign, Formula::Text { text, .. } if text.len() == 9));
    assert_eq!(spec.examples.len() + spec.answers.len() + spec.refused.len(), 5);
}

#[test]
fn scalars_keep_what_is_written() {
    let spec = complete();
    assert_eq!(spec.errors[1].0.value, "0000");
    let request = &find(&spec.examples, "by_number").request;
    assert!(matches!(find(request, "refund_fee"), Data::Text(word) if word.value == "1.10"));
    let Data::List(goods, _) = find(request, "goods") else { panic!("goods are a list") };
    assert!(matches!(&goods[0], Data::Map(good, _) if matches!(&good[0].1, Data::Text(id) if id.value == "007")));
}

#[test]
fn quoted_and_block_texts_are_decoded() {
    let spec = complete();
    let body = |answer: &str| find(&spec.answers, answer).body.clone().map(|body| body.value);
    assert_eq!(body("accepted").as_deref(), Some("{\"a\":'1'}"));
    assert_eq!(body("forged").as_deref(), Some("a\tb"));
    let sent = find(&spec.examples, "by_number").sends.clone().and_then(|sends| sends.body);
    assert_eq!(sent.map(|body| body.value).as_deref(), Some("<xml>甲\n  <a>1</a></xml>\n"));
    assert_eq!(&*spec.provider.about.doc, "What the provider does, in a paragraph.");
}

#[test]
fn places_are_exact() {
    let spec = complete();
    let fields = &find(&spec.messages, "refund_request").fields;
    assert!(fields.iter().all(|(name, _)| slice(name.span) == name.value));
    let first = &fields[0].1;
    assert_eq!(first.example.as_ref().map(|example| slice(example.span)), Some("\"1217752501201407033233368018\""));
    assert_eq!(first.ty.as_ref().map(|ty| slice(ty.span)), Some("\"string(64, unstated)\""));
    assert_eq!(first.role.as_ref().map(|role| slice(role.span)), Some("refund_number"));
    let list = find(fields, "details").ty.clone().map(|ty| ty.value);
    assert!(
        matches!(list, Some(Type::List(item)) if matches!(&*item, Type::Object(name) if slice(name.span) == "detail"))
    );
}

#[test]
fn nodes_of_expressions_have_their_places() {
    let spec = complete();
    let fields = &find(&spec.messages, "refund_request").fields;
    let Presence::When(condition) = &find(fields, "total_fee").required.value else { panic!("a condition") };
    assert_eq!(slice(condition.span), "refund_fee > 0");
    let NodeKind::Binary(_, left, right) = &*condition.root.value else { panic!("a comparison") };
    assert_eq!((slice(left.span), slice(right.span)), ("refund_fee", "0"));
    assert_eq!(slice(condition.root.span), "refund_fee > 0");
}

#[test]
fn types_are_read() {
    let string = |min, max, unit| Ok(Type::Scalar(Scalar::String { min, max, unit }));
    assert_eq!(type_of("string"), string(0, None, Unit::Unstated));
    assert_eq!(type_of("string(32)"), string(0, Some(32), Unit::Unstated));
    assert_eq!(type_of("string(1..32, bytes)"), string(1, Some(32), Unit::Bytes));
    assert_eq!(type_of("string( 32 .. 32 , characters )"), string(32, Some(32), Unit::Characters));
    assert_eq!(type_of("digits(13..13)"), Ok(Type::Scalar(Scalar::Digits { min: 13, max: 13 })));
    assert_eq!(type_of("integer(text)"), Ok(Type::Scalar(Scalar::Integer { digits: None, text: true })));
    assert_eq!(type_of("integer(10, text)"), Ok(Type::Scalar(Scalar::Integer { digits: Some(10), text: true })));
    let amount = |unit, digits| {
        Type::Scalar(Scalar::Amount(Amount { unit, digits, text: false, padded: false, negative: false }))
    };
    assert_eq!(type_of("amount(yuan, 10)"), Ok(amount(AmountUnit::Major(Currency::TwoDecimals), Some(10))));
    assert_eq!(
        type_of("amount(minor, 12, padded, negative)"),
        Ok(Type::Scalar(Scalar::Amount(Amount {
            unit: AmountUnit::Minor,
            digits: Some(12),
            text: true,
            padded: true,
            negative: true
        })))
    );
    assert_eq!(
        type_of("epoch_ms(text)"),
        Ok(Type::Scalar(Scalar::Time { format: ZonelessTimeFormat::EpochMillis, text: true }))
    );
    assert_eq!(
        type_of("datetime(yyyy年MM月dd日THHmmss.SSSXXX)"),
        Ok(Type::Scalar(Scalar::Time {
            format: ZonelessTimeFormat::Pattern("yyyy年MM月dd日THHmmss.SSSXXX".into()),
            text: true
        }))
    );
    assert_eq!(type_of("map"), Ok(Type::Map { entries: None, key: None, value: None }));
    let limits = Type::Map { entries: Some(24), key: Some((64, Unit::Bytes)), value: Some((256, Unit::Unstated)) };
    assert_eq!(type_of("json(map(24, key 64 bytes, value 256))"), Ok(Type::Json(Box::new(limits))));
    let words = |yes: &str, no: &str| Ok(Type::Scalar(Scalar::Boolean { words: Some((yes.into(), no.into())) }));
    assert_eq!(type_of("boolean"), Ok(Type::Scalar(Scalar::Boolean { words: None })));
    assert_eq!((type_of("boolean(Y, N)"), type_of("boolean(\"+\", \"-,\")")), (words("Y", "N"), words("+", "-,")));
    let length = |ty: Result<Type, String>| match ty {
        Ok(Type::Scalar(Scalar::Enumeration(Listed { length, .. }))) => length,
        _ => None,
    };
    assert_eq!(length(type_of("enumeration(state)")), None);
    assert_eq!(length(type_of("enumeration(state, 30)")), Some((0, 30, Unit::Unstated)));
    assert_eq!(length(type_of("enumeration(state, 1..30, bytes)")), Some((1, 30, Unit::Bytes)));
    let list = |ty| Ok(Type::List(Box::new(ty)));
    assert_eq!(type_of("list(amount(fen, 3))"), list(amount(AmountUnit::Minor, Some(3))));
    let word = |ty: Result<Type, String>| match ty {
        Ok(Type::Indexed { message, from }) => (message.value, from.to_string()),
        Ok(Type::Parallel { message, join }) => (message.value, join),
        _ => (String::new(), String::new()),
    };
    assert_eq!(word(type_of("indexed(item)")), ("item".into(), "0".into()));
    assert_eq!(word(type_of("indexed(item, from 1)")), ("item".into(), "1".into()));
    assert_eq!(word(type_of("parallel(item, \"|\")")), ("item".into(), "|".into()));
}

#[test]
fn faulty_types_are_underlined_where_they_are_faulty() {
    let faults = [
        ("strng(32)", "there is no type `strng` ['strng(32)']"),
        ("string(0)", "nothing fits into this length [0]"),
        ("string(x)", "a number is expected here [x]"),
        ("string(32, words)", "a unit is expected here [words]"),
        ("string(32) text", "nothing is expected after the type [t]"),
        ("string(99999999999999999999)", "this is not a sound length [99999999999999999999]"),
        ("amount", "the type needs to say more in parentheses [amount]"),
        ("amount(fen", "the closing parenthesis is missing [fen]"),
        ("datetime(yyyyMMddHHmmSS)", "`SS` has no meaning in a pattern [SS]"),
        ("datetime(MM-dd MM)", "`MM` occurs twice [MM]"),
        ("datetime(yyyy-MM-dd''T''HH)", "`'` has no meaning in a pattern ['datetime(yyyy-MM-dd''T''HH)']"),
        ("datetime()", "the pattern holds no date and no time []"),
        ("json(string)", "a JSON text holds an object, a list or a map [string]"),
        ("list(json(map))", "a list holds messages or scalars [json(map)]"),
        ("", "there is no type `` ['']"),
    ];
    for (text, expected) in faults {
        assert_eq!(type_of(text), Err(expected.to_owned()), "{text}");
    }
}

#[test]
fn expressions_are_read() {
    let read = [
        ("a <= b", "(a LessOrEqual b)"),
        ("a == b + c.d - 1", "(a Equal ((b Add c.d) Subtract 1))"),
        ("a == -1 && !(b != \"甲\") || c", "(((a Equal -1) And !(b NotEqual \"甲\")) Or c)"),
        ("sum(details.amount) == total", "(sum(details.amount) Equal total)"),
        ("default(sum(a.b), 0) > 1", "(default(sum(a.b), 0) Greater 1)"),
        ("present(a) || default(a, 0) > 1", "(present(a) Or (default(a, 0) Greater 1))"),
        ("type == match.in", "(type Equal match.in)"),
    ];
    for (text, expected) in read {
        assert_eq!(expression(text).as_deref(), Ok(expected), "{text}");
    }
}

#[test]
fn faulty_expressions_are_underlined_where_they_are_faulty() {
    let faults = [
        ("a * 2", "`*` is no operator of the language [*]"),
        ("a > 1.5", "`1.5` is no whole number [1.5]"),
        ("a > 1u8", "only whole numbers and \"texts\" are constants [1u8]"),
        ("size(a)", "there is no function `size` [size]"),
        ("sum(a, b)", "`sum` takes one field [sum(a, b)]"),
        ("default(a)", "`default` takes a field or a sum, and a value [default(a)]"),
        ("default(present(a), 1)", "`default` takes a field or a sum, and a value [present(a)]"),
        ("a[0] == 1", "this bracket is not expected here [[0]]"),
        ("a.0 == 1", "a number for a member is not part of the language [0]"),
        ("-a == 1", "a negation of anything but a number is not part of the language [-a]"),
        ("a = 1", "`=` is no operator of the language [=]"),
        ("a == 99999999999999999999", "this number is too large [99999999999999999999]"),
        ("present(a + 1)", "this is not part of the language [a + 1]"),
        ("", "there is no expression ['']"),
    ];
    for (text, expected) in faults {
        assert_eq!(expression(text), Err(expected.to_owned()), "{text}");
    }
}
