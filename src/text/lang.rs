//! Which language a text is in, as far as its script and commonest words tell.
//!
//! A script of one language decides by itself. For Latin script the commonest
//! words of each language are counted; a short text that has none of them, or
//! has them of two languages, stays unknown: no guess is better than a wrong one.

use std::sync::LazyLock;

/// A language by its two-letter code (ISO 639-1), or unknown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Lang(Option<[u8; 2]>);

impl Lang {
    /// English.
    pub const ENGLISH: Self = Self(Some(*b"en"));
    /// Thai.
    pub const THAI: Self = Self(Some(*b"th"));
    /// Not known.
    pub const UNKNOWN: Self = Self(None);

    /// The language of a two-letter code; anything else is unknown.
    pub fn from_code(code: &str) -> Self {
        match code.as_bytes() {
            [a, b] if a.is_ascii_alphabetic() && b.is_ascii_alphabetic() => {
                Self(Some([a.to_ascii_lowercase(), b.to_ascii_lowercase()]))
            }
            _ => Self::UNKNOWN,
        }
    }

    /// The two-letter code, or `None` where it is unknown.
    pub fn code(&self) -> Option<&str> {
        self.0.as_ref().and_then(|c| std::str::from_utf8(c).ok())
    }

    /// Guesses the language of `text`: by script, and for Latin script by its commonest words.
    /// Reads no more than the first [`READ`] bytes.
    ///
    /// ```
    /// use khao::text::Lang;
    /// assert_eq!(Lang::guess("น้ำท่วมกรุงเทพฯ (Bangkok)"), Lang::THAI);
    /// assert_eq!(Lang::guess("The flood is over."), Lang::ENGLISH);
    /// assert_eq!(Lang::guess("ILO"), Lang::UNKNOWN);
    /// ```
    pub fn guess(text: &str) -> Self {
        let mut end = text.len().min(READ);
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        let text = &text[..end];
        let mut counts = [0usize; SCRIPTS];
        for c in text.chars() {
            if let Some(script) = script(c) {
                counts[script as usize] += 1;
            }
        }
        let of = |script: Script| counts[script as usize];
        // Kana means Japanese however many Chinese characters stand beside it.
        if of(Script::Kana) * 5 > of(Script::Han) && of(Script::Kana) * 4 > of(Script::Latin) {
            return Self(Some(*b"ja"));
        }
        // Names and abbreviations in Latin letters stand in texts of every other script.
        let other = BY_SCRIPT
            .iter()
            .max_by_key(|(script, _)| of(*script))
            .filter(|(script, _)| of(*script) > 1 && of(*script) * 4 > of(Script::Latin));
        match other {
            Some((_, code)) => Self(Some(**code)),
            None => latin(text),
        }
    }
}

/// How much of a text is read, in bytes.
pub const READ: usize = 16 << 10;

/// Scripts that tell languages apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Script {
    Latin,
    Thai,
    Lao,
    Khmer,
    Myanmar,
    Kana,
    Han,
    Hangul,
    Cyrillic,
    Greek,
    Arabic,
    Hebrew,
    Devanagari,
}

const SCRIPTS: usize = Script::Devanagari as usize + 1;

/// The language to expect behind a script.
const BY_SCRIPT: &[(Script, &[u8; 2])] = &[
    (Script::Thai, b"th"),
    (Script::Lao, b"lo"),
    (Script::Khmer, b"km"),
    (Script::Myanmar, b"my"),
    (Script::Kana, b"ja"),
    (Script::Han, b"zh"),
    (Script::Hangul, b"ko"),
    (Script::Cyrillic, b"ru"),
    (Script::Greek, b"el"),
    (Script::Arabic, b"ar"),
    (Script::Hebrew, b"he"),
    (Script::Devanagari, b"hi"),
];

const fn script(c: char) -> Option<Script> {
    Some(match c {
        'a'..='z' | 'A'..='Z' | '\u{c0}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}' => Script::Latin,
        '\u{370}'..='\u{3ff}' | '\u{1f00}'..='\u{1fff}' => Script::Greek,
        '\u{400}'..='\u{52f}' => Script::Cyrillic,
        '\u{590}'..='\u{5ff}' => Script::Hebrew,
        '\u{600}'..='\u{6ff}' | '\u{750}'..='\u{77f}' => Script::Arabic,
        '\u{900}'..='\u{97f}' => Script::Devanagari,
        '\u{e01}'..='\u{e2e}' => Script::Thai,
        '\u{e81}'..='\u{eae}' => Script::Lao,
        '\u{1000}'..='\u{109f}' => Script::Myanmar,
        '\u{1780}'..='\u{17b3}' => Script::Khmer,
        '\u{3041}'..='\u{30ff}' => Script::Kana,
        '\u{3400}'..='\u{9fff}' => Script::Han,
        '\u{ac00}'..='\u{d7a3}' => Script::Hangul,
        _ => return None,
    })
}

