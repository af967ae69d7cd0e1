//! A library as documents: articles of both languages over five years, and what is said below them.

use std::fs::File;
use std::io::{BufWriter, Result, Write as _};
use std::path::{Path, PathBuf};

use serde::Serialize;

use super::words::{Chance, Words};

/// A file holds so many bytes at least, and a document more at most.
const FILE: usize = 8 << 20;

#[derive(Serialize)]
pub(crate) struct Document {
    khao: u8,
    pub(crate) url: String,
    pub(crate) title: Option<String>,
    byline: String,
    outlet: &'static str,
    published: String,
    language: &'static str,
    pub(crate) blocks: Vec<Block>,
    comments: Vec<Comment>,
}

#[derive(Serialize)]
pub(crate) struct Block {
    kind: &'static str,
    pub(crate) text: String,
}

#[derive(Serialize)]
struct Comment {
    id: String,
    author: String,
    published: String,
    score: i64,
    parent: Option<usize>,
    text: String,
}

const OUTLETS: [[&str; 8]; 2] = [
    [
        "River Post",
        "The Harbour",
        "Daily Courier",
        "North Gazette",
        "The Ledger",
        "Evening Bell",
        "Asia Wire",
        "Hill Tribune",
    ],
    [
        "ข่าวแม่น้ำ",
        "ท่าเรือรายวัน",
        "ประชาราษฎร์",
        "เหนือนิวส์",
        "บัญชีข่าว",
        "ระฆังเย็น",
        "สายข่าวเอเชีย",
        "เขาเขียว",
    ],
];
const OUTLET_NAMES: [[&str; 8]; 2] = [
    [
        "river", "harbour", "courier", "north", "ledger", "bell", "wire", "hill",
    ],
    [
        "maenam",
        "tharuea",
        "pracharat",
        "nuea",
        "banchi",
        "rakhang",
        "sai",
        "khaokhiao",
    ],
];

/// How many comments ten articles have: one in ten has most of them, 100 together.
const COMMENTS: [usize; 10] = [0, 1, 2, 3, 4, 6, 9, 13, 22, 40];

/// The `i`-th of `n` articles, with its comments.
pub(crate) fn document(i: usize, n: usize, words: &Words) -> Document {
    let mut chance = Chance(0x6b68_616f + ((i as u64) << 20));
    // Every other one is Thai, whatever else is decided by their numbers.
    let thai = (i + i / 10).is_multiple_of(2);
    let topic = words.topic(thai, &mut chance);
    let outlet = chance.zipf(8);
    // Sooner or later by some days than those beside it, over five years that end in 2025.
    let minutes = 5 * 365 * 1440;
    let minute = (i * minutes / n.max(1) + chance.below(4 * 1440)).min(minutes - 1);
    let bytes = 2000 + chance.below(2000);
    let mut blocks = Vec::new();
    let mut left = bytes;
    while left > 60 {
        let heading = blocks.len() > 1 && chance.below(9) == 0;
        let most = if heading { 60 } else { 200 + chance.below(500) };
        let text = words.text(&topic, thai, most.min(left), &mut chance);
        left = left.saturating_sub(text.len());
        let kind = if heading { "heading" } else { "paragraph" };
        blocks.push(Block { kind, text });
    }
    // Each ten have all ten counts, in an order of their own.
    let turn = Chance(i as u64 / 10).below(10);
    let n_comments = COMMENTS[(i * 7 + turn) % 10];
    let title_bytes = 40 + chance.below(80);
    Document {
        khao: 1,
        url: format!(
            "https://{}.example/{i}",
            OUTLET_NAMES[usize::from(thai)][outlet]
        ),
        title: (chance.below(8) > 0).then(|| {
            let title = words.text(&topic, thai, title_bytes, &mut chance);
            title.trim_end_matches('.').to_owned()
        }),
        byline: words.name(thai, &mut chance),
        outlet: OUTLETS[usize::from(thai)][outlet],
        published: time(minute),
        language: if thai { "th" } else { "en" },
        blocks,
        comments: (0..n_comments)
            .map(|c| Comment {
                id: format!("{i}-{c}"),
                author: words.name(thai, &mut chance),
                published: time(minute + c * 7 + chance.below(7)),
                score: chance.zipf(200).cast_signed() as i64 - 2,
                // Two in three answer one of the last six.
                parent: (c > 0 && chance.below(3) > 0).then(|| c - 1 - chance.below(c.min(6))),
                text: {
                    let most = 50 + chance.below(450).min(chance.below(450));
                    words.text(&topic, thai, most, &mut chance)
                },
            })
            .collect(),
    }
}

/// So many minutes behind the start of 2021.
fn time(minute: usize) -> String {
    const MONTHS: [usize; 12] = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    let (mut day, minute) = (minute / 1440, minute % 1440);
    let year = 2021 + day / 365;
    day %= 365;
    let mut month = 0;
    while day >= MONTHS[month] {
        day -= MONTHS[month];
        month += 1;
    }
    let (month, day, hour, minute) = (month + 1, day + 1, minute / 60, minute % 60);
    format!("{year}-{month:02}-{day:02}T{hour:02}:{minute:02}:00Z")
}

/// Writes `n` articles as JSON Lines into files of a folder, and gives the files.
pub(crate) fn files(n: usize, folder: &Path, words: &Words) -> Result<Vec<PathBuf>> {
    std::fs::create_dir_all(folder)?;
    let mut made = Vec::new();
    let mut out: Option<BufWriter<File>> = None;
    let mut bytes = 0;
    for i in 0..n {
        let line = serde_json::to_string(&document(i, n, words))?;
        if bytes + line.len() > FILE {
            out = None;
        }
        if out.is_none() {
            let path = folder.join(format!("{:03}.jsonl", made.len()));
            out = Some(BufWriter::new(File::create(&path)?));
            made.push(path);
            bytes = 0;
        }
        if let Some(out) = &mut out {
            writeln!(out, "{line}")?;
        }
        bytes += line.len() + 1;
    }
    if let Some(mut last) = out {
        last.flush()?;
    }
    Ok(made)
}

/// The first `n` articles as a feed, for other readers.
pub(crate) fn feed(n: usize, path: &Path, words: &Words) -> Result<()> {
    let mut out = BufWriter::new(File::create(path)?);
    let plain = |text: &str| text.replace('&', "&amp;").replace('<', "&lt;");
    writeln!(
        out,
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<rss version=\"2.0\"><channel><title>khao</title>\
         <link>https://khao.example/</link><description>generated</description>"
    )?;
    for i in 0..n {
        let doc = document(i, n, words);
        let title = doc.title.as_deref().unwrap_or_else(|| &doc.blocks[0].text);
        write!(
            out,
            "<item><title>{}</title><link>{}</link><guid>{}</guid><description>",
            plain(title),
            doc.url,
            doc.url
        )?;
        for block in &doc.blocks {
            // HTML inside of XML is masked twice.
            write!(out, "&lt;p>{}&lt;/p>", plain(&plain(&block.text)))?;
        }
        for comment in &doc.comments {
            write!(
                out,
                "&lt;p>{}: {}&lt;/p>",
                plain(&plain(&comment.author)),
                plain(&plain(&comment.text))
            )?;
        }
        writeln!(out, "</description></item>")?;
    }
    writeln!(out, "</channel></rss>")?;
    out.flush()
}
