//! What the program says of what it did, where it is told, and for how long.

use khao::app::word::Word;
use khao::run::library::Library;

use crate::support::bench::Bench;

const BOTH: (u16, u16) = (120, 40);

/// The seeds, their first story open.
fn seeds() -> Bench {
    let mut bench = Bench::new(Library::seeds(), BOTH);
    bench.keys("enter");
    bench
}

fn word(bench: &Bench) -> Option<Word> {
    bench.app.note.as_ref().map(|n| n.word)
}

fn chosen(bench: &Bench) -> usize {
    bench.app.reader.as_ref().unwrap().sources.chosen
}

#[test]
fn the_next_hit_goes_on_among_the_sources() {
    let mut bench = seeds();
    let title = {
        let reader = bench.app.reader.as_ref().unwrap();
        let last = reader.sources.items.len() - 1;
        let title = reader.sources.title(&reader.document, last).to_owned();
        assert!(last > 1, "sources to search in");
        title
    };
    // A letter that stands in several of them.
    bench.keys(&format!("g3 /e enter"));
    let first = chosen(&bench);
    assert_eq!(word(&bench), Some(Word::HitOf), "{title}");
    bench.keys("n");
    let second = chosen(&bench);
    assert_ne!(first, second);
    bench.keys("N");
    assert_eq!(chosen(&bench), first);
    bench.keys("/zzzz enter");
    assert_eq!(word(&bench), Some(Word::NothingFound));
    bench.keys("n");
    assert_eq!(word(&bench), Some(Word::NoHits));
}
