//! Properties of threads, of the split, of inferred replies and of the document format.

use proptest::prelude::*;

use khao::load::{Input, load};
use khao::model::{BlockIx, By, CommentId, CommentIx, Node, Thread};
use khao::wire;

fn node(ix: usize, parent: Option<usize>) -> Node {
    Node {
        id: CommentId::of_source(&ix.to_string()),
        url: None,
        author: None,
        when: None,
        score: i64::try_from(ix).ok(),
        deleted: false,
        blocks: BlockIx(ix as u32)..BlockIx(ix as u32),
        parent,
        by: By::Source,
    }
}

fn parents() -> impl Strategy<Value = Vec<Option<usize>>> {
    // Some indexes lie beyond the list, some point at themselves or in circles.
    proptest::collection::vec(proptest::option::of(0usize..60), 0..50)
}

proptest! {
    #[test]
    fn any_list_of_nodes_becomes_a_valid_arena(parents in parents()) {
        let nodes: Vec<Node> = parents.iter().enumerate().map(|(ix, p)| node(ix, *p)).collect();
        let (thread, lost) = Thread::build(nodes);
        prop_assert_eq!(thread.len(), parents.len());
        let list_ix = |ix: CommentIx| usize::try_from(thread.get(ix).score.unwrap()).unwrap();
        let mut seen = vec![false; parents.len()];
        for (at, c) in thread.comments().iter().enumerate() {
            let at = CommentIx(at as u32);
            seen[list_ix(at)] = true;
            prop_assert!(at < c.end && c.end.ix() <= thread.len());
            match c.parent {
                None => prop_assert_eq!(c.depth, 0),
                Some(p) => {
                    prop_assert!(p < at, "pre-order");
                    prop_assert_eq!(c.depth, thread.get(p).depth + 1);
                    prop_assert!(c.end <= thread.get(p).end, "ends nest");
                }
            }
            // A stated parent is kept unless it was reported as lost.
            let stated = parents[list_ix(at)];
            let kept = c.parent.map(list_ix) == stated;
            prop_assert_eq!(kept, !lost.contains(&list_ix(at)));
        }
        prop_assert!(seen.iter().all(|s| *s));
        // Siblings keep their order.
        let roots: Vec<usize> = (0..thread.len() as u32).map(CommentIx).filter(|ix| thread.get(*ix).parent.is_none()).map(list_ix).collect();
        prop_assert!(roots.is_sorted());
        for ix in (0..thread.len() as u32).map(CommentIx) {
            let replies: Vec<usize> = thread.replies(ix).map(list_ix).collect();
            prop_assert!(replies.is_sorted());
        }
        // Taken apart and built again it is the same.
        let (again, lost) = Thread::build(thread.clone().into_nodes());
        prop_assert!(lost.is_empty());
        prop_assert_eq!(again, thread);
    }

    #[test]
    fn any_text_loads_and_no_paragraph_is_lost(lines in proptest::collection::vec("[a-zA-Zกขคงา้ำ ,.!?:0-9#*>-]{0,60}|Reply|Comments|Anna says:|3 days ago|!\\[\\]\\(a.b\\)|By Anna Lind", 1..30)) {
        let text = lines.join("\n");
        let words: usize = text.split_whitespace().count();
        if let Ok(loaded) = load(&Input { bytes: text.into_bytes(), ..Input::default() }) {
            let d = &loaded.documents[0];
            prop_assert!(d.article.blocks.end.ix() <= d.blocks.len());
            prop_assert!(d.blocks.iter().map(|b| b.text.split_whitespace().count()).sum::<usize>() <= words);
            let mut at = d.article.blocks.end;
            for c in d.thread.comments() {
                prop_assert_eq!(c.blocks.start, at);
                at = c.blocks.end;
            }
            prop_assert_eq!(at.ix(), d.blocks.len());
            for l in &d.links {
                prop_assert!(d.block(l.block).text.get(l.bytes.start as usize..l.bytes.end as usize).is_some());
            }
        }
    }

    #[test]
    fn any_thread_survives_printing_and_reading(
        comments in proptest::collection::vec((proptest::option::of("[A-Zก-ฮ][a-zา้ำ]{0,8}"), "\\PC{0,80}", proptest::option::of(-9i64..99), any::<bool>(), proptest::option::of(0usize..12)), 0..12),
        title in proptest::option::of("\\PC{0,40}"),
        words in proptest::collection::vec("\\PC{0,60}", 0..5),
        stated in any::<bool>(),
    ) {
        let comments: Vec<serde_json::Value> = comments.into_iter().map(|(author, text, score, deleted, parent)| {
            let mut c = serde_json::json!({"author": author, "text": text, "score": score, "deleted": deleted});
            if stated {
                c["parent"] = serde_json::json!(parent);
            }
            c
        }).collect();
        let n = comments.len();
        let json = serde_json::json!({"khao": 1, "title": title, "blocks": words, "comments": comments}).to_string();
        let Ok(loaded) = load(&Input { bytes: json.into_bytes(), ..Input::default() }) else {
            return Ok(());
        };
        let d = &loaded.documents[0];
        prop_assert_eq!(d.thread.len(), n);
        let printed = wire::to_json(d);
        let read = wire::read(&printed).unwrap();
        prop_assert_eq!(&read.document, d);
    }

    #[test]
    fn stated_parents_stand_and_inferred_ones_never_move_a_comment(
        depths in proptest::collection::vec((0usize..6, any::<bool>(), 0usize..4), 1..40),
    ) {
        // A valid thread in its order, some parents stated and some of khao's own guessing.
        let openers = ["Agreed, that is so.", "But why?", "The sea is calm.", "@anna yes"];
        let mut spine: Vec<usize> = Vec::new();
        let mut comments = Vec::new();
        for (ix, (depth, stated, opener)) in depths.iter().enumerate() {
            spine.truncate(*depth);
            let by = if *stated { "source" } else { "khao" };
            comments.push(serde_json::json!({"text": format!("{} {ix}", openers[*opener]), "parent": spine.last(), "by": by}));
            spine.push(ix);
        }
        let json = serde_json::json!({"khao": 1, "blocks": ["Words."], "comments": comments}).to_string();
        let loaded = load(&Input { bytes: json.into_bytes(), ..Input::default() }).unwrap();
        let d = &loaded.documents[0];
        for (ix, c) in d.thread.comments().iter().enumerate() {
            let text: String = BlockIx::each(&c.blocks).map(|b| d.block(b).text.to_string()).collect();
            prop_assert!(text.ends_with(&format!(" {ix}")), "{text} stands at {ix}");
            if depths[ix].1 {
                let stated = comments[ix]["parent"].as_u64().map(|p| CommentIx(u32::try_from(p).unwrap()));
                prop_assert_eq!(c.parent, stated);
                prop_assert_eq!(&c.by, &By::Source);
            }
        }
    }

    #[test]
    fn reading_is_total(json in "\\{(\"(khao|blocks|comments|parent|text|split|links)\":(1|null|\\[\\]|\\{\\}|\"x\"|-3|\\[\\{\"parent\":9\\},3,\"a\"\\]|\\[\\[1,2\\]\\]),?){0,6}\\}?") {
        let _ = wire::read(&json).map(|r| wire::to_json(&r.document));
        let _ = wire::mend(&json);
    }
}
