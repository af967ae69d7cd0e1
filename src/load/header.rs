//! Title, byline, date and outlet at the top of a plain text, and the noise around them.
//!
//! Only the *zone* is looked at: what stands above the first paragraph of
//! running text and above the discussion, twelve lines at most. A line leaves the article only when it
//! is wholly a title, a byline, a date, a publisher's name or a button; every
//! other line stays as it is, so no word of an article is ever lost.
//!
//! 1. Labels (`Subject: …`, `ผู้เขียน: …`) and `date 2025-02-10 Title`.
//! 2. Noise: kickers, share buttons with their counts, edition lines.
//! 3. Dates and bylines on lines of their own.
//! 4. A masthead: a publisher's name above the title.
//! 5. The title: a short line that is no sentence, above longer ones.
//! 6. The dateline of the first paragraphs may name the outlet; it stays in them.

mod table;

use std::ops::Range;

use super::plain::Para;
use super::{line, stamp};
use crate::model::When;
use crate::text::{Clean, clean_line};
use table::Label;

/// What the top of a text says of it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Header {
    /// The title.
    pub title: Option<Clean>,
    /// Who wrote it.
    pub byline: Option<Clean>,
    /// Who published it.
    pub outlet: Option<Clean>,
    /// When it was published.
    pub published: Option<When>,
}

/// How many lines the zone has at most.
const ZONE: usize = 12;

/// Takes the header off the paragraphs. What stands from paragraph `end` on is a discussion, and its names
/// and dates are not the article's.
pub fn read(paras: &mut Vec<Para>, end: usize) -> Header {
    let zone = zone(paras).min(end);
    let mut reader = Reader {
        header: Header::default(),
        gone: vec![false; zone],
        paras: &paras[..],
    };
    reader.labels();
    reader.noise();
    reader.dates_and_bylines();
    reader.masthead();
    reader.title();
    let Reader {
        mut header, gone, ..
    } = reader;
    let mut ix = 0;
    paras.retain(|_| {
        ix += 1;
        !gone.get(ix - 1).copied().unwrap_or(false)
    });
    if header.outlet.is_none() {
        let n_gone = gone.iter().filter(|g| **g).count();
        let body = paras
            .iter()
            .take(end.saturating_sub(n_gone))
            .map(|p| &*p.text)
            .filter(|t| line::cells(t) >= 60 && line::pictures(t).is_none());
        header.outlet = body.take(2).find_map(dateline).map(clean_line);
    }
    header
}

/// How many paragraphs stand above the running text.
fn zone(paras: &[Para]) -> usize {
    let mut titled = false;
    let is_body = |p: &Para| {
        let cells = line::cells(&p.text);
        // Thai has no full stop: below a title a long line has to do.
        let thai = titled && p.text.contains(line::is_thai);
        let long = cells > 160 || cells > 90 && (line::ends_sentence(&p.text) || thai);
        titled |= cells >= 12 && is_title_like(&p.text) && !table::is_kicker(&p.text);
        let sentences =
            p.text.matches(". ").count() + usize::from(line::ends_sentence(&p.text)) >= 2;
        (long || sentences) && line::pictures(&p.text).is_none() && table::label(&p.text).is_none()
    };
    paras
        .iter()
        .take(ZONE)
        .position(is_body)
        .unwrap_or_else(|| paras.len().min(ZONE))
}

struct Reader<'a> {
    header: Header,
    /// Which paragraphs of the zone leave the article.
    gone: Vec<bool>,
    paras: &'a [Para],
}

