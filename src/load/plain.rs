//! Plain text: lines become paragraphs, then header, article and discussion.
//!
//! How the lines belong together is told once for the whole text ([`Layout`]):
//! - *Lines*: most lines are longer than 120 cells or end a sentence, or
//!   nothing parts them: a line is a paragraph.
//! - *Wrapped*: lines are filled up to a common width: blank lines part
//!   paragraphs and lines are joined again, but for lines that were not full.
//! - *Stanzas*: short lines in groups, as in a poem: a group is a paragraph
//!   that keeps its line ends.

use std::ops::Range;

use super::draft::{Draft, Piece};
use super::{Confidence, Decoded, Error, Head, Loaded, Loader, Models, header, line, split};
use crate::model::{BlockKind, Warning, WarningKind};
use crate::text::{Clean, clean, clean_line};

/// The loader of plain text.
#[derive(Debug)]
pub(super) struct Plain;

impl Loader for Plain {
    fn name(&self) -> &'static str {
        "plain"
    }

    fn sniff(&self, head: &Head<'_>) -> Confidence {
        if head.media_type == Some("text/plain")
            && !head.named(&["md", "markdown", "json", "jsonl"])
        {
            Confidence::Likely
        } else {
            Confidence::Possible
        }
    }

    fn load(&self, decoded: &Decoded<'_>, models: &Models) -> Result<Loaded, Error> {
        let text = clean(&decoded.text);
        let mut warnings = Vec::new();
        if decoded
            .text
            .chars()
            .any(|c| c.is_control() && !matches!(c, '\n' | '\r' | '\t' | '\u{c}'))
        {
            warnings.push(Warning::new(
                WarningKind::Cleaned,
                "control characters were dropped",
            ));
        }
        let mut paras = paragraphs(&text);
        let end = discussion(&paras);
        let header = header::read(&mut paras, end);
        let parted = split::part(pieces(paras), models);
        let draft = Draft {
            format: self.name(),
            header,
            article: parted.article,
            split: parted.by,
            turns: parted.turns,
            raw: parted.raw,
            warnings,
        };
        Ok(Loaded {
            documents: vec![draft.finish(decoded, models)?],
            warnings: Vec::new(),
        })
    }
}

/// A paragraph of plain text, or a line of a stanza.
#[derive(Debug, Clone)]
pub struct Para {
    /// Its words, without white space at its ends.
    pub(super) text: Clean,
    /// Whether a blank line, or the start of the text, stands before it.
    pub(super) after_blank: bool,
    /// Whether a blank line, or the end of the text, stands behind it.
    pub(super) before_blank: bool,
    /// Whether it goes on the paragraph before it, on a line of its own.
    pub(super) glued: bool,
}

/// The words as paragraphs.
pub(super) fn paragraphs(text: &Clean) -> Vec<Para> {
    let lines = lines(text);
    let layout = Layout::of(&lines);
    let mut out: Vec<Para> = Vec::new();
    let mut at = 0;
    while at < lines.len() {
        let mut to = at + 1;
        if let Layout::Wrapped { width } = layout {
            let run_end = at
                + 1
                + lines[at + 1..]
                    .iter()
                    .take_while(|l| !l.after_blank)
                    .count();
            let widest = lines[at..run_end]
                .iter()
                .map(|l| l.cells)
                .max()
                .unwrap_or(0);
            // A short group, such as a title on two lines, has a width of its own.
            let width = if widest * 5 < width * 4 {
                widest.max(40)
            } else {
                width
            };
            while to < run_end && is_joined(&lines[to - 1], &lines[to], width) {
                to += 1;
            }
        }
        out.push(Para {
            text: joined(text, &lines[at..to]),
            after_blank: lines[at].after_blank,
            before_blank: lines.get(to).is_none_or(|l| l.after_blank),
            glued: matches!(layout, Layout::Stanzas)
                && !lines[at].after_blank
                && !line::is_item(lines[at].text),
        });
        at = to;
    }
    out
}

struct Line<'a> {
    text: &'a str,
    bytes: Range<usize>,
    indent: usize,
    after_blank: bool,
    cells: usize,
}

fn lines(text: &str) -> Vec<Line<'_>> {
    let mut out = Vec::new();
    let (mut at, mut blank) = (0, true);
    for raw in text.split_inclusive('\n') {
        let words = raw.trim();
        if words.is_empty() {
            blank = true;
        } else {
            let indent = raw.len() - raw.trim_start().len();
            out.push(Line {
                text: words,
                bytes: at + indent..at + indent + words.len(),
                indent,
                after_blank: std::mem::take(&mut blank),
                cells: line::cells(words),
            });
        }
        at += raw.len();
    }
    out
}

/// How the lines of a text belong together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Layout {
    Lines,
    Wrapped { width: usize },
    Stanzas,
}

