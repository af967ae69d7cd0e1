//! Names by their sound, so that `มหิดล` and `Mahidol` meet.
//!
//! A key is the consonants of a name in coarse classes, in order: P (b, f, p), T (d, t), K (g, k),
//! C (ch, j, sh), S (s, z), M, N, R (l, r), W (v, w), Y, H. Vowels go, since the two scripts agree
//! on them least; equal classes side by side are one. A name of fewer than [`LEAST`] classes says
//! too little.
//!
//! Where a script leaves it open what is said, there is a second key: silenced letters (`ทรัมป์`
//! keeps its p in English, `ประยุทธ์` does not keep its th), and English c, g and ch.

/// The least number of classes in a key.
pub(super) const LEAST: usize = 3;

/// The most: a longer run is no name.
const MOST: usize = 9;

/// The keys of a name in either script; none for what is too short or too long to be told by its sound.
pub(super) fn keys(name: &str) -> Vec<String> {
    let thai = name.starts_with(super::token::is_thai);
    let mut out = Vec::new();
    for variant in [false, true] {
        let mut key = if thai {
            thai_key(name, variant)
        } else {
            latin_key(name, variant)
        };
        key.dedup();
        if (LEAST..=MOST).contains(&key.len()) {
            let key: String = key.into_iter().collect();
            if !out.contains(&key) {
                out.push(key);
            }
        }
    }
    out
}

const THANTHAKHAT: char = '\u{e4c}';

/// The classes of a Thai name; `silent` letters too, if asked.
fn thai_key(name: &str, silent: bool) -> Vec<char> {
    let letters: Vec<char> = name.chars().filter(|c| !is_tone(*c)).collect();
    let mut key = Vec::new();
    for (i, c) in letters.iter().enumerate() {
        let at = |n: usize| letters.get(i + n).copied().unwrap_or_default();
        let before = i
            .checked_sub(1)
            .and_then(|p| letters.get(p))
            .copied()
            .unwrap_or_default();
        // A vowel may stand between the letter and the mark that silences it: พันธุ์.
        let silenced = at(1) == THANTHAKHAT
            || (matches!(at(1), '\u{e34}'..='\u{e39}') && at(2) == THANTHAKHAT);
        if silenced && !silent {
            continue;
        }
        let class = match c {
            'ก' | 'ข' | 'ฃ' | 'ค' | 'ฅ' | 'ฆ' => 'K',
            'ง' | 'ณ' | 'น' | 'ญ' if *c != 'ญ' || !starts(i, at(1)) => 'N',
            'จ' | 'ฉ' | 'ช' | 'ฌ' => 'C',
            'ซ' | 'ศ' | 'ษ' | 'ส' => 'S',
            'ฎ' | 'ฏ' | 'ฐ' | 'ฑ' | 'ฒ' | 'ด' | 'ต' | 'ถ' | 'ท' | 'ธ' => 'T',
            'บ' | 'ป' | 'ผ' | 'ฝ' | 'พ' | 'ฟ' | 'ภ' => 'P',
            'ม' | 'ำ' => 'M',
            // รร is a vowel with n: ธรรม, พรรค.
            'ร' if at(1) == 'ร' => continue,
            'ร' if before == 'ร' => 'N',
            'ร' | 'ล' | 'ฬ' | 'ฤ' => 'R',
            // ย and ว that close a syllable are vowels: เ-ีย, -าย, ัย, ัว.
            'ย' if matches!(before, '\u{e31}' | '\u{e32}' | '\u{e35}') && !is_vowel(at(1)) => {
                continue;
            }
            'ว' if before == '\u{e31}' || at(1) == '\0' => continue,
            'ย' | 'ญ' => 'Y',
            'ว' => 'W',
            // ห before a sonorant only raises its tone.
            'ห' if matches!(at(1), 'ง' | 'น' | 'ม' | 'ย' | 'ร' | 'ล' | 'ว') => {
                continue;
            }
            'ห' | 'ฮ' => 'H',
            _ => continue,
        };
        key.push(class);
    }
    key
}

/// Whether ญ opens a syllable: at the start, or before a vowel.
fn starts(i: usize, next: char) -> bool {
    i == 0 || is_vowel(next)
}

/// Whether it is a vowel that is written behind its consonant.
fn is_vowel(c: char) -> bool {
    matches!(c, '\u{e30}'..='\u{e39}')
}

fn is_tone(c: char) -> bool {
    matches!(c, '\u{e47}'..='\u{e4b}' | '\u{e4d}' | '\u{e4e}')
}

