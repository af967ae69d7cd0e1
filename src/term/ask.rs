//! What is asked of the terminal, and what is believed of the answers.
//!
//! 1. After the first frame all questions go out in one burst ([`Asking::burst`]), the one that every
//!    terminal answers (DA1) last: whatever is not answered before it is not supported. Nothing waits.
//! 2. Answers ([`Asking::answer`]) are believed only while their question is open and in the order of the
//!    questions. With the last one everything learnt is told at once ([`Told`]), or else nothing.
//! 3. Before the terminal goes to somebody else, what is still open is waited for ([`Asking::farewell`]).
//!
//! An answer that is late does what it would have done in time. One that never comes costs nothing. One that
//! is forged, by whoever can write to our input, makes us believe that a mode is there or is not: at worst
//! the picture is spoilt until the program is started anew, or a true answer reaches the shell at the end.
//!
//! The widths are learnt by printing some clusters and asking for the cursor behind each. They are printed
//! concealed, where the screen is blank, in no row where the answer looks like a key; and the same burst
//! mends the place. The modes are asked for there too: a terminal that does not know the question may print
//! its last letter.

mod now;
mod told;

use std::collections::VecDeque;
use std::time::{Duration, Instant};

pub use self::now::now;
pub use self::told::{Told, WIDTHS, Widths};
use super::input::Reply;
use super::paint::Painter;

/// Asks whether a terminal is there, and what it is: every one answers.
pub const FENCE: &[u8] = b"\x1b[c";

/// How long a terminal that never answered may take before it is taken for one that does not.
pub const DEADLINE: Duration = Duration::from_secs(3);

/// How long the last answers are waited for where the line is not slower than that.
const PARTING: Duration = Duration::from_secs(1);

/// How long the answers may hold up the end by a signal.
pub const BY_SIGNAL: Duration = Duration::from_millis(400);

/// Synchronised output.
const SYNC: u16 = 2026;

/// Margins of columns.
const MARGINS: u16 = 69;

/// The modes that are asked for, in order.
const MODES: [u16; 2] = [SYNC, MARGINS];

/// The questions and what has been answered.
///
/// ```
/// use std::time::Instant;
/// use khao::term::{Asking, Painter, Profile, input::Reply};
///
/// let profile = Profile::from_env(|name| (name == "TERM").then(|| "xterm".to_owned()));
/// let mut asking = Asking::default();
/// let mut painter = Painter::new(profile);
/// let burst = asking.burst(&mut painter, Instant::now());
/// assert_eq!(burst, b"\x1b[?2026$p\x1b[?69$p\x1b[>q\x1b[c");
/// let margins = Reply::Mode { mode: 69, state: 2 };
/// assert!(asking.answer(&margins, Instant::now()).is_none());
/// let told = asking.answer(&Reply::Attributes(vec![62]), Instant::now()).expect("the last one");
/// assert!(told.margins && !told.sync);
/// ```
#[derive(Debug, Default)]
pub struct Asking {
    /// What is not answered yet, in order.
    open: VecDeque<Question>,
    /// When they were asked.
    asked: Option<Instant>,
    /// Where the first cluster was printed.
    probe: Option<(u16, u16)>,
    /// The columns behind the clusters.
    columns: Vec<u16>,
    told: Told,
    /// How long the last answer took.
    took: Option<Duration>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Question {
    Cursor,
    Mode(u16),
    Version,
    Attributes,
}

impl Question {
    fn is_answered_by(self, reply: &Reply) -> bool {
        match (self, reply) {
            (Self::Cursor, Reply::Cursor { .. })
            | (Self::Version, Reply::Version(_))
            | (Self::Attributes, Reply::Attributes(_)) => true,
            (Self::Mode(asked), Reply::Mode { mode, .. }) => asked == *mode,
            _ => false,
        }
    }
}

/// How to let go of the terminal while something is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Farewell {
    /// How many answers to [`FENCE`] are to come, the one that is asked now among them.
    pub answers: u8,
    /// How long to wait for them.
    pub patience: Duration,
}

impl Asking {
    /// The bytes that ask everything, to be sent behind the first frame; empty where the terminal is not to
    /// be asked, or was. The painter must have painted.
    pub fn burst(&mut self, painter: &mut Painter, now: Instant) -> Vec<u8> {
        if !painter.profile().asks || self.asked.is_some() {
            return Vec::new();
        }
        self.asked = Some(now);
        let mut burst = self.lent(painter);
        burst.extend_from_slice(b"\x1b[>q");
        burst.extend_from_slice(FENCE);
        self.open.extend([Question::Version, Question::Attributes]);
        burst
    }

