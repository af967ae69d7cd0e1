//! `khao list`: a row for each document of the library.

use std::io::{self, IsTerminal as _};

use serde::Serialize;

use super::out::Out;
use super::settings::Config;
use super::{Done, kept, print};
use crate::model::{Listing, State};
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
pub(super) fn run(json: bool, config: &Config, out: &mut Out) -> Done {
    let Some(library) = kept::open(config, out) else {
        return Done::Yes;
    };
    let listings = match library.listings() {
        Ok(listings) => listings,
        Err(e) => {
            out.fail(&kept::failed(&e));
            return Done::Yes;
        }
    };
    if listings.is_empty() {
        return Done::NothingFound;
    }
    let json = json || !io::stdout().is_terminal();
    let width = print::terminal_width().map_or(80, usize::from);
    for listing in &listings {
        let state = match library.state(listing.id) {
            Ok(state) => state,
            Err(e) => {
                out.fail(&kept::failed(&e));
                State::default()
            }
        };
        let line = if json {
            line(listing, &state)
        } else {
            row(listing, &state, width)
        };
        if !out.line(line) {
            break;
        }
    }
    Done::Yes
}

fn line(l: &Listing, state: &State) -> String {
    let line = Line {
        v: 1,
        id: l.id.to_string(),
        title: &l.title,
        outlet: l.outlet.as_deref(),
        published: l.published.map(|w| w.to_string()),
        language: l.lang.code(),
        comments: l.n_comments,
        new_comments: n_new(state),
        read: state.read,
        starred: state.starred,
        tags: state.tags.iter().map(|t| &**t).collect(),
        url: l.url.as_deref(),
        path: &l.path,
    };
    serde_json::to_string(&line).expect("strings and numbers always print")
}

fn n_new(state: &State) -> usize {
    let comments = state.comments.values();
    comments.filter(|c| c.fresh && !c.read).count()
}

/// One line of the terminal.
fn row(l: &Listing, state: &State, width: usize) -> String {
    let date = l
        .published
        .map_or_else(String::new, |w| w.date().to_string());
    let star = if state.starred { "*" } else { " " };
    let (n, new) = (l.n_comments, n_new(state));
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
