//! What is asked goes before measuring; corrections that wait together are made together.

mod on_disk;

use super::measuring::head_length;
use super::*;
use crate::app::Ticket;
use crate::load::{Input, load};
use crate::model::{Change, Correction, Document};
use std::sync::Mutex;
use std::sync::mpsc::Sender;
use std::time::Duration;

/// A document with `bytes` of comments and more.
pub(in crate::run) fn long(title: &str, bytes: usize) -> Document {
    let mut text = format!("{title}\n\nThe news of the day is this: {title}.\n\nComments\n\n");
    let comment = format!("{title}: I saw it coming for years, and nobody listened.\n\n");
    while text.len() < bytes {
        text.push_str(&comment);
    }
    let input = Input {
        bytes: text.into_bytes(),
        ..Input::default()
    };
    load(&input).unwrap().documents.remove(0)
}

fn library() -> (Library, [DocumentId; 2]) {
    let mut library = Library::default();
    let a = library.add(long("River floods", 1 << 20));
    let b = library.add(long("Bridge opens", 1 << 16));
    (library, [a, b])
}

/// What the worker says, in a word each.
fn word(msg: &Msg) -> String {
    match msg {
        Msg::Opened { ticket, .. } => format!("opened {}", ticket.0),
        Msg::OpenFailed { ticket, .. } | Msg::CorrectFailed { ticket, .. } => {
            format!("failed {}", ticket.0)
        }
        Msg::Corrected { ticket, .. } => format!("corrected {}", ticket.0),
        Msg::Measured { ticket, .. } => format!("measured {}", ticket.0),
        other => format!("{other:?}"),
    }
}

fn desk() -> (Desk, Sender<Job>) {
    let (jobs, todo) = channel();
    let desk = Desk {
        gate: Arc::default(),
        relating: None,
        todo,
        asked: VecDeque::new(),
        measuring: None,
        linking: Linking::default(),
        counting: false,
        by_hand: ByHand::default(),
        unkept: Vec::new(),
        sitting: None,
        cut_again: false,
        recount: false,
    };
    (desk, jobs)
}

#[test]
fn what_is_to_be_kept_goes_in_one_go_and_before_the_end_nothing_is_opened() {
    let ids = ["a", "b", "c"].map(|w| DocumentId::of_words(std::iter::once(w)));
    let keep = |id| Job::Keep {
        id,
        left: Box::default(),
    };
    let open = |id| Job::Open {
        ticket: Ticket(1),
        id,
    };
    let (mut desk, _jobs) = desk();
    for job in [keep(ids[0]), keep(ids[1]), open(ids[0]), keep(ids[2])] {
        desk.put(job);
    }
    let kept = |desk: &mut Desk| desk.keeps().0.into_iter().map(|k| k.0).collect::<Vec<_>>();
    assert_eq!(kept(&mut desk), ids[..2]);
    // Somebody waits for it.
    assert_eq!(kept(&mut desk), []);
    desk.put(Job::End(channel().0));
    desk.drop_questions();
    assert_eq!(kept(&mut desk), ids[2..]);
    // And what could not be kept is tried once more.
    desk.unkept = vec![(ids[0], Keeping::Left(Box::default()))];
    assert_eq!(kept(&mut desk), ids[..1]);
    assert_eq!(kept(&mut desk), []);
    assert!(matches!(desk.next(), Some(Job::End(_))));
}

#[test]
fn opening_goes_before_measuring_and_a_new_document_ends_it() {
    let (mut library, [a, b]) = library();
    let segmenter = Segmenter::new();
    let (mut desk, jobs) = desk();
    let document = library.get(a).unwrap().unwrap();
    let other = library.get(b).unwrap().unwrap();
    let ask = |job| jobs.send(job).unwrap();
    let measure = |n, document| Job::Measure {
        ticket: Ticket(n),
        document,
    };
    ask(measure(1, document));
    let said = Mutex::new(Vec::new());
    // With the first answer comes another wish, as it does from a reader in a hurry.
    let send = |msg: Msg| {
        let mut said = said.lock().unwrap();
        said.push(word(&msg));
        match said.len() {
            1 => {
                let gone = DocumentId::of_words(std::iter::once("gone"));
                ask(Job::Open {
                    ticket: Ticket(2),
                    id: gone,
                });
                ask(Job::Open {
                    ticket: Ticket(3),
                    id: b,
                });
            }
            3 => ask(measure(3, Arc::clone(&other))),
            _ => {}
        }
        true
    };
    assert!(desk.clear(&mut library, &segmenter, &send));
    assert_eq!(
        *said.lock().unwrap(),
        ["measured 1", "failed 2", "opened 3", "measured 3"]
    );
}

#[test]
fn a_document_that_cannot_be_opened_ends_no_measuring() {
    let (mut library, [a, _]) = library();
    let (mut desk, jobs) = desk();
    let document = library.get(a).unwrap().unwrap();
    let blocks = document.blocks.len();
    desk.put(Job::Measure {
        ticket: Ticket(1),
        document: Arc::clone(&document),
    });
    jobs.send(Job::Open {
        ticket: Ticket(2),
        id: DocumentId::of_words(std::iter::once("gone")),
    })
    .unwrap();
    let measured = Mutex::new(head_length(&document));
    let send = |msg: Msg| {
        if let Msg::Measured { chunk, .. } = msg {
            *measured.lock().unwrap() += chunk.len();
        }
        true
    };
    assert!(desk.clear(&mut library, &Segmenter::new(), &send));
    assert_eq!(*measured.lock().unwrap(), blocks);
}

