//! A gate for whoever writes to the library: while it is shut the process may be stopped, and nobody is stopped
//! in the middle of a transaction, with the file locked for every other program.

use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// The gate, open at first.
#[derive(Debug, Default)]
pub(super) struct Gate {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Debug, Default)]
struct State {
    shut: bool,
    /// How many are writing.
    inside: usize,
}

/// The leave to write; whoever shuts the gate waits for its end.
#[derive(Debug)]
#[must_use]
pub(super) struct Pass<'a>(&'a Gate);

/// A gate that is shut. It opens again when this is dropped.
#[derive(Debug)]
#[must_use]
pub struct Held(Arc<Gate>);

impl Gate {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Goes in; waits where the gate is shut. Nobody goes in twice: that would wait for itself.
    pub(super) fn pass(&self) -> Pass<'_> {
        let open = self.changed.wait_while(self.state(), |state| state.shut);
        open.unwrap_or_else(PoisonError::into_inner).inside += 1;
        Pass(self)
    }

    /// Whether somebody waits for those who are inside.
    pub(super) fn is_shut(&self) -> bool {
        self.state().shut
    }

    /// Lets nobody in any more, and waits for those who are inside, though not longer than `limit`.
    pub(super) fn shut(self: &Arc<Self>, limit: Duration) -> Held {
        let mut state = self.state();
        state.shut = true;
        let _late = self
            .changed
            .wait_timeout_while(state, limit, |state| state.inside > 0);
        Held(Arc::clone(self))
    }
}

impl Drop for Pass<'_> {
    fn drop(&mut self) {
        self.0.state().inside -= 1;
        self.0.changed.notify_all();
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        self.0.state().shut = false;
        self.0.changed.notify_all();
    }
}
