//! A provider: takes in requests, keeps its books, and answers.

use refundry_codegen::model::{Operation, OperationKind, Provider, Role};
use refundry_interpreter::{
    Interpreter,
    runtime::{
        Outcome, Record, Timestamp,
        http::{Request, Response, StatusCode, Uri},
    },
    serve::Speech,
};

use crate::{
    Arrival, ArrivalError, Books, ProviderKeys, Refund, Saying, SpeechError, State,
    content::{self, About, Content},
};

/// A provider that runs from its spec, for one merchant.
pub struct Simulator<'m> {
    interpreter: Interpreter<'m>,
    keys: ProviderKeys,
    /// Orders, refunds and payments.
    pub books: Books,
    /// The state of a refund that is accepted, where the answer can tell it.
    pub accepts: State,
    /// Whether a repeated number with the same content is recognised. A provider that breaks this promise pays again.
    pub recognises_repeats: bool,
    spoken: u64,
}

/// The reason why a simulator says nothing.
#[derive(Debug, thiserror::Error)]
pub enum SimulatorError {
    /// The request is not taken in: the closest operation tells why.
    #[error(transparent)]
    Arrival(#[from] ArrivalError),
    /// The answer cannot be written.
    #[error(transparent)]
    Speech(#[from] SpeechError),
    /// The outcome table of the operation has no row for the statement.
    #[error("no row of the outcome table of `{operation}` says it")]
    NoRow {
        /// The operation.
        operation: String,
    },
    /// The spec has no notification of a refund.
    #[error("the spec has no notification of a refund")]
    NoNotification,
}

impl<'m> Simulator<'m> {
    /// A provider with empty books, and with the keys of its side.
    pub fn new(provider: &'m Provider, keys: ProviderKeys) -> Self {
        let (interpreter, books) = (Interpreter::new(provider), Books::default());
        Self { interpreter, keys, books, accepts: State::Processing, recognises_repeats: true, spoken: 0 }
    }

    /// The provider's spec.
    pub fn provider(&self) -> &'m Provider {
        self.interpreter.provider()
    }

    /// Verifies a request, and finds its operation.
    ///
    /// # Errors
    /// The request is none of this merchant, or it breaks a rule of the spec.
    pub fn hear<B: AsRef<[u8]>>(&self, request: &Request<B>, now: Timestamp) -> Result<Arrival<'m>, ArrivalError> {
        let mut closest = ArrivalError::Other;
        for operation in self.interpreter.provider().operations.iter().filter(|operation| operation.sends.is_some()) {
            match self.interpreter.arrived(operation, request, &self.keys, now) {
                Ok(arrival) => return Ok(arrival),
                Err(error) if matches!(closest, ArrivalError::Other) => closest = error,
                Err(_) => {}
            }
        }
        Err(closest)
    }

    /// Verifies a request, does what it asks for, and answers. A request that is not verified gets an unsigned refusal.
    ///
    /// # Errors
    /// The answer cannot be written.
    pub fn handle<B: AsRef<[u8]>>(
        &mut self,
        request: &Request<B>,
        now: Timestamp,
    ) -> Result<Response<Vec<u8>>, SimulatorError> {
        match self.hear(request, now) {
            Ok(arrival) => self.work(&arrival, now),
            Err(error) => {
                let mut response = Response::new(error.to_string().into_bytes());
                *response.status_mut() = StatusCode::BAD_REQUEST;
                Ok(response)
            }
        }
    }

    /// Does what a verified request asks for, and answers.
    ///
    /// # Errors
    /// The answer cannot be written.
    pub fn work(&mut self, arrival: &Arrival<'m>, now: Timestamp) -> Result<Response<Vec<u8>>, SimulatorError> {
        match arrival.operation.kind {
            OperationKind::Refund => self.refund(arrival, now),
            OperationKind::Query | OperationKind::Notification => {
                let found = self.asked(arrival).cloned();
                self.answer(arrival, found.as_ref().map_or(Saying::NotFound, Saying::Of), now)
            }
        }
    }

    /// The refund that a query asks about.
    fn asked(&self, arrival: &Arrival<'m>) -> Option<&Refund> {
        let by_id = || self.books.refund_by_id(arrival.text(Role::ProviderRefundId)?);
        arrival.text(Role::RefundNumber).map_or_else(by_id, |number| self.books.refund(number))
    }

