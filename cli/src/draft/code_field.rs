//! The field of error codes on a page that lists codes: the one whose sample is a code, or else one that is called so.

use super::model::{Draft, DraftField, DraftMessage, Fact};
use super::proposal::words;

/// Gives the type `error_code` to the field that likely has the codes, if no field has it by its name.
pub fn settle_code_field(draft: &mut Draft) {
    let codes: Vec<String> = draft.codes.iter().map(|code| code.code.clone()).collect();
    let known = |field: &DraftField| field.ty == Fact::Known("error_code".to_owned());
    let received = draft.messages.iter().filter(|message| !message.sent);
    if codes.is_empty() || received.flat_map(|message| &message.fields).any(known) {
        return;
    }
    let listed = |field: &DraftField| field.example.as_ref().is_some_and(|sample| codes.contains(sample));
    let called = |field: &DraftField| words(&field.wire).last().is_some_and(|word| word == "code");
    let text = |field: &DraftField| matches!(&field.ty, Fact::Known(ty) if ty.starts_with("string"));
    for wanted in [&listed as &dyn Fn(&DraftField) -> bool, &called] {
        let fields = draft.messages.iter_mut().filter(|message: &&mut DraftMessage| !message.sent);
        let found =
            fields.flat_map(|message| &mut message.fields).filter(|field| text(field)).find(|field| wanted(field));
        if let Some(field) = found {
            let Fact::Known(ty) = &field.ty else { return };
            field.page = field.page.take().or_else(|| Some(ty.clone()));
            field.ty = Fact::Open("error_code".to_owned());
            return;
        }
    }
}
