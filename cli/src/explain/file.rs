//! Reads the files that arguments name, up to a size.

use std::{io::Read, path::Path};

use refundry_codegen::load;
use refundry_interpreter::runtime::{Charset, Transcode};

use crate::failure::Failure;

/// The greatest size in bytes of a file.
const MAX_FILE: u64 = 8 << 20;

/// Reads a file as UTF-8.
pub fn read_utf8(path: &Path) -> Result<String, Failure> {
    read_in(path, Charset::Utf8)
}

/// Reads a file as UTF-8, or else in the charset.
pub fn read_in(path: &Path, charset: Charset) -> Result<String, Failure> {
    read_marked(path, charset).map(|(text, _)| text)
}

/// Like [`read_in`], and whether the file is not in UTF-8.
pub fn read_marked(path: &Path, charset: Charset) -> Result<(String, bool), Failure> {
    let shown = path.display();
    let unreadable = |error| Failure::Input(format!("cannot read `{shown}`: {error}"));
    let mut bytes = Vec::new();
    load::open(path).map_err(unreadable)?.take(MAX_FILE + 1).read_to_end(&mut bytes).map_err(unreadable)?;
    if bytes.len() as u64 > MAX_FILE {
        return Err(Failure::Input(format!("`{shown}` is larger than {MAX_FILE} bytes")));
    }
    String::from_utf8(bytes).map(|text| (text, false)).or_else(|error| {
        let text = charset.decode(error.as_bytes()).map(|text| (text.into_owned(), true));
        text.ok_or_else(|| Failure::Input(format!("cannot read `{shown}`: it is no text of the charset")))
    })
}
