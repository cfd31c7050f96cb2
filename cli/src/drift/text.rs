//! The report for people: by message, each finding with its two places.

use super::Report;
use super::finding::{Finding, Kind};

/// What differs, what errata explain, and how much of both there is.
pub fn report(report: &Report) -> String {
    let (explained, open): (Vec<&Finding>, Vec<&Finding>) =
        report.findings.iter().partition(|finding| finding.explained.is_some());
    let mut out = groups(report, &open);
    if !explained.is_empty() {
        out.push_str("explained by errata\n");
        explained.iter().for_each(|finding| out.push_str(&explanation(report, finding)));
        out.push('\n');
    }
    let (spec, document) = (report.spec.display(), report.document.display());
    out + &match (open.len(), explained.len()) {
        (0, 0) => format!("{document} says what {spec} says\n"),
        (0, explained) => format!("{document} says what {spec} says, but for {explained} explained\n"),
        (open, 0) => format!("{} between {document} and {spec}\n", differences(open)),
        (open, explained) => {
            format!("{} between {document} and {spec}, and {explained} explained\n", differences(open))
        }
    }
}

fn differences(count: usize) -> String {
    format!("{count} {}", if count == 1 { "difference" } else { "differences" })
}

/// Messages in the order of the page, their findings beneath.
fn groups(report: &Report, findings: &[&Finding]) -> String {
    let mut names: Vec<&str> = Vec::new();
    for finding in findings {
        let name = group(finding);
        if !names.contains(&name) {
            names.push(name);
        }
    }
    let lines = |name: &str| -> String {
        findings.iter().filter(|finding| group(finding) == name).map(|finding| line(report, finding)).collect()
    };
    names.into_iter().map(|name| format!("{name}\n{}\n", lines(name))).collect()
}

fn group(finding: &Finding) -> &str {
    let codes = matches!(finding.kind, Kind::ErrorCodeMissingInPage | Kind::ErrorCodeMissingInSpec);
    match &finding.message {
        Some(message) => message,
        None if codes || finding.field.is_some() => "errors",
        None => "tables",
    }
}

fn line(report: &Report, finding: &Finding) -> String {
    let field = finding.field.as_deref().unwrap_or_default();
    let page = &finding.page;
    let mut out = format!("  {} {field}\n", finding.kind.word());
    out.push_str(&format!("    the page: {:40} {}:{}\n", visible(&page.says), report.document.display(), page.line));
    if let Some(spec) = &finding.spec {
        out.push_str(&format!("    the spec: {:40} {}:{}\n", visible(&spec.says), report.spec.display(), spec.line));
    }
    out
}

fn explanation(report: &Report, finding: &Finding) -> String {
    let Some(erratum) = &finding.explained else { return String::new() };
    let place = [finding.message.as_deref(), finding.field.as_deref()];
    let place = place.into_iter().flatten().collect::<Vec<_>>().join(".");
    let (document, line) = (report.document.display(), finding.page.line);
    let says = visible(&finding.page.says);
    format!("  {} {place}: {says} ({document}:{line}); {}\n", finding.kind.word(), visible(&erratum.does))
}

/// One line, and nothing that a terminal obeys.
fn visible(text: &str) -> String {
    text.chars().map(|next| if next.is_control() { ' ' } else { next }).collect()
}
