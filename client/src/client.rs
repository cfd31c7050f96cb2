//! The client of one merchant at one provider.

use std::fmt;
use std::sync::Arc;

use refundry_runtime::operation::{Provider, Query, Request};
use refundry_runtime::{Context, Nonce, Server, Timestamp};

use crate::pace::Pace;
use crate::{ClientError, Key, Ledger, Policy, Transport};

/// The credentials of a query's provider.
type Credentials<Q> = <<Q as Request>::Provider as Provider>::Credentials;

/// The result of a step.
pub(crate) type Step<T, L> = Result<T, ClientError<<L as Ledger>::Error>>;

/// Sends the refunds of one merchant to the provider of the query `Q`.
pub struct Client<Q: Query, L, T> {
    pub(crate) account: String,
    pub(crate) server: Server<Q::Provider>,
    pub(crate) credentials: Credentials<Q>,
    pub(crate) ledger: L,
    pub(crate) transport: T,
    pub(crate) policy: Policy,
    pub(crate) pace: Pace,
    clock: Arc<dyn Fn() -> Timestamp + Send + Sync>,
}

impl<Q: Query, L: Ledger, T: Transport> Client<Q, L, T> {
    /// A client with the usual times.
    pub fn new(server: Server<Q::Provider>, credentials: Credentials<Q>, ledger: L, transport: T) -> Self {
        Self {
            account: Q::Provider::NAME.to_owned(),
            server,
            credentials,
            ledger,
            transport,
            policy: Policy::default(),
            pace: Pace::new(Q::Provider::LIMITS),
            clock: Arc::new(Timestamp::now),
        }
    }

    /// The same client under the name of its account, where one ledger serves several merchants of a provider. Refunds of
    /// one account are never sent with the credentials of another one.
    #[must_use]
    pub fn account(self, account: impl Into<String>) -> Self {
        Self { account: account.into(), ..self }
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

    /// The stored refund of a number.
    ///
    /// # Errors
    /// No refund is stored under the number, or the ledger failed.
    pub async fn entry(&self, number: &str) -> Step<crate::Entry, L> {
        self.stored(&self.key(number)).await
    }

    pub(crate) fn key(&self, number: &str) -> Key {
        Key { account: self.account.clone(), number: number.to_owned() }
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
        let Self { account, server, policy, .. } = self;
        let mut out = f.debug_struct("Client");
        out.field("account", account).field("server", server).field("policy", policy).finish_non_exhaustive()
    }
}
