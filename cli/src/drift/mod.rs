//! `refundry drift`: compares a provider's current page or OpenAPI document with the spec that was written from it.

mod assign;
mod code_table;
pub mod column;
mod compare;
mod coverage;
mod decode;
pub mod document;
mod expect;
mod field_table;
pub mod finding;
pub mod heading;
mod heading_words;
mod json;
mod legend;
pub mod length_words;
pub mod mark;
pub mod meaning;
mod mhtml;
mod name_column;
mod narrow;
mod openapi;
mod path;
mod prose_length;
pub mod read;
mod report;
pub mod row;
pub mod side;
pub mod spec_names;
pub mod stated;
pub mod subject;
#[cfg(test)]
mod tests;
mod text;
mod tree;
mod type_words;

use std::path::Path;

use refundry_codegen::diagnostic::{Code, Diagnostic, Diagnostics};
use refundry_codegen::model::Provider;
use refundry_codegen::source::Source;
use refundry_codegen::{compile_for_examples, load, outline, render};

use crate::args::{DriftArgs, Format};
use crate::draft;
use crate::failure::Failure;
use crate::output;
use crate::verdict::Verdict;
use compare::{Compared, Tables};
use document::{Document, DocumentError};
use meaning::{Meaning, understand, unread};
use report::Report;
use spec_names::SpecNames;

/// Compares and reports.
///
/// # Errors
/// A spec, a page or a document cannot be read, the spec has errors, or nothing fits.
pub fn run(args: &DriftArgs) -> Result<Verdict, Failure> {
    let (source, provider) = spec(args)?;
    let compared = against(&source, &provider, &args.document)?;
    let report = Report { spec: args.spec.clone(), document: args.document.clone(), compared };
    output::print(&match args.report.format {
        Format::Json => json::report(&report)?,
        Format::Text => text::report(&report),
    })?;
    Ok(if report.is_fine() { Verdict::Fine } else { Verdict::Faulty })
}

fn spec(args: &DriftArgs) -> Result<(Source, Provider), Failure> {
    let (source, undecodable) = load::read_source(&args.spec)?;
    let (provider, mut faults) = compile_for_examples(&source);
    let decodable = undecodable.is_none();
    undecodable.into_iter().for_each(|fault| faults.push(fault));
    // A draft is compared before its marks are replaced.
    match provider.or_else(|| outline::outline(&source)).filter(|_| decodable) {
        Some(provider) => Ok((source, provider)),
        None => {
            let color = output::colored(args.report.color);
            // Marks do not hinder the comparison: the other errors do.
            let mark = |fault: &&Diagnostic| fault.code != Code::Todo;
            let faults: Diagnostics = faults.iter().filter(mark).cloned().collect();
            Err(Failure::Unsound { path: args.spec.clone(), shown: render::render_all(&source, &faults, color) })
        }
    }
}

/// Compares a page or an OpenAPI document with a spec.
///
/// # Errors
/// The document cannot be read, or nothing of it fits.
pub fn against(source: &Source, provider: &Provider, document: &Path) -> Result<Compared, Failure> {
    if !draft::openapi::is_document(document) {
        return Ok(compared(source, provider, &document::read_page(document)?)?);
    }
    let tables = openapi::tables(&draft::openapi::from_document(&provider.id, document)?);
    Ok(fitting(source, provider, &tables, document)?)
}

/// Compares a page with a spec.
///
/// # Errors
/// No table of the page fits.
pub fn compared(source: &Source, provider: &Provider, page: &Document) -> Result<Compared, DocumentError> {
    fitting(source, provider, &page_tables(provider, page)?, &page.path)
}

/// Compares tables with a spec, if one fits it.
fn fitting(source: &Source, provider: &Provider, tables: &Tables, document: &Path) -> Result<Compared, DocumentError> {
    compare::compare(source, provider, tables).ok_or_else(|| DocumentError::NothingFits(document.to_owned()))
}

fn page_tables(provider: &Provider, page: &Document) -> Result<Tables, DocumentError> {
    let known = SpecNames::new(provider);
    let mut tables = Tables::default();
    for table in read::tables(page, &known) {
        match understand(&table, &known) {
            Some(Meaning::Fields(table)) => tables.fields.push(table),
            Some(Meaning::Codes(table)) => tables.codes.push(table),
            None => tables.unread.extend(unread(&table, &known)),
        }
    }
    if tables.fields.is_empty() && tables.codes.is_empty() {
        return Err(DocumentError::NoTable(page.path.clone()));
    }
    Ok(tables)
}
