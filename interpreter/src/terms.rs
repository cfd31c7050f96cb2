//! The model's terms in those of the runtime.

use refundry_codegen::model::{self, Provider, Selection, Signs, value};
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

pub(crate) fn signs(signs: Signs) -> rt::PairSigns {
    rt::PairSigns { pair: signs.pair, join: signs.join, braces: signs.braces }
}

pub(crate) fn form_style(style: &model::Style) -> rt::FormStyle {
    rt::FormStyle { percent: style.percent, literal_brackets: style.literal_brackets, charset: style.charset }
}

/// How a selection is joined.
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
