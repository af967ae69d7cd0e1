//! What a page says of its article: title, byline, outlet, time, language, address.
//!
//! Asked in this order: data for machines (JSON-LD), the head's `meta` elements (`OpenGraph` and older
//! ones), microdata and the elements that HTML has for it, and the page's own title. The words around the
//! article are asked last, where it is found.

mod day;
mod ld;
mod name;
#[cfg(test)]
mod tests;

use super::super::draft::Piece;
use super::super::header::Header;
use super::tree::{NodeIx, Tree};
use super::{address, blocks};
use crate::text::{Clean, Lang, clean_line};
pub(super) use day::when;
pub(super) use ld::{ARTICLES, is_a, is_markup, laid, plain, value};
pub(super) use name::name_of;

/// What a page says of its article.
#[derive(Debug, Default)]
pub(super) struct Meta {
    pub(super) header: Header,
    /// Its own address, where it is sound.
    pub(super) url: Option<Clean>,
    pub(super) lang: Lang,
    /// All that may be its title, the most telling first.
    pub(super) titles: Vec<Clean>,
}

/// Where addresses in the page are seen from.
pub(super) fn base(tree: &Tree, url: Option<&Clean>) -> Option<Clean> {
    let url = url.map(|u| &**u);
    let stated = || {
        let tag = tree.below(Tree::ROOT).find(|n| tree.name(*n) == "base")?;
        address::page(url, tree.attribute(tag, "href")?)
    };
    let of_page = || url.and_then(|u| address::page(None, u));
    stated().or_else(of_page).or_else(|| canonical(tree, None))
}

/// What the page says of its article.
pub(super) fn read(tree: &Tree, url: Option<&Clean>) -> Meta {
    told(tree).meta(tree, url)
}

fn told(tree: &Tree) -> Told {
    let mut head = Told::default();
    for ix in tree.below(Tree::ROOT) {
        match tree.name(ix) {
            "script" if is_ld(tree, ix) => head.data.read(&tree.text(ix)),
            "meta" => head.tag(tree, ix),
            "title" if head.title.is_none() && !in_svg(tree, ix) => {
                head.title = line(&tree.text(ix));
            }
            "html" if head.lang.is_none() => {
                head.lang = tree.attribute(ix, "lang").map(str::to_owned);
            }
            _ => {}
        }
        head.item(tree, ix);
    }
    head
}

/// Whether an element is a script of JSON-LD.
pub(super) fn is_ld(tree: &Tree, ix: NodeIx) -> bool {
    let kind = tree.attribute(ix, "type");
    kind.is_some_and(|k| {
        k.trim()
            .to_ascii_lowercase()
            .starts_with("application/ld+json")
    })
}

fn in_svg(tree: &Tree, ix: NodeIx) -> bool {
    tree.get(ix)
        .parent
        .is_some_and(|p| tree.name(p) != "head" && tree.name(p) != "body")
}

/// What was found, by source.
#[derive(Default)]
struct Told {
    data: ld::Data,
    title: Option<Clean>,
    lang: Option<String>,
    og_title: Option<Clean>,
    site: Option<Clean>,
    authors: Vec<Clean>,
    published: Option<crate::model::When>,
    item_title: Option<Clean>,
    item_authors: Vec<Clean>,
    item_published: Option<crate::model::When>,
    rel_authors: Vec<Clean>,
    /// How many nodes were looked through for words.
    looked: usize,
}

/// No more names are kept; pages that list more list tags.
const NAMES: usize = 12;
/// No element with more nodes is asked for its words: no name and no title is so large.
const NODES: usize = 2000;
/// No more nodes are looked through in all: what stands in one another is asked again and again.
const LOOKED: usize = 64_000;

