//! A window that is drawn to another size tells of every size in between, and each would cost a whole frame.
//!
//! So the newest size waits until nothing has come for a moment, though not for long: while the window goes
//! on changing, what it shows is kept up about once a second.

use std::time::Duration;

/// Sizes that follow one another more closely are one change.
const QUIET: Duration = Duration::from_millis(60);

/// How long a change may take before it is shown all the same.
const MOST: Duration = Duration::from_secs(1);

/// The size that the terminal has now and the screen has not. Times are since any fixed moment.
#[derive(Debug, Default)]
pub(super) struct Resizing(Option<Change>);

#[derive(Debug, Clone, Copy)]
struct Change {
    size: (u16, u16),
    first: Duration,
    last: Duration,
}

impl Resizing {
    /// The terminal has another size.
    pub(super) fn heard(&mut self, size: (u16, u16), now: Duration) {
        let first = self.0.map_or(now, |change| change.first);
        self.0 = Some(Change {
            size,
            first,
            last: now,
        });
    }

    /// Until the size is to be used, where there is one.
    pub(super) fn wait(&self, now: Duration) -> Option<Duration> {
        let change = self.0?;
        let until = (change.last + QUIET).min(change.first + MOST);
        Some(until.saturating_sub(now))
    }

    /// The size, once it is to be used.
    pub(super) fn due(&mut self, now: Duration) -> Option<(u16, u16)> {
        if !self.wait(now)?.is_zero() {
            return None;
        }
        self.0.take().map(|change| change.size)
    }

    /// Forgets what was heard: the terminal was asked for its size.
    pub(super) fn settle(&mut self) {
        self.0 = None;
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn ms(n: u64) -> Duration {
        Duration::from_millis(n)
    }

    /// The moments at which a size is used, and which, where one comes after so many milliseconds each.
    fn used(gaps: &[u64]) -> Vec<(u64, u16)> {
        let mut resizing = Resizing::default();
        let mut coming = Vec::new();
        let mut at = 0;
        for (n, gap) in (0..).zip(gaps) {
            at += gap;
            coming.push((at, n));
        }
        let mut used = Vec::new();
        for now in 0..=at + 2_000 {
            for (_, n) in coming.iter().filter(|(at, _)| *at == now) {
                resizing.heard((*n, 1), ms(now));
            }
            if let Some((n, _)) = resizing.due(ms(now)) {
                used.push((now, n));
            }
        }
        assert_eq!(resizing.wait(ms(at + 2_000)), None, "no timer is left");
        used
    }

    #[test]
    fn one_size_is_used_soon() {
        assert_eq!(used(&[5]), [(65, 0)]);
    }

    #[test]
    fn a_storm_of_fifty_is_three_frames_at_most() {
        for gap in [0, 1, 10, 20, 40, 50] {
            let used = used(&[gap; 50]);
            assert!(used.len() <= 3, "{gap}: {used:?}");
            assert_eq!(used.last().map(|(_, n)| *n), Some(49), "{gap}");
        }
    }

    proptest! {
        #[test]
        fn the_newest_is_used_and_never_later_than_a_second(gaps in prop::collection::vec(0_u64..150, 1..80)) {
            let used = used(&gaps);
            let last = gaps.len() - 1;
            prop_assert_eq!(used.last().map(|(_, n)| usize::from(*n)), Some(last));
            let mut came = gaps.iter().scan(0, |at, gap| { *at += gap; Some(*at) });
            let first = came.next().unwrap_or_default();
            prop_assert!(used[0].0 <= first + 1_000);
        }
    }
}
