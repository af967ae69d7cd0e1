//! `khao list`: a row for each document of the library, or for those that a query finds.
//!
//! Only identities are held; each row is read when it is written.

use std::io::{self, IsTerminal as _};

use serde::Serialize;

use super::args::List;
use super::out::Out;
use super::settings::Config;
use super::{Done, asked, kept, print};
use crate::model::{DocumentId, Listing, Marks, Sort};
use crate::query::Query;
use crate::store::{Error, Library};
use crate::text::cell;

/// A line of the output.
#[derive(Serialize)]
struct Line<'a> {
    v: u8,
    id: String,
    title: &'a str,
    outlet: Option<&'a str>,
    published: Option<String>,
    language: Option<&'a str>,
    comments: usize,
    new_comments: usize,
    read: bool,
    starred: bool,
    tags: Vec<&'a str>,
    url: Option<&'a str>,
    path: &'a str,
}

/// Lists the library.
pub(super) fn run(args: &List, config: &Config, out: &mut Out) -> Done {
    let Some(library) = kept::open(config, out) else {
        return Done::Yes;
    };
    let typed = args.query.join(" ");
    let Some(query) = asked::with_saved(&library, args.saved.as_deref(), &typed, out) else {
        return Done::Mistakes;
    };
    let order = args.sort.map_or(Sort::Added, Into::into);
    let most = args.limit.unwrap_or(usize::MAX);
    documents(&library, &query, order, most, args.json, out)
}

/// A row for each of the documents that a query finds.
pub(super) fn documents(
    library: &Library,
    query: &Query,
    order: Sort,
    most: usize,
    json: bool,
    out: &mut Out,
) -> Done {
    let found = match library.list(query, order, most) {
        Ok(found) => found,
        Err(e) => {
            out.fail(&kept::failed(&e));
            return Done::Yes;
        }
    };
    if found.is_empty() {
        return kept::nothing(out);
    }
    let json = json || !io::stdout().is_terminal();
    let width = print::terminal_width().map_or(80, usize::from);
    for id in found {
        match one(library, id) {
            Ok(Some((listing, marks))) => {
                let line = if json {
                    line(&listing, &marks)
                } else {
                    row(&listing, &marks, width)
                };
                if !out.line(line) {
                    break;
                }
            }
            // Another program has just removed it.
            Ok(None) => {}
            Err(e) => out.fail(&kept::failed(&e)),
        }
    }
    Done::Yes
}

fn one(library: &Library, id: DocumentId) -> Result<Option<(Listing, Marks)>, Error> {
    let Some(listing) = library.listing(id)? else {
        return Ok(None);
    };
    Ok(Some((listing, library.marks(id)?)))
}

fn line(l: &Listing, marks: &Marks) -> String {
    let line = Line {
        v: 1,
        id: l.id.to_string(),
        title: &l.title,
        outlet: l.outlet.as_deref(),
        published: l.published.map(|w| w.to_string()),
        language: l.lang.code(),
        comments: l.n_comments,
        new_comments: marks.n_new,
        read: marks.read,
        starred: marks.starred,
        tags: marks.tags.iter().map(|t| &**t).collect(),
        url: l.url.as_deref(),
        path: &l.path,
    };
    serde_json::to_string(&line).expect("strings and numbers always print")
}

/// One line of the terminal.
fn row(l: &Listing, marks: &Marks, width: usize) -> String {
    let date = l
        .published
        .map_or_else(String::new, |w| w.date().to_string());
    let star = if marks.starred { "*" } else { " " };
    let (n, new) = (l.n_comments, marks.n_new);
    let comments = match (n, new) {
        (0, _) => String::new(),
        (n, 0) => n.to_string(),
        (n, new) => format!("{n}+{new}"),
    };
    let head = format!("{} {star} {date:10} {comments:>6}  ", kept::short(l.id));
    let title = match &l.outlet {
        Some(outlet) => format!("{} ({outlet})", l.title),
        None => l.title.to_string(),
    };
    let room = width.saturating_sub(cell::width(&head)).max(20);
    format!("{head}{}", cell::truncate(&title, room))
}
