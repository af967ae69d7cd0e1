//! How an article ends: what its author says to the readers, and what editors put below.

use std::sync::LazyLock;

use super::super::line;

/// What press offices and editors put under an article.
const FEET: &str = "โทร.|โทรศัพท์|สอบถามเพิ่มเติม|สอบถามรายละเอียด|ติดต่อ|แหล่งที่มา|ข้อมูลจาก|ลิขสิทธิ์|ที่มา|ขอบคุณภาพ|\
    [email|©|copyright|all rights reserved|photo|image:|source:|credit|follow us|subscribe|sign up|newsletter|read more|\
    foto|bild:|quelle|anzeige|crédit|źródło|tags:|tel.|hotline|contact";

/// How authors ask for comments.
const INVITES: &str = "let me know|let us know|tell me|tell us|what do you think|what do you guys|what are your|what's your|\
    what is your|what has been your|your thoughts|your favorite|your favourite|share your|do you have|have you ever|\
    have you tried|how do you|how about you|what about you|comments section|in the comments|comment below|comments below|\
    leave a comment|leave me a|leave your|drop a comment|drop me a|any questions|have questions|a question about|\
    was meint ihr|was denkt ihr|was ist eure|eure meinung|lasst mich wissen|lasst es mich wissen|schreibt mir|\
    schreibt es|in den kommentaren|in die kommentare|habt ihr|kennt ihr|wie findet ihr|verratet|hinterlasst|\
    dites-moi|dites moi|qu'en pensez|et vous|en commentaire|dans les commentaires|vos avis|votre avis|\
    déjame|dejame|qué opinas|qué te parece|en los comentarios|fammi sapere|fatemi sapere|nei commenti|cosa ne pensate|\
    dajcie znać|w komentarzach|w komentarzu|co sądzicie|co myślicie|a wy|laat het|wat vinden jullie|\
    แสดงความคิดเห็นได้|คอมเมนต์บอก|เม้นบอก|คิดเห็นอย่างไร|คิดยังไงกัน|มาแชร์|เล่าให้ฟังหน่อย";

/// How authors take leave.
const LEAVES: &str = "thanks for reading|thank you for reading|thanks for being here|thanks for stopping|thanks for following|\
    thank you for being|wish me luck|have fun|enjoy!|happy |good luck|stay tuned|until next time|see you|'til next|\
    till next|hope you enjoyed|hope you enjoy|hope you found|hope this|hope these|hope that|check out|be sure to|\
    make sure to|don't forget to|follow me|follow along|pin it|pin this|for more|final thoughts|in conclusion|\
    viel spaß|viel spass|viel erfolg|bis bald|bis zum nächsten|liebe grüße|alles liebe|eure |euer |guten appetit|\
    gutes gelingen|schönes wochenende|schönen tag|à bientôt|à très vite|bon appétit|bonne |belle |bisous|\
    hasta pronto|hasta la próxima|buon appetito|a presto|pozdrawiam|smacznego|do zobaczenia|miłego|tot snel|\
    แล้วพบกัน|ขอบคุณที่|ขอให้|ฝากติดตาม|อย่าลืม";

/// No more is read of a long line than its last bytes, where such things are said.
const ENDS: usize = 240;
/// A longer line is no foot, in bytes.
const LONGEST: usize = 400;

/// What a line at the end of an article says.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Closing {
    /// It asks the readers for words of their own.
    pub(super) invites: bool,
    /// It takes leave of the readers.
    pub(super) parts: bool,
    /// It belongs to the foot of an article: a contact, a source, hash tags and nothing else.
    pub(super) foot: bool,
}

#[derive(Clone, Copy)]
enum Kind {
    Invites,
    Parts,
    Foot,
}

/// The phrases by their first letter, so that a line is read once for all of them.
static BY_LETTER: LazyLock<Vec<Vec<(&'static str, Kind)>>> = LazyLock::new(|| {
    let mut out: Vec<Vec<(&str, Kind)>> = std::iter::repeat_with(Vec::new).take(LETTERS).collect();
    let tables = [
        (INVITES, Kind::Invites),
        (LEAVES, Kind::Parts),
        (FEET, Kind::Foot),
    ];
    for (table, kind) in tables {
        for phrase in line::entries(table) {
            out[letter(phrase)].push((phrase, kind));
        }
    }
    out
});

const LETTERS: usize = 128;

fn letter(text: &str) -> usize {
    text.chars().next().map_or(0, |c| c as usize % LETTERS)
}

impl Closing {
    pub(super) fn of(text: &str) -> Self {
        let mut out = Self::default();
        let short = text.len() <= LONGEST;
        let mut from = if short { 0 } else { text.len() - ENDS };
        while !text.is_char_boundary(from) {
            from += 1;
        }
        let lower = text[from..].to_lowercase().replace('’', "'");
        let mut last = ' ';
        for (at, c) in lower.char_indices() {
            // Thai has no spaces between words.
            if line::is_thai(c) || !last.is_alphanumeric() {
                let rest = &lower[at..];
                for (phrase, kind) in &BY_LETTER[letter(rest)] {
                    if rest.starts_with(phrase) {
                        match kind {
                            Kind::Invites => out.invites = true,
                            Kind::Parts => out.parts = true,
                            Kind::Foot => out.foot |= short,
                        }
                    }
                }
            }
            last = c;
        }
        out.foot |= short && text.split_whitespace().all(|w| w.starts_with('#'));
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn authors_ask_and_take_leave() {
        for text in [
            "What’s your experience with looms? Let me know below!",
            "Was meint ihr dazu?",
            "Dajcie znać w komentarzach.",
            "ใครเคยไปบ้าง มาแชร์กันค่ะ",
        ] {
            assert!(Closing::of(text).invites, "{text}");
        }
        for text in [
            "Happy weaving!",
            "Viel Spaß beim Nachkochen",
            "Thanks for reading, Mia",
        ] {
            assert!(Closing::of(text).parts, "{text}");
        }
        for text in ["© Northfield Post", "#weaving #wool", "Photo: Ada Stern"] {
            assert!(Closing::of(text).foot, "{text}");
        }
        for text in [
            "The bridge was closed in May.",
            "Unhappy guests left the inn.",
        ] {
            assert_eq!(Closing::of(text), Closing::default(), "{text}");
        }
    }
}
