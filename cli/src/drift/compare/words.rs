//! Compares the names and descriptions of fields. The spec has a name in the provider's words, and a description in the
//! author's: only one in a script other than Latin, without an English one beside it, counts as a quotation of the page.

use refundry_codegen::model::{Field, Message};

use super::Comparison;
use crate::drift::finding::{FindingKind, Place};
use crate::drift::narrow::{contains_alike, reads_alike};
use crate::drift::row::Row;

impl Comparison<'_> {
    /// Compares the words of a row with those of its field.
    pub(super) fn words(&mut self, row: &Row, message: &Message, field: &Field) {
        if !field.name.is_empty() && !row.title.is_empty() && !reads_alike(&row.title, &field.name) {
            self.reworded(FindingKind::Name, row, &row.title, &field.name, message, field);
        }
        // The English text comes first: a Chinese text beside it is the author's, too.
        let quoted = is_foreign(&field.doc) && is_foreign(&row.description);
        if quoted && !contains_alike(&row.description, &field.doc) {
            self.reworded(FindingKind::Description, row, &row.description, &field.doc, message, field);
        } else if !quoted && !row.description.is_empty() {
            self.compared.descriptions += 1;
        }
    }

    fn reworded(&mut self, kind: FindingKind, row: &Row, page: &str, spec: &str, message: &Message, field: &Field) {
        let (page, spec) = (Place { line: row.line, says: page.to_owned() }, self.place(field.span, spec.to_owned()));
        self.push(kind, Some(&message.name), Some(&field.wire), page, Some(spec), None);
    }
}

/// Whether a text has letters of a script other than Latin, which an author of English documentation quotes.
fn is_foreign(text: &str) -> bool {
    text.chars().any(|next| next.is_alphabetic() && u32::from(next) >= 0x370)
}
