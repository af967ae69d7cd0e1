//! The document format read back: one JSON object, or JSON Lines.
//!
//! `wire` reads; this loader parts the input into objects, gives documents the
//! name of the input, and infers the replies that are not stated. An object
//! that is cut short is read as far as it goes, a line that is no object is
//! passed over; both leave a warning.

use super::{Confidence, Decoded, Error, Head, Loaded, Loader, Models, links, reply};
use crate::model::{Document, Warning, WarningKind};
use crate::text::clean_line;
use crate::wire;

/// The loader of the document format.
#[derive(Debug)]
pub(super) struct Khao;

impl Loader for Khao {
    fn name(&self) -> &'static str {
        "khao"
    }

    fn sniff(&self, head: &Head<'_>) -> Confidence {
        let text = head.text.trim_start();
        if !text.starts_with('{') {
            return Confidence::No;
        }
        // The version stands first in what we print, but a foreign writer may put it anywhere.
        let is_key = |at: usize| text[at + 6..].trim_start().starts_with(':');
        if text.match_indices("\"khao\"").any(|(at, _)| is_key(at)) {
            return Confidence::Sure;
        }
        let named = head.named(&["json", "jsonl", "ndjson"])
            || head.media_type.is_some_and(|m| m.ends_with("json"));
        let has_words = ["\"blocks\"", "\"comments\""]
            .iter()
            .any(|k| text.contains(k));
        if named && has_words && text.contains("\":") {
            Confidence::Likely
        } else {
            Confidence::No
        }
    }

    fn load(&self, decoded: &Decoded<'_>, models: &Models) -> Result<Loaded, Error> {
        let mut loaded = Loaded::default();
        let text = decoded.text.trim();
        match wire::read(text) {
            Ok(read) => loaded.documents.push(self.finish(read, decoded, models)),
            Err(_) => self.lines(text, decoded, models, &mut loaded),
        }
        let n = loaded.documents.len();
        loaded
            .documents
            .retain(|d| d.article.title.is_some() || !d.blocks.is_empty() || !d.thread.is_empty());
        if loaded.documents.len() < n {
            let message = format!(
                "{} documents have no words and were left out",
                n - loaded.documents.len()
            );
            loaded
                .warnings
                .push(Warning::new(WarningKind::Syntax, &message));
        }
        if loaded.documents.is_empty() {
            return Err(if n > 0 {
                Error::Empty
            } else {
                Error::UnknownFormat
            });
        }
        if let [only] = &mut loaded.documents[..] {
            only.path = decoded.name.clone();
        } else {
            for (ix, document) in loaded.documents.iter_mut().enumerate() {
                document.path = clean_line(&format!("{}#{}", decoded.name, ix + 1));
            }
        }
        Ok(loaded)
    }
}

impl Khao {
    /// Reads several objects, or one that is cut short.
    fn lines(&self, text: &str, decoded: &Decoded<'_>, models: &Models, loaded: &mut Loaded) {
        // Within an object printed over several lines no bracket stands in the first column.
        for (ix, object) in objects(text).enumerate() {
            let n = ix + 1;
            let read = wire::read(object).map(|r| (r, false)).or_else(|error| {
                let mended = error.is_cut().then(|| wire::mend(object)).flatten();
                mended
                    .and_then(|m| wire::read(&m).ok())
                    .map(|r| (r, true))
                    .ok_or(error)
            });
            match read {
                Ok((read, cut)) => {
                    let mut document = self.finish(read, decoded, models);
                    if cut {
                        let message = "the input ends in the middle of this document";
                        document
                            .warnings
                            .push(Warning::new(WarningKind::Syntax, message));
                    }
                    loaded.documents.push(document);
                }
                Err(error) => {
                    let message = format!("object {n} could not be read: {error}");
                    if loaded.warnings.len() < 100 {
                        loaded
                            .warnings
                            .push(Warning::new(WarningKind::Syntax, &message));
                    }
                }
            }
        }
    }

    fn finish(&self, read: wire::Read, decoded: &Decoded<'_>, models: &Models) -> Document {
        let mut document = read.document;
        document.format = self.name();
        if document.url.is_none()
            && decoded.url.is_some()
            && !decoded.text.trim_end().contains("\n{")
        {
            document.url.clone_from(&decoded.url);
            document.identify();
        }
        if read.infer_replies {
            reply::infer(&mut document, models);
        }
        links::add(&mut document);
        document
    }
}

/// The objects of a text: each starts with a bracket in the first column.
fn objects(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = Some(text);
    std::iter::from_fn(move || {
        let all = rest?;
        let (object, next) = match all.find("\n{") {
            Some(at) => (&all[..at], Some(&all[at + 1..])),
            None => (all, None),
        };
        rest = next;
        Some(object.trim_end())
    })
}
