//! What the reader did is there in the next session.

use super::Folder;
use crate::support::bench::Bench;
use khao::model::{CommentIx, Document};
use khao::run::library::Library;

const SIZE: (u16, u16) = (120, 24);

/// The reader on the library of a folder.
fn session(folder: &Folder) -> Bench {
    let mut library = Library::open(Some(&folder.path()));
    library.settle().unwrap();
    assert_eq!(library.notes(), []);
    Bench::new(library, SIZE)
}

/// The program ends: what is to be kept is.
fn end(mut bench: Bench) {
    assert!(bench.leave(false).is_empty());
}

fn document(bench: &Bench) -> &Document {
    &bench.app.reader.as_ref().unwrap().document
}

#[test]
fn marks_folds_places_and_corrections_are_there_again() {
    let folder = Folder::new();
    let mut bench = session(&folder);
    assert_eq!(bench.app.shelf.n_unread, Some(5));
    bench.keys("enter g1 d g2 J J J");
    bench.keys("za");
    let reader = bench.app.reader.as_ref().unwrap();
    let (chosen, n_unread) = (reader.thread.chosen(), reader.thread.n_unread);
    let place = reader.article.place();
    assert!(n_unread < reader.thread.read.len() && chosen == CommentIx(3));
    assert!(reader.thread.stack.is_folded(chosen) && place.byte + place.block.0 > 0);
    end(bench);

    let mut bench = session(&folder);
    assert_eq!(bench.app.shelf.n_unread, Some(4));
    bench.keys("enter");
    let reader = bench.app.reader.as_ref().unwrap();
    assert_eq!(reader.thread.chosen(), chosen);
    assert_eq!(reader.thread.n_unread, n_unread);
    assert!(reader.thread.stack.is_folded(chosen));
    assert_eq!(reader.article.place(), place);
    let n = reader.document.thread.len();
    bench.keys("g[");
    assert_eq!(document(&bench).thread.len(), n + 1);
    bench.keys("q m");
    assert_eq!(
        bench.app.shelf.n_unread,
        Some(5),
        "marked as unread on the shelf"
    );
    end(bench);

    let mut bench = session(&folder);
    assert_eq!(bench.app.shelf.n_unread, Some(5));
    bench.keys("enter");
    assert_eq!(document(&bench).thread.len(), n + 1);
    bench.keys("g]");
    end(bench);

    let mut bench = session(&folder);
    bench.keys("enter");
    assert_eq!(document(&bench).thread.len(), n);
}

#[test]
fn a_file_that_is_only_opened_is_remembered_and_not_added() {
    let folder = Folder::new();
    let open = || {
        let mut library = crate::support::bench::fixtures(&["flood.json"]);
        library.extend(Library::open(Some(&folder.path())));
        library.settle().unwrap();
        Bench::new(library, SIZE)
    };
    let mut bench = open();
    assert_eq!(bench.app.shelf.n_all, 6);
    bench.keys("enter g2 J");
    let chosen = bench.app.reader.as_ref().unwrap().thread.chosen();
    end(bench);
    let mut bench = open();
    bench.keys("enter");
    assert_eq!(bench.app.reader.as_ref().unwrap().thread.chosen(), chosen);
    let bench = session(&folder);
    assert_eq!(bench.app.shelf.n_all, 5);
}
