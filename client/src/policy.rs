//! The times of a client.

use std::time::Duration;

use backon::{BackoffBuilder, ExponentialBuilder};

/// The times that a client keeps to.
#[derive(Clone, Copy, Debug)]
pub struct Policy {
    /// The time after which no answer is expected any more.
    pub timeout: Duration,
    /// The time for which a worker has a refund alone. It is longer than the time-out: another worker takes the refund
    /// over when it has passed.
    pub lease: Duration,
    /// The pause after the first step; each further pause is twice as long.
    pub shortest_pause: Duration,
    /// The longest pause.
    pub longest_pause: Duration,
    /// The time after which a refund of an unknown fate is handed to a person.
    pub patience: Duration,
    /// The time after which a refund that the provider still processes is handed to a person.
    pub longest_processing: Duration,
    /// The seed of the random part of each pause; `None` draws it. A seed repeats a test's history.
    pub seed: Option<u64>,
}

impl Default for Policy {
    /// An answer within 30 seconds, a lease of two minutes, pauses from one second to an hour, a person after a day, or
    /// after 15 days of processing.
    fn default() -> Self {
        Self {
            timeout: Duration::from_secs(30),
            lease: Duration::from_secs(120),
            shortest_pause: Duration::from_secs(1),
            longest_pause: Duration::from_secs(3_600),
            patience: Duration::from_secs(86_400),
            longest_processing: Duration::from_secs(15 * 86_400),
            seed: None,
        }
    }
}

impl Policy {
    /// The pause after that number of steps, with a random part so that refunds of one moment part.
    pub(crate) fn pause(&self, step: u32) -> Duration {
        let pauses =
            ExponentialBuilder::default().with_min_delay(self.shortest_pause).with_max_delay(self.longest_pause);
        let steps = usize::try_from(step).unwrap_or(usize::MAX).min(MOST_STEPS);
        let pauses = self.seed.map_or(pauses, |seed| pauses.with_jitter_seed(seed.wrapping_add(u64::from(step))));
        pauses.with_jitter().without_max_times().build().nth(steps).unwrap_or(self.longest_pause)
    }
}

/// The longest pause is reached long before.
const MOST_STEPS: usize = 32;
