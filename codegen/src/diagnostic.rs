//! Diagnostics: the faults of a spec, their locations, and the help for the author.

mod cause;
mod explanation;
mod fix;
mod near;
mod nearest;

use std::{
    collections::HashSet,
    hash::{DefaultHasher, Hash, Hasher},
    ops::Deref,
};

use crate::source::Span;
pub use cause::{Cause, Undeclared};
pub use explanation::Explanation;
pub use fix::{Edit, Fix};
pub(crate) use near::only;
pub(crate) use nearest::likeliest;
pub use nearest::nearest;

/// The kind of a fault. Its number is stable; [`Code::title`] describes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Code {
    // Faults of parsing
    /// A fault of the YAML syntax.
    Syntax,
    /// An empty file.
    Empty,
    /// A key that occurs twice in a mapping.
    DuplicateKey,
    /// A key that the language does not know.
    UnknownKey,
    /// A key that is required.
    MissingKey,
    /// A text, list or mapping where another one is expected.
    WrongShape,
    /// A file that is too large or too deep.
    TooLarge,
    /// YAML features that specs do not use: tags, aliases, merge keys.
    Unsupported,
    /// A text that is not valid as a name.
    BadName,
    /// A type that the language does not know.
    BadType,
    /// A word that is not among the allowed ones.
    BadWord,
    /// An expression that cannot be parsed.
    BadExpression,
    /// A file that cannot be read.
    Unreadable,
    // Faults of lowering
    /// A reference to an undeclared name.
    UnknownReference,
    /// Two items with the same name.
    NameCollision,
    /// A limit that does not fit the type.
    RuleDoesNotFit,
    /// An expression whose operands have different types.
    TypeMismatch,
    /// A step that does not fit its input.
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
    // Faults of the whole spec
    /// A value that depends on itself.
    Circular,
    /// An operation that moves money without a refund number.
    NoRefundNumber,
    /// An error code without an outcome.
    CodeWithoutOutcome,
    /// A status without an outcome for unknown values.
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
    /// An item that is declared and never used.
    Unused,
    /// A check that is skipped although its present operands break it.
    SkippedCheck,
    /// A member of an answer that has a compared role but is not compared.
    NotCompared,
    /// A row of an outcome that no answer reaches.
    Unreachable,
    /// A message that another receiver accepts as its own.
    Confusion,
    /// A wire text with a character that looks like another.
    Lookalike,
    /// A refund with amounts, none of which has the role of its amount.
    NoAmount,
    /// A message that settles a refund and does not say which refund of the order.
    AnotherRefund,
    /// A signed text that can be cut into other values of its members.
    TwoReadings,
    /// A second field with the role of the refund's amount.
    SecondAmount,
    /// A mark of an unfinished fact.
    Todo,
    // Faults of running examples
    /// An example whose result differs from the expected one.
    Example,
}

