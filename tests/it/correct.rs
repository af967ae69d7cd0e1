//! What the reader sets by hand: the cut, no comments, parents. Nothing is lost, and all comes back.

use std::path::Path;

use khao::load::{Input, Models, correct, corrected, load};
use khao::model::{BlockIx, By, Correction, Corrections, Document, Raw};
use khao::run::library::Library;
use proptest::prelude::*;

fn fixture(name: &str) -> Document {
    let path = Path::new("tests/data").join(name);
    let input = Input {
        bytes: std::fs::read(&path).unwrap(),
        name: name.to_owned(),
        ..Input::default()
    };
    load(&input).unwrap().documents.remove(0)
}

fn text(text: &str) -> Document {
    let input = Input {
        bytes: text.as_bytes().to_vec(),
        ..Input::default()
    };
    load(&input).unwrap().documents.remove(0)
}

/// A document and what is set on it.
struct Hand {
    original: Document,
    corrections: Corrections,
}

impl Hand {
    fn on(original: Document) -> Self {
        Self {
            original,
            corrections: Corrections::default(),
        }
    }

    fn document(&self) -> Document {
        correct(&self.original, &self.corrections, Models::builtin())
    }

    /// Sets one thing more. Returns whether it changed anything.
    fn set(&mut self, correction: Correction) -> bool {
        let next = corrected(
            &self.original,
            &self.corrections,
            correction,
            Models::builtin(),
        );
        let changed = next.is_some();
        self.corrections = next.unwrap_or_else(|| self.corrections.clone());
        changed
    }

    fn parent(&mut self, comment: usize, parent: Option<usize>) -> bool {
        let d = self.document();
        let id = |at: usize| d.thread.comments()[at].id;
        self.set(Correction::Parent {
            comment: id(comment),
            parent: parent.map(id),
        })
    }
}

/// The article's words, block by block.
fn article(d: &Document) -> Vec<&str> {
    BlockIx::each(&d.article.blocks)
        .map(|b| d.text(b))
        .collect()
}

/// The comments, each as its author and its words.
fn comments(d: &Document) -> Vec<String> {
    let words = |c: &khao::model::Comment| {
        let blocks: Vec<&str> = BlockIx::each(&c.blocks).map(|b| d.text(b)).collect();
        format!(
            "{}: {}",
            c.author.as_deref().unwrap_or("?"),
            blocks.join(" / ")
        )
    };
    d.thread.comments().iter().map(words).collect()
}

/// All words in the order of the source, however they are parted into blocks.
fn words(d: &Document) -> String {
    let mut all: Vec<&str> = article(d);
    if d.raw.is_empty() {
        all.extend(
            d.blocks[d.article.blocks.end.ix()..]
                .iter()
                .map(|b| &*b.text),
        );
    } else {
        all.extend(d.raw.iter().map(|raw| match raw {
            Raw::Block(ix) => d.text(*ix),
            Raw::Line(line) => &line.block.text,
        }));
    }
    all.join(" ").split_whitespace().collect()
}

#[test]
fn lines_that_became_data_come_back_as_they_stood() {
    for name in [
        "comments_heading.txt",
        "thai_numbered.txt",
        "thai_signed_below.txt",
        "thai_signed_below_without_numbers.txt",
        "says_without_heading.txt",
        "thai_answers_in_words.txt",
    ] {
        let path = format!("load/plain/{name}");
        let mut hand = Hand::on(fixture(&path));
        assert!(!hand.original.thread.is_empty(), "{name}");
        assert!(hand.set(Correction::NoComments));
        let d = hand.document();
        assert!(d.thread.is_empty() && d.raw.is_empty(), "{name}");
        assert_eq!(d.split.by, By::Reader);
        assert_eq!(d.id, hand.original.id);
        let source = std::fs::read_to_string(Path::new("tests/data").join(path)).unwrap();
        let lines: Vec<&str> = source.lines().map(str::trim).collect();
        let lines: Vec<&str> = lines.into_iter().filter(|l| !l.is_empty()).collect();
        // Above the article stand its title and its credits.
        let got: Vec<&str> = article(&d).iter().flat_map(|t| t.lines()).collect();
        assert_eq!(got[..], lines[lines.len() - got.len()..], "{name}");
        assert!(hand.set(Correction::NoComments));
        assert_eq!(hand.document(), hand.original);
    }
}

#[test]
fn the_cut_moves_by_comments_and_their_labels_stay_with_them() {
    for name in [
        "comments_heading.txt",
        "thai_numbered.txt",
        "thai_signed_below_without_numbers.txt",
    ] {
        let mut hand = Hand::on(fixture(&format!("load/plain/{name}")));
        let before = comments(&hand.original);
        assert!(hand.set(Correction::CutDown(1)));
        let after = comments(&hand.document());
        let kept = before.len() - after.len();
        if kept == 1 {
            assert_eq!(after[..], before[1..], "{name}");
        } else {
            // The first comment has more blocks than one.
            assert_eq!(after[1..], before[1..], "{name}");
        }
        assert!(hand.set(Correction::CutUp(1)));
        assert_eq!(hand.document(), hand.original, "{name}");
    }
}

