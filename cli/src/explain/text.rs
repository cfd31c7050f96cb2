//! The text explanation.

use std::fmt::Write;

use refundry_codegen::model::{Part, Source};
use refundry_interpreter::{
    Traced, TracedStep, body,
    explain::Redaction,
    mistakes::{Foreign, Reproduced},
    runtime::Transcode,
};

use super::difference::{self, Other};
use super::layout;
use super::shown::{Shown, signature_text};
use super::visible::visible;
use crate::output;

/// The whole explanation.
pub fn request(shown: &Shown<'_>) -> String {
    let Shown { provider, operation, explanation, redaction, .. } = shown;
    let mut out = format!("{} of {}\n", operation.name, provider.id);
    fields(shown, &mut out);
    for traced in &explanation.values {
        write_value(traced, redaction, &mut out);
    }
    let signature = explanation.signature.and_then(|index| explanation.values.get(index));
    if let Some(traced) = signature {
        let _ = writeln!(out, "\nsignature, {}\n  {}", place(shown, &traced.value), signature_text(traced));
    }
    warnings(shown, &mut out);
    finished(shown, &mut out);
    verdict(shown, &mut out);
    out
}

fn fields(shown: &Shown<'_>, out: &mut String) {
    let members = &shown.explanation.members;
    if members.is_empty() {
        return;
    }
    let width = members.iter().map(|member| member.name.chars().count()).max().unwrap_or_default();
    out.push_str("\nfields\n");
    for member in members {
        let pad = " ".repeat(width - member.name.chars().count());
        let _ = writeln!(
            out,
            "  {}{pad}  {}",
            member.name,
            member.dropped.map_or("signed".to_owned(), |why| format!("not signed: {why}"))
        );
    }
}

/// A value with its text and steps.
pub fn write_value(traced: &Traced, redaction: &Redaction, out: &mut String) {
    let case = traced.case.as_ref().map(|case| format!(" in the case `{case}`")).unwrap_or_default();
    let text = redaction.text_of(traced);
    let _ =
        writeln!(out, "\ntext of `{}`{case}, {} bytes\n{}", traced.value, traced.text.len(), indented(&visible(&text)));
    let foreign: Vec<String> = not_ascii(&text);
    if !foreign.is_empty() {
        out.push_str(&layout::paragraph("  not ASCII: ", &foreign.join(", ")));
    }
    let width = traced.steps.iter().map(|step| step.step.len()).max().unwrap_or_default();
    if !traced.steps.is_empty() {
        out.push_str("steps\n");
    }
    for step in &traced.steps {
        let _ = writeln!(out, "  {:width$}  {}", step.step, made(traced, step, redaction));
    }
}

fn made(traced: &Traced, step: &TracedStep, redaction: &Redaction) -> String {
    let text = step.text && std::str::from_utf8(&step.output).is_ok();
    let shown = redaction.output_of(traced, step).map(|shown| if text { visible(&shown) } else { shown });
    let shown = shown.unwrap_or("***".to_owned());
    if text { shown } else { format!("{} bytes, {shown}", step.output.len()) }
}

/// The lines of a text, each behind two spaces.
pub fn indented(text: &str) -> String {
    text.trim_end_matches('\n').lines().map(|line| format!("  {line}")).collect::<Vec<_>>().join("\n")
}

/// The first few non-ASCII characters, with their bytes.
fn not_ascii(text: &str) -> Vec<String> {
    let mut seen: Vec<char> = Vec::new();
    for c in text.chars().filter(|c| !c.is_ascii()) {
        if !seen.contains(&c) && seen.len() < 8 {
            seen.push(c);
        }
    }
    seen.iter()
        .map(|c| format!("{c} ({})", refundry_interpreter::runtime::encode::hex_upper(c.to_string().as_bytes())))
        .collect()
}

/// The location of a value in the request.
fn place(shown: &Shown<'_>, name: &str) -> String {
    let Some(sends) = &shown.operation.sends else { return "nowhere".to_owned() };
    let index = sends.values.iter().position(|value| value.name == name);
    let fields = sends.layers.iter().flat_map(|layer| &layer.message.fields);
    let fields = fields.filter(|field| matches!(&field.source, Source::Value(value) if value == name));
    let headers = sends
        .headers
        .iter()
        .filter(|header| header.parts.iter().any(|part| matches!(part, Part::Value(value) if Some(*value) == index)));
    let places: Vec<String> = fields
        .map(|field| format!("in the field `{}`", field.wire))
        .chain(headers.map(|header| format!("in the header `{}`", header.name)))
        .collect();
    if places.is_empty() { "part of another value".to_owned() } else { places.join(" and ") }
}

