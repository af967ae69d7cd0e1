//! Reading that is given up at the end of the program.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::Library;
use crate::store::{self, Interrupter};

/// What stops reading: one end is with the library, the other with whoever waits for its end.
///
/// Only what is read under [`Library::reading`] is given up; whatever is written goes to its end.
#[derive(Debug, Default)]
pub struct Brake(Mutex<State>);

#[derive(Debug, Default)]
struct State {
    interrupter: Option<Interrupter>,
    /// Whether something is being read that may be given up.
    reading: bool,
    pulled: bool,
}

impl Brake {
    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Has nothing more read, and gives up what is being read. Reading is several questions, and one that
    /// begins later is not given up by this: pull again until it is over.
    pub fn pull(&self) {
        let mut state = self.state();
        state.pulled = true;
        // While this is locked, nothing is written: whoever writes has locked it first to end its reading.
        if let Some(interrupter) = state.interrupter.as_ref().filter(|_| state.reading) {
            interrupter.interrupt();
        }
    }

    /// Whether it was pulled.
    pub fn is_pulled(&self) -> bool {
        self.state().pulled
    }
}

impl Library {
    /// Puts this library under a brake.
    pub fn set_brake(&mut self, brake: Arc<Brake>) {
        brake.state().interrupter = self.kept.as_ref().map(store::Library::interrupter);
        self.brake = brake;
    }

    /// The brake under which it is.
    pub fn brake(&self) -> &Arc<Brake> {
        &self.brake
    }

    /// What `read` makes of the library; nothing where it was given up. It must not write.
    pub fn reading<T>(&mut self, read: impl FnOnce(&mut Self) -> T) -> Option<T> {
        let brake = Arc::clone(&self.brake);
        {
            let mut state = brake.state();
            if state.pulled {
                return None;
            }
            state.reading = true;
        }
        let made = read(self);
        let mut state = brake.state();
        state.reading = false;
        (!state.pulled).then_some(made)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicBool, Ordering};
    use std::time::Duration;

    use super::*;
    use crate::model::{DocumentId, State};

    #[test]
    fn what_is_being_read_is_given_up_and_what_is_written_is_not() {
        let mut library = Library {
            kept: Some(store::Library::in_memory().unwrap()),
            ..Library::default()
        };
        let brake = Arc::new(Brake::default());
        library.set_brake(Arc::clone(&brake));
        assert_eq!(library.reading(|_| 1), Some(1));
        let over = AtomicBool::new(false);
        std::thread::scope(|scope| {
            scope.spawn(|| {
                while !over.load(Ordering::Relaxed) {
                    std::thread::sleep(Duration::from_millis(5));
                    brake.pull();
                }
            });
            let mut read = None;
            let answer = library.reading(|l| {
                read = l.kept.as_ref().map(store::Library::read_for_ever);
            });
            assert!(answer.is_none());
            assert!(matches!(read, None | Some(Err(_))), "{read:?}");
            assert_eq!(library.reading(|_| 1), None);
            let id = DocumentId::from_number(1);
            for n in 0..200 {
                let starred = |state| State {
                    starred: n % 2 == 1,
                    ..state
                };
                library.change(id, starred).unwrap();
            }
            over.store(true, Ordering::Relaxed);
            assert!(library.state(id).starred && brake.is_pulled());
        });
    }
}
