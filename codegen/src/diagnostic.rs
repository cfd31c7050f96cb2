//! What is wrong with a spec, where, and what to do about it.

use std::{
    collections::HashSet,
    hash::{DefaultHasher, Hash, Hasher},
    ops::Deref,
};

use crate::source::Span;
use crate::spec::form::Form;
use crate::spec::grammar::Mapping;

/// What kind of fault it is. The number is stable; [`Code::title`] says what it is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Code {
    // Reading
    /// Unlisted.
    Syntax,
    /// An empty file.
    Empty,
    /// A key that stands twice.
    DuplicateKey,
    /// A key that the language does not know.
    UnknownKey,
    /// A key that is required.
    MissingKey,
    /// A text, list or mapping where another is expected.
    WrongShape,
    /// A file that is too large or too deep.
    TooLarge,
    /// YAML that specs do without: tags, aliases, merge keys.
    Unsupported,
    /// A name that cannot be one.
    BadName,
    /// A type that the language does not know.
    BadType,
    /// A word that is not one of those allowed here.
    BadWord,
    /// An expression that cannot be read.
    BadExpression,
    // Lowering
    /// A reference to nothing.
    UnknownReference,
    /// Two things of one name.
    NameCollision,
    /// A limit that does not fit the type.
    RuleDoesNotFit,
    /// An expression whose operands do not agree.
    TypeMismatch,
    /// A step that does not fit what it is given.
    StepDoesNotFit,
    /// A key that does not fit its step.
    KeyDoesNotFit,
    /// A type that the codec cannot carry.
    NotCarried,
    /// Layers that do not nest.
    LayerMismatch,
    /// A source that does not fit its field.
    SourceDoesNotFit,
    /// A value that breaks the limits of its own field.
    ValueDoesNotFit,
    // The whole
    /// A value that depends on itself.
    Circular,
    /// An operation that moves money without a refund number.
    NoRefundNumber,
    /// An error code without an outcome.
    CodeWithoutOutcome,
    /// A status without a meaning for unknown values.
    StatusWithoutOtherwise,
    /// A status map that leaves out a listed value.
    StatusIncomplete,
    /// An outcome whose meaning on a repeated request is missing or does not fit.
    Repeat,
    /// A signature or verification without an example.
    WithoutExample,
    /// A rule that no refused example names.
    RuleWithoutExample,
    /// An answer that does not say how it is verified.
    WithoutVerification,
    /// An answer that is not compared with its request.
    WithoutEcho,
    /// Something declared and never used.
    Unused,
    /// A check that is skipped although the operands that are there break it.
    SkippedCheck,
    /// A member of an answer with a role that is compared with nothing.
    NotCompared,
    /// A row of an outcome that nothing reaches.
    Unreachable,
    /// A message that another receiver takes for its own.
    Confusion,
    /// A text on the wire with a character that looks like another.
    Lookalike,
    /// A mark of what is still to be written.
    Todo,
    // Running
    /// An example that does not hold.
    Example,
}

