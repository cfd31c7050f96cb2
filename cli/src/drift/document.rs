//! Reads a saved page: decodes its bytes, and finds out its format.

use std::io::{self, Read};
use std::path::{Path, PathBuf};

use refundry_codegen::load;

use super::decode::decode;
use super::mhtml;

/// The greatest size in bytes of a page: HTML may contain pictures. Plain text has a smaller limit, because every line
/// may be a row, and rows take a hundred times their length in memory.
const MAX_BYTES: usize = 8 << 20;
const MAX_TEXT_BYTES: usize = 2 << 20;

/// The format of a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PageFormat {
    /// HTML, as a browser saves it, also in an archive (MHTML).
    Html,
    /// Markdown with pipe tables.
    Markdown,
    /// Text, as a browser shows it: tables have become lines.
    Text,
}

/// A page.
#[derive(Clone, Debug)]
pub struct Document {
    /// The path that it was read from.
    pub path: PathBuf,
    /// Its format.
    pub kind: PageFormat,
    /// Its whole text.
    pub text: String,
}

/// The reason why a page cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum DocumentError {
    /// The file cannot be read.
    #[error("cannot read `{}`: {error}", path.display())]
    Unreadable {
        /// Its path.
        path: PathBuf,
        /// The error of the system.
        error: io::Error,
    },
    /// The page is larger than the limit.
    #[error("`{}` has more than {} MiB, or {} MiB that are not HTML", .0.display(), MAX_BYTES >> 20, MAX_TEXT_BYTES >> 20)]
    TooLarge(PathBuf),
    /// The file is binary: a picture, an archive or a PDF.
    #[error("`{}` is no text", .0.display())]
    Binary(PathBuf),
    /// HTML in which one tag has more attributes than any real page.
    #[error("`{}` has a tag that is too long", .0.display())]
    LongTag(PathBuf),
    /// Text in which no table can be recognised.
    #[error("`{}` has no table of fields or error codes", .0.display())]
    NoTable(PathBuf),
    /// No table or message fits the spec.
    #[error("nothing of `{}` fits a message of the spec", .0.display())]
    NothingFits(PathBuf),
}

impl DocumentError {
    /// The help for the error.
    pub fn help(&self) -> &'static str {
        match self {
            Self::Unreadable { .. } => "name the page as it was saved from the browser",
            Self::TooLarge(_) | Self::LongTag(_) => "save the page as text, or only its part about refunds",
            Self::Binary(_) => "save the page as HTML, Markdown or text",
            Self::NoTable(_) => {
                "the first row of a table has to name its columns, such as 参数, 类型 and 必填, or field, type and required"
            }
            Self::NothingFits(_) => "is it the page or the document of this provider?",
        }
    }
}

/// Reads a page.
///
/// # Errors
/// The file cannot be read, is too large, or is not UTF-8, UTF-16 or GB 18030.
pub fn read_page(path: &Path) -> Result<Document, DocumentError> {
    let unreadable = |error| DocumentError::Unreadable { path: path.to_owned(), error };
    let mut bytes = Vec::new();
    let file = load::open(path).map_err(unreadable)?;
    file.take(MAX_BYTES as u64 + 1).read_to_end(&mut bytes).map_err(unreadable)?;
    if bytes.len() > MAX_BYTES {
        return Err(DocumentError::TooLarge(path.to_owned()));
    }
    document(path, &bytes)
}

/// The page in the bytes of a file.
///
/// # Errors
/// The bytes are too many, or are no page.
pub fn document(path: &Path, bytes: &[u8]) -> Result<Document, DocumentError> {
    let archived = mhtml::page(bytes);
    let archive = archived.is_some();
    let text = archived.unwrap_or_else(|| decode(bytes)).filter(|text| is_text(text));
    let text = text.ok_or_else(|| DocumentError::Binary(path.to_owned()))?;
    let kind = if archive { PageFormat::Html } else { kind(path, &text) };
    if kind != PageFormat::Html && text.len() > MAX_TEXT_BYTES {
        return Err(DocumentError::TooLarge(path.to_owned()));
    }
    if kind == PageFormat::Html && has_long_tag(&text) {
        return Err(DocumentError::LongTag(path.to_owned()));
    }
    Ok(Document { path: path.to_owned(), kind, text })
}

fn is_text(text: &str) -> bool {
    !text.chars().any(|next| next < ' ' && !matches!(next, '\t' | '\n' | '\r' | '\u{b}' | '\u{c}'))
}

fn kind(path: &Path, text: &str) -> PageFormat {
    let end = path.extension().and_then(|end| end.to_str()).unwrap_or_default().to_ascii_lowercase();
    let begins = |mark: &str| {
        let start = text.trim_start();
        start.get(..mark.len()).is_some_and(|start| start.eq_ignore_ascii_case(mark))
    };
    match end.as_str() {
        "html" | "htm" | "xhtml" => PageFormat::Html,
        _ if begins("<!doctype html") || begins("<html") || begins("<table") => PageFormat::Html,
        "md" | "markdown" => PageFormat::Markdown,
        _ => PageFormat::Text,
    }
}

/// Whether a tag is too long: the tokenizer compares each attribute of a tag with all before it.
fn has_long_tag(text: &str) -> bool {
    const MOST: usize = 50_000;
    let mut inside = None;
    for byte in text.bytes() {
        inside = match (byte, inside) {
            (b'<', _) => Some(0),
            (b'>', _) => None,
            (b' ' | b'\t' | b'\n' | b'\r' | b'\x0c' | b'/' | b'"' | b'\'', Some(MOST)) => return true,
            (b' ' | b'\t' | b'\n' | b'\r' | b'\x0c' | b'/' | b'"' | b'\'', Some(count)) => Some(count + 1),
            (_, inside) => inside,
        };
    }
    false
}
