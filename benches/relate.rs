//! Adding to the index of relations, and asking it, at 100 to 5,000 documents.

use std::hint::black_box;

use divan::Bencher;
use khao::model::{Article, Block, BlockIx, BlockKind, By, Document, DocumentId, Split, Thread};
use khao::relate::Index;
use khao::text::{Lang, clean, clean_line};

fn main() {
    divan::main();
}

#[divan::bench(args = [100, 1_000])]
fn add(bencher: Bencher<'_, '_>, n: usize) {
    let documents = news(n);
    bencher.bench(|| filled(black_box(&documents)));
}

#[divan::bench(args = [100, 1_000, 5_000])]
fn relations(bencher: Bencher<'_, '_>, n: usize) {
    let documents = news(n);
    let index = filled(&documents);
    let mut at = 0;
    bencher.bench_local(|| {
        at = (at + 7) % documents.len();
        index.relations(black_box(documents[at].id))
    });
}

fn filled(documents: &[Document]) -> Index {
    let mut index = Index::new();
    for d in documents {
        index.add(d);
    }
    index
}

/// Articles of 400 words whose words are as unevenly common as those of a language, with a story of
/// five every so often.
fn news(n: usize) -> Vec<Document> {
    let mut seed = 1u64;
    let mut random = move || {
        seed ^= seed << 13;
        seed ^= seed >> 7;
        seed ^= seed << 17;
        (seed >> 33) as u32 % 30_000
    };
    let word = |rank: u32| {
        let mut n = rank + 7;
        let mut word = String::new();
        while n > 0 {
            word.push_str(["ba", "ke", "lo", "mi", "nu", "ra", "se", "ti"][(n % 8) as usize]);
            n /= 8;
        }
        word
    };
    (0..n)
        .map(|i| {
            let mut text = format!(
                "Story{} came to Place{} on {} May. ",
                i / 5,
                i / 5,
                i / 5 % 28 + 1
            );
            for k in 0..400 {
                let w = word(random() >> (random() % 15));
                if k % 25 == 24 {
                    text.push_str(&w[..1].to_uppercase());
                    text.push_str(&w[1..]);
                } else {
                    text.push_str(&w);
                }
                text.push_str(if k % 15 == 14 { ". So " } else { " " });
            }
            document(&text)
        })
        .collect()
}

fn document(text: &str) -> Document {
    let blocks = vec![Block::new(BlockKind::Paragraph, clean(text))];
    Document {
        id: DocumentId::of_words([text]),
        path: clean_line(""),
        format: "plain",
        url: None,
        article: Article {
            lang: Lang::ENGLISH,
            blocks: BlockIx(0)..BlockIx(1),
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
