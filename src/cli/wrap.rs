//! `khao wrap`: text folded at a width, with the line breaking of the reader.
//!
//! Every line of the input is a paragraph. With a mark the input goes through byte for byte, bytes
//! that are no UTF-8 too; without one it is decoded and cleaned like every other input.

use super::Done;
use super::args::Wrap;
use super::gather::unloaded;
use super::out::{Out, Problem};
use super::settings::Config;
use crate::load::decode;
use crate::run::read;
use crate::text::{Fit, Segmenter, clean, fragments, wrap};

/// Folds a file, or standard input.
pub(super) fn run(args: &Wrap, config: &Config, out: &mut Out) -> Done {
    let input = match args.file.as_deref() {
        Some(path) if path.as_os_str() != "-" => read::file(path),
        _ => read::stdin(),
    };
    let input = match input {
        Ok(input) => input,
        Err(e) => {
            out.fail(&Problem::new(e));
            return Done::Yes;
        }
    };
    let segmenter = config.segmenter();
    if let Some(mark) = &args.mark {
        put_marked(&input.bytes, mark, &segmenter, out);
        return Done::Yes;
    }
    if input.bytes.is_empty() {
        return Done::Yes;
    }
    let text = match decode(&input) {
        Ok(decoded) => clean(&decoded.text),
        Err(e) => {
            out.fail(&unloaded(&input.name, &e));
            return Done::Yes;
        }
    };
    let fit = if args.first_fit {
        Fit::First
    } else {
        Fit::Optimal
    };
    for paragraph in lines(&text) {
        if !put_folded(paragraph, args.width, fit, &segmenter, out) {
            break;
        }
    }
    Done::Yes
}

/// The lines of a text. The last one may lack its end.
fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.strip_suffix('\n').unwrap_or(text).split('\n')
}

fn put_folded(text: &str, width: u16, fit: Fit, segmenter: &Segmenter, out: &mut Out) -> bool {
    if text.trim().is_empty() {
        return out.put("\n");
    }
    wrap(text, &fragments(text, segmenter), width.into(), fit)
        .iter()
        .all(|l| out.line(text.get(l.from as usize..l.to as usize).unwrap_or_default()))
}

fn put_marked(bytes: &[u8], mark: &str, segmenter: &Segmenter, out: &mut Out) {
    for chunk in bytes.utf8_chunks() {
        // Line by line: the output flows, and a break never depends on another line.
        for line in chunk.valid().split_inclusive('\n') {
            if !out.put(wrap::mark(line, segmenter, mark)) {
                return;
            }
        }
        if !out.put(chunk.invalid()) {
            return;
        }
    }
}
