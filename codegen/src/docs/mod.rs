//! Renders the model of a provider as Markdown, its reference page.

// A catch-all arm would ignore a new word of the language; without one, the compiler names the match to extend.
#![deny(clippy::wildcard_enum_match_arm, clippy::match_wildcard_for_single_variants)]

mod cuts;
mod examples;
mod fields;
mod layers;
mod markdown;
mod outcome;
mod signing;
mod texts;
mod verification;
mod view;
mod words;
mod worked;

use std::sync::LazyLock;

use tera::{Context, Tera, TeraResult};

use crate::model::{Language, Provider};
use crate::phrases::Phrases;
pub use worked::{Worked, WorkedValue};

/// The template, read once for all pages.
static TEMPLATE: LazyLock<TeraResult<Tera>> = LazyLock::new(|| {
    let mut tera = Tera::default();
    tera.add_raw_template(PAGE, include_str!("page.md"))?;
    Ok(tera)
});

/// The name does not end in `.html`: Tera would escape the values of such a template.
const PAGE: &str = "page.md";

/// The page of a provider in a language. The crate that runs specs computes the worked examples.
///
/// The template receives texts, lists and tables only, so that rendering succeeds for every model. If rendering failed,
/// the page would hold the reason.
pub fn page(provider: &Provider, worked: &[Worked], language: Language) -> String {
    let page = view::page(Phrases::new(language), provider, worked);
    render(&page).unwrap_or_else(|error| format!("# {}\n\n{error}\n", provider.about.title))
}

/// The file name of a provider's page in a language.
pub(crate) fn page_name(provider: &Provider, language: Language) -> String {
    format!("{}{}.md", provider.id, language.row().suffix)
}

/// A text as a cell of a table: one line without markup.
pub(crate) fn cell(text: &str) -> String {
    markdown::cell(&markdown::prose(text))
}

fn render(page: &view::Page) -> Result<String, String> {
    let template = TEMPLATE.as_ref().map_err(ToString::to_string)?;
    let context = Context::from_serialize(page).map_err(|error| error.to_string())?;
    template.render(PAGE, &context).map(|text| tidy(&text)).map_err(|error| error.to_string())
}

/// Leaves one blank line between paragraphs, and does not touch code blocks.
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
