//! Lists of facts: enumerations, errors, limits, notes, errata.

use super::{Confidence, Entries, Outcome, Word};

/// A list of texts with their meanings; other texts may occur.
#[derive(Clone, Debug)]
pub struct Enumeration {
    /// The description in the words of the spec.
    pub doc: Option<Word>,
    /// The listed texts by wire value.
    pub values: Entries<EnumerationValue>,
}

/// A listed text.
#[derive(Clone, Debug)]
pub struct EnumerationValue {
    /// The Rust name of the variant; `None` derives it from the wire value.
    pub name: Option<Word>,
    /// The description in the words of the spec.
    pub doc: Option<Word>,
}

/// The facts of one error code.
#[derive(Clone, Debug)]
pub struct ErrorCode {
    /// The provider's name of the code.
    pub name: Option<Word>,
    /// The Rust name of the variant; `None` derives it.
    pub rust: Option<Word>,
    /// The meaning of the code.
    pub meaning: Option<Word>,
    /// The advice to the caller.
    pub remedy: Option<Word>,
    /// The outcome; `None` if it is missing, which `check` reports.
    pub outcome: Option<Outcome>,
    /// The outcome on a repeated attempt.
    pub on_repeat: Option<Outcome>,
    /// The reason to believe a refusal or failure on a repeated attempt.
    pub because: Option<Word>,
    /// Other spellings of the code.
    pub aliases: Vec<Word>,
    /// The confidence in this fact.
    pub confidence: Confidence,
}

/// A limit that cannot be checked on a request alone.
#[derive(Clone, Debug)]
pub struct Limit {
    /// The limit in words.
    pub limit: Option<Word>,
    /// The section of the provider's page.
    pub section: Option<Word>,
    /// The description in the words of the spec.
    pub doc: Option<Word>,
}

/// A prose rule or advice.
#[derive(Clone, Debug)]
pub struct Note {
    /// The section of the provider's page.
    pub section: Option<Word>,
    /// The description in the words of the spec.
    pub doc: Option<Word>,
}

/// A place where the page is wrong or silent.
#[derive(Clone, Debug)]
pub struct Erratum {
    /// The paths or names that it concerns.
    pub at: Vec<Word>,
    /// The content of the page's row, for programs.
    pub page: Option<Word>,
    /// The statement of the page.
    pub says: Option<Word>,
    /// The choice of the spec.
    pub does: Option<Word>,
    /// The evidence for the choice.
    pub because: Option<Word>,
    /// The confidence in this fact.
    pub confidence: Confidence,
}
