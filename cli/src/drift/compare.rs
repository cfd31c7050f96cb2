//! Compares a page's tables with a spec's messages and error codes.

use std::collections::HashSet;
use std::sync::Arc;

use refundry_codegen::model::{Erratum, ErrorCode, Field, Message, PageSays, Provider, RuleKind};
use refundry_codegen::render::position;
use refundry_codegen::source::{Source, Span};

use super::assign::{Assigned, Assignment, assign};
use super::coverage::described;
use super::expect::{mark_agrees, says_presence, says_type, type_difference};
use super::finding::{Explanation, Finding, FindingKind, Place};
use super::mark::Mark;
use super::row::{Codes, Fields, Row};
use super::stated::Stated;
use super::tree::{Tree, trees};

/// All differences, in the page's order; `None` if no table fits.
pub fn findings(source: &Source, provider: &Provider, fields: &[Fields], codes: &[Codes]) -> Option<Vec<Finding>> {
    let trees = trees(provider);
    let assignment = assign(fields, &trees);
    if assignment.assigned.is_empty() && codes.is_empty() {
        return None;
    }
    let mut comparison = Comparison { source, provider, findings: Vec::new(), seen: HashSet::new() };
    comparison.fields(&assignment, &trees);
    comparison.codes(codes);
    let mut findings = without_told(comparison.findings);
    findings.sort_by_key(Finding::order);
    Some(findings)
}

/// The findings without the errata that only some of a field's rows no longer say: a page may have two rows of one name.
fn without_told(findings: Vec<Finding>) -> Vec<Finding> {
    let told: HashSet<usize> =
        findings.iter().filter_map(|finding| finding.explained.as_ref()).map(|erratum| erratum.line).collect();
    let outdated = |finding: &Finding| {
        let place = finding.spec.as_ref().map(|place| place.line);
        finding.kind == FindingKind::ErratumOutdated && place.is_some_and(|line| told.contains(&line))
    };
    findings.into_iter().filter(|finding| !outdated(finding)).collect()
}

struct Comparison<'a> {
    source: &'a Source,
    provider: &'a Provider,
    findings: Vec<Finding>,
    /// Reports a message that several operations share only once.
    seen: HashSet<(FindingKind, String, usize)>,
}

