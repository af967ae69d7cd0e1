//! Which language a text is in, as far as its script and commonest words tell.

/// A language by its two-letter code (ISO 639-1), or unknown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Lang(Option<[u8; 2]>);

impl Lang {
    /// English.
    pub const ENGLISH: Self = Self(Some(*b"en"));
    /// Thai.
    pub const THAI: Self = Self(Some(*b"th"));
    /// Not known.
    pub const UNKNOWN: Self = Self(None);

    /// The language of a two-letter code; anything else is unknown.
    pub fn from_code(code: &str) -> Self {
        match code.as_bytes() {
            [a, b] if a.is_ascii_alphabetic() && b.is_ascii_alphabetic() => {
                Self(Some([a.to_ascii_lowercase(), b.to_ascii_lowercase()]))
            }
            _ => Self::UNKNOWN,
        }
    }

    /// The two-letter code, or `None` where it is unknown.
    pub fn code(&self) -> Option<&str> {
        self.0.as_ref().and_then(|c| std::str::from_utf8(c).ok())
    }

    /// Guesses the language of `text`: Thai when at least a fifth of its letters are Thai.
    pub fn guess(text: &str) -> Self {
        let (mut thai, mut other) = (0usize, 0usize);
        for c in text.chars() {
            if ('\u{e01}'..='\u{e2e}').contains(&c) {
                thai += 1;
            } else if c.is_alphabetic() {
                other += 1;
            }
        }
        if thai * 4 > other {
            Self::THAI
        } else if other > 0 {
            Self::ENGLISH
        } else {
            Self::UNKNOWN
        }
    }
}
