//! Measures what comments and passages are tied to.
use khao::load::{Input, load};
use khao::model::Document;
use khao::text::Segmenter;
use std::path::PathBuf;

fn read(path: &str) -> Document {
    let bytes = std::fs::read(path).unwrap();
    load(&Input {
        bytes,
        ..Input::default()
    })
    .unwrap()
    .documents
    .remove(0)
}
fn main() {
    let seeds = PathBuf::from(std::env::args().nth(1).unwrap());
    let mut files: Vec<_> = std::fs::read_dir(seeds)
        .unwrap()
        .map(|e| e.unwrap().path())
        .collect();
    files.sort();
    let docs: Vec<_> = files.iter().map(|f| read(f.to_str().unwrap())).collect();
    let s = Segmenter::new();
    let t = std::time::Instant::now();
    let a = khao::relate::anchors(&docs[0], &s);
    println!("{:?}", t.elapsed());
    for a in &a {
        println!(
            "c{} -> {} {:?} {:.2} {:?}",
            a.comment.ix(),
            a.found.here.block.ix(),
            a.via,
            a.found.confidence,
            a.found
                .why
                .iter()
                .map(|r| r.text.to_string())
                .collect::<Vec<_>>()
        );
    }
    for other in &docs[1..] {
        let t = std::time::Instant::now();
        let m = khao::relate::matches(&docs[0], other, &s);
        println!("== {:?}", t.elapsed());
        for m in m {
            println!(
                "{} -> {} {:.2} {:?} {}",
                m.here.block.ix(),
                m.there.block.ix(),
                m.confidence,
                m.why.iter().map(|r| r.text.to_string()).collect::<Vec<_>>(),
                &other.text(m.there.block)
                    [m.there.bytes.start as usize..m.there.bytes.end as usize]
            );
        }
    }
}
