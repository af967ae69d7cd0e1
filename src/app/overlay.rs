//! What stands over the panes for a moment.

use super::action::Action;
use super::compare::Compare;
use super::prompt::{Ask, Prompt};
use super::why::Told;
use crate::model::CommentIx;
use crate::text::Clean;

/// Something over the panes.
#[derive(Debug, Clone)]
pub enum Overlay {
    /// All keys.
    Help {
        /// The row at the top.
        top: usize,
    },
    /// Every command by name.
    Palette {
        /// What is typed.
        prompt: Prompt,
        /// The commands that match, best first.
        found: Vec<Action>,
        /// The chosen one.
        at: usize,
        /// Whether Enter runs it: it is named by what is typed, or the reader chose it.
        sure: bool,
    },
    /// Messages so far.
    Messages {
        /// The row at the top.
        top: usize,
    },
    /// The open document beside a source.
    Compare(Box<Compare>),
    /// The parent of the chosen comment.
    Peek(CommentIx),
    /// Why something is as it is.
    Why {
        /// The reasons.
        told: Vec<Told>,
        /// The row at the top.
        top: usize,
    },
    /// Letters on the links of the screen.
    Links {
        /// Label and address.
        labels: Vec<LinkLabel>,
        /// What is typed of a label.
        typed: String,
    },
}

/// A letter on a link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LinkLabel {
    /// What to type.
    pub label: String,
    /// The link's index in the document.
    pub link: usize,
    /// Its address.
    pub url: Clean,
}

impl Overlay {
    /// An open palette, in a kiosk or elsewhere.
    pub fn palette(kiosk: bool) -> Self {
        Self::Palette {
            prompt: Prompt::new(Ask::Command, ""),
            found: find_commands("", kiosk, |a| vec![a.row().help.to_owned()]),
            at: 0,
            sure: false,
        }
    }
}

/// Whether what is typed names a command: it starts a word of its name, or what stands for it on the screen.
pub fn names(typed: &str, action: Action, words: &[String]) -> bool {
    let typed = one_line(typed);
    let name = action.row().name.replace('-', " ");
    let in_name = |typed: &str| format!(" {name}").contains(&format!(" {typed}"));
    let on_screen = words.iter().any(|w| one_line(w).starts_with(&typed));
    !typed.is_empty() && (on_screen || in_name(&typed.replace('-', " ")))
}

/// In lower case, one space between words.
fn one_line(text: &str) -> String {
    let low = text.to_lowercase();
    low.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Labels of equal length for `n` links, from the keys that lie best under the hand.
pub fn labels(n: usize) -> Vec<String> {
    const KEYS: &[u8] = b"asdfghjklqwertyuiopzxcvbnm";
    let mut len = 1;
    let mut room = KEYS.len();
    while room < n {
        len += 1;
        room *= KEYS.len();
    }
    (0..n)
        .map(|i| {
            let mut rest = i;
            let mut label = vec![b'a'; len];
            for slot in label.iter_mut().rev() {
                *slot = KEYS[rest % KEYS.len()];
                rest /= KEYS.len();
            }
            String::from_utf8_lossy(&label).into_owned()
        })
        .collect()
}

/// The commands whose name or help match what is typed, best first, those that it names before all others; only those of a `kiosk` where it is one.
/// `words` gives the texts of a command beside its name.
pub fn find_commands(
    typed: &str,
    kiosk: bool,
    words: impl Fn(Action) -> Vec<String>,
) -> Vec<Action> {
    let mut found: Vec<(bool, i32, usize, Action)> = Action::ALL
        .iter()
        .enumerate()
        .filter(|(_, action)| action.is_allowed(kiosk))
        .filter_map(|(at, &action)| {
            let own = score(typed, action.row().name).map(|s| s + 4);
            let words = words(action);
            let best = words.iter().filter_map(|w| score(typed, w)).max();
            let named = names(typed, action, &words);
            own.max(best).map(|s| (!named, -s, at, action))
        })
        .collect();
    found.sort_unstable();
    found.into_iter().map(|(.., a)| a).collect()
}

/// How well the letters of `typed` are found in `text` in order; `None` where they are not.
/// Letters at the start of words and next to one another count more.
fn score(typed: &str, text: &str) -> Option<i32> {
    let text: Vec<char> = text.to_lowercase().chars().collect();
    // A run of letters beats the same letters apart, best at the start of a word; short texts win.
    let typed = one_line(typed);
    let whole: String = text.iter().collect();
    if typed.is_empty() {
        return Some(0);
    }
    let mut points = -i32::try_from(text.len() / 8).unwrap_or(i32::MAX);
    if whole.contains(&typed) {
        let words = whole.split(|c: char| !c.is_alphanumeric());
        points += if words.clone().any(|w| w == typed) {
            30
        } else if words.clone().any(|w| w.starts_with(&typed)) {
            25
        } else {
            15
        };
    }
    let mut at = 0;
    let mut last = None;
    for c in typed.to_lowercase().chars().filter(|c| !c.is_whitespace()) {
        let found = (at..text.len()).find(|i| text[*i] == c)?;
        if last.is_some_and(|l: usize| l + 1 == found) {
            points += 6;
        }
        if found == 0 || !text[found - 1].is_alphanumeric() {
            points += 4;
        }
        points -= i32::try_from(found - at).unwrap_or(i32::MAX).min(8);
        last = Some(found);
        at = found + 1;
    }
    Some(points)
}
