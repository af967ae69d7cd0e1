//! Thai: what the other parts of this floor need to know of the language.
//!
//! - [`calendar`]: months, weekdays, eras (Buddhist and older), and how a date is written.
//! - [`digits`]: Thai digits and ASCII digits.
//! - [`words`]: where words begin; [`lexicon`]: the table of words behind it.
//! - [`normal`]: one spelling for what is drawn alike.
//! - [`keyboard`]: where a Thai letter sits on the Kedmanee layout.

pub mod calendar;
pub mod digits;
pub mod keyboard;
pub mod lexicon;
pub mod normal;
pub mod words;

pub use calendar::{Era, month_name, thai_date, weekday_name};
pub use digits::{ascii_digit, digit_value, to_ascii_digits, to_thai_digits};
pub use keyboard::kedmanee;
pub use words::Words;

/// Whether `c` is in the Thai block (U+0E00–U+0E7F).
pub const fn is_thai(c: char) -> bool {
    matches!(c, '\u{e00}'..='\u{e7f}')
}

/// Whether `c` is a Thai letter or mark: anything of the block but digits, `฿`, `๏`, `๚` and `๛`.
pub const fn is_letter(c: char) -> bool {
    matches!(c, '\u{e01}'..='\u{e3a}' | '\u{e40}'..='\u{e4e}')
}

/// Whether `text` has a Thai letter. Looks at bytes: Thai is `E0 B8` and `E0 B9` in UTF-8.
pub fn has_thai(text: &str) -> bool {
    text.as_bytes()
        .windows(2)
        .any(|w| w[0] == 0xe0 && (w[1] == 0xb8 || w[1] == 0xb9))
}
