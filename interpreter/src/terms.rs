//! Conversions from the model's terms to the runtime's.

use refundry_codegen::model::{self, CharacterSet, Provider, Selection, value};
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

pub(crate) fn form_style(style: &model::Style) -> rt::FormStyle {
    rt::FormStyle { percent: style.percent, literal_brackets: style.literal_brackets, charset: style.charset }
}

/// The pair style of a selection.
pub(crate) fn pair_style(selection: &Selection) -> rt::PairStyle {
    let form = match (&selection.style, selection.percent) {
        (value::Style::Pair(sign), None) => rt::PairForm::Pair(statics::text(sign)),
        (value::Style::Pair(sign), Some(percent)) => rt::PairForm::Encoded(statics::text(sign), percent),
        (value::Style::Values, None) => rt::PairForm::Values,
        (value::Style::Values, Some(percent)) => rt::PairForm::EncodedValues(percent),
        (value::Style::Json, _) => rt::PairForm::Json,
        (value::Style::Brackets, _) => rt::PairForm::Brackets,
    };
    rt::PairStyle { form, join: statics::text(&selection.join), skip_empty: !selection.keep_empty }
}

/// Sets of characters.
pub(crate) fn characters(set: model::Characters) -> rt::Characters {
    let all: Vec<rt::Characters> = set.sets().into_iter().map(character_set).collect();
    match all.as_slice() {
        [one] => *one,
        several => rt::Characters::All(statics::characters(several)),
    }
}

fn character_set(set: CharacterSet) -> rt::Characters {
    match set {
        CharacterSet::XmlBasicPlane => rt::Characters::XmlBasicPlane,
        CharacterSet::Xml => rt::Characters::Xml,
        CharacterSet::BasicPlane => rt::Characters::BasicPlane,
        CharacterSet::HeaderValue => rt::Characters::HeaderValue,
        CharacterSet::Pairs(separators) => rt::Characters::Pairs(separators),
        CharacterSet::Charset(charset) => rt::Characters::Charset(charset),
    }
}
