//! Odd input that was survived.

use crate::text::Clean;

/// Something odd in the input; what could be read was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Warning {
    /// What was odd.
    pub kind: WarningKind,
    /// A plain sentence for the reader.
    pub message: Clean,
}

/// What was odd.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum WarningKind {
    /// Bytes that are not text in the encoding.
    Encoding,
    /// A part that the format does not allow, passed over.
    Syntax,
    /// A comment's parent is missing, later, or itself: it became a root.
    Parent,
    /// Control characters were dropped or marks cut.
    Cleaned,
    /// A date that makes no sense, passed over.
    Date,
    /// Something was cut short because it was too large.
    TooLarge,
}

impl Warning {
    /// A warning with its sentence.
    pub fn new(kind: WarningKind, message: &str) -> Self {
        Self {
            kind,
            message: crate::text::clean_line(message),
        }
    }
}

impl WarningKind {
    /// All kinds.
    pub const ALL: [Self; 6] = [
        Self::Encoding,
        Self::Syntax,
        Self::Parent,
        Self::Cleaned,
        Self::Date,
        Self::TooLarge,
    ];

    /// The kind of a name in the document format.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|k| k.name() == name)
    }

    /// Its name in the document format.
    pub fn name(self) -> &'static str {
        match self {
            Self::Encoding => "encoding",
            Self::Syntax => "syntax",
            Self::Parent => "parent",
            Self::Cleaned => "cleaned",
            Self::Date => "date",
            Self::TooLarge => "too-large",
        }
    }
}
