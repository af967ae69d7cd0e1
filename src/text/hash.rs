//! A plain hash for tables of our own, which are asked for every word of a text.
//!
//! Only for maps whose keys no document chooses: who chooses the keys could make them all collide.

use std::hash::{BuildHasherDefault, Hasher};

/// Makes [`Fnv`] hashers.
pub type Plain = BuildHasherDefault<Fnv>;

/// The 64-bit hash of Fowler, Noll and Vo, variant 1a.
#[derive(Debug, Clone, Copy)]
pub struct Fnv(u64);

impl Default for Fnv {
    fn default() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }
}

impl Hasher for Fnv {
    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_the_published_hash() {
        let mut hash = Fnv::default();
        hash.write(b"a");
        assert_eq!(hash.finish(), 0xaf63_dc4c_8601_ec8c);
    }
}
