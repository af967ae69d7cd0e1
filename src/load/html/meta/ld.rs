//! JSON-LD: what a page says of its article in data for machines.

use serde_json::Value;

use super::super::tree::Tree;
use super::{day, line, name_of};
use crate::model::When;
use crate::text::Clean;

/// What is said of the first article.
#[derive(Debug, Default)]
pub(super) struct Data {
    pub(super) headline: Option<Clean>,
    pub(super) authors: Vec<Clean>,
    pub(super) publisher: Option<Clean>,
    pub(super) published: Option<When>,
    pub(super) lang: Option<String>,
    /// Whether it was an article that spoke; pages of other kinds are asked where none does.
    sure: bool,
}

/// What is an article.
pub(in super::super) const ARTICLES: [&str; 16] = [
    "Article",
    "NewsArticle",
    "BlogPosting",
    "ReportageNewsArticle",
    "AnalysisNewsArticle",
    "OpinionNewsArticle",
    "BackgroundNewsArticle",
    "ReviewNewsArticle",
    "LiveBlogPosting",
    "TechArticle",
    "ScholarlyArticle",
    "SocialMediaPosting",
    "DiscussionForumPosting",
    "Report",
    "AdvertiserContentArticle",
    "SatiricalArticle",
];

impl Data {
    /// Reads a script. What is no JSON is passed over.
    pub(super) fn read(&mut self, script: &str) {
        let Some(whole) = value(script) else {
            return;
        };
        // Markup of people and publishers stand apart in a graph and are pointed at.
        let mut all: Vec<&Value> = Vec::new();
        let mut todo = vec![&whole];
        while let Some(value) = todo.pop() {
            match value {
                Value::Array(parts) => todo.extend(parts.iter().rev()),
                Value::Object(_) => {
                    all.push(value);
                    let graph = ["mainEntity", "mainEntityOfPage", "@graph"];
                    todo.extend(graph.iter().filter_map(|key| value.get(key)));
                }
                _ => {}
            }
        }
        if self.sure {
            return;
        }
        let article = all.iter().find(|v| is_a(v, &ARTICLES));
        if let Some(article) = article {
            *self = Self::of(article, &all);
            self.sure = true;
        } else if let Some(page) = all.iter().find(|v| is_a(v, &["WebPage"]))
            && self.published.is_none()
        {
            self.published = Self::of(page, &all).published;
        }
    }

    fn of(article: &Value, all: &[&Value]) -> Self {
        let words = |key: &str| article.get(key).and_then(Value::as_str);
        let named = |value: &Value| {
            let name = match value {
                Value::String(name) => name,
                value => resolved(value, all)?.get("name")?.as_str()?,
            };
            name_of(&plain(name)?)
        };
        let authors = match article.get("author").or_else(|| article.get("creator")) {
            Some(Value::Array(all)) => all.iter().take(12).filter_map(named).collect(),
            Some(one) => named(one).into_iter().collect(),
            None => Vec::new(),
        };
        Self {
            headline: words("headline").or_else(|| words("name")).and_then(plain),
            authors,
            publisher: article.get("publisher").and_then(named),
            published: words("datePublished")
                .or_else(|| words("dateCreated"))
                .and_then(day::when),
            lang: words("inLanguage").map(str::to_owned),
            sure: false,
        }
    }
}

/// The value in a script; `None` for what is no JSON.
pub(in super::super) fn value(script: &str) -> Option<Value> {
    let script = script
        .trim()
        .trim_start_matches("<![CDATA[")
        .trim_end_matches("]]>");
    serde_json::from_str(script).ok()
}

/// Whether a thing is of one of these types.
pub(in super::super) fn is_a(value: &Value, types: &[&str]) -> bool {
    let bare = |t: &str| {
        t.rsplit(['/', ':', '#'])
            .next()
            .unwrap_or_default()
            .to_owned()
    };
    let is = |t: &Value| t.as_str().is_some_and(|t| types.contains(&&*bare(t)));
    match value.get("@type") {
        Some(Value::Array(all)) => all.iter().any(is),
        Some(one) => is(one),
        None => false,
    }
}

/// What a thing points at, where it is no more than a pointer.
fn resolved<'a>(value: &'a Value, all: &[&'a Value]) -> Option<&'a Value> {
    if value.get("name").is_some() {
        return Some(value);
    }
    let id = value.get("@id")?;
    all.iter()
        .copied()
        .find(|v| v.get("name").is_some() && v.get("@id") == Some(id))
}

/// Words that may hold markup or entities after all, as one line: makers put titles in as they stand in the
/// page.
pub(in super::super) fn plain(words: &str) -> Option<Clean> {
    match laid(words) {
        Some(tree) => line(&tree.text(Tree::ROOT)),
        None => line(words),
    }
}

/// Whether words hold markup. A lone `<` is none.
pub(in super::super) fn is_markup(words: &str) -> bool {
    ["</", "<br", "<p>", "<BR", "<P>"]
        .iter()
        .any(|tag| words.contains(tag))
}

/// Words with the markup and the entities in them read; `None` where they have neither.
pub(in super::super) fn laid(words: &str) -> Option<Tree> {
    if is_markup(words) {
        Some(Tree::parse(words))
    } else if words.contains('&') {
        Some(Tree::parse(&words.replace('<', "&lt;")))
    } else {
        None
    }
}
