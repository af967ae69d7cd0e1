//! What is done when the program panics: the terminal is given back first, then a report is
//! written, and a line on standard error says where it is.
//!
//! A report holds none of the reader's text, so that it can be sent to others: of the panic's message
//! only what stands before the first quote is kept.

use std::backtrace::Backtrace;
use std::fmt::Write as _;
use std::panic::PanicHookInfo;
use std::path::{Path, PathBuf};

use crate::term;
use crate::text::clean_line;

/// Exit code after a panic, as Rust's own.
const EXIT_PANIC: i32 = 101;

/// Sets the panic hook. Reports go to `directory` (the state directory; it is made when needed).
/// A panic on any thread ends the program with exit code 101: the terminal is no longer ours.
pub fn install(directory: PathBuf) {
    std::panic::set_hook(Box::new(move |info| {
        term::rescue();
        let report = report(info);
        let what = clean_line(report.lines().nth(1).unwrap_or_default());
        term::last_words(&format!("khao: internal error: {what}"));
        match write(&directory, &report) {
            Ok(path) => {
                let path = clean_line(&path.to_string_lossy());
                term::last_words(&format!("hint: the report is in {path}"));
            }
            Err(e) => {
                let e = clean_line(&e.to_string());
                term::last_words(&format!("khao: cannot write a report: {e}"));
                term::last_words(&report);
            }
        }
        std::process::exit(EXIT_PANIC);
    }));
}

/// The words of the panic, where it has any, without those that may be the reader's.
fn message<'a>(info: &'a PanicHookInfo<'_>) -> Option<&'a str> {
    let payload = info.payload();
    let owned = payload.downcast_ref::<String>().map(String::as_str);
    let words = owned.or_else(|| payload.downcast_ref::<&str>().copied())?;
    Some(unquoted(words))
}

/// What stands before the first quote: a slice in the middle of a character quotes the whole text,
/// and `unwrap` what could not be had.
fn unquoted(words: &str) -> &str {
    let quotes = ['`', '\'', '"', '“', '‘', '«'];
    words.split(quotes).next().unwrap_or_default().trim_end()
}

/// The report: version, what and where, thread, and the way there.
fn report(info: &PanicHookInfo<'_>) -> String {
    let mut text = format!("khao {} panicked\n", env!("CARGO_PKG_VERSION"));
    let what = message(info).unwrap_or("no message");
    let place = info.location().map(ToString::to_string).unwrap_or_default();
    let thread = std::thread::current();
    let name = thread.name().unwrap_or("without a name");
    // A String takes every write.
    let _done = write!(
        text,
        "{} at {place}\nthread: {name}\nsystem: {} {}\n\n{}\n",
        clean_line(what),
        std::env::consts::OS,
        std::env::consts::ARCH,
        Backtrace::force_capture()
    );
    text
}

/// Writes the report to a file of its own, readable by the reader alone.
fn write(directory: &Path, report: &str) -> std::io::Result<PathBuf> {
    use std::io::Write as _;
    use std::os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _};

    std::fs::DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(directory)?;
    let time = std::time::SystemTime::now()
        .duration_since(std::time::UNIX_EPOCH)
        .map_or(0, |d| d.as_secs());
    let path = directory.join(format!("panic-{time}-{}.txt", std::process::id()));
    let mut file = std::fs::OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(&path)?;
    file.write_all(report.as_bytes())?;
    file.sync_all()?;
    Ok(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quoted_words_are_left_out() {
        for (words, kept) in [
            (
                "attempt to add with overflow",
                "attempt to add with overflow",
            ),
            (
                "byte index 1 is not a char boundary; it is inside 'ล' (bytes 0..3) of `ลับ`",
                "byte index 1 is not a char boundary; it is inside",
            ),
            (
                "called `Result::unwrap()` on an `Err` value: \"secret\"",
                "called",
            ),
            ("no document “secret”", "no document"),
            ("", ""),
        ] {
            assert_eq!(unquoted(words), kept);
        }
    }
}