impl Told {
    fn tag(&mut self, tree: &Tree, ix: NodeIx) {
        let name = tree
            .attribute(ix, "property")
            .or_else(|| tree.attribute(ix, "name"));
        let (Some(name), Some(content)) = (name, tree.attribute(ix, "content")) else {
            return;
        };
        let Some(content) = line(content) else {
            return;
        };
        let name = name.trim().to_ascii_lowercase();
        match &*name {
            "og:title" | "twitter:title" | "dc.title" | "dcterms.title" | "headline" => {
                self.og_title.get_or_insert(content);
            }
            "og:site_name" | "application-name" | "dc.publisher" | "al:android:app_name" => {
                self.site.get_or_insert(content);
            }
            "author" | "article:author" | "dc.creator" | "dcterms.creator" | "sailthru.author"
            | "parsely-author" | "byl" | "cxenseparse:author"
                if self.authors.len() < NAMES =>
            {
                self.authors
                    .extend(name_of(&content).filter(|n| !self.authors.contains(n)));
            }
            "article:published_time"
            | "og:article:published_time"
            | "date"
            | "dc.date"
            | "dc.date.issued"
            | "dcterms.created"
            | "dcterms.date"
            | "pubdate"
            | "publishdate"
            | "publish-date"
            | "publish_date"
            | "sailthru.date"
            | "parsely-pub-date"
            | "cxenseparse:recs:publishtime"
            | "originalpublicationdate" => {
                self.published = self.published.or_else(|| when(&content));
            }
            "og:locale" if self.lang.is_none() => self.lang = Some(content.to_string()),
            _ => {}
        }
    }

    /// Microdata, and the elements that HTML has for it.
    fn item(&mut self, tree: &Tree, ix: NodeIx) {
        match tree.attribute(ix, "itemprop").map(str::trim) {
            Some("headline") if self.item_title.is_none() => {
                self.item_title = self.value(tree, ix);
            }
            Some("datePublished") if self.item_published.is_none() => {
                let time = tree.attribute(ix, "datetime").and_then(when);
                self.item_published = time.or_else(|| when(&self.value(tree, ix)?));
            }
            Some("author") if self.item_authors.is_empty() && self.may_look(tree, ix) => {
                let is_name = |n: &NodeIx| tree.attribute(*n, "itemprop") == Some("name");
                let named = tree.below(ix).find(is_name);
                let name = self.value(tree, named.unwrap_or(ix));
                self.item_authors
                    .extend(name.as_deref().and_then(name::of_link));
            }
            _ => {}
        }
        let rel = tree.attribute(ix, "rel");
        if rel.is_some_and(|r| r.split_ascii_whitespace().any(|r| r == "author"))
            && tree.name(ix) == "a"
            && self.rel_authors.is_empty()
        {
            let name = self.words(tree, ix);
            self.rel_authors
                .extend(name.as_deref().and_then(name::of_link));
        }
    }

    /// What an element says for machines, else its words.
    fn value(&mut self, tree: &Tree, ix: NodeIx) -> Option<Clean> {
        let content = tree.attribute(ix, "content").and_then(line);
        content.or_else(|| self.words(tree, ix))
    }

    /// The words that are shown of an element, as one line.
    fn words(&mut self, tree: &Tree, ix: NodeIx) -> Option<Clean> {
        if !self.may_look(tree, ix) {
            return None;
        }
        let pieces = blocks::pieces(tree, ix, &|_| false);
        let words: Vec<&str> = pieces.iter().map(Piece::text).collect();
        line(&words.join(" "))
    }

    /// Whether an element is small enough to be looked through, and not too many were.
    fn may_look(&mut self, tree: &Tree, ix: NodeIx) -> bool {
        let nodes = tree.get(ix).end.ix() - ix.ix();
        let may = nodes <= NODES && self.looked + nodes <= LOOKED;
        self.looked += if may { nodes } else { 0 };
        may
    }

