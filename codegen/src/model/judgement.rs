//! The meaning of an outcome in the spec: on a first attempt, and on a repeated one.

use std::sync::Arc;

use super::{Answer, CodeClass, Decision, Doubt, ErrorCode, Field, Operation, OperationKind, Outcome, Provider, Row};

/// An outcome, and whether it holds on a repeated attempt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Judgement {
    /// The meaning on the first attempt.
    pub outcome: Outcome,
    /// The reason why that meaning is unknown; `None` for any other meaning.
    pub unknown: Option<Doubt>,
    /// Whether the outcome is unknown on a repeated attempt: the first attempt may have paid.
    pub doubted: bool,
}

impl Judgement {
    /// A message that the spec does not list.
    pub const UNLISTED: Self = Self::unknown(Doubt::Unlisted);

    /// A refusal or failure is doubted unless the spec says that it holds on a repeat. Any other outcome holds unless
    /// the spec says that it does not. The spec itself lists an unknown outcome where the provider is unsure.
    pub fn new(outcome: Outcome, on_repeat: Option<Outcome>) -> Self {
        let doubted = on_repeat.map_or(outcome.is_undone(), |repeated| repeated != outcome);
        Self { outcome, unknown: outcome.row().doubt, doubted }
    }

    const fn unknown(doubt: Doubt) -> Self {
        Self { outcome: Outcome::Unknown, unknown: Some(doubt), doubted: false }
    }

    /// The meaning of a text that anybody can write: it refuses at most, as in the runtime's `Outcome::only_refused`.
    fn only_refused(self) -> Self {
        match self.unknown {
            None if !self.outcome.is_refusal() => Self { doubted: self.doubted, ..Self::unknown(Doubt::NotVerified) },
            _ => self,
        }
    }

    /// The meaning of an unlisted value or code: an unknown outcome is so because it is unlisted.
    fn unlisted(self) -> Self {
        if self.unknown == Some(Doubt::Unsure) { Self::UNLISTED } else { self }
    }

    /// The judgement of a repeated attempt.
    #[must_use]
    pub fn repeated(self) -> Self {
        if self.doubted { Self::unknown(Doubt::OnRepeat) } else { self }
    }

    /// The meaning on a repeated attempt.
    pub fn on_repeat(self) -> Outcome {
        self.repeated().outcome
    }
}

impl Row {
    /// The meaning of one outcome of the row. If a member decides, `on_repeat` applies to refusals and failures alone.
    pub fn judge(&self, outcome: Outcome) -> Judgement {
        let one = matches!(self.decision, Decision::Is(_));
        Judgement::new(outcome, self.on_repeat.filter(|_| one || outcome.is_undone()))
    }

    /// The member whose value or code decides; `None` if the row has one outcome.
    pub fn deciding(&self) -> Option<&[Arc<Field>]> {
        match &self.decision {
            Decision::By { path, .. } | Decision::Errors { path, .. } => Some(path),
            Decision::Is(_) => None,
        }
    }

    /// The members that the row tests, and the member that decides.
    pub fn members(&self) -> impl Iterator<Item = &[Arc<Field>]> {
        let tested = self.when.iter().map(|condition| condition.path.as_slice());
        // The HTTP status has an empty path.
        tested.filter(|path| !path.is_empty()).chain(self.deciding())
    }

    /// The outcomes that the row itself names.
    pub fn outcomes(&self) -> Vec<Outcome> {
        match &self.decision {
            Decision::Is(outcome) => vec![*outcome],
            Decision::By { map, otherwise, .. } => {
                map.iter().map(|(_, outcome)| *outcome).chain(otherwise.iter().copied()).collect()
            }
            Decision::Errors { otherwise, .. } => otherwise.iter().copied().collect(),
        }
    }
}

impl Answer {
    /// The outcomes that the example expects on a first and on a repeated attempt; `None` if reading must fail. Without
    /// `on_repeat` in the example, the default for its outcome applies.
    pub fn expected(&self, operation: &Operation) -> Option<[Outcome; 2]> {
        let first = self.outcome?;
        let silent = operation.counts_attempts().then(|| Judgement::new(first, None).on_repeat());
        Some([first, self.on_repeat.or(silent).unwrap_or(first)])
    }
}

impl ErrorCode {
    /// The meaning of the code in the answer to a refund.
    pub fn judge(&self) -> Judgement {
        Judgement::new(self.outcome.unwrap_or(Outcome::Unknown), self.on_repeat)
    }
}

impl Operation {
    /// Whether the answers depend on the attempt: sending a refund moves money. A query or a notification moves none,
    /// and tells the state of the refund itself.
    pub fn counts_attempts(&self) -> bool {
        self.kind == OperationKind::Refund
    }

    /// The meaning of a row's outcome in an answer of this operation.
    pub fn judge(&self, row: &Row, outcome: Outcome) -> Judgement {
        let judgement = match self.counts_attempts() {
            true => row.judge(outcome),
            false => Judgement { doubted: false, ..Judgement::new(outcome, None) },
        };
        self.weighed(row, judgement)
    }

    /// Whether a row refuses at most; see [`Receives::is_weak`](super::Receives::is_weak).
    pub fn is_weak(&self, row: &Row) -> bool {
        self.receives.as_ref().is_some_and(|receives| receives.is_weak(row))
    }

    fn weighed(&self, row: &Row, judgement: Judgement) -> Judgement {
        if self.is_weak(row) { judgement.only_refused() } else { judgement }
    }

    /// The meaning of an unlisted value or code: unknown, unless the row says otherwise.
    pub fn judge_unlisted(&self, row: &Row) -> Judgement {
        let otherwise = match &row.decision {
            Decision::By { otherwise, .. } | Decision::Errors { otherwise, .. } => *otherwise,
            Decision::Is(_) => None,
        };
        self.judge(row, otherwise.unwrap_or(Outcome::Unknown)).unlisted()
    }

    /// The meaning of a code in an answer of this operation. The error table is written for answers to a refund. A
    /// refused query refuses no refund, so outside refunds the code has the meaning of a repeated attempt.
    fn judge_code(&self, row: &Row, code: &ErrorCode) -> Judgement {
        let judgement = code.judge();
        self.weighed(row, if self.counts_attempts() { judgement } else { judgement.repeated() })
    }
}

impl Provider {
    /// The meaning of a row whose conditions hold. `text` finds the member by which the row decides; if that member is
    /// absent, the result is `None` and the next row is asked.
    pub fn judge<T: AsRef<str>>(
        &self,
        operation: &Operation,
        row: &Row,
        text: impl FnOnce(&[Arc<Field>]) -> Option<T>,
    ) -> Option<Judgement> {
        let unlisted = || operation.judge_unlisted(row);
        Some(match &row.decision {
            Decision::Is(outcome) => operation.judge(row, *outcome),
            Decision::By { path, map, .. } => {
                let value = text(path)?;
                let found = CodeClass::decisive(map.iter().map(|(class, outcome)| (class, *outcome)), value.as_ref());
                found.map_or_else(unlisted, |outcome| operation.judge(row, outcome))
            }
            Decision::Errors { path, .. } => {
                let code = text(path)?;
                self.error(code.as_ref()).map_or_else(unlisted, |code| operation.judge_code(row, code))
            }
        })
    }
}
