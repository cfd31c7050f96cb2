//! Whether an answer speaks of the request that was sent.

use crate::{Fen, ReadError, Record};

/// What it means when an answer lacks a member that the request had.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Missing {
    /// Nothing: the member is optional.
    Accept,
    /// The answer settles nothing.
    Unsettled,
}

/// Compares members of an answer with what was sent. What the request lacked is not compared.
pub struct Echo<'a> {
    sent: &'a Record,
    complete: bool,
    /// Whether the record has anything to compare with: one that lost its fields must settle nothing.
    held: bool,
    error: Option<ReadError>,
}

impl<'a> Echo<'a> {
    /// Compares with this record.
    pub fn new(sent: &'a Record) -> Self {
        Self { sent, complete: true, held: false, error: None }
    }

    /// Compares a text.
    pub fn text(&mut self, answer: &'static str, request: &'static str, answered: Option<&str>, missing: Missing) {
        self.compare(answer, request, answered, missing, |sent, answered| sent == answered);
    }

    /// Compares an amount.
    pub fn fen(&mut self, answer: &'static str, request: &'static str, answered: Option<Fen>, missing: Missing) {
        let text = answered.map(Fen::fen_text);
        self.compare(answer, request, text.as_deref(), missing, |sent, _| Fen::from_fen(sent).ok() == answered);
    }

    /// Whether everything that is needed was there, and the record held anything to compare with.
    ///
    /// # Errors
    /// [`ReadError::Echo`] for the first member that differs.
    pub fn finish(self) -> Result<bool, ReadError> {
        self.error.map_or(Ok(self.complete && self.held), Err)
    }

    fn compare(
        &mut self,
        member: &'static str,
        request: &'static str,
        answered: Option<&str>,
        missing: Missing,
        same: impl Fn(&str, &str) -> bool,
    ) {
        let Some(sent) = self.sent.get(request) else {
            return;
        };
        self.held = true;
        let Some(answered) = answered else {
            self.complete &= missing == Missing::Accept;
            return;
        };
        if self.error.is_none() && !same(sent, answered) {
            self.error = Some(ReadError::Echo { member, sent: sent.to_owned(), answered: answered.to_owned() });
        }
    }
}
