//! Lists of facts: enumerations, errors, limits, notes, errata.

use super::{Confidence, Entries, Outcome, Prose, Word};
use crate::source::Span;

/// A list of texts with their meanings; other texts may occur.
#[derive(Clone, Debug)]
pub struct Enumeration {
    /// The description in the words of the spec.
    pub doc: Prose,
    /// The listed texts by wire value.
    pub values: Entries<EnumerationValue>,
}

/// A listed text.
#[derive(Clone, Debug)]
pub struct EnumerationValue {
    /// The Rust name of the variant; `None` derives it from the wire value.
    pub name: Option<Word>,
    /// The description in the words of the spec.
    pub doc: Prose,
}

/// The facts of one error code.
#[derive(Clone, Debug)]
pub struct ErrorCode {
    /// The provider's own wording.
    pub name: String,
    /// The Rust name of the variant; `None` derives it.
    pub rust: Option<Word>,
    /// The meaning of the code.
    pub meaning: Prose,
    /// The advice to the caller.
    pub remedy: Prose,
    /// The outcome; `None` if it is missing, which `check` reports.
    pub outcome: Option<Outcome>,
    /// The outcome on a repeated attempt.
    pub on_repeat: Option<Outcome>,
    /// The place of that word; the whole entry if there is none.
    pub repeat_at: Span,
    /// The reason to believe a refusal or failure on a repeated attempt.
    pub because: Prose,
    /// Other spellings of the code.
    pub aliases: Vec<Word>,
    /// The confidence in this fact.
    pub confidence: Confidence,
}

/// A limit that a request alone cannot show.
#[derive(Clone, Debug, Default)]
pub struct Limit {
    /// Its name.
    pub name: String,
    /// The limit itself.
    pub limit: Prose,
    /// The figures in it that a program can keep to.
    pub figures: Figures,
    /// The section of the page.
    pub section: String,
    /// The meaning.
    pub doc: Prose,
    /// The place in the spec.
    pub span: Span,
}

/// The figures of limits that a program can keep to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Figures {
    /// The days after the payment within which a refund is taken.
    pub days_after_payment: Option<usize>,
    /// The number of refunds that an order takes.
    pub refunds_per_order: Option<usize>,
    /// The number of requests that a merchant may send in a second.
    pub requests_per_second: Option<usize>,
    /// The number of requests that the provider refuses, of a merchant in a second.
    pub bad_requests_per_second: Option<usize>,
    /// Whether a second refund of an order waits for the first.
    pub one_at_a_time: bool,
}

impl Figures {
    /// The stricter of two figures each.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        let least = |one: Option<usize>, other: Option<usize>| one.into_iter().chain(other).min();
        Self {
            days_after_payment: least(self.days_after_payment, other.days_after_payment),
            refunds_per_order: least(self.refunds_per_order, other.refunds_per_order),
            requests_per_second: least(self.requests_per_second, other.requests_per_second),
            bad_requests_per_second: least(self.bad_requests_per_second, other.bad_requests_per_second),
            one_at_a_time: self.one_at_a_time || other.one_at_a_time,
        }
    }

    /// The figures that are there, each with its key in the spec; a flag has no count.
    pub fn stated(&self) -> impl Iterator<Item = (&'static str, Option<usize>)> {
        let counts = [
            ("days_after_payment", self.days_after_payment),
            ("refunds_per_order", self.refunds_per_order),
            ("requests_per_second", self.requests_per_second),
            ("bad_requests_per_second", self.bad_requests_per_second),
        ];
        let counts = counts.into_iter().filter(|(_, count)| count.is_some());
        counts.chain(self.one_at_a_time.then_some(("one_at_a_time", None)))
    }
}

/// A rule in prose.
#[derive(Clone, Debug)]
pub struct Note {
    /// The section of the page.
    pub section: String,
    /// The text, in our words.
    pub doc: Prose,
    /// The place in the spec.
    pub span: Span,
}

/// An error or a gap of the page.
#[derive(Clone, Debug)]
pub struct Erratum {
    /// The messages, fields, operations and so on that it concerns.
    pub at: Vec<Word>,
    /// The page's own statement in the row of each place, where programs rely on it.
    pub page: Option<PageSays>,
    /// The statement of the page.
    pub says: Prose,
    /// The decision of the spec.
    pub does: Prose,
    /// The reason for the decision.
    pub because: Prose,
    /// The confidence in the decision.
    pub confidence: Confidence,
    /// The place in the spec.
    pub span: Span,
}

impl Erratum {
    /// The places that it concerns, such as `refund_request.sign`.
    pub fn places(&self) -> impl Iterator<Item = &str> {
        self.at.iter().map(|at| at.value.as_str())
    }

    /// Whether it concerns a place.
    pub fn concerns(&self, place: &str) -> bool {
        self.places().any(|at| at == place)
    }
}

/// The statement in a row of the page that an erratum departs from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PageSays {
    /// The tables of the page have no such row.
    Absent,
    /// The row is marked as required.
    Required,
    /// The row is marked as optional.
    Optional,
    /// The row is marked as required under a condition.
    Conditional,
    /// The row's type with its length, as the page writes it.
    Type(String),
}

impl PageSays {
    /// Reads the text in a spec: any text but `absent` and the marks is a type.
    pub fn new(written: &str) -> Self {
        match written {
            "absent" => Self::Absent,
            "required" => Self::Required,
            "optional" => Self::Optional,
            "conditional" => Self::Conditional,
            other => Self::Type(other.to_owned()),
        }
    }
}
