//! What the shelf asks of the library.

use super::super::by_hand::ByHand;
use super::super::library::{Library, today};
pub use crate::app::msg::Shelving;
use crate::app::{Msg, Ticket};
use crate::model::{Arranged, Listing, Shelved};
use crate::query::View;
use crate::store;
use crate::text::clean_line;

/// Rows that come with the first arrangement: more than a screen has.
const FIRST: usize = 100;

/// The shelf of a start. What cannot be read is told with the library's notes.
pub fn first(library: &mut Library, by_hand: &mut ByHand) -> Msg {
    let view = View {
        stories: library.folds_stories(),
        ..View::plain(today())
    };
    let arranged = library.arrange_plain(view);
    let rows = match arranged {
        Ok(_) => library
            .shelved(0, FIRST)
            .and_then(|rows| as_shown(rows, library, by_hand)),
        Err(_) => Ok(Vec::new()),
    };
    let (arranged, rows) = match (arranged, rows) {
        (Ok(arranged), Ok(rows)) => (arranged, rows),
        (Err(e), _) | (_, Err(e)) => {
            library.note(clean_line(&e.to_string()));
            (Arranged::default(), Vec::new())
        }
    };
    Msg::Arranged {
        ticket: Ticket::default(),
        arranged: Box::new(arranged),
        from: 0,
        rows,
    }
}

/// Does it; false where nobody listens any more.
pub(super) fn carry_out(
    job: Shelving,
    library: &mut Library,
    by_hand: &mut ByHand,
    send: &impl Fn(Msg) -> bool,
) -> bool {
    let ticket = match &job {
        Shelving::Arrange { ticket, .. }
        | Shelving::Rows { ticket, .. }
        | Shelving::Seek { ticket, .. } => Some(*ticket),
        Shelving::Count => None,
    };
    let Some(answer) = library.reading(|library| answer(job, library, by_hand)) else {
        // The program ends.
        return true;
    };
    send(match answer {
        Ok(msg) => msg,
        Err(e) => {
            let why = clean_line(&e.to_string());
            match ticket {
                Some(ticket) => Msg::ShelfFailed { ticket, why },
                None => Msg::Failed(why),
            }
        }
    })
}

fn answer(job: Shelving, library: &mut Library, by_hand: &mut ByHand) -> Result<Msg, store::Error> {
    Ok(match job {
        Shelving::Arrange {
            ticket,
            view,
            chosen,
            stays,
            rows,
        } => {
            let arranged = library.arrange(*view, chosen, stays)?;
            let from = arranged.at.unwrap_or(0).saturating_sub(rows);
            let rows = as_shown(library.shelved(from, from + 3 * rows)?, library, by_hand)?;
            Msg::Arranged {
                ticket,
                arranged: Box::new(arranged),
                from,
                rows,
            }
        }
        Shelving::Rows { ticket, from, to } => Msg::Rows {
            ticket,
            from,
            rows: as_shown(library.shelved(from, to)?, library, by_hand)?,
        },
        Shelving::Count => Msg::Saved(library.saved()),
        Shelving::Seek {
            ticket,
            from,
            forward,
            seek,
        } => Msg::Sought {
            ticket,
            found: library.seek(from, forward, &seek)?.map(Box::new),
        },
    })
}

/// The rows of documents whose comments begin where the reader set it tell what is shown of them.
fn as_shown(
    mut rows: Vec<Shelved>,
    library: &Library,
    by_hand: &mut ByHand,
) -> Result<Vec<Shelved>, store::Error> {
    for row in &mut rows {
        let id = row.listing.id;
        if (row.marks.is_cut || by_hand.has(id))
            && let Some(document) = by_hand.get(library, id)?
        {
            row.listing = Listing::of(&document);
        }
    }
    Ok(rows)
}
