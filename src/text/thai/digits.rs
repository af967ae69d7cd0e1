//! Thai digits ๐–๙ (U+0E50–U+0E59) and ASCII digits.

/// The ASCII digit that a Thai digit stands for; any other character as it is.
pub const fn ascii_digit(c: char) -> char {
    match c {
        '๐'..='๙' => (b'0' + (c as u32 - '๐' as u32) as u8) as char,
        _ => c,
    }
}

/// The value of an ASCII or Thai digit.
pub const fn digit_value(c: char) -> Option<u32> {
    ascii_digit(c).to_digit(10)
}

/// `text` with its ASCII digits written as Thai digits.
pub fn to_thai_digits(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '0'..='9' => char::from_u32('๐' as u32 + (c as u32 - '0' as u32)).unwrap_or(c),
            _ => c,
        })
        .collect()
}

/// `text` with its Thai digits written as ASCII digits.
pub fn to_ascii_digits(text: &str) -> String {
    text.chars().map(ascii_digit).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_ways() {
        assert_eq!(to_thai_digits("11 ธ.ค. 2563"), "๑๑ ธ.ค. ๒๕๖๓");
        assert_eq!(to_ascii_digits("๑๑ ธ.ค. ๒๕๖๓"), "11 ธ.ค. 2563");
        assert_eq!(digit_value('๙'), Some(9));
        assert_eq!(digit_value('4'), Some(4));
        assert_eq!(digit_value('ก'), None);
    }
}
