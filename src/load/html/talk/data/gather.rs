//! The comments in the values of JSON-LD, and whose they are.
//!
//! A page may tell of several articles, each with its comments: those of its main article are its own. The
//! main article is the one whose address or title is the page's, else the first.

use std::collections::HashMap;

use serde_json::{Map, Value};

use super::super::super::super::draft::{Stated, Turn};
use super::super::super::super::line;
use super::super::super::meta;
use super::super::super::tree::Tree;

/// The kinds of values that are comments.
const KINDS: [&str; 3] = ["Comment", "UserComments", "CorrectionComment"];

/// What holds no comments of the page: questions and answers of its own maker, lists of other pages.
const FOREIGN: [&str; 2] = ["FAQPage", "ItemList"];

/// The comments of a page's data so far.
#[derive(Debug, Default)]
pub(super) struct Gathered {
    comments: Vec<Comment>,
    /// The comments by what names them; `None` for what names several.
    ids: HashMap<String, Option<usize>>,
    articles: Vec<Article>,
}

#[derive(Debug)]
struct Comment {
    turn: Turn,
    is_answer: bool,
    /// The comment it stands in, and the name of the one it answers.
    around: Option<usize>,
    answers: Option<String>,
    /// The outermost article that it stands in.
    article: Option<usize>,
}

/// By what an article is known.
#[derive(Debug)]
struct Article {
    urls: Vec<String>,
    title: Option<String>,
}

/// A value, and what is known of where it stands.
#[derive(Debug, Clone, Copy)]
struct Place<'v> {
    value: &'v Value,
    around: Option<usize>,
    article: Option<usize>,
    /// Whether it stands where comments stand.
    held: bool,
    /// Whether people ask and answer on this page.
    asks: bool,
}

impl Gathered {
    /// The comments of a value, in order.
    pub(super) fn add(&mut self, value: &Value) {
        let mut todo = vec![Place {
            value,
            around: None,
            article: None,
            held: false,
            asks: false,
        }];
        while let Some(mut here) = todo.pop() {
            match here.value {
                Value::Array(all) => {
                    todo.extend(all.iter().rev().map(|value| Place { value, ..here }));
                }
                Value::Object(map) => {
                    if meta::is_a(here.value, &FOREIGN) {
                        continue;
                    }
                    here.asks |= meta::is_a(here.value, &["QAPage"]);
                    self.object(map, &mut here);
                    for (name, value) in map.iter().rev() {
                        if name != "parentItem" && (value.is_object() || value.is_array()) {
                            let held = name == "comment";
                            todo.push(Place {
                                value,
                                held,
                                ..here
                            });
                        }
                    }
                }
                _ => {}
            }
        }
    }

    /// Takes an object for what it is: a comment, an article, or neither.
    fn object(&mut self, map: &Map<String, Value>, here: &mut Place<'_>) {
        let is_answer = meta::is_a(here.value, &["Answer"]);
        let is_comment = meta::is_a(here.value, &KINDS)
            || here.held && !map.contains_key("@type")
            || is_answer && here.asks;
        let turn = is_comment.then(|| super::turn(map));
        // An article that is a comment as well may have its words elsewhere.
        let is_article = meta::is_a(here.value, &meta::ARTICLES);
        let turn = turn.filter(|t| !t.deleted || !is_article);
        // Answers without a writer and a time are the page's own.
        let turn = turn.filter(|t| !is_answer || t.author.is_some() || t.when.is_some());
        let Some(turn) = turn else {
            let owns = is_article || !is_comment && map.contains_key("comment");
            if here.article.is_none() && owns {
                here.article = Some(self.articles.len());
                self.articles.push(Article::of(map));
            }
            return;
        };
        let names = ["@id", "url", "identifier"];
        let names = names.iter().filter_map(|n| map.get(*n)?.as_str());
        // Several makers of data on one page may each tell the same.
        let again = names.clone().find_map(|n| {
            let at = (*self.ids.get(n)?)?;
            let same = &self.comments[at].turn;
            let is_same = same.author == turn.author && words(same).eq(words(&turn));
            // A mere name stands for the comment that was told.
            (is_same || turn.deleted).then_some(at)
        });
        if let Some(at) = again {
            here.around = Some(at);
            return;
        }
        let at = self.comments.len();
        for name in names {
            // What is gone gives its names to a comment that is there.
            if let Some(Some(known)) = self.ids.get(name)
                && self.comments.get(*known).is_some_and(|c| c.turn.deleted)
            {
                self.ids.insert(name.to_owned(), Some(at));
                continue;
            }
            let known = self.ids.entry(name.to_owned()).or_insert(Some(at));
            if *known != Some(at) {
                *known = None;
            }
        }
        let answers = map.get("parentItem").and_then(|p| {
            let names = ["@id", "url", "identifier"];
            let name = p.as_str();
            name.or_else(|| names.iter().find_map(|n| p.get(*n)?.as_str()))
        });
        self.comments.push(Comment {
            turn,
            is_answer,
            around: here.around,
            answers: answers.map(str::to_owned),
            article: here.article,
        });
        here.around = Some(at);
    }

