//! The client: one step at a time, each stored before and after.

use std::convert::Infallible;
use std::fmt;
use std::sync::Arc;

use refundry_runtime::operation::{Answer, Provider, Query, Request, Sent, SentRefund};
use refundry_runtime::{Call, Context, Doubt, Nonce, Outcome, Roles, Server, StoreError, Timestamp};
use tokio::time::timeout;
use tracing::{info, warn};

use crate::{ClientError, Entry, Key, Ledger, Policy, SendError, Transport};

/// The credentials of a query's provider.
type Credentials<Q> = <<Q as Request>::Provider as Provider>::Credentials;

/// The result of a step.
pub(crate) type Step<T, L> = Result<T, ClientError<<L as Ledger>::Error>>;

/// How a stored outcome takes in a later one: that of an attempt, or that of a report about the refund.
pub(crate) type TakeIn = fn(Outcome, Outcome) -> Result<Outcome, refundry_runtime::OutcomeConflict>;

/// Sends the refunds of one merchant to the provider of the query `Q`.
pub struct Client<Q: Query, L, T> {
    pub(crate) server: Server<Q::Provider>,
    pub(crate) credentials: Credentials<Q>,
    pub(crate) ledger: L,
    transport: T,
    policy: Policy,
    clock: Arc<dyn Fn() -> Timestamp + Send + Sync>,
}

impl<Q: Query, L: Ledger, T: Transport> Client<Q, L, T> {
    /// A client with the usual times.
    pub fn new(server: Server<Q::Provider>, credentials: Credentials<Q>, ledger: L, transport: T) -> Self {
        let (policy, clock) = (Policy::default(), Arc::new(Timestamp::now));
        Self { server, credentials, ledger, transport, policy, clock }
    }

    /// The same client with other times.
    #[must_use]
    pub fn policy(self, policy: Policy) -> Self {
        Self { policy, ..self }
    }

    /// The same client with another clock, for tests.
    #[must_use]
    pub fn clock(self, clock: impl Fn() -> Timestamp + Send + Sync + 'static) -> Self {
        Self { clock: Arc::new(clock), ..self }
    }

    /// The ledger.
    pub fn ledger(&self) -> &L {
        &self.ledger
    }

    /// Stores a refund, and sends it once. A request whose number was sent before is not sent: the stored refund comes
    /// back, and [`Client::settle`] goes on with it.
    ///
    /// # Errors
    /// Nothing was sent, unless the ledger failed after the answer.
    pub async fn refund<R>(&self, request: R) -> Step<Entry, L>
    where
        R: Request<Provider = Q::Provider, Sent = Q::Refund>,
    {
        let nonce = self.nonce()?;
        let call = request.sign(&self.credentials, &self.context(&nonce))?;
        let (key, order) = identity::<Q>(call.sent()).ok_or(ClientError::NoNumber)?;
        let entry = Entry::new(key, order, record_of(call.sent()), self.now());
        match self.ledger.insert(&entry).await.map_err(ClientError::Ledger)? {
            Some(stored) => {
                same_content(call.sent(), &stored)?;
                if stored.attempts == 0 { self.attempt(&stored.key, call).await } else { Ok(stored) }
            }
            None => self.attempt(&entry.key, call).await,
        }
    }

    /// Sends a stored refund again, under its number and with its content: once the account is funded, or the cause of a
    /// refusal is mended. A final refund is not sent.
    ///
    /// # Errors
    /// The refund is not stored, another worker has it, or it cannot be signed.
    pub async fn again(&self, number: &str) -> Step<Entry, L> {
        self.repeat(&key::<Q>(number)).await
    }

    /// Sends a stored refund again, unless a person has to look at it first.
    pub(crate) async fn repeat(&self, key: &Key) -> Step<Entry, L> {
        let entry = self.stored(key).await?;
        let sent: Q::Refund = entry.record.parse()?;
        let nonce = self.nonce()?;
        match sent.again(&self.credentials, &self.context(&nonce)) {
            Ok(call) => self.attempt(key, call).await,
            Err(refundry_runtime::SignError::Repeat(error)) => {
                self.update(key, |entry| entry.hand_over(&error.to_string())).await
            }
            Err(error) => Err(error.into()),
        }
    }

