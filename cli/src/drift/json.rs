//! The JSON report. Its shape is stable and documented in `--help`: members are added, never changed.

use serde::Serialize;

use super::finding::Finding;
use super::report::Report;

#[derive(Serialize)]
struct Drift<'a> {
    spec: String,
    document: String,
    unexplained: usize,
    not_understood: usize,
    descriptions_not_compared: usize,
    findings: &'a [Finding],
}

/// The document of `drift`.
///
/// # Errors
/// None is known: every member is a text, a number or a list of them.
pub fn report(report: &Report) -> std::io::Result<String> {
    let shown = |path: &std::path::Path| path.display().to_string().replace(std::path::MAIN_SEPARATOR, "/");
    let drift = Drift {
        spec: shown(&report.spec),
        document: shown(&report.document),
        unexplained: report.unexplained(),
        not_understood: report.not_understood().count(),
        descriptions_not_compared: report.compared.descriptions,
        findings: &report.compared.findings,
    };
    Ok(serde_json::to_string_pretty(&drift)? + "\n")
}
