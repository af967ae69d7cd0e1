//! Words that speak for a discussion or for an article, in the languages khao meets most.
//!
//! Latin words are looked up whole; Thai, which has no spaces, is scanned for
//! entries, some of which count at the end of a phrase alone: `นะ` in `นะคะ` or
//! before a space is a particle, elsewhere it is a syllable of another word.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::super::line;
use crate::text::hash::Plain;

/// `I`, `my`.
pub(super) const FIRST: u16 = 1;
/// `we`, `our`.
pub(super) const PLURAL: u16 = 1 << 1;
/// `you`, `your`.
pub(super) const SECOND: u16 = 1 << 2;
/// `said`, `announced`.
pub(super) const SAID: u16 = 1 << 3;
/// `thanks`.
pub(super) const THANKS: u16 = 1 << 4;
/// `hi`, `dear`.
pub(super) const GREETING: u16 = 1 << 5;
/// `yes`, `agreed`, `nope`.
pub(super) const ASSENT: u16 = 1 << 6;
/// `lol`, `haha`.
pub(super) const LAUGH: u16 = 1 << 7;
/// `post`, `article`, `blog`: what is commented upon.
pub(super) const WORK: u16 = 1 << 8;
/// `great`, `awesome`, `love`.
pub(super) const PRAISE: u16 = 1 << 9;
/// `think`, `guess`, `wonder`.
pub(super) const OPINION: u16 = 1 << 10;
/// Thai particles: `ครับ`, `นะ`.
pub(super) const PARTICLE: u16 = 1 << 11;
/// Thai words of talk.
pub(super) const TALK: u16 = 1 << 12;
/// Thai words of reports.
pub(super) const REPORT: u16 = 1 << 13;

const WORDS: [(u16, &str); 11] = [
    (
        FIRST,
        "i|my|me|mine|myself|i'm|i've|i'd|i'll|im|ive|ich|mein|meine|meinen|meiner|mir|mich|hab|je|j'ai|mon|ma|mes|\
         moi|j'en|j'y|yo|mi|mis|io|mio|mia|ja|mnie|mój|moja|moje|mam|jestem|ik|mijn|eu|meu|minha",
    ),
    (
        PLURAL,
        "we|our|us|ours|we're|we've|we'll|wir|unser|unsere|uns|nous|notre|nos|nosotros|nuestro|noi|nostro|my|nasz|nasze",
    ),
    (
        SECOND,
        "you|your|yours|you're|you've|you'd|u|ur|du|dein|deine|deinen|dir|dich|euch|euer|ihr|tu|ton|ta|tes|toi|vous|\
         votre|vos|tú|usted|tuyo|ty|twój|twoje|ciebie|jij|jouw|você",
    ),
    (
        SAID,
        "said|says|told|announced|reported|according|stated|added|spokesman|spokesperson|spokeswoman|sagte|erklärte|\
         teilte|laut|berichtet|berichtete|déclaré|selon|annoncé|affirmé|explique|según|dijo|secondo|powiedział|według",
    ),
    (
        THANKS,
        "thanks|thank|thx|ty|thankyou|danke|dank|vielen|dankeschön|merci|gracias|grazie|dzięki|dziękuję|bedankt|obrigado|tack",
    ),
    (
        GREETING,
        "hi|hello|hey|dear|hallo|liebe|lieber|moin|servus|bonjour|salut|coucou|bonsoir|hola|ciao|cześć|witam|hej|olá",
    ),
    (
        ASSENT,
        "yes|yep|yeah|no|nope|agree|agreed|disagree|exactly|indeed|true|sure|ok|okay|right|wrong|absolutely|well|ja|\
         nein|stimmt|genau|doch|naja|oui|non|exactement|accord|sí|esatto|tak|nie|dokładnie|also|oh|wow|ah|hmm|hm|um|ooh|sorry",
    ),
    (
        LAUGH,
        "lol|haha|hahaha|hehe|lmao|rofl|omg|wtf|btw|imo|imho|mdr|ptdr|jaja|jajaja|xd|grins|hihi|afaik|tbh|fyi",
    ),
    (
        WORK,
        "post|posts|posting|article|articles|blog|comment|comments|commenting|author|page|site|website|writeup|recipe|\
         tutorial|tip|tips|sharing|share|shared|reading|beitrag|artikel|kommentar|kommentare|seite|rezept|billet|\
         commentaire|partage|artículo|articolo|wpis|artykuł|bloga",
    ),
    (
        PRAISE,
        "great|awesome|amazing|love|loved|nice|wonderful|fantastic|beautiful|helpful|useful|interesting|excellent|\
         brilliant|cool|super|toll|toller|tolle|tolles|schön|schöne|schöner|schönes|klasse|spannend|interessant|bravo|\
         génial|magnifique|excelente|bello|bellissimo|świetny|świetne|fajny|super|gut|guter|good|best|congratulations|congrats",
    ),
    (
        OPINION,
        "think|guess|wonder|wondering|hope|wish|feel|believe|maybe|perhaps|honestly|personally|actually|really|just|anyone|\
         someone|please|finde|glaube|denke|hoffe|leider|eigentlich|vielleicht|bitte|gerne|mal|halt|auch|pense|crois|peut-être|\
         dommage|vraiment|creo|penso|myślę|chyba|może",
    ),
];

