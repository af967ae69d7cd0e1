//! Any changes in any order: undone to the start they are the start, and done again the end.
//!
//! `KHAO_UNDO=100 cargo test undo` tries more orders than the suite.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use khao::app::word::Word;
use khao::model::{CommentId, DocumentId, State};
use khao::run::library::Library;
use tempfile::TempDir;

use super::library;
use crate::props::Chance;
use crate::support::bench::Bench;

/// The program on that library, a reader at work.
struct Session {
    bench: Bench,
    folder: TempDir,
    ids: Vec<DocumentId>,
    /// Comments that were read by being seen.
    seen: HashSet<(DocumentId, CommentId)>,
    /// Documents that were opened.
    opened: HashSet<DocumentId>,
}

impl Session {
    fn new(size: (u16, u16)) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let bench = Bench::new(library(&folder), size);
        let ids = (0..)
            .map_while(|at| bench.app.shelf.row(at))
            .map(|row| row.listing.id)
            .collect();
        Self {
            bench,
            folder,
            ids,
            seen: HashSet::new(),
            opened: HashSet::new(),
        }
    }

    /// Keys, one by one; what is read by being seen is noted on the way.
    fn keys(&mut self, keys: &str) {
        for token in keys.split_whitespace() {
            let single = token.len() > 1 && token.parse::<khao::app::key::Key>().is_ok();
            let each: Vec<String> = if single {
                vec![token.to_owned()]
            } else {
                token.chars().map(String::from).collect()
            };
            for key in each {
                self.key(&key);
            }
        }
    }

    fn key(&mut self, key: &str) {
        let before = self.bench.app.reader.clone();
        self.bench.keys(key);
        let after = self.bench.app.reader.as_ref();
        self.opened.extend(after.map(|r| r.document.id));
        let Some(before) = before else { return };
        let id = before.document.id;
        let comments = before.document.thread.comments();
        let mut thread = before.thread.clone();
        thread.mark_screen();
        // A command that sets marks marks only what it says, beside what was on the screen.
        let sets = ["m", "M", "U", "ctrl-r"].contains(&key);
        let after = after.filter(|r| r.document.id == id && !sets);
        for (at, c) in comments.iter().enumerate() {
            let now = after.and_then(|r| {
                let mut comments = r.document.thread.comments().iter();
                comments
                    .position(|a| a.id == c.id)
                    .map(|ix| r.thread.read[ix])
            });
            if !before.thread.read[at] && (thread.read[at] || now == Some(true)) {
                self.seen.insert((id, c.id));
            }
        }
    }

    /// What the library keeps when the open document was left.
    fn kept(&mut self) -> BTreeMap<DocumentId, State> {
        assert!(self.bench.leave(false).is_empty());
        let kept = self.ids.iter().map(|id| (*id, self.bench.kept(*id)));
        kept.collect()
    }

    /// Presses a key until it says that there is nothing more. Returns how often it did something.
    fn until(&mut self, key: &str, nothing: Word) -> usize {
        for n in 0..2_000 {
            self.key(key);
            if self.bench.app.note.as_ref().map(|n| n.word) == Some(nothing) {
                return n;
            }
        }
        panic!("{key} does not end");
    }

    /// Asserts that two libraries are equal but for what comes about by reading: places, the chosen comment,
    /// the mark of an article that was opened, and the marks of comments that were seen (which are new no
    /// more). Opening may come after a mark set by hand, so doing that again may make it unread; but nothing
    /// that was read at the start is unread after all is undone.
    fn assert_same(
        &self,
        a: &BTreeMap<DocumentId, State>,
        b: &BTreeMap<DocumentId, State>,
        (redone, why): (bool, &str),
    ) {
        for (id, a) in a {
            let b = &b[id];
            let plain = |s: &State| State {
                read: false,
                place: None,
                chosen: None,
                comments: BTreeMap::new(),
                ..s.clone()
            };
            assert_eq!(plain(a), plain(b), "{why}: {id}");
            assert!(
                a.read == b.read || ((b.read || redone) && self.opened.contains(id)),
                "{why}: {id} read {} {}",
                a.read,
                b.read
            );
            let all: BTreeSet<&CommentId> = a.comments.keys().chain(b.comments.keys()).collect();
            for comment in all {
                let of = |s: &State| s.comments.get(comment).cloned().unwrap_or_default();
                let (mut x, y) = (of(a), of(b));
                if self.seen.contains(&(*id, *comment)) {
                    assert!(!x.read || y.read, "{why}: {id} {comment} is unread again");
                    assert!(x.fresh || !y.fresh, "{why}: {id} {comment} is new");
                    assert!(!x.fresh || y.fresh || y.read, "{why}: {id} {comment}");
                    (x.read, x.fresh) = (y.read, y.fresh);
                }
                assert_eq!(x, y, "{why}: {id} {comment}");
            }
        }
    }
}

