//! Who answers whom, where the source does not say.
//!
//! Comments are taken in their order; a comment may answer only what stands on
//! the right spine (the last comment and its ancestors), so the order never
//! changes. [`EVIDENCE`] is asked in turn: a quotation, a name, the page's own
//! author, an opening word that agrees or objects, a word taken up. Without
//! evidence a comment is a root: a wrong root costs a reader less than a wrong
//! answer. What counts as evidence depends on the [`Genre`].
//!
//! A trained model takes the place of [`EVIDENCE`] as one more function.

mod table;

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use super::{Models, line};
use crate::model::{Block, BlockIx, By, Document, Node, Thread};
use crate::text::clean_line;

/// No inferred answer stands deeper.
const DEEPEST: usize = 5;

/// What the comments of a page are like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Genre {
    /// People answer each other, without names: about half are roots.
    Debate,
    /// People answer the article: about seven in ten are roots.
    Blog,
}

/// A comment as it is judged.
struct Said {
    author: Option<String>,
    /// Its first words in lower case, with straight apostrophes.
    head: String,
    /// What it quotes first, if that is long enough to be told.
    quote: Option<String>,
    opener: Option<table::Opener>,
}

/// A parent and what spoke for it.
struct Guess {
    parent: usize,
    confidence: f32,
    why: String,
}

struct Page<'a> {
    said: Vec<Said>,
    blocks: &'a [Block],
    /// The blocks of each comment.
    ranges: Vec<Range<BlockIx>>,
    genre: Genre,
    /// Who answers most: the page's author, where one is told by that or by the byline.
    owner: Option<String>,
    /// Words of the article, which are everybody's; only looked up in a debate, and empty elsewhere.
    article: HashSet<String>,
}

/// Something that may tell which comment `at` answers; the spine has the nearest last.
type Evidence = fn(&Page<'_>, usize, &[usize]) -> Option<Guess>;

/// All evidence, the most telling first.
const EVIDENCE: &[Evidence] = &[quoted, named, owned, opened, taken_up];

/// Infers the parents of all comments whose parent khao has to tell ([`By::Khao`]). The order of the
/// comments stays as it is, and so does every stated parent. Linear in the words.
pub fn infer(document: &mut Document, _models: &Models) {
    let open = |by: &By| matches!(by, By::Khao { .. });
    if !document.thread.comments().iter().any(|c| open(&c.by)) {
        return;
    }
    let thread = std::mem::take(&mut document.thread);
    let page = Page::of(document, &thread);
    let mut nodes = thread.into_nodes();
    let floors = floors(&nodes);
    let mut spine: Vec<usize> = Vec::new();
    for at in 0..nodes.len() {
        // Above the floor a parent would part stated answers from what they answer.
        let floor = floors[at].and_then(|f| spine.iter().position(|s| *s == f));
        if open(&nodes[at].by) {
            let from = floor.unwrap_or(0);
            let to = spine.len().min(DEEPEST).max(floor.map_or(0, |f| f + 1));
            let guess = EVIDENCE
                .iter()
                .find_map(|find| find(&page, at, &spine[from..to]));
            let node = &mut nodes[at];
            let (parent, confidence, why) = match guess {
                Some(g) => (Some(g.parent), g.confidence, vec![clean_line(&g.why)]),
                None => (
                    floor.map(|f| spine[f]),
                    page.root_confidence(at),
                    Vec::new(),
                ),
            };
            node.parent = parent;
            node.by = By::Khao { confidence, why };
        }
        let depth = nodes[at]
            .parent
            .and_then(|p| spine.iter().rposition(|s| *s == p))
            .map_or(0, |d| d + 1);
        spine.truncate(depth);
        spine.push(at);
    }
    document.thread = Thread::build(nodes).0;
}

/// For each comment the deepest stated parent that has a stated child behind it: the comment has to
/// stay below that one, or the order would change.
pub(super) fn floors(nodes: &[Node]) -> Vec<Option<usize>> {
    let mut last_child: Vec<usize> = (0..nodes.len()).collect();
    for (at, node) in nodes.iter().enumerate() {
        if let (Some(p), false) = (node.parent, matches!(node.by, By::Khao { .. })) {
            last_child[p] = at;
        }
    }
    let mut open: Vec<usize> = Vec::new();
    (0..nodes.len())
        .map(|at| {
            while open.last().is_some_and(|p| last_child[*p] <= at) {
                open.pop();
            }
            let floor = open.last().copied();
            if last_child[at] > at {
                open.push(at);
            }
            floor
        })
        .collect()
}

impl<'a> Page<'a> {
    fn of(document: &'a Document, thread: &Thread) -> Self {
        let ranges: Vec<_> = thread.comments().iter().map(|c| c.blocks.clone()).collect();
        let first = |range: &Range<BlockIx>| {
            let mut texts = BlockIx::each(range).map(|ix| &*document.block(ix).text);
            texts.find(|t| !t.trim().is_empty()).unwrap_or_default()
        };
        let said: Vec<Said> = thread
            .comments()
            .iter()
            .map(|c| Said::of(c.author.as_deref(), first(&c.blocks)))
            .collect();
        let openers = said
            .iter()
            .filter(|s| s.opener.is_some_and(table::Opener::is_turn))
            .count();
        let names = said.iter().any(|s| s.author.is_some());
        let debate = !names && openers * 100 > said.len() * 15;
        let mut article = HashSet::new();
        if debate {
            for ix in BlockIx::each(&document.article.blocks) {
                article.extend(table::stems(&document.block(ix).text));
            }
        }
        Self {
            owner: owner(document, &said),
            genre: if debate { Genre::Debate } else { Genre::Blog },
            said,
            blocks: &document.blocks,
            ranges,
            article,
        }
    }

    /// The words of a comment, block by block.
    fn texts(&self, at: usize) -> impl Iterator<Item = &'a str> {
        let blocks = self.blocks;
        BlockIx::each(&self.ranges[at]).map(move |ix| &*blocks[ix.ix()].text)
    }

    fn root_confidence(&self, at: usize) -> f32 {
        match (at, self.genre) {
            (0, _) => 0.95,
            (_, Genre::Debate) => 0.6,
            (_, Genre::Blog) => 0.7,
        }
    }
}

