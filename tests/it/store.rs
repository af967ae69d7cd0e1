//! The library: what is kept is there, what is asked is found, what is damaged is saved.

mod ask;
mod commands;
mod damage;
mod export;
mod failing;
mod find;
mod older;
mod relations;
mod saved;
mod session;
mod shelf;
mod sitting;
mod stories;
mod thai;

use std::path::PathBuf;

use khao::load::{Input, load};
use khao::model::{BlockIx, CommentState, Document, Place, SavedPlace, State};
use khao::query::{Query, parse};
use khao::run::library::Library as Shipped;
use khao::store::{Error, Found, Library, Mode, ReadOnly, Was};
use khao::text::clean_line;
use tempfile::TempDir;

/// A folder with a library in it.
pub(super) struct Folder {
    pub(super) dir: TempDir,
}

impl Folder {
    pub(super) fn new() -> Self {
        Self {
            dir: tempfile::tempdir().unwrap(),
        }
    }

    pub(super) fn path(&self) -> PathBuf {
        self.dir.path().join("library.db")
    }

    pub(super) fn open(&self) -> Library {
        Library::open(&self.path(), Mode::Write).unwrap()
    }
}

/// The documents that ship.
pub(super) fn seeds() -> Vec<Document> {
    Shipped::seeds().documents().cloned().collect()
}

/// A document of the format, by its JSON.
pub(super) fn document(json: &str) -> Document {
    let input = Input {
        bytes: json.as_bytes().to_vec(),
        name: "a.jsonl".to_owned(),
        ..Input::default()
    };
    load(&input).unwrap().documents.remove(0)
}

/// Keeps documents one by one.
pub(super) fn put(library: &mut Library, documents: &[Document]) -> Vec<Was> {
    let batch: Vec<_> = documents
        .iter()
        .map(|d| library.prepare(d).unwrap())
        .collect();
    library.put(&batch).unwrap()
}

/// What a query finds.
pub(super) fn search(library: &Library, typed: &str, most: usize) -> Found {
    library.search(&query(typed), most).unwrap()
}

pub(super) fn query(typed: &str) -> Query {
    parse(typed, "2026-11-24".parse().unwrap()).unwrap_or_else(|e| panic!("{typed}: {e}"))
}

