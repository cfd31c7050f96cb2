//! The result of a comparison.

use std::path::PathBuf;

use super::finding::Finding;

/// The differences between a page and a spec.
#[derive(Debug)]
pub struct Report {
    /// The path of the spec.
    pub spec: PathBuf,
    /// The path of the page.
    pub document: PathBuf,
    /// The findings in the page's order, including those that an erratum explains.
    pub findings: Vec<Finding>,
}

impl Report {
    /// The number of findings that no erratum explains.
    pub fn unexplained(&self) -> usize {
        self.findings.iter().filter(|finding| finding.explained.is_none()).count()
    }
}
