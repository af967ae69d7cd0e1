//! Links for the terminal to open (OSC 8): their numbers in a frame, and their bytes.
//!
//! Only an [`Address`] comes in here, which is printable ASCII of bounded length. A link is closed
//! before the cursor leaves its row and at the end of every frame.

use std::collections::HashMap;
use std::hash::{Hash as _, Hasher as _};
use std::sync::Arc;

use crate::text::address::{Address, Placed};
use crate::text::hash::Fnv;

/// Most links that have numbers at one time; what is beyond is no link until the screen is painted anew.
const MOST: usize = 4_000;

/// Ends a link.
pub(super) const CLOSE: &[u8] = b"\x1b]8;;\x1b\\";

/// The links that have been on the screen since it was painted anew, by number from 1.
#[derive(Debug, Clone, Default)]
pub(super) struct Links {
    numbers: HashMap<Address, u16>,
    opening: Arc<Vec<Box<[u8]>>>,
}

impl Links {
    /// Numbers what is on the screen, in order of rows and columns.
    pub(super) fn number(&mut self, placed: &[Placed]) -> Vec<Numbered> {
        let known = |l: &Placed| Numbered {
            row: l.row,
            columns: l.columns.clone(),
            link: self.number_of(&l.address),
        };
        placed.iter().map(known).collect()
    }

    fn number_of(&mut self, address: &Address) -> u16 {
        if let Some(n) = self.numbers.get(address) {
            return *n;
        }
        if self.opening.len() >= MOST {
            return 0;
        }
        let opening = Arc::make_mut(&mut self.opening);
        opening.push(open(address));
        let n = opening.len() as u16;
        self.numbers.insert(address.clone(), n);
        n
    }

    /// What opens each link, by its number less one.
    pub(super) fn opening(&self) -> Arc<Vec<Box<[u8]>>> {
        Arc::clone(&self.opening)
    }
}

/// Columns of a row that belong to a link.
#[derive(Debug, Clone)]
pub(super) struct Numbered {
    pub(super) row: u16,
    pub(super) columns: std::ops::Range<u16>,
    pub(super) link: u16,
}

/// The bytes that open a link. Its parts are joined by an id where they stand on several rows, or are
/// written at several times.
fn open(address: &Address) -> Box<[u8]> {
    let mut hash = Fnv::default();
    address.uri().hash(&mut hash);
    let id = hash.finish() & 0xffff;
    format!("\x1b]8;id={id:x};{}\x1b\\", address.uri())
        .into_bytes()
        .into()
}

#[cfg(test)]
mod tests {
    use ratatui::buffer::Buffer;

    use super::*;
    use crate::term::{Painter, Profile};

    fn painted(painter: &mut Painter, width: usize, n: usize) -> *const Vec<Box<[u8]>> {
        let mut frame = Buffer::with_lines([" ".repeat(width)]);
        frame.set_string(0, 0, format!("{n}"), ratatui::style::Style::new());
        let link = Placed {
            row: 0,
            columns: 0..1,
            address: Address::new(&format!("https://e.org/{n}")).expect("of the web"),
        };
        painter.frame_with(&frame, &[link], None);
        Arc::as_ptr(&painter.links.opening)
    }

    #[test]
    fn a_new_link_copies_no_other_and_a_whole_frame_numbers_anew() {
        let profile = Profile::from_env(|name| (name == "TERM").then(|| "xterm".to_owned()));
        let mut painter = Painter::new(profile);
        let first = painted(&mut painter, 20, 1);
        for n in 2..50 {
            assert_eq!(painted(&mut painter, 20, n), first);
        }
        assert_eq!(painter.links.opening.len(), 49);
        painted(&mut painter, 21, 50);
        assert_eq!(painter.links.opening.len(), 1);
    }
}