fn finished(shown: &Shown<'_>, out: &mut String) {
    let request = shown.explanation.call.request();
    let (url, body) = (shown.url(), shown.body());
    let _ = writeln!(out, "\nrequest\n  {} {url}", request.method());
    let headers = shown.headers();
    for (name, value) in &headers {
        let _ = writeln!(out, "  {name}: {value}");
    }
    if !body.is_empty() {
        let _ = writeln!(out, "\n{}", indented(&body));
    }
    let _ = write!(out, "\ncurl -X {} {}", request.method(), quoted(&url));
    for (name, value) in &headers {
        let _ = write!(out, " -H {}", quoted(&format!("{name}: {value}")));
    }
    let data = if body.is_empty() { String::new() } else { format!(" --data-raw {}", data(shown, &body)) };
    let _ = writeln!(out, "{data}");
}

/// The warnings: no rule is violated, but the request may be wrong.
fn warnings(shown: &Shown<'_>, out: &mut String) {
    let warnings = shown.explanation.call.warnings();
    if !warnings.is_empty() {
        out.push_str("\nwarnings\n");
    }
    for warning in warnings {
        out.push_str(&layout::paragraph("  ", &warning.to_string()));
    }
}

/// The body as a shell word with exactly the sent bytes.
fn data(shown: &Shown<'_>, text: &str) -> String {
    let charset = body::sent_charset(shown.operation);
    match charset.encode(text).filter(|bytes| **bytes != *text.as_bytes()) {
        Some(bytes) => escaped(&bytes),
        None => quoted(text),
    }
}

/// Bytes as escapes in the notation of bash and zsh.
fn escaped(bytes: &[u8]) -> String {
    let mut out = String::from("$'");
    for byte in bytes {
        match byte {
            b'\'' | b'\\' => out.extend(['\\', char::from(*byte)]),
            b' '..=b'~' => out.push(char::from(*byte)),
            other => out.push_str(&format!("\\x{other:02x}")),
        }
    }
    out + "'"
}

/// A shell word; in the notation of bash and zsh if it has characters that control a terminal.
fn quoted(text: &str) -> String {
    if !text.contains(output::is_command) {
        return format!("'{}'", text.replace('\'', "'\\''"));
    }
    let mut out = String::from("$'");
    for c in text.chars() {
        match c {
            '\'' | '\\' => out.extend(['\\', c]),
            c if output::is_command(c) => {
                c.encode_utf8(&mut [0; 4]).bytes().for_each(|byte| out.push_str(&format!("\\x{byte:02x}")));
            }
            c => out.push(c),
        }
    }
    out + "'"
}

fn verdict(shown: &Shown<'_>, out: &mut String) {
    let (Some(causes), Some(foreign)) = (&shown.causes, &shown.foreign) else { return };
    let noun = if matches!(foreign, Foreign::Text(_)) { "text" } else { "signature" };
    out.push('\n');
    match causes.first() {
        None => {
            let reason = match &shown.misfit {
                Some(misfit) => format!("the other {noun} cannot be right: {misfit}"),
                None => format!("the other {noun} differs: {UNKNOWN}"),
            };
            out.push_str(&layout::marked(&reason));
        }
        Some(first) if first.mistakes.is_empty() => {
            out.push_str(&layout::marked(&format!("the other {noun} is the same")));
            return;
        }
        Some(_) => {
            let _ = writeln!(out, "the other {noun} comes from another computation:");
        }
    }
    out.push_str(&self::causes(causes));
    let other = match (causes.first(), foreign) {
        (Some(Reproduced { text, bytes, outside, .. }), _) => {
            Some(Other { text, bytes, known: true, outside: *outside })
        }
        (None, Foreign::Text(text)) => Some(Other { text, bytes: text.as_bytes(), known: false, outside: false }),
        (None, Foreign::Signature(_)) => None,
    };
    let secrets = causes.first().map(|first| first.secrets.as_slice()).unwrap_or_default();
    if let (Some(other), Some(ours)) = (other, ours(shown)) {
        out.push_str(&difference::shown(ours, other, difference::OF_REQUEST, &shown.redaction.with(secrets)));
    }
}

/// The text for a signature that no mistake explains.
pub const UNKNOWN: &str = "no known mistake reproduces it";
/// The greatest number of other causes shown.
const OTHERS: usize = 3;

/// The causes, the likeliest first and marked; the others give the same signature.
pub fn causes(causes: &[Reproduced]) -> String {
    let mut words = causes.iter().map(|cause| cause.mistakes.join(", and "));
    let first = words.next().map(|first| layout::marked(&first)).unwrap_or_default();
    first + &words.take(OTHERS).map(|other| layout::paragraph("   or: ", &other)).collect::<String>()
}

/// The value that the request's signature is made of.
fn ours<'s>(shown: &'s Shown<'_>) -> Option<&'s Traced> {
    shown.explanation.signature.and_then(|index| shown.explanation.values.get(index))
}