    /// Books a refund, or refuses it: one that its order does not cover, and a known number with another content.
    fn refund(&mut self, arrival: &Arrival<'m>, now: Timestamp) -> Result<Response<Vec<u8>>, SimulatorError> {
        let refund = self.asked_for(arrival);
        match self.books.refund(&refund.number).filter(|_| self.recognises_repeats).cloned() {
            Some(known) if !same(&known.sent, &refund.sent) => self.refuse(arrival, now),
            Some(known) if known.state == State::Closed => {
                self.books.settle(&known.number, State::Processing);
                self.state_of(arrival, &known.number, now)
            }
            Some(known) => self.answer(arrival, Saying::Of(&known), now),
            None if self.books.rest(&refund.order, total(arrival)) < refund.amount => {
                let answer = self.refusal(arrival, now)?;
                if answer.outcome == Outcome::Failed {
                    self.books.book(Refund { state: State::Failed, ..refund });
                }
                self.written(arrival, answer, now)
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
        let order = text(Role::OrderReference);
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
        use refundry_interpreter::runtime::{After, Doubt};
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

    /// Answers a verified request with a statement, and changes nothing in the books.
    ///
    /// # Errors
    /// The outcome table has no row that makes the statement, or the answer cannot be written.
    pub fn answer(
        &mut self,
        arrival: &Arrival<'m>,
        saying: Saying<'_>,
        now: Timestamp,
    ) -> Result<Response<Vec<u8>>, SimulatorError> {
        let content = self.content(arrival, saying, now)?;
        self.written(arrival, content, now)
    }

    /// The outcome that a statement has in an answer to a first attempt; `None` if no row makes it.
    pub fn outcome(&self, arrival: &Arrival<'m>, saying: Saying<'_>) -> Option<Outcome> {
        self.content(arrival, saying, Timestamp::from_epoch_ms(0)).ok().map(|content| content.outcome)
    }

    fn content(&self, arrival: &Arrival<'m>, saying: Saying<'_>, now: Timestamp) -> Result<Content, SimulatorError> {
        let stored = saying.refund().map(|refund| &refund.sent);
        let records: Vec<&Record> = [&arrival.sent].into_iter().chain(stored).collect();
        let booked = stored.and_then(|_| saying.refund()).and_then(|refund| self.books.total(&refund.order));
        let about = About { records: &records, total: booked.or_else(|| total(arrival)), now };
        content::content(&self.interpreter, arrival.operation, saying, about).ok_or_else(|| no_row(arrival.operation))
    }

    fn written(
        &mut self,
        arrival: &Arrival<'m>,
        content: Content,
        now: Timestamp,
    ) -> Result<Response<Vec<u8>>, SimulatorError> {
        let nonce = self.nonce();
        let speech = Speech { object: &content.object, now, nonce: &nonce, sent: Some(&arrival.sent) };
        let status = StatusCode::from_u16(content.status).unwrap_or(StatusCode::OK);
        Ok(self.interpreter.answer(arrival.operation, status, speech, &self.keys)?)
    }

    /// A notification of a refund, to a URL of the merchant.
    ///
    /// # Errors
    /// The spec has no notification that states it, or it cannot be written.
    pub fn notification(
        &mut self,
        refund: &Refund,
        to: &Uri,
        now: Timestamp,
    ) -> Result<Request<Vec<u8>>, SimulatorError> {
        let mut operations = self.interpreter.provider().operations.iter();
        let operation = operations.find(|operation| operation.kind == OperationKind::Notification);
        let operation = operation.ok_or(SimulatorError::NoNotification)?;
        let records = [&refund.sent];
        let about = About { records: &records, total: self.books.total(&refund.order), now };
        let content = content::content(&self.interpreter, operation, Saying::Of(refund), about);
        let content = content.ok_or_else(|| no_row(operation))?;
        let nonce = self.nonce();
        let speech = Speech { object: &content.object, now, nonce: &nonce, sent: Some(&refund.sent) };
        Ok(self.interpreter.notification(operation, to, speech, &self.keys)?)
    }

    /// A text that no other message has.
    fn nonce(&mut self) -> String {
        self.spoken += 1;
        format!("nonce{:012}", self.spoken)
    }
}

/// The beginning of the provider's numbers of refunds.
const ID: &str = "5000000";

fn no_row(operation: &Operation) -> SimulatorError {
    SimulatorError::NoRow { operation: operation.name.clone() }
}

fn total(arrival: &Arrival<'_>) -> Option<u64> {
    arrival.amount(Role::OrderTotal).map(|amount| amount.minor())
}

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