impl Code {
    /// Every code, in order.
    pub const ALL: &'static [(Self, &'static str, &'static str)] = &[
        (Self::Syntax, "R001", "not YAML"),
        (Self::Empty, "R002", "an empty file"),
        (Self::DuplicateKey, "R003", "a key that occurs twice"),
        (Self::UnknownKey, "R004", "a key that the language does not know"),
        (Self::MissingKey, "R005", "a key that is required"),
        (Self::WrongShape, "R006", "a text, list or mapping where another is expected"),
        (Self::TooLarge, "R007", "a file that is too large or too deep"),
        (Self::Unsupported, "R008", "YAML that specs do without: tags, aliases, merge keys"),
        (Self::BadName, "R009", "a name that cannot be one"),
        (Self::BadType, "R010", "a type that the language does not know"),
        (Self::BadWord, "R011", "a word that is not one of those allowed here"),
        (Self::BadExpression, "R012", "an expression that cannot be read"),
        (Self::Unreadable, "R013", "a file that cannot be read"),
        (Self::UnknownReference, "R020", "a reference to nothing"),
        (Self::NameCollision, "R021", "two things of one name"),
        (Self::RuleDoesNotFit, "R022", "a limit that does not fit the type"),
        (Self::TypeMismatch, "R023", "an expression whose operands do not agree"),
        (Self::StepDoesNotFit, "R024", "a step that does not fit its input"),
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
        (Self::NoAmount, "R058", "a refund whose amount no field is"),
        (Self::AnotherRefund, "R059", "a message that may settle another refund of the order"),
        (Self::TwoReadings, "R060", "a signed text with several readings"),
        (Self::SecondAmount, "R061", "a refund with two amounts of its own"),
        (Self::Todo, "R051", "a mark of a value that is still to be written"),
        (Self::Example, "R052", "an example that does not hold"),
    ];

    /// The code with this number, in either letter case.
    pub fn of_number(number: &str) -> Option<Self> {
        Self::ALL.iter().find(|(_, known, _)| known.eq_ignore_ascii_case(number)).map(|(code, ..)| *code)
    }

    /// The stable number, such as `R004`.
    pub fn number(self) -> &'static str {
        self.entry().1
    }

    /// A short description of the code.
    pub fn title(self) -> &'static str {
        self.entry().2
    }

    /// Items that are unused or check too little are warnings, because they do no harm by themselves.
    fn severity(self) -> Severity {
        match self {
            Self::Unused
            | Self::SkippedCheck
            | Self::NotCompared
            | Self::Confusion
            | Self::Lookalike
            | Self::NoAmount
            | Self::AnotherRefund
            | Self::TwoReadings => Severity::Warning,
            _ => Severity::Error,
        }
    }

    fn entry(self) -> &'static (Self, &'static str, &'static str) {
        // The table lists the variants in order, which a test checks.
        Self::ALL.get(self as usize).unwrap_or(&(Self::Syntax, "R000", "unlisted"))
    }
}

/// The severity of a fault.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Severity {
    /// The spec can be used, but deserves a look.
    Warning,
    /// The spec cannot be used.
    Error,
}

/// A second location that explains the fault.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// The span to underline.
    pub span: Span,
    /// The text below the underline.
    pub text: String,
}

/// One fault of one spec.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// The kind of the fault.
    pub code: Code,
    /// The fault itself, in lower case and without a full stop.
    pub message: String,
    /// The span to underline.
    pub span: Span,
    /// The text below the underline; may be empty.
    pub label: Box<str>,
    /// Further locations. The rare lists are boxed to keep `Result`s small.
    pub others: Box<Vec<Label>>,
    /// Further facts, one line each.
    pub notes: Box<Vec<String>>,
    /// One imperative sentence that tells what to do.
    pub help: Option<Box<str>>,
    /// The change that the help names, if it is the only right one.
    pub fix: Option<Box<Fix>>,
    /// The cause that other faults may share.
    pub cause: Option<Box<Cause>>,
}

impl Diagnostic {
    /// A fault at a location.
    pub fn new(code: Code, span: Span, message: impl Into<String>) -> Self {
        Self {
            code,
            message: message.into(),
            span,
            label: Box::default(),
            others: Box::default(),
            notes: Box::default(),
            help: None,
            fix: None,
            cause: None,
        }
    }

    /// Sets the text below the underline.
    #[must_use]
    pub fn label(mut self, text: impl Into<String>) -> Self {
        self.label = text.into().into_boxed_str();
        self
    }

    /// Sets the cause that other faults may share.
    #[must_use]
    pub(crate) fn cause(mut self, cause: Cause) -> Self {
        self.cause = Some(Box::new(cause));
        self
    }

    /// Sets the message whose fields lack the undeclared name.
    #[must_use]
    pub(crate) fn of_message(mut self, message: &str) -> Self {
        if let Some(Cause::Undeclared(undeclared)) = self.cause.as_deref_mut() {
            undeclared.message = Some(message.to_owned());
        }
        self
    }

    /// The undeclared name, if that is the cause.
    pub(crate) fn undeclared(&self) -> Option<&Undeclared> {
        match self.cause.as_deref()? {
            Cause::Undeclared(undeclared) => Some(undeclared),
            _ => None,
        }
    }

    /// The severity of the fault's kind.
    pub fn severity(&self) -> Severity {
        self.code.severity()
    }

    /// Adds a further location.
    #[must_use]
    pub fn other(mut self, span: Span, text: impl Into<String>) -> Self {
        self.others.push(Label { span, text: text.into() });
        self
    }

    /// Adds a further fact.
    #[must_use]
    pub fn note(mut self, text: impl Into<String>) -> Self {
        self.notes.push(text.into());
        self
    }