impl<'a> Reader<'a> {
    fn left(&self) -> impl Iterator<Item = (usize, &'a str)> + use<'a> {
        let paras = self.paras;
        let left: Vec<usize> = (0..self.gone.len()).filter(|ix| !self.gone[*ix]).collect();
        left.into_iter().map(move |ix| (ix, &*paras[ix].text))
    }

    fn labels(&mut self) {
        for (ix, text) in self.left() {
            if line::cells(text) > 200 {
                continue;
            }
            if let Some((label, value)) = table::label(text) {
                self.gone[ix] = match label {
                    Label::Title => set(&mut self.header.title, Some(clean_line(value))),
                    Label::Byline => set(&mut self.header.byline, Some(clean_line(value))),
                    Label::Outlet => set(&mut self.header.outlet, Some(clean_line(value))),
                    Label::Published => {
                        let whole = stamp::read(value).filter(|s| s.rest.is_empty());
                        set(&mut self.header.published, whole.and_then(|s| s.when))
                    }
                };
            } else if let Some((when, title)) =
                dated_title(text).filter(|_| self.header.title.is_none())
            {
                self.header.published = Some(when);
                self.header.title = Some(clean_line(title));
                self.gone[ix] = true;
            }
        }
    }

    fn noise(&mut self) {
        let lines: Vec<_> = self.left().collect();
        for (at, (ix, text)) in lines.iter().enumerate() {
            let beside_button = || {
                let above = at.checked_sub(1).and_then(|i| lines.get(i));
                above
                    .into_iter()
                    .chain(lines.get(at + 1))
                    .any(|(_, t)| table::is_button(t))
            };
            // A kicker stands above something that can be a title.
            let above_more = at + 1 < lines.len();
            self.gone[*ix] = table::is_button(text)
                || table::is_kicker(text) && above_more
                || table::is_edition(text) && at > 0
                || table::is_count(text) && beside_button();
        }
    }

    fn dates_and_bylines(&mut self) {
        for (ix, text) in self.left() {
            // Where a text has but one line, that line is its article.
            if self.paras.len() > 1 {
                self.gone[ix] = credit(text, &mut self.header);
            }
        }
    }

    fn masthead(&mut self) {
        let lines: Vec<_> = self
            .left()
            .filter(|(_, t)| line::pictures(t).is_none())
            .collect();
        let [(ix, first), (_, second), ..] = lines[..] else {
            return;
        };
        let edition = self
            .paras
            .get(ix + 1)
            .is_some_and(|p| table::is_edition(&p.text));
        let short = line::cells(first) <= 40 && line::words(first) <= 5 && !line::ends_open(first);
        let above_title = self.header.title.is_some() || is_title_like(second);
        if short
            && above_title
            && self.header.outlet.is_none()
            && self.paras[ix].before_blank
            && (edition || table::is_outlet(first))
        {
            self.header.outlet = Some(clean_line(first));
            self.gone[ix] = true;
        }
    }

    fn title(&mut self) {
        if self.header.title.is_some() {
            return;
        }
        let Some((ix, text)) = self.left().find(|(_, t)| line::pictures(t).is_none()) else {
            return;
        };
        let para = &self.paras[ix];
        let lone = para.after_blank && para.before_blank;
        let below = self.paras[ix + 1..]
            .iter()
            .filter(|p| line::pictures(&p.text).is_none())
            .take(6);
        let longest = below.map(|p| line::cells(&p.text)).max().unwrap_or(0);
        let cells = line::cells(text);
        // Thai says in fewer cells what fills a line elsewhere, and no full stop tells its sentences.
        let prose = if text.contains(line::is_thai) {
            60
        } else {
            100
        };
        let wide = if lone || para.before_blank {
            longest * 10 >= cells * 12
        } else {
            longest * 2 >= cells * 3 && longest > prose
        };
        if is_title_like(text) && wide && (lone || longest > prose) {
            self.header.title = Some(clean_line(text));
            self.gone[ix] = true;
        }
    }
}

/// Reads a line of names and dates, such as `By Anna Lind | 6 February 2025`; whether it is no more than that.
pub(super) fn credit(text: &str, header: &mut Header) -> bool {
    if line::cells(text) > 120 {
        return false;
    }
    let (mut took, mut short) = (false, true);
    for part in text
        .split(['|', '·', '•'])
        .map(str::trim)
        .filter(|p| !p.is_empty())
    {
        let day = stamp::read(part)
            .filter(|s| s.rest.is_empty())
            .and_then(|s| s.when);
        // When it was last changed is not when it was published.
        let lower = part.to_lowercase();
        let changed = ["updated", "last", "modified", "อัปเดต", "อัพเดต"]
            .iter()
            .any(|w| lower.starts_with(w));
        if changed {
            continue;
        }
        let dated_name =
            stamp::read(part).filter(|s| s.when.is_some() && byline(&s.rest).is_some());
        if day.is_some() {
            took |= set(&mut header.published, day);
        } else if let Some(stamp) = dated_name {
            // `By Anna Lind, 6 February 2025`
            took |= set(&mut header.byline, byline(&stamp.rest).map(clean_line));
            took |= set(&mut header.published, stamp.when);
        } else if let Some(name) = byline(part) {
            took |= set(&mut header.byline, Some(clean_line(name)));
        } else {
            // Other parts, such as a section or a reading time, go with what was taken.
            short &= line::words(part) <= 4;
        }
    }
    took && short
}

fn set<T>(slot: &mut Option<T>, value: Option<T>) -> bool {
    let takes = slot.is_none() && value.is_some();
    if takes {
        *slot = value;
    }
    takes
}

/// Whether a line can be a title: short, with words, no item of a list, and not the start or end of a sentence.
fn is_title_like(text: &str) -> bool {
    line::cells(text) <= 160
        && text.chars().any(char::is_alphabetic)
        && !line::ends_open(text)
        && !line::is_item(text)
        && !text.contains(". ")
        && !text.starts_with(['“', '"', '>', '(', '–', '—', '…'])
        && !text.starts_with(char::is_lowercase)
        && super::links::urls(text).is_empty()
}

/// `date 2025-02-10 Title`, `2025-02-10 Title`: a day, then words that can be a title.
fn dated_title(text: &str) -> Option<(When, &str)> {
    let rest = text
        .strip_prefix("date ")
        .or_else(|| text.strip_prefix("Date "))
        .unwrap_or(text)
        .trim_start();
    let (day, title) = rest.split_once(' ')?;
    let iso = day.len() == 10 && day.as_bytes()[4] == b'-';
    let when = iso.then(|| day.parse().ok()).flatten()?;
    let title = title.trim().trim_start_matches(['-', '–', '—', ':']).trim();
    (is_title_like(title) && line::cells(title) >= 8).then_some((when, title))
}

/// The name in `By Anna Lind` or `โดย อานนท์ ใจดี`.
fn byline(text: &str) -> Option<&str> {
    const PARTICLES: [&str; 14] = [
        "de", "van", "von", "der", "den", "da", "la", "le", "di", "and", "und", "et", "&", "with",
    ];
    if let Some(name) = text.strip_prefix("โดย") {
        let name = name.trim();
        let alone = line::cells(name) <= 40 && line::words(name) <= 5 && !name.is_empty();
        return (alone && name.starts_with(line::is_thai)).then_some(name);
    }
    let (by, name) = text.split_once(' ')?;
    if !["by", "von", "par", "por"]
        .iter()
        .any(|b| by.eq_ignore_ascii_case(b))
    {
        return None;
    }
    let name = name.trim().trim_end_matches([',', ':']);
    let words: Vec<&str> = name.split_whitespace().collect();
    let named = |w: &&str| {
        w.starts_with(|c: char| c.is_uppercase() || line::is_thai(c)) || PARTICLES.contains(w)
    };
    ((1..=9).contains(&words.len())
        && words[0].starts_with(char::is_alphabetic)
        && words.iter().all(named)
        && !line::ends_sentence(name))
    .then_some(name)
}

/// Who sent a report that starts `BANGKOK (Agency) – …`.
fn dateline(text: &str) -> Option<&str> {
    let open = text.find('(')?;
    let place = text[..open].trim();
    if place.is_empty() || line::cells(place) > 48 || place.contains(". ") {
        return None;
    }
    let (agency, rest) = text[open + 1..].split_once(')')?;
    let dashed = rest.trim_start().starts_with(['-', '–', '—']);
    let city = place
        .split([',', ' '])
        .next()
        .is_some_and(|w| w.len() > 2 && line::is_capitals(w));
    let named =
        table::is_agency(agency) || city && line::words(agency) <= 3 && line::cells(agency) <= 24;
    (dashed && named && !agency.trim().is_empty()).then_some(agency.trim())
}

/// Whether the line is a caption and says so.
pub(super) fn is_caption(text: &str) -> bool {
    const NAMES: [&str; 10] = [
        "photo",
        "image",
        "picture",
        "caption",
        "foto",
        "bild",
        "ภาพ",
        "รูป",
        "ภาพประกอบ",
        "คำบรรยายภาพ",
    ];
    let named = |range: Range<usize>| NAMES.contains(&&*line::key(&text[range]));
    text.find(':').is_some_and(|at| at <= 40 && named(0..at)) && line::cells(text) <= 200
}

/// Whether the line is a heading by its look: all capitals, two words or more.
pub(super) fn is_heading(text: &str) -> bool {
    line::is_capitals(text)
        && line::words(text) >= 2
        && line::cells(text) <= 90
        && !line::ends_open(text)
        && text.chars().filter(|c| c.is_alphabetic()).count() * 2 > text.chars().count()
}
