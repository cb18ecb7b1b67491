//! Work for several threads whose results come out in the order of the inputs.
//!
//! Memory is bounded whatever the number of inputs: nobody takes an input that is more than a
//! window ahead of the result written last.

use std::collections::BTreeMap;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

/// Results that may wait for an earlier one, for each thread.
const AHEAD: usize = 8;

/// Calls `work` on `jobs` threads, and `write` on this one, in the order of `inputs`. Ends when
/// `inputs` does; what was begun by then is written.
///
/// `inputs` may block: the results that are there are written meanwhile.
pub fn ordered<I: Send, T: Send>(
    jobs: usize,
    inputs: impl Iterator<Item = I> + Send,
    work: impl Fn(I) -> T + Sync,
    mut write: impl FnMut(T),
) {
    let queue = Queue {
        inputs: Mutex::new(inputs),
        state: Mutex::new(State {
            taken: 0,
            written: 0,
            workers: jobs,
            broken: false,
            done: BTreeMap::new(),
        }),
        changed: Condvar::new(),
        window: jobs.saturating_mul(AHEAD),
    };
    std::thread::scope(|scope| {
        for _ in 0..jobs {
            scope.spawn(|| queue.serve(&work));
        }
        while let Some(result) = queue.next_result() {
            write(result);
        }
    });
}

/// What the threads share.
struct Queue<S, T> {
    inputs: Mutex<S>,
    state: Mutex<State<T>>,
    changed: Condvar,
    window: usize,
}

/// What changes, under one lock.
struct State<T> {
    /// inputs taken
    taken: usize,
    /// results written
    written: usize,
    /// threads at work
    workers: usize,
    /// whether one of them died, whose result will never come
    broken: bool,
    /// results not yet written, by the number of their input
    done: BTreeMap<usize, T>,
}

impl<I, S: Iterator<Item = I>, T> Queue<S, T> {
    /// One thread's work until the inputs end.
    fn serve(&self, work: impl Fn(I) -> T) {
        // also when `work` panics: the writer must not wait for it
        let _leaving = Leaving(self);
        while let Some((number, input)) = self.take() {
            let result = work(input);
            self.lock().done.insert(number, result);
            self.changed.notify_all();
        }
    }

    /// The next input and its number, once there is room for its result. Whoever waits here
    /// keeps the others from the inputs, which have no room either.
    fn take(&self) -> Option<(usize, I)> {
        let mut inputs = self.inputs.lock().unwrap_or_else(PoisonError::into_inner);
        let full =
            |state: &mut State<T>| !state.broken && state.taken >= state.written + self.window;
        let state = self.changed.wait_while(self.lock(), full);
        if state.unwrap_or_else(PoisonError::into_inner).broken {
            return None;
        }
        let input = inputs.next()?;
        let mut state = self.lock();
        let number = state.taken;
        state.taken += 1;
        Some((number, input))
    }

    /// The result of the next input; `None` when there is none to come.
    fn next_result(&self) -> Option<T> {
        let waits =
            |state: &mut State<T>| state.workers > 0 && !state.done.contains_key(&state.written);
        let state = self.changed.wait_while(self.lock(), waits);
        let mut state = state.unwrap_or_else(PoisonError::into_inner);
        let number = state.written;
        let result = state.done.remove(&number)?;
        state.written += 1;
        drop(state);
        self.changed.notify_all();
        Some(result)
    }
}

impl<S, T> Queue<S, T> {
    /// A thread that died holding the lock left the state whole: each change is one statement.
    fn lock(&self) -> MutexGuard<'_, State<T>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A thread that ends, in whatever way.
struct Leaving<'a, S, T>(&'a Queue<S, T>);

impl<S, T> Drop for Leaving<'_, S, T> {
    fn drop(&mut self) {
        let mut state = self.0.lock();
        state.workers -= 1;
        state.broken |= std::thread::panicking();
        drop(state);
        self.0.changed.notify_all();
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::ordered;
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::time::Duration;

    fn squares(jobs: usize, inputs: impl Iterator<Item = usize> + Send) -> Vec<usize> {
        let mut out = Vec::new();
        ordered(jobs, inputs, |n| n * n, |square| out.push(square));
        out
    }

    #[test]
    fn results_keep_the_order_of_the_inputs() {
        let expected: Vec<usize> = (0..1000).map(|n| n * n).collect();
        for jobs in [1, 2, 7] {
            assert_eq!(squares(jobs, 0..1000), expected, "{jobs}");
        }
        assert!(squares(3, std::iter::empty()).is_empty());
    }

    /// One slow document does not let the others pile up.
    #[test]
    fn nobody_runs_far_ahead_of_the_slowest() {
        let (taken, written) = (AtomicUsize::new(0), AtomicUsize::new(0));
        let furthest = AtomicUsize::new(0);
        let inputs = (0..500).inspect(|_| {
            let ahead = taken.fetch_add(1, Ordering::SeqCst) - written.load(Ordering::SeqCst);
            furthest.fetch_max(ahead, Ordering::SeqCst);
        });
        let work = |n: usize| {
            if n == 0 {
                std::thread::sleep(Duration::from_millis(30));
            }
        };
        let write = |()| {
            written.fetch_add(1, Ordering::SeqCst);
        };
        ordered(2, inputs, work, write);
        let furthest = furthest.into_inner();
        assert!(furthest <= 2 * super::AHEAD, "{furthest}");
    }

    /// A thread that dies takes its own input with it and nobody waits for ever.
    #[test]
    fn a_panic_ends_the_work() {
        let died = std::panic::catch_unwind(|| {
            ordered(2, 0..100, |n| assert_ne!(n, 50), |()| {});
        });
        assert!(died.is_err());
    }
}