impl Said {
    fn of(author: Option<&str>, text: &str) -> Self {
        // Only the first words tell how a comment opens; a quotation may be longer.
        let head = folded(line::head(text.trim_start(), 160));
        let quote = text.trim_start().starts_with(['“', '"', '>']);
        Self {
            author: author.map(str::to_lowercase),
            quote: quote
                .then(|| quotation(&folded(line::head(text.trim_start(), 700))))
                .flatten(),
            opener: table::opener(&head),
            head,
        }
    }
}

/// In lower case, with straight apostrophes.
fn folded(text: &str) -> String {
    text.to_lowercase().replace(['’', '‘'], "'")
}

/// The words in quotation marks at the start of a comment, if they are enough to be told by.
fn quotation(lower: &str) -> Option<String> {
    let text = lower.trim_start();
    let (open, close) = match text.chars().next()? {
        '“' => ('“', '”'),
        '"' => ('"', '"'),
        '>' => ('>', '\n'),
        _ => return None,
    };
    let words = text[open.len_utf8()..]
        .split(close)
        .next()?
        .trim()
        .trim_end_matches(['.', '…']);
    (words.chars().count() >= 20 && words.len() <= 600).then(|| words.to_owned())
}

/// The author with the most comments, three at least and a fifth of all; else the byline's, if it comments.
fn owner(document: &Document, said: &[Said]) -> Option<String> {
    let byline = document.article.byline.as_deref().map(str::to_lowercase);
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for author in said.iter().filter_map(|s| s.author.as_deref()) {
        *counts.entry(author).or_default() += 1;
    }
    if let Some(name) = byline.filter(|b| counts.contains_key(b.as_str())) {
        return Some(name);
    }
    let (name, n) = counts
        .into_iter()
        .max_by(|a, b| a.1.cmp(&b.1).then_with(|| b.0.cmp(a.0)))?;
    (n >= 3 && n * 5 >= said.len()).then(|| name.to_owned())
}

/// It starts with a quotation from a comment.
fn quoted(page: &Page<'_>, at: usize, spine: &[usize]) -> Option<Guess> {
    let quote = page.said[at].quote.as_deref()?;
    let parent = *spine
        .iter()
        .rev()
        .find(|p| page.texts(**p).any(|t| folded(t).contains(quote)))?;
    Some(Guess {
        parent,
        confidence: 0.9,
        why: "quotes it".to_owned(),
    })
}

/// It names the author of a comment in its first words.
fn named(page: &Page<'_>, at: usize, spine: &[usize]) -> Option<Guess> {
    let me = page.said[at].author.as_deref();
    let parent = *spine.iter().rev().find(|p| {
        let name = page.said[**p].author.as_deref();
        name.is_some_and(|n| Some(n) != me && table::addresses(&page.said[at].head, n))
    })?;
    let name = page.said[parent].author.clone().unwrap_or_default();
    Some(Guess {
        parent,
        confidence: 0.85,
        why: format!("names {name}"),
    })
}

/// The page's author answers, or two speakers take turns.
fn owned(page: &Page<'_>, at: usize, spine: &[usize]) -> Option<Guess> {
    let me = page.said[at].author.as_deref()?;
    let &previous = spine.last()?;
    let before = page.said[previous].author.as_deref();
    if before == Some(me) {
        return None;
    }
    if page.owner.as_deref() == Some(me) {
        return Some(Guess {
            parent: previous,
            confidence: 0.7,
            why: "the page's author answers".to_owned(),
        });
    }
    let answered = spine.len().checked_sub(2).map(|i| spine[i])?;
    (page.said[answered].author.as_deref() == Some(me)).then(|| Guess {
        parent: previous,
        confidence: 0.65,
        why: "they take turns".to_owned(),
    })
}

/// It opens with a word that agrees or objects.
fn opened(page: &Page<'_>, at: usize, spine: &[usize]) -> Option<Guess> {
    let opener = page.said[at].opener?;
    let &parent = spine.last()?;
    let weighs = match page.genre {
        Genre::Debate => true,
        Genre::Blog => opener == table::Opener::Anaphora,
    };
    weighs.then(|| Guess {
        parent,
        confidence: opener.confidence(),
        why: opener.why().to_owned(),
    })
}

/// Its first sentence takes up a word of the comment before it that is not the article's.
fn taken_up(page: &Page<'_>, at: usize, spine: &[usize]) -> Option<Guess> {
    let &parent = spine.last()?;
    if page.genre != Genre::Debate {
        return None;
    }
    let sentence = page.texts(at).next()?;
    let end = sentence
        .find(['.', '?', '!', '\n'])
        .unwrap_or(sentence.len());
    let mine: HashSet<String> = table::stems(line::head(&sentence[..end], 400))
        .filter(|w| !page.article.contains(w))
        .collect();
    if mine.is_empty() {
        return None;
    }
    let theirs = page
        .texts(parent)
        .flat_map(|t| table::stems(line::head(t, 4000)));
    let shared = theirs.filter(|w| mine.contains(w)).min()?;
    Some(Guess {
        parent,
        confidence: 0.55,
        why: format!("takes up “{shared}”"),
    })
}