#[test]
fn a_cut_where_none_was_found_parts_the_text() {
    let mut hand = Hand::on(text(
        "Ferry stops at night\n\nThe last ferry leaves at ten from Monday on. The town says that too few \
         people ride it later, and that the crew is needed by day.\n\nThat is the wrong hour for me.\n\n\
         I agree, the last train comes at eleven.",
    ));
    assert!(hand.original.thread.is_empty());
    assert!(!hand.set(Correction::CutDown(1)), "nothing is below");
    assert!(!hand.set(Correction::NoComments), "there are none");
    assert!(hand.set(Correction::CutUp(2)));
    let d = hand.document();
    assert_eq!(
        comments(&d),
        [
            "?: That is the wrong hour for me.",
            "?: I agree, the last train comes at eleven."
        ]
    );
    assert_eq!((d.id, &d.split.by), (hand.original.id, &By::Reader));
    assert!(!hand.set(Correction::CutUp(1)), "an article keeps a block");
    assert!(hand.set(Correction::NoComments));
    assert_eq!(article(&hand.document()), article(&hand.original));
    assert!(hand.set(Correction::NoComments));
    assert_eq!(hand.document(), d, "and back to where the cut was");
    assert!(hand.set(Correction::CutDown(9)));
    assert!(hand.corrections.is_empty());
}

#[test]
fn comments_that_the_source_marks_off_lose_and_win_blocks() {
    let mut hand = Hand::on(fixture("app/flood.json"));
    let n = hand.original.thread.len();
    let last = article(&hand.original).pop().unwrap().to_owned();
    assert!(hand.set(Correction::CutUp(1)));
    let d = hand.document();
    assert_eq!(d.thread.len(), n + 1);
    assert_eq!(comments(&d)[0], format!("?: {last}"));
    assert_eq!(comments(&d)[1..], comments(&hand.original)[..]);
    let ids = |d: &Document| d.thread.comments().iter().map(|c| c.id).collect::<Vec<_>>();
    assert_eq!(ids(&d)[1..], ids(&hand.original)[..], "who they are stays");
    assert!(hand.set(Correction::CutDown(1)));
    assert_eq!(hand.document(), hand.original);
    assert!(hand.set(Correction::NoComments));
    let d = hand.document();
    assert_eq!(article(&d).len(), d.blocks.len());
    assert_eq!(words(&d), words(&hand.original));
}

#[test]
fn parents_set_by_hand_win_and_the_rest_is_inferred_again() {
    let original = Library::seeds().documents().next().unwrap().clone();
    let mut hand = Hand::on(original);
    let reply = |d: &Document| d.thread.comments().iter().position(|c| c.parent.is_some());
    let at = reply(&hand.original).unwrap();
    assert!(hand.parent(at, None));
    let d = hand.document();
    let c = &d.thread.comments()[at];
    assert_eq!((c.parent, &c.by), (None, &By::Reader));
    assert_eq!(words(&d), words(&hand.original));
    assert!(!hand.parent(at, None), "it is so already");
    // Where it stands as khao has it, the reader's word confirms that.
    let was = hand.original.thread.comments()[at].parent.unwrap();
    assert!(hand.parent(at, Some(was.ix())));
    let d = hand.document();
    let c = &d.thread.comments()[at];
    assert_eq!((c.parent, &c.by), (Some(was), &By::Reader));
    assert!(!hand.parent(at, Some(was.ix())), "it is so already");
    assert!(hand.parent(at, None));
    assert!(hand.set(Correction::AsFound(hand.original.thread.comments()[at].id)));
    assert!(hand.corrections.is_empty());
}

