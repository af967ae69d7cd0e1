//! Texts to learn from: the labelled ones, and what can be made of them.

use crate::data::number;

/// A labelled text.
#[derive(Debug, Clone)]
pub(crate) struct Labelled {
    pub(crate) id: String,
    pub(crate) source: String,
    pub(crate) lines: Vec<String>,
    pub(crate) start: Option<usize>,
}

/// A text to learn from, with the texts it was made of.
pub(crate) struct Lesson {
    pub(crate) lines: Vec<String>,
    pub(crate) start: Option<usize>,
    pub(crate) weight: f64,
    pub(crate) origins: Vec<usize>,
}

const NAMES: [&str; 8] = [
    "Anna Lind",
    "bookworm42",
    "Paul K.",
    "Maria",
    "J. Weber",
    "สมชาย",
    "Piet",
    "old_sailor",
];
const TIMES: [&str; 6] = [
    "March 3, 2021 at 4:15 pm",
    "3 days ago",
    "12.04.2019 um 18:20",
    "2020-05-06 07:08",
    "5 Jan 2018",
    "12/04/2016",
];

/// Lessons of the texts; `talks` are comments of threads without an article, with the place of their origin.
pub(crate) fn lessons(texts: &[Labelled], talks: &[(usize, Vec<String>)]) -> Vec<Lesson> {
    let mut out = Vec::new();
    let is_thai = |t: &Labelled| t.source.starts_with("thai");
    let mut donors: Vec<(usize, &[String], bool)> = Vec::new();
    for (ix, t) in texts.iter().enumerate() {
        if let Some(start) = t.start {
            donors.push((ix, &t.lines[start..], is_thai(t)));
        }
    }
    donors.extend(talks.iter().map(|(ix, lines)| (*ix, &**lines, false)));
    for (ix, t) in texts.iter().enumerate() {
        let dice = number(&t.id) as usize / 25;
        let mut add = |lines: Vec<String>, start, weight, more: Option<usize>| {
            let origins = [ix].into_iter().chain(more).collect();
            out.push(Lesson {
                lines,
                start,
                weight,
                origins,
            });
        };
        // Real pages with comments are few, and the real thing.
        let real = if t.start.is_some() && !is_thai(t) {
            1.5
        } else {
            1.0
        };
        add(t.lines.clone(), t.start, real, None);
        let Some(start) = t.start else {
            // The comments of another page under this article.
            let of: Vec<_> = donors.iter().filter(|d| d.2 == is_thai(t)).collect();
            if !of.is_empty() && t.lines.len() >= 4 {
                let (other, talk, _) = of[dice % of.len()];
                let most = 1 + dice / 7 % 12;
                let lines = t
                    .lines
                    .iter()
                    .chain(talk.iter().take(most))
                    .cloned()
                    .collect();
                add(lines, Some(t.lines.len()), 0.15, Some(*other));
            }
            continue;
        };
        if start >= 4 {
            add(t.lines[..start].to_vec(), None, 0.6, None);
        }
        if t.lines.len() - start > 2 {
            let most = 1 + dice % 4;
            let lines = t.lines.iter().take(start + most).cloned().collect();
            add(lines, Some(start), 0.4, None);
        }
        for shape in 0..2 {
            add(raw(t, start, dice + shape * 3), Some(start), 0.2, None);
        }
    }
    out
}

/// The text as a page shows it: with lines that say who wrote a comment, and when, and buttons.
fn raw(t: &Labelled, start: usize, dice: usize) -> Vec<String> {
    let mut out = t.lines[..start].to_vec();
    for (ix, line) in t.lines[start..].iter().enumerate() {
        let name = NAMES[(dice + ix * 5) % NAMES.len()];
        let time = TIMES[dice / 8 % TIMES.len()];
        match dice % 6 {
            0 => out.extend([name.to_owned(), time.to_owned()]),
            1 => out.push(format!("{name} – {time}")),
            2 => out.push(name.to_owned()),
            3 => out.push(format!("{name} schrieb am {time}")),
            4 => out.push(format!("by {name} on {time}")),
            _ => out.push(format!("{name} ({time})")),
        }
        out.push(line.clone());
        if dice.is_multiple_of(5) {
            out.push("Reply".to_owned());
        }
    }
    out
}