impl Code {
    /// Every code, in order.
    pub const ALL: &'static [(Self, &'static str, &'static str)] = &[
        (Self::Syntax, "R001", "not YAML"),
        (Self::Empty, "R002", "an empty file"),
        (Self::DuplicateKey, "R003", "a key that stands twice"),
        (Self::UnknownKey, "R004", "a key that the language does not know"),
        (Self::MissingKey, "R005", "a key that is required"),
        (Self::WrongShape, "R006", "a text, list or mapping where another is expected"),
        (Self::TooLarge, "R007", "a file that is too large or too deep"),
        (Self::Unsupported, "R008", "YAML that specs do without: tags, aliases, merge keys"),
        (Self::BadName, "R009", "a name that cannot be one"),
        (Self::BadType, "R010", "a type that the language does not know"),
        (Self::BadWord, "R011", "a word that is not one of those allowed here"),
        (Self::BadExpression, "R012", "an expression that cannot be read"),
        (Self::UnknownReference, "R020", "a reference to nothing"),
        (Self::NameCollision, "R021", "two things of one name"),
        (Self::RuleDoesNotFit, "R022", "a limit that does not fit the type"),
        (Self::TypeMismatch, "R023", "an expression whose operands do not agree"),
        (Self::StepDoesNotFit, "R024", "a step that does not fit what it is given"),
        (Self::KeyDoesNotFit, "R025", "a key that does not fit its step"),
        (Self::NotCarried, "R026", "a type that the codec cannot carry"),
        (Self::LayerMismatch, "R027", "layers that do not nest"),
        (Self::SourceDoesNotFit, "R028", "a source that does not fit its field"),
        (Self::ValueDoesNotFit, "R029", "a value that breaks the limits of its own field"),
        (Self::Circular, "R040", "a value or an example that depends on itself"),
        (Self::NoRefundNumber, "R041", "an operation that moves money without a refund number"),
        (Self::CodeWithoutOutcome, "R042", "an error code without an outcome"),
        (Self::StatusWithoutOtherwise, "R043", "a status without a meaning for unknown values"),
        (Self::StatusIncomplete, "R044", "a status map that leaves out a listed value"),
        (Self::Repeat, "R045", "an outcome whose meaning on a repeat is missing or does not fit"),
        (Self::WithoutExample, "R046", "a signature or verification without an example"),
        (Self::RuleWithoutExample, "R047", "a rule that no refused example names"),
        (Self::WithoutVerification, "R048", "an answer that does not say how it is verified"),
        (Self::WithoutEcho, "R049", "an answer that is not compared with its request"),
        (Self::Unused, "R050", "something declared and never used"),
        (Self::SkippedCheck, "R053", "a check that is skipped although its other operands break it"),
        (Self::NotCompared, "R054", "a member of an answer that is compared with nothing"),
        (Self::Unreachable, "R055", "a row of an outcome that nothing reaches"),
        (Self::Confusion, "R056", "a message that settles more where another receiver reads it"),
        (Self::Lookalike, "R057", "a text on the wire with a character that looks like another"),
        (Self::Todo, "R051", "a mark of what is still to be written"),
        (Self::Example, "R052", "an example that does not hold"),
    ];

    /// The stable number, such as `R004`.
    pub fn number(self) -> &'static str {
        self.entry().1
    }

    /// What the code is about, in a few words.
    pub fn title(self) -> &'static str {
        self.entry().2
    }

    fn entry(self) -> &'static (Self, &'static str, &'static str) {
        // The table lists the variants in order; a test holds it to that.
        Self::ALL.get(self as usize).unwrap_or(&(Self::Syntax, "R000", "unlisted"))
    }
}

/// How grave a fault is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Severity {
    /// Worth a look; the spec can be used.
    Warning,
    /// The spec cannot be used.
    Error,
}

/// A second place that explains the fault.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// Where.
    pub span: Span,
    /// What stands there.
    pub text: String,
}

/// What the parser would have taken instead, where that is one of a few things. The schema is made of it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Expected {
    /// A key of this mapping.
    Mapping(&'static Mapping),
    /// One of these words.
    Word(Vec<&'static str>),
    /// A text that begins with one of these words.
    Lead(Vec<&'static str>),
    /// A text of this form.
    Form(Form),
}

/// One fault of one spec.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// What kind of fault.
    pub code: Code,
    /// The fault itself, in lower case and without a full stop.
    pub message: String,
    /// What is underlined.
    pub span: Span,
    /// What is written below the underline; may be empty.
    pub label: Box<str>,
    /// Other places that matter.
    pub others: Vec<Label>,
    /// What else is known, a line each. Boxed, since results carry faults around.
    pub notes: Box<Vec<String>>,
    /// One imperative sentence: what to do.
    pub help: Option<Box<str>>,
    /// Boxed for the same reason.
    pub(crate) expected: Option<Box<Expected>>,
}

impl Diagnostic {
    /// A fault at a place.
    pub fn new(code: Code, span: Span, message: impl Into<String>) -> Self {
        Self {
            code,
            message: message.into(),
            span,
            label: Box::default(),
            others: Vec::new(),
            notes: Box::default(),
            help: None,
            expected: None,
        }
    }

    /// Writes a text below the underline.
    #[must_use]
    pub fn label(mut self, text: impl Into<String>) -> Self {
        self.label = text.into().into_boxed_str();
        self
    }

    /// How grave it is: what is declared and never used, or checks too little, does no harm of its own.
    pub fn severity(&self) -> Severity {
        match self.code {
            Code::Unused | Code::SkippedCheck | Code::NotCompared | Code::Confusion | Code::Lookalike => {
                Severity::Warning
            }
            _ => Severity::Error,
        }
    }

    /// Points at a second place.
    #[must_use]
    pub fn other(mut self, span: Span, text: impl Into<String>) -> Self {
        self.others.push(Label { span, text: text.into() });
        self
    }

    /// Says what else is known.
    #[must_use]
    pub fn note(mut self, text: impl Into<String>) -> Self {
        self.notes.push(text.into());
        self
    }

    /// Says what to do.
    #[must_use]
    pub fn help(mut self, text: impl Into<String>) -> Self {
        self.help = Some(text.into().into_boxed_str());
        self
    }
}

impl Diagnostic {
    /// Says what would have been taken.
    pub(crate) fn expected(mut self, expected: Expected) -> Self {
        self.expected = Some(Box::new(expected));
        self
    }
}

/// The faults of one spec. Of very many, the first are listed and the others are counted.
#[derive(Clone, Debug, Default)]
pub struct Diagnostics {
    listed: Vec<Diagnostic>,
    /// Hashes of all faults: two operations that share a message report its faults twice.
    known: HashSet<u64>,
    kinds: HashSet<Code>,
    errors: usize,
    warnings: usize,
}

impl Diagnostics {
    /// How many errors are listed at most, and how many warnings.
    pub const MOST: usize = 300;

    /// Adds a fault, unless the same was said of the same place before.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        let mut hasher = DefaultHasher::new();
        (diagnostic.code, diagnostic.span, &diagnostic.message, &diagnostic.expected).hash(&mut hasher);
        if !self.known.insert(hasher.finish()) {
            return;
        }
        self.kinds.insert(diagnostic.code);
        let count = match diagnostic.severity() {
            Severity::Error => &mut self.errors,
            Severity::Warning => &mut self.warnings,
        };
        *count += 1;
        if *count <= Self::MOST {
            self.listed.push(diagnostic);
        }
    }

    /// Whether a further error is only counted, so that its help need not be made.
    pub(crate) fn is_full(&self) -> bool {
        self.errors >= Self::MOST
    }

    /// Whether there is more than warnings.
    pub fn has_errors(&self) -> bool {
        self.errors > 0
    }

    /// Whether there is one of this kind.
    pub fn has(&self, code: Code) -> bool {
        self.kinds.contains(&code)
    }

    /// How many are as grave as that, those that are not listed included.
    pub fn count(&self, severity: Severity) -> usize {
        match severity {
            Severity::Error => self.errors,
            Severity::Warning => self.warnings,
        }
    }

    /// How many are as grave as that and not listed.
    pub fn unlisted(&self, severity: Severity) -> usize {
        self.count(severity).saturating_sub(Self::MOST)
    }

    /// In the order of the file.
    #[must_use]
    pub fn into_sorted(mut self) -> Self {
        self.listed.sort_by_key(|diagnostic| (diagnostic.span, diagnostic.code));
        self
    }
}

