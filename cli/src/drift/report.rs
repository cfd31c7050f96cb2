//! What was compared, and what came of it.

use std::path::PathBuf;

use super::finding::Finding;

/// What `drift` found between a page and a spec.
#[derive(Debug)]
pub struct Report {
    /// The spec.
    pub spec: PathBuf,
    /// The page.
    pub document: PathBuf,
    /// In the page's order; those that an erratum explains included.
    pub findings: Vec<Finding>,
}

impl Report {
    /// How many findings no erratum explains.
    pub fn unexplained(&self) -> usize {
        self.findings.iter().filter(|finding| finding.explained.is_none()).count()
    }
}
