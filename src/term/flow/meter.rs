//! How long the way to the terminal is, and how wide.

use std::time::Duration;

/// The shortest time that is told apart: answers in one read came together.
const TICK: Duration = Duration::from_millis(1);

/// For how long a shortest trip stands: ways change.
const WINDOW: Duration = Duration::from_secs(30);

/// For how long a trip is trusted before it is worth another fence. Well below [`WINDOW`]: among its trips must be
/// one without a large frame, or the shortest of them would be too long, and the rate by it far too high.
const FRESH: Duration = Duration::from_secs(10);

/// A link below this is slow, in bytes a second; and it is until it is above the other.
const SLOW: f64 = 24_000.0;
const FAST: f64 = 60_000.0;

/// The least rate that is reckoned with: below it the link stood still.
const STILL: f64 = 200.0;

/// One measure counts as so many times the rate so far, at most.
const OFF: f64 = 4.0;

/// Fewer bytes than these add nothing to a trip that matters where the rate is unknown.
const SMALL: u64 = 1024;

/// A fence that was answered.
#[derive(Debug, Clone, Copy)]
pub(super) struct Passed {
    /// When it was sent.
    pub(super) sent: Duration,
    /// When the answer came.
    pub(super) now: Duration,
    /// Bytes that were on their way when it was sent, itself with them.
    pub(super) ahead: u64,
    /// Bytes since the fence before it that was answered.
    pub(super) bytes: u64,
    /// Bytes since the fence before it, where they were sent in one go and enough to measure by.
    pub(super) large: Option<u64>,
}

/// What is known of the link.
#[derive(Debug, Default)]
pub struct Meter {
    /// The shortest trip in this window and in the one before.
    least: [Option<Duration>; 2],
    window: Duration,
    /// The trip without what the queue added, smoothed as in RFC 6298, and how much it varies.
    smooth: Option<Duration>,
    jitter: Duration,
    /// Bytes a second.
    rate: Option<f64>,
    /// The rate is of one measure only: at the start of a session the first answers often come together.
    one: bool,
    /// Bytes that came one behind the other without a pause, and the time they took: small frames tell the rate
    /// together.
    busy: (u64, Duration),
    /// When a trip was last measured that had no large frame before it.
    free: Option<Duration>,
    last: Duration,
    slow: bool,
}

impl Meter {
    /// There and back, without a queue: the shortest of the last half minute or more.
    pub fn trip(&self) -> Option<Duration> {
        self.least.iter().flatten().min().copied()
    }

    /// Bytes a second that arrive when many are sent.
    pub fn rate(&self) -> Option<u64> {
        self.rate.map(whole)
    }

    /// How much the trip varies.
    pub fn jitter(&self) -> Duration {
        self.jitter
    }

    /// Whether the link was measured as slow. It takes more than twice the rate to be fast again.
    pub fn is_slow(&self) -> bool {
        self.slow
    }

    /// Bytes that the link holds.
    pub(super) fn holds(&self) -> u64 {
        let trip = self.trip().unwrap_or_default();
        self.rate.map_or(0, |rate| whole(rate * trip.as_secs_f64()))
    }

    pub(super) fn smooth_trip(&self) -> Duration {
        self.smooth.unwrap_or_default()
    }

    /// A long time for so many bytes.
    pub(super) fn time_for(&self, bytes: u64) -> Duration {
        let rate = self.rate.map_or(500.0, |rate| (rate / 2.0).max(STILL));
        Duration::from_secs_f64(real(bytes) / rate)
    }

    /// Whether the trip and the rate are known well enough to measure large frames by.
    pub(super) fn is_fresh(&self, now: Duration) -> bool {
        let fresh = |at| now.saturating_sub(at) < FRESH;
        self.rate.is_some() && self.free.is_some_and(fresh)
    }

    /// Learns from a fence.
    pub(super) fn passed(&mut self, fence: Passed) {
        let Passed {
            sent,
            now,
            ahead,
            bytes,
            large,
        } = fence;
        let trip = now.saturating_sub(sent).max(TICK);
        let known = self.trip();
        if now.saturating_sub(self.window) >= WINDOW {
            self.least = [None, self.least[0]];
            self.window = now;
        }
        self.least[0] = Some(self.least[0].map_or(trip, |least| least.min(trip)));
        if let Some(bytes) = large {
            // The link was busy with them since the answer before, or since they could be there at the
            // earliest: before that it had nothing to do.
            let earliest = sent.saturating_add(known.unwrap_or(trip));
            let took = now.saturating_sub(self.last.max(earliest));
            // What is known of the trip must not be longer than what is measured by it.
            let vague = earliest > self.last && took < known.unwrap_or(trip) / 8;
            if !vague {
                self.rates(real(bytes) / took.max(TICK).as_secs_f64());
            }
        }
        if large.is_none() {
            self.keeps_busy(bytes, sent.saturating_add(known.unwrap_or(trip)), now);
        }
        let queue = self.rate.map(|rate| real(ahead) / rate);
        let small = ahead < SMALL;
        if small {
            self.free = Some(now);
        }
        if let Some(queue) = queue.or_else(|| small.then_some(0.0)) {
            self.trips(trip.saturating_sub(Duration::from_secs_f64(queue.min(60.0))));
        }
        self.last = now;
    }

    /// Learns from an answer whose bytes could be there at `earliest`: before the last answer, where the link had
    /// no pause between the two.
    fn keeps_busy(&mut self, bytes: u64, earliest: Duration, now: Duration) {
        if earliest > self.last {
            self.busy = Default::default();
            return;
        }
        self.busy.0 += bytes;
        self.busy.1 += now.saturating_sub(self.last);
        if self.busy.0 >= SMALL {
            let (bytes, took) = std::mem::take(&mut self.busy);
            self.rates(real(bytes) / took.max(TICK).as_secs_f64());
        }
    }

    fn rates(&mut self, rate: f64) {
        // One measure may be far too high, where the trip has just become another or answers came in one read.
        // To have believed one too high costs more than to believe one too low.
        let first = self.one;
        let smooth = |old: f64| {
            if rate >= old {
                old + (rate.min(old * OFF) - old) * 0.3
            } else if first {
                rate
            } else if rate < old / OFF {
                (old * rate).sqrt()
            } else {
                old + (rate - old) * 0.7
            }
        };
        self.one = self.rate.is_none();
        self.rate = Some(self.rate.map_or(rate, smooth).max(STILL));
        self.slow = match self.rate {
            Some(rate) if self.slow => rate < FAST,
            Some(rate) => rate < SLOW,
            None => false,
        };
    }

    fn trips(&mut self, trip: Duration) {
        let Some(smooth) = self.smooth else {
            self.smooth = Some(trip);
            return;
        };
        let off = trip.abs_diff(smooth);
        self.jitter = (self.jitter * 3 + off) / 4;
        self.smooth = Some((smooth * 7 + trip) / 8);
    }
}

#[expect(clippy::cast_precision_loss, reason = "numbers of bytes on a link")]
fn real(n: u64) -> f64 {
    n as f64
}

#[expect(clippy::cast_sign_loss, reason = "rates are positive")]
fn whole(n: f64) -> u64 {
    n as u64
}
