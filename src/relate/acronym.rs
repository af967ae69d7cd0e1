//! Acronyms: words of two to six letters, mostly capitals, in any script's text.

/// The acronym that `word` is, in capitals without stops, or `None`.
///
/// `MoU` and `U.N.` are acronyms, a plural `s` does not count. The caller leaves out shouting
/// lines, where capitals mean nothing. Roman numbers, clock and office words that every page
/// has (`TV`, `CEO`) are none: they tell no story.
pub(super) fn acronym(word: &str) -> Option<String> {
    let word = super::names::bare(word);
    let word = word
        .strip_suffix('s')
        .filter(|w| w.ends_with(char::is_uppercase))
        .unwrap_or(word);
    let (mut letters, mut capitals) = (0, 0);
    for c in word.chars() {
        match c {
            '.' => {}
            _ if c.is_uppercase() => {
                letters += 1;
                capitals += 1;
            }
            _ if c.is_alphanumeric() => letters += 1,
            _ => return None,
        }
    }
    if capitals < 2 || letters > 6 || capitals * 2 <= letters {
        return None;
    }
    let key: String = word
        .chars()
        .filter(|c| *c != '.')
        .flat_map(char::to_uppercase)
        .collect();
    let roman = key.chars().all(|c| matches!(c, 'I' | 'V' | 'X'));
    (!roman && !COMMON.contains(&key.as_str())).then_some(key)
}

const COMMON: &[&str] = &[
    "AM", "BST", "CEO", "CET", "CFO", "CNY", "COO", "CTO", "DIY", "DJ", "DNA", "DVD", "ED", "EDT",
    "EST", "FAQ", "FM", "GDP", "GMT", "HD", "ID", "IPO", "IQ", "IT", "JR", "MOU", "MP", "MR",
    "MRS", "NGO", "OK", "PC", "PDF", "PDT", "PHD", "PM", "PR", "PST", "RIP", "SMS", "SUV", "TV",
    "URL", "USB", "USD", "UTC", "VIP", "VS", "WWW",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_one() {
        for (word, key) in [
            ("MPHM", "MPHM"),
            ("AIHD's", "AIHD"),
            ("U.N.", "UN"),
            ("RNGOs", "RNGO"),
            ("UHC2", "UHC2"),
        ] {
            assert_eq!(acronym(word).unwrap_or_default(), key, "{word}");
        }
    }

    #[test]
    fn what_is_none() {
        for word in [
            "A",
            "Ab",
            "iPhone",
            "LeBron",
            "III",
            "TV",
            "ACHIEVING",
            "",
            "’",
        ] {
            assert_eq!(acronym(word), None, "{word}");
        }
    }
}
