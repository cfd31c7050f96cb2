//! Compares a page's tables with a spec's messages and error codes.

mod codes;
mod fields;
mod words;

use std::collections::HashSet;

use refundry_codegen::model::{Erratum, Field, Message, PageSays, Provider};
use refundry_codegen::render::position;
use refundry_codegen::source::{Source, Span};

use super::assign::assign;
use super::finding::{Explanation, Finding, FindingKind, Place};
use super::row::{Codes, Fields, Unread};
use super::tree::trees;

/// The tables of a page.
#[derive(Debug, Default)]
pub struct Tables {
    /// The tables of fields.
    pub fields: Vec<Fields>,
    /// The tables of error codes.
    pub codes: Vec<Codes>,
    /// The tables that are not understood.
    pub unread: Vec<Unread>,
}

/// The result of a comparison.
#[derive(Debug, Default)]
pub struct Compared {
    /// All differences, in the page's order.
    pub findings: Vec<Finding>,
    /// The number of types, marks and error codes that were compared.
    pub facts: usize,
    /// The number of descriptions that were not compared, because the spec has them in other words.
    pub descriptions: usize,
}

/// Compares; `None` if no table fits.
pub fn compare(source: &Source, provider: &Provider, tables: &Tables) -> Option<Compared> {
    let trees = trees(provider);
    let assignment = assign(&tables.fields, &trees);
    if assignment.assigned.is_empty() && tables.codes.is_empty() {
        return None;
    }
    let compared = Compared::default();
    let mut comparison = Comparison { source, provider, compared, seen: HashSet::new() };
    comparison.fields(&assignment, &trees);
    comparison.codes(&tables.codes);
    tables.unread.iter().for_each(|unread| comparison.unread(None, None, unread));
    let mut compared = comparison.compared;
    compared.findings = without_told(compared.findings);
    compared.findings.sort_by_key(Finding::order);
    let blind = compared.facts == 0 && compared.findings.is_empty();
    Some(compared).filter(|_| !blind)
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
    compared: Compared,
    /// Reports a message that several operations share only once.
    seen: HashSet<(FindingKind, String, usize, String)>,
}

impl Comparison<'_> {
    fn outdated(&mut self, line: usize, says: String, message: &Message, field: &Field, erratum: &Erratum) {
        let spec = self.place(erratum.span, format!("an erratum: {}", erratum.says));
        let page = Place { line, says };
        self.push(FindingKind::ErratumOutdated, Some(&message.name), Some(&field.wire), page, Some(spec), None);
    }

    fn unread(&mut self, message: Option<&str>, field: Option<&str>, unread: &Unread) {
        let page = Place { line: unread.line, says: unread.says.clone() };
        self.push(FindingKind::NotUnderstood, message, field, page, None, None);
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
        let part = if kind == FindingKind::NotUnderstood { page.says.clone() } else { String::new() };
        if self.seen.insert((kind, name, line, part)) {
            let explained = explained.map(|erratum| Explanation {
                line: self.line(erratum.span),
                says: erratum.says.to_string(),
                does: erratum.does.to_string(),
                because: erratum.because.to_string(),
            });
            let (message, field) = (message.map(str::to_owned), field.map(str::to_owned));
            self.compared.findings.push(Finding { kind, message, field, page, spec, explained });
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
