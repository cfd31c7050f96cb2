//! Runs independent jobs on all cores.

use std::{
    cmp::Reverse,
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
};

/// Runs `work` on the jobs, and returns the results in their order.
pub fn map<J: Sync, R: Send>(jobs: &[J], work: impl Fn(&J) -> R + Sync) -> Vec<R> {
    map_longest_first(jobs, |_| 0, work)
}

/// The number of jobs that are sorted together: neighbouring jobs use the same models, so keep them close in time.
const BLOCK: usize = 96;

/// [`map`] that begins the longest jobs of each block first, so that no core waits long for another at the end.
///
/// `proc_macro2` keeps a copy of each parsed text per thread. These copies are dropped after each job and end with the
/// threads, so no result may contain a span that is still to be resolved.
pub(crate) fn map_longest_first<J: Sync, R: Send>(
    jobs: &[J],
    length: impl Fn(&J) -> usize,
    work: impl Fn(&J) -> R + Sync,
) -> Vec<R> {
    let mut order: Vec<(usize, &J)> = jobs.iter().enumerate().collect();
    order.sort_by_key(|(index, job)| (index / BLOCK, Reverse(length(job))));
    let next = AtomicUsize::new(0);
    let done: Mutex<Vec<(usize, R)>> = Mutex::new(Vec::with_capacity(jobs.len()));
    let run = || {
        while let Some((index, job)) = order.get(next.fetch_add(1, Ordering::Relaxed)) {
            let result = work(job);
            proc_macro2::extra::invalidate_current_thread_spans();
            done.lock().unwrap_or_else(PoisonError::into_inner).push((*index, result));
        }
    };
    let threads = thread::available_parallelism().map_or(1, usize::from).min(jobs.len());
    thread::scope(|scope| {
        (0..threads).for_each(|_| {
            scope.spawn(run);
        });
    });
    let mut done = done.into_inner().unwrap_or_else(PoisonError::into_inner);
    done.sort_by_key(|(index, _)| *index);
    done.into_iter().map(|(_, result)| result).collect()
}

#[cfg(test)]
mod tests {
    #[test]
    fn results_stand_in_the_order_of_their_jobs() {
        let jobs: Vec<u64> = (0..500).collect();
        let squares: Vec<u64> = jobs.iter().map(|job| job * job).collect();
        assert_eq!(super::map(&jobs, |job| job * job), squares);
        assert_eq!(super::map_longest_first(&jobs, |job| *job as usize % 7, |job| job * job), squares);
        assert_eq!(super::map(&[] as &[u64], |job| *job), Vec::<u64>::new());
    }
}
