//! The pace that the provider's limits allow to one merchant.

use std::num::NonZeroU32;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use governor::clock::Clock;
use governor::middleware::NoOpMiddleware;
use governor::state::{InMemoryState, NotKeyed};
use governor::{Quota, RateLimiter};
use refundry_runtime::operation::Limits;
use refundry_runtime::{Doubt, Outcome};
use tokio::time::{Instant, sleep};

type Limiter = RateLimiter<NotKeyed, InMemoryState, Ticks, NoOpMiddleware<Duration>>;

/// Spreads the requests of one client. Several processes of a merchant share the provider's limits, but not their pace.
pub(crate) struct Pace {
    requests: Option<Limiter>,
    refusals: Option<Limiter>,
    /// The refusals that are not counted yet: the next request waits for them.
    uncounted: AtomicU32,
}

impl Pace {
    pub(crate) fn new(limits: Limits) -> Self {
        let Limits { requests_per_second, bad_requests_per_second, .. } = limits;
        let (requests, refusals) = (limiter(requests_per_second), limiter(bad_requests_per_second));
        Self { requests, refusals, uncounted: AtomicU32::new(0) }
    }

    /// Waits until the next request may be sent.
    pub(crate) async fn ready(&self) {
        if let Some(refusals) = &self.refusals {
            while self.uncounted.load(Ordering::Relaxed) > 0 {
                next(refusals).await;
                let one_less = |left: u32| left.checked_sub(1);
                let _ = self.uncounted.fetch_update(Ordering::Relaxed, Ordering::Relaxed, one_less);
            }
        }
        if let Some(requests) = &self.requests {
            next(requests).await;
        }
    }

    /// Counts an answer: a provider that refuses too many requests takes no more of them for a while.
    pub(crate) fn answered(&self, outcome: Outcome) {
        let is_refused = matches!(
            outcome,
            Outcome::Refused(_)
                | Outcome::Failed
                | Outcome::Unknown(Doubt::Unlisted | Doubt::OnRepeat | Doubt::NotFound)
        );
        if is_refused {
            self.uncounted.fetch_add(1, Ordering::Relaxed);
        }
    }
}

/// Waits for a limiter.
async fn next(limiter: &Limiter) {
    while let Err(early) = limiter.check() {
        sleep(early.wait_time_from(limiter.clock().now())).await;
    }
}

/// A limiter without bursts: after one, a second would have up to twice as many requests.
fn limiter(per_second: Option<u32>) -> Option<Limiter> {
    let quota = Quota::per_second(NonZeroU32::new(per_second?)?).allow_burst(NonZeroU32::MIN);
    Some(RateLimiter::direct_with_clock(quota, Ticks(Instant::now())))
}

/// The clock of the runtime, which tests can pause.
#[derive(Clone, Debug)]
struct Ticks(Instant);

impl Clock for Ticks {
    type Instant = Duration;

    fn now(&self) -> Duration {
        self.0.elapsed()
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use refundry_runtime::After;

    /// The times at which so many requests may be sent, in milliseconds.
    async fn times(pace: &Pace, requests: u32, outcome: Outcome) -> Vec<u128> {
        let started = Instant::now();
        let mut out = Vec::new();
        for _ in 0..requests {
            pace.ready().await;
            out.push(started.elapsed().as_millis());
            pace.answered(outcome);
        }
        out
    }

    #[tokio::test(start_paused = true)]
    async fn requests_are_spread_evenly() {
        let pace = Pace::new(Limits { requests_per_second: Some(10), ..Limits::NONE });
        let times = times(&pace, 31, Outcome::Succeeded).await;
        // No second has more requests than the provider takes.
        assert!(times.windows(11).all(|window| window.last().unwrap() - window.first().unwrap() >= 1_000), "{times:?}");
        assert!(*times.last().unwrap() < 3_100, "{times:?}");
    }

    #[tokio::test(start_paused = true)]
    async fn refusals_make_a_pause_and_successes_make_none() {
        let limits = Limits { bad_requests_per_second: Some(6), ..Limits::NONE };
        let good = times(&Pace::new(limits), 100, Outcome::Succeeded).await;
        assert_eq!(good.last(), Some(&0));
        let bad = times(&Pace::new(limits), 30, Outcome::Refused(After::Fix)).await;
        // The first refusal is counted at once; then a second has as many as the provider takes.
        let spans = bad.windows(8).map(|window| window.last().unwrap() - window.first().unwrap());
        assert!(spans.clone().all(|span| span >= 1_000), "{bad:?}");
        assert!(*bad.last().unwrap() < 5_000, "{bad:?}");
    }

    #[tokio::test(start_paused = true)]
    async fn a_provider_without_limits_waits_for_nothing() {
        assert_eq!(times(&Pace::new(Limits::NONE), 1_000, Outcome::Failed).await.last(), Some(&0));
    }
}
