//! A page as it is judged: what each comment says, and what they have in common.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use super::super::line;
use super::call::{self, Call};
use super::signs::{self, Signs};
use super::{table, words};
use crate::model::{Block, BlockIx, Document, Thread};

/// What the comments of a page are like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Genre {
    /// People answer each other, without names: about half are roots.
    Debate,
    /// People answer the article: about seven in ten are roots.
    Blog,
}

/// A comment as it is judged.
pub(super) struct Said {
    /// Its author, by the order in which they appear.
    pub(super) author: Option<usize>,
    /// Whether its author has not spoken before.
    pub(super) new: bool,
    /// Its first words in lower case, with straight apostrophes.
    pub(super) head: String,
    /// Its last words likewise.
    tail: String,
    /// What it quotes first, if that is long enough to be told.
    quote: Option<String>,
    pub(super) opener: Option<table::Opener>,
    pub(super) signs: Signs,
    /// Whom it calls by name at its start.
    pub(super) call: Option<Call>,
    /// How often it says “you”, for each ten words.
    pub(super) you: f32,
    pub(super) n_words: usize,
    pub(super) asks: bool,
    pub(super) asks_last: bool,
    /// Its words.
    bag: Vec<u32>,
    /// What each of them weighs: rare ones more, the article's half.
    weights: Vec<f32>,
    /// Those of its first sentence that are neither the article's nor on everybody's lips.
    opening: Vec<u32>,
}

/// How often things are among the comments of a page, from 0 to 1.
#[derive(Debug, Default)]
pub(super) struct Rates {
    pub(super) openers: f32,
    pub(super) hosts: f32,
    pub(super) calls: f32,
    pub(super) back: f32,
    pub(super) owner: f32,
}

pub(super) struct Page<'a> {
    pub(super) said: Vec<Said>,
    pub(super) genre: Genre,
    /// Whether authors are known.
    pub(super) names: bool,
    pub(super) rates: Rates,
    /// Who answers most: the page's author, where one is told by that or by the byline.
    pub(super) owner: Option<usize>,
    /// How often each name is called.
    pub(super) calls: HashMap<String, usize>,
    /// The authors' names in lower case.
    authors: Vec<String>,
    /// The first words of the authors' names.
    first_names: HashSet<String>,
    blocks: &'a [Block],
    /// The blocks of each comment.
    ranges: Vec<Range<BlockIx>>,
    /// In how many comments a word is.
    spread: HashMap<u32, u32>,
    /// Words of the article, which are everybody's.
    article: Vec<u32>,
}

impl<'a> Page<'a> {
    pub(super) fn of(document: &'a Document, thread: &Thread) -> Self {
        let comments = thread.comments();
        let ranges: Vec<_> = comments.iter().map(|c| c.blocks.clone()).collect();
        let mut authors: Vec<String> = Vec::new();
        let mut known: HashMap<String, usize> = HashMap::new();
        let mut said: Vec<Said> = Vec::with_capacity(comments.len());
        for comment in comments {
            let texts = BlockIx::each(&comment.blocks).map(|ix| &*document.block(ix).text);
            let texts: Vec<&str> = texts.filter(|t| !t.trim().is_empty()).collect();
            let mut it = Said::of(&texts);
            if let Some(name) = comment.author.as_deref().map(str::to_lowercase) {
                let next = authors.len();
                let ix = *known.entry(name).or_insert_with_key(|name| {
                    authors.push(name.clone());
                    next
                });
                it.new = ix == next;
                it.author = Some(ix);
            }
            said.push(it);
        }
        let mut spread: HashMap<u32, u32> = HashMap::new();
        let mut calls: HashMap<String, usize> = HashMap::new();
        for it in &said {
            for word in &it.bag {
                *spread.entry(*word).or_default() += 1;
            }
            if let Some(call) = &it.call {
                *calls.entry(call.name.clone()).or_default() += 1;
            }
        }
        let mut article = Vec::new();
        for ix in BlockIx::each(&document.article.blocks) {
            words::add(&document.block(ix).text, &mut article);
        }
        let byline = document.article.byline.as_deref().map(str::to_lowercase);
        let byline = byline.and_then(|b| known.get(&b).copied());
        let owner = byline.or_else(|| owner(&said, authors.len()));
        let names = !authors.is_empty();
        let rates = Rates::of(&said, owner);
        let debate = !names && rates.openers > 0.15;
        let first = |name: &String| name.split([' ', ',']).next().unwrap_or_default().to_owned();
        let mut page = Self {
            genre: if debate { Genre::Debate } else { Genre::Blog },
            names,
            rates,
            owner,
            calls,
            first_names: authors.iter().map(first).collect(),
            authors,
            said,
            blocks: &document.blocks,
            ranges,
            spread,
            article: words::bag(article),
        };
        page.weigh();
        page
    }