    fn meta(mut self, tree: &Tree, url: Option<&Clean>) -> Meta {
        let outlet = self.site.clone().or_else(|| self.data.publisher.clone());
        let (own, suffix) = match &self.title {
            Some(title) => {
                let near = [
                    self.og_title.as_ref(),
                    self.data.headline.as_ref(),
                    self.item_title.as_ref(),
                ];
                let (own, suffix) = title_of(title, outlet.as_deref(), &near);
                (Some(own), suffix)
            }
            None => (None, None),
        };
        let og = self
            .og_title
            .as_ref()
            .map(|t| title_of(t, outlet.as_deref(), &[]).0);
        let titles = [self.data.headline.clone(), og, self.item_title.clone(), own];
        let titles: Vec<Clean> = titles.into_iter().flatten().collect();
        // Many sites link to themselves as the writer.
        let site = outlet.as_ref().or(suffix.as_ref());
        let site = site.map(|s| super::super::line::key(s));
        let is_writer = |n: &Clean| Some(super::super::line::key(n)) != site;
        self.rel_authors.retain(is_writer);
        let byline = [
            self.data.authors,
            self.authors,
            self.item_authors,
            self.rel_authors,
        ]
        .into_iter()
        .find(|names| !names.is_empty())
        .map(|names| clean_line(&names.iter().map(|n| &**n).collect::<Vec<_>>().join(", ")));
        let lang = self.data.lang.or(self.lang).unwrap_or_default();
        Meta {
            header: Header {
                title: titles.first().cloned(),
                byline,
                outlet: outlet.or(suffix),
                published: self
                    .data
                    .published
                    .or(self.published)
                    .or(self.item_published),
            },
            url: canonical(tree, url),
            lang: Lang::from_code(lang.split(['-', '_']).next().unwrap_or_default()),
            titles,
        }
    }
}

/// A line of words; `None` for none, or for what is far too long to be one.
fn line(words: &str) -> Option<Clean> {
    let folded = words.split_whitespace().collect::<Vec<_>>().join(" ");
    (folded.len() <= 1000)
        .then(|| clean_line(&folded))
        .filter(|l| !l.is_empty())
}

/// The title without the name of the site that pages put behind or before it, and that name.
fn title_of(title: &Clean, site: Option<&str>, near: &[Option<&Clean>]) -> (Clean, Option<Clean>) {
    const JOINTS: [&str; 9] = [
        " | ", " - ", " – ", " — ", " :: ", " « ", " » ", " · ", " • ",
    ];
    let key = super::super::line::key;
    if near.iter().flatten().any(|n| key(n) == key(title)) {
        return (title.clone(), None);
    }
    let last = JOINTS
        .iter()
        .filter_map(|j| Some((title.rfind(j)?, j.len())))
        .max();
    let first = JOINTS
        .iter()
        .filter_map(|j| Some((title.find(j)?, j.len())))
        .min();
    if let (Some(site), Some((at, len))) = (site, first)
        && key(&title[..at]) == key(site)
    {
        return (clean_line(&title[at + len..]), None);
    }
    if let Some((at, len)) = last {
        let (own, suffix) = (title[..at].trim(), title[at + len..].trim());
        let is_site = site.is_some_and(|s| key(s) == key(suffix));
        let is_own = near.iter().flatten().any(|n| key(n) == key(own));
        let short = suffix.split_whitespace().count() <= 4
            && suffix.chars().count() * 2 < own.chars().count()
            && suffix.chars().count() <= 40;
        if is_site || is_own || short && site.is_none() {
            return (clean_line(own), Some(clean_line(suffix)));
        }
    }
    (title.clone(), None)
}

/// The address that the page calls its own, where that can be: on the same site, and not the site's front
/// page for a page that is elsewhere.
pub(super) fn canonical(tree: &Tree, url: Option<&Clean>) -> Option<Clean> {
    let from = url.map(|u| &**u);
    let stated = tree.below(Tree::ROOT).filter_map(|ix| {
        let is = |name, what: &str| {
            tree.attribute(ix, name)
                .is_some_and(|v| v.trim().eq_ignore_ascii_case(what))
        };
        match tree.name(ix) {
            "link" if is("rel", "canonical") => {
                Some((0, address::page(from, tree.attribute(ix, "href")?)?))
            }
            "meta" if is("property", "og:url") => {
                Some((1, address::page(from, tree.attribute(ix, "content")?)?))
            }
            _ => None,
        }
    });
    let mut stated: Vec<(u8, Clean)> = stated.take(8).collect();
    stated.sort_by_key(|(rank, _)| *rank);
    let deeper = |u: &str| !address::is_front(u);
    let any_deeper = stated.iter().any(|(_, u)| deeper(u)) || from.is_some_and(deeper);
    let sound =
        |u: &Clean| (deeper(u) || !any_deeper) && from.is_none_or(|f| address::is_same_site(f, u));
    stated.into_iter().map(|(_, u)| u).find(sound)
}
