//! What stood on the screen when the program ended, as a line of JSON.
//!
//! The line comes back from a file that anybody may have changed, so it is read as foreign text: all words are
//! cleaned, numbers and lists have bounds, and a line that is not as we print them is as good as none.

use serde::{Deserialize, Serialize};

use super::state;
use crate::model::{
    CommentId, Draft, Drafted, Group, OnShelf, Reading, SavedPlace, Searched, Sitting, Sort,
};
use crate::text::{Clean, cell, clean_line, clean_typed};

/// The version of the line. One of another version is none.
const VERSION: u32 = 1;
/// The longest line that is read, in bytes.
const MOST: usize = 1 << 20;
/// The longest words that are kept of a line being typed, in bytes; of what was searched for; cells of a title.
const MOST_DRAFT: usize = 1 << 16;
const MOST_WORDS: usize = 4_096;
const MOST_TITLE: usize = 200;
/// So many open stories and folded comments are kept.
const MOST_OPEN: usize = 1_000;
const MOST_FOLDED: usize = 20_000;

const SORTS: &[(&str, Sort)] = &[
    ("added", Sort::Added),
    ("best", Sort::Best),
    ("newest", Sort::Newest),
    ("oldest", Sort::Oldest),
    ("title", Sort::Title),
    ("comments", Sort::Comments),
];

const GROUPS: &[(&str, Group)] = &[
    ("nothing", Group::Nothing),
    ("date", Group::Date),
    ("outlet", Group::Outlet),
    ("language", Group::Language),
    ("tag", Group::Tag),
];

const DRAFTED: &[(&str, Drafted)] = &[
    ("search", Drafted::Search),
    ("search-all", Drafted::SearchAll),
    ("filter", Drafted::Filter),
    ("name", Drafted::Name),
    ("tags", Drafted::Tags),
    ("note", Drafted::Note),
];

