//! `refundry generate`.

use std::path::Path;

use refundry_codegen::batch::Compiled;
use refundry_codegen::folder::Update;
use refundry_codegen::load;
use refundry_codegen::model::Provider;
use refundry_codegen::package::Package;

use crate::args::{Format, GenerateArgs};
use crate::failure::Failure;
use crate::generated::Generated;
use crate::inputs::Inputs;
use crate::output;
use crate::progress::Progress;
use crate::report::{self, json, text};
use crate::stamps::Stamps;
use crate::summary::Summary;
use crate::verdict::Verdict;

/// Compiles the changed specs, updates the folder or compares it, and reports.
///
/// # Errors
/// A spec cannot be read, or a file cannot be read or written.
pub fn run(args: &GenerateArgs) -> Result<Verdict, Failure> {
    let stamps = if args.check { None } else { Stamps::new(&args.out) };
    let inputs = Inputs::new(&args.specs, stamps.as_ref())?;
    let sound = report::verdict(&inputs.batch) == Verdict::Fine;
    let generated = if sound { generate(args, &inputs, stamps.as_ref())? } else { Generated::default() };
    match args.report.format {
        Format::Json => output::print(&json::generate(&inputs.batch, &generated)?)?,
        Format::Text => tell(args, &inputs, &generated, sound)?,
    }
    let stale = args.check && !generated.differences.is_empty();
    Ok(if sound && !stale { Verdict::Fine } else { Verdict::Faulty })
}

fn generate(args: &GenerateArgs, inputs: &Inputs, stamps: Option<&Stamps>) -> Result<Generated, Failure> {
    let package = Package {
        name: "refundry".to_owned(),
        version: env!("CARGO_PKG_VERSION").to_owned(),
        runtime: runtime_beside(&args.out),
        worked: Some(refundry_interpreter::worked),
    };
    let sound: Vec<(&Compiled, &Provider)> =
        inputs.batch.iter().filter_map(|compiled| Some((compiled, compiled.provider.as_ref()?))).collect();
    let providers: Vec<&Provider> = sound.iter().map(|(_, provider)| *provider).collect();
    let shared = package.shared(&inputs.entries());
    let paths = package.paths(&shared, &providers);
    let mut update = if args.check { Update::compare(&args.out) } else { Update::write(&args.out, &paths)? };
    update.add(&shared)?;
    let kept: Vec<&Path> = inputs.kept.iter().flat_map(|(_, stamp)| stamp.paths()).collect();
    update.keep(&kept);
    let (mut summaries, mut new) = (Vec::new(), Vec::new());
    let progress = Progress::new(providers.len(), "generated");
    package.emit_into(&mut update, &providers, |index, emitted| {
        progress.step();
        let Some((compiled, provider)) = sound.get(index) else { return };
        new.extend(stamps.and_then(|stamps| stamps.stamp(compiled, &emitted.files)));
        summaries.push(Summary::new(provider, compiled.elapsed + emitted.elapsed));
    })?;
    let (files, differences) = (paths.len() + kept.len(), update.finish()?);
    stamps.map_or(Ok(()), |stamps| stamps.write(&new, &inputs.specs))?;
    let ids = inputs.kept.iter().map(|(_, stamp)| stamp.entry.id.clone()).collect();
    Ok(Generated { summaries, kept: ids, files, differences })
}

/// The path from the generated crate to a runtime beside it; `None` takes the runtime from the registry.
fn runtime_beside(out: &Path) -> Option<String> {
    let manifest = std::path::absolute(out).ok()?.parent()?.join("runtime/Cargo.toml");
    let text = load::open(&manifest).and_then(std::io::read_to_string).ok()?;
    let ours = text.lines().any(|line| line.trim() == "name = \"refundry-runtime\"");
    ours.then(|| "../runtime".to_owned())
}

fn tell(args: &GenerateArgs, inputs: &Inputs, generated: &Generated, sound: bool) -> Result<(), Failure> {
    output::faults(&text::faults(
        &inputs.batch,
        inputs.specs.len(),
        output::colored(args.report.color),
        output::width(),
    ));
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
