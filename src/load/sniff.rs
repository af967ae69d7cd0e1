//! Which format a text is in: what a loader sees before it is chosen.

use super::{Decoded, line};

/// How much of a text decides its format, in bytes.
const HEAD: usize = 16 << 10;

/// The start of a text and what is known of it from outside.
#[derive(Debug, Clone, Copy)]
pub struct Head<'a> {
    /// At most 16 KiB of the text, cut at a line end where there is one.
    pub text: &'a str,
    /// Whether that is the whole text.
    pub whole: bool,
    /// The media type, without parameters.
    pub media_type: Option<&'a str>,
    /// The name's ending behind its last dot, as it is written; empty where there is none.
    pub extension: &'a str,
}

impl<'a> Head<'a> {
    /// The head of a decoded input.
    pub fn of(decoded: &'a Decoded<'_>) -> Self {
        let all = &*decoded.text;
        let head = line::head(all, HEAD);
        let cut = if head.len() < all.len() {
            head.rfind('\n')
        } else {
            None
        };
        let text = cut.map_or(head, |at| &head[..at]);
        let name: &str = &decoded.name;
        Self {
            text,
            whole: text.len() == all.len(),
            media_type: decoded.media_type.as_deref(),
            extension: name.rsplit_once('.').map_or("", |(_, e)| e),
        }
    }

    /// Whether the name ends in one of `extensions`.
    pub fn named(&self, extensions: &[&str]) -> bool {
        extensions
            .iter()
            .any(|e| self.extension.eq_ignore_ascii_case(e))
    }
}

/// How sure a loader is that a text is in its format. The surest loader reads it; among equals the
/// one that stands first in [`FORMATS`](super::FORMATS).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Confidence {
    /// It is not.
    No,
    /// Nothing speaks against it.
    Possible,
    /// Several things speak for it.
    Likely,
    /// It says so itself.
    Sure,
}
