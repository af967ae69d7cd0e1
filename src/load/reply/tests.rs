//! Invented threads: who answers whom in them.

use proptest::prelude::*;
use serde_json::{Value, json};

use super::infer;
use crate::load::{Input, Models, load_by};
use crate::model::{By, Document};

/// A thread of authors (empty: not known) and their words, under a short article.
fn thread(said: &[(&str, &str)]) -> Document {
    let comment = |(author, text): &(&str, &str)| match *author {
        "" => json!({"text": text}),
        author => json!({"author": author, "text": text}),
    };
    read(
        &said.iter().map(comment).collect::<Vec<_>>(),
        Models::builtin(),
    )
}

fn read(comments: &[Value], models: &Models) -> Document {
    let article =
        "The town will close the old bridge in May. A ferry takes its place until autumn.";
    let whole = json!({"khao": 1, "blocks": [{"kind": "paragraph", "text": article}], "comments": comments});
    let input = Input {
        bytes: whole.to_string().into_bytes(),
        ..Input::default()
    };
    load_by(&input, models).unwrap().documents.remove(0)
}

fn parents(document: &Document) -> Vec<Option<usize>> {
    let comments = document.thread.comments().iter();
    comments
        .map(|c| c.parent.map(crate::model::CommentIx::ix))
        .collect()
}

fn why(document: &Document, at: usize) -> Vec<String> {
    match &document.thread.comments()[at].by {
        By::Khao { why, .. } => why.iter().map(ToString::to_string).collect(),
        By::Source | By::Reader => Vec::new(),
    }
}

#[test]
fn a_name_at_the_start_tells_who_is_answered() {
    let english = thread(&[
        (
            "Mira Holt",
            "I take that bridge every day, and the ferry will cost me an hour.",
        ),
        ("Jonas", "Will bicycles be allowed on board?"),
        (
            "Ferry Office",
            "Jonas, yes, and they travel free of charge.",
        ),
        (
            "Tilda",
            "I had hoped that they would mend the old one instead of closing it.",
        ),
    ]);
    assert_eq!(parents(&english), [None, None, Some(1), None]);
    assert_eq!(why(&english, 2)[0], "names jonas");
    let german = thread(&[
        (
            "Wiebke",
            "Die Fähre fährt doch nur zweimal am Tag, das reicht niemandem.",
        ),
        (
            "Knut",
            "@Wiebke Sie soll jede halbe Stunde fahren, so steht es im Plan.",
        ),
    ]);
    assert_eq!(parents(&german), [None, Some(0)]);
    let thai = thread(&[
        ("สมหญิง", "สะพานเก่าสวยมาก เสียดายที่จะปิด"),
        ("ก้อง", "@สมหญิง เขาปิดแค่ครึ่งปีเองครับ"),
    ]);
    assert_eq!(parents(&thai), [None, Some(0)]);
}

#[test]
fn a_quotation_finds_the_comment_it_is_from_even_above_others() {
    let quoting = thread(&[
        (
            "",
            "The ferry was late three times last winter. Nobody said a word about it.",
        ),
        ("", "Agreed, and it was cold on deck."),
        (
            "",
            "“The ferry was late three times last winter.” It was the ice, not the crew.",
        ),
    ]);
    assert_eq!(parents(&quoting)[2], Some(0));
    assert_eq!(why(&quoting, 2)[0], "quotes it");
}

#[test]
fn openers_tell_answers_where_people_debate() {
    let english = thread(&[
        (
            "",
            "Closing the bridge for half a year will ruin every shop on the far side.",
        ),
        (
            "",
            "Exactly, and nobody asked the shops before the plan was made.",
        ),
        (
            "",
            "The new ferry landing looks well made and has room for a hundred people.",
        ),
        (
            "",
            "True, but a hundred people is what one morning bus brings.",
        ),
        (
            "",
            "I remember how they painted the bridge green when I was a child.",
        ),
    ]);
    assert_eq!(parents(&english), [None, Some(0), None, Some(2), None]);
    assert_eq!(why(&english, 1)[0], "opens by agreeing");
    let thai = thread(&[
        ("", "ปิดสะพานครึ่งปี ร้านค้าฝั่งโน้นเดือดร้อนกันหมด"),
        ("", "เห็นด้วยครับ ไม่มีใครถามร้านค้าก่อนเลย"),
    ]);
    assert_eq!(parents(&thai), [None, Some(0)]);
    let german = thread(&[
        (
            "",
            "Ein halbes Jahr ohne Brücke ist für die Läden drüben das Ende.",
        ),
        ("", "Genau, und gefragt hat sie vorher auch keiner."),
    ]);
    assert_eq!(parents(&german), [None, Some(0)]);
}

