//! What is wrong with a spec, where, and what to do about it.

use crate::source::Span;

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
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Expected {
    /// Another key of this kind of mapping.
    Key { of: &'static str, keys: Vec<&'static str> },
    /// All of these keys, too.
    Keys(Vec<&'static str>),
    /// Just one of these keys.
    OneOf(Vec<&'static str>),
    /// One of these words.
    Word(Vec<&'static str>),
    /// A text that begins with one of these words.
    Lead(Vec<&'static str>),
    /// A text of this form.
    Form(&'static str),
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
            Code::Unused | Code::SkippedCheck => Severity::Warning,
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

/// Collects the faults of one spec.
#[derive(Debug, Default)]
pub struct Diagnostics(Vec<Diagnostic>);

impl Diagnostics {
    /// Adds a fault.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.0.push(diagnostic);
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether there is one of this kind.
    pub fn has(&self, code: Code) -> bool {
        self.0.iter().any(|diagnostic| diagnostic.code == code)
    }

    /// All of them, in the order of the file.
    pub fn into_sorted(mut self) -> Vec<Diagnostic> {
        self.0.sort_by_key(|diagnostic| (diagnostic.span, diagnostic.code));
        self.0.dedup();
        self.0
    }
}

/// The name nearest to `written`, if one is near enough to be meant.
pub fn nearest<'a>(written: &str, names: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    // The distance takes time and memory by the product of both lengths.
    let short = |name: &str| name.len() <= 100;
    names
        .into_iter()
        .filter(|name| short(written) && short(name))
        .map(|name| (strsim::damerau_levenshtein(&written.to_lowercase(), &name.to_lowercase()), name))
        .filter(|(distance, name)| *distance <= (name.chars().count().max(written.chars().count()) / 3).max(1))
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, name)| name)
}