    /// Sets the help.
    #[must_use]
    pub fn help(mut self, text: impl Into<String>) -> Self {
        self.help = Some(text.into().into_boxed_str());
        self
    }

    /// Sets the fix, if there is one.
    #[must_use]
    pub fn fix(mut self, edits: impl IntoIterator<Item = Edit>) -> Self {
        self.fix = Fix::new(edits).map(Box::new);
        self
    }
}

/// The faults of one spec. Beyond [`Diagnostics::MOST`], faults are counted but not listed.
#[derive(Clone, Debug, Default)]
pub struct Diagnostics {
    listed: Vec<Diagnostic>,
    /// Hashes of all faults, because two operations that share a message report its faults twice.
    known: HashSet<u64>,
    kinds: HashSet<Code>,
    errors: usize,
    warnings: usize,
}

impl Diagnostics {
    /// The greatest number of listed errors, and of listed warnings.
    pub const MOST: usize = 300;

    /// Adds a fault, unless the same one was added for the same span.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        let mut hasher = DefaultHasher::new();
        (diagnostic.code, diagnostic.span, &diagnostic.message).hash(&mut hasher);
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

    /// Takes back the listed errors that another one explains.
    pub(crate) fn withdraw(&mut self, is_explained: impl Fn(&Diagnostic) -> bool) {
        let before = self.listed.len();
        self.listed.retain(|fault| fault.severity() == Severity::Warning || !is_explained(fault));
        self.errors -= before - self.listed.len();
    }

    /// Takes back the listed warnings about unused things that an error marks, too: they are traces of it.
    pub(crate) fn withdraw_unused(&mut self, error: &Diagnostic) {
        let before = self.listed.len();
        let marks = |fault: &Diagnostic| error.others.iter().any(|label| label.span == fault.span);
        self.listed.retain(|fault| fault.code != Code::Unused || !marks(fault));
        self.warnings -= before - self.listed.len();
    }

    /// Whether a further error would only be counted, so that its help need not be computed.
    pub(crate) fn is_full(&self) -> bool {
        self.errors >= Self::MOST
    }

    /// Whether there are errors.
    pub fn has_errors(&self) -> bool {
        self.errors > 0
    }

    /// Whether there is a fault of this kind.
    pub fn has(&self, code: Code) -> bool {
        self.kinds.contains(&code)
    }

    /// Whether every error is a missing example.
    pub(crate) fn lack_examples_alone(&self) -> bool {
        let lacks = |code: &Code| matches!(code, Code::WithoutExample | Code::RuleWithoutExample);
        self.kinds.iter().all(|code| lacks(code) || code.severity() == Severity::Warning)
    }

    /// The number of faults of this severity, unlisted ones included.
    pub fn count(&self, severity: Severity) -> usize {
        match severity {
            Severity::Error => self.errors,
            Severity::Warning => self.warnings,
        }
    }

    /// The number of unlisted faults of this severity.
    pub fn unlisted(&self, severity: Severity) -> usize {
        self.count(severity).saturating_sub(Self::MOST)
    }

    /// The listed faults, and the numbers of unlisted errors and warnings.
    pub(crate) fn into_parts(self) -> (Vec<Diagnostic>, (usize, usize)) {
        let unlisted = (self.unlisted(Severity::Error), self.unlisted(Severity::Warning));
        (self.listed, unlisted)
    }

    /// Listed faults with numbers of unlisted errors and warnings.
    pub(crate) fn of_parts(listed: impl IntoIterator<Item = Diagnostic>, unlisted: (usize, usize)) -> Self {
        let mut out: Self = listed.into_iter().collect();
        if unlisted.0 > 0 {
            out.errors = Self::MOST + unlisted.0;
        }
        if unlisted.1 > 0 {
            out.warnings = Self::MOST + unlisted.1;
        }
        out
    }

    /// Sorts the faults in the order of the file.
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

/// The types of money, for a help.
pub(crate) const MONEY: &str = "`amount(fen)` for whole fen, `amount(yuan)` for yuan with two decimals";

/// Names as a sentence lists them, cut where there are many.
pub(crate) fn listed(names: &[&str]) -> String {
    let shown: Vec<String> = names.iter().take(8).map(|name| format!("`{name}`")).collect();
    let rest = if names.len() > 8 { ", …" } else { "" };
    format!("{}{rest}", shown.join(", "))
}
