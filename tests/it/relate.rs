//! Relations between documents: classes, the date gate, reasons, and that nothing hangs on order.

use khao::model::{
    Article, Block, BlockIx, BlockKind, By, Document, DocumentId, Kind, Relation, Split, Thread,
};
use khao::relate::{FeatureKind, Gap, Index, Profile};
use khao::text::{Lang, Segmenter, clean, clean_line};

/// A document of one block a line; a first line `date: 2025-02-10` is its publication date.
fn document(name: &str, text: &str) -> Document {
    let mut lines: Vec<&str> = text.lines().filter(|l| !l.trim().is_empty()).collect();
    let published = lines
        .first()
        .and_then(|l| l.strip_prefix("date: "))
        .and_then(|d| d.parse().ok());
    if published.is_some() {
        lines.remove(0);
    }
    let kind = |l: &str| {
        if l.starts_with("![") {
            BlockKind::Image
        } else {
            BlockKind::Paragraph
        }
    };
    let blocks: Vec<Block> = lines
        .iter()
        .map(|l| Block::new(kind(l), clean(l)))
        .collect();
    Document {
        id: DocumentId::of_url(name),
        path: clean_line(name),
        format: "plain",
        url: None,
        article: Article {
            published,
            lang: Lang::guess(text),
            blocks: BlockIx(0)..BlockIx(blocks.len() as u32),
            ..Article::default()
        },
        split: Split { by: By::Source },
        thread: Thread::default(),
        blocks,
        raw: Vec::new(),
        links: Vec::new(),
        warnings: Vec::new(),
    }
}

/// The five seeds as articles: without the discussion of the first, with the date of the second.
fn seeds() -> Vec<Document> {
    let dir = concat!(env!("CARGO_MANIFEST_DIR"), "/seeds");
    let mut paths: Vec<_> = std::fs::read_dir(dir)
        .unwrap()
        .map(|f| f.unwrap().path())
        .collect();
    paths.sort();
    let read = |i: usize| std::fs::read_to_string(&paths[i]).unwrap();
    let first: Vec<String> = read(0).lines().take(7).map(str::to_owned).collect();
    let second = read(1).replacen(" date 2025-02-10 ", "date: 2025-02-10\n", 1);
    let texts = [first.join("\n"), second, read(2), read(3), read(4)];
    (0..)
        .zip(texts)
        .map(|(i, t)| document(&format!("seed {i}"), &t))
        .collect()
}

fn strangers() -> Vec<Document> {
    [
        "The ferry from Oslo sank on 3 May 2019 with 214 people on board, the coast guard said. Divers searched the fjord near Drøbak.",
        "Voters in Peru chose a new president on Sunday. Turnout was 71.2%, the electoral office in Lima said, the lowest in 40 years.",
        "The striker scored twice as Leeds beat Hull 3-1. Manager Ann Petty praised the young side after the match at Elland Road.",
        "Oil fell to $61.20 a barrel after OPEC said it would pump 400,000 barrels more. Shares in London and New York closed lower.",
        "ตำรวจจังหวัดเลยจับกุมผู้ต้องหาค้ายาเสพติด 4 คน พร้อมยาบ้า 2.4 ล้านเม็ด เมื่อวันที่ 3 มีนาคม 2566 ที่ด่านตรวจ",
        "กรมอุตุนิยมวิทยาเตือนฝนตกหนักในภาคใต้ ตั้งแต่ชุมพรถึงสงขลา คลื่นในอ่าวไทยสูง 3 เมตร เรือเล็กควรงดออกจากฝั่ง",
    ]
    .iter()
    .enumerate()
    .map(|(i, t)| document(&format!("stranger {i}"), t))
    .collect()
}

fn index<'a>(documents: impl IntoIterator<Item = &'a Document>) -> Index {
    let mut index = Index::new();
    for d in documents {
        index.add(d);
    }
    index
}

fn between(index: &Index, a: &Document, b: &Document) -> Option<Relation> {
    index.relations(a.id).into_iter().find(|r| r.other == b.id)
}

fn why(relation: &Relation) -> Vec<String> {
    relation.why.iter().map(|r| r.text.to_string()).collect()
}