#[test]
fn what_is_set_by_hand_is_printed_and_read_as_such() {
    let mut hand = Hand::on(fixture("load/plain/comments_heading.txt"));
    assert!(hand.set(Correction::CutUp(1)));
    assert!(hand.parent(1, Some(0)));
    let d = hand.document();
    let line = khao::wire::to_json(&d);
    assert!(line.contains(r#""split":{"by":"reader"}"#), "{line}");
    let input = Input {
        bytes: line.into_bytes(),
        ..Input::default()
    };
    let read = load(&input).unwrap().documents.remove(0);
    assert_eq!(read.split.by, By::Reader);
    assert_eq!(read.thread, d.thread);
    // What was loaded so is what further corrections start from.
    let mut again = Hand::on(read);
    assert!(again.set(Correction::NoComments));
    assert_eq!(words(&again.document()), words(&hand.original));
}

#[test]
fn a_parent_that_parts_a_stated_branch_moves_the_words_along() {
    let mut hand = Hand::on(fixture("app/bridge.json"));
    let first = &hand.original.thread.comments()[0];
    assert!(first.n_replies > 1, "the fixture has a branch");
    assert!(hand.parent(1, None));
    let d = hand.document();
    let end = d.thread.comments()[0].end.ix();
    assert_eq!(
        d.thread.comments()[end].id,
        hand.original.thread.comments()[1].id
    );
    for (at, c) in d.thread.comments().iter().enumerate().skip(1) {
        let before = &d.thread.comments()[at - 1];
        assert!(
            before.blocks.end <= c.blocks.start,
            "words stand in thread order"
        );
    }
    let sorted = |d: &Document| {
        let mut all = comments(d);
        all.sort();
        all
    };
    assert_eq!(sorted(&d), sorted(&hand.original));
    for link in &d.links {
        let bytes = link.bytes.start as usize..link.bytes.end as usize;
        assert!(d.text(link.block).get(bytes).is_some());
    }
    assert!(hand.parent(end, Some(0)));
    assert_eq!(hand.document(), hand.original);
}

/// One step of a reader who tries everything.
#[derive(Debug, Clone, Copy)]
enum Step {
    Up(usize),
    Down(usize),
    NoComments,
    Root(usize),
    Reply(usize),
    AsFound(usize),
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let step = prop_oneof![
        (1usize..4).prop_map(Step::Up),
        (1usize..4).prop_map(Step::Down),
        Just(Step::NoComments),
        (0usize..60).prop_map(Step::Root),
        (0usize..60).prop_map(Step::Reply),
        (0usize..60).prop_map(Step::AsFound),
    ];
    proptest::collection::vec(step, 1..12)
}

fn take(hand: &mut Hand, step: Step) {
    let d = hand.document();
    let n = d.thread.len();
    match step {
        Step::Up(by) => drop(hand.set(Correction::CutUp(by))),
        Step::Down(by) => drop(hand.set(Correction::CutDown(by))),
        Step::NoComments => drop(hand.set(Correction::NoComments)),
        Step::Root(at) if n > 0 => drop(hand.parent(at % n, None)),
        Step::Reply(at) if n > 1 => drop(hand.parent(at % (n - 1) + 1, Some(at % (n - 1)))),
        Step::AsFound(at) if n > 0 => {
            hand.set(Correction::AsFound(d.thread.comments()[at % n].id));
        }
        Step::Root(_) | Step::Reply(_) | Step::AsFound(_) => {}
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    /// Whatever is set in whatever order: every word is there, and dropping all of it is as if nothing had been.
    #[test]
    fn nothing_is_lost_and_all_comes_back(which in 0usize..5, steps in steps()) {
        let original = match which {
            0 => Library::seeds().documents().next().unwrap().clone(),
            1 => fixture("load/plain/thai_numbered.txt"),
            2 => fixture("load/plain/thai_answers_in_words.txt"),
            3 => fixture("app/bridge.json"),
            _ => fixture("load/markdown/discussion.md"),
        };
        let all = words(&original);
        let mut sorted: Vec<char> = all.chars().collect();
        sorted.sort_unstable();
        let mut hand = Hand::on(original);
        for step in steps {
            take(&mut hand, step);
            let d = hand.document();
            // Only where the source marks off its comments can a parent move words of the source.
            if hand.original.raw.is_empty() {
                let mut now: Vec<char> = words(&d).chars().collect();
                now.sort_unstable();
                prop_assert_eq!(&now, &sorted);
            } else {
                prop_assert_eq!(&words(&d), &all);
            }
            prop_assert_eq!(d.id, hand.original.id);
            for w in d.thread.comments().windows(2) {
                prop_assert!(w[0].blocks.end <= w[1].blocks.start);
            }
            let line = khao::wire::to_json(&d);
            let read = khao::wire::read(&line).unwrap().document;
            prop_assert_eq!(&read.raw, &d.raw);
        }
        while !hand.corrections.is_empty() {
            let parents: Vec<_> = hand.corrections.parents.keys().copied().collect();
            for comment in parents {
                prop_assert!(hand.set(Correction::AsFound(comment)));
            }
            if hand.corrections.no_comments {
                prop_assert!(hand.set(Correction::NoComments));
            }
            if hand.corrections.cut.is_some() {
                let len = |d: &Document| article(d).join("").len();
                let up = len(&hand.document()) > len(&hand.original);
                let back = if up { Correction::CutUp(1) } else { Correction::CutDown(1) };
                prop_assert!(hand.set(back));
            }
        }
        prop_assert_eq!(hand.document(), hand.original);
    }
}