/// The classes of a name in Latin letters; `hard` asks for the other reading of c, g and ch.
fn latin_key(name: &str, hard: bool) -> Vec<char> {
    let letters: Vec<char> = name
        .chars()
        .flat_map(char::to_lowercase)
        .map(plain)
        .filter(char::is_ascii_alphabetic)
        .collect();
    let vowel = |c: char| matches!(c, 'a' | 'e' | 'i' | 'o' | 'u');
    let mut key = Vec::new();
    let mut i = 0;
    while let Some(c) = letters.get(i) {
        let at = |n: usize| letters.get(i + n).copied().unwrap_or_default();
        let before = i
            .checked_sub(1)
            .and_then(|p| letters.get(p))
            .copied()
            .unwrap_or_default();
        let (class, used) = match (c, at(1)) {
            ('t' | 's', 'c') if at(2) == 'h' => ('C', 3),
            ('c', 'h') => (if hard { 'K' } else { 'C' }, 2),
            ('s', 'h') => ('C', 2),
            ('p' | 't' | 'k' | 'g', 'h') => (single(*c), 2),
            ('c', 'k') => ('K', 2),
            ('n', 'g') if !vowel(at(2)) => ('N', 2),
            ('c', 'e' | 'i' | 'y') => ('S', 1),
            ('g', 'e' | 'i' | 'y') => (if hard { 'K' } else { 'C' }, 1),
            ('c' | 'q', _) => ('K', 1),
            ('x', _) if i == 0 => ('S', 1),
            ('x', _) => {
                key.push('K');
                ('S', 1)
            }
            ('y', next) if vowel(next) => ('Y', 1),
            ('w', next) if !vowel(next) && i > 0 => ('-', 1),
            ('h', next) if !vowel(next) && next != 'y' || before == 'r' => ('-', 1),
            ('y' | 'a' | 'e' | 'i' | 'o' | 'u', _) => ('-', 1),
            _ => (single(*c), 1),
        };
        if class != '-' {
            key.push(class);
        }
        i += used;
    }
    key
}

fn single(c: char) -> char {
    match c {
        'b' | 'f' | 'p' => 'P',
        'd' | 't' => 'T',
        'g' | 'k' => 'K',
        'j' => 'C',
        's' | 'z' => 'S',
        'l' | 'r' => 'R',
        'v' | 'w' => 'W',
        'm' => 'M',
        'n' => 'N',
        'h' => 'H',
        _ => '-',
    }
}

/// A letter without its accent, as far as names in news have them.
fn plain(c: char) -> char {
    match c {
        'à'..='å' | 'ā' | 'ă' | 'ą' => 'a',
        'ç' | 'ć' | 'č' => 'c',
        'è'..='ë' | 'ē' | 'ę' | 'ě' => 'e',
        'ì'..='ï' | 'ī' | 'ı' => 'i',
        'ł' => 'l',
        'ñ' | 'ń' | 'ň' => 'n',
        'ò'..='ö' | 'ø' | 'ō' | 'ő' => 'o',
        'ř' => 'r',
        'ś' | 'š' | 'ş' | 'ß' => 's',
        'ţ' | 'ť' => 't',
        'ù'..='ü' | 'ū' | 'ů' | 'ű' => 'u',
        'ý' | 'ÿ' => 'y',
        'ź' | 'ż' | 'ž' => 'z',
        _ => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn meet(thai: &str, english: &str) -> bool {
        keys(thai).iter().any(|k| keys(english).contains(k))
    }

    #[test]
    fn names_meet_across_scripts() {
        for (thai, english) in [
            ("ปิยะมิตร", "Piyamitr"),
            ("ศรีธรา", "Sritara"),
            ("นากามูระ", "Nakamura"),
            ("มหิดล", "Mahidol"),
            ("ทักษิณ", "Thaksin"),
            ("ชินวัตร", "Shinawatra"),
            ("ทรัมป์", "Trump"),
            ("ประยุทธ์", "Prayut"),
            ("ประยุทธ์", "Prayuth"),
            ("คลินตัน", "Clinton"),
            ("เมอร์เคิล", "Merkel"),
            ("จอห์นสัน", "Johnson"),
            ("คาร์เตอร์", "Carter"),
            ("วอชิงตัน", "Washington"),
            ("บางกอก", "Bangkok"),
            ("กาญจนบุรี", "Kanchanaburi"),
            ("เชียงราย", "Chiangrai"),
            ("สิงคโปร์", "Singapore"),
            ("แจ็กสัน", "Jackson"),
            ("เซเลนสกี", "Zelensky"),
            ("มาครง", "Macron"),
        ] {
            assert!(
                meet(thai, english),
                "{thai} {:?} {english} {:?}",
                keys(thai),
                keys(english)
            );
        }
        assert_eq!(keys("Piyamitr"), ["PYMTR"]);
        assert_eq!(keys("นากามูระ"), ["NKMR"]);
    }

    #[test]
    fn short_names_have_no_key() {
        for name in [
            "คาโอริ",
            "Kaori",
            "โอซากะ",
            "Osaka",
            "โซล",
            "Seoul",
            "",
            "ๆ",
            "é",
        ] {
            assert_eq!(keys(name), Vec::<String>::new(), "{name}");
        }
    }

    #[test]
    fn strangers_do_not_meet() {
        for (thai, english) in [
            ("มหิดล", "Chulalongkorn"),
            ("ทักษิณ", "Prayut"),
            ("ชินวัตร", "Johnson"),
        ] {
            assert!(!meet(thai, english), "{thai} {english}");
        }
    }
}