#[test]
fn the_seeds_are_one_story_and_its_background() {
    let (seeds, strangers) = (seeds(), strangers());
    let index = index(seeds.iter().chain(&strangers));
    for (i, a) in seeds.iter().enumerate() {
        for (j, b) in seeds.iter().enumerate().filter(|(j, _)| *j != i) {
            let relation = between(&index, a, b).unwrap_or_else(|| panic!("{i}-{j} are strangers"));
            let want = if i == 4 || j == 4 {
                Kind::Background
            } else {
                Kind::Story
            };
            assert_eq!(
                relation.kind,
                want,
                "{i}-{j} {:?}",
                index.likeness(a.id, b.id)
            );
            let why = why(&relation);
            assert!((1..=6).contains(&why.len()), "{i}-{j} {why:?}");
            assert!(
                why.iter()
                    .any(|w| w.contains("ILO") || w.contains("Mahidol") || w.contains("มหิดล")),
                "{i}-{j} {why:?}"
            );
        }
        for stranger in &strangers {
            assert_eq!(between(&index, a, stranger), None, "{i} {}", stranger.path);
        }
    }
    let across = between(&index, &seeds[0], &seeds[3]).unwrap();
    assert!(why(&across).contains(&"AIHD".to_owned()), "{across:?}");
    assert!(why(&across).iter().any(|w| w.contains(" → ")), "{across:?}");
    assert!(
        why(&across).contains(&"Mahidol University ~ มหาวิทยาลัยมหิดล".to_owned()),
        "{across:?}"
    );
    let first = between(&index, &seeds[0], &seeds[1]).unwrap();
    assert!(why(&first).contains(&"2025-02-06".to_owned()), "{first:?}");
}

#[test]
fn the_date_gate_makes_two_thai_articles_background() {
    let seeds = seeds();
    let index = index(&seeds);
    let likeness = index.likeness(seeds[3].id, seeds[4].id).unwrap();
    assert!(!likeness.across);
    assert_eq!(likeness.gap, Gap::Apart);
    assert_eq!(likeness.kind(), Some(Kind::Background));
}

const FERRY: &str = "The ferry Star sank off Rayong on 3 May 2019, police chief Anan Srisuk said. \
    The coast guard pulled 214 people out of the water and searched for 31 more near Ko Samet.";

#[test]
fn the_same_words_years_apart_are_background() {
    let again = FERRY.replace("2019", "2024");
    let a = document("a", FERRY);
    let (near, far) = (
        document("near", &FERRY.replace("pulled", "rescued")),
        document("far", &again),
    );
    let index = index([&a, &near, &far]);
    assert_eq!(
        between(&index, &a, &near).map(|r| r.kind),
        Some(Kind::Story)
    );
    assert_eq!(
        between(&index, &a, &far).map(|r| r.kind),
        Some(Kind::Background)
    );
}

#[test]
fn buddhist_dates_meet_gregorian_ones() {
    let thai = document(
        "th",
        "เรือล่มที่ระยองเมื่อวันที่ 3 พ.ค. 2562 มีผู้โดยสาร 214 คน ตำรวจจังหวัดระยองค้นหาอีก 31 คน",
    );
    let english = document("en", FERRY);
    let index = index([&thai, &english]);
    let relation = between(&index, &thai, &english).unwrap();
    assert_eq!(
        relation.kind,
        Kind::Story,
        "{:?}",
        index.likeness(thai.id, english.id)
    );
    let why = why(&relation);
    assert!(why.contains(&"2019-05-03".to_owned()), "{why:?}");
    assert!(why.contains(&"Rayong ~ ระยอง".to_owned()), "{why:?}");
    let year = Profile::of(
        &document("y", "ก่อตั้งขึ้นในปี พ.ศ. 2562 และ 11 ธ.ค. 2563"),
        &Segmenter::new(),
    );
    let keys: Vec<&str> = year
        .features
        .iter()
        .filter(|f| !f.kind.is_word() && f.kind != FeatureKind::Sound)
        .map(|f| f.key.as_str())
        .collect();
    assert_eq!(keys, ["2020-12-11", "12-11", "2020-12", "2019", "2020"]);
}