    /// Gives the words their weights.
    fn weigh(&mut self) {
        let all = words::real(self.said.len()) + 10.0;
        let mut said = std::mem::take(&mut self.said);
        for it in &mut said {
            let weight = |w: &u32| {
                let rare =
                    (all / self.spread.get(w).map_or(1.0, |n| words::real(*n as usize))).ln();
                let common = self.article.binary_search(w).is_ok();
                if common { rare / 2.0 } else { rare }
            };
            it.weights = it.bag.iter().map(weight).collect();
            it.opening.retain(|w| self.is_own(*w));
        }
        self.said = said;
    }

    /// The words of a comment, block by block.
    fn texts(&self, at: usize) -> impl Iterator<Item = &'a str> {
        let blocks = self.blocks;
        BlockIx::each(&self.ranges[at]).map(move |ix| &*blocks[ix.ix()].text)
    }

    /// The name of a comment's author, in lower case.
    pub(super) fn author(&self, at: usize) -> Option<&str> {
        self.said[at].author.map(|a| &*self.authors[a])
    }

    /// Whether it starts with a quotation from comment `p`.
    pub(super) fn quotes(&self, at: usize, p: usize) -> bool {
        let quote = self.said[at].quote.as_deref();
        // A long comment that everybody quotes must not be read through each time.
        let text = |t| folded(line::head(t, 4000));
        quote.is_some_and(|q| self.texts(p).take(20).any(|t| text(t).contains(q)))
    }

    /// Whether it names the author of comment `p` in its first words.
    pub(super) fn names(&self, at: usize, p: usize) -> bool {
        self.said[at].author != self.said[p].author
            && self
                .author(p)
                .is_some_and(|n| table::addresses(&self.said[at].head, n))
    }

    /// Whether the name of the author of comment `p` is among its first words.
    pub(super) fn mentions(&self, at: usize, p: usize) -> bool {
        let name = self.author(p).unwrap_or_default();
        let name = name.split([' ', ',']).next().unwrap_or_default();
        name.chars().count() > 2
            && self.said[at].author != self.said[p].author
            && has_word(&self.said[at].head, name)
    }

    /// Whether it calls somebody who comments here.
    pub(super) fn calls_somebody(&self, at: usize) -> bool {
        let call = self.said[at].call.as_ref();
        call.is_some_and(|c| self.first_names.contains(&c.name))
    }

    /// Whether the name that it calls stands at the end of comment `p`.
    pub(super) fn signed(&self, at: usize, p: usize) -> bool {
        let call = self.said[at].call.as_ref();
        call.is_some_and(|c| has_word(&self.said[p].tail, &c.name))
    }

    /// How much two comments share: rare words weigh more, the article's half; 0 to about 2.
    pub(super) fn overlap(&self, at: usize, p: usize) -> f32 {
        let (me, b) = (&self.said[at], &self.said[p].bag);
        let a = &me.bag;
        let sum: f32 = words::shared(a, b).map(|ix| me.weights[ix]).sum();
        sum / (words::real(a.len() + 5) * words::real(b.len() + 5)).sqrt()
    }

    /// Whether a word is neither the article's nor on everybody's lips.
    fn is_own(&self, word: u32) -> bool {
        let spread = self.spread.get(&word).copied().unwrap_or_default() as usize;
        spread <= 2 + self.ranges.len() / 10 && self.article.binary_search(&word).is_err()
    }

    /// Whether its first sentence takes up a word of comment `p` that is not the article's.
    pub(super) fn takes_up(&self, at: usize, p: usize) -> bool {
        let opening = &self.said[at].opening;
        words::shared(opening, &self.said[p].bag).next().is_some()
    }

    /// The word for which [`takes_up`](Self::takes_up) says so.
    pub(super) fn taken_up(&self, at: usize, p: usize) -> Option<String> {
        let ours = |text: &'a str, most| table::stems(line::head(text, most));
        let mine: HashSet<String> = ours(first_sentence(self.texts(at).next()?), 400).collect();
        let theirs = self.texts(p).flat_map(|t| ours(t, words::MOST));
        let own = |w: &String| {
            let mut number = Vec::new();
            words::add(w, &mut number);
            number.iter().all(|n| self.is_own(*n))
        };
        theirs.filter(|w| mine.contains(w) && own(w)).min()
    }

    /// The part of its words that the article has too.
    pub(super) fn of_article(&self, at: usize) -> f32 {
        let bag = &self.said[at].bag;
        words::real(words::shared(bag, &self.article).count()) / words::real(bag.len() + 3)
    }
}

