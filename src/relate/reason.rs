//! Why two documents belong together, in words the reader finds in them.
//!
//! The shared features that did most for the score, as the documents write them: names first, then
//! dates, numbers and words. Nothing is said twice: not `2025` beside `2025-02-06`, and not
//! `Organization` beside the name that holds it.

use super::feature::Kind;
use super::names::bare;
use crate::model::{Reason, ReasonKind};
use crate::text::{clean_line, thai};

/// How many reasons are given.
const MOST: usize = 6;

/// With so many reasons, a month or a year that both name is none.
const ENOUGH: usize = 3;

/// How many of each kind come before any more of another: names, dates, numbers, words.
const FIRST: [usize; 4] = [4, 1, 2, 1];

/// How many words there may be at the most: they fill up, but five of them say no more than two.
const WORDS: usize = 3;

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
    let mut said: [Vec<(Reason, Vec<String>)>; 4] = Default::default();
    // Words come after names, so that none repeats a part of one; a bare year says least.
    let last = |s: &Shared<'_>| match s.kind {
        Kind::Month | Kind::Year => 2,
        Kind::Word | Kind::Thai => 1,
        Kind::Sound
        | Kind::Name
        | Kind::Acronym
        | Kind::Proper
        | Kind::Day
        | Kind::MonthDay
        | Kind::Number => 0,
    };
    shared.sort_by_key(last);
    for item in &shared {
        let rank = rank(item.kind.reason());
        let most = if rank == 3 { WORDS } else { MOST };
        let n: usize = said.iter().map(Vec::len).sum();
        // Most items end here, before any words are made of them.
        if (last(item) == 2 && n >= ENOUGH) || said[rank].len() >= most {
            continue;
        }
        let reason = item.reason();
        let parts = item.parts(&reason);
        if parts.is_empty() || said.iter().flatten().any(|(_, old)| says(old, &parts)) {
            continue;
        }
        match said[rank].iter_mut().find(|(_, old)| says(&parts, old)) {
            // A fuller form takes the place of the part that stands already.
            Some(part) => *part = (reason, parts),
            None => said[rank].push((reason, parts)),
        }
    }
    let mut take: [usize; 4] = std::array::from_fn(|r| said[r].len().min(FIRST[r]));
    for r in 0..4 {
        let room = MOST.saturating_sub(take.iter().sum());
        take[r] += (said[r].len() - take[r]).min(room);
    }
    said.into_iter()
        .zip(take)
        .flat_map(|(said, n)| said.into_iter().take(n))
        .map(|(reason, _)| reason)
        .take(MOST)
        .collect()
}

/// Where a kind of reason stands among the others.
fn rank(kind: ReasonKind) -> usize {
    match kind {
        ReasonKind::Acronym | ReasonKind::Name => 0,
        ReasonKind::Date => 1,
        ReasonKind::Number => 2,
        ReasonKind::Word => 3,
    }
}

/// Whether the words of `old` say all that `new` says.
fn says(old: &[String], new: &[String]) -> bool {
    new.iter().all(|n| {
        old.iter()
            .any(|o| o == n || (n.len() > 3 && o.starts_with(n.as_str())))
    })
}

impl Shared<'_> {
    fn reason(&self) -> Reason {
        let text = match self.kind {
            // The fuller of two dates, where only one side knows the year.
            Kind::MonthDay => {
                let both = self.mine.iter().chain(&self.theirs);
                both.max_by_key(|s| s.len())
                    .copied()
                    .unwrap_or_default()
                    .to_owned()
            }
            Kind::Sound => self.bridge(" ~ "),
            Kind::Word if self.is_bridge() => self.bridge(" → "),
            Kind::Name => {
                let mine = best(self.mine.into_iter().filter(|m| self.theirs.contains(m)));
                mine.map_or_else(|| self.two_names(), str::to_owned)
            }
            // What both sides say of a name: `Piyamitr Sritara` of `Dr Piyamitr Sritara`.
            Kind::Proper => {
                let theirs = self.theirs[0].to_lowercase();
                let theirs: Vec<&str> = theirs.split([' ', '-']).collect();
                self.mine[0]
                    .split_inclusive([' ', '-'])
                    .filter(|w| {
                        theirs.contains(&w.trim_end_matches([' ', '-']).to_lowercase().as_str())
                    })
                    .collect::<String>()
                    .trim_end_matches([' ', '-'])
                    .to_owned()
            }
            Kind::Acronym
            | Kind::Day
            | Kind::Month
            | Kind::Year
            | Kind::Number
            | Kind::Word
            | Kind::Thai => self.mine[0].to_owned(),
        };
        Reason {
            kind: self.kind.reason(),
            text: clean_line(&text),
        }
    }

    /// Whether one document writes it in Thai, and the other does not.
    fn is_bridge(&self) -> bool {
        thai::has_thai(self.mine[0]) != thai::has_thai(self.theirs[0])
    }

    /// What stands in one document and what stands for it in the other, Thai first.
    fn bridge(&self, sign: &str) -> String {
        let (a, b) = (self.mine[0], self.theirs[0]);
        let (a, b) = if thai::has_thai(a) { (a, b) } else { (b, a) };
        format!("{a}{sign}{b}")
    }

    /// A name that the two documents write differently, both ways where the scripts differ.
    fn two_names(&self) -> String {
        let (a, b) = (best(self.mine), best(self.theirs));
        let (a, b) = (a.unwrap_or_default(), b.unwrap_or_default());
        match (thai::has_thai(a), thai::has_thai(b)) {
            (false, true) => format!("{a} ~ {b}"),
            (true, false) => format!("{b} ~ {a}"),
            _ => best([a, b]).unwrap_or_default().to_owned(),
        }
    }

    /// The words this feature stands for on either side, in lower case.
    fn parts(&self, reason: &Reason) -> Vec<String> {
        let dated = reason.kind == ReasonKind::Date;
        let written = self.mine.iter().chain(&self.theirs).copied();
        let mut parts: Vec<String> = if dated {
            vec![reason.text.to_string()]
        } else if self.kind == Kind::Proper {
            reason
                .text
                .split([' ', '-'])
                .map(str::to_lowercase)
                .collect()
        } else {
            written
                .flat_map(|s| s.split([' ', '-', '\n']))
                .map(|w| bare(w).to_lowercase())
                .filter(|w| !w.is_empty())
                .collect()
        };
        parts.sort();
        parts.dedup();
        parts
    }
}

