//! A document as what it speaks of: its features, and when its story happened.
//!
//! Only the article is read, never the discussion: what commenters bring in is not what the
//! article is about. Each text is read by itself ([`Reading`]); here the mentions become features,
//! and the proper names are those that stood with a capital where a capital means something.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};

use super::dating::Dating;
use super::feature::{Feature, Kind, SURFACES};
use super::mention::{Capital, Context, Reading, Says};
use super::names::bare;
use super::sound;
use crate::model::{BlockIx, BlockKind, Document};
use crate::text::{Lang, Segmenter};

/// What a document speaks of.
#[derive(Debug, Clone, PartialEq)]
pub struct Profile {
    /// The article's language.
    pub lang: Lang,
    /// What it speaks of, in order of type and key, each once.
    pub features: Vec<Feature>,
    /// When it happened.
    pub(super) dating: Dating,
}

impl Profile {
    /// Reads the article of a document.
    pub fn of(document: &Document, segmenter: &Segmenter) -> Self {
        Self::read(document, segmenter, |_, _| {})
    }

    /// Reads the article of a document and shows `see` how each text was read: its title, which is in no
    /// block, and its blocks in order.
    pub(super) fn read(
        document: &Document,
        segmenter: &Segmenter,
        mut see: impl FnMut(Option<BlockIx>, &Reading<'_>),
    ) -> Self {
        let article = &document.article;
        let blocks = BlockIx::each(&article.blocks)
            .filter_map(|ix| Some((ix, document.blocks.get(ix.ix())?)))
            .filter(|(_, b)| !matches!(b.kind, BlockKind::Image | BlockKind::Code))
            .map(|(ix, b)| (Some(ix), b.text.as_str()));
        let title = article.title.as_deref().map(|t| (None, t));
        let texts: Vec<(Option<BlockIx>, &str)> = title.into_iter().chain(blocks).collect();
        let lang = if article.lang == Lang::UNKNOWN {
            let all: Vec<&str> = texts.iter().map(|(_, t)| *t).collect();
            Lang::guess(&all.join("\n"))
        } else {
            article.lang
        };
        let context = Context {
            lang,
            published: article.published.map(crate::model::When::date),
        };
        let mut fold = Fold {
            dating: Dating {
                published: context.published,
                ..Dating::default()
            },
            seen: BTreeMap::new(),
            proper: Proper::default(),
        };
        let total: usize = texts.iter().map(|(_, t)| t.len()).sum();
        let mut before = 0;
        for (block, text) in texts {
            let reading = Reading::of(text, context, segmenter);
            see(block, &reading);
            fold.take(reading, total.div_ceil(3).saturating_sub(before));
            before += text.len();
        }
        fold.finish(lang)
    }
}

/// Which words with a capital are proper names, once all texts of a document are read.
#[derive(Debug, Default)]
pub(super) struct Proper<'t> {
    seen: HashMap<String, Word<'t>>,
}

/// A word that may be a name.
#[derive(Debug, Default)]
struct Word<'t> {
    count: u32,
    /// The name it stands in.
    surface: &'t str,
    /// The capital stood where it means something, at least once.
    sure: bool,
    /// The word also stands without one, so it is no name: `Health` beside `health`.
    common: bool,
}

impl<'t> Proper<'t> {
    /// Takes note of a word.
    pub(super) fn add(&mut self, capital: Capital<'t>) {
        let word = self.seen.entry(capital.key).or_default();
        match capital.says {
            Says::Common => word.common = true,
            Says::Name {
                sure,
                loud,
                surface,
            } => {
                word.count += 1;
                word.sure |= sure;
                if word.surface.is_empty() || !loud {
                    word.surface = surface;
                }
            }
        }
    }

    /// The names: each with its count and how it is written; in no order.
    fn names(self) -> impl Iterator<Item = (String, u32, &'t str)> {
        let names = self.seen.into_iter().filter(|(_, w)| w.sure && !w.common);
        names.map(|(key, w)| (key, w.count, w.surface))
    }
}

/// A feature as far as it was met.
#[derive(Debug, Default)]
struct Seen {
    /// How often it was said itself.
    said: u32,
    /// How often a word of another language was met that may mean it.
    meant: u16,
    /// The sum of the shares of those.
    shares: f32,
    surfaces: Vec<String>,
}

impl Seen {
    fn add(&mut self, share: f32, surface: Cow<'_, str>) {
        if share < 1.0 {
            self.meant = self.meant.saturating_add(1);
            self.shares += share;
        } else {
            self.said += 1;
        }
        if self.surfaces.len() < SURFACES && !self.surfaces.iter().any(|s| *s == surface) {
            self.surfaces.push(surface.into_owned());
        }
    }

    fn feature(self, kind: Kind, key: String) -> Feature {
        let (count, share) = if self.said > 0 {
            (self.said, 1.0)
        } else {
            (
                u32::from(self.meant),
                self.shares / f32::from(self.meant.max(1)),
            )
        };
        Feature {
            kind,
            key,
            count,
            share,
            surfaces: self.surfaces,
        }
    }
}

/// The mentions of a document on their way to being its features.
struct Fold<'t> {
    dating: Dating,
    seen: BTreeMap<(Kind, Cow<'t, str>), Seen>,
    proper: Proper<'t>,
}

impl<'t> Fold<'t> {
    /// Takes a text; days before the byte `early` date the story.
    fn take(&mut self, reading: Reading<'t>, early: usize) {
        for m in reading.mentions {
            let seen = self.seen.entry((m.kind, m.key)).or_default();
            seen.add(m.share, m.surface);
        }
        for capital in reading.capitals {
            self.proper.add(capital);
        }
        let days = reading.days.into_iter().filter(|(at, _)| *at < early);
        self.dating.early.extend(days.map(|(_, day)| day));
        self.dating.years.extend(reading.years);
    }

    fn finish(mut self, lang: Lang) -> Profile {
        for (key, count, surface) in self.proper.names() {
            // A name in Latin letters meets another by its letters, and a Thai one by its sound.
            if lang != Lang::THAI {
                for sound in sound::keys(&key) {
                    let seen = self.seen.entry((Kind::Sound, sound.into())).or_default();
                    seen.said += count;
                    let mut words = surface.split([' ', '-']);
                    let word = words.find(|w| bare(w).to_lowercase() == key);
                    seen.surfaces.push(word.map_or(surface, bare).to_owned());
                    seen.surfaces.truncate(SURFACES);
                }
            }
            let seen = Seen {
                said: count,
                surfaces: vec![surface.to_owned()],
                ..Seen::default()
            };
            self.seen.insert((Kind::Proper, key.into()), seen);
        }
        self.dating.years.sort_unstable();
        self.dating.years.dedup();
        Profile {
            lang,
            features: self
                .seen
                .into_iter()
                .map(|((kind, key), seen)| seen.feature(kind, key.into_owned()))
                .collect(),
            dating: self.dating,
        }
    }
}
