//! One step of a refund: sent, sent again, or asked about. Each step is stored before and after.

use std::convert::Infallible;

use bytes::Bytes;
use refundry_runtime::operation::{Answer, Query, Request, Sent, SentRefund};
use refundry_runtime::{Doubt, Outcome, SignError, StoreError};
use tokio::time::{Instant, timeout};
use tracing::Instrument;

use crate::client::Step;
use crate::observe;
use crate::store::End;
use crate::{Client, ClientError, Entry, Key, Ledger, SendError, Transport};

impl<Q: Query, L: Ledger, T: Transport> Client<Q, L, T> {
    /// Stores a refund, and sends it once. A request whose number was sent before is not sent: the stored refund comes
    /// back, and [`Client::settle`] goes on with it.
    ///
    /// # Errors
    /// Nothing was sent, unless the ledger failed after the answer.
    pub async fn refund<R>(&self, request: R) -> Step<Entry, L>
    where
        R: Request<Provider = Q::Provider, Sent = Q::Refund>,
    {
        self.pace.ready().await;
        let nonce = self.nonce()?;
        let call = request.sign(&self.credentials, &self.context(&nonce))?;
        let (number, order) = identity(call.sent()).ok_or(ClientError::NoNumber)?;
        let (request, sent) = call.into_parts();
        let (sent, record) = recorded(sent)?;
        let mut entry = Entry::new(self.key(&number), order, record, self.now());
        // The first attempt is stored with the refund, unless the order must be free first.
        if !Self::is_alone(&entry) {
            entry.begin(self.lease());
        }
        let span = observe::span(&entry.key);
        self.first(entry, request, sent).instrument(span).await
    }

    /// Stores a refund and sends it, unless it was sent before.
    async fn first(&self, entry: Entry, request: http::Request<Vec<u8>>, sent: Q::Refund) -> Step<Entry, L> {
        match self.ledger.insert(&entry).await.map_err(ClientError::Ledger)? {
            None if entry.attempts == 1 => self.transmit(&entry, request, sent).await,
            None => self.attempt(&entry.key, request, sent).await,
            Some(stored) => {
                let sent = compared(sent, Some(stored.record.clone()))?;
                if stored.is_unsent() { self.attempt(&stored.key, request, sent).await } else { Ok(stored) }
            }
        }
    }

    /// Sends a stored refund again, under its number and with its content: once the account is funded, or the cause of a
    /// refusal is mended. A final refund is not sent.
    ///
    /// # Errors
    /// The refund is not stored, another worker has it, or it cannot be signed.
    pub async fn again(&self, number: &str) -> Step<Entry, L> {
        let key = self.key(number);
        self.repeat(&key).instrument(observe::span(&key)).await
    }

    /// Sends a stored refund again, unless a person has to look at it first.
    pub(crate) async fn repeat(&self, key: &Key) -> Step<Entry, L> {
        let entry = self.stored(key).await?;
        let sent: Q::Refund = entry.record.parse()?;
        self.pace.ready().await;
        let nonce = self.nonce()?;
        match sent.again(&self.credentials, &self.context(&nonce)) {
            Ok(call) => {
                let (request, sent) = call.into_parts();
                self.attempt(key, request, sent).await
            }
            Err(SignError::Repeat(error)) => self.hand_over(key, &error.to_string()).await,
            Err(error) => Err(error.into()),
        }
    }

    /// Takes the refund for this worker alone, and sends it.
    async fn attempt(&self, key: &Key, request: http::Request<Vec<u8>>, sent: Q::Refund) -> Step<Entry, L> {
        let entry = self.acquire(key).await?;
        if entry.is_closed() {
            return Ok(entry);
        }
        let earlier = (entry.attempts > 1).then(|| entry.record.clone());
        self.transmit(&entry, request, compared(sent, earlier)?).await
    }

