//! From inputs to the library: every format that khao reads, and the library's own exports.
//!
//! An export is taken as it stands: what khao inferred when the document first came is not inferred
//! again, so that exporting and importing gives an equal library.

use std::collections::HashMap;

use crate::load::{self, Input, Loaded, Models, decode};
use crate::model::{DocumentId, State, Warning, WarningKind};
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
        match load::load_by(&rest, models) {
            Ok(rest) => {
                loaded.documents.extend(rest.documents);
                loaded.warnings.extend(rest.warnings);
            }
            // An export that was cut: what stands before the cut is whole.
            Err(e) => {
                let message = format!("{}: a part of it was left out: {e}", input.name);
                let warning = Warning::new(WarningKind::Syntax, &message);
                loaded.warnings.push(warning);
            }
        }
    }
    Ok(loaded)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_export_cut_at_any_byte_gives_what_stands_before_the_cut() {
        let line = |n: u8| {
            format!(
                "{{\"khao\":1,\"url\":\"https://a.example/{n}\",\"title\":\"{n}\",\"blocks\":[\"It rained.\"],\"state\":{{\"read\":true}}}}\n"
            )
        };
        let text = line(1) + &line(2);
        let first = line(1).len();
        for end in 0..=text.len() {
            let input = Input {
                bytes: text.as_bytes()[..end].to_vec(),
                name: "all.jsonl".to_owned(),
                ..Input::default()
            };
            let mut states = States::new();
            let loaded = load(&input, &Models::default(), &mut states);
            let n = loaded.as_ref().map_or(0, |l| l.documents.len());
            assert!(n >= end / first, "{n} at {end}");
            assert!(states.len() >= end / first, "{} at {end}", states.len());
        }
    }
}
