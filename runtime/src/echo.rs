//! Whether an answer speaks of the request that was sent.

use crate::{Attempt, Fen, ReadError, Record};

/// What it means when an answer lacks a member that the request had.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Missing {
    /// Nothing: the member is optional.
    Accept,
    /// The answer settles nothing.
    Unsettled,
}

/// What comparing an answer with its request established.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Echoed {
    /// Whether every echo that is needed was there.
    pub complete: bool,
    /// Whether a number agreed that says which refund or order the answer speaks of.
    pub identified: bool,
    /// The attempt that the answer speaks of.
    pub attempt: Attempt,
}

impl Echoed {
    /// Nothing is established yet.
    pub const NOTHING: Self = Self { complete: false, identified: false, attempt: Attempt::Repeated };

    /// The answer repeats nothing of its request: only their connection says that it speaks of it.
    pub fn by_connection(sent: &Record) -> Self {
        Self { complete: true, identified: true, attempt: sent.attempt() }
    }
}

/// Compares members of an answer with what was sent. What the request lacked is not compared.
pub struct Echo<'a> {
    sent: &'a Record,
    identifying: &'static [&'static str],
    complete: bool,
    identified: bool,
    /// Whether the record has anything to compare with: one that lost its fields must settle nothing.
    held: bool,
    error: Option<ReadError>,
}

impl<'a> Echo<'a> {
    /// Compares with this record; the fields in `identifying` say which refund or order it is.
    pub fn new(sent: &'a Record, identifying: &'static [&'static str]) -> Self {
        Self { sent, identifying, complete: true, identified: false, held: false, error: None }
    }

    /// Compares a text.
    pub fn text(&mut self, answer: &'static str, request: &'static str, answered: Option<&str>, missing: Missing) {
        self.any_of(&[(answer, answered)], request, missing);
    }

    /// Compares a text that may come back in one of several members: one that is there has to agree.
    pub fn any_of(&mut self, answers: &[(&'static str, Option<&str>)], request: &'static str, missing: Missing) {
        self.compare(answers, request, missing, |sent, answered| sent == answered);
    }

    /// Compares an amount.
    pub fn fen(&mut self, answer: &'static str, request: &'static str, answered: Option<Fen>, missing: Missing) {
        let text = answered.map(Fen::fen_text);
        self.compare(&[(answer, text.as_deref())], request, missing, |sent, _| Fen::from_fen(sent).ok() == answered);
    }

    /// What was established.
    ///
    /// # Errors
    /// [`ReadError::Echo`] for the first member that differs.
    pub fn finish(self) -> Result<Echoed, ReadError> {
        let complete = self.complete && self.held;
        let echoed = Echoed { complete, identified: self.identified, attempt: self.sent.attempt() };
        self.error.map_or(Ok(echoed), Err)
    }

    fn compare(
        &mut self,
        answers: &[(&'static str, Option<&str>)],
        request: &'static str,
        missing: Missing,
        same: impl Fn(&str, &str) -> bool,
    ) {
        let Some(sent) = self.sent.get(request) else {
            return;
        };
        self.held = true;
        let mut there = answers.iter().filter_map(|(member, answered)| Some((*member, (*answered)?))).peekable();
        let Some(&(member, answered)) = there.peek() else {
            self.complete &= missing == Missing::Accept;
            return;
        };
        if there.any(|(_, answered)| same(sent, answered)) {
            self.identified |= self.identifying.contains(&request);
        } else if self.error.is_none() {
            self.error = Some(ReadError::Echo { member, sent: sent.to_owned(), answered: answered.to_owned() });
        }
    }
}
