//! Flow: how much may be on its way to the terminal.
//!
//! Between us and the terminal of another machine lie buffers that take megabytes without a word, so a
//! `write` that returns says nothing. A frame may end with a *fence*, `CSI 5 n`: the terminal answers
//! `CSI 0 n` when it has come that far. From the answers follow how much is on its way, how long the way is
//! and how wide ([`Meter`]).
//!
//! 1. A frame ends with a fence once 256 bytes have gone out since the last, so small frames share one.
//!    Before the first frame, and before a large one where the rate is not known well, stands another: it
//!    tells how long the way is, and the time between the two answers is the frame's own.
//! 2. While more is on its way than the link holds (its rate by its time there and back, at least 2 kB),
//!    [`Flow::wait`] says to draw nothing. The newest state is drawn when an answer makes room; those
//!    between are never painted.
//! 3. A terminal that does not answer, or has not yet, gets ten frames a second. Two answers missed in a row
//!    make one of the first kind; a late answer makes it one that answers again.
//!
//! What it never does: wait by itself. A fence that was missed is noticed when somebody wants to draw, so
//! there is no timer while nothing happens. Whatever comes as an answer, true or forged, or never comes, the
//! memory is bounded and drawing goes on: with nothing on its way a frame is always allowed.
//!
//! Times are given in, as the time since any fixed moment.

mod meter;

use std::collections::VecDeque;
use std::time::Duration;

pub use self::meter::Meter;
use self::meter::Passed;

/// What asks the terminal for an answer.
pub const FENCE: &[u8] = b"\x1b[5n";

/// So many bytes go out before the next fence.
const APART: u64 = 256;

/// Frames from so many bytes on tell how wide the link is.
const LARGE: usize = 1024;

/// So many bytes may always be on their way: the frames of two or three keys.
const LEAST: u64 = 2048;

/// And never more than these, whatever was measured.
const MOST: u64 = 1 << 20;

/// Fences whose answers are waited for at one time.
const MANY: usize = 64;

/// How long an answer may take where nothing is known.
const PATIENCE: Duration = Duration::from_secs(2);

/// And at most, whatever was measured.
const LONGEST: Duration = Duration::from_secs(30);

/// The time between two frames where nobody answers.
const BEAT: Duration = Duration::from_millis(100);

/// So many answers missed in a row, and no more are asked for.
const MISSES: u8 = 2;

/// Whether the terminal answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Answers {
    /// It has not been asked, or has not answered yet.
    Unknown,
    /// It does.
    Yes,
    /// It did not, and is asked no more.
    No,
    /// It is not to be asked.
    Never {
        /// Whether frames are held to ten a second.
        capped: bool,
    },
}

/// How the terminal is to be treated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Distance {
    /// It is asked.
    Asked,
    /// It is not asked, and may be far away: ten frames a second.
    Far,
    /// It is not asked and is of this machine: a console paints before its `write` returns, so nothing is
    /// ever on its way.
    Near,
}

impl Distance {
    /// What the environment tells; `get` returns the value of a variable. The console of the system and
    /// what is no terminal at all are not asked: some show the question. Of those, what is reached by SSH
    /// may be far away.
    pub fn from_env(get: impl Fn(&str) -> Option<String>) -> Self {
        let get = |name: &str| get(name).filter(|v| !v.is_empty());
        let term = get("TERM").unwrap_or_default();
        let silent = matches!(&*term, "" | "dumb" | "unknown" | "emacs" | "linux")
            || term.starts_with("linux-");
        let far = ["SSH_CONNECTION", "SSH_CLIENT", "SSH_TTY"];
        match (silent, far.iter().any(|name| get(name).is_some())) {
            (false, _) => Self::Asked,
            (true, true) => Self::Far,
            (true, false) => Self::Near,
        }
    }
}

/// A fence whose answer has not come.
#[derive(Debug, Clone, Copy)]
struct Fence {
    at: Duration,
    /// Until when the answer is waited for.
    until: Duration,
    /// Bytes ever sent, up to here.
    end: u64,
    /// What the link had to carry before it could answer.
    ahead: u64,
    /// Bytes since the fence before, where they went out in one go.
    large: Option<u64>,
}

