//! What is found: words of both languages, in every spelling that is drawn alike.

use super::{Folder, document, put, search, seeds};
use khao::model::{BlockIx, Document};
use khao::store::{Hit, Library};

fn library() -> (Folder, Library, Vec<Document>) {
    let folder = Folder::new();
    let mut library = folder.open();
    let seeds = seeds();
    put(&mut library, &seeds);
    (folder, library, seeds)
}

/// Which documents a search finds, by their place among `all`, and whether each hit is where it says.
fn found(library: &Library, all: &[Document], words: &str) -> Vec<usize> {
    let found = search(library, words, 1000);
    assert_eq!(found.n, found.hits.len());
    let mut out: Vec<usize> = found
        .hits
        .iter()
        .map(|hit| {
            let at = all.iter().position(|d| d.id == hit.id).unwrap();
            check(hit, &all[at], words);
            at
        })
        .collect();
    out.sort_unstable();
    out.dedup();
    out
}

fn check(hit: &Hit, doc: &Document, words: &str) {
    let text = doc.text(hit.place.block);
    let from = hit.place.byte as usize;
    let shown = text.get(from..from + hit.len as usize).unwrap();
    assert!(!shown.is_empty(), "{words}: {hit:?}");
    let first = hit
        .marks
        .first()
        .unwrap_or_else(|| panic!("{words}: {hit:?}"));
    let line = |t: &str| t.split_whitespace().collect::<Vec<_>>().join(" ");
    assert_eq!(line(&hit.snippet[first.clone()]), line(shown), "{words}");
    let of_comment = doc.thread.holding(hit.place.block);
    let is_title = hit.place.block == BlockIx::TITLE;
    assert_eq!(of_comment, hit.comment.as_ref().map(|c| c.0));
    assert!(is_title || hit.comment.is_some() || doc.article.blocks.contains(&hit.place.block));
}

#[test]
fn thai_and_english_words_of_the_documents_that_ship() {
    let (_folder, library, seeds) = library();
    for (words, expected) in QUERIES {
        assert_eq!(found(&library, &seeds, words), *expected, "{words}");
    }
}

/// What is asked, and which of the documents that ship hold it.
const QUERIES: &[(&str, &[usize])] = &[
    ("มหิดล", &[3, 4]),
    ("มหาวิทยาลัย", &[3, 4]),
    ("มหาวิทยาลัยมหิดล", &[3, 4]),
    // From the middle of a word on, and to the middle of one.
    ("วิทยาลัยมหิดล", &[3, 4]),
    ("มหาวิทยาลัยมหิ", &[3, 4]),
    ("ความร่วมมือ", &[3, 4]),
    ("ร่วมมือ", &[3, 4]),
    ("ไจก้า", &[4]),
    ("หลักประกันสุขภาพ", &[3, 4]),
    ("ประกันสุขภาพถ้วนหน้า", &[4]),
    ("การคุ้มครองทางสังคม", &[3]),
    ("ญี่ปุ่น", &[4]),
    ("๒๕๖๓", &[3, 4]),
    ("2563", &[3, 4]),
    ("11 ธันวาคม", &[4]),
    ("๑๑ ธันวาคม", &[4]),
    ("แรงงานระหว่างประเทศ", &[3, 4]),
    ("ลงนาม", &[3]),
    ("กรุงเทพ", &[3]),
    ("ไอแอลโอ", &[3]),
    // SARA AM in two signs, with the tone on either side.
    ("ผู้นำ", &[3]),
    ("ผู้นํา", &[3]),
    // The tone before the vowel, and two SARA E for one SARA AE.
    ("ญ่ีปุ่น", &[4]),
    ("เเรงงาน", &[3, 4]),
    ("พัฒนา ร่วมมือ", &[3, 4]),
    ("ยกระดับ ILO", &[3]),
    ("ไม่มีคำนี้แน่นอน", &[]),
    ("ILO", &[0, 1, 2, 3]),
    ("labour", &[0, 1, 2]),
    ("labo", &[0, 1, 2]),
    ("\"world day\"", &[0, 1, 2]),
    ("\"day world\"", &[]),
    ("jica", &[4]),
    ("abour", &[]),
];

#[test]
fn comments_are_found_and_titles_go_first() {
    let folder = Folder::new();
    let mut library = folder.open();
    let of = |n: usize, title: &str, text: &str, comment: &str| {
        document(&format!(
            r#"{{"khao":1,"url":"https://a.example/{n}","title":"{title}","blocks":["{text}"],"comments":[
            {{"author":"Ann","text":"one","parent":null}},{{"author":"สมชาย","text":"{comment}","parent":0}}]}}"#
        ))
    };
    let all = [
        of(
            1,
            "Rain",
            "A dam broke, and another dam and a dam held.",
            "น้ำท่วมทุกปี",
        ),
        of(2, "The dam", "It rained.", "ท่วมแล้วน้ำแห้ง"),
        of(3, "Sun", "Nothing.", "A dam? Where?"),
    ];
    put(&mut library, &all);
    let hits = search(&library, "dam", 9).hits;
    let ids: Vec<_> = hits.iter().map(|h| (h.id, h.comment.is_some())).collect();
    assert_eq!(ids[0], (all[1].id, false), "a title goes first");
    assert_eq!(ids.len(), 3);
    assert!(ids.contains(&(all[2].id, true)));
    assert_eq!(hits[0].place.block, BlockIx::TITLE);
    let hit = &search(&library, "น้ำท่วม", 9).hits[0];
    let (ix, id, author) = hit.comment.clone().unwrap();
    assert_eq!((ix.0, author.as_deref()), (1, Some("สมชาย")));
    assert_eq!(all[0].thread.get(ix).id, id);
    assert_eq!(&*hit.snippet, "น้ำท่วมทุกปี");
    assert_eq!(search(&library, "dam", 2).hits.len(), 2);
    assert_eq!(search(&library, "dam", 2).n, 3);
    for nothing in ["", " … ", "*", "น"] {
        assert_eq!(search(&library, nothing, 9).n, 0, "{nothing}");
    }
}
