//! What leaves the library comes back equal.

use std::collections::BTreeMap;

use super::{Folder, document, put};
use khao::load::Models;
use khao::model::{
    BlockIx, BlockKey, CommentState, Corrections, Document, Place, SavedPlace, State,
};
use khao::run::ingest;
use khao::store::Library;
use khao::text::{Clean, clean, clean_line};
use khao::wire;
use proptest::prelude::*;

/// A line of an article or a comment, with what may trouble a format.
fn words() -> impl Strategy<Value = String> {
    "([a-zA-Zก-ฮะ-์0-9 .,:\"'\\\\<>&#*_-]|น้ำ|🇹🇭|\u{200b}| https://a\\.example/x ){1,40}"
}

fn json(text: &str) -> String {
    serde_json::to_string(text).unwrap()
}

fn documents() -> impl Strategy<Value = Document> {
    let block = (words(), 0..8_usize).prop_map(|(text, kind)| {
        let kinds = [
            "paragraph",
            "heading",
            "quote",
            "item",
            "code",
            "caption",
            "image",
            "table",
        ];
        format!(r#"{{"kind":"{}","text":{}}}"#, kinds[kind], json(&text))
    });
    let comment = (
        words(),
        words(),
        any::<Option<i8>>(),
        any::<bool>(),
        0..9_usize,
        0..3_u8,
    );
    let comment = comment.prop_map(|(author, text, score, deleted, parent, by)| {
        let score = score.map_or_else(|| "null".to_owned(), |s| s.to_string());
        let parent = if parent == 0 { "null".to_owned() } else { (parent - 1).to_string() };
        let by = ["source", "khao", "reader"][usize::from(by)];
        format!(
            r#"{{"author":{},"text":{},"score":{score},"deleted":{deleted},"parent":{parent},"by":"{by}","confidence":0.37,"published":"2025-02-10"}}"#,
            json(&author),
            json(&text)
        )
    });
    let blocks = proptest::collection::vec(block, 1..5);
    let comments = proptest::collection::vec(comment, 0..6);
    (0..1000, words(), blocks, comments).prop_map(|(n, title, blocks, comments)| {
        document(&format!(
            r#"{{"khao":1,"url":"https://a.example/{n}","title":{},"blocks":[{}],"comments":[{}]}}"#,
            json(&title),
            blocks.join(","),
            comments.join(",")
        ))
    })
}

/// A state that fits a document, by some numbers.
fn state(doc: &Document, n: u64, note: &str) -> State {
    let bit = |at: u32| n >> at & 1 == 1;
    let ids: Vec<_> = doc.thread.comments().iter().map(|c| c.id).collect();
    let mut state = State {
        read: bit(0),
        starred: bit(1),
        note: bit(2).then(|| clean(note)),
        place: SavedPlace::of(doc, Place::start(BlockIx(0))).filter(|_| bit(3)),
        chosen: ids.last().copied().filter(|_| bit(4)),
        ..State::default()
    };
    let tags = [clean_line("น้ำ ท่วม"), clean_line("a,b"), clean_line(note)];
    state.tags = tags
        .into_iter()
        .filter(|t| bit(5) && !t.is_empty())
        .collect();
    for (at, id) in (6..).zip(&ids) {
        let done = CommentState {
            read: bit(at),
            fresh: bit(at + 7),
            starred: bit(at + 14),
            folded: bit(at + 21).then_some(bit(at + 28)),
            note: bit(at + 35).then(|| clean(note)),
            untied: bit(at + 42),
        };
        if !done.is_empty() {
            state.comments.insert(*id, done);
        }
    }
    let keys = BlockKey::of_all(doc.blocks.iter().map(|b| &*b.text));
    state.corrections = Corrections {
        cut: keys.last().copied().filter(|_| bit(60)),
        no_comments: bit(61),
        parents: BTreeMap::from_iter(
            ids.first()
                .map(|id| (*id, ids.last().copied().filter(|_| bit(63))))
                .filter(|_| bit(62)),
        ),
    };
    state
}

/// Everything in a library.
fn all(library: &Library) -> Vec<(Document, State, Clean)> {
    let listings = library.listings().unwrap();
    let get = |l: &khao::model::Listing| {
        let document = library.get(l.id).unwrap().unwrap();
        (document, library.state(l.id).unwrap(), l.preview.clone())
    };
    listings.iter().map(get).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn what_is_exported_is_imported_equal(
        docs in proptest::collection::vec((documents(), any::<u64>(), words()), 1..5)
    ) {
        let folder = Folder::new();
        let mut library = folder.open();
        for (doc, n, note) in &docs {
            put(&mut library, std::slice::from_ref(doc));
            library.set_state(doc.id, &state(doc, *n, note)).unwrap();
        }
        let before = all(&library);
        let lines: Vec<String> = before.iter().map(|(d, s, _)| wire::to_json_with_state(d, s)).collect();
        let input = khao::load::Input { bytes: lines.join("\n").into_bytes(), name: "x.jsonl".into(), ..Default::default() };
        let mut states = ingest::States::new();
        let loaded = ingest::load(&input, Models::builtin(), &mut states).unwrap();
        let other = Folder::new();
        let mut again = other.open();
        let batch: Vec<_> = loaded.documents.iter().map(|d| {
            let prepared = again.prepare(d).unwrap();
            match states.remove(&d.id) {
                Some(state) => prepared.with_state(state),
                None => prepared,
            }
        }).collect();
        again.put(&batch).unwrap();
        prop_assert_eq!(all(&again), before);
    }
}
