//! The rules of the business: which refunds the provider accepts, and what it says of the others.

use refundry_codegen::model::Role;
use refundry_interpreter::runtime::{After, Doubt, Outcome, Record, Timestamp, http::Response};

use crate::{
    Arrival, Refund, Saying, Simulator, SimulatorError, SpeechError, State,
    content::Content,
    simulator::{no_row, total},
};

impl<'m> Simulator<'m> {
    /// The refund that a query asks about.
    pub(crate) fn asked(&self, arrival: &Arrival<'m>) -> Option<&Refund> {
        let by_id = || self.books.refund_by_id(arrival.text(Role::ProviderRefundId)?);
        arrival.text(Role::RefundNumber).map_or_else(by_id, |number| self.books.refund(number))
    }

    /// Books a refund, or refuses it: one that its order does not cover, and a known number with another content.
    pub(crate) fn refund(
        &mut self,
        arrival: &Arrival<'m>,
        now: Timestamp,
    ) -> Result<Response<Vec<u8>>, SimulatorError> {
        let refund = self.asked_for(arrival);
        match self.books.refund(&refund.number).filter(|_| self.recognises_repeats).cloned() {
            Some(known) if !same(&known.sent, &refund.sent) => self.refuse(arrival, now),
            Some(known) if known.state != State::Closed => self.answer(arrival, Saying::Of(&known), now),
            known if self.books.rest(&refund.order, total(arrival)) < refund.amount => {
                let answer = self.refusal(arrival, now)?;
                // Only a refusal for good keeps its number from paying later.
                if answer.outcome == Outcome::Failed {
                    match known {
                        Some(known) => self.books.settle(&known.number, State::Failed),
                        None => self.books.book(Refund { state: State::Failed, ..refund }),
                    }
                }
                self.written(arrival, answer, now)
            }
            Some(known) => {
                self.books.settle(&known.number, State::Processing);
                self.state_of(arrival, &known.number, now)
            }
            None => {
                let number = refund.number.clone();
                self.books.known(&refund.order, total(arrival));
                self.books.book(refund);
                self.state_of(arrival, &number, now)
            }
        }
    }

    /// The refund that a request asks for, in the state in which this provider accepts it.
    fn asked_for(&self, arrival: &Arrival<'m>) -> Refund {
        let text = |role| arrival.text(role).unwrap_or_default().to_owned();
        let amount = |role| arrival.amount(role).map(|amount| amount.minor());
        let order = arrival.order().unwrap_or_default().to_owned();
        let amount = amount(Role::Amount).unwrap_or_else(|| self.books.rest(&order, total(arrival)));
        let id = format!("{}{}", ID, self.books.refunds().len());
        let refund = Refund {
            number: text(Role::RefundNumber),
            order,
            amount,
            id,
            state: self.accepts,
            sent: arrival.sent.clone(),
        };
        let says = |state| {
            let stated = Refund { state, ..refund.clone() };
            self.content(arrival, Saying::Of(&stated), Timestamp::from_epoch_ms(0)).ok().map(|content| content.outcome)
        };
        // An answer that has no word for a refund in progress comes when the money has gone out.
        let pays_at_once = self.accepts == State::Processing && says(State::Processing) != Some(Outcome::Processing);
        Refund { state: if pays_at_once { State::Succeeded } else { self.accepts }, ..refund }
    }

    fn state_of(
        &mut self,
        arrival: &Arrival<'m>,
        number: &str,
        now: Timestamp,
    ) -> Result<Response<Vec<u8>>, SimulatorError> {
        let known = self.books.refund(number).cloned();
        self.answer(arrival, known.as_ref().map_or(Saying::NotFound, Saying::Of), now)
    }

    fn refuse(&mut self, arrival: &Arrival<'m>, now: Timestamp) -> Result<Response<Vec<u8>>, SimulatorError> {
        let refusal = self.refusal(arrival, now)?;
        self.written(arrival, refusal, now)
    }

    /// A refusal: the caller has to fix something, or the number never pays.
    fn refusal(&self, arrival: &Arrival<'m>, now: Timestamp) -> Result<Content, SimulatorError> {
        let words = [
            Outcome::Refused(After::Fix),
            Outcome::Failed,
            Outcome::Refused(After::Pause),
            Outcome::Unknown(Doubt::Unsure),
            Outcome::Unknown(Doubt::Unlisted),
        ];
        let mut said = words.into_iter().filter_map(|word| self.content(arrival, Saying::Refused(word), now).ok());
        said.next().ok_or_else(|| no_row(arrival.operation))
    }
}

/// The beginning of the provider's numbers of refunds.
const ID: &str = "5000000";

/// Whether two requests have the same content.
fn same(stored: &Record, sent: &Record) -> bool {
    let mut text = String::new();
    let stored = stored.clone().store(|record| {
        record.clone_into(&mut text);
        Ok::<_, SpeechError>(None)
    });
    drop(stored);
    sent.clone().store(|_| Ok::<_, SpeechError>(Some(text))).is_ok()
}
