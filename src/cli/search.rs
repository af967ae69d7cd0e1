//! `khao search`: articles and comments that hold the words of a query, best first; where it asks for no
//! words the documents that it finds, newest first.

use std::io::{self, IsTerminal as _};

use serde::Serialize;

use super::args::Search;
use super::out::{Out, Problem};
use super::settings::Config;
use super::{Done, asked, kept, list, saved};
use crate::model::{BlockIx, Sort};
use crate::store::{Hit, MOST_RANKED};

/// A line of the output. `block` and `at` are a place in the document as `khao show --json` has it: blocks
/// of the article, then of the comments; no block is the title.
#[derive(Serialize)]
struct Line<'a> {
    v: u8,
    id: String,
    title: &'a str,
    comment: Option<String>,
    author: Option<&'a str>,
    block: Option<u32>,
    at: [u32; 2],
    snippet: &'a str,
    score: f64,
}

/// Searches the library.
pub(super) fn run(args: &Search, config: &Config, out: &mut Out) -> Done {
    let Some(mut library) = kept::open(config, out) else {
        return Done::Yes;
    };
    let typed = args.query.join(" ");
    let Some(query) = asked::with_saved(&library, args.saved.as_deref(), &typed, out) else {
        return Done::Mistakes;
    };
    if let Some(name) = &args.save
        && !saved::save(&mut library, name, &typed, out)
    {
        return Done::Yes;
    }
    if !query.has_words() {
        return list::documents(&library, &query, Sort::Newest, args.most, args.json, out);
    }
    let found = match library.search(&query, args.most) {
        Ok(found) => found,
        Err(e) => {
            out.fail(&kept::failed(&e));
            return Done::Yes;
        }
    };
    if found.only_newest {
        out.tell(&Problem::new(format!(
            "{} hits: of these, the {MOST_RANKED} that came last are ranked",
            found.n
        )));
    }
    if found.narrowed {
        out.tell(&Problem::new(
            "a part stands in very many words: the shortest of them were looked for",
        ));
    }
    if found.hits.is_empty() {
        return kept::nothing(out);
    }
    let json = args.json || !io::stdout().is_terminal();
    for hit in &found.hits {
        if !out.line(if json { line(hit) } else { rows(hit) }) {
            return Done::Yes;
        }
    }
    if !json && found.n > found.hits.len() {
        out.line(format!("{} of {} hits", found.hits.len(), found.n));
    }
    Done::Yes
}

fn line(hit: &Hit) -> String {
    let author = hit.comment.as_ref().and_then(|c| c.2.as_deref());
    let line = Line {
        v: 1,
        id: hit.id.to_string(),
        title: &hit.title,
        comment: hit.comment.as_ref().map(|c| c.1.to_string()),
        author,
        block: (hit.place.block != BlockIx::TITLE).then_some(hit.place.block.0),
        at: [hit.place.byte, hit.place.byte + hit.len],
        snippet: &hit.snippet,
        score: (hit.score * 1000.0).round() / 1000.0,
    };
    serde_json::to_string(&line).expect("strings and numbers always print")
}

/// Some lines of the terminal.
fn rows(hit: &Hit) -> String {
    let comment = hit.comment.as_ref().map(|(ix, _, author)| {
        let author = author.as_deref().unwrap_or_default();
        format!("  [{}] {author}", ix.0 + 1)
    });
    let id = kept::short(hit.id);
    let comment = comment.unwrap_or_default();
    format!("{id}  {}{comment}\n    {}", hit.title, hit.snippet)
}