#[test]
fn the_end_of_a_period_does_not_date_a_story() {
    let a = document(
        "a",
        "โครงการมีระยะเวลา 3 ปี ตั้งแต่วันที่ 11 ธันวาคม 2563 ถึงวันที่ 10 ธันวาคม 2566\n\
        และต่อจากนี้จะมีการอบรมและแลกเปลี่ยนประสบการณ์ระหว่างสองประเทศ\n\
        รวมทั้งการส่งผู้เชี่ยวชาญไปยังประเทศที่ต้องการองค์ความรู้ และการประชุมวิชาการในปีหน้า",
    );
    let b = document("b", "date: 2020-12-12\nโครงการใหม่");
    let index = index([&a, &b]);
    assert_eq!(index.likeness(a.id, b.id).unwrap().gap, Gap::Days(1));
}

#[test]
fn a_plan_does_not_date_a_story_once_today_is_known() {
    let a = document("a", "The plan runs to 2040. It began in 2019.");
    let b = document("b", "date: 2020-03-01\nThe plan goes on.");
    let mut index = index([&a, &b]);
    assert_eq!(index.likeness(a.id, b.id).unwrap().gap, Gap::Apart);
    index.set_today("2020-06-01".parse().ok());
    assert_eq!(index.likeness(a.id, b.id).unwrap().gap, Gap::Unknown);
}

/// `(AIHD)` after a name that ends in the university's must not make the two one thing.
#[test]
fn a_bracket_ties_no_name_to_its_neighbour() {
    let profile = |text: &str| Profile::of(&document("x", text), &Segmenter::new());
    let with = profile(
        "สถาบันพัฒนาสุขภาพอาเซียน มหาวิทยาลัยมหิดล (The ASEAN Institute for Health Development - AIHD)",
    );
    let keys: Vec<(&str, &str)> = with
        .features
        .iter()
        .map(|f| (f.kind.code(), f.key.as_str()))
        .collect();
    assert!(
        keys.contains(&("a", "AIHD")) && keys.contains(&("g", "Mahidol University")),
        "{keys:?}"
    );
    let without = profile("มหาวิทยาลัยมหิดล");
    assert!(!without.features.iter().any(|f| f.key == "AIHD"));
}

#[test]
fn young_is_not_still() {
    let a = document("a", "Young people in Oslo met Young and Ann Young again.");
    let b = document("b", "เขายังไม่มา และยังไม่มีใครรู้ว่ายังอยู่ที่ไหน");
    let index = index([&a, &b]);
    assert_eq!(between(&index, &a, &b), None);
    assert_eq!(index.likeness(a.id, b.id).unwrap().rare, 0);
}

#[test]
fn neither_order_nor_replacing_changes_anything() {
    let mut documents: Vec<Document> = seeds().into_iter().chain(strangers()).collect();
    let before = index(&documents);
    let ids: Vec<DocumentId> = documents.iter().map(|d| d.id).collect();
    let all = |index: &Index| -> Vec<Vec<Relation>> {
        ids.iter().map(|id| index.relations(*id)).collect()
    };
    documents.reverse();
    let mut after = index(&documents);
    let want = all(&before);
    assert_eq!(
        all(&after).iter().map(Vec::len).collect::<Vec<_>>(),
        want.iter().map(Vec::len).collect::<Vec<_>>()
    );
    for (a, b) in want.iter().flatten().zip(all(&after).iter().flatten()) {
        assert_eq!((a.other, a.kind, why(a)), (b.other, b.kind, why(b)));
        assert!((a.score - b.score).abs() < 1e-4);
    }
    for d in documents.iter().rev() {
        after.add(d);
    }
    assert_eq!(after.len(), documents.len());
    assert_eq!(before.pairs().len(), after.pairs().len());
    assert_eq!(
        before.pairs().len() * 2,
        want.iter().map(Vec::len).sum::<usize>()
    );
    for d in &documents {
        after.remove(d.id);
    }
    assert!(after.is_empty() && after.pairs().is_empty());
    assert_eq!(after.relations(ids[0]), []);
}

#[test]
fn odd_documents_are_only_strangers() {
    let odd = [
        "",
        "\u{e33}\u{e4d}",
        "((((",
        "12 12 12",
        "A A A",
        "๑๒๓ ฯฯฯ ๆๆ",
        "THE THE THE",
        "’s ’s",
        "\u{200b}ก\u{301}",
        "13–14–15",
    ];
    let documents: Vec<Document> = odd
        .iter()
        .enumerate()
        .map(|(i, t)| document(&i.to_string(), t))
        .collect();
    let index = index(&documents);
    assert_eq!(index.pairs(), []);
}
