//! Words that make a line a kicker, a share button, a label or an edition line.
//!
//! Lines are compared whole, folded by `line::key`, so no word of an article
//! can be taken for one of them.

use super::super::line::{entries, is_in, key};

/// Lines that stand above a title and name a kind of text.
const KICKERS: &str = "ข่าวประชาสัมพันธ์|ข่าวประชาสัมพันธ์ทั่วไป|ประชาสัมพันธ์|ข่าว|ข่าวล่าสุด|ข่าวด่วน|ข่าวเด่น|\
    ข่าวทั่วไป|บทความ|บทบรรณาธิการ|สัมภาษณ์พิเศษ|รายงานพิเศษ|press release|press releases|news|\
    latest news|breaking news|breaking|exclusive|opinion|analysis|editorial|feature|features|\
    interview|op-ed|blog|column|news release|media release|for immediate release|top stories|\
    home|pressemitteilung|nachrichten|meinung|communiqué de presse|actualités";

/// Buttons beside an article.
const BUTTONS: &str = "แชร์|แชร์ข่าวนี้|แชร์หน้านี้|แบ่งปัน|แชร์ไปยัง|ทวีต|ถูกใจ|คัดลอกลิงก์|คัดลอกลิงค์|พิมพ์|\
    พิมพ์หน้านี้|share|shares|share this|share this article|share article|share on facebook|\
    share on twitter|share on x|tweet|facebook|twitter|whatsapp|linkedin|copy link|email|print|\
    print this page|save|bookmark|like|listen|listen to this article|advertisement|teilen|\
    drucken|merken|partager|imprimer|font size|follow us|subscribe";

/// Labels and what they say.
const LABELS: [(Label, &str); 4] = [
    (
        Label::Title,
        "title|headline|subject|หัวข้อ|หัวข้อข่าว|เรื่อง|titel|titre|betreff",
    ),
    (
        Label::Byline,
        "author|authors|by|byline|from|written by|ผู้เขียน|โดย|autor|auteur",
    ),
    (
        Label::Published,
        "date|published|published on|publication date|posted|posted on|วันที่|วันที่เผยแพร่|เผยแพร่|\
     เผยแพร่เมื่อ|datum",
    ),
    (
        Label::Outlet,
        "source|outlet|publisher|publication|ที่มา|แหล่งที่มา|สำนักข่าว|quelle",
    ),
];

/// What a label says of the words behind it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Label {
    Title,
    Byline,
    Published,
    Outlet,
}

/// Words that a publisher's name is likely to hold.
const OUTLETS: &str = "news|times|post|herald|daily|gazette|tribune|magazine|journal|weekly|chronicle|observer|\
    guardian|telegraph|press|media|mail|standard|bulletin|today|wire|zeitung|nachrichten|\
    reuters|xinhua|bernama|kyodo|yonhap|ข่าว|นิวส์|หนังสือพิมพ์|ไทม์|โพสต์|เดลี่|รายวัน|\
    รอยเตอร์|ซินหัว|เอพี|เอเอฟพี";

/// News agencies that sign a dateline with their initials.
const AGENCIES: &str = "ap|afp|dpa|epa|tna|upi|efe|ansa|cnn|bbc|npr";

pub(super) fn is_kicker(line: &str) -> bool {
    is_in(KICKERS, &key(line))
}

/// Whether the line is a button, perhaps with its count (`183 shares`).
pub(super) fn is_button(line: &str) -> bool {
    let key = key(line);
    let bare =
        key.trim_matches(|c: char| c.is_numeric() || matches!(c, ' ' | '(' | ')' | ',' | '.'));
    is_in(BUTTONS, bare)
}

/// Whether the line is nothing but a few counts: `183 3`, `1.2K`.
pub(super) fn is_count(line: &str) -> bool {
    let mut tokens = line.split_whitespace();
    let is_number = |t: &str| {
        let digits = t.strip_suffix(['K', 'k', 'M', 'm', '+']).unwrap_or(t);
        digits.starts_with(|c: char| c.is_numeric())
            && digits
                .chars()
                .all(|c| c.is_numeric() || matches!(c, '.' | ','))
    };
    tokens.clone().count() <= 4 && tokens.next().is_some_and(is_number) && tokens.all(is_number)
}

/// Whether the line names the edition of a paper.
pub(super) fn is_edition(line: &str) -> bool {
    let key = key(line);
    let words: Vec<&str> = key.split(' ').collect();
    words.len() <= 5
        && (words.last() == Some(&"edition")
            || words[0] == "edition"
            || words[0] == "issn"
            || words[0] == "ausgabe"
            || (words[0].starts_with("vol") && key.contains(|c: char| c.is_numeric()))
            || (words[0].starts_with("ฉบับ") && words.len() <= 3))
}

/// The label at the start of the line and the words behind it.
pub(super) fn label(line: &str) -> Option<(Label, &str)> {
    let (name, value) = line.split_once([':', '：'])?;
    let (name, value) = (key(name), value.trim());
    let (label, _) = LABELS.iter().find(|(_, names)| is_in(names, &name))?;
    // `https://…` is no label.
    (!value.is_empty() && !value.starts_with("//")).then_some((*label, value))
}

/// Whether a short line reads like the name of a publisher.
pub(super) fn is_outlet(line: &str) -> bool {
    let key = key(line);
    let named = key.split([' ', '-']).any(|w| is_in(OUTLETS, w))
        || entries(OUTLETS).any(|o| !o.is_ascii() && key.contains(o));
    let site = !line.contains(' ')
        && line.split('.').count() >= 2
        && line
            .split('.')
            .all(|p| p.len() >= 2 && p.chars().all(|c| c.is_ascii_alphanumeric() || c == '-'));
    // `BioBusiness`: one word with a capital inside.
    let joined = !line.contains(' ')
        && line.chars().skip(1).any(char::is_uppercase)
        && line.chars().any(char::is_lowercase)
        && line.chars().all(char::is_alphanumeric);
    named || site || joined
}

/// Whether the words in a dateline's brackets name who sent it.
pub(super) fn is_agency(words: &str) -> bool {
    is_outlet(words) && !words.chars().any(char::is_numeric) || is_in(AGENCIES, &key(words))
}