    /// Takes the refund for this worker alone, sends it, and stores what came of it.
    async fn attempt(&self, key: &Key, call: Call<Q::Refund>) -> Step<Entry, L> {
        let entry = self.acquire(key).await?;
        if entry.is_closed() {
            return Ok(entry);
        }
        let (request, sent) = call.into_parts();
        let first = entry.attempts == 1;
        let earlier = (!first).then(|| entry.record.clone());
        let sent = sent.store(|_| Ok::<_, Infallible>(earlier)).map_err(differs)?;
        let (outcome, id) = self.exchange(&sent, request).await;
        self.conclude(key, outcome, id, entry.lease).await
    }

    /// Asks what became of a refund. A report moves no money.
    ///
    /// # Errors
    /// The refund is not stored, or the question cannot be signed.
    pub async fn query(&self, number: &str) -> Step<Entry, L> {
        let key = key::<Q>(number);
        let entry = self.stored(&key).await?;
        let sent: Q::Refund = entry.record.parse()?;
        let Some(query) = Q::about(&sent, entry.provider_refund_id.as_deref()) else { return self.skip(&key).await };
        let nonce = self.nonce()?;
        let (request, asked) = query.sign(&self.credentials, &self.context(&nonce))?.into_parts();
        let (outcome, id) = self.exchange(&asked, request).await;
        self.conclude(&key, outcome, id, None).await
    }

    /// Counts a question that cannot be asked yet, so that the refund is sent again.
    async fn skip(&self, key: &Key) -> Step<Entry, L> {
        self.update(key, |entry| entry.asked = true).await
    }

    /// Sends one request and reads its answer: the outcome, and the provider's number of the refund.
    async fn exchange<S>(&self, sent: &S, request: http::Request<Vec<u8>>) -> (Outcome, Option<String>)
    where
        S: Sent<Provider = Q::Provider>,
    {
        let response = match timeout(self.policy.timeout, self.transport.send(request)).await {
            Ok(Ok(response)) => response,
            Ok(Err(SendError::NotSent(_))) => return (Outcome::NotSent, None),
            Ok(Err(SendError::NoAnswer(_))) | Err(_) => return (Outcome::Unknown(Doubt::NoAnswer), None),
        };
        match sent.read(&response, &self.credentials, self.now()) {
            Ok(answer) => (answer.outcome(), believed_id(&answer)),
            Err(error) => (error.outcome(), None),
        }
    }

    /// Stores the outcome of a step and says when the next one is due. An attempt, which has a `lease`, gives the refund
    /// free, unless another worker has taken it over.
    async fn conclude(
        &self,
        key: &Key,
        outcome: Outcome,
        id: Option<String>,
        lease: Option<Timestamp>,
    ) -> Step<Entry, L> {
        let (now, asked) = (self.now(), lease.is_none());
        let take_in: TakeIn = if asked { Outcome::then_reported } else { Outcome::then };
        let concluded = self.update(key, |entry| {
            if !asked && outcome == Outcome::NotSent {
                entry.attempts = entry.attempts.saturating_sub(1);
            }
            entry.lease = entry.lease.filter(|_| entry.lease != lease);
            take(entry, outcome, take_in);
            entry.asked = asked;
            entry.provider_refund_id = entry.provider_refund_id.take().or_else(|| id.clone());
            entry.steps = entry.steps.saturating_add(1);
            let pause = i64::try_from(self.policy.pause(entry.steps).as_millis()).unwrap_or(i64::MAX);
            entry.due = Timestamp::from_epoch_ms(now.epoch_ms().saturating_add(pause));
        });
        let entry = concluded.await?;
        info!(provider = key.provider, number = key.number, %outcome, asked, "a step ended");
        if entry.is_final() {
            self.release(&entry).await?;
        }
        Ok(entry)
    }

    /// Marks the refund as taken by this worker, and counts the attempt. A closed refund is left alone.
    async fn acquire(&self, key: &Key) -> Step<Entry, L> {
        loop {
            let (now, mut entry) = (self.now(), self.stored(key).await?);
            if let Some(until) = entry.lease.filter(|_| entry.is_leased(now)) {
                return Err(ClientError::Busy { until });
            }
            if entry.is_closed() {
                return Ok(entry);
            }
            self.hold(&entry).await?;
            let lease = self.policy.lease.max(self.policy.timeout.saturating_mul(2));
            let lease = i64::try_from(lease.as_millis()).unwrap_or(i64::MAX);
            entry.lease = Some(Timestamp::from_epoch_ms(now.epoch_ms().saturating_add(lease)));
            entry.attempts += 1;
            if self.ledger.replace(&entry).await.map_err(ClientError::Ledger)? {
                entry.version += 1;
                return Ok(entry);
            }
        }
    }