/// Where fences are to stand around a frame.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fences {
    /// One before it.
    pub before: bool,
    /// One behind it.
    pub behind: bool,
}

/// How much is on its way to the terminal.
///
/// ```
/// use khao::term::flow::{Distance, Flow};
/// use std::time::Duration;
///
/// let at = Duration::from_millis;
/// let mut flow = Flow::new(Distance::Asked);
/// assert_eq!(flow.wait(at(0)), None, "the first frame waits for nothing");
/// flow.sends(9_000, at(0));
/// flow.answered(at(200));
/// assert!(flow.wait(at(300)).is_some(), "9 kB are on their way");
/// flow.answered(at(1_100));
/// assert_eq!(flow.wait(at(1_100)), None);
/// assert_eq!(flow.meter().trip(), Some(at(200)));
/// assert_eq!(flow.meter().rate(), Some(10_004));
/// ```
#[derive(Debug)]
pub struct Flow {
    answers: Answers,
    /// Bytes ever sent.
    sent: u64,
    /// Of those, what has arrived for certain.
    arrived: u64,
    /// Of those, what the last fence covers.
    fenced: u64,
    waiting: VecDeque<Fence>,
    /// When fences were sent that are not waited for any more.
    late: VecDeque<Duration>,
    misses: u8,
    /// The longest that an answer took which nobody waited for any more.
    lateness: Duration,
    last_frame: Option<Duration>,
    last_bytes: u64,
    meter: Meter,
}

impl Flow {
    /// Nothing was sent yet.
    pub fn new(distance: Distance) -> Self {
        Self {
            answers: match distance {
                Distance::Asked => Answers::Unknown,
                Distance::Far => Answers::Never { capped: true },
                Distance::Near => Answers::Never { capped: false },
            },
            sent: 0,
            arrived: 0,
            fenced: 0,
            waiting: VecDeque::new(),
            late: VecDeque::new(),
            misses: 0,
            lateness: Duration::ZERO,
            last_frame: None,
            last_bytes: 0,
            meter: Meter::default(),
        }
    }

    /// What is known of the link.
    pub fn meter(&self) -> &Meter {
        &self.meter
    }

    /// How many answers may still come. None from a terminal that had its time and never answered.
    pub fn unanswered(&self, now: Duration) -> usize {
        match self.answers {
            Answers::Yes => self.waiting.len() + self.late.len(),
            Answers::Unknown if self.misses == 0 => {
                self.waiting.iter().filter(|f| now < f.until).count()
            }
            Answers::Unknown | Answers::No | Answers::Never { .. } => 0,
        }
    }

    /// Bytes on their way, as far as is known.
    pub fn under_way(&self) -> u64 {
        self.sent - self.arrived
    }

    /// Bytes that may be on their way when a frame is drawn.
    pub fn budget(&self) -> u64 {
        self.meter.holds().clamp(LEAST, MOST)
    }

    /// How long to draw nothing from now on, unless an answer comes; nothing where a frame may be drawn.
    pub fn wait(&mut self, now: Duration) -> Option<Duration> {
        let until = match self.answers {
            Answers::Never { capped: false } => return None,
            Answers::Never { capped: true } => self.next_beat(),
            Answers::Unknown | Answers::No => {
                self.give_up(now);
                self.next_beat()
            }
            Answers::Yes => {
                self.give_up(now);
                // The next frame is likely to be as large as the last.
                let free = self.under_way() + self.last_bytes <= self.budget();
                if self.answers == Answers::Yes {
                    self.waiting.front().filter(|_| !free).map(|f| f.until)
                } else {
                    self.next_beat()
                }
            }
        };
        until
            .map(|until| until.saturating_sub(now))
            .filter(|wait| !wait.is_zero())
    }

    fn next_beat(&self) -> Option<Duration> {
        self.last_frame.map(|at| at.saturating_add(BEAT))
    }

