//! `khao export`: documents with what you did with them, as JSON Lines that `khao import` takes as they
//! stand; or as Markdown, as a page or as a book, as you set them by hand.
//!
//! To a file, all of it is written or nothing: it is made beside the file and takes its place when it is
//! on the disk.

use std::fs::{self, File, OpenOptions};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use super::args::Export;
use super::out::{Out, Problem};
use super::settings::Config;
use super::{Done, kept};
use crate::app::word::Word;
use crate::export::{Names, epub, html, markdown};
use crate::load::correct;
use crate::model::{Document, DocumentId};
use crate::run::read::plain;
use crate::store::{Error, Library};
use crate::wire;

/// Prints or writes the documents that are named, or all.
pub(super) fn run(args: &Export, config: &Config, out: &mut Out) -> Done {
    let Some(library) = kept::open(config, out) else {
        return Done::Yes;
    };
    let ids = if args.ids.is_empty() {
        match library.newest(usize::MAX) {
            Ok(ids) => ids,
            Err(e) => {
                out.fail(&kept::failed(&e));
                return Done::Yes;
            }
        }
    } else {
        kept::named(&library, &args.ids, out)
    };
    if ids.is_empty() {
        return Done::NothingFound;
    }
    if args.html || args.epub {
        return bound(&library, &ids, args, config, out);
    }
    let mut pieces = ids.iter().enumerate().filter_map(|(at, id)| {
        let piece = piece(&library, *id, args.markdown, at == 0, config);
        match piece {
            Ok(piece) => piece.map(Ok),
            Err(e) => Some(Err(e)),
        }
    });
    let Some(path) = &args.output else {
        for piece in pieces {
            match piece {
                Ok(piece) => {
                    if !out.put(piece) {
                        break;
                    }
                }
                Err(e) => out.fail(&kept::failed(&e)),
            }
        }
        return Done::Yes;
    };
    let mut lost = None;
    let written = whole(path, &mut |file| {
        for piece in &mut pieces {
            match piece {
                Ok(piece) => file.write_all(piece.as_bytes())?,
                Err(e) => {
                    lost = Some(e);
                    return Err(io::ErrorKind::InvalidData.into());
                }
            }
        }
        Ok(())
    });
    match (written, lost) {
        (Ok(()), _) => {}
        (Err(_), Some(e)) => out.fail(&kept::failed(&e)),
        (Err(e), None) => out.fail(&unwritten(path, &e)),
    }
    Done::Yes
}

/// A document as it goes out; nothing where another program has just removed it.
fn piece(
    library: &Library,
    id: DocumentId,
    as_markdown: bool,
    first: bool,
    config: &Config,
) -> Result<Option<String>, Error> {
    if as_markdown {
        let rule = if first { "" } else { "\n---\n\n" };
        let document = corrected(library, id, config)?;
        return Ok(document.map(|d| format!("{rule}{}", markdown::of(&d))));
    }
    let Some(document) = library.get(id)? else {
        return Ok(None);
    };
    let state = library.state(id)?;
    Ok(Some(wire::to_json_with_state(&document, &state) + "\n"))
}

/// Makes one thing of all documents: a page or a book.
fn bound(
    library: &Library,
    ids: &[DocumentId],
    args: &Export,
    config: &Config,
    out: &mut Out,
) -> Done {
    let mut documents = Vec::new();
    for id in ids {
        match corrected(library, *id, config) {
            Ok(document) => documents.extend(document),
            Err(e) => {
                out.fail(&kept::failed(&e));
                return Done::Yes;
            }
        }
    }
    let documents: Vec<&Document> = documents.iter().collect();
    let lang = config.lang();
    let names = |document: &Document| Names {
        comments: lang.count(Word::OneComment, Word::ManyComments, document.thread.len()),
        deleted: lang.word(Word::Deleted).to_owned(),
    };
    let made = if args.epub {
        let title = match documents.as_slice() {
            [one] => one.headline().0.to_string(),
            _ => lang.word(Word::Library).to_owned(),
        };
        epub(&documents, &title, names, jiff::Timestamp::now())
    } else {
        Ok(html(&documents, names).into_bytes())
    };
    let done = match (made, &args.output) {
        (Ok(bytes), Some(path)) => whole(path, &mut |file| file.write_all(&bytes)),
        // What is no file is a page: a book has a file to go to.
        (Ok(bytes), None) => {
            out.put(bytes);
            Ok(())
        }
        (Err(e), _) => Err(e),
    };
    if let Err(e) = done {
        let path = args.output.as_deref();
        out.fail(&unwritten(path.unwrap_or_else(|| Path::new("-")), &e));
    }
    Done::Yes
}

fn unwritten(path: &Path, why: &io::Error) -> Problem {
    Problem::new(format!("cannot write {}: {}", path.display(), plain(why)))
}

/// A document as you set it by hand; nothing where another program has just removed it.
fn corrected(
    library: &Library,
    id: DocumentId,
    config: &Config,
) -> Result<Option<Document>, Error> {
    let Some(document) = library.get(id)? else {
        return Ok(None);
    };
    let state = library.state(id)?;
    Ok(Some(correct(&document, &state.corrections, &config.models)))
}

/// Writes a file: all of it, or nothing.
fn whole(
    path: &Path,
    write: &mut dyn FnMut(&mut BufWriter<File>) -> io::Result<()>,
) -> io::Result<()> {
    let mut half = path.as_os_str().to_owned();
    half.push(format!(".{}.part", std::process::id()));
    let half = PathBuf::from(half);
    let done = (|| {
        let file = OpenOptions::new()
            .write(true)
            .create_new(true)
            .open(&half)?;
        let mut file = BufWriter::with_capacity(1 << 16, file);
        write(&mut file)?;
        file.flush()?;
        file.get_ref().sync_all()?;
        fs::rename(&half, path)?;
        let folder = path.parent().filter(|f| !f.as_os_str().is_empty());
        File::open(folder.unwrap_or_else(|| Path::new(".")))?.sync_all()
    })();
    if done.is_err() {
        let _not_made = fs::remove_file(&half);
    }
    done
}