/// What a reader does: sets things, moves, opens and leaves.
const ACTS: &[&str] = &[
    "s",
    "s",
    "t red enter",
    "t green space blue enter",
    "t -red enter",
    "t ctrl-u enter",
    "t r tab enter",
    "gn good enter",
    "gn more enter",
    "gn ctrl-u enter",
    "gn esc",
    "m",
    "m",
    "M",
    "gm",
    "za",
    "za",
    "zM",
    "zR",
    "z1",
    "z2",
    "left",
    "right",
    "gt",
    "@click:60,6",
    "g[",
    "g]",
    "gx",
    "gr",
    "gR",
    "2gR",
    "J",
    "K",
    "j",
    "d",
    "tab",
    "]",
    "p",
    "/the enter",
    "n",
    "g1",
    "g2",
    "g2",
    "g3",
    "q",
    "q",
    "J enter",
    "K enter",
    "enter",
    "enter",
    "U",
    "U",
    "U",
    "3U",
    "ctrl-r",
    "ctrl-r",
];

#[test]
fn what_is_undone_to_the_start_is_the_start_and_redone_it_is_the_end() {
    let n: u64 = std::env::var("KHAO_UNDO").map_or(8, |n| n.parse().unwrap());
    let mut most = 0;
    for seed in 0..n {
        let mut chance = Chance(seed);
        let mut s = Session::new(*chance.one(&[(120, 40), (80, 24), (60, 20)]));
        // Some of it was done in an earlier session.
        if seed % 3 == 1 {
            s.keys("t old enter enter s g2 zM gn first enter gx q");
            let (bench, folder) = (s.bench, s.folder);
            drop(bench);
            let mut library = Library::open(Some(&folder.path().join("library.db")));
            assert_eq!(library.notes(), []);
            let bench = Bench::new(library, (120, 40));
            s = Session {
                bench,
                folder,
                ..Session::new((120, 40))
            };
        }
        let start = s.kept();
        let mut typed = Vec::new();
        for _ in 0..200 {
            let act = *chance.one(ACTS);
            typed.push(act);
            s.keys(act);
        }
        // From anywhere in the reader, or from the shelf.
        let last = *chance.one(&["esc", "esc g1", "esc g2", "esc q q q"]);
        s.keys(last);
        s.until("ctrl-r", Word::NothingToRedo);
        let end = s.kept();
        let why = |what: &str| format!("seed {seed} {what}: {}", typed.join(" "));
        let undone = s.until("U", Word::NothingToUndo);
        most = most.max(undone);
        let back = s.kept();
        s.assert_same(&start, &back, (false, &why("undone")));
        let redone = s.until("ctrl-r", Word::NothingToRedo);
        assert_eq!(undone, redone);
        let again = s.kept();
        s.assert_same(&end, &again, (true, &why("redone")));
    }
    assert!(most > 20, "most steps: {most}");
}