    /// A frame of so many bytes goes out now. Tells which fences it needs; they count from here on.
    pub fn sends(&mut self, bytes: usize, now: Duration) -> Fences {
        self.last_frame = Some(now);
        self.last_bytes = bytes as u64;
        let asked = matches!(self.answers, Answers::Unknown | Answers::Yes);
        let large = bytes >= LARGE;
        let unknown = self.meter.trip().is_none() || large && !self.meter.is_fresh(now);
        let before = asked && unknown && self.waiting.is_empty();
        if before {
            self.fence(None, now);
        }
        let from = self.fenced;
        self.sent += bytes as u64;
        // One is enough to find out whether anybody answers.
        let most = if self.answers == Answers::Yes {
            MANY
        } else {
            1 + usize::from(before)
        };
        let behind = asked && self.sent - from >= APART && self.waiting.len() < most;
        if behind {
            self.fence(large.then_some(from), now);
        }
        if !asked {
            // Nobody tells how far it is.
            self.arrived = self.sent;
        }
        Fences { before, behind }
    }

    /// So many bytes go out that are no frame; the next frame's fence covers them.
    pub fn sends_beside(&mut self, bytes: usize) {
        self.sent += bytes as u64;
    }

    /// Puts a fence behind all that was sent; `from` is where the bytes begin that went out in one go.
    fn fence(&mut self, from: Option<u64>, now: Duration) {
        self.sent += FENCE.len() as u64;
        let ahead = self.under_way();
        self.waiting.push_back(Fence {
            at: now,
            until: now.saturating_add(self.patience(ahead)),
            end: self.sent,
            ahead,
            large: from.map(|from| self.sent - from),
        });
        self.fenced = self.sent;
    }

    /// How long the answer to a fence may take that has so much ahead of it.
    fn patience(&self, ahead: u64) -> Duration {
        if self.answers != Answers::Yes {
            return PATIENCE;
        }
        let way = self.meter.smooth_trip().saturating_mul(4);
        let floor = PATIENCE.max(way).max(self.lateness);
        floor
            .saturating_add(self.meter.time_for(ahead))
            .min(LONGEST)
    }

    /// Whoever has not answered in time is not waited for.
    fn give_up(&mut self, now: Duration) {
        if self.waiting.front().is_none_or(|f| now < f.until) {
            return;
        }
        self.misses = self.misses.saturating_add(1);
        self.forget();
        if self.misses >= MISSES {
            self.answers = Answers::No;
        }
    }

    /// Waits for no answer any more; those that come are late.
    fn forget(&mut self) {
        self.late.extend(self.waiting.drain(..).map(|f| f.at));
        let more = self.late.len().saturating_sub(MANY);
        self.late.drain(..more);
        self.arrived = self.sent;
    }

    /// The terminal answered, or somebody forged it. Says whether an answer was due: one that was not
    /// changes nothing.
    pub fn answered(&mut self, now: Duration) -> bool {
        // Answers come in the order of the fences. But a late one may be lost for good, and to take each
        // later answer for the one before it would hold up every frame. So it counts for both: too early
        // by one frame at worst, and nothing is measured by it.
        let late = self.late.pop_front();
        if let Some(at) = late {
            let took = now.saturating_sub(at).saturating_mul(2);
            self.lateness = self.lateness.max(took.min(LONGEST));
        }
        let fence = self.waiting.pop_front();
        if let Some(fence) = fence {
            let before = std::mem::replace(&mut self.arrived, fence.end);
            if late.is_none() {
                self.meter.passed(Passed {
                    sent: fence.at,
                    now,
                    ahead: fence.ahead,
                    bytes: fence.end.saturating_sub(before),
                    large: fence.large,
                });
            }
        }
        let due = late.is_some() || fence.is_some();
        if due {
            self.misses = 0;
            if matches!(self.answers, Answers::Unknown | Answers::No) {
                self.answers = Answers::Yes;
            }
        }
        due
    }

    /// Another program had the terminal, or it is another terminal: what was asked may never be answered.
    pub fn start_over(&mut self) {
        self.waiting.clear();
        self.late.clear();
        self.arrived = self.sent;
        self.misses = 0;
        if matches!(self.answers, Answers::Yes | Answers::No) {
            self.answers = Answers::Unknown;
        }
    }
}

#[cfg(test)]
mod tests;
