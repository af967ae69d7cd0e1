//! TEMP stub, replaced by the merge.
use crate::model::*;
use crate::text::Segmenter;
use std::collections::HashSet;
#[derive(Debug)]
pub struct Anchoring {
    at: usize,
}
fn words(t: &str) -> Vec<(String, std::ops::Range<u32>)> {
    let mut out = vec![];
    let mut s = None;
    for (i, c) in t.char_indices().chain([(t.len(), ' ')]) {
        if c.is_alphanumeric() {
            if s.is_none() {
                s = Some(i)
            }
        } else if let Some(a) = s.take() {
            if i - a >= 6 {
                out.push((t[a..i].to_lowercase(), a as u32..i as u32));
            }
        }
    }
    out
}
fn best(t: &str, blocks: &[(BlockIx, String)]) -> Option<Match> {
    let w = words(t);
    let set: HashSet<&str> = w.iter().map(|w| &*w.0).collect();
    let mut b: Option<(usize, Match)> = None;
    for (ix, text) in blocks {
        let hw: Vec<_> = words(text)
            .into_iter()
            .filter(|x| set.contains(&*x.0))
            .collect();
        let n = hw.iter().map(|x| &x.0).collect::<HashSet<_>>().len();
        if n >= 2 && b.as_ref().is_none_or(|(m, _)| n > *m) {
            let keys: HashSet<&str> = hw.iter().map(|x| &*x.0).collect();
            b = Some((
                n,
                Match {
                    here: Passage {
                        block: *ix,
                        bytes: 0..text.len() as u32,
                    },
                    there: Passage {
                        block: BlockIx(0),
                        bytes: 0..t.len() as u32,
                    },
                    confidence: (n as f32 / 6.0).min(1.0),
                    why: keys
                        .iter()
                        .take(3)
                        .map(|k| Reason {
                            kind: ReasonKind::Word,
                            text: crate::text::clean_line(k),
                        })
                        .collect(),
                    there_words: w
                        .iter()
                        .filter(|x| keys.contains(&*x.0))
                        .map(|x| x.1.clone())
                        .collect(),
                    here_words: hw.iter().map(|x| x.1.clone()).collect(),
                },
            ));
        }
    }
    b.map(|x| x.1)
}
fn blocks(d: &Document) -> Vec<(BlockIx, String)> {
    BlockIx::each(&d.article.blocks)
        .map(|b| (b, d.text(b).to_string()))
        .collect()
}
impl Anchoring {
    pub fn new(_: &Document, _: &Segmenter) -> Self {
        Self { at: 0 }
    }
    pub fn next(&mut self, d: &Document, n: usize) -> Option<Vec<Anchor>> {
        if self.at >= d.thread.len() {
            return None;
        }
        let bl = blocks(d);
        let mut out = vec![];
        for i in self.at..(self.at + n).min(d.thread.len()) {
            let c = d.thread.get(CommentIx(i as u32));
            if let Some(mut m) = best(d.text(c.blocks.start), &bl) {
                m.there.block = c.blocks.start;
                out.push(Anchor {
                    comment: CommentIx(i as u32),
                    via: Via::Words,
                    found: m,
                });
            }
        }
        self.at += n;
        Some(out)
    }
}
pub fn matches(a: &Document, b: &Document, _: &Segmenter) -> Vec<Match> {
    let bl = blocks(b);
    blocks(a)
        .into_iter()
        .filter_map(|(ix, t)| {
            best(&t, &bl).map(|m| Match {
                here: Passage {
                    block: ix,
                    bytes: 0..t.len() as u32,
                },
                there: m.here,
                here_words: m.there_words,
                there_words: m.here_words,
                ..m
            })
        })
        .collect()
}
