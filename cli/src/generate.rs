//! `refundry generate`.

use std::path::Path;

use refundry_codegen::batch::{self, Compiled};
use refundry_codegen::entry::Entry;
use refundry_codegen::folder;
use refundry_codegen::load;
use refundry_codegen::model::Provider;
use refundry_codegen::package::Package;

use crate::args::{Format, GenerateArgs};
use crate::failure::Failure;
use crate::generated::Generated;
use crate::output;
use crate::report::{self, json, text};
use crate::summary::Summary;
use crate::verdict::Verdict;

/// Compiles the specs, updates the folder or compares it, and reports.
///
/// # Errors
/// A spec cannot be read, or a file cannot be read or written.
pub fn run(args: &GenerateArgs) -> Result<Verdict, Failure> {
    let batch = batch::compile_all(std::slice::from_ref(&args.specs))?;
    let sound = report::verdict(&batch) == Verdict::Fine;
    let generated = if sound { generate(args, &batch)? } else { Generated::default() };
    match args.report.format {
        Format::Json => output::print(&json::generate(&batch, &generated)?)?,
        Format::Text => tell(args, &batch, &generated, sound)?,
    }
    let stale = args.check && !generated.differences.is_empty();
    Ok(if sound && !stale { Verdict::Fine } else { Verdict::Faulty })
}

fn generate(args: &GenerateArgs, batch: &[Compiled]) -> Result<Generated, Failure> {
    let package = Package {
        name: "refundry".to_owned(),
        version: env!("CARGO_PKG_VERSION").to_owned(),
        runtime: runtime_beside(&args.out),
        worked: Some(refundry_interpreter::worked),
    };
    let sound: Vec<(&Compiled, &Provider)> =
        batch.iter().filter_map(|compiled| Some((compiled, compiled.provider.as_ref()?))).collect();
    let providers: Vec<&Provider> = sound.iter().map(|(_, provider)| *provider).collect();
    let entries: Vec<Entry> = providers.iter().copied().map(Entry::from).collect();
    let mut files = package.shared(&entries);
    let mut summaries = Vec::new();
    for ((compiled, provider), emitted) in sound.iter().zip(package.emit_all(&providers)) {
        files.extend(emitted.files);
        summaries.push(Summary::new(provider, compiled.elapsed + emitted.elapsed));
    }
    let differences = match args.check {
        true => folder::differences(&args.out, &files)?,
        false => folder::write(&args.out, &files)?,
    };
    Ok(Generated { summaries, files: files.len(), differences })
}

/// The path from the generated crate to a runtime beside it; `None` takes the runtime from the registry.
fn runtime_beside(out: &Path) -> Option<String> {
    let manifest = std::path::absolute(out).ok()?.parent()?.join("runtime/Cargo.toml");
    let text = load::open(&manifest).and_then(std::io::read_to_string).ok()?;
    let ours = text.lines().any(|line| line.trim() == "name = \"refundry-runtime\"");
    ours.then(|| "../runtime".to_owned())
}

fn tell(args: &GenerateArgs, batch: &[Compiled], generated: &Generated, sound: bool) -> Result<(), Failure> {
    output::faults(&text::faults(batch, output::colored(args.report.color)));
    if !sound {
        output::error("nothing is written while a spec has errors", None);
        return Ok(());
    }
    output::print(&text::summaries(&generated.summaries))?;
    match args.check {
        false => output::print(&text::written(args, generated))?,
        true if generated.differences.is_empty() => output::print(&text::fresh(args, generated))?,
        true => output::faults(&text::stale(args, generated)),
    }
    Ok(())
}