fn name<T: PartialEq>(table: &[(&'static str, T)], value: &T) -> String {
    let found = table.iter().find(|(_, v)| v == value);
    found.map_or_else(String::new, |(name, _)| (*name).to_owned())
}

fn named<T: Copy>(table: &[(&str, T)], name: &str) -> Option<T> {
    table.iter().find(|(n, _)| *n == name).map(|(_, v)| *v)
}

#[derive(Serialize, Deserialize)]
struct Shape {
    v: u32,
    cut: bool,
    #[serde(default)]
    began: i64,
    shelf: ShelfShape,
    reading: Option<ReadingShape>,
    draft: Option<DraftShape>,
}

#[derive(Serialize, Deserialize)]
struct ShelfShape {
    filter: String,
    sort: String,
    group: String,
    flat: bool,
    open: Vec<String>,
    chosen: Option<String>,
}

#[derive(Serialize, Deserialize)]
struct ReadingShape {
    document: String,
    title: String,
    percent: u8,
    open: bool,
    panes: (u8, u8),
    layout: u8,
    zoom: bool,
    widths: [i16; 3],
    heights: [i16; 3],
    top: Option<String>,
    read: Option<String>,
    comment: Option<(String, u32)>,
    flat: bool,
    folded: Vec<String>,
    search: Option<SearchShape>,
}

#[derive(Serialize, Deserialize)]
struct SearchShape {
    word: String,
    pane: Option<u8>,
    at: Option<u32>,
}

#[derive(Serialize, Deserialize)]
struct DraftShape {
    what: String,
    text: String,
    cursor: u32,
    about: Option<(String, Option<String>)>,
}

/// Prints it as one line without its line end.
///
/// ```
/// use khao::model::Sitting;
/// let line = khao::wire::sitting::to_json(&Sitting::default());
/// assert_eq!(khao::wire::sitting::read(&line), Some(Sitting::default()));
/// assert_eq!(khao::wire::sitting::read("{}"), None);
/// ```
///
/// # Panics
/// Never: strings, numbers and lists always print.
pub fn to_json(sitting: &Sitting) -> String {
    let shelf = &sitting.shelf;
    let shape = Shape {
        v: VERSION,
        cut: sitting.cut,
        began: sitting.began,
        shelf: ShelfShape {
            filter: words(&shelf.filter, MOST_WORDS),
            sort: name(SORTS, &shelf.sort),
            group: name(GROUPS, &shelf.group),
            flat: shelf.flat,
            open: texts(&shelf.open, MOST_OPEN),
            chosen: shelf.chosen.map(|id| id.to_string()),
        },
        reading: sitting.reading.as_ref().map(reading_shape),
        draft: sitting.draft.as_ref().map(|draft| DraftShape {
            what: name(DRAFTED, &draft.what),
            text: words(&draft.text, MOST_DRAFT),
            cursor: draft.cursor,
            about: draft
                .about
                .map(|(id, comment)| (id.to_string(), comment.map(|c| c.to_string()))),
        }),
    };
    serde_json::to_string(&shape).expect("strings, numbers and lists always print")
}

fn reading_shape(reading: &Reading) -> ReadingShape {
    ReadingShape {
        document: reading.document.to_string(),
        title: cell::truncate(&reading.title, MOST_TITLE).into_owned(),
        percent: reading.percent,
        open: reading.open,
        panes: reading.panes,
        layout: reading.layout,
        zoom: reading.zoom,
        widths: reading.widths,
        heights: reading.heights,
        top: reading.top.map(|p| state::place_text(&p)),
        read: reading.read.map(|p| state::place_text(&p)),
        comment: reading.comment.map(|(id, row)| (id.to_string(), row)),
        flat: reading.flat,
        folded: texts(&reading.folded, MOST_FOLDED),
        search: reading.search.as_ref().map(|search| SearchShape {
            word: words(&search.word, MOST_WORDS),
            pane: search.pane,
            at: search.at,
        }),
    }
}

/// The head of `text` that fits into so many bytes.
fn words(text: &str, most: usize) -> String {
    let mut end = text.len().min(most);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text[..end].to_owned()
}

fn texts<T: ToString>(all: &[T], most: usize) -> Vec<String> {
    all.iter().take(most).map(ToString::to_string).collect()
}

/// Reads what [`to_json`] prints; nothing where the line is not that.
pub fn read(json: &str) -> Option<Sitting> {
    let shape: Shape = (json.len() <= MOST)
        .then(|| serde_json::from_str(json).ok())
        .flatten()?;
    if shape.v != VERSION {
        return None;
    }
    let shelf = shape.shelf;
    Some(Sitting {
        cut: shape.cut,
        began: shape.began,
        shelf: OnShelf {
            filter: line(&shelf.filter, MOST_WORDS),
            sort: named(SORTS, &shelf.sort)?,
            group: named(GROUPS, &shelf.group)?,
            flat: shelf.flat,
            open: ids(&shelf.open, MOST_OPEN)?,
            chosen: optional(shelf.chosen.as_deref()).ok()?,
        },
        reading: match shape.reading {
            Some(reading) => Some(read_reading(&reading)?),
            None => None,
        },
        draft: match shape.draft {
            Some(draft) => Some(read_draft(&draft)?),
            None => None,
        },
    })
}

fn read_reading(shape: &ReadingShape) -> Option<Reading> {
    let is_pane = |pane: u8| pane < 3;
    // Whatever pane but the article has the focus is the one beside it: however many there are, it is shown.
    let (focus, beside) = shape.panes;
    let fits = matches!(beside, 1 | 2)
        && (focus == 0 || focus == beside)
        && shape.layout <= 3
        && shape.percent <= 100;
    let search = match &shape.search {
        Some(s) if s.pane.is_none_or(is_pane) => Some(Searched {
            word: line(&s.word, MOST_WORDS),
            pane: s.pane,
            at: s.at,
        }),
        Some(_) => return None,
        None => None,
    };
    let comment = match &shape.comment {
        Some((id, row)) => Some((id.parse::<CommentId>().ok()?, *row)),
        None => None,
    };
    fits.then_some(Reading {
        document: shape.document.parse().ok()?,
        title: line(&cell::truncate(&shape.title, MOST_TITLE), MOST_WORDS),
        percent: shape.percent,
        open: shape.open,
        panes: shape.panes,
        layout: shape.layout,
        zoom: shape.zoom,
        widths: shape.widths.map(|w| w.clamp(-200, 200)),
        heights: shape.heights.map(|h| h.clamp(-200, 200)),
        top: place(shape.top.as_deref()).ok()?,
        read: place(shape.read.as_deref()).ok()?,
        comment,
        flat: shape.flat,
        folded: ids(&shape.folded, MOST_FOLDED)?,
        search,
    })
}

fn read_draft(shape: &DraftShape) -> Option<Draft> {
    let about = match &shape.about {
        Some((id, comment)) => Some((id.parse().ok()?, optional(comment.as_deref()).ok()?)),
        None => None,
    };
    Some(Draft {
        what: named(DRAFTED, &shape.what)?,
        text: clean_typed(&words(&shape.text, MOST_DRAFT)),
        cursor: shape.cursor,
        about,
    })
}

fn line(text: &str, most: usize) -> Clean {
    clean_line(&words(text, most))
}

/// Nothing there is fine, something that cannot be read is not.
fn optional<T: std::str::FromStr>(text: Option<&str>) -> Result<Option<T>, T::Err> {
    text.map(str::parse).transpose()
}

struct NoPlace;

fn place(text: Option<&str>) -> Result<Option<SavedPlace>, NoPlace> {
    text.map(|t| state::place(t).ok_or(NoPlace)).transpose()
}

fn ids<T: std::str::FromStr>(texts: &[String], most: usize) -> Option<Vec<T>> {
    let ids = texts.iter().take(most).map(|t| t.parse().ok());
    ids.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{BlockKey, DocumentId};

    fn full() -> Sitting {
        let id = DocumentId::of_url("https://a.org/");
        let comment = CommentId::of_source("1");
        let place = |byte| SavedPlace {
            block: BlockKey::from_numbers(7, 2),
            byte,
        };
        Sitting {
            cut: true,
            began: 1_740_830_400_000,
            shelf: OnShelf {
                filter: clean_line("lang:th น้ำท่วม"),
                sort: Sort::Newest,
                group: Group::Tag,
                flat: true,
                open: vec![id],
                chosen: Some(id),
            },
            reading: Some(Reading {
                document: id,
                title: clean_line("A title"),
                percent: 43,
                open: true,
                panes: (2, 2),
                layout: 2,
                zoom: true,
                widths: [4, -8, 0],
                heights: [0, 2, -2],
                top: Some(place(12)),
                read: None,
                comment: Some((comment, 3)),
                flat: true,
                folded: vec![comment],
                search: Some(Searched {
                    word: clean_line("rain"),
                    pane: Some(0),
                    at: Some(2),
                }),
            }),
            draft: Some(Draft {
                what: Drafted::Note,
                text: clean_line("half a thought"),
                cursor: 4,
                about: Some((id, Some(comment))),
            }),
        }
    }

    #[test]
    fn what_is_printed_is_read() {
        for sitting in [Sitting::default(), full()] {
            assert_eq!(read(&to_json(&sitting)), Some(sitting));
        }
    }

    #[test]
    fn a_line_that_was_changed_is_clean_and_small_or_none() {
        let line = to_json(&full());
        // Cut anywhere, it is none.
        for (end, _) in line.char_indices() {
            assert_eq!(read(&line[..end]), None);
        }
        for (from, to) in [
            ("\"v\":1", "\"v\":2"),
            ("\"newest\"", "\"fastest\""),
            ("\"layout\":2", "\"layout\":9"),
            ("\"percent\":43", "\"percent\":101"),
            ("\"panes\":[2,2]", "\"panes\":[2,3]"),
            ("\"panes\":[2,2]", "\"panes\":[3,3]"),
            ("\"panes\":[2,2]", "\"panes\":[1,2]"),
            ("\"panes\":[2,2]", "\"panes\":[1,0]"),
            ("\"panes\":[2,2]", "\"panes\":[0,0]"),
            ("@12", "@x"),
            ("\"note\"", "\"run\""),
        ] {
            let changed = line.replace(from, to);
            assert_ne!(changed, line, "{from}");
            assert_eq!(read(&changed), None, "{to}");
        }
        let evil = line
            .replace("A title", "A\\u001b[2J\\u009b title")
            .replace("half", "\\u001b]52;c;x\\u0007\\n");
        let read_back = read(&evil).unwrap();
        let title = read_back.reading.unwrap().title;
        let text = read_back.draft.unwrap().text;
        for c in title.chars().chain(text.chars()) {
            assert!(!c.is_control(), "{title:?} {text:?}");
        }
        let long = Sitting {
            draft: Some(Draft {
                text: clean_line(&"ก".repeat(100_000)),
                ..full().draft.unwrap()
            }),
            ..full()
        };
        let kept = read(&to_json(&long)).unwrap().draft.unwrap().text;
        assert!(kept.len() <= MOST_DRAFT && kept.len() > MOST_DRAFT - 3);
        assert_eq!(read(&" ".repeat(MOST + 1)), None);
        assert_eq!(read(&"[".repeat(MOST)), None);
    }
}