/// Thai entries that count wherever they stand.
const THAI: [(u16, &str); 6] = [
    (FIRST, "ผม|ฉัน|เรา|หนู|ดิฉัน|กระผม"),
    (
        SAID,
        "กล่าวว่า|เปิดเผยว่า|ระบุว่า|ชี้แจง|กล่าวถึง|กล่าวเพิ่มเติม|เปิดเผยถึง|แถลง|โฆษก|รายงานว่า",
    ),
    (THANKS, "ขอบคุณ|ขอบใจ|แต๊ง"),
    (PARTICLE, "ครับ|ค่ะ|นะคะ|คับ|จ้า|จ้ะ|จ๊ะ|ครัช|นะคับ"),
    (
        TALK,
        "555|มึง|โคตร|เค้า|จริงๆ|อยากได้|อยากกิน|แม่ง|อ่ะ|มั้ย|ยังไง|ทำไม|เหรอ|หรอ|ป่ะ|เนอะ|ไม่รู้|ชอบ|อร่อย|น่ารัก|แบบนี้|\
         อันนี้|เลยนะ|ดีกว่า|เยอะ|เพื่อน|แล้วก็|ก็เลย|ว่ะ|หว่า|ชิบหาย|เหี้ย|สัส|ด่า|กิน|ซื้อ|สวย|แพง",
    ),
    (
        REPORT,
        "ดังกล่าว|ทั้งนี้|นอกจากนี้|ดำเนินการ|อย่างไรก็ตาม|เพื่อให้|กระทรวง|ตามที่|พร้อมทั้ง|ประกอบด้วย|เนื่องจาก|สำหรับ|\
         โดยมี|ภายใต้|จำนวน|อย่างต่อเนื่อง|ประชาชน|รัฐบาล|มาตรการ|ได้แก่",
    ),
];

/// Thai entries that count at the end of a phrase alone.
const THAI_END: [(u16, &str); 2] = [
    (PARTICLE, "คะ|นะ|จ๋า"),
    (
        TALK,
        "อะ|เลย|ไหม|ล่ะ|สิ|ซิ|วะ|กู|ด้วย|มาก|แล้ว|หรือ|บ้าง|ละ|เอง|อีก|ว้า|อยู่",
    ),
];

static LATIN: LazyLock<HashMap<&'static str, u16, Plain>> = LazyLock::new(|| {
    let mut out: HashMap<&str, u16, Plain> = HashMap::default();
    for (kind, table) in WORDS {
        for word in line::entries(table) {
            *out.entry(word).or_default() |= kind;
        }
    }
    // `my` is Polish for `we`, but far more often English.
    out.insert("my", FIRST);
    out
});

/// The kinds of a word in lower case.
pub(super) fn kinds(word: &str) -> u16 {
    LATIN.get(word).copied().unwrap_or(0)
}

/// Words that open a sentence of talk, and hardly ever stand in a name.
const STARTERS: &str = "i|i'm|i've|hi|hello|hey|thanks|thank|this|these|that|it|it's|you|your|we|my|great|love|what|how|why|when|\
    where|is|are|do|does|can|could|please|wow|yes|no|so|such|the|there|if|very|ich|danke|hallo|das|die|der|wie|was|wo|\
    warum|wenn|sehr|toll|schön|super|ja|nein|mein|je|merci|bonjour|très|c'est|j'ai|est-ce|gracias|muy|grazie|świetny|dzięki";

/// Whether a word in lower case opens a sentence of talk.
pub(super) fn starts_sentence(word: &str) -> bool {
    line::is_in(STARTERS, word)
}

struct Entry {
    word: &'static str,
    kind: u16,
    /// Whether it counts at the end of a phrase alone.
    end: bool,
}

/// The Thai entries by their first letter, counted from U+0E00; digits stand under 0.
static BY_LETTER: LazyLock<Vec<Vec<Entry>>> = LazyLock::new(|| {
    let mut out: Vec<Vec<Entry>> = std::iter::repeat_with(Vec::new).take(128).collect();
    let anywhere = THAI.iter().map(|row| (row, false));
    let at_end = THAI_END.iter().map(|row| (row, true));
    for ((kind, table), end) in anywhere.chain(at_end) {
        for word in line::entries(table) {
            let kind = *kind;
            out[letter(word)].push(Entry { word, kind, end });
        }
    }
    out
});

fn letter(word: &str) -> usize {
    let first = word.chars().next().unwrap_or_default();
    (first as usize)
        .checked_sub(0xe00)
        .filter(|at| *at < 128)
        .unwrap_or(0)
}

/// Calls `found` for the kind of each Thai entry in the text.
pub(super) fn scan(text: &str, mut found: impl FnMut(u16)) {
    let thai = |c: char| line::is_thai(c) || c == 'ๆ';
    for (at, c) in text.char_indices() {
        if !thai(c) && c != '5' {
            continue;
        }
        let rest = &text[at..];
        for entry in &BY_LETTER[letter(rest)] {
            if let Some(behind) = rest.strip_prefix(entry.word)
                && !(entry.end && behind.starts_with(thai))
            {
                found(entry.kind);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(text: &str) -> u16 {
        let mut out = 0;
        scan(text, |kind| out |= kind);
        out
    }

    #[test]
    fn particles_count_at_the_end_of_a_phrase() {
        assert_eq!(all("ไปด้วยกันนะ พรุ่งนี้") & PARTICLE, PARTICLE);
        assert_eq!(all("คะแนนชนะเลิศ") & PARTICLE, 0);
        assert_eq!(all("ดีมากครับ") & PARTICLE, PARTICLE);
        assert_eq!(kinds("danke"), THANKS);
        assert_eq!(kinds("bridge"), 0);
    }
}
