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

/// The first words, at most so many bytes, as far as the head of the packed bytes tells.
pub(super) fn unpack_head(packed: &[u8], most: usize) -> Vec<u8> {
    let mut out = vec![0; most];
    let flags = TINFL_FLAG_USING_NON_WRAPPING_OUTPUT_BUF;
    let (_, _, n) = decompress(&mut DecompressorOxide::new(), packed, &mut out, 0, flags);
    out.truncate(n);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_and_back() {
        for words in ["", "ข่าว", &"น้ำท่วมทุกปี ".repeat(999)] {
            let packed = pack(words.as_bytes());
            assert_eq!(unpack(&packed).as_deref(), Some(words.as_bytes()));
            let head = unpack_head(&packed, 100);
            assert_eq!(head, &words.as_bytes()[..words.len().min(100)]);
            let half = unpack_head(&packed[..packed.len() / 2], 100);
            assert!(words.as_bytes().starts_with(&half));
        }
        assert_eq!(unpack(b"\xff\xff\xff"), None);
    }
}