    /// Makes the next burst ask everything again; says whether it will. One whose answers are not all in is not
    /// asked again, nor one that never answered.
    pub fn start_over(&mut self) -> bool {
        let all_told = self.took.is_some() && !self.is_open();
        if all_told {
            *self = Self::default();
        }
        all_told
    }

    /// What may print something: the clusters, and the modes, of whose questions some terminals print the last
    /// letter. It is concealed where the screen is blank, and mended.
    fn lent(&mut self, painter: &mut Painter) -> Vec<u8> {
        let of_modes = MODES.map(|m| format!("\x1b[?{m}$p")).concat();
        let mut burst = None;
        if painter.profile().utf8 {
            let mut text = String::new();
            for (cluster, _) in WIDTHS {
                text.push_str(cluster);
                text.push_str("\x1b[6n");
            }
            text.push_str(&of_modes);
            if let Some((place, bytes)) = painter.lend(told::ROOM, text.as_bytes()) {
                self.probe = Some((place.x, place.y));
                self.open.extend([Question::Cursor; WIDTHS.len()]);
                burst = Some(bytes.to_vec());
            }
        }
        self.open.extend(MODES.map(Question::Mode));
        let cells = MODES.len() as u16;
        burst.unwrap_or_else(|| painter.lend_or_doubt(cells, of_modes.as_bytes()))
    }

    /// Takes an answer. Gives what the terminal told when it was the last; one that nobody waits for does
    /// nothing.
    pub fn answer(&mut self, reply: &Reply, now: Instant) -> Option<&Told> {
        let at = self.open.iter().position(|q| q.is_answered_by(reply))?;
        // Terminals answer in order: what was asked before will not be answered any more.
        self.open.drain(..=at);
        match reply {
            Reply::Cursor { x, y } => {
                if self.probe.is_some_and(|(_, row)| row == *y) {
                    self.columns.push(*x);
                } else {
                    self.told.astray = true;
                }
            }
            // Set or reset; 3 and 4 are said of what cannot be switched.
            Reply::Mode { mode, state } => {
                let known = matches!(state, 1 | 2);
                match *mode {
                    SYNC => self.told.sync = known,
                    MARGINS => self.told.margins = known,
                    _ => {}
                }
            }
            Reply::Version(text) => self.told.version = Some(text.clone()),
            Reply::Attributes(_) => {
                let took = self.asked.map(|a| now.saturating_duration_since(a));
                self.took = took;
                self.told.took = took.unwrap_or_default();
                let start = self.probe.map(|(x, _)| x);
                self.told.widths = start.and_then(|x| Widths::between(x, &self.columns));
                self.told.astray |= start.is_some_and(|x| told::is_astray(x, &self.columns));
                return Some(&self.told);
            }
            Reply::Ready => {}
        }
        None
    }

    /// Whether answers are still to come, as far as is known.
    pub fn is_open(&self) -> bool {
        !self.open.is_empty()
    }

    /// How to let go of the terminal so that no answer reaches whoever has it next: send [`FENCE`], then
    /// [`drain`](super::input::Handle::drain). Nothing where nothing is open, or where the terminal has had
    /// its time and never answered. `others` is how many other answers are open, asked by somebody else of a
    /// terminal that does answer.
    pub fn farewell(&self, others: usize, now: Instant) -> Option<Farewell> {
        let asked = self.asked.map(|a| now.saturating_duration_since(a));
        let waiting = match (asked, self.took) {
            (Some(since), None) => DEADLINE.checked_sub(since).filter(|d| !d.is_zero()),
            _ => None,
        };
        let mine = waiting.is_some() && self.is_open();
        let is_deaf = asked.is_some() && self.took.is_none() && waiting.is_none();
        if is_deaf || (!mine && others == 0) {
            return None;
        }
        let patience = match (self.took, waiting) {
            (Some(took), _) => (took * 2).clamp(PARTING, DEADLINE),
            // Nobody knows how long it takes.
            (None, Some(rest)) => rest,
            (None, None) => PARTING,
        };
        Some(Farewell {
            answers: 1 + u8::from(mine),
            patience,
        })
    }
}

#[cfg(test)]
mod tests;
