//! The signs of a discussion in a page, counted so that any part of it is measured at once.

use super::super::super::super::{line, stamp};
use super::super::super::tree::{NodeIx, Tree};
use super::super::unit;

/// What is counted in a part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sign {
    /// Bytes of words.
    Words,
    /// Bytes of words in links.
    Linked,
    /// Answer buttons.
    Reply,
    /// Links to a comment by its number: `#comment-12`.
    Numbered,
    /// Links of many words that are a heading: headlines of other pages.
    Headline,
    /// Words such as `says` after a name.
    Says,
    /// Headings of a page, or of its discussion: these stand around comments and not in them.
    Title,
}

/// How many kinds of signs there are.
pub(super) const SIGNS: usize = 7;

/// The signs of a part, by [`Sign`].
pub(super) type Counts = [u32; SIGNS];

/// Sums over the nodes before each node.
#[derive(Debug)]
pub(super) struct Sums(Vec<Counts>);

impl Sums {
    pub(super) fn of(tree: &Tree, signs: &Signs) -> Self {
        let mut sum: Counts = [0; SIGNS];
        let mut all = vec![sum];
        let (mut link_end, mut heading_end) = (0, 0);
        for n in 0..tree.len() as u32 {
            let ix = NodeIx(n);
            let mut add = |sign: Sign, more: u32| {
                sum[sign as usize] = sum[sign as usize].saturating_add(more);
            };
            match tree.name(ix) {
                "a" => {
                    link_end = link_end.max(tree.get(ix).end.0);
                    let to = tree.attribute(ix, "href").unwrap_or_default();
                    add(Sign::Numbered, u32::from(numbered(to).is_some()));
                }
                "h1" => {
                    heading_end = heading_end.max(tree.get(ix).end.0);
                    add(Sign::Title, 1);
                }
                "h2" | "h3" | "h4" | "h5" | "h6" => {
                    heading_end = heading_end.max(tree.get(ix).end.0);
                    let of_talk = signs.headings.binary_search(&ix).is_ok();
                    add(Sign::Title, u32::from(of_talk));
                }
                _ => {}
            }
            let text = tree.words(ix).unwrap_or_default().trim();
            if !text.is_empty() {
                let len = text.len() as u32;
                let (is_link, is_short) = (n < link_end, len < 60);
                add(Sign::Words, len);
                if is_link {
                    add(Sign::Linked, len);
                    let long = n < heading_end && text.chars().count() >= 25;
                    let headline = long && stamp::read(text).is_none();
                    add(Sign::Headline, u32::from(headline));
                }
                add(Sign::Reply, u32::from(is_short && is_reply(text)));
                add(Sign::Says, u32::from(is_short && is_says(text)));
            }
            all.push(sum);
        }
        Self(all)
    }

    /// The signs from a node up to another.
    pub(super) fn over(&self, from: NodeIx, end: NodeIx) -> Counts {
        let (a, b) = (&self.0[from.ix()], &self.0[end.ix()]);
        std::array::from_fn(|k| b[k].saturating_sub(a[k]))
    }

    /// The bytes of words from a node up to another.
    pub(super) fn words(&self, from: NodeIx, end: NodeIx) -> u32 {
        self.over(from, end)[Sign::Words as usize]
    }
}

/// The number of a comment at the end of an address: `#comment-12`.
fn numbered(href: &str) -> Option<&str> {
    const NAMES: [&str; 9] = [
        "comment",
        "c",
        "comments",
        "kommentar",
        "post",
        "p",
        "msg",
        "reply",
        "li-comment",
    ];
    let (_, name) = href.rsplit_once('#')?;
    let word = name.trim_end_matches(|c: char| c.is_ascii_digit());
    let is = word.len() < name.len() && NAMES.contains(&word.trim_end_matches(['-', '_']));
    is.then(|| &name[word.len()..])
}

/// The number that the links of a comment name, where all name one.
pub(super) fn number(tree: &Tree, nodes: &[NodeIx]) -> Option<String> {
    let links = nodes
        .iter()
        .filter_map(|n| numbered(tree.attribute(*n, "href")?));
    let mut one = None;
    for link in links {
        if one.is_some_and(|o| o != link) {
            return None;
        }
        one = Some(link);
    }
    one.map(str::to_owned)
}

pub(super) fn is_reply(text: &str) -> bool {
    const REPLY: &str = "reply|reply to this|reply to this comment|reply to comment|antworten|répondre|responder|\
        rispondi|beantwoorden|odpowiedz|ответить|ตอบ|ตอบกลับ|log in to reply|zum antworten anmelden|svara|svar|\
        yanıtla|balas|返信|quote|zitieren";
    let key = line::key(text);
    line::is_in(REPLY, &key) || key.starts_with("reply to ") || key.starts_with("antworte auf ")
}