#[test]
fn corrections_of_one_document_are_made_in_one_go() {
    let (mut library, [a, b]) = library();
    let (mut desk, _jobs) = desk();
    let gone = DocumentId::of_words(std::iter::once("gone"));
    for (n, id) in (1..).zip([a, a, a, b, gone, a]) {
        desk.put(Job::Correct {
            ticket: Ticket(n),
            id,
            corrections: vec![Correction::CutUp(1)],
        });
    }
    let said = Mutex::new(Vec::new());
    let send = |msg: Msg| {
        said.lock().unwrap().push(word(&msg));
        true
    };
    assert!(desk.clear(&mut library, &Segmenter::new(), &send));
    let said = said.into_inner().unwrap();
    assert_eq!(
        said,
        ["corrected 3", "corrected 4", "failed 5", "corrected 6"]
    );
}

#[test]
fn the_first_document_comes_before_relations() {
    let (library, [a, _]) = library();
    let (sender, said) = channel();
    let first = vec![Job::Open {
        ticket: Ticket(1),
        id: a,
    }];
    let send = move |msg: Msg| sender.send(msg).is_ok();
    let worker = Worker::start(|| library, first, ByHand::default(), Arc::default(), send).unwrap();
    let next = || said.recv_timeout(Duration::from_secs(20)).unwrap();
    assert!(matches!(next(), Msg::Arranged { rows, .. } if rows.len() == 2));
    assert!(matches!(next(), Msg::Tags(tags) if tags.is_empty()));
    assert!(matches!(next(), Msg::Opened { .. }));
    assert!(matches!(next(), Msg::Unread(2)));
    worker.ask(Job::Relate {
        ticket: Ticket(1),
        id: a,
    });
    let Msg::Related {
        ticket, relations, ..
    } = next()
    else {
        panic!("nothing is related");
    };
    assert_eq!(ticket, Ticket(1));
    assert!(relations.is_empty(), "{relations:?}");
    drop(worker);
    assert!(said.recv().is_err(), "the thread has ended");
}

#[test]
fn what_a_frame_confirms_is_on_the_disk() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("library.db");
    let mut library = Library::open(Some(&path));
    library.settle().unwrap();
    let id = library.listings()[0].id;
    let worker = Worker::start(
        || library,
        Vec::new(),
        ByHand::default(),
        Arc::default(),
        |_| true,
    )
    .unwrap();
    assert_eq!(worker.settle(), None, "nothing is waited for");
    let changes = vec![Change::Starred(true)];
    worker.ask(Job::Change { id, changes });
    // The first one may wait for the library to be opened.
    let settled = worker.settle().unwrap() || {
        worker.ask(Job::Change {
            id,
            changes: Vec::new(),
        });
        std::thread::sleep(Duration::from_secs(2));
        worker.settle().unwrap()
    };
    assert!(settled);
    // Another program sees it while this one runs.
    assert!(Library::open(Some(&path)).state(id).starred);
    assert_eq!(worker.settle(), None);
}

#[test]
fn at_the_end_nothing_is_asked_any_more_and_all_is_kept() {
    let (mut library, [a, b]) = library();
    let (mut desk, _jobs) = desk();
    let ticket = Ticket(1);
    let seek = || Shelving::Seek {
        ticket,
        from: 0,
        forward: true,
        seek: crate::query::Seek::Unread,
    };
    let star = |id| Job::Change {
        id,
        changes: vec![Change::Starred(true)],
    };
    let (done, wait) = channel();
    for job in [
        Job::Shelf(seek()),
        star(a),
        Job::Note { ticket, id: a },
        Job::Correct {
            ticket,
            id: a,
            corrections: vec![Correction::NoComments],
        },
        Job::Open { ticket, id: b },
        Job::Shelf(Shelving::Rows {
            ticket,
            from: 0,
            to: 1,
        }),
        star(b),
        Job::End(done),
    ] {
        desk.put(job);
    }
    let said = Mutex::new(Vec::new());
    let send = |msg: Msg| {
        said.lock().unwrap().push(word(&msg));
        true
    };
    assert!(desk.clear(&mut library, &Segmenter::new(), &send));
    assert_eq!(*said.lock().unwrap(), ["corrected 1"]);
    assert!(library.state(a).starred && library.state(b).starred);
    assert!(!library.state(a).corrections.is_empty());
    assert_eq!(wait.try_iter().count(), 2);
}

#[test]
fn what_is_not_read_is_counted_when_it_may_be_another_number() {
    let (mut library, [a, b]) = library();
    let (mut desk, _jobs) = desk();
    let change = |id, change| Job::Change {
        id,
        changes: vec![change],
    };
    let mut said = |jobs: Vec<Job>| {
        let said = Mutex::new(Vec::new());
        for job in jobs {
            desk.put(job);
        }
        let send = |msg: Msg| {
            said.lock().unwrap().push(word(&msg));
            true
        };
        assert!(desk.clear(&mut library, &Segmenter::new(), &send));
        said.into_inner().unwrap()
    };
    assert!(said(vec![change(a, Change::Starred(true))]).is_empty());
    let both = vec![change(a, Change::Read(true)), change(b, Change::Read(true))];
    assert_eq!(said(both), ["Unread(0)"]);
    assert!(said(vec![change(b, Change::Read(true))]).is_empty());
    let left = Box::default();
    assert_eq!(said(vec![Job::Keep { id: b, left }]), ["Unread(1)"]);
}
