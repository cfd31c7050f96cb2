//! `refundry drift`: compares a provider's current page with the spec that was written from it.

mod assign;
pub mod column;
mod compare;
mod coverage;
pub mod document;
mod expect;
pub mod finding;
mod json;
pub mod mark;
pub mod read;
mod report;
pub mod row;
pub mod spec_names;
pub mod stated;
#[cfg(test)]
mod tests;
mod text;
mod tree;

use refundry_codegen::model::Provider;
use refundry_codegen::source::Source;
use refundry_codegen::{compile, load, outline, render};

use crate::args::{DriftArgs, Format};
use crate::failure::Failure;
use crate::output;
use crate::verdict::Verdict;
use document::{Document, DocumentError};
use finding::Finding;
use report::Report;
use row::{Meaning, understand};
use spec_names::SpecNames;

/// Compares and reports.
///
/// # Errors
/// A spec or page cannot be read, the spec has errors, or no table of the page fits.
pub fn run(args: &DriftArgs) -> Result<Verdict, Failure> {
    let (source, provider) = spec(args)?;
    let document = document::read_page(&args.document)?;
    let findings = findings(&source, &provider, &document)?;
    let report = Report { spec: args.spec.clone(), document: args.document.clone(), findings };
    output::print(&match args.report.format {
        Format::Json => json::report(&report)?,
        Format::Text => text::report(&report),
    })?;
    Ok(if report.unexplained() == 0 { Verdict::Fine } else { Verdict::Faulty })
}

fn spec(args: &DriftArgs) -> Result<(Source, Provider), Failure> {
    let (source, undecodable) = load::read_source(&args.spec)?;
    let (provider, mut faults) = compile(&source);
    let decodable = undecodable.is_none();
    undecodable.into_iter().for_each(|fault| faults.push(fault));
    // A draft is compared before its marks are replaced.
    match provider.or_else(|| outline::outline(&source)).filter(|_| decodable) {
        Some(provider) => Ok((source, provider)),
        None => {
            let color = output::colored(args.report.color);
            Err(Failure::Unsound { path: args.spec.clone(), shown: render::render_all(&source, &faults, color) })
        }
    }
}

/// All differences between a page and a spec.
///
/// # Errors
/// No table of the page fits.
pub fn findings(source: &Source, provider: &Provider, document: &Document) -> Result<Vec<Finding>, DocumentError> {
    let known = SpecNames::new(provider);
    let (mut fields, mut codes) = (Vec::new(), Vec::new());
    for table in read::tables(document, &known) {
        match understand(&table, &known) {
            Some(Meaning::Fields(table)) => fields.push(table),
            Some(Meaning::Codes(table)) => codes.push(table),
            None => {}
        }
    }
    if fields.is_empty() && codes.is_empty() {
        return Err(DocumentError::NoTable(document.path.clone()));
    }
    compare::findings(source, provider, &fields, &codes)
        .ok_or_else(|| DocumentError::NothingFits(document.path.clone()))
}