    /// Sends a refund that this worker has, and stores what came of it.
    async fn transmit(&self, entry: &Entry, request: http::Request<Vec<u8>>, sent: Q::Refund) -> Step<Entry, L> {
        if let Some(until) = entry.lease.filter(|_| !entry.is_leased(self.now())) {
            // The machine slept: another worker may have taken the refund over.
            return Err(ClientError::Busy { until });
        }
        let end = self.exchange(&sent, request).await;
        self.conclude(entry, &end).await
    }

    /// Asks what became of a refund. A report moves no money.
    ///
    /// # Errors
    /// The refund is not stored, or the question cannot be signed.
    pub async fn query(&self, number: &str) -> Step<Entry, L> {
        let key = self.key(number);
        self.ask(&key).instrument(observe::span(&key)).await
    }

    pub(crate) async fn ask(&self, key: &Key) -> Step<Entry, L> {
        let entry = self.stored(key).await?;
        let sent: Q::Refund = entry.record.parse()?;
        let Some(query) = Q::about(&sent, entry.provider_refund_id.as_deref()) else {
            // The question needs what no answer has told yet: the refund is sent again instead.
            return self.update(key, |entry| entry.asked = true).await;
        };
        self.pace.ready().await;
        let nonce = self.nonce()?;
        let (request, asked) = query.sign(&self.credentials, &self.context(&nonce))?.into_parts();
        let end = self.exchange(&asked, request).await;
        self.answered(key, &end).await
    }

    /// Sends one request and reads its answer.
    async fn exchange<S>(&self, sent: &S, request: http::Request<Vec<u8>>) -> End
    where
        S: Sent<Provider = Q::Provider>,
    {
        let no_answer = |outcome| End { outcome, id: None };
        let begun = Instant::now();
        let response = match timeout(self.policy.timeout, self.transport.send(request.map(Bytes::from))).await {
            Ok(Ok(response)) => response,
            Ok(Err(SendError::NotSent(_))) => return no_answer(Outcome::NotSent),
            Ok(Err(SendError::NoAnswer(_))) | Err(_) => return no_answer(Outcome::Unknown(Doubt::NoAnswer)),
        };
        observe::answered(&self.account, begun.elapsed());
        let end = match sent.read(&response, &self.credentials, self.now()) {
            Ok(answer) => End { outcome: answer.outcome(), id: believed_id(&answer) },
            Err(error) => no_answer(error.outcome()),
        };
        self.pace.answered(end.outcome);
        end
    }
}

/// The provider's number of the refund, in an answer that settles something: anybody can write another one.
pub(crate) fn believed_id(answer: &impl Answer) -> Option<String> {
    answer.provider_refund_id().filter(|_| !answer.outcome().is_unknown()).map(Into::into)
}

/// The number of a refund and its order. A refund that has no number is known by its order: it can be sent once.
fn identity(sent: &impl SentRefund) -> Option<(String, String)> {
    let order = sent.order_reference().or_else(|| sent.provider_order_id()).unwrap_or_default().into_owned();
    let number = sent.refund_number().map_or_else(|| order.clone(), Into::into);
    (!number.is_empty()).then_some((number, order))
}

/// A first attempt, and its record as it is stored: without what belongs to one transmission.
fn recorded<S: SentRefund, E>(sent: S) -> Result<(S, String), ClientError<E>> {
    let mut text = String::new();
    let stored = sent.store(|record| {
        record.clone_into(&mut text);
        Ok::<_, Infallible>(None)
    });
    Ok((stored.map_err(differs)?, text))
}

/// An attempt after the one whose record was stored, with the same content; a first one if there was none.
fn compared<S: SentRefund, E>(sent: S, earlier: Option<String>) -> Result<S, ClientError<E>> {
    sent.store(|_| Ok::<_, Infallible>(earlier)).map_err(differs)
}

fn differs<E>(error: StoreError<Infallible>) -> ClientError<E> {
    match error {
        StoreError::Differs { field } => ClientError::Differs { field },
        StoreError::Record(error) => ClientError::Record(error),
        StoreError::Store(never) => match never {},
        _ => ClientError::NotStored,
    }
}
