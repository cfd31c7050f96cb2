//! Model to Markdown: the reference page of a provider.

mod examples;
mod fields;
mod layers;
mod markdown;
mod signing;
mod start;
mod texts;
mod verification;
mod view;
mod words;

use tera::{Context, Tera};

use crate::model::Provider;

const TEMPLATE: &str = include_str!("page.md");

/// The page of a provider.
///
/// The template sees texts and lists of them only, so that rendering succeeds for every model; were it not to, the
/// page would hold the reason.
pub fn page(provider: &Provider) -> String {
    render(&view::page(provider)).unwrap_or_else(|error| format!("# {}\n\n{error}\n", provider.title))
}

/// A text as a cell of a table: one line, and no markup.
pub(crate) fn cell(text: &str) -> String {
    markdown::cell(&markdown::prose(text))
}

fn render(page: &view::Page) -> tera::TeraResult<String> {
    Tera::one_off(TEMPLATE, &Context::from_serialize(page)?, false).map(|text| tidy(&text))
}

/// One blank line between paragraphs, however many the template leaves, and none within blocks of code touched.
fn tidy(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut fence: Option<&str> = None;
    for line in text.trim().lines() {
        let ticks = line.get(..line.len() - line.trim_start_matches('`').len()).filter(|ticks| ticks.len() >= 3);
        if fence.is_none() && line.trim().is_empty() && out.ends_with("\n\n") {
            continue;
        }
        fence = match (fence, ticks) {
            (None, ticks) => ticks,
            (Some(open), Some(close)) if open == close => None,
            (open, _) => open,
        };
        out.push_str(line);
        out.push('\n');
    }
    out
}
