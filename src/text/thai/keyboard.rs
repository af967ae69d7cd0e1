//! The Kedmanee layout: which key of a QWERTY keyboard gives a Thai letter.
//!
//! In command mode a Thai letter is taken by its place, so that `j` works
//! under either layout. The table is that of xkb's `th`. Eleven keys of the
//! layout give ASCII characters (`_ / - % + " , . ( ) ?`); they are absent
//! here, for they may just as well have been typed under QWERTY.

/// QWERTY keys and the Thai character on each, unshifted.
const PLAIN: &[(&str, &str)] = &[
    ("1456789", "ๅภถุึคต"),
    ("0-=", "จขช"),
    ("qwertyuiop[]\\", "ๆไำพะัีรนยบลฃ"),
    ("asdfghjkl;'", "ฟหกดเ้่าสวง"),
    ("zxcvbnm,./", "ผปแอิืทมใฝ"),
];

/// The same with Shift held.
const SHIFTED: &[(&str, &str)] = &[
    ("@#$%^&*()_+", "๑๒๓๔ู฿๕๖๗๘๙"),
    ("QERTYUIOP{|", "๐ฎฑธํ๊ณฯญฐฅ"),
    ("ASDFGHJKL:", "ฤฆฏโฌ็๋ษศซ"),
    ("CVBN<>?", "ฉฮฺ์ฒฬฦ"),
];

/// The QWERTY character at the place of Thai character `c`, or `None` where `c` is not on the layout.
pub fn kedmanee(c: char) -> Option<char> {
    pairs().find(|(_, thai)| *thai == c).map(|(key, _)| key)
}

/// All pairs of QWERTY character and Thai character.
pub fn pairs() -> impl Iterator<Item = (char, char)> {
    PLAIN
        .iter()
        .chain(SHIFTED)
        .flat_map(|(keys, thai)| keys.chars().zip(thai.chars()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn bijection() {
        let keys: HashSet<_> = pairs().map(|p| p.0).collect();
        let thai: HashSet<_> = pairs().map(|p| p.1).collect();
        assert_eq!(pairs().count(), 83);
        assert_eq!((keys.len(), thai.len()), (83, 83));
        for row in PLAIN.iter().chain(SHIFTED) {
            assert_eq!(row.0.chars().count(), row.1.chars().count(), "{row:?}");
        }
    }

    #[test]
    fn known_places() {
        for (thai, key) in [
            ('่', 'j'),
            ('า', 'k'),
            ('้', 'h'),
            ('ส', 'l'),
            ('ๆ', 'q'),
            ('ฝ', '/'),
            ('ื', 'n'),
            ('์', 'N'),
            ('เ', 'g'),
            ('ฌ', 'G'),
            ('ฺ', 'B'),
            ('ู', '^'),
            ('๙', '+'),
            ('ซ', ':'),
        ] {
            assert_eq!(kedmanee(thai), Some(key), "{thai}");
        }
        for c in ['j', '/', '漢', ' ', '๏'] {
            assert_eq!(kedmanee(c), None);
        }
    }

    #[test]
    fn every_thai_letter_that_is_typed() {
        for c in ('\u{e01}'..='\u{e3a}').chain('\u{e3f}'..='\u{e4d}') {
            assert!(kedmanee(c).is_some(), "{c} U+{:04X}", c as u32);
        }
    }
}
