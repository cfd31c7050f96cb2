//! Compares the names and descriptions of fields. The spec has a name in the provider's words, and a description in the
//! author's: only one in a script other than Latin, without an English one beside it, counts as a quotation of the page.

use refundry_codegen::model::{Field, Message};

use super::Comparison;
use crate::draft::listed::listed;
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
        } else {
            self.compared.descriptions += usize::from(!quoted && !row.description.is_empty());
            self.values(row, message, field);
        }
    }

    /// Compares the values that the description lists with those of the enumeration, or of the spec's description.
    fn values(&mut self, row: &Row, message: &Message, field: &Field) {
        let words = |text: &str| listed(text).into_iter().map(|(word, _)| word).collect::<Vec<_>>();
        let mut page = words(&row.description);
        let spec: Vec<String> = match field.ty.enumeration() {
            Some(listed) => listed.values.iter().map(|value| value.wire.clone()).collect(),
            None => words(&field.doc),
        };
        // Numbers among other words are those of prose, or of the lines of a sample.
        let number = |word: &String| word.bytes().all(|byte| byte.is_ascii_digit());
        page.retain(|word| !number(word) || spec.iter().any(number));
        let lacks = |words: &[String], word: &String| !words.contains(word);
        // Without a common value, the description lists something else.
        if page.iter().all(|word| lacks(&spec, word)) {
            return;
        }
        self.compared.facts += 1;
        if page.iter().any(|word| lacks(&spec, word)) || spec.iter().any(|word| lacks(&page, word)) {
            self.reworded(FindingKind::Values, row, &page.join(", "), &spec.join(", "), message, field);
        }
    }

    fn reworded(&mut self, kind: FindingKind, row: &Row, page: &str, spec: &str, message: &Message, field: &Field) {
        let (page, spec) = (Place { line: row.line, says: page.to_owned() }, self.place(field.span, spec.to_owned()));
        self.push(kind, Some(&message.name), Some(&field.wire), page, Some(spec), None);
    }
}

/// Whether a text has letters of a script other than Latin, which an author of English documentation quotes.
pub(super) fn is_foreign(text: &str) -> bool {
    text.chars().any(|next| next.is_alphabetic() && u32::from(next) >= 0x370)
}