impl Layout {
    fn of(lines: &[Line<'_>]) -> Self {
        let joints: Vec<_> = lines.windows(2).filter(|w| !w[1].after_blank).collect();
        let mut widths: Vec<usize> = joints.iter().map(|w| w[0].cells).collect();
        widths.sort_unstable();
        let width = widths.get(widths.len() * 9 / 10).copied().unwrap_or(0);
        // Titles, greetings and signatures are short and say nothing of the width.
        let told: Vec<_> = joints.iter().filter(|w| w[0].cells * 2 >= width).collect();
        let n = |f: &dyn Fn(&Line<'_>, &Line<'_>) -> bool| {
            told.iter().filter(|w| f(&w[0], &w[1])).count()
        };
        let full = n(&|a, b| is_full(a, b, width));
        let stops = n(&|a, _| line::ends_sentence(a.text));
        // Prose goes on in small letters where a verse starts with a capital one.
        let cased = n(&|_, b| {
            b.text
                .starts_with(|c: char| c.is_uppercase() || c.is_lowercase())
        });
        let small = n(&|_, b| b.text.starts_with(char::is_lowercase));
        let goes_on = small * 5 >= cased * 2;
        let is_wide = (if cased > 0 { 40..=160 } else { 60..=160 }).contains(&width);
        // No line of wrapped text is much wider than the others.
        let wider = lines.iter().filter(|l| l.cells * 2 > width * 3).count();
        if told.len() >= 2
            && wider * 5 <= told.len()
            && told.len() * 3 >= joints.len()
            && is_wide
            && goes_on
            && full * 5 >= told.len() * 3
            && stops * 2 < told.len()
        {
            return Self::Wrapped { width };
        }
        let long = lines
            .iter()
            .filter(|l| l.cells > 120 || line::ends_sentence(l.text))
            .count();
        let parted = lines.iter().skip(1).any(|l| l.after_blank);
        if !parted || long * 2 > lines.len() {
            Self::Lines
        } else {
            Self::Stanzas
        }
    }
}

/// Whether the first word of `next` would not have fitted behind `line`. Text that was broken by a
/// proportional font is ragged in cells, so a seventh of the width is given away.
fn is_full(line: &Line<'_>, next: &Line<'_>, width: usize) -> bool {
    let word = next.text.split(' ').next().unwrap_or_default();
    // A Thai line has no spaces to break at, so its "word" may be the whole line.
    let most = if word.starts_with(line::is_thai) {
        12
    } else {
        40
    };
    (line.cells + 1 + line::cells(word).min(most)) * 7 > width * 6
}

fn is_joined(line: &Line<'_>, next: &Line<'_>, width: usize) -> bool {
    is_full(line, next, width)
        && next.indent <= line.indent
        && !line::is_item(next.text)
        && !(line::is_field(line.text) && line::is_field(next.text))
        && line::is_capitals(line.text) == line::is_capitals(next.text)
        && line::pictures(line.text).is_none()
        && line::pictures(next.text).is_none()
}

/// Lines as one paragraph. Nothing is put between Thai letters at a full line: the break was no space.
fn joined(text: &Clean, lines: &[Line<'_>]) -> Clean {
    let [first, rest @ ..] = lines else {
        return Clean::default();
    };
    if rest.is_empty() {
        return text.slice(first.bytes.clone());
    }
    let mut out = first.text.to_owned();
    for l in rest {
        let thai = out.ends_with(line::is_thai) && l.text.starts_with(line::is_thai);
        let hyphen = out.ends_with('-') && !out.ends_with(" -");
        if !thai && !hyphen {
            out.push(' ');
        }
        out.push_str(l.text);
    }
    clean(&out)
}

/// The first paragraph of the discussion, where labels tell it; else the number of paragraphs.
fn discussion(paras: &[Para]) -> usize {
    let Some(cut) = split::labelled(&pieces(paras.to_vec())) else {
        // A text too short to be parted by it has nothing of its own below such a heading either.
        let heading = paras
            .iter()
            .skip(2)
            .position(|p| split::is_heading(&p.text));
        return heading.map_or(paras.len(), |at| at + 2);
    };
    // A line of pictures is as many blocks as it has pictures.
    let blocks = |p: &Para| line::pictures(&p.text).map_or(1, |found| found.len());
    let mut at = 0;
    let above = paras.iter().take_while(|p| {
        at += blocks(p);
        at <= cut
    });
    above.count()
}

/// Paragraphs as blocks: pictures, items of lists, running text.
fn pieces(paras: Vec<Para>) -> Vec<Piece> {
    let mut out = Vec::with_capacity(paras.len());
    let is_bulleted = |p: &Para| line::bullet(&p.text).is_some();
    let bulleted: Vec<bool> = paras.iter().map(is_bulleted).collect();
    for (ix, para) in paras.into_iter().enumerate() {
        if let Some(pictures) = line::pictures(&para.text) {
            for (alt, url) in pictures {
                let mut piece = Piece::new(BlockKind::Image, clean_line(alt));
                if !url.is_empty() {
                    piece.links.push((0..0, clean_line(url)));
                }
                out.push(piece);
            }
            continue;
        }
        // One line with a dash may be speech; two are a list.
        let neighbour = ix > 0 && bulleted[ix - 1] || bulleted.get(ix + 1) == Some(&true);
        let mut piece = match line::bullet(&para.text) {
            Some(len) if neighbour => {
                Piece::new(BlockKind::Item(0), para.text.slice(len..para.text.len()))
            }
            _ if header::is_caption(&para.text) => Piece::new(BlockKind::Caption, para.text),
            _ if (para.after_blank || para.before_blank) && header::is_heading(&para.text) => {
                Piece::new(BlockKind::Heading(2), para.text)
            }
            _ => Piece::new(BlockKind::Paragraph, para.text),
        };
        piece.glued = para.glued;
        out.push(piece);
    }
    out
}

/// Lines as blocks, for learning.
#[cfg(feature = "train")]
pub(super) fn blocks(lines: &[String]) -> Vec<Piece> {
    let para = |l: &String| Para {
        text: clean(l.trim()),
        after_blank: false,
        before_blank: false,
        glued: false,
    };
    pieces(lines.iter().map(para).collect())
}
