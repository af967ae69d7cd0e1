//! What is loaded: bytes and what is known of them.

/// Bytes on their way to becoming documents.
#[derive(Debug, Clone, Default)]
pub struct Input {
    /// The bytes as they were read.
    pub bytes: Vec<u8>,
    /// A path, `-`, or another name; not yet cleaned.
    pub name: String,
    /// Where it came from, if it came by URL.
    pub url: Option<String>,
    /// Its media type, if somebody said.
    pub content_type: Option<String>,
}
