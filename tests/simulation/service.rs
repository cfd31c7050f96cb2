//! The service of a merchant on the client: workers that submit, go on, take notifications, and crash.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::time::Duration;

use refundry::operation::{Provider, Request};
use refundry::{Outcome, Timestamp};
use refundry_client::{Client, ClientError, Entry, Policy};
use tokio::time::{sleep, timeout};

use crate::accounts::Intent;
use crate::careless::Careless;
use crate::crash::Crash;
use crate::invariant::Invariant;
use crate::ledger::Shared;
use crate::line::Line;
use crate::notified::Notices;
use crate::world::{Clock, Notice};

/// The parts that the workers of a history share.
#[derive(Clone)]
pub struct Service {
    pub line: Line,
    pub ledger: Shared,
    pub clock: Clock,
    pub careless: Careless,
    pub seed: u64,
    pub done: Arc<AtomicBool>,
    pub crashes: Arc<AtomicU32>,
}

type ClientOf<A> = Client<<A as crate::accounts::Account>::Query, Shared, Line>;

impl Service {
    fn client<A: Notices>(&self) -> ClientOf<A> {
        let (_, server) = <A::Query as Request>::Provider::SERVERS[0];
        let (clock, policy) = (self.clock, Policy { seed: Some(self.seed), ..Policy::default() });
        let client = Client::new(server.clone(), A::credentials(), self.ledger.clone(), self.line.clone());
        client.clock(move || clock.now()).policy(policy)
    }

    /// Runs a step that may crash at one of its await points. A worker that crashed comes back later.
    async fn step<T>(&self, step: impl Future<Output = T>) -> Option<T> {
        let (at, pause) = {
            let mut world = self.line.world();
            (world.draw_crash(), Duration::from_secs(world.rng.u64(0..400)))
        };
        let end = Crash::new(step, at).await;
        if end.is_none() {
            self.crashes.fetch_add(1, Ordering::Relaxed);
            sleep(pause).await;
        }
        end
    }

    /// Refunds an intent, and goes on until it is closed.
    pub async fn refund<A: Notices>(self, intent: Intent) {
        let (mut intent, mut retries) = (intent, 0);
        let deadline = Timestamp::from_epoch_ms(self.clock.now().epoch_ms() + 3 * 86_400_000);
        let mut client = self.client::<A>();
        for _ in 0..400 {
            let end = self.step(self.once::<A>(&client, &intent, deadline)).await;
            if end.is_none() {
                client = self.client::<A>();
            }
            retries += 1;
            if matches!(self.careless, Careless::ForgetsRefunds | Careless::ChangesAmounts) {
                intent.amount += 1;
            }
            match end {
                Some(Ok(entry)) if entry.is_closed() => return self.booked(&entry, &intent),
                _ if self.careless == Careless::GivesUp => return,
                Some(Ok(_)) if self.careless == Careless::NewNumbers => intent.number = format!("{}9", intent.number),
                Some(Ok(_) | Err(ClientError::Busy { .. } | ClientError::OrderBusy { .. })) => {
                    sleep(Duration::from_secs(60 * retries)).await;
                }
                Some(Err(error)) => {
                    let how = format!("{}: {error}", intent.number);
                    return self.line.world().breaks(Invariant::NoError, how);
                }
                None => {}
            }
        }
    }

    /// One try of a worker.
    async fn once<A: Notices>(
        &self,
        client: &ClientOf<A>,
        intent: &Intent,
        deadline: Timestamp,
    ) -> Result<Entry, ClientError<std::convert::Infallible>> {
        let known = client.refund(A::request(intent)).await?;
        if self.careless == Careless::NewNumbers && !known.is_final() {
            return Ok(known);
        }
        let entry = client.settle(&intent.number, deadline).await?;
        // The merchant funds the account, or mends the cause of a refusal.
        if entry.awaits_caller() { client.again(&intent.number).await } else { Ok(entry) }
    }

    /// A refund that is booked as paid is paid by then.
    fn booked(&self, entry: &Entry, intent: &Intent) {
        let mut world = self.line.world();
        if entry.outcome == Some(Outcome::Succeeded) && world.simulator.books.paid(&intent.number) == 0 {
            world.breaks(Invariant::SucceededIsPaid, intent.number.clone());
        }
    }

    /// Goes on with what other workers have left behind.
    pub async fn resume<A: Notices>(self) {
        let mut client = self.client::<A>();
        while !self.done.load(Ordering::Relaxed) {
            let end = self.step(client.resume()).await;
            if end.is_none() {
                client = self.client::<A>();
            }
            if let Some(Ok(steps)) = end {
                for error in steps.into_iter().filter_map(Result::err) {
                    if !matches!(error, ClientError::Busy { .. } | ClientError::OrderBusy { .. }) {
                        self.line.world().breaks(Invariant::NoError, error.to_string());
                    }
                }
            }
            sleep(Duration::from_secs(240)).await;
        }
    }

    /// Takes the notifications, each when it is due.
    pub async fn notifications<A: Notices>(self) {
        let (mut client, told) = (self.client::<A>(), Arc::clone(&self.line.world().told));
        while !self.done.load(Ordering::Relaxed) {
            if !self.take_due::<A>(&client).await {
                client = self.client::<A>();
            }
            let next = self.line.world().notices.iter().map(|notice| notice.at).min();
            let pause = next.map_or(3_600_000, |at| at - self.clock.now().epoch_ms());
            let _told_or_due = timeout(Duration::from_millis(pause.max(1) as u64), told.notified()).await;
        }
    }

    /// Whether the worker has not crashed.
    async fn take_due<A: Notices>(&self, client: &ClientOf<A>) -> bool {
        let mut lives = true;
        for mut notice in self.due_notices() {
            let request = self.line.world().notification(&notice);
            let Some(request) = request else { continue };
            let end = self.step(A::notified(client, &request)).await;
            lives &= end.is_some();
            let mut world = self.line.world();
            match end {
                Some(Some(Ok(told))) if notice.by_stranger && told.entry.is_some() => {
                    world.breaks(Invariant::NoStranger, notice.refund.number);
                }
                Some(Some(Ok(_)) | None) => {}
                // The provider repeats what nobody acknowledges.
                Some(Some(Err(_))) | None if notice.tries < 3 && !notice.by_stranger => {
                    (notice.at, notice.tries) = (self.clock.now().epoch_ms() + 600_000, notice.tries + 1);
                    world.notices.push(notice);
                }
                Some(Some(Err(_))) | None => {}
            }
        }
        lives
    }

    fn due_notices(&self) -> Vec<Notice> {
        let (mut world, now) = (self.line.world(), self.clock.now().epoch_ms());
        let (due, later) = std::mem::take(&mut world.notices).into_iter().partition(|notice| notice.at <= now);
        world.notices = later;
        due
    }
}
