//! The client for programs without an asynchronous runtime.

use std::future::Future;
use std::io;

use refundry_runtime::Timestamp;
use refundry_runtime::operation::{Query, Request, Unmatched};
use tokio::runtime::{Builder, Runtime};

use crate::client::Step;
use crate::{Client, Decision, Entry, Ledger, Notified, Transport};

/// A client whose methods return when their work is done. Each has the name and the errors of the client's method.
///
/// Call it from threads of your own, not from inside an asynchronous runtime: there it panics.
#[derive(Debug)]
pub struct BlockingClient<Q: Query, L, T> {
    client: Client<Q, L, T>,
    runtime: Runtime,
}

impl<Q: Query, L: Ledger, T: Transport> BlockingClient<Q, L, T> {
    /// A client on a runtime of its own. `make` opens the ledger and makes the client: connections belong to the runtime
    /// that opens them.
    ///
    /// # Errors
    /// The operating system gives no runtime, or `make` fails.
    pub fn new<E: From<io::Error>>(make: impl AsyncFnOnce() -> Result<Client<Q, L, T>, E>) -> Result<Self, E> {
        let runtime = Builder::new_multi_thread().worker_threads(1).enable_all().build()?;
        let client = runtime.block_on(make())?;
        Ok(Self { client, runtime })
    }

    /// [`Client::refund`].
    pub fn refund<R>(&self, request: R) -> Step<Entry, L>
    where
        R: Request<Provider = Q::Provider, Sent = Q::Refund>,
    {
        self.wait(self.client.refund(request))
    }

    /// [`Client::entry`].
    pub fn entry(&self, number: &str) -> Step<Entry, L> {
        self.wait(self.client.entry(number))
    }

    /// [`Client::again`].
    pub fn again(&self, number: &str) -> Step<Entry, L> {
        self.wait(self.client.again(number))
    }

    /// [`Client::query`].
    pub fn query(&self, number: &str) -> Step<Entry, L> {
        self.wait(self.client.query(number))
    }

    /// [`Client::settle`].
    pub fn settle(&self, number: &str, deadline: Timestamp) -> Step<Entry, L> {
        self.wait(self.client.settle(number, deadline))
    }

    /// [`Client::resume`].
    pub fn resume(&self) -> Step<Vec<Step<Entry, L>>, L> {
        self.wait(self.client.resume())
    }

    /// [`Client::notified`].
    pub fn notified<U, B>(&self, request: &http::Request<B>) -> Step<Notified, L>
    where
        U: Unmatched<Provider = Q::Provider, Refund = Q::Refund>,
        B: AsRef<[u8]>,
    {
        self.wait(self.client.notified::<U, B>(request))
    }

    /// [`Client::handed_over`].
    pub fn handed_over(&self) -> Step<Vec<Entry>, L> {
        self.wait(self.client.handed_over())
    }

    /// [`Client::decide`].
    pub fn decide(&self, number: &str, decision: Decision) -> Step<Entry, L> {
        self.wait(self.client.decide(number, decision))
    }

    /// [`Client::supersede`].
    pub fn supersede<R>(&self, failed: &str, request: R) -> Step<Entry, L>
    where
        R: Request<Provider = Q::Provider, Sent = Q::Refund>,
    {
        self.wait(self.client.supersede(failed, request))
    }

    fn wait<F: Future>(&self, step: F) -> F::Output {
        self.runtime.block_on(step)
    }
}
