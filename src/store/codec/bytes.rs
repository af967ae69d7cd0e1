//! Numbers and strings in bytes.

use std::collections::HashMap;
use std::ops::Range;

use crate::text::{Clean, clean};

/// Puts numbers and strings behind one another.
#[derive(Debug, Default)]
pub(super) struct Writer {
    out: Vec<u8>,
    told: HashMap<String, u64>,
}

impl Writer {
    /// Seven bits a byte, the lowest first (LEB128).
    pub(super) fn number(&mut self, mut n: u64) {
        while n >= 0x80 {
            self.out.push(n as u8 | 0x80);
            n >>= 7;
        }
        self.out.push(n as u8);
    }

    /// The sign in the lowest bit (zigzag).
    pub(super) fn signed(&mut self, n: i64) {
        self.number((n << 1 ^ n >> 63).cast_unsigned());
    }

    pub(super) fn eight(&mut self, n: u64) {
        self.out.extend_from_slice(&n.to_le_bytes());
    }

    pub(super) fn raw(&mut self, bytes: &[u8]) {
        self.out.extend_from_slice(bytes);
    }

    pub(super) fn four(&mut self, n: u32) {
        self.out.extend_from_slice(&n.to_le_bytes());
    }

    pub(super) fn span(&mut self, span: &Range<u32>) {
        self.number(u64::from(span.start));
        self.signed(i64::from(span.end) - i64::from(span.start));
    }

    /// A string: its length twice and its bytes, or, where it was told before, which one it was, twice
    /// and one more.
    pub(super) fn string(&mut self, text: &str) {
        if let Some(at) = self.told.get(text) {
            self.number(at << 1 | 1);
            return;
        }
        self.told.insert(text.to_owned(), self.told.len() as u64);
        self.number((text.len() as u64) << 1);
        self.out.extend_from_slice(text.as_bytes());
    }

    pub(super) fn option<T: ?Sized>(&mut self, value: Option<&T>, put: impl Fn(&mut Self, &T)) {
        self.number(u64::from(value.is_some()));
        if let Some(value) = value {
            put(self, value);
        }
    }

    pub(super) fn done(self) -> Vec<u8> {
        self.out
    }
}

/// Takes them again. Everything gives nothing where the bytes end too early.
#[derive(Debug)]
pub(super) struct Reader<'a> {
    rest: &'a [u8],
    told: Vec<&'a str>,
}

impl<'a> Reader<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Self {
        Self {
            rest: bytes,
            told: Vec::new(),
        }
    }

    pub(super) fn is_done(&self) -> bool {
        self.rest.is_empty()
    }

    /// How many bytes are left.
    pub(super) fn left(&self) -> u64 {
        self.rest.len() as u64
    }

    pub(super) fn bytes(&mut self, n: u64) -> Option<&'a [u8]> {
        let n = usize::try_from(n).ok()?;
        let (head, rest) = self.rest.split_at_checked(n)?;
        self.rest = rest;
        Some(head)
    }

    pub(super) fn number(&mut self) -> Option<u64> {
        let mut n = 0;
        for shift in (0..64).step_by(7) {
            let byte = self.bytes(1)?[0];
            n |= u64::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                return Some(n);
            }
        }
        None
    }

    /// A number of things that are still to come: no more than there are bytes.
    pub(super) fn count(&mut self) -> Option<usize> {
        let n = usize::try_from(self.number()?).ok()?;
        (n <= self.rest.len()).then_some(n)
    }

    pub(super) fn small(&mut self) -> Option<u32> {
        self.number()?.try_into().ok()
    }

    pub(super) fn signed(&mut self) -> Option<i64> {
        let n = self.number()?;
        Some((n >> 1).cast_signed() ^ -((n & 1).cast_signed()))
    }

    pub(super) fn eight(&mut self) -> Option<u64> {
        let bytes = self.bytes(8)?.try_into().ok()?;
        Some(u64::from_le_bytes(bytes))
    }

    pub(super) fn four(&mut self) -> Option<u32> {
        let bytes = self.bytes(4)?.try_into().ok()?;
        Some(u32::from_le_bytes(bytes))
    }

    pub(super) fn span(&mut self) -> Option<Range<u32>> {
        let start = self.small()?;
        let end = i64::from(start).checked_add(self.signed()?)?;
        Some(start..u32::try_from(end).ok()?)
    }

    pub(super) fn str(&mut self) -> Option<&'a str> {
        let n = self.number()?;
        if n & 1 == 1 {
            let at = usize::try_from(n >> 1).ok()?;
            return self.told.get(at).copied();
        }
        let text = std::str::from_utf8(self.bytes(n >> 1)?).ok()?;
        self.told.push(text);
        Some(text)
    }

    pub(super) fn string(&mut self) -> Option<Clean> {
        self.str().map(clean)
    }

    /// Whether a value that may be absent is there.
    pub(super) fn is_there(&mut self) -> Option<bool> {
        match self.number()? {
            0 => Some(false),
            1 => Some(true),
            _ => None,
        }
    }

    /// A string that may be absent, in a list of none or one.
    pub(super) fn strings(&mut self) -> Option<Vec<Clean>> {
        if self.is_there()? {
            Some(vec![self.string()?])
        } else {
            Some(Vec::new())
        }
    }
}
