//! The result of a comparison.

use std::path::PathBuf;

use super::compare::Compared;
use super::finding::{Finding, FindingKind};

/// The differences between a page and a spec.
#[derive(Debug)]
pub struct Report {
    /// The path of the spec.
    pub spec: PathBuf,
    /// The path of the page.
    pub document: PathBuf,
    /// The findings, including those that an erratum explains.
    pub compared: Compared,
}

impl Report {
    /// The number of differences that no erratum explains.
    pub fn unexplained(&self) -> usize {
        self.compared.findings.iter().filter(|finding| finding.is_open()).count()
    }

    /// The parts of the page that are not understood.
    pub fn not_understood(&self) -> impl Iterator<Item = &Finding> {
        self.compared.findings.iter().filter(|finding| finding.kind == FindingKind::NotUnderstood)
    }

    /// Whether there is nothing to mend. A part that is not understood is no difference, unless nothing else could be
    /// compared.
    pub fn is_fine(&self) -> bool {
        let blind = self.compared.facts == 0 && self.not_understood().next().is_some();
        self.unexplained() == 0 && !blind
    }
}
