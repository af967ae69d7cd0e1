//! `khao parse`: every document as one line of JSON.

use std::path::PathBuf;

use super::gather::{Got, Stand, gather};
use super::out::Out;
use super::{Done, out};
use crate::load::Chosen;
use crate::wire;

/// Prints the documents of `files` in order; a file that cannot be read is told of and left out.
pub(super) fn run(files: &[PathBuf], models: Chosen, out: &mut Out) -> Done {
    gather(files, Stand::BehindCommand, models, |got| match got {
        Got::Loaded(loaded) => {
            for warning in &loaded.warnings {
                let path = loaded.documents.first().map_or("", |d| &*d.path);
                out.tell(&out::Problem::new(format!("{path}: {}", warning.message)));
            }
            loaded.documents.iter().all(|d| out.line(wire::to_json(d)))
        }
        Got::Failed(problem) => {
            out.fail(&problem);
            true
        }
        Got::PassedOver(note) => {
            out.tell(&note);
            true
        }
    });
    Done::Yes
}
