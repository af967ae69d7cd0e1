//! `khao related`: every pair of documents that belong together, with reasons, as one line of JSON.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::path::{Path, PathBuf};

use serde::Serialize;

use super::gather::{Got, Stand, gather};
use super::out::{Out, Problem};
use super::progress::Stop;
use super::settings::Config;
use super::{Done, kept, relating};
use crate::model::{Document, DocumentId, Relation};
use crate::relate::Index;
use crate::run::library::today;
use crate::text::Clean;

/// A line of the output.
#[derive(Serialize)]
struct Line<'a> {
    v: u8,
    a: &'a str,
    b: &'a str,
    relation: &'static str,
    score: f64,
    why: Vec<&'a str>,
}

/// Documents on their way to being compared.
struct Pairs {
    index: Index,
    names: HashMap<DocumentId, Clean>,
}

/// Prints the pairs among the documents of `files`, or of the library where none are given.
pub(super) fn run(files: &[PathBuf], config: &Config, out: &mut Out) -> Done {
    let mut pairs = Pairs {
        index: Index::new(),
        names: HashMap::new(),
    };
    pairs.index.set_today(Some(today()));
    if files.is_empty() {
        let mut library = kept::or_shipped(config, out);
        if let Some(kept) = library.kept() {
            let path = kept.path().to_path_buf();
            drop(library);
            return of_library(&path, out);
        }
        library.documents().for_each(|d| pairs.add(d, out));
    }
    gather(files, Stand::BehindCommand, config.models, |got| {
        match got {
            Got::Loaded(loaded) => loaded.documents.iter().for_each(|d| pairs.add(d, out)),
            Got::Failed(problem) => out.fail(&problem),
            Got::PassedOver(note) => out.tell(&note),
        }
        true
    });
    pairs.print(out)
}

/// Prints the pairs of the library as it has them, once all of it is related.
fn of_library(path: &Path, out: &mut Out) -> Done {
    let stop = Stop::heed();
    let Some(relater) = relating::finish(path, &stop, out) else {
        return Done::Yes;
    };
    let mut any = false;
    let told = relater.each(|a, b, relation| {
        any = true;
        !stop.asked() && out.line(line(&a.path, &b.path, relation))
    });
    if let Err(e) = told {
        out.fail(&kept::failed(&e));
    }
    stop.end(out);
    if any { Done::Yes } else { Done::NothingFound }
}

/// A pair as a line of JSON.
fn line(a: &str, b: &str, relation: &Relation) -> String {
    let line = Line {
        v: 1,
        a,
        b,
        relation: relation.kind.name(),
        score: (f64::from(relation.score) * 1000.0).round() / 1000.0,
        why: relation.why.iter().map(|r| &*r.text).collect(),
    };
    serde_json::to_string(&line).expect("strings and a number always print")
}

impl Pairs {
    fn add(&mut self, document: &Document, out: &mut Out) {
        match self.names.entry(document.id) {
            Entry::Occupied(first) => out.tell(&Problem::new(format!(
                "{} is the same document as {}",
                document.path,
                first.get()
            ))),
            Entry::Vacant(slot) => {
                slot.insert(document.path.clone());
                self.index.add(document);
            }
        }
    }

    fn print(&self, out: &mut Out) -> Done {
        let name = |id| self.names.get(&id).map_or("", |n| &**n);
        let found = self.index.pairs();
        for (a, b, relation) in &found {
            if !out.line(line(name(*a), name(*b), relation)) {
                break;
            }
        }
        if found.is_empty() {
            Done::NothingFound
        } else {
            Done::Yes
        }
    }
}
