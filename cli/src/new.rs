//! `refundry new`.

use std::fs::{self, OpenOptions};
use std::io::{self, ErrorKind, Write};
use std::path::Path;

use refundry_codegen::diagnostic::Code;
use refundry_codegen::render::render;
use refundry_codegen::skeleton::skeleton;
use refundry_codegen::source::Source;

use crate::args::{Format, NewArgs};
use crate::draft::{Drafted, openapi};
use crate::drift::document;
use crate::failure::Failure;
use crate::report::{json, text};
use crate::verdict::Verdict;
use crate::{draft, output, schema};

const SCHEMA: &str = "spec.schema.json";

/// Writes the template of a spec or a draft from a page, and the schema beside it if there is none.
///
/// # Errors
/// The name is invalid, the page has no table of fields, the spec exists already, or the folder cannot be written.
pub fn run(args: &NewArgs) -> Result<Verdict, Failure> {
    let template = skeleton(&args.id).map_err(|fault| {
        let (source, fault) = *fault;
        Failure::Name(render(&source, &fault, output::colored(args.report.color)))
    })?;
    let path = args.specs.join(format!("{}.yaml", args.id));
    let drafted = args.from.as_ref().map(|page| drafted(&args.id, page)).transpose()?;
    let spec = drafted.as_ref().map_or(template, |drafted| drafted.text.clone());
    fs::create_dir_all(&args.specs).map_err(unwritable(&args.specs))?;
    write_new(&path, &spec).map_err(|error| {
        let exists = error.kind() == ErrorKind::AlreadyExists;
        if exists { Failure::Exists(path.clone()) } else { unwritable(&path)(error) }
    })?;
    write_schema(&args.specs.join(SCHEMA))?;
    let todos = todos(Source { path: path.clone(), text: spec });
    output::print(&match args.report.format {
        Format::Json => json::new(&path, todos, drafted.as_ref())?,
        Format::Text => text::new(&path, todos, drafted.as_ref()),
    })?;
    Ok(Verdict::Fine)
}

fn drafted(id: &str, page: &Path) -> Result<Drafted, Failure> {
    if openapi::is_document(page) {
        return Ok(draft::draft_openapi(id, page)?);
    }
    Ok(draft::draft(id, &document::read_page(page)?)?)
}

/// Writes the schema, unless there is one: it may be of another version.
fn write_schema(path: &Path) -> Result<(), Failure> {
    match write_new(path, &schema::schema_text()?) {
        Err(error) if error.kind() != ErrorKind::AlreadyExists => Err(unwritable(path)(error)),
        _ => Ok(()),
    }
}

/// Writes a new file, and never replaces one, even if it is created at the same time.
fn write_new(path: &Path, text: &str) -> io::Result<()> {
    OpenOptions::new().write(true).create_new(true).open(path)?.write_all(text.as_bytes())
}

fn todos(source: Source) -> usize {
    let faults = refundry_codegen::check(&source);
    faults.iter().filter(|fault| fault.code == Code::Todo).count()
}

fn unwritable(path: &Path) -> impl FnOnce(io::Error) -> Failure {
    let path = path.to_owned();
    move |error| Failure::Unwritable { path, error }
}