/// The commonest words of the languages in Latin script.
const COMMON: &[(&[u8; 2], &str)] = &[
    (
        b"en",
        " the of and to in is that for it was on with as are this be at by from have not they you will has but what which ",
    ),
    (
        b"de",
        " der die und das den von zu mit sich des auf ist im dem nicht ein eine als auch es an werden aus er hat dass sie nach wird bei ",
    ),
    (
        b"fr",
        " le la les de des et est un une du que qui dans en pour pas sur au par plus ce il elle sont avec ne se aux cette mais ",
    ),
    (
        b"es",
        " el la los las de y que en un una por con para del se es no al lo como más pero sus su este fue ha son también ",
    ),
    (
        b"it",
        " il lo la gli le di e che un una per con non del della sono si dei nel alla da è anche più come ma ha questo al ",
    ),
    (
        b"pl",
        " i w na z się nie do to że jest o jak za od po przez ale są dla tym oraz tego być który która ",
    ),
    (
        b"pt",
        " o a os as de e que em um uma do da não para com por se no na dos das mais como mas foi ao são também pelo ",
    ),
    (
        b"nl",
        " de het een en van in is dat op te zijn met voor niet aan er die ook als bij maar om uit naar wordt heeft zij ",
    ),
];

/// The words of [`COMMON`] in order, each with the place of its language in it.
static BY_WORD: LazyLock<Vec<(&str, usize)>> = LazyLock::new(|| {
    let words = |(at, (_, list)): (usize, &(_, &'static str))| {
        let words = list.split(' ').filter(|w| !w.is_empty());
        words.map(move |w| (w, at))
    };
    let mut all: Vec<_> = COMMON.iter().enumerate().flat_map(words).collect();
    all.sort_unstable();
    all.dedup();
    all
});

/// The Latin-script language whose commonest words make up most of `text`.
fn latin(text: &str) -> Lang {
    let mut scores = [0usize; COMMON.len()];
    let mut words = 0usize;
    let mut lower = String::new();
    let table = &*BY_WORD;
    for word in text
        .split(|c: char| !c.is_alphabetic())
        .filter(|w| !w.is_empty())
    {
        words += 1;
        lower.clear();
        lower.extend(word.chars().take(12).flat_map(char::to_lowercase));
        let from = table.partition_point(|(w, _)| *w < lower.as_str());
        for (_, at) in table[from..].iter().take_while(|(w, _)| *w == lower) {
            scores[*at] += 1;
        }
    }
    let best = (0..COMMON.len()).max_by_key(|i| scores[*i]).unwrap_or(0);
    let second = (0..COMMON.len())
        .filter(|i| *i != best)
        .map(|i| scores[i])
        .max()
        .unwrap_or(0);
    // Two common words, an eighth of all, and clearly more than any other language has.
    let sure = scores[best] >= 2 && scores[best] * 8 >= words && scores[best] * 3 > second * 4;
    if sure {
        Lang(Some(*COMMON[best].0))
    } else {
        Lang::UNKNOWN
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn guesses() {
        for (text, code) in [
            ("น้ำท่วมกรุงเทพฯ ปี 2554", Some("th")),
            (
                "องค์การแรงงานระหว่างประเทศ (International Labour Organization)",
                Some("th"),
            ),
            (
                "The agreement was signed in Bangkok (กรุงเทพฯ) by the two sides.",
                Some("en"),
            ),
            ("It is not what they said.", Some("en")),
            (
                "Die Vereinbarung wurde von der Universität und dem Amt unterzeichnet.",
                Some("de"),
            ),
            (
                "Le maire et les habitants sont venus dans la ville pour une fête.",
                Some("fr"),
            ),
            (
                "El acuerdo fue firmado por los dos países y no es para todos.",
                Some("es"),
            ),
            (
                "Il governo non ha risposto alla domanda che gli è stata fatta.",
                Some("it"),
            ),
            (
                "Nie jest to tak, że się nie da zrobić tego dla wszystkich.",
                Some("pl"),
            ),
            (
                "O acordo não foi assinado em Lisboa pelo governo, mas também não é uma surpresa.",
                Some("pt"),
            ),
            (
                "Het is niet de bedoeling dat een van de leden er ook bij wordt betrokken.",
                Some("nl"),
            ),
            ("洪水のニュースを読む", Some("ja")),
            ("世界卫生组织宣布", Some("zh")),
            ("세계보건기구", Some("ko")),
            ("Всемирная организация", Some("ru")),
            ("Παγκόσμιος Οργανισμός", Some("el")),
            ("منظمة الصحة", Some("ar")),
            ("ארגון הבריאות", Some("he")),
            ("ILO", None),
            ("Kansas City Chiefs", None),
            ("12345 …", None),
            ("", None),
        ] {
            assert_eq!(Lang::guess(text).code(), code, "{text}");
        }
    }

    #[test]
    fn codes() {
        assert_eq!(Lang::from_code("TH"), Lang::THAI);
        assert_eq!(Lang::from_code("tha"), Lang::UNKNOWN);
        assert_eq!(Lang::UNKNOWN.code(), None);
    }

    #[test]
    fn long_text_is_cut_at_a_character() {
        assert_eq!(Lang::guess(&format!("x{}", "น้ำ".repeat(READ))), Lang::THAI);
    }
}
