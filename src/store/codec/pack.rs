//! Words in fewer bytes.

use miniz_oxide::deflate::compress_to_vec;
use miniz_oxide::inflate::core::inflate_flags::TINFL_FLAG_USING_NON_WRAPPING_OUTPUT_BUF;
use miniz_oxide::inflate::core::{DecompressorOxide, decompress};
use miniz_oxide::inflate::decompress_to_vec_with_limit;

/// The fastest: what the slower levels gain is little.
const LEVEL: u8 = 1;
/// No document has more words: an input has at most a fourth of it, and cleaning may put four spaces for a TAB.
const MOST: usize = 256 << 20;

/// Packs words.
pub(in crate::store) fn pack(words: &[u8]) -> Vec<u8> {
    compress_to_vec(words, LEVEL)
}

/// The words again; nothing where the bytes are damaged, or pretend to be more than any document has.
pub(super) fn unpack(packed: &[u8]) -> Option<Vec<u8>> {
    decompress_to_vec_with_limit(packed, MOST).ok()
}

/// Unpacks the first words of many documents.
pub(in crate::store) struct Heads {
    inner: DecompressorOxide,
    out: Vec<u8>,
}

impl Heads {
    /// For heads of at most so many bytes.
    pub(in crate::store) fn new(most: usize) -> Self {
        Self {
            inner: DecompressorOxide::new(),
            out: vec![0; most],
        }
    }

    /// The first words, as far as the head of the packed bytes tells.
    pub(super) fn of(&mut self, packed: &[u8]) -> &[u8] {
        self.inner.init();
        let flags = TINFL_FLAG_USING_NON_WRAPPING_OUTPUT_BUF;
        let (_, _, n) = decompress(&mut self.inner, packed, &mut self.out, 0, flags);
        &self.out[..n]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_and_back() {
        for words in ["", "ข่าว", &"น้ำท่วมทุกปี ".repeat(999)] {
            let packed = pack(words.as_bytes());
            assert_eq!(unpack(&packed).as_deref(), Some(words.as_bytes()));
            let mut heads = Heads::new(100);
            let head = heads.of(&packed);
            assert_eq!(head, &words.as_bytes()[..words.len().min(100)]);
            let half = heads.of(&packed[..packed.len() / 2]);
            assert!(words.as_bytes().starts_with(half));
        }
        assert_eq!(unpack(b"\xff\xff\xff"), None);
    }
}