/// The way of writing a name that a reader knows: an acronym, else the fullest form.
fn best<'a>(ways: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let acronym = |s: &str| {
        s.len() > 1
            && s.chars()
                .all(|c| c.is_ascii_uppercase() || c.is_ascii_digit())
    };
    ways.into_iter()
        .filter(|s| !s.is_empty())
        .max_by_key(|s| (acronym(s), s.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shared<'a>(kind: Kind, share: f32, mine: &'a str, theirs: &'a str) -> Shared<'a> {
        Shared {
            kind,
            share,
            mine: [mine; 2],
            theirs: [theirs; 2],
        }
    }

    fn said(items: Vec<Shared<'_>>) -> Vec<String> {
        reasons(items)
            .into_iter()
            .map(|r| r.text.to_string())
            .collect()
    }

    #[test]
    fn nothing_is_said_twice() {
        let got = said(vec![
            shared(Kind::Word, 0.9, "protect", "protects"),
            shared(Kind::Word, 0.8, "University", "university"),
            shared(Kind::Year, 0.7, "2025", "2025"),
            shared(Kind::MonthDay, 0.6, "02-06", "2025-02-06"),
            shared(Kind::Month, 0.5, "2025-02", "2025-02"),
            shared(Kind::Name, 0.4, "Mahidol University", "มหาวิทยาลัยมหิดล"),
            shared(Kind::Proper, 0.3, "Dr Piyamitr Sritara", "Piyamitr Sritara"),
            shared(Kind::Proper, 0.2, "Piyamitr Sritara", "Piyamitr Sritara"),
        ]);
        assert_eq!(
            got,
            [
                "Mahidol University ~ มหาวิทยาลัยมหิดล",
                "Piyamitr Sritara",
                "2025-02-06",
                "protect"
            ]
        );
    }

    #[test]
    fn an_acronym_is_the_best_name() {
        let mut one = shared(Kind::Name, 1.0, "International Labour Organization", "ILO");
        assert_eq!(said(vec![one.clone()]), ["ILO"]);
        one.mine[1] = "ILO";
        one.theirs = ["องค์การแรงงานระหว่างประเทศ"; 2];
        assert_eq!(said(vec![one]), ["ILO ~ องค์การแรงงานระหว่างประเทศ"]);
    }

    #[test]
    fn a_bridge_shows_both_sides() {
        let got = said(vec![
            shared(Kind::Sound, 0.9, "Mahidol", "มหิดล"),
            shared(Kind::Word, 0.8, "แรงงาน", "labour"),
            shared(Kind::Word, 0.7, "Health", "health"),
        ]);
        assert_eq!(got, ["มหิดล ~ Mahidol", "แรงงาน → labour", "Health"]);
    }

    #[test]
    fn names_leave_room_for_a_date_and_six_are_enough() {
        let names = ["Ada", "Bob", "Cy", "Dora", "Eve", "Flo", "Gus"];
        let mut items: Vec<_> = names
            .iter()
            .map(|n| shared(Kind::Proper, 0.5, n, n))
            .collect();
        items.push(shared(Kind::Day, 0.1, "2025-02-06", "2025-02-06"));
        items.push(shared(Kind::Word, 0.9, "ferry", "ferries"));
        let got = said(items);
        assert_eq!(got.len(), 6);
        assert_eq!(got[4..], ["2025-02-06", "ferry"]);
    }
}
