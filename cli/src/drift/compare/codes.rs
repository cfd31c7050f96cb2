//! Compares the rows of tables with error codes.

use std::collections::HashSet;

use refundry_codegen::model::{ErrorCode, PageSays};

use super::Comparison;
use super::words::is_foreign;
use crate::drift::finding::{FindingKind, Place};
use crate::drift::narrow::{contains_alike, reads_alike};
use crate::drift::row::{CodeWords, Codes};

impl Comparison<'_> {
    /// Compares all tables of error codes with the list of the spec.
    pub(super) fn codes(&mut self, tables: &[Codes]) {
        let Some(first) = tables.first() else { return };
        tables.iter().flat_map(|table| &table.unread).for_each(|unread| self.unread(None, None, unread));
        let rows: Vec<(&(usize, String), &CodeWords)> =
            tables.iter().flat_map(|table| table.rows.iter().zip(&table.words)).collect();
        let listed: HashSet<&str> = rows.iter().map(|((_, code), _)| code.as_str()).collect();
        for ((line, code), words) in &rows {
            self.compared.facts += 1;
            match self.provider.errors.iter().find(|known| is_called(known, code)) {
                Some(known) => self.listed_code(*line, words, known),
                None => {
                    let page = Place { line: *line, says: "a row".to_owned() };
                    self.push(FindingKind::ErrorCodeMissingInSpec, None, Some(code), page, None, None);
                }
            }
        }
        for code in &self.provider.errors {
            if listed.iter().any(|name| is_called(code, name)) {
                continue;
            }
            let explained = self.erratum(&code.wire, |page| *page == PageSays::Absent);
            let page = Place { line: first.line, says: "no such row".to_owned() };
            let spec = self.place(code.span, code.meaning.to_string());
            self.push(FindingKind::ErrorCodeMissingInPage, None, Some(&code.wire), page, Some(spec), explained);
        }
    }

    fn listed_code(&mut self, line: usize, words: &CodeWords, code: &ErrorCode) {
        let name = &words.name;
        if !code.name.is_empty() && !name.is_empty() && !reads_alike(name, &code.name) {
            let (page, spec) = (Place { line, says: name.to_owned() }, self.place(code.span, code.name.clone()));
            self.push(FindingKind::Name, None, Some(&code.wire), page, Some(spec), None);
        }
        let quoted = is_foreign(&code.meaning) && is_foreign(&words.all);
        if quoted && !contains_alike(&words.all, &code.meaning) {
            let page = Place { line, says: words.all.clone() };
            let spec = self.place(code.span, code.meaning.to_string());
            self.push(FindingKind::Description, None, Some(&code.wire), page, Some(spec), None);
        }
        if let Some(erratum) = self.erratum(&code.wire, |page| *page == PageSays::Absent) {
            let spec = self.place(erratum.span, format!("an erratum: {}", erratum.says));
            let page = Place { line, says: "a row".to_owned() };
            self.push(FindingKind::ErratumOutdated, None, Some(&code.wire), page, Some(spec), None);
        }
    }
}

fn is_called(code: &ErrorCode, name: &str) -> bool {
    code.class.holds(name) || code.aliases.iter().any(|alias| alias == name)
}
