//! Compares a draft with its page, as `drift` does, and writes down the statements that the types cannot say.

use std::path::PathBuf;

use refundry_codegen::outline::outline;
use refundry_codegen::source::Source;

use super::model::{Contradiction, Draft, DraftField};
use super::write;
use super::yaml::one_line;
use crate::drift::compared as compare;
use crate::drift::document::Document;
use crate::drift::finding::{Finding, FindingKind};
use crate::drift::mark::Mark;

/// The draft with `page:` keys and errata for what its types do not say.
pub fn settle(mut draft: Draft, document: &Document) -> Draft {
    let found = compared(&write::spec(&draft), document);
    found.iter().for_each(|finding| explain(&mut draft, finding));
    draft
}

fn compared(text: &str, document: &Document) -> Vec<Finding> {
    let source = Source { path: PathBuf::from("draft.yaml"), text: text.to_owned() };
    let Some(provider) = outline(&source) else { return Vec::new() };
    compare(&source, &provider, document).map(|compared| compared.findings).unwrap_or_default()
}

fn explain(draft: &mut Draft, finding: &Finding) {
    let (Some(message), Some(wire)) = (&finding.message, &finding.field) else { return };
    let found = draft.messages.iter_mut().find(|known| known.name == *message);
    let Some(field) = found.and_then(|message| message.fields.iter_mut().find(|field| field.wire == *wire)) else {
        return;
    };
    let own = field.line == finding.page.line;
    let page = match finding.kind {
        FindingKind::Type | FindingKind::Length if own && field.page.is_none() => {
            field.page = Some(finding.page.says.clone());
            return;
        }
        FindingKind::Name if own => return field.name = finding.page.says.clone(),
        FindingKind::Description if own => return describe(field, &finding.page.says),
        FindingKind::Name | FindingKind::Description => return,
        FindingKind::Type | FindingKind::Length => finding.page.says.clone(),
        FindingKind::Required => match Mark::of_words(&finding.page.says) {
            Some(Mark::Required) => "required".to_owned(),
            Some(Mark::Conditional) => "conditional".to_owned(),
            Some(Mark::Optional | Mark::Returned) | None => "optional".to_owned(),
        },
        FindingKind::TableMissingInSpec
        | FindingKind::RowMissingInSpec
        | FindingKind::FieldMissingInPage
        | FindingKind::ErrorCodeMissingInSpec
        | FindingKind::ErrorCodeMissingInPage
        | FindingKind::Values
        | FindingKind::NotUnderstood
        | FindingKind::ErratumOutdated => return,
    };
    draft.contradictions.push(Contradiction { at: format!("{message}.{wire}"), page, line: finding.page.line });
}

/// Takes the description as `drift` reads it. Lines that go on behind the row become a comment.
fn describe(field: &mut DraftField, said: &str) {
    let said = one_line(said);
    let rest = field.doc.strip_prefix(&said).map(str::trim).filter(|rest| !rest.is_empty());
    let more = rest.map(|rest| format!("the page goes on: {rest}"));
    field.above = [field.above.take(), more].into_iter().flatten().reduce(|above, more| format!("{above}; {more}"));
    field.doc = said;
}