/// A discussion with one comment for each word, on one article.
fn talk(words: &[&str]) -> Document {
    let comments: Vec<String> = words
        .iter()
        .map(|w| format!(r#"{{"id":"{w}","author":"Ann","text":"I say {w}","parent":null}}"#))
        .collect();
    document(&format!(
        r#"{{"khao":1,"url":"https://flood.example/1","title":"River floods","blocks":["The river rose."],"comments":[{}]}}"#,
        comments.join(",")
    ))
}

#[test]
fn what_is_kept_is_brought_back_equal() {
    let place = Folder::new();
    let mut library = place.open();
    let seeds = seeds();
    assert_eq!(put(&mut library, &seeds), vec![Was::New; seeds.len()]);
    drop(library);
    let library = place.open();
    for d in &seeds {
        assert_eq!(library.get(d.id).unwrap().as_ref(), Some(d));
    }
    let listings = library.listings().unwrap();
    let expected: Vec<_> = seeds.iter().map(khao::model::Listing::of).collect();
    assert_eq!(listings, expected);
    assert_eq!(
        library.listing(seeds[3].id).unwrap(),
        Some(listings[3].clone())
    );
    assert_eq!(library.examine().unwrap(), Vec::<String>::new());
    let newest = library.newest(2).unwrap();
    assert_eq!(newest, [seeds[3].id, seeds[4].id]);
    let id = seeds[0].id.to_string();
    assert_eq!(library.with_prefix(&id[..7], 2).unwrap(), [seeds[0].id]);
    assert_eq!(library.with_prefix("", 9).unwrap(), []);
    assert_eq!(library.with_prefix("xyz", 9).unwrap(), []);
    // A closed library is one file.
    drop(library);
    assert_eq!(std::fs::read_dir(place.dir.path()).unwrap().count(), 1);
}

#[test]
fn importing_again_changes_nothing_and_a_change_shows_what_is_new() {
    let place = Folder::new();
    let mut library = place.open();
    let (old, new) = (
        talk(&["one", "two"]),
        talk(&["zero", "one", "two", "three"]),
    );
    assert_eq!(old.id, new.id);
    put(
        &mut library,
        &[document(r#"{"khao":1,"blocks":["First of all."]}"#)],
    );
    assert_eq!(put(&mut library, std::slice::from_ref(&old)), [Was::New]);
    assert_eq!(put(&mut library, std::slice::from_ref(&old)), [Was::Same]);
    // The same from elsewhere is the same.
    let moved = Document {
        path: clean_line("other.html"),
        ..old.clone()
    };
    assert_eq!(put(&mut library, &[moved]), [Was::Same]);
    let comment = |d: &Document, at: usize| d.thread.comments()[at].id;
    let mut state = State {
        starred: true,
        note: Some(clean_line("ask Ann")),
        tags: ["flood", "น้ำท่วม"].map(clean_line).into(),
        place: SavedPlace::of(
            &old,
            Place {
                block: BlockIx(0),
                byte: 4,
            },
        ),
        chosen: Some(comment(&old, 1)),
        ..State::default()
    };
    let read = CommentState {
        read: true,
        folded: Some(true),
        ..CommentState::default()
    };
    state.comments.insert(comment(&old, 0), read.clone());
    state
        .corrections
        .parents
        .insert(comment(&old, 1), Some(comment(&old, 0)));
    library.set_state(old.id, &state).unwrap();
    assert_eq!(library.state(old.id).unwrap(), state);
    let order: Vec<_> = library.listings().unwrap().iter().map(|l| l.id).collect();
    assert_eq!(
        put(&mut library, std::slice::from_ref(&new)),
        [Was::Changed { n_new_comments: 2 }]
    );
    // A copy without them takes nothing away.
    let kept = library.get(old.id).unwrap();
    assert_eq!(
        put(&mut library, std::slice::from_ref(&old)),
        [Was::Fewer { n_missing: 2 }]
    );
    assert_eq!(library.get(old.id).unwrap(), kept);
    assert_eq!(library.marks(old.id).unwrap().n_new, 2);
    let after: Vec<_> = library.listings().unwrap().iter().map(|l| l.id).collect();
    assert_eq!(after, order);
    // What was done is as it was, but for the comments that are new.
    let fresh = CommentState {
        fresh: true,
        ..CommentState::default()
    };
    state.comments.insert(comment(&new, 0), fresh.clone());
    state.comments.insert(comment(&new, 3), fresh);
    assert_eq!(library.state(old.id).unwrap(), state);
    assert_eq!(state.place.unwrap().find(&new).unwrap().byte, 4);
    assert_eq!(library.get(new.id).unwrap(), Some(new.clone()));
    // The old words are found no more.
    assert_eq!(search(&library, "three", 9).n, 1);
    library.remove(new.id).unwrap();
    assert_eq!(search(&library, "three", 9).n, 0);
    assert_eq!(library.get(new.id).unwrap(), None);
    assert!(matches!(library.remove(new.id), Err(Error::NoDocument(_))));
    assert_eq!(put(&mut library, std::slice::from_ref(&new)), [Was::New]);
    assert_eq!(library.state(new.id).unwrap(), state);
    assert_eq!(library.examine().unwrap(), Vec::<String>::new());
    // Nothing done is nothing kept.
    library.set_state(new.id, &State::default()).unwrap();
    assert!(library.state(new.id).unwrap().is_empty());
}

#[test]
fn two_have_it_open() {
    let place = Folder::new();
    let (mut a, mut b) = (place.open(), place.open());
    let reader = Library::open(&place.path(), Mode::Read).unwrap();
    assert_eq!(reader.read_only(), Some(ReadOnly::Wished));
    let seeds = seeds();
    put(&mut a, &seeds[..2]);
    put(&mut b, &seeds[2..]);
    assert_eq!(put(&mut b, &seeds), vec![Was::Same; 5]);
    assert_eq!(reader.len().unwrap(), 5);
    let threads: Vec<_> = [a, b]
        .into_iter()
        .enumerate()
        .map(|(at, mut library)| {
            let ids: Vec<_> = seeds.iter().map(|d| d.id).collect();
            std::thread::spawn(move || {
                for n in 0..40 {
                    let tag = clean_line(&format!("{at}-{n}"));
                    let tagged = library.change(ids[n % 5], |mut s| {
                        s.tags.insert(tag);
                        s
                    });
                    tagged.unwrap();
                }
            })
        })
        .collect();
    for thread in threads {
        thread.join().unwrap();
    }
    let n: usize = seeds
        .iter()
        .map(|d| reader.state(d.id).unwrap().tags.len())
        .sum();
    assert_eq!(n, 80);
}

#[test]
fn one_that_may_only_be_read_says_so() {
    let place = Folder::new();
    assert!(matches!(
        Library::open(&place.path(), Mode::Read),
        Err(Error::Missing(_))
    ));
    put(&mut place.open(), &seeds());
    let mut library = Library::open(&place.path(), Mode::Read).unwrap();
    let id = library.listings().unwrap()[0].id;
    assert!(matches!(
        library.remove(id),
        Err(Error::ReadOnly(ReadOnly::Wished))
    ));
    assert!(library.set_state(id, &State::default()).is_err());
    assert!(library.set_fact("a", "b").is_err());
    assert_eq!(search(&library, "ILO", 3).hits.len(), 3);
}

/// Words once, their index beside them.
#[test]
fn the_file_is_not_much_larger_than_its_text() {
    let place = Folder::new();
    let mut library = place.open();
    let seeds = seeds();
    let mut many = Vec::new();
    let mut text = 0;
    for n in 0..300 {
        let mut d = seeds[n % 5].clone();
        d.url = Some(clean_line(&format!("https://a.example/{n}")));
        d.identify();
        text += d.blocks.iter().map(|b| b.text.len()).sum::<usize>();
        many.push(d);
    }
    put(&mut library, &many);
    drop(library);
    let file = std::fs::metadata(place.path()).unwrap().len() as usize;
    assert!(file * 10 <= text * 18, "{file} bytes for {text} of text");
}
