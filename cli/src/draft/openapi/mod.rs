//! Drafts a spec from an OpenAPI document of version 3.0 or 3.1, in JSON or YAML. Only the keys that a draft needs are
//! read, so that an unusual part elsewhere in the document does not matter.

mod endpoint;
mod errors;
mod form;
mod limits;
mod schema;
mod shape;
mod tree;

use std::io::Read;
use std::path::{Path, PathBuf};

use refundry_codegen::load;
use serde_json::Value;

use super::model::{Draft, DraftMessage, Part};
use super::sample::{Sample, SampleForm};
use super::yaml::one_line;
use endpoint::Endpoint;
use schema::Reader;
use tree::{Tree, text};

/// The greatest size of a document in bytes.
const MAX_BYTES: usize = 32 << 20;

/// The reason why a document cannot be drafted.
#[derive(Debug, thiserror::Error)]
pub enum OpenApiError {
    /// The file cannot be read.
    #[error("cannot read `{}`: {error}", path.display())]
    Unreadable {
        /// Its path.
        path: PathBuf,
        /// The error of the system.
        error: std::io::Error,
    },
    /// The document is larger than the limit.
    #[error("`{}` has more than {} MiB", .0.display(), MAX_BYTES >> 20)]
    TooLarge(PathBuf),
    /// The file is no JSON or YAML.
    #[error("`{}` is no JSON or YAML: {why}", path.display())]
    Syntax {
        /// Its path.
        path: PathBuf,
        /// The message of the parser.
        why: String,
    },
    /// The document is no OpenAPI of version 3.
    #[error("`{}` is no OpenAPI document of version 3", .0.display())]
    Foreign(PathBuf),
    /// No operation is about refunds.
    #[error("no path of `{}` is about refunds", .0.display())]
    NoRefund(PathBuf),
}

impl OpenApiError {
    /// The help for the error.
    pub fn help(&self) -> &'static str {
        match self {
            Self::Unreadable { .. } => "name the page or the document as it was saved",
            Self::TooLarge(_) => "leave out the paths that are not about refunds",
            Self::Syntax { .. } => {
                "name a page as `.html`, `.md` or `.txt`, and an OpenAPI document as `.json` or `.yaml`"
            }
            Self::Foreign(_) => "convert the document to OpenAPI 3 first",
            Self::NoRefund(_) => "is it the document of the right interface?",
        }
    }
}

/// Whether a path has the name of an OpenAPI document rather than of a page.
pub fn is_document(path: &Path) -> bool {
    let end = path.extension().and_then(|end| end.to_str()).unwrap_or_default().to_ascii_lowercase();
    matches!(end.as_str(), "json" | "yaml" | "yml")
}

/// Drafts the refund of a document, and the query of the same path.
///
/// # Errors
/// The file cannot be read, is no OpenAPI document of version 3, or has no path about refunds.
pub fn from_document(id: &str, path: &Path) -> Result<Draft, OpenApiError> {
    let root = read(path)?;
    let version = text(root.get("openapi").unwrap_or(&Value::Null)).unwrap_or_default();
    if !version.starts_with("3.") {
        return Err(OpenApiError::Foreign(path.to_owned()));
    }
    let tree = Tree::new(&root);
    let endpoints = endpoint::endpoints(&tree);
    let refund = endpoint::refund(&endpoints).ok_or_else(|| OpenApiError::NoRefund(path.to_owned()))?;
    let mut draft = heading(id, path, &tree, refund);
    draft.others = endpoint::others(&endpoints, refund);
    let mut reader = Reader::new(&tree);
    let request = message(&mut draft, Part::Request, "refund_request", refund);
    reader.parameters(&mut draft, request, refund);
    if let Some(body) = refund.request() {
        draft.codec = Some(body.codec);
        reader.members(&mut draft, request, body.schema);
        draft.samples.extend(body.sample.and_then(sample));
    }
    let answer = message(&mut draft, Part::Answer, "refund_answer", refund);
    if let Some(body) = refund.answer() {
        draft.answer_codec = Some(body.codec);
        reader.members(&mut draft, answer, body.schema);
        draft.samples.extend(body.sample.and_then(sample));
    }
    reader.error_bodies(&mut draft, answer, refund);
    if let Some(query) = endpoint::query(&endpoints, refund) {
        let asked = message(&mut draft, Part::Query, "query_request", query);
        reader.parameters(&mut draft, asked, query);
        draft.query = Some((query.method.to_owned(), query.path.clone()));
    }
    Ok(draft)
}

fn read(path: &Path) -> Result<Value, OpenApiError> {
    let unreadable = |error| OpenApiError::Unreadable { path: path.to_owned(), error };
    let mut bytes = Vec::new();
    let file = load::open(path).map_err(unreadable)?;
    file.take(MAX_BYTES as u64 + 1).read_to_end(&mut bytes).map_err(unreadable)?;
    if bytes.len() > MAX_BYTES {
        return Err(OpenApiError::TooLarge(path.to_owned()));
    }
    let syntax = |why: String| OpenApiError::Syntax { path: path.to_owned(), why: one_line(&why) };
    let text = String::from_utf8(bytes).map_err(|error| syntax(error.to_string()))?;
    if text.trim_start().starts_with('{') {
        return serde_json::from_str(&text).map_err(|error| syntax(error.to_string()));
    }
    serde_yaml::from_str(&text).map_err(|error| syntax(error.to_string().lines().next().unwrap_or_default().to_owned()))
}

fn heading(id: &str, path: &Path, tree: &Tree<'_>, refund: &Endpoint<'_>) -> Draft {
    let info = |key: &str| tree.root().pointer(&format!("/info/{key}")).and_then(text).map(|text| one_line(&text));
    Draft {
        id: id.to_owned(),
        source: path.display().to_string(),
        title: info("title"),
        revision: info("version"),
        servers: endpoint::servers(tree),
        path: Some(refund.path.clone()),
        method: Some(refund.method.to_owned()),
        summary: refund.key("summary").map(|summary| one_line(&summary)),
        ..Draft::default()
    }
}

/// An example of a body as a sample.
fn sample(value: &Value) -> Option<Sample> {
    let members = value.as_object()?.clone();
    let text = serde_json::to_string_pretty(value).ok()?;
    Some(Sample { line: 0, form: SampleForm::Json, text, root: None, members })
}

fn message(draft: &mut Draft, part: Part, name: &str, endpoint: &Endpoint<'_>) -> usize {
    let section = format!("{} {}", endpoint.method, endpoint.path);
    let sent = matches!(part, Part::Request | Part::Query);
    draft.messages.push(DraftMessage {
        name: name.to_owned(),
        part,
        sent,
        carried: false,
        section,
        fields: Vec::new(),
    });
    draft.messages.len() - 1
}
