//! A run of Thai: its words, what they mean in English, and what may be a name in it.
//!
//! A word is *strange* where the dictionary does not have it and Thai text hardly does. Strange words
//! side by side are taken for one name, which may meet a Latin one by its sound; so is a short run
//! between spaces, since the parts of a name are often words themselves: `ปิยะ|มิตร`.

use std::ops::Range;

use super::background::Background;
use super::bridge::Bridge;
use super::feature::Kind;
use super::mention::{Mention, Reading};
use super::sound;
use super::stem::is_thai_stopword;
use crate::text::Segmenter;

/// A word in a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Word {
    /// It says nothing.
    Stop,
    /// It is a word that is known.
    Known,
    /// It may be a name.
    Strange,
}

/// The most words in a name.
const NAME: usize = 4;

/// What goes before a name, without a space.
const TITLES: &[&str] = &[
    "นาย",
    "นาง",
    "นางสาว",
    "น.ส.",
    "คุณ",
    "ดร.",
    "หมอ",
    "ครู",
    "อาจารย์",
    "พระ",
    "เจ้าหญิง",
    "เจ้าชาย",
    "ประธานาธิบดี",
    "นายกรัฐมนตรี",
    "รัฐมนตรี",
    "ศาสตราจารย์",
    "วุฒิสมาชิก",
    "เมือง",
    "จังหวัด",
    "อำเภอ",
    "มหาวิทยาลัย",
    "โรงพยาบาล",
    "บริษัท",
    "พรรค",
    "รัฐ",
    "เกาะ",
    "แม่น้ำ",
];

impl<'t> Reading<'t> {
    /// Reads `text[run]`, all Thai letters; `borders` are the word borders of the text.
    pub(super) fn thai(
        &mut self,
        text: &'t str,
        run: &Range<usize>,
        borders: &[usize],
        segmenter: &Segmenter,
    ) {
        let first = borders.partition_point(|b| *b <= run.start);
        let inner = borders[first..].iter().copied();
        let mut ends: Vec<usize> = inner.take_while(|b| *b < run.end).collect();
        ends.push(run.end);
        let bridge = Bridge::shipped();
        let mut words: Vec<(Range<usize>, Word)> = Vec::with_capacity(ends.len());
        let (mut from, mut free) = (run.start, run.start);
        for &to in &ends {
            let bytes = from..to;
            let word = &text[bytes.clone()];
            let stop = is_thai_stopword(word);
            self.speak(&bytes, !stop);
            if !stop {
                self.add(Kind::Thai, word, &bytes, word);
            }
            if from >= free
                && let Some(lemma) =
                    bridge.longest(text, from..run.end, |at| ends.binary_search(&at).is_ok())
                && !(stop && lemma.bytes.end == to)
            {
                free = lemma.bytes.end;
                for (stem, share) in bridge.stems(&lemma) {
                    self.mentions.push(Mention {
                        kind: Kind::Word,
                        key: stem.into(),
                        share,
                        bytes: lemma.bytes.clone(),
                        surface: text[lemma.bytes.clone()].into(),
                    });
                }
            }
            let kind = if stop {
                Word::Stop
            } else if from < free || is_common(word, segmenter) {
                Word::Known
            } else {
                Word::Strange
            };
            words.push((bytes, kind));
            from = to;
        }
        self.thai_names(text, run, &words);
    }

    fn thai_names(&mut self, text: &'t str, run: &Range<usize>, words: &[(Range<usize>, Word)]) {
        let mut names: Vec<Range<usize>> = Vec::new();
        for part in words
            .chunk_by(|a, b| a.1 == b.1)
            .filter(|p| p[0].1 == Word::Strange)
        {
            if part.len() <= NAME {
                names.push(part[0].0.start..part[part.len() - 1].0.end);
            }
            if part.len() > 1 {
                names.extend(part.iter().map(|(bytes, _)| bytes.clone()));
            }
        }
        let title = words
            .first()
            .is_some_and(|(b, _)| TITLES.contains(&&text[b.clone()]));
        let rest = &words[usize::from(title)..];
        let alone = (1..=NAME).contains(&rest.len())
            && (title || rest.len() > 1)
            && rest.iter().all(|(_, w)| *w != Word::Stop);
        if alone {
            let whole = rest[0].0.start..run.end;
            if !names.contains(&whole) {
                names.push(whole);
            }
        }
        for bytes in names {
            let name = &text[bytes.clone()];
            for key in sound::keys(name) {
                self.add(Kind::Sound, key, &bytes, name);
            }
        }
    }
}

/// Whether Thai text has a word often enough for it to be no name.
fn is_common(word: &str, segmenter: &Segmenter) -> bool {
    segmenter.knows(word) && Background::shipped().frequency(Kind::Thai, word) > 0
}