impl Comparison<'_> {
    fn fields(&mut self, assignment: &Assignment<'_>, trees: &[Tree]) {
        for assigned in &assignment.assigned {
            let Some(tree) = trees.get(assigned.tree) else { continue };
            for (row, node) in assigned.table.rows.iter().zip(&assigned.nodes) {
                let found = node.and_then(|node| Some((&tree.nodes.get(node)?.message, tree.field(node, row.name())?)));
                match found {
                    Some((message, field)) => self.row(assigned.table, row, message, field),
                    None => self.strange_row(row, assigned, tree),
                }
            }
        }
        for strange in assignment.strange.iter().filter(|table| table.certain) {
            self.strange_table(strange);
        }
        for missing in described(assignment, trees) {
            self.missing_row(missing.message, missing.field, missing.line);
        }
    }

    fn row(&mut self, table: &Fields, row: &Row, message: &Message, field: &Field) {
        let place = format!("{}.{}", message.name, field.wire);
        if let Some(erratum) = self.erratum(&place, |page| *page == PageSays::Absent) {
            self.outdated(row.line, "a row".to_owned(), message, field, erratum);
        }
        if let Some(stated) = &row.stated {
            self.row_type(table, row, stated, message, field);
        }
        if let Some(mark) = row.mark {
            self.row_mark(row, mark, message, field);
        }
    }

    fn row_type(&mut self, table: &Fields, row: &Row, stated: &Stated, message: &Message, field: &Field) {
        let place = format!("{}.{}", message.name, field.wire);
        let difference = type_difference(field, stated, table.lengths);
        let says = |page: &PageSays| matches!(page, PageSays::Type(page) if Stated::parse(page).agrees(stated));
        let explained = self.erratum(&place, says);
        let expected = self.erratum(&place, |page| matches!(page, PageSays::Type(_)));
        match (difference, explained, expected) {
            (Some(kind), explained, _) => {
                let spec = self.place(field.span, says_type(field));
                let page = Place { line: row.line, says: stated.text.clone() };
                self.push(kind, Some(&message.name), Some(&field.wire), page, Some(spec), explained);
            }
            (None, None, Some(erratum)) => self.outdated(row.line, stated.text.clone(), message, field, erratum),
            (None, _, _) => {}
        }
    }

    fn row_mark(&mut self, row: &Row, mark: Mark, message: &Message, field: &Field) {
        let place = format!("{}.{}", message.name, field.wire);
        let says = |page: &PageSays| match mark {
            Mark::Required => *page == PageSays::Required,
            Mark::Optional => *page == PageSays::Optional,
            Mark::Conditional => false,
        };
        let explained = self.erratum(&place, says);
        let expected = self.erratum(&place, |page| matches!(page, PageSays::Required | PageSays::Optional));
        match (mark_agrees(field, mark, is_in_rule(message, field)), explained, expected) {
            (false, explained, _) => {
                let spec = self.place(field.span, says_presence(field).to_owned());
                let page = Place { line: row.line, says: row.written_mark.clone() };
                self.push(FindingKind::Required, Some(&message.name), Some(&field.wire), page, Some(spec), explained);
            }
            (true, None, Some(erratum)) => self.outdated(row.line, row.written_mark.clone(), message, field, erratum),
            (true, _, _) => {}
        }
    }

    fn strange_row(&mut self, row: &Row, assigned: &Assigned<'_>, tree: &Tree) {
        let Some(anchor) = tree.nodes.get(assigned.anchor) else { return };
        let said = row.stated.iter().map(|stated| stated.text.as_str()).chain([row.written_mark.as_str()]);
        let said: Vec<&str> = said.filter(|said| !said.is_empty()).collect();
        let page = Place { line: row.line, says: if said.is_empty() { "a row".to_owned() } else { said.join(", ") } };
        let spec = self.place(anchor.message.span, "no such field".to_owned());
        self.push(
            FindingKind::RowMissingInSpec,
            Some(&anchor.message.name),
            Some(&row.path.join(".")),
            page,
            Some(spec),
            None,
        );
    }

    fn strange_table(&mut self, table: &Fields) {
        const SHOWN: usize = 5;
        let names: Vec<&str> = table.rows.iter().take(SHOWN).map(Row::name).collect();
        let more = if table.rows.len() > SHOWN { ", …" } else { "" };
        let page = Place { line: table.line, says: format!("a table of {}{more}", names.join(", ")) };
        self.push(FindingKind::TableMissingInSpec, None, None, page, None, None);
    }

    fn missing_row(&mut self, message: &Message, field: &Field, line: usize) {
        let place = format!("{}.{}", message.name, field.wire);
        let explained = self.erratum(&place, |page| *page == PageSays::Absent);
        let says = format!("{}, {}", says_type(field), says_presence(field));
        let (page, spec) = (Place { line, says: "no such row".to_owned() }, self.place(field.span, says));
        self.push(FindingKind::FieldMissingInPage, Some(&message.name), Some(&field.wire), page, Some(spec), explained);
    }

    fn outdated(&mut self, line: usize, says: String, message: &Message, field: &Field, erratum: &Erratum) {
        let spec = self.place(erratum.span, format!("an erratum: {}", erratum.says));
        let page = Place { line, says };
        self.push(FindingKind::ErratumOutdated, Some(&message.name), Some(&field.wire), page, Some(spec), None);
    }

    fn codes(&mut self, tables: &[Codes]) {
        let Some(first) = tables.first() else { return };
        let rows: Vec<&(usize, String)> = tables.iter().flat_map(|table| &table.rows).collect();
        let listed: HashSet<&str> = rows.iter().map(|(_, code)| code.as_str()).collect();
        for (line, code) in &rows {
            match self.provider.errors.iter().find(|known| is_called(known, code)) {
                Some(known) => self.listed_code(*line, known),
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
            let spec = self.place(code.span, code.meaning.clone());
            self.push(FindingKind::ErrorCodeMissingInPage, None, Some(&code.wire), page, Some(spec), explained);
        }
    }

    fn listed_code(&mut self, line: usize, code: &ErrorCode) {
        if let Some(erratum) = self.erratum(&code.wire, |page| *page == PageSays::Absent) {
            let spec = self.place(erratum.span, format!("an erratum: {}", erratum.says));
            let page = Place { line, says: "a row".to_owned() };
            self.push(FindingKind::ErratumOutdated, None, Some(&code.wire), page, Some(spec), None);
        }
    }

    fn push(
        &mut self,
        kind: FindingKind,
        message: Option<&str>,
        field: Option<&str>,
        page: Place,
        spec: Option<Place>,
        explained: Option<&Erratum>,
    ) {
        let name = format!("{}.{}", message.unwrap_or_default(), field.unwrap_or_default());
        let line = if kind == FindingKind::FieldMissingInPage { 0 } else { page.line };
        if self.seen.insert((kind, name, line)) {
            let explained = explained.map(|erratum| Explanation {
                line: self.line(erratum.span),
                says: erratum.says.clone(),
                does: erratum.does.clone(),
                because: erratum.because.clone(),
            });
            let (message, field) = (message.map(str::to_owned), field.map(str::to_owned));
            self.findings.push(Finding { kind, message, field, page, spec, explained });
        }
    }
}

impl<'a> Comparison<'a> {
    /// The erratum for this path whose statement about the page satisfies `says`.
    fn erratum(&self, place: &str, says: impl Fn(&PageSays) -> bool) -> Option<&'a Erratum> {
        let mut errata = self.provider.errata.iter().filter(|erratum| erratum.concerns(place));
        errata.find(|erratum| erratum.page.as_ref().is_some_and(&says))
    }

    fn place(&self, span: Span, says: String) -> Place {
        Place { line: self.line(span), says }
    }

    fn line(&self, span: Span) -> usize {
        position(self.source, span.start).0
    }
}

fn is_called(code: &ErrorCode, name: &str) -> bool {
    code.class.holds(name) || code.aliases.iter().any(|alias| alias == name)
}

/// Whether a rule of the message decides the presence of the field.
fn is_in_rule(message: &Message, field: &Field) -> bool {
    let among = |fields: &[Arc<Field>]| fields.iter().any(|other| other.wire == field.wire);
    message.rules.iter().any(|rule| match &rule.kind {
        RuleKind::AtLeastOneOf(fields) | RuleKind::ExactlyOneOf(fields) => among(fields),
        RuleKind::Check(_) => false,
    })
}
