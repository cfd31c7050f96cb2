//! The text report: by message, each finding with its two locations.

use super::finding::{Finding, FindingKind};
use super::report::Report;

/// The findings, those that errata explain, and the number of both.
pub fn report(report: &Report) -> String {
    let findings = &report.compared.findings;
    let open: Vec<&Finding> = findings.iter().filter(|finding| finding.is_open()).collect();
    let explained: Vec<&Finding> = findings.iter().filter(|finding| finding.explained.is_some()).collect();
    let mut out = groups(report, &open);
    out.push_str(&not_understood(report));
    if !explained.is_empty() {
        out.push_str("explained by errata\n");
        explained.iter().for_each(|finding| out.push_str(&explanation(report, finding)));
        out.push('\n');
    }
    let explained = if explained.is_empty() { String::new() } else { format!(", {} explained", explained.len()) };
    let unseen = unseen(report);
    let between = format!("between {} and {}", report.document.display(), report.spec.display());
    out + &format!("{} {between}{explained}{unseen}\n", differences(open.len()))
}

/// The parts of the page that are not understood.
fn not_understood(report: &Report) -> String {
    let part = |finding: &Finding| {
        let place = place(finding);
        let place = if place.is_empty() { place } else { place + ": " };
        format!("  {}  {place}{}\n", on_page(report, finding), visible(&finding.page.says))
    };
    let parts: String = report.not_understood().map(part).collect();
    if parts.is_empty() { parts } else { format!("not understood, and not compared\n{parts}\n") }
}

/// The number of parts that were not compared.
fn unseen(report: &Report) -> String {
    let parts = match report.not_understood().count() {
        0 => String::new(),
        1 => "; 1 part is not understood".to_owned(),
        count => format!("; {count} parts are not understood"),
    };
    match report.compared.descriptions {
        0 => parts,
        1 => parts + "; 1 description is not compared",
        count => format!("{parts}; {count} descriptions are not compared"),
    }
}

fn differences(count: usize) -> String {
    match count {
        0 => "no difference".to_owned(),
        1 => "1 difference".to_owned(),
        _ => format!("{count} differences"),
    }
}

/// The messages in the page's order, each with its findings.
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
    let codes = matches!(finding.kind, FindingKind::ErrorCodeMissingInPage | FindingKind::ErrorCodeMissingInSpec);
    match &finding.message {
        Some(message) => message,
        None if codes || finding.field.is_some() => "errors",
        None => "tables",
    }
}

fn line(report: &Report, finding: &Finding) -> String {
    let page = on_page(report, finding);
    let (spec, says) = match &finding.spec {
        Some(spec) => (format!("{}:{}", report.spec.display(), spec.line), visible(&spec.says)),
        None => (report.spec.display().to_string(), "nothing".to_owned()),
    };
    let width = page.chars().count().max(spec.chars().count());
    let field = finding.field.as_deref().unwrap_or_default();
    let head = format!("  {} {field}", finding.kind.word());
    format!("{}\n    {page:width$}  {}\n    {spec:width$}  {says}\n", head.trim_end(), visible(&finding.page.says))
}

fn explanation(report: &Report, finding: &Finding) -> String {
    let Some(erratum) = &finding.explained else { return String::new() };
    let place = place(finding);
    let (page, says) = (on_page(report, finding), visible(&finding.page.says));
    format!("  {} {place}: {says} ({page}); {}\n", finding.kind.word(), visible(&erratum.does))
}

/// The page with its line; an OpenAPI document has none.
fn on_page(report: &Report, finding: &Finding) -> String {
    let document = report.document.display();
    if finding.page.line == 0 { document.to_string() } else { format!("{document}:{}", finding.page.line) }
}

fn place(finding: &Finding) -> String {
    [finding.message.as_deref(), finding.field.as_deref()].into_iter().flatten().collect::<Vec<_>>().join(".")
}

/// A text on one line, without terminal control characters.
fn visible(text: &str) -> String {
    text.chars().map(|next| if next.is_control() { ' ' } else { next }).collect()
}
