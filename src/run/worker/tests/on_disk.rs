//! The worker on a library in a file: what others see of it.

use std::path::Path;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, channel};
use std::time::Instant;

use super::super::{AGAIN, Job, LAST, SETTLE, Worker};
use crate::app::{Msg, Ticket};
use crate::model::{Change, DocumentId, Sitting};
use crate::run::by_hand::ByHand;
use crate::run::library::Library;
use crate::store;
use crate::text::Segmenter;
use crate::wire::sitting;

fn start(
    path: &Path,
    first: Vec<Job>,
    seen: impl Fn(&Msg) + Send + Sync + 'static,
) -> (Worker, Receiver<Msg>) {
    let (said, heard) = channel();
    let path = path.to_owned();
    let worker = Worker::start(
        move || Library::open(Some(&path)),
        first,
        ByHand::default(),
        Arc::new(Segmenter::new()),
        move |msg| {
            seen(&msg);
            said.send(msg).is_ok()
        },
    );
    (worker.unwrap(), heard)
}

#[test]
fn a_session_that_was_cut_is_noted_before_anything_is_opened_and_again_when_this_one_is_cut() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("library.db");
    let mut library = Library::open(Some(&path));
    library.settle().unwrap();
    let id = library.listings()[0].id;
    let cut = Sitting {
        cut: true,
        ..Sitting::default()
    };
    let none: [(DocumentId, ()); 0] = [];
    library.change_all(none, |s, ()| s, Some(&cut)).unwrap();
    drop(library);
    let is_cut = |path: &Path| {
        let kept = store::Library::open(path, store::Mode::Read).unwrap();
        sitting::read(&kept.fact("sitting").unwrap().unwrap())
            .unwrap()
            .cut
    };
    assert!(is_cut(&path));
    let open = Job::Open {
        ticket: Ticket(1),
        id,
    };
    let (then, cuts) = channel();
    let theirs = path.clone();
    let (worker, heard) = start(&path, vec![open], move |msg| {
        // A document on which the program fails would do so here.
        if matches!(msg, Msg::Opened { .. }) {
            then.send(is_cut(&theirs)).unwrap();
        }
    });
    assert!(matches!(heard.recv(), Ok(Msg::Sat(s)) if s.cut));
    assert!(!cuts.recv().unwrap(), "the next start only offers it");
    worker.ask(Job::Leave {
        left: None,
        sitting: None,
        cut: true,
    });
    worker.finish();
    assert!(is_cut(&path));
}

#[test]
fn nothing_is_written_while_it_is_held() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("library.db");
    let (worker, heard) = start(&path, Vec::new(), |_| {});
    // The documents that ship are kept and not yet related.
    while !matches!(heard.recv().unwrap(), Msg::Unread(5)) {}
    let held = worker.hold();
    let mut other = store::Library::open(&path, store::Mode::Write).unwrap();
    let left = other.n_unrelated().unwrap();
    assert!(left > 0, "it is held before that is over");
    let id = DocumentId::from_number(1);
    let starred = vec![Change::Starred(true)];
    worker.ask(Job::Change {
        id,
        changes: starred,
    });
    let begun = Instant::now();
    other.set_fact("a test", "wrote").unwrap();
    assert!(begun.elapsed() < SETTLE, "nobody has the lock");
    std::thread::sleep(SETTLE);
    assert_eq!(other.n_unrelated().unwrap(), left);
    assert!(!other.state(id).unwrap().starred);
    drop(held);
    assert_eq!(worker.settle(), Some(true));
    assert!(other.state(id).unwrap().starred);
    while other.n_unrelated().unwrap() > 0 {
        assert!(begun.elapsed() < LAST, "it goes on");
        std::thread::sleep(AGAIN);
    }
}
