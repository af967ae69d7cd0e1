//! Where commands write: standard output in large pieces, standard error in whole lines.

use std::fmt::Display;
use std::io::{self, BufWriter, StderrLock, StdoutLock, Write};

use crate::text::{Clean, clean_line};

/// Standard output and standard error, held for the time of a command.
pub(super) struct Out {
    stdout: BufWriter<StdoutLock<'static>>,
    /// The first thing that went wrong with standard output.
    broken: Option<io::Error>,
    failed: bool,
}

impl Out {
    /// Takes both.
    pub(super) fn new() -> Self {
        Self {
            stdout: BufWriter::with_capacity(1 << 16, io::stdout().lock()),
            broken: None,
            failed: false,
        }
    }

    /// Writes `text` as it is. Returns false when nobody reads any more: a command stops then.
    pub(super) fn put(&mut self, text: impl AsRef<[u8]>) -> bool {
        if self.broken.is_none()
            && let Err(e) = self.stdout.write_all(text.as_ref())
        {
            self.broken = Some(e);
        }
        self.broken.is_none()
    }

    /// Writes `text` and a line end.
    pub(super) fn line(&mut self, text: impl AsRef<[u8]>) -> bool {
        self.put(text) && self.put("\n")
    }

    /// Tells of a failure: the command goes on and ends with exit code 1. What stands on standard
    /// output goes out first, so that the two come in order.
    pub(super) fn fail(&mut self, problem: &Problem) {
        self.failed = true;
        self.tell(problem);
    }

    /// Sends what was written so far. Returns false when nobody reads any more.
    pub(super) fn flush(&mut self) -> bool {
        if self.broken.is_none()
            && let Err(e) = self.stdout.flush()
        {
            self.broken = Some(e);
        }
        self.broken.is_none()
    }

    /// Tells of something that is no failure.
    pub(super) fn tell(&mut self, problem: &Problem) {
        self.flush();
        tell(problem);
    }

    /// Whether [`Self::fail`] was called.
    pub(super) fn failed(&self) -> bool {
        self.failed
    }

    /// Sends the rest.
    ///
    /// # Errors
    /// When standard output took not everything. A reader that went away is no error.
    pub(super) fn finish(mut self) -> io::Result<()> {
        let flushed = self.broken.map_or_else(|| self.stdout.flush(), Err);
        match flushed {
            Err(e) if e.kind() == io::ErrorKind::BrokenPipe => {
                // What is left in the buffer must not be tried again when it is dropped.
                let _unsent = self.stdout.into_parts();
                Ok(())
            }
            other => other,
        }
    }
}

/// Something that the user is told: `khao: …`, and what to do about it where there is something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Problem {
    /// One line.
    pub(super) what: Clean,
    /// One line.
    pub(super) hint: Option<Clean>,
}

impl Problem {
    /// A problem; `what` may hold foreign text.
    pub(super) fn new(what: impl Display) -> Self {
        Self {
            what: clean_line(&what.to_string()),
            hint: None,
        }
    }

    /// With the place where it is, before it.
    #[must_use]
    pub(super) fn at(self, place: &str) -> Self {
        Self {
            what: clean_line(&format!("{place} {}", self.what)),
            ..self
        }
    }

    /// Both in one line, for the reader's screen.
    pub(super) fn in_one_line(&self) -> Clean {
        match &self.hint {
            Some(hint) => clean_line(&format!("{} ({hint})", self.what)),
            None => self.what.clone(),
        }
    }

    /// With what to do about it.
    #[must_use]
    pub(super) fn hint(self, hint: impl Display) -> Self {
        Self {
            hint: Some(clean_line(&hint.to_string())),
            ..self
        }
    }
}

/// Tells of a problem on standard error.
pub(super) fn tell(problem: &Problem) {
    let mut text = format!("khao: {}\n", problem.what);
    if let Some(hint) = &problem.hint {
        text.push_str("hint: ");
        text.push_str(hint);
        text.push('\n');
    }
    write_error(&mut io::stderr().lock(), &text);
}

/// Writes lines on standard error.
pub(super) fn tell_as_is(text: &Clean) {
    write_error(&mut io::stderr().lock(), text);
}

fn write_error(err: &mut StderrLock<'_>, text: &str) {
    // There is nobody left to tell that it failed.
    let _gone = err.write_all(text.as_bytes());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn foreign_text_is_one_clean_line() {
        let problem = Problem::new("cannot read a\x1b[2Jb\nc").hint("x\ry");
        assert!(!problem.what.contains(['\x1b', '\n']), "{problem:?}");
        assert!(!problem.hint.unwrap().contains('\r'));
    }
}
