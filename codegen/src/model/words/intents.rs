//! The fields that an intent fills, or the obstacles, in words.

use super::code;
use crate::model::{
    intent::{IntentFields, IntentMember, Obstacle},
    operation::dotted,
    roles::FieldPath,
};
use crate::phrases::Phrases;

/// The fields that an intent fills, and its currency.
pub(crate) fn intent_in(say: Phrases, intent: &IntentFields) -> String {
    let filled = intent.fields.iter().map(|(member, path)| say.intent_field(code(&dotted(path)), said(say, *member)));
    let currency = (!intent.currency.is_empty()).then(|| say.intent_currency(&intent.currency));
    say.sentences([say.intent_fills(say.list(filled))].into_iter().chain(currency))
}

/// The reasons why no intent makes a request.
pub(crate) fn without_intent_in(say: Phrases, obstacles: &[Obstacle]) -> String {
    let names = |paths: &[&FieldPath]| say.list(paths.iter().map(|path| code(&dotted(path))));
    let missing: Vec<&FieldPath> = obstacles.iter().filter_map(Obstacle::not_stated).collect();
    let missing = (!missing.is_empty()).then(|| say.intent_lacks(names(&missing)));
    let others = obstacles.iter().filter_map(|obstacle| match obstacle {
        Obstacle::NotStated(_) => None,
        Obstacle::Several(paths) => Some(say.one_for_several(names(&paths.iter().collect::<Vec<_>>()))),
        Obstacle::Without(member) => Some(say.no_field_for(said(say, *member))),
        Obstacle::WithoutOrder => Some(say.no_field_for(say.a_number_of_the_order())),
        Obstacle::Currency => Some(say.no_currency()),
    });
    say.sentences([say.without_intent()].into_iter().chain(missing).chain(others))
}

fn said(say: Phrases, member: IntentMember) -> String {
    match member {
        IntentMember::MerchantOrder => say.the_merchants_order(),
        IntentMember::ProviderOrder => say.the_providers_order(),
        IntentMember::Number => say.the_refund_number(),
        IntentMember::Amount => say.the_amount(),
        IntentMember::Currency => say.the_currency(),
        IntentMember::Total => say.the_total(),
        IntentMember::Reason => say.the_reason(),
    }
}
