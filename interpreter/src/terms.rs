//! The model's terms in those of the runtime.

use refundry_codegen::model::{self, Layer, Outcome, Provider, Selection, Signs, value};
use refundry_runtime as rt;

use crate::statics;

pub(crate) fn time_format(provider: &Provider, format: &model::TimeFormat) -> rt::TimeFormat {
    match format {
        model::TimeFormat::EpochMillis => rt::TimeFormat::EpochMillis,
        model::TimeFormat::EpochSeconds => rt::TimeFormat::EpochSeconds,
        model::TimeFormat::HttpDate => rt::TimeFormat::HttpDate,
        model::TimeFormat::Pattern(pattern) => {
            rt::TimeFormat::Pattern { pattern: statics::text(pattern), offset_minutes: provider.offset_minutes }
        }
    }
}

pub(crate) fn charset(charset: model::Charset) -> rt::Charset {
    match charset {
        model::Charset::Utf8 => rt::Charset::Utf8,
        model::Charset::Gbk => rt::Charset::Gbk,
        model::Charset::Cp932 => rt::Charset::Cp932,
    }
}

pub(crate) fn signs(signs: Signs) -> rt::PairSigns {
    rt::PairSigns { pair: signs.pair, join: signs.join, braces: signs.braces }
}

fn percent(table: model::Percent) -> rt::Percent {
    match table {
        model::Percent::Form => rt::Percent::Form,
        model::Percent::Rfc3986 => rt::Percent::Rfc3986,
        model::Percent::Php => rt::Percent::Php,
        model::Percent::DotNet => rt::Percent::DotNet,
    }
}

pub(crate) fn form_style(style: &model::Style) -> rt::FormStyle {
    rt::FormStyle {
        percent: percent(style.percent),
        literal_brackets: style.literal_brackets,
        charset: charset(style.charset),
    }
}

/// The charset that a whole text is in; a form has it inside its escapes.
pub(crate) fn whole_charset(layer: &Layer) -> Option<rt::Charset> {
    whole(layer, charset(layer.style.charset))
}

/// The same of a charset that the message may name.
pub(crate) fn whole(layer: &Layer, charset: rt::Charset) -> Option<rt::Charset> {
    let form = layer.codecs.iter().any(|codec| matches!(codec, model::Codec::Form | model::Codec::Query));
    let other = layer.charset_from.is_some() || charset != rt::Charset::Utf8;
    Some(charset).filter(|_| !form && other)
}

/// The charset of what has arrived: the one that it names, or else the layer's.
pub(crate) fn charset_of(layer: &Layer, received: &rt::Received<'_>) -> Result<rt::Charset, rt::ReadError> {
    let otherwise = charset(layer.style.charset);
    match &layer.charset_from {
        None => Ok(otherwise),
        Some(model::Locus::Member(path)) => {
            let field = path.first().and_then(|name| rt::read::form_field(received.body, name));
            rt::Charset::named(field.as_deref(), otherwise)
        }
        Some(model::Locus::Header { name, parameter: None }) => rt::Charset::named(received.header(name), otherwise),
        Some(model::Locus::Header { name, parameter: Some(parameter) }) => {
            rt::Charset::named(received.parameter(name, parameter), otherwise)
        }
    }
}

/// The charset that the whole of what has arrived is in; UTF-8 where it cannot be told.
pub(crate) fn text_charset(layer: Option<&Layer>, received: &rt::Received<'_>) -> rt::Charset {
    let whole = |layer| whole(layer, charset_of(layer, received).ok()?);
    layer.and_then(whole).unwrap_or(rt::Charset::Utf8)
}

/// How a selection is joined.
pub(crate) fn pair_style(selection: &Selection) -> rt::PairStyle {
    let form = match (&selection.style, selection.percent.map(percent)) {
        (value::Style::Pair(sign), None) => rt::PairForm::Pair(statics::text(sign)),
        (value::Style::Pair(sign), Some(percent)) => rt::PairForm::Encoded(statics::text(sign), percent),
        (value::Style::Values, None) => rt::PairForm::Values,
        (value::Style::Values, Some(percent)) => rt::PairForm::EncodedValues(percent),
        (value::Style::Json, _) => rt::PairForm::Json,
        (value::Style::Brackets, _) => rt::PairForm::Brackets,
    };
    rt::PairStyle { form, join: statics::text(&selection.join), skip_empty: !selection.keep_empty }
}

/// The order of a selection; `declared` stands for the order that was written down.
pub(crate) fn order(selection: &Selection, declared: rt::Order) -> rt::Order {
    match selection.order {
        value::Order::Name => rt::Order::Name,
        value::Order::NameIgnoringCase => rt::Order::NameIgnoringCase,
        value::Order::Value => rt::Order::Value,
        value::Order::Pair => rt::Order::Pair,
        value::Order::Declared => declared,
    }
}

pub(crate) fn outcome(outcome: Outcome) -> rt::Outcome {
    match outcome {
        Outcome::Processing => rt::Outcome::Processing,
        Outcome::Succeeded => rt::Outcome::Succeeded,
        Outcome::RefusedAfterPause => rt::Outcome::Refused(rt::After::Pause),
        Outcome::RefusedAfterFunding => rt::Outcome::Refused(rt::After::Funding),
        Outcome::RefusedAfterFix => rt::Outcome::Refused(rt::After::Fix),
        Outcome::Failed => rt::Outcome::Failed,
        Outcome::Unknown => rt::Outcome::Unknown,
    }
}

/// A set of characters.
pub(crate) fn characters(set: model::Characters) -> rt::Characters {
    let text = match (set.xml, set.basic_plane) {
        (true, true) => Some(rt::Characters::XmlBasicPlane),
        (true, false) => Some(rt::Characters::Xml),
        (false, true) => Some(rt::Characters::BasicPlane),
        (false, false) => None,
    };
    let header = set.header.then_some(rt::Characters::HeaderValue);
    let pairs = set.pairs.map(|pairs| rt::Characters::Pairs(signs(pairs)));
    let gbk = set.gbk.then_some(rt::Characters::Charset(rt::Charset::Gbk));
    let cp932 = set.cp932.then_some(rt::Characters::Charset(rt::Charset::Cp932));
    let all: Vec<rt::Characters> = text.into_iter().chain(header).chain(pairs).chain(gbk).chain(cp932).collect();
    match all.as_slice() {
        [one] => *one,
        several => rt::Characters::All(statics::characters(several)),
    }
}