    /// Which comments say something, or hold the place of one that others answer.
    fn held(&self) -> Vec<bool> {
        let mut held: Vec<bool> = self.comments.iter().map(|c| !c.turn.deleted).collect();
        for (at, comment) in self.comments.iter().enumerate() {
            if comment.turn.deleted {
                continue;
            }
            let mut up = parent(&self.ids, at, comment);
            while let Some(gone) = up.filter(|p| !held[*p]) {
                held[gone] = true;
                up = parent(&self.ids, gone, &self.comments[gone]);
            }
        }
        held
    }

    /// The only article with comments, where nothing says that it is another page: the discussion of an article
    /// may be told beside it.
    fn only(&self) -> Option<usize> {
        let mut owners = self.comments.iter().filter(|c| !c.turn.deleted);
        let only = owners.next()?.article?;
        let is_only = owners.all(|c| c.article == Some(only));
        (is_only && self.articles[only].urls.is_empty()).then_some(only)
    }

    /// The comments of the page's main article, with what is said of whom they answer.
    pub(super) fn turns(self, tree: &Tree) -> Vec<Turn> {
        let main = self.only().or_else(|| main(&self.articles, tree));
        let is_own = |c: &Comment| match (c.article, main) {
            (Some(at), Some(main)) => self.articles[at].may_be(&self.articles[main]),
            _ => true,
        };
        let held = self.held();
        let mut places: Vec<Option<usize>> = Vec::with_capacity(self.comments.len());
        let mut kept = 0;
        for (comment, held) in self.comments.iter().zip(held) {
            let stays = held && is_own(comment);
            places.push(stays.then_some(kept));
            kept += usize::from(stays);
        }
        // Where nothing says who answers whom, nothing says that nobody does.
        let said = |c: &Comment| c.around.is_some() || c.answers.is_some();
        let any_said = self.comments.iter().any(said);
        let mut turns = Vec::with_capacity(kept);
        for (at, comment) in self.comments.into_iter().enumerate() {
            if places[at].is_none() {
                continue;
            }
            let parent = parent(&self.ids, at, &comment);
            let mut turn = comment.turn;
            turn.stated = match parent.and_then(|p| places[p]) {
                Some(parent) => Some(Stated::Reply(parent)),
                None => (any_said || comment.is_answer).then_some(Stated::Root),
            };
            turns.push(turn);
        }
        turns
    }
}

/// The comment that another answers: the one it names, or the one it stands in.
fn parent(ids: &HashMap<String, Option<usize>>, at: usize, comment: &Comment) -> Option<usize> {
    let named = comment.answers.as_ref().and_then(|name| *ids.get(name)?);
    named.filter(|p| *p != at).or(comment.around)
}

fn words(turn: &Turn) -> impl Iterator<Item = &str> {
    turn.pieces
        .iter()
        .map(super::super::super::super::draft::Piece::text)
}

impl Article {
    fn of(map: &Map<String, Value>) -> Self {
        let of_page = map.get("mainEntityOfPage");
        let urls = [
            map.get("url"),
            of_page,
            of_page.and_then(|p| p.get("@id")),
            map.get("@id"),
        ];
        let urls = urls.into_iter().flatten().filter_map(Value::as_str);
        let title = map.get("headline").or_else(|| map.get("name"));
        Self {
            urls: urls.map(bare).filter(|u| !u.is_empty()).collect(),
            title: title.and_then(Value::as_str).and_then(key),
        }
    }

    /// Whether nothing says that two are not the same: makers tell the same article more than once.
    fn may_be(&self, other: &Self) -> bool {
        let titled = self.title.is_some() && other.title.is_some();
        let placed = !self.urls.is_empty() && !other.urls.is_empty();
        titled && self.title == other.title
            || self.urls.iter().any(|u| other.urls.contains(u))
            || !titled && !placed
    }
}

/// The article that the page is about.
fn main(articles: &[Article], tree: &Tree) -> Option<usize> {
    if articles.len() < 2 {
        return None;
    }
    let own = meta::canonical(tree, None).map(|u| bare(&u));
    let by_url = own.and_then(|own| articles.iter().position(|a| a.urls.contains(&own)));
    by_url.or_else(|| {
        let titles = tree
            .below(Tree::ROOT)
            .filter(|n| matches!(tree.name(*n), "h1" | "title"));
        let titles: Vec<String> = titles.take(4).filter_map(|n| key(&tree.text(n))).collect();
        let is_title = |a: &Article| {
            let title = a.title.as_ref();
            title.is_some_and(|own| titles.iter().any(|t| t.starts_with(&**own)))
        };
        articles.iter().position(is_title).or(Some(0))
    })
}

/// An address without what may differ for one page.
fn bare(url: &str) -> String {
    let url = url.split('#').next().unwrap_or_default().trim();
    let url = url.split_once("://").map_or(url, |(_, rest)| rest);
    let url = url.strip_prefix("www.").unwrap_or(url);
    url.trim_end_matches('/').to_owned()
}

fn key(title: &str) -> Option<String> {
    Some(line::key(&meta::plain(title)?)).filter(|k| !k.is_empty())
}
