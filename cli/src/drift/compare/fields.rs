//! Compares the rows of tables with fields.

use std::sync::Arc;

use refundry_codegen::model::{Field, Message, PageSays, Presence, RuleKind, Sends};

use super::Comparison;
use crate::drift::assign::{Assigned, Assignment};
use crate::drift::column::Column;
use crate::drift::coverage::described;
use crate::drift::expect::{MarkContext, is_unread, mark_agrees, says_presence, says_type, type_difference};
use crate::drift::finding::{Finding, FindingKind, Place};
use crate::drift::mark::Mark;
use crate::drift::narrow::{contains_alike, reads_alike};
use crate::drift::row::{Fields, Row, Unread};
use crate::drift::side::Side;
use crate::drift::stated::Stated;
use crate::drift::subject::is_usual_header;
use crate::drift::tree::{Tree, trees_of};

impl Comparison<'_> {
    /// Compares all tables with the messages that they describe.
    pub(super) fn fields(&mut self, assignment: &Assignment<'_>, trees: &[Tree]) {
        for assigned in &assignment.assigned {
            let Some(tree) = trees.get(assigned.tree) else { continue };
            self.table(assigned, tree, trees);
        }
        for strange in assignment.strange.iter().filter(|table| table.certain) {
            self.strange_table(strange);
        }
        for missing in described(assignment, trees) {
            self.missing_row(missing.message, missing.field, missing.line);
        }
    }

    fn table(&mut self, assigned: &Assigned<'_>, tree: &Tree, trees: &[Tree]) {
        let message = tree.nodes.get(assigned.anchor).map(|node| node.message.name.as_str());
        assigned.table.unread.iter().for_each(|unread| self.unread(message, None, unread));
        let before = self.compared.findings.len();
        for (row, (node, home)) in assigned.table.rows.iter().zip(assigned.nodes.iter().zip(&assigned.homes)) {
            let found = node.and_then(|node| Some((&tree.nodes.get(node)?.message, tree.field(node, row.name())?)));
            match found {
                Some((message, field)) => {
                    self.row(assigned.table, row, message, field);
                    if let Some(mark) = row.mark {
                        let sent = trees_of(trees, tree.operation);
                        let received = tree.side != Some(Side::Sent);
                        let around = MarkContext {
                            in_rule: assigned.table.leave_to_rule(message, field),
                            always_sent: received && is_always_sent(sent, &field.wire),
                            received,
                        };
                        self.row_mark(row, mark, around, message, field);
                    }
                }
                None if assigned.table.headers && self.is_header(row.name()) => {}
                None => self.strange_row(row, *home, tree),
            }
        }
        self.without_repeated(assigned, tree, before);
    }

    /// Drops other words for a field where a further row of the same table has those of the spec.
    fn without_repeated(&mut self, assigned: &Assigned<'_>, tree: &Tree, before: usize) {
        let rows = assigned.table.rows.iter().zip(&assigned.nodes);
        let bound: Vec<(&str, &Row)> =
            rows.filter_map(|(row, node)| Some((tree.nodes.get((*node)?)?.message.name.as_str(), row))).collect();
        let findings = self.compared.findings.split_off(before);
        let again = |finding: &Finding| {
            let Some(spec) = finding.spec.as_ref() else { return false };
            let same = |(message, row): &&(&str, &Row)| {
                finding.message.as_deref() == Some(*message) && finding.field.as_deref() == Some(row.name())
            };
            let (name, prose) = (finding.kind == FindingKind::Name, finding.kind == FindingKind::Description);
            bound.iter().filter(same).any(|(_, row)| {
                name && reads_alike(&row.title, &spec.says) || prose && contains_alike(&row.description, &spec.says)
            })
        };
        self.compared.findings.extend(findings.into_iter().filter(|finding| !again(finding)));
    }

    fn row(&mut self, table: &Fields, row: &Row, message: &Message, field: &Field) {
        let place = format!("{}.{}", message.name, field.wire);
        if let Some(erratum) = self.erratum(&place, |page| *page == PageSays::Absent) {
            self.outdated(row.line, "a row".to_owned(), message, field, erratum);
        }
        if let Some(stated) = &row.stated {
            self.row_type(table, row, stated, message, field);
        }
        for (_, part) in &row.unread {
            let unread = Unread { line: row.line, says: part.clone() };
            self.unread(Some(&message.name), Some(&field.wire), &unread);
        }
        self.words(row, message, field);
    }

    fn row_type(&mut self, table: &Fields, row: &Row, stated: &Stated, message: &Message, field: &Field) {
        let place = format!("{}.{}", message.name, field.wire);
        let says = |page: &PageSays| matches!(page, PageSays::Type(page) if Stated::parse(page).agrees(stated));
        let explained = self.erratum(&place, says);
        if explained.is_none() && is_unread(field, stated) {
            let says = format!("the type `{}`", stated.text);
            return self.unread(Some(&message.name), Some(&field.wire), &Unread { line: row.line, says });
        }
        let expected = self.erratum(&place, |page| matches!(page, PageSays::Type(_)));
        self.compared.facts += 1;
        let unread = row.unread.iter().any(|(column, _)| *column == Column::Length);
        let difference = type_difference(field, stated, table.lengths);
        match (difference.filter(|kind| !unread || *kind == FindingKind::Type), explained, expected) {
            (Some(kind), explained, _) => {
                let spec = self.place(field.span, says_type(field));
                let page = Place { line: row.line, says: stated.text.clone() };
                self.push(kind, Some(&message.name), Some(&field.wire), page, Some(spec), explained);
            }
            (None, None, Some(erratum)) if !unread => {
                self.outdated(row.line, stated.text.clone(), message, field, erratum)
            }
            (None, _, _) => {}
        }
    }

    fn row_mark(&mut self, row: &Row, mark: Mark, around: MarkContext, message: &Message, field: &Field) {
        let place = format!("{}.{}", message.name, field.wire);
        let says = |page: &PageSays| match mark {
            Mark::Required => *page == PageSays::Required,
            Mark::Optional => *page == PageSays::Optional,
            Mark::Conditional => *page == PageSays::Conditional,
            Mark::Returned => false,
        };
        let explained = self.erratum(&place, says);
        let expected = self
            .erratum(&place, |page| matches!(page, PageSays::Required | PageSays::Optional | PageSays::Conditional));
        self.compared.facts += 1;
        match (mark_agrees(field, mark, around), explained, expected) {
            (false, explained, _) => {
                let spec = self.place(field.span, says_presence(field).to_owned());
                let page = Place { line: row.line, says: row.written_mark.clone() };
                self.push(FindingKind::Required, Some(&message.name), Some(&field.wire), page, Some(spec), explained);
            }
            (true, None, Some(erratum)) => self.outdated(row.line, row.written_mark.clone(), message, field, erratum),
            (true, _, _) => {}
        }
    }

    fn strange_row(&mut self, row: &Row, home: usize, tree: &Tree) {
        let Some(home) = tree.nodes.get(home) else { return };
        let said = row.stated.iter().map(|stated| stated.text.as_str()).chain([row.written_mark.as_str()]);
        let said: Vec<&str> = said.filter(|said| !said.is_empty()).collect();
        let page = Place { line: row.line, says: if said.is_empty() { "a row".to_owned() } else { said.join(", ") } };
        let spec = self.place(home.message.span, "no such field".to_owned());
        self.push(FindingKind::RowMissingInSpec, Some(&home.message.name), Some(row.name()), page, Some(spec), None);
    }

    fn strange_table(&mut self, table: &Fields) {
        const SHOWN: usize = 5;
        let own = |row: &&Row| !(table.headers && self.is_header(row.name()));
        let strange: Vec<&str> = table.rows.iter().filter(own).map(Row::name).collect();
        if strange.is_empty() {
            return;
        }
        let names: Vec<&str> = strange.iter().copied().take(SHOWN).collect();
        let more = if strange.len() > SHOWN { ", …" } else { "" };
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
}

