//! The form in which text is searched and indexed.
//!
//! - Upper case becomes lower case, unless the search is to be exact.
//! - Thai comes in its normal form ([`normal`]), Thai digits become ASCII digits.
//! - Invisible characters go: soft hyphen, zero-width space and joiners, word joiner, byte order mark.
//! - Line ends and no-break spaces become spaces, curly quotes straight ones.
//!
//! Accents are deliberately kept, and so are tones: they part words.

use super::segment::{Segmenter, Work};
use super::thai::{ascii_digit, is_letter, normal};

/// A text in the form in which it is searched, and the way back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Folded {
    /// The text as it is searched.
    pub text: String,
    /// For each byte of it, and for its end, the byte offset in the source.
    pub map: Vec<u32>,
}

/// Folds `text`, case and all.
///
/// ```
/// let folded = khao::text::fold::fold("ปี ๒๕๖๒: Nํ้า");
/// assert_eq!(folded.text, "ปี 2562: n้ำ");
/// ```
pub fn fold(text: &str) -> Folded {
    let mut out = Folded {
        text: String::with_capacity(text.len()),
        map: Vec::with_capacity(text.len() + 1),
    };
    for (c, at) in chars(text, false) {
        out.text.push(c);
        out.map.extend(std::iter::repeat_n(at as u32, c.len_utf8()));
    }
    out.map.push(text.len() as u32);
    out
}

/// The folded text alone: what [`fold`] gives without the way back, and faster.
///
/// ```
/// assert_eq!(khao::text::fold::text("ปี ๒๕๖๒: Nํ้า"), "ปี 2562: n้ำ");
/// ```
pub fn text(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut plain = normal::Plain::default();
    for c in text.chars() {
        match c {
            '\n' => out.push(' '),
            '\0'..='\x7f' => out.push(c.to_ascii_lowercase()),
            c if is_passed_over(c) => continue,
            c if is_letter(c) && plain.follows(c) => {
                out.push(c);
                continue;
            }
            // Its marks have to be put in order.
            c if is_letter(c) => return chars(text, false).map(|(c, _)| c).collect(),
            c => out.extend(Cases::new(simple(c), false)),
        }
        plain = normal::Plain::default();
    }
    out
}

/// The words of `text` in the form in which they are indexed and asked for, in order, with repeats.
///
/// ```
/// use khao::text::{Segmenter, fold::terms};
/// assert_eq!(terms("โรงเรียนTU ปี ๒๕๖๒", &Segmenter::new()), ["โรงเรียน", "tu", "ปี", "2562"]);
/// ```
pub fn terms(text: &str, segmenter: &Segmenter) -> Vec<String> {
    let folded = fold(text).text;
    segmenter
        .words(&folded)
        .into_iter()
        .map(|word| folded[word].to_owned())
        .collect()
}

/// The words of some texts in that form, parted by spaces: what an index keeps of them. `work` is memory to
/// work in.
///
/// ```
/// use khao::text::{Segmenter, fold::parted};
/// let texts = ["โรงเรียนTU", "ปี ๒๕๖๒"];
/// let words = parted(texts, &Segmenter::new(), &mut Default::default());
/// assert_eq!(words, "โรงเรียน tu ปี 2562");
/// ```
pub fn parted<'a>(
    texts: impl IntoIterator<Item = &'a str>,
    segmenter: &Segmenter,
    work: &mut Work,
) -> String {
    let mut out = String::new();
    for source in texts {
        let folded = text(source);
        // Thai gets a space behind each word.
        out.reserve(folded.len() + folded.len() / 8);
        segmenter.each_word(&folded, work, |word| {
            if !out.is_empty() {
                out.push(' ');
            }
            out.push_str(&folded[word]);
        });
    }
    out
}

/// The folded characters of `text` with their byte offsets, which rise. `exact` keeps the case.
pub fn chars(text: &str, exact: bool) -> impl Iterator<Item = (char, usize)> + Clone {
    let seen = text.char_indices().filter(|(_, c)| !is_passed_over(*c));
    normal::chars(seen).flat_map(move |(c, at)| Cases::new(simple(c), exact).map(move |c| (c, at)))
}

/// One character without its case: nearly always one, at most three.
#[derive(Debug, Clone)]
enum Cases {
    One(Option<char>),
    More(std::char::ToLowercase),
}

impl Cases {
    fn new(c: char, exact: bool) -> Self {
        match c {
            c if exact => Self::One(Some(c)),
            '\0'..='\u{7f}' => Self::One(Some(c.to_ascii_lowercase())),
            'ς' => Self::One(Some('σ')),
            // No Thai, Chinese, Japanese or Korean letter has a case.
            '\u{e00}'..='\u{e7f}' | '\u{3000}'..='\u{9fff}' | '\u{ac00}'..='\u{d7ff}' => {
                Self::One(Some(c))
            }
            c => Self::More(c.to_lowercase()),
        }
    }
}

impl Iterator for Cases {
    type Item = char;
    fn next(&mut self) -> Option<char> {
        match self {
            Self::One(c) => c.take(),
            Self::More(chars) => chars.next(),
        }
    }
}

/// A character that stands for another.
const fn simple(c: char) -> char {
    match c {
        '\n' | '\u{a0}' | '\u{202f}' | '\u{3000}' => ' ',
        '‘' | '’' => '\'',
        '“' | '”' => '"',
        _ => ascii_digit(c),
    }
}

/// Characters that no search should trip over.
const fn is_passed_over(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}'
        | '\u{2066}'..='\u{2069}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn folding() {
        for (raw, expected) in [
            ("ILO, Mahidol", "ilo, mahidol"),
            ("๒๕๖๒", "2562"),
            ("นํ้า น้ํา นำ้", "น้ำ น้ำ น้ำ"),
            ("pay\u{200b}pal\u{ad}", "paypal"),
            ("don’t “x”\nÉÉN\u{a0}ΣΑΣ", "don't \"x\" één σασ"),
            ("", ""),
        ] {
            assert_eq!(fold(raw).text, expected, "{raw}");
        }
    }

    #[test]
    fn terms_of_both_languages() {
        let segmenter = Segmenter::new();
        assert_eq!(
            terms("ILO’s ความร่วมมือ, COVID-19", &segmenter),
            ["ilo", "s", "ความร่วมมือ", "covid", "19"]
        );
        assert_eq!(terms(" … ", &segmenter), Vec::<String>::new());
    }

    proptest! {
        #[test]
        fn the_text_alone_is_the_same(raw in "([กขเแาำ๒ฯ๏]|[ัิีุู่้๊๋์ํ็๎ฺ]|[A-z\n ]|İ|\u{200b}|ß|’|Å){0,20}") {
            prop_assert_eq!(text(&raw), fold(&raw).text);
        }

        #[test]
        fn the_map_leads_back(raw in "([ก-๛]|[A-z ]|İ|\u{200b}|ß|Å){0,30}") {
            let folded = fold(&raw);
            prop_assert_eq!(folded.map.len(), folded.text.len() + 1);
            prop_assert!(folded.map.is_sorted());
            prop_assert!(folded.map.iter().all(|at| raw.is_char_boundary(*at as usize)));
            let again = fold(&folded.text).text;
            prop_assert_eq!(&fold(&again).text, &again);
        }
    }
}
