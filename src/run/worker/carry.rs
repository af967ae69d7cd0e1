//! One job, done to its end.

use std::sync::Arc;

use super::job::Job;
use super::keeping::{Keeping, keep, keep_one};
use super::linking::Linking;
use super::measuring::{Measuring, head};
use super::{relating, shelving};
use crate::app::{Msg, Ticket};
use crate::run::by_hand::{ByHand, Made};
use crate::run::library::Library;
use crate::store;
use crate::text::{Clean, Segmenter, clean_line};

/// Does one job to its end; its answers go to `send`, which returns false when nobody listens any
/// more. Then the job is given up, and false is returned.
pub fn carry_out(
    job: Job,
    library: &mut Library,
    by_hand: &mut ByHand,
    segmenter: &Segmenter,
    send: &impl Fn(Msg) -> bool,
) -> bool {
    match job {
        Job::Open { ticket, id } => send(match by_hand.get(library, id) {
            Ok(Some(document)) => Msg::Opened {
                ticket,
                state: Box::new(library.state(id)),
                measured: head(&document, segmenter),
                document,
            },
            Ok(None) => Msg::OpenFailed {
                ticket,
                why: gone(),
            },
            Err(e) => Msg::OpenFailed {
                ticket,
                why: clean_line(&e.to_string()),
            },
        }),
        Job::Correct {
            ticket,
            id,
            corrections,
        } => {
            let made = by_hand.set(library, id, &corrections);
            send(answer(ticket, made, segmenter))
        }
        Job::Restore {
            ticket,
            id,
            corrections,
        } => {
            let made = by_hand.restore(library, id, *corrections);
            send(answer(ticket, made, segmenter))
        }
        Job::Change { id, changes } => keep_one(id, Keeping::Changes(changes), library, send),
        Job::Save { name, query, old } => {
            let msg = match library.save(&name, query.as_ref(), old.as_ref()) {
                Ok(done) => Msg::Named { name, done },
                Err(e) => Msg::Failed(clean_line(&e.to_string())),
            };
            send(msg)
        }
        Job::Relate { ticket, id } => {
            let brake = Arc::clone(library.brake());
            relating::related(&mut library.relating(), ticket, id, &brake, send)
        }
        Job::Note { ticket, id } => send(Msg::Noted {
            ticket,
            note: library.state(id).note,
        }),
        Job::Shelf(job) => shelving::carry_out(job, library, by_hand, send),
        Job::Keep { id, left } => keep_one(id, Keeping::Left(left), library, send),
        Job::Leave { left, sitting, cut } => {
            if cut && sitting.is_none() {
                library.cut_again();
            }
            let left = left.map(|(id, left)| (id, Keeping::Left(left)));
            let all: Vec<_> = left.into_iter().collect();
            // What could not be kept is noted, and the next time it is tried again.
            let _noted = keep(&all, false, sitting.as_deref(), library);
            true
        }
        Job::Settle(done) => {
            let _gone = done.send(());
            true
        }
        Job::End(done) => {
            let _gone = done.send(());
            library.close();
            let _gone = done.send(());
            true
        }
        Job::Measure { ticket, document } => {
            let mut measuring = Measuring::new(ticket, document);
            std::iter::from_fn(|| measuring.next(segmenter)).all(send)
        }
        Job::Link { ticket, document } => {
            let mut linking = Linking::default();
            linking.link(ticket, document);
            std::iter::from_fn(|| linking.next(library, by_hand, segmenter)).all(send)
        }
        Job::Match {
            ticket,
            document,
            others,
        } => {
            let mut linking = Linking::default();
            linking.find(ticket, document, others);
            std::iter::from_fn(|| linking.next(library, by_hand, segmenter)).all(send)
        }
    }
}

/// What is told of a document that was to be made anew.
fn answer(ticket: Ticket, made: Result<Option<Made>, store::Error>, segmenter: &Segmenter) -> Msg {
    let (gone, why) = match made {
        Ok(Some(made)) => {
            return Msg::Corrected {
                ticket,
                measured: head(&made.document, segmenter),
                document: made.document,
                changed: made.changed,
                steps: made.steps,
            };
        }
        Ok(None) => (true, gone()),
        Err(e) => (false, clean_line(&e.to_string())),
    };
    Msg::CorrectFailed { ticket, gone, why }
}

/// Why a document cannot be had.
fn gone() -> Clean {
    clean_line("it is no longer in the library")
}
