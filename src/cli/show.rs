//! `khao show`: documents of the library, as you set them by hand.

use super::args::Show;
use super::out::Out;
use super::settings::Config;
use super::{Done, kept, print};
use crate::export::markdown;
use crate::load::correct;
use crate::model::Document;
use crate::wire;

/// Prints the documents that are named.
pub(super) fn run(args: &Show, config: &Config, out: &mut Out) -> Done {
    let Some(library) = kept::open(config, out) else {
        return Done::Yes;
    };
    let mut documents: Vec<Document> = Vec::new();
    for id in kept::named(&library, &args.ids, out) {
        let Some(original) = kept::get(&library, id, out) else {
            continue;
        };
        let state = match library.state(id) {
            Ok(state) => state,
            Err(e) => {
                out.fail(&kept::failed(&e));
                continue;
            }
        };
        let document = correct(&original, &state.corrections, &config.models);
        if args.json {
            out.line(wire::to_json(&document));
        } else {
            documents.push(document);
        }
    }
    if args.markdown {
        for (at, document) in documents.iter().enumerate() {
            if at > 0 {
                out.put("\n---\n\n");
            }
            out.put(markdown::of(document));
        }
    } else if !args.json {
        print::documents(&documents, config, out);
    }
    Done::Yes
}