impl Said {
    fn of(texts: &[&str]) -> Self {
        let first = texts.first().map_or("", |t| t.trim_start());
        // Only the first words tell how a comment opens; a quotation may be longer.
        let head = folded(line::head(first, 160));
        let quote = first.starts_with(['“', '"', '>']);
        let end = texts.last().map_or("", |t| t.trim_end());
        let tail = end
            .char_indices()
            .rev()
            .nth(30)
            .map_or(end, |(at, _)| &end[at..]);
        let mut bag = Vec::new();
        let (mut n_words, mut asks, mut bytes) = (0, false, 0);
        for text in texts {
            // A Thai word has about five letters.
            let thai = text.chars().filter(|c| line::is_thai(*c)).count();
            n_words += line::words(text) + thai / 5;
            asks |= text.contains('?');
            if bytes < words::MOST {
                words::add(text, &mut bag);
                bytes += text.len();
            }
        }
        let mut opening = Vec::new();
        words::add(line::head(first_sentence(first), 400), &mut opening);
        let you = signs::you(&head);
        Self {
            author: None,
            new: false,
            quote: quote
                .then(|| quotation(&folded(line::head(first, 700))))
                .flatten(),
            opener: table::opener(&head),
            signs: Signs::of(&head, first),
            call: call::call(line::head(first, 160)),
            you: words::real(you) * 10.0 / words::real(line::words(&head).max(5)),
            n_words,
            asks,
            asks_last: end.ends_with('?'),
            tail: folded(tail),
            head,
            bag: words::bag(bag),
            weights: Vec::new(),
            opening: words::bag(opening),
        }
    }
}

impl Rates {
    fn of(said: &[Said], owner: Option<usize>) -> Self {
        let rate = |test: &dyn Fn(&Said) -> bool| {
            words::real(said.iter().filter(|s| test(s)).count()) / words::real(said.len().max(1))
        };
        Self {
            openers: rate(&|s| s.opener.is_some_and(table::Opener::is_turn)),
            hosts: rate(&|s| s.signs.host),
            calls: rate(&|s| s.call.is_some()),
            back: rate(&|s| s.author.is_some() && !s.new),
            owner: rate(&|s| s.author.is_some() && s.author == owner),
        }
    }
}

fn first_sentence(text: &str) -> &str {
    let end = text.find(['.', '?', '!', '\n']).unwrap_or(text.len());
    &text[..end]
}

/// In lower case, with straight apostrophes.
fn folded(text: &str) -> String {
    text.to_lowercase().replace(['’', '‘'], "'")
}

/// Whether `word` stands in `text`, not as a part of a longer one.
fn has_word(text: &str, word: &str) -> bool {
    text.match_indices(word).any(|(at, _)| {
        !text[..at].ends_with(char::is_alphanumeric)
            && !text[at + word.len()..].starts_with(char::is_alphanumeric)
    })
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

/// The author with the most comments, three at least and a fifth of all.
fn owner(said: &[Said], n_authors: usize) -> Option<usize> {
    let mut counts = vec![0; n_authors];
    for author in said.iter().filter_map(|s| s.author) {
        counts[author] += 1;
    }
    let (who, n) = counts
        .into_iter()
        .enumerate()
        .max_by_key(|(ix, n)| (*n, std::cmp::Reverse(*ix)))?;
    (n >= 3 && n * 5 >= said.len()).then_some(who)
}
