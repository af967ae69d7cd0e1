//! `khao parse`: every document as one line of JSON.

use std::path::PathBuf;

use super::gather::{Got, Stand, gather};
use super::out::Out;
use super::{Done, out};
use crate::load::Chosen;
use crate::model::Document;
use crate::text::Segmenter;
use crate::{relate, wire};

/// Prints the documents of `files` in order; a file that cannot be read is told of and left out.
pub(super) fn run(files: &[PathBuf], models: Chosen, out: &mut Out) -> Done {
    let segmenter = Segmenter::new();
    gather(files, Stand::BehindCommand, models, |got| match got {
        Got::Loaded(loaded) => {
            for warning in &loaded.warnings {
                let path = loaded.documents.first().map_or("", |d| &*d.path);
                out.tell(&out::Problem::new(format!("{path}: {}", warning.message)));
            }
            loaded
                .documents
                .iter()
                .all(|d| out.line(line(d, &segmenter)))
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

/// The line of a document, with what its comments speak of.
fn line(document: &Document, segmenter: &Segmenter) -> String {
    if document.thread.is_empty() {
        return wire::to_json(document);
    }
    let anchors = relate::anchors(document, segmenter);
    wire::to_json_with_anchors(document, &anchors)
}