fn is_says(text: &str) -> bool {
    const SAYS: &str =
        "says|said|sagt|sagte|schreibt|schrieb|meint|dit|a dit|dice|zegt|pisze|wrote";
    let key = line::key(text);
    let last = key.rsplit(' ').next().unwrap_or_default();
    line::is_in(SAYS, &key) || text.ends_with(':') && line::is_in(SAYS, last)
}

/// Whether a heading or another short line says that comments follow.
fn heads_talk(text: &str) -> bool {
    const HEADS: &str = "comment|comments|thought|thoughts|response|responses|reply|replies|kommentar|kommentare|\
        kommentaren|leserkommentare|commentaire|commentaires|réponse|réponses|comentario|comentarios|comentários|respuestas|\
        commento|commenti|gedanke|gedanken|antwort|antworten|reacties|reageer|komentarze|komentarzy|комментарии|\
        комментариев|discussion|discussions|diskussion";
    // Thai parts no words: what the line begins or ends with counts.
    const THAI: [&str; 2] = ["ความคิดเห็น", "ความเห็น"];
    let key = line::key(text);
    let count = key.split_whitespace().count();
    text.chars().count() <= 90
        && count <= 14
        && key
            .split(|c: char| !c.is_alphanumeric() && !line::is_thai(c))
            .any(|w| line::is_in(HEADS, w) || THAI.iter().any(|h| w.starts_with(h)))
}

/// What a heading about comments says.
#[derive(Debug, Clone, Copy)]
pub(super) struct Said {
    /// The number that it names: `3 comments`.
    pub(super) count: Option<i64>,
    /// Whether it speaks of several, as `Comments` does; papers head their opinions `Comment`.
    pub(super) many: bool,
}

/// Whether a heading speaks of several comments.
fn is_many(text: &str) -> bool {
    const MANY: &str = "comments|thoughts|responses|replies|kommentare|kommentaren|leserkommentare|commentaires|réponses|\
        comentarios|comentários|respuestas|commenti|gedanken|antworten|reacties|komentarze|komentarzy|комментарии|комментариев";
    let key = line::key(text);
    key.split(|c: char| !c.is_alphanumeric())
        .any(|w| line::is_in(MANY, w))
        || key.chars().any(line::is_thai)
}

/// Where lines about comments and places to write stand.
#[derive(Debug)]
pub(super) struct Signs {
    headings: Vec<NodeIx>,
    /// What each heading says.
    said: Vec<Said>,
    forms: Vec<NodeIx>,
}

impl Signs {
    pub(super) fn of(tree: &Tree) -> Self {
        let mut signs = Self {
            headings: Vec::new(),
            said: Vec::new(),
            forms: Vec::new(),
        };
        for ix in tree.below(Tree::ROOT) {
            match tree.name(ix) {
                "textarea" => signs.forms.push(ix),
                "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                    let end = tree.get(ix).end.0.min(ix.0 + 40);
                    let text: String = (ix.0..end).filter_map(|n| tree.words(NodeIx(n))).collect();
                    if heads_talk(&text) {
                        signs.headings.push(ix);
                        let count = unit::number(&text);
                        signs.said.push(Said {
                            count,
                            many: count.is_some() || is_many(&text),
                        });
                    }
                }
                _ => {}
            }
        }
        signs
    }

    /// The nearest heading about comments that stands before a node, and what it says.
    pub(super) fn heading(&self, before: NodeIx) -> Option<(NodeIx, Said)> {
        let at = self.headings.partition_point(|h| *h < before);
        at.checked_sub(1)
            .map(|at| (self.headings[at], self.said[at]))
    }

    pub(super) fn has_form(&self, from: NodeIx, end: NodeIx) -> bool {
        let at = self.forms.partition_point(|f| *f < from);
        self.forms.get(at).is_some_and(|f| *f < end)
    }

    /// Whether a place to write stands in most parts: then they are no comments but boxes around them.
    pub(super) fn has_form_in(&self, tree: &Tree, tops: &[NodeIx]) -> bool {
        let with = tops
            .iter()
            .filter(|t| self.has_form(**t, tree.get(**t).end));
        with.count() * 2 > tops.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_are_told_by_whole_words() {
        for yes in [
            "Comments",
            "3 Kommentare:",
            "2 thoughts on “The bridge”",
            "ความคิดเห็นทั้งหมด",
            "Leave a Reply",
        ] {
            assert!(heads_talk(yes), "{yes}");
        }
        for no in [
            "Live commentary",
            "Our commentators",
            "Antwortbox",
            "Replicas",
            "Responsible",
            "Thoughtful gifts",
        ] {
            assert!(!heads_talk(no), "{no}");
        }
    }
}