impl Deref for Diagnostics {
    type Target = [Diagnostic];

    fn deref(&self) -> &Self::Target {
        &self.listed
    }
}

impl FromIterator<Diagnostic> for Diagnostics {
    fn from_iter<I: IntoIterator<Item = Diagnostic>>(faults: I) -> Self {
        let mut out = Self::default();
        faults.into_iter().for_each(|fault| out.push(fault));
        out
    }
}

impl IntoIterator for Diagnostics {
    type Item = Diagnostic;
    type IntoIter = std::vec::IntoIter<Diagnostic>;

    fn into_iter(self) -> Self::IntoIter {
        self.listed.into_iter()
    }
}

impl<'d> IntoIterator for &'d Diagnostics {
    type Item = &'d Diagnostic;
    type IntoIter = std::slice::Iter<'d, Diagnostic>;

    fn into_iter(self) -> Self::IntoIter {
        self.listed.iter()
    }
}

/// The name nearest to `written`, if one is near enough to be meant.
pub fn nearest<'a>(written: &str, names: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    // The distance takes time and memory by the product of both lengths.
    let short = |name: &str| name.len() <= 100;
    let (length, letters) = (written.chars().count(), letters(written));
    let lower = written.to_lowercase();
    names
        .into_iter()
        .filter(|name| short(written) && short(name))
        .filter_map(|name| {
            let other = name.chars().count();
            let greatest = (other.max(length) / 3).max(1);
            if other.abs_diff(length) > greatest || differing(letters, self::letters(name)) > greatest {
                return None;
            }
            let distance = strsim::osa_distance(&lower, &name.to_lowercase());
            (distance <= greatest).then_some((distance, name))
        })
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, name)| name)
}

/// The set of a name's letters, several of which may share a bit.
fn letters(name: &str) -> u64 {
    name.chars().flat_map(char::to_lowercase).fold(0, |set, next| set | 1 << (u32::from(next) % 64))
}

/// How many letters only one of two names has: no fewer edits lead from one to the other. Most names are ruled out so,
/// without their distance being computed.
fn differing(one: u64, other: u64) -> usize {
    (one & !other).count_ones().max((other & !one).count_ones()) as usize
}

/// Names as a sentence lists them, cut where there are many.
pub(crate) fn listed(names: &[&str]) -> String {
    let shown: Vec<String> = names.iter().take(8).map(|name| format!("`{name}`")).collect();
    let rest = if names.len() > 8 { ", …" } else { "" };
    format!("{}{rest}", shown.join(", "))
}
