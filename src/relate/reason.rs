//! Why two documents belong together, in words the reader finds in them.
//!
//! The shared features that did most for the score, as the documents write them: names first, then
//! dates, numbers and words. Nothing is said twice: not `2025` beside `2025-02-06`, and not
//! `Organization` beside the name that holds it.

use super::feature::Kind;
use crate::model::{Reason, ReasonKind};
use crate::text::clean_line;

/// How many reasons are given.
const MOST: usize = 6;

/// How many of them may be plain words where there is anything better.
const WORDS: usize = 2;

/// A feature of two documents.
#[derive(Debug, Clone)]
pub(super) struct Shared<'a> {
    pub(super) kind: Kind,
    /// Its part of the cosine of its side.
    pub(super) share: f32,
    /// How the first document writes it.
    pub(super) mine: [&'a str; 2],
    /// How the second document writes it.
    pub(super) theirs: [&'a str; 2],
}

/// The reasons that `shared` makes, most telling first.
pub(super) fn reasons(mut shared: Vec<Shared<'_>>) -> Vec<Reason> {
    shared.sort_by(|a, b| {
        (b.share.total_cmp(&a.share))
            .then(a.kind.cmp(&b.kind))
            .then(a.mine.cmp(&b.mine))
    });
    let (words, names): (Vec<_>, Vec<_>) = shared.iter().partition(|s| s.kind.is_word());
    let mut out: Vec<(Reason, Vec<String>)> = Vec::new();
    for item in names.into_iter().chain(words) {
        if out.len() == MOST {
            break;
        }
        let n_words = out.iter().filter(|(r, _)| r.kind == ReasonKind::Word).count();
        if item.kind.is_word() && n_words >= WORDS && out.len() > WORDS {
            break;
        }
        let parts = item.parts();
        if parts.is_empty() || out.iter().any(|(_, p)| says(p, &parts)) {
            continue;
        }
        // A fuller form takes the place of the part that stands already.
        if let Some(at) = out.iter().position(|(r, p)| r.kind == item.kind.reason() && says(&parts, p)) {
            out[at] = (item.reason(), parts);
            continue;
        }
        out.push((item.reason(), parts));
    }
    let mut out: Vec<Reason> = out.into_iter().map(|(r, _)| r).collect();
    out.sort_by_key(|r| match r.kind {
        ReasonKind::Acronym | ReasonKind::Name => 0,
        ReasonKind::Date => 1,
        ReasonKind::Number => 2,
        ReasonKind::Word => 3,
    });
    out
}

/// Whether the words of `old` say all that `new` says.
fn says(old: &[String], new: &[String]) -> bool {
    new.iter().all(|n| old.iter().any(|o| o == n || (n.len() > 3 && o.starts_with(n.as_str()))))
}

impl Shared<'_> {
    fn reason(&self) -> Reason {
        let common = self.mine.iter().filter(|m| self.theirs.contains(m));
        let text = match self.kind {
            // The fuller of two dates, where only one side knows the year.
            Kind::MonthDay => self.mine.iter().chain(&self.theirs).max_by_key(|s| s.len()).copied().unwrap_or_default().to_owned(),
            Kind::Name => match common.min_by_key(|s| s.len()) {
                Some(one) => (*one).to_owned(),
                None => {
                    let (a, b) = (self.mine[0], self.theirs[0]);
                    // The English form stands first, whichever document it comes from.
                    let (a, b) = if a.is_ascii() || !b.is_ascii() { (a, b) } else { (b, a) };
                    if a.is_ascii() == b.is_ascii() {
                        if a.len() <= b.len() { a.to_owned() } else { b.to_owned() }
                    } else {
                        format!("{a} ~ {b}")
                    }
                }
            },
            _ => self.mine[0].to_owned(),
        };
        Reason {
            kind: self.kind.reason(),
            text: clean_line(&text),
        }
    }

    /// The words this feature stands for on either side, in lower case.
    fn parts(&self) -> Vec<String> {
        let mut parts: Vec<String> = match self.kind {
            Kind::Day | Kind::MonthDay | Kind::Month | Kind::Year => {
                vec![self.reason().text.to_string()]
            }
            _ => self
                .mine
                .iter()
                .chain(&self.theirs)
                .flat_map(|s| s.split([' ', '-', '\n']))
                .map(|w| super::names::bare(w).to_lowercase())
                .filter(|w| !w.is_empty())
                .collect(),
        };
        parts.sort();
        parts.dedup();
        parts
    }
}
