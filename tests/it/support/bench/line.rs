//! The state of the program as one line.

use khao::app::areas::PaneId;
use khao::app::overlay::Overlay;
use khao::app::why::Told;
use khao::model::CommentIx;

use super::Bench;

impl Bench {
    /// The state as one line.
    pub(crate) fn state(&self) -> String {
        let app = &self.app;
        let mut parts = Vec::new();
        match &app.reader {
            None => {
                let chosen = app.shelf.chosen().map_or("", |l| &*l.path);
                let shelf = &app.shelf;
                let (at, n) = (shelf.lines.line_of(shelf.at) + 1, shelf.lines.len());
                parts.push(format!("shelf {at}/{n} {chosen}"));
                parts.push(format!("unread {}", app.shelf.n_unread.unwrap_or_default()));
                if !app.shelf.filter.is_empty() {
                    parts.push(format!("filter {:?}", app.shelf.filter));
                }
                let problem = app.shelf.problem.iter();
                parts.extend(problem.map(|p| format!("{p} at {:?}", p.at)));
            }
            Some(r) => {
                let panes = app.areas.panes.iter();
                let panes: String = panes
                    .map(|p| {
                        let c = ["a", "t", "s"][p.pane.ix()];
                        if p.pane == r.focus {
                            c.to_uppercase()
                        } else {
                            c.to_owned()
                        }
                    })
                    .collect();
                parts.push(format!("{} {panes}", r.document.path));
                if app.areas.of(PaneId::Article).is_some() {
                    parts.push(format!("article {:?}", self.article_top()));
                }
                if app.areas.of(PaneId::Thread).is_some() && !r.document.thread.is_empty() {
                    let shown = r.thread.stack.shown().len();
                    let n = r.document.thread.len();
                    let (ix, row) = r.thread.cursor;
                    let folded = (0..n as u32)
                        .filter(|i| r.thread.stack.is_folded(CommentIx(*i)))
                        .count();
                    let flat = if r.thread.stack.shape().flat {
                        " flat"
                    } else {
                        ""
                    };
                    parts.push(format!(
                        "comment {}+{row} of {shown}/{n}{flat} folds {folded} unread {}",
                        ix.0 + 1,
                        r.thread.n_unread
                    ));
                }
                if app.areas.of(PaneId::Sources).is_some() && !r.sources.items.is_empty() {
                    parts.push(format!(
                        "source {}/{}",
                        r.sources.chosen + 1,
                        r.sources.items.len()
                    ));
                }
                parts.extend(self.tied());
                if r.article.side > 0 {
                    parts.push(format!("side {}", r.article.side));
                }
                if let Some(find) = &r.find {
                    let at = find.at.map_or(0, |a| a + 1);
                    parts.push(format!("hit {at}/{}", find.hits.len()));
                }
                if let Some(selection) = &r.selection {
                    let (from, to) = selection.ends();
                    let blocks = if from.block == to.block {
                        vec![from.block]
                    } else {
                        vec![from.block, to.block]
                    };
                    let words = selection.words(&r.document, blocks.into_iter());
                    parts.push(format!("selected {:?}", words.as_str()));
                }
            }
        }
        parts.extend(self.over());
        parts.extend(self.left.iter().map(|l| format!("→ {l}")));
        parts.join(" | ")
    }

    /// The current paragraph, and how much speaks of it.
    fn tied(&self) -> Option<String> {
        let r = self.app.reader.as_ref()?;
        let block = r.linked.current.filter(|_| !r.linked.is_empty())?;
        let n = r.linked.count(block);
        let passages = r.linked.passages(block).count();
        let mark = if r.linked.is_guess(block) && n > 0 {
            "?"
        } else {
            ""
        };
        let only = if r.linked.only.is_some() { " only" } else { "" };
        let at = block.0 + 1 - r.document.article.blocks.start.0;
        Some(format!(
            "¶{at} {n}{mark} comments{only} {passages} passages"
        ))
    }

    /// Prompt, overlay, keys on the way, and the note.
    fn over(&self) -> Vec<String> {
        let app = &self.app;
        let mut parts = Vec::new();
        if let Some(prompt) = &app.prompt {
            let (before, after) = prompt.text.split_at(prompt.cursor);
            parts.push(format!("{:?} “{before}¦{after}”", prompt.ask));
        }
        match &app.overlay {
            None => {}
            Some(Overlay::Help { top }) => parts.push(format!("help {top}")),
            Some(Overlay::Messages { top }) => parts.push(format!("messages {top}")),
            Some(Overlay::Palette {
                prompt,
                found,
                at,
                sure,
            }) => parts.push(format!(
                "palette “{}” {}{}",
                prompt.text,
                found.get(*at).map_or("nothing", |a| a.row().name),
                if *sure { "" } else { "?" }
            )),
            Some(Overlay::Compare(c)) => {
                parts.push(format!("compare {} of {}", c.top, c.rows.len()));
            }
            Some(Overlay::Peek(ix)) => parts.push(format!("peek {}", ix.0 + 1)),
            Some(Overlay::Why { told, top }) => {
                let told: Vec<String> = told.iter().map(|t| self.told(t)).collect();
                parts.push(format!("why {top} {}", told.join(" / ")));
            }
            Some(Overlay::Links { labels, typed }) => {
                let labels: Vec<String> = labels
                    .iter()
                    .map(|l| format!("{}={}", l.label, l.url))
                    .collect();
                parts.push(format!("links “{typed}” {}", labels.join(" ")));
            }
        }
        if app.opening.is_some() {
            parts.push("opening".to_owned());
        }
        if let Some(count) = app.count {
            parts.push(format!("count {count}"));
        }
        if !app.pending.is_empty() {
            let keys: String = app.pending.iter().map(ToString::to_string).collect();
            parts.push(format!("pending {keys}"));
        }
        if let Some(link) = &app.link {
            parts.push(format!("link {:?} {:?}", link.trip, link.rate));
        }
        if let Some(note) = &app.note {
            parts.push(format!("note {}", self.look.lang.note(note)));
        }
        parts
    }

    fn told(&self, told: &Told) -> String {
        let lang = &self.look.lang;
        match told {
            Told::Heading(note) => format!("= {}", lang.note(note)),
            Told::Words(note) => lang.note(note),
            Told::Reason(why) => format!("- {why}"),
            Told::Keys(keys, what) => format!("{keys}: {}", lang.word(*what)),
        }
    }

    /// The first words on the article's screen.
    pub(crate) fn article_top(&self) -> String {
        let reader = self.app.reader.as_ref().unwrap();
        let lines = reader.article.page.lines.iter().skip(reader.article.top);
        let line = lines.clone().find(|l| l.to > l.from);
        line.map_or(String::new(), |l| {
            let text = &reader.document.text(l.block)[l.bytes()];
            let words: Vec<&str> = text.split(' ').take(3).collect();
            words.join(" ")
        })
    }
}