    /// Changes a stored refund, whatever another worker changes meanwhile.
    pub(crate) async fn update(&self, key: &Key, change: impl Fn(&mut Entry)) -> Step<Entry, L> {
        loop {
            let mut entry = self.stored(key).await?;
            change(&mut entry);
            if self.ledger.replace(&entry).await.map_err(ClientError::Ledger)? {
                entry.version += 1;
                return Ok(entry);
            }
        }
    }

    /// Holds the order for the refund, where the provider takes one refund of an order at a time.
    async fn hold(&self, entry: &Entry) -> Step<(), L> {
        if !Q::Provider::LIMITS.one_at_a_time || entry.order.is_empty() {
            return Ok(());
        }
        let Key { provider, number } = &entry.key;
        let holder = self.ledger.hold(provider, &entry.order, number).await.map_err(ClientError::Ledger)?;
        if holder == *number { Ok(()) } else { Err(ClientError::OrderBusy { number: holder }) }
    }

    pub(crate) async fn release(&self, entry: &Entry) -> Step<(), L> {
        if !Q::Provider::LIMITS.one_at_a_time || entry.order.is_empty() {
            return Ok(());
        }
        let Key { provider, number } = &entry.key;
        self.ledger.release(provider, &entry.order, number).await.map_err(ClientError::Ledger)
    }

    pub(crate) async fn stored(&self, key: &Key) -> Step<Entry, L> {
        self.ledger.get(key).await.map_err(ClientError::Ledger)?.ok_or(ClientError::NotStored)
    }

    pub(crate) fn now(&self) -> Timestamp {
        (self.clock)()
    }

    pub(crate) fn nonce(&self) -> Step<Nonce, L> {
        Nonce::random().map_err(|_| ClientError::Random)
    }

    pub(crate) fn context<'c>(&'c self, nonce: &'c Nonce) -> Context<'c, Q::Provider> {
        Context::with_nonce(&self.server, nonce).at(self.now())
    }
}

impl<Q: Query, L, T> fmt::Debug for Client<Q, L, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client").field("server", &self.server).field("policy", &self.policy).finish_non_exhaustive()
    }
}

/// The provider's number of the refund, in an answer that settles something: anybody can write another one.
pub(crate) fn believed_id(answer: &impl Answer) -> Option<String> {
    answer.provider_refund_id().filter(|_| !answer.outcome().is_unknown()).map(Into::into)
}

/// Takes a later outcome into an entry; a contradiction is for a person.
pub(crate) fn take(entry: &mut Entry, outcome: Outcome, take_in: TakeIn) {
    entry.last = Some(outcome);
    match entry.outcome.map_or(Ok(outcome), |known| take_in(known, outcome)) {
        Ok(outcome) => entry.outcome = Some(outcome),
        Err(conflict) => {
            warn!(provider = entry.key.provider, number = entry.key.number, %conflict, "a person has to look");
            entry.person = Some(conflict.to_string());
        }
    }
}

/// The key of a number at the provider of `Q`.
pub(crate) fn key<Q: Query>(number: &str) -> Key {
    Key { provider: Q::Provider::NAME.to_owned(), number: number.to_owned() }
}

/// The key of a refund and its order. A refund that has no number is known by its order: it can be sent once.
fn identity<Q: Query>(sent: &Q::Refund) -> Option<(Key, String)> {
    let order = sent.order_reference().or_else(|| sent.provider_order_id()).unwrap_or_default().into_owned();
    let number = sent.refund_number().map_or_else(|| order.clone(), Into::into);
    (!number.is_empty()).then(|| (key::<Q>(&number), order))
}

/// The record as it is stored: without what belongs to one transmission.
fn record_of(sent: &impl SentRefund) -> String {
    let mut text = String::new();
    let stored = sent.clone().store(|record| {
        record.clone_into(&mut text);
        Ok::<_, Infallible>(None)
    });
    drop(stored);
    text
}

/// Compares a request with the one that is stored under its number.
fn same_content<E>(sent: &impl SentRefund, stored: &Entry) -> Result<(), ClientError<E>> {
    let compared = sent.clone().store(|_| Ok::<_, Infallible>(Some(stored.record.clone())));
    compared.map(|_| ()).map_err(differs)
}

fn differs<E>(error: StoreError<Infallible>) -> ClientError<E> {
    match error {
        StoreError::Differs { field } => ClientError::Differs { field },
        StoreError::Record(error) => ClientError::Record(error),
        StoreError::Store(never) => match never {},
        _ => ClientError::NotStored,
    }
}