#[test]
fn what_speaks_to_the_article_is_a_root() {
    let roots = thread(&[
        (
            "Mira",
            "Great article, I did not know how old the bridge was.",
        ),
        (
            "Jonas",
            "Thank you for this article! The photographs of the arches are wonderful to look at.",
        ),
        (
            "Tilda",
            "I love this post. My grandfather was one of those who built the northern arch.",
        ),
    ]);
    assert_eq!(parents(&roots), [None, None, None]);
}

#[test]
fn stated_parents_are_never_touched() {
    let stated = read(
        &[
            json!({"text": "It will be missed.", "parent": null}),
            json!({"text": "Agreed, very much.", "parent": null}),
            json!({"text": "Agreed, it will.", "by": "khao"}),
            json!({"text": "The arches were mine to paint.", "parent": 0}),
        ],
        Models::builtin(),
    );
    let by = |at: usize| &stated.thread.comments()[at].by;
    // In thread order: the comment that answers the first one stands behind it.
    assert_eq!(parents(&stated)[..3], [None, Some(0), None]);
    assert!([0, 1, 2].iter().all(|at| *by(*at) == By::Source));
    assert!(matches!(by(3), By::Khao { .. }));
    let null = read(
        &[
            json!({"author": "Anna", "text": "It will be missed.", "parent": null}),
            json!({"author": "Jan", "text": "Anna, agreed.", "parent": null}),
        ],
        Models::builtin(),
    );
    assert_eq!(parents(&null), [None, None]);
}

#[test]
fn without_a_model_only_plain_evidence_counts() {
    let comments = [
        json!({"author": "Anna", "text": "It will be missed by everybody here."}),
        json!({"author": "Jan", "text": "Agreed, very much."}),
        json!({"author": "Mira", "text": "Jan, I am not so sure."}),
        json!({"author": "Tilda", "text": "> It will be missed by everybody here\nNot by me."}),
    ];
    let plain = read(&comments, &Models::default());
    assert_eq!(parents(&plain), [None, None, Some(1), None]);
}

#[test]
fn a_thread_that_is_inferred_twice_stays_as_it_is() {
    let mut once = thread(&[
        ("", "Who pays for the ferry?"),
        ("", "Exactly what I asked the mayor. No answer came."),
        ("", "No, the answer was in the paper."),
    ]);
    let before = once.thread.clone();
    infer(&mut once, Models::builtin());
    assert_eq!(once.thread, before);
}

proptest! {
    #[test]
    fn order_stays_nothing_is_lost_and_no_answer_is_deep(
        said in proptest::collection::vec(("(|Ann|Bo|@Ann|ก้อง)", "(|Yes, |Ann, |@Bo |> )[ a-zA-Zก-ค?\n]{0,40}"), 0..40)
    ) {
        let comments: Vec<Value> = said.iter().enumerate().map(|(ix, (author, text))| {
            json!({"id": ix.to_string(), "author": author, "text": text, "score": ix})
        }).collect();
        for models in [Models::builtin(), &Models::default()] {
            let document = read(&comments, models);
            let scores: Vec<Option<i64>> = document.thread.comments().iter().map(|c| c.score).collect();
            let all: Vec<Option<i64>> = (0..said.len()).map(|ix| i64::try_from(ix).ok()).collect();
            prop_assert_eq!(scores, all);
            for c in document.thread.comments() {
                prop_assert!(c.depth <= 5);
                if let By::Khao { confidence, .. } = c.by {
                    prop_assert!((0.0..=1.0).contains(&confidence));
                }
            }
        }
    }
}
