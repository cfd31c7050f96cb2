//! Facts in lists: enumerations, errors, limits, notes, errata.

use super::{Confidence, Entries, Outcome, Spanned, Word};

/// A list of texts with a meaning each; others may come.
#[derive(Clone, Debug)]
pub struct Enumeration {
    /// What it means, in the words of the spec.
    pub doc: Option<Word>,
    /// Wire value, Rust name if one is given, doc.
    pub values: Entries<EnumerationValue>,
}

/// One listed text.
#[derive(Clone, Debug)]
pub struct EnumerationValue {
    /// Its name in Rust.
    pub name: Option<Word>,
    /// What it means, in the words of the spec.
    pub doc: Option<Word>,
}

/// What the spec says about one error code.
#[derive(Clone, Debug)]
pub struct ErrorCode {
    /// The provider's name for it.
    pub name: Option<Word>,
    /// Its name in Rust.
    pub rust: Option<Word>,
    /// What it means.
    pub meaning: Option<Word>,
    /// What to do about it.
    pub remedy: Option<Word>,
    /// `None`: missing, which `check` reports.
    pub outcome: Option<Spanned<Outcome>>,
    /// The same on a repeated request.
    pub on_repeat: Option<Spanned<Outcome>>,
    /// Why a repeated request believes it.
    pub because: Option<Word>,
    /// Other spellings of the code.
    pub aliases: Vec<Word>,
    /// How sure the fact is.
    pub confidence: Confidence,
}

/// A limit that a request alone cannot show.
#[derive(Clone, Debug)]
pub struct Limit {
    /// The limit in words.
    pub limit: Option<Word>,
    /// Where it stands in the provider's page.
    pub section: Option<Word>,
    /// What it means, in the words of the spec.
    pub doc: Option<Word>,
}

/// A prose rule or advice.
#[derive(Clone, Debug)]
pub struct Note {
    /// Where it stands in the provider's page.
    pub section: Option<Word>,
    /// What it means, in the words of the spec.
    pub doc: Option<Word>,
}

/// Where the page is wrong or silent.
#[derive(Clone, Debug)]
pub struct Erratum {
    /// What it is about.
    pub at: Vec<Word>,
    /// What the page has in the row, for programs.
    pub page: Option<Word>,
    /// What the page says.
    pub says: Option<Word>,
    /// What the spec does.
    pub does: Option<Word>,
    /// Why.
    pub because: Option<Word>,
    /// How sure the fact is.
    pub confidence: Confidence,
}