impl Comparison<'_> {
    /// Whether a request of the spec has this header, or every HTTP client writes it.
    fn is_header(&self, name: &str) -> bool {
        let mut requests = self.provider.operations.iter().filter_map(|operation| operation.sends.as_ref());
        let sent = |sends: &Sends| sends.headers.iter().any(|header| header.name.eq_ignore_ascii_case(name));
        is_usual_header(name) || requests.any(sent)
    }
}

/// Whether the request always has a field of this name, so that an answer returns it.
fn is_always_sent<'a>(mut trees: impl Iterator<Item = &'a Tree>, wire: &str) -> bool {
    let required = |tree: &Tree| {
        let mut fields = tree.places(wire).iter().filter_map(|node| tree.field(*node, wire));
        fields.any(|field| matches!(field.presence, Presence::Required))
    };
    trees.any(|tree| tree.side == Some(Side::Sent) && required(tree))
}

impl Fields {
    /// Whether a rule of the message decides the presence of a field, and the table marks all of its fields alike: as
    /// required under a condition.
    fn leave_to_rule(&self, message: &Message, field: &Field) -> bool {
        let among = |fields: &[Arc<Field>]| fields.iter().any(|other| other.wire == field.wire);
        let optional = |other: &Arc<Field>| {
            self.rows.iter().any(|row| row.name() == other.wire && row.mark == Some(Mark::Optional))
        };
        message.rules.iter().any(|rule| match &rule.kind {
            RuleKind::AtLeastOneOf(fields) | RuleKind::ExactlyOneOf(fields) => {
                among(fields) && !fields.iter().any(optional)
            }
            RuleKind::Check(_) => false,
        })
    }
}
