//! The names in a spec. They help to tell rows from prose on a page that consists of lines only.

use std::collections::{HashMap, HashSet};

use refundry_codegen::model::{CodeClass, ErrorCode, Provider};

/// The names of fields, and the error codes.
#[derive(Debug, Default)]
pub struct SpecNames {
    fields: HashSet<String>,
    codes: HashMap<String, String>,
    /// The classes of error codes.
    classes: Vec<CodeClass>,
}

impl SpecNames {
    /// Collects the names of a spec.
    pub fn new(provider: &Provider) -> Self {
        let fields = provider.messages.iter().flat_map(|message| &message.fields).map(|field| field.wire.clone());
        let named = |code: &ErrorCode, wire: &str| (wire.to_owned(), code.name.clone());
        let spelled = |code: &ErrorCode| {
            let spellings = code.aliases.iter().map(String::as_str).chain(code.class.one());
            spellings.map(|wire| named(code, wire)).collect::<Vec<_>>()
        };
        let codes = provider.errors.iter().flat_map(spelled);
        let classes = provider.errors.iter().map(|code| &code.class).filter(|class| class.one().is_none());
        Self { fields: fields.collect(), codes: codes.collect(), classes: classes.cloned().collect() }
    }

    /// Whether a field has this wire name.
    pub fn field(&self, name: &str) -> bool {
        self.fields.contains(name)
    }

    /// The provider's words for an error code.
    pub fn code_name(&self, code: &str) -> Option<&str> {
        self.codes.get(code).map(String::as_str).filter(|name| !name.is_empty())
    }

    /// Whether a text looks like an error code, or has the form of those of the spec, such as two digits.
    pub fn code_like(&self, text: &str) -> bool {
        let digits = |code: &str| !code.is_empty() && code.bytes().all(|byte| byte.is_ascii_digit());
        is_code(text) || digits(text) && self.codes.keys().any(|code| digits(code) && code.len() == text.len())
    }

    /// Whether codes in small letters may be error codes: the spec has such codes, or none at all.
    pub fn has_small_codes(&self) -> bool {
        let small = |code: &String| code.contains(|next: char| next.is_ascii_lowercase());
        self.codes.is_empty() || self.codes.keys().any(small)
    }

    /// Whether this is an error code that is listed, or in a listed class.
    pub fn code(&self, code: &str) -> bool {
        self.codes.contains_key(code) || self.classes.iter().any(|class| class.holds(code))
    }
}

/// Whether a text is valid as a wire name.
pub fn is_name(text: &str) -> bool {
    const LONGEST: usize = 128;
    let begins = |next: char| next.is_ascii_alphabetic() || next == '_';
    let consists = |next: char| next.is_ascii_alphanumeric() || "_-.[]$@{}".contains(next);
    text.len() <= LONGEST && text.starts_with(begins) && text.chars().all(consists)
}

/// Whether a text looks like an error code: capitals, or digits.
pub fn is_code(text: &str) -> bool {
    let capitals = text.chars().all(|next| next.is_ascii_uppercase() || next.is_ascii_digit() || "_.-".contains(next));
    let digits = text.len() <= 8 && text.bytes().all(|byte| byte.is_ascii_digit());
    let lettered = text.contains(|next: char| next.is_ascii_uppercase());
    (3..=64).contains(&text.len()) && capitals && (lettered || digits)
}

/// The name in a cell without surrounding marks, and its depth below the rows above.
pub fn bare(cell: &str) -> (&str, usize) {
    let cell = cell.trim_matches(|next: char| next.is_ascii_whitespace()).trim_end();
    let rest = cell.trim_start_matches(|next: char| "-–—└├─│┗┣━>»→↳+·•∟|".contains(next) || next.is_whitespace());
    let marks = cell.get(..cell.len() - rest.len()).unwrap_or_default();
    let dashes = marks.chars().filter(|next| *next == '-').count();
    // Pages with signs of branches indent them with spaces; only differences of the depth count.
    let wide = if marks.trim().is_empty() { marks } else { marks.trim_end() };
    let depth = if dashes > 0 { dashes } else { wide.chars().count() };
    (rest.trim().trim_matches(['`', '*', '"', '“', '”']).trim(), depth)
}
