//! The same service on the client: it has no store, no loop and no books of its own.

use std::sync::Mutex;
use std::time::Duration;

use bytes::Bytes;
use refundry::http::{Request as HttpRequest, Response};
use refundry::operation::{Query, Request};
use refundry::{Outcome, Timestamp};
use refundry_client::{Client, Entry, MemoryLedger, Policy, SendError, Transport};
use tokio::time::Instant;

use crate::acquirers::{self, Account};
use crate::bank::{Bank, Wire};
use crate::merchant::Intent;

/// A connection to a bank, where a part of all exchanges goes wrong.
pub struct Line<W>(pub Mutex<Bank<W>>);

impl<W: Wire + Send> Transport for &Line<W> {
    async fn send(&self, request: HttpRequest<Bytes>) -> Result<Response<Bytes>, SendError> {
        tokio::time::sleep(Duration::from_millis(40)).await;
        let answer = self.0.lock().expect("a bank").exchange(&request.map(Vec::from));
        answer.map(|answer| answer.map(Bytes::from)).ok_or_else(|| SendError::NoAnswer("reset".to_owned()))
    }
}

/// Refunds all intents, and returns the outcome of each.
pub async fn refund_all<Q, R, W>(account: Account<Q, R>, intents: &[Intent], line: &Line<W>) -> Vec<Entry>
where
    Q: Query,
    R: Request<Provider = Q::Provider, Sent = Q::Refund>,
    W: Wire + Send,
{
    let started = (Instant::now(), acquirers::now());
    let clock = move || {
        Timestamp::from_epoch_ms(started.1.epoch_ms() + i64::try_from(started.0.elapsed().as_millis()).unwrap())
    };
    let Account { credentials, request, .. } = account;
    let client = Client::<Q, _, _>::new(acquirers::server(), credentials, MemoryLedger::default(), line).clock(clock);
    let client = client.policy(Policy { seed: Some(7), ..Policy::default() });
    let mut out = Vec::new();
    for intent in intents {
        let number = format!("{}R1", intent.order);
        let deadline = Timestamp::from_epoch_ms(clock().epoch_ms() + 6 * 3_600_000);
        client.refund(request(intent, &number)).await.expect("a valid refund");
        let mut settled = client.settle(&number, deadline).await.expect("a refund of ours");
        // The merchant funds the account, or corrects what was refused.
        while let (Some(Outcome::Refused(_)), false) = (settled.outcome, settled.is_closed()) {
            client.again(&number).await.expect("a refund of ours");
            settled = client.settle(&number, deadline).await.expect("a refund of ours");
        }
        assert!(settled.is_closed() || settled.is_processed(), "{settled:?}");
        out.push(settled);
    }
    out
}
