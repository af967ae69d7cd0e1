//! From inputs to the library: every format that khao reads, and the library's own exports.
//!
//! An export is taken as it stands: what khao inferred when the document first came is not inferred
//! again, so that exporting and importing gives an equal library.

use std::collections::HashMap;

use crate::load::{self, Input, Loaded, Models, decode};
use crate::model::{DocumentId, State};
use crate::wire;

/// What the reader did with documents elsewhere.
pub type States = HashMap<DocumentId, State>;

/// Loads an input. What an export tells of the reader's doings goes to `states`.
///
/// # Errors
/// See [`load::Error`].
pub fn load(input: &Input, models: &Models, states: &mut States) -> Result<Loaded, load::Error> {
    let export = {
        let decoded = decode(input)?;
        let text = decoded.text.trim_start();
        let is_export = text.starts_with('{') && text.contains("\"state\":");
        is_export.then(|| text.to_owned())
    };
    let Some(text) = export else {
        return load::load_by(input, models);
    };
    let mut loaded = Loaded::default();
    let mut others = String::new();
    for line in text.lines().filter(|l| !l.trim().is_empty()) {
        if let Ok(wire::Read {
            document,
            state: Some(state),
            ..
        }) = wire::read(line)
        {
            states.insert(document.id, state);
            loaded.documents.push(document);
        } else {
            others.push_str(line);
            others.push('\n');
        }
    }
    if loaded.documents.is_empty() {
        return load::load_by(input, models);
    }
    if !others.is_empty() {
        let rest = Input {
            bytes: others.into_bytes(),
            name: input.name.clone(),
            ..Input::default()
        };
        let rest = load::load_by(&rest, models)?;
        loaded.documents.extend(rest.documents);
        loaded.warnings.extend(rest.warnings);
    }
    Ok(loaded)
}
