//! Labels of comment systems, in the words of the sites that print them.
//!
//! A line is compared whole, folded by `line::key`; a line of prose is never one of these.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::super::line;
use super::head::{self, Number};
use crate::model::When;

/// What a line says about a discussion, besides being words in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Sign {
    /// `Comments (29)`, `ความคิดเห็น`: the discussion starts below.
    Heading,
    /// `Discussion`, `Responses`: it may start below, where other signs agree.
    WeakHeading,
    /// `ความคิดเห็นที่ 3`, `Comment #3`, perhaps with a name and a time.
    Number {
        no: Number,
        author: Option<String>,
        when: Option<When>,
    },
    /// `ตอบ #1`, `ตอบกลับความคิดเห็นที่ 1`: it answers the comment with this number.
    Answers(Number),
    /// `Anna says:`, `Anna on 6 February 2025 at 3:15 pm`: a comment by this author starts below.
    Author { name: String, when: Option<When> },
    /// A date and a time, or `3 days ago`, without a name.
    Time(Option<When>),
    /// `Reply`, `ตอบกลับ`: a button under a comment.
    Button,
    /// `12 points`, `▲ 12`.
    Votes(i64),
    /// `In reply to Anna`.
    ReplyTo(String),
    /// `Leave a comment`, `Comments are closed`: part of the form, not of the discussion.
    Form,
}

const HEADINGS: &str = "comments|comment|reader comments|readers' comments|readers’ comments|user comments|\
    all comments|comments section|top comments|join the conversation|join the discussion|\
    what readers say|view comments|show comments|ความคิดเห็น|ความคิดเห็นทั้งหมด|\
    ความคิดเห็นจากผู้อ่าน|ความคิดเห็นผู้อ่าน|คอมเมนต์|คอมเมนท์|ความเห็นทั้งหมด|ความเห็นผู้อ่าน|\
    kommentare|leserkommentare|alle kommentare|commentaires|commentaires des lecteurs|\
    comentarios|commenti|reacties|komentarze|kommentarer|комментарии|評論|评论|コメント|bình luận|\
    komentar";

const WEAK: &str = "discussion|responses|replies|reactions|feedback|letters|your views|have your say|ความเห็น|\
    กระทู้|แสดงความเห็น|แสดงความคิดเห็น|diskussion|reaktionen|réactions|réponses|thoughts|notes";

/// Words of a heading that counts: `29 comments`, `3 thoughts on “…”`.
const COUNTED: &str = "comment|comments|thought|thoughts|response|responses|reply|replies|kommentar|kommentare|\
    gedanken|commentaire|commentaires|réponses|ความคิดเห็น|ความเห็น|คอมเมนต์|comentarios|\
    reacties|komentarzy|antworten";

/// What may stand before such a count.
const BEFORE_COUNT: &str = "this post has|this article has|this entry has|this story has|there are|there is|dieser beitrag hat|\
    dieser artikel hat|cet article a";

const BUTTONS: &str = "reply|quote|report|permalink|upvote|downvote|like|dislike|flag|share|link|edit|parent|save|\
    log in to reply|login to reply|report abuse|reply to this comment|see more|read more|\
    view replies|hide replies|collapse|expand|ตอบกลับ|ตอบ|ถูกใจ|แจ้งลบ|แก้ไข|แชร์|antworten|\
    melden|zitieren|gefällt mir|répondre|signaler|j'aime|responder|antwoorden|odpowiedz|\
    recommend|context";

/// Buttons that tell a discussion by themselves.
const REPLY: &str = "reply|ตอบกลับ|antworten|répondre|responder|log in to reply|login to reply|antwoorden|\
    odpowiedz";

const FORM: &str = "leave a comment|leave a reply|leave your comment|post a comment|add a comment|\
    write a comment|add your comment|submit comment|post comment|comments are closed|\
    comments closed|comments off|no comments|no comments yet|be the first to comment|load more|\
    load more comments|show more comments|more comments|newest first|oldest first|best first|\
    sort by|newest|oldest|log in to comment|sign in to comment|\
    you must be logged in to post a comment|please log in to comment|cancel reply|name|email|\
    website|ยังไม่มีความคิดเห็น|เขียนความคิดเห็น|ส่งความคิดเห็น|เข้าสู่ระบบเพื่อแสดงความคิดเห็น|\
    ดูความคิดเห็นเพิ่มเติม|ปิดการแสดงความคิดเห็น|schreibe einen kommentar|kommentar schreiben|\
    kommentar verfassen|kommentare sind geschlossen|laisser un commentaire|\
    poster un commentaire|les commentaires sont fermés";

/// What a whole line is by the tables.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Label {
    Heading,
    Form,
    Weak,
    Button,
}

/// The tables for looking up. Where a line stands in two, the earlier one says what it is.
static LABELS: LazyLock<HashMap<&'static str, Label>> = LazyLock::new(|| {
    let tables = [
        (BUTTONS, Label::Button),
        (WEAK, Label::Weak),
        (FORM, Label::Form),
        (HEADINGS, Label::Heading),
    ];
    let rows = tables
        .into_iter()
        .flat_map(|(t, label)| line::entries(t).map(move |w| (w, label)));
    rows.collect()
});

/// Reads a short line; `None` for words.
pub(super) fn sign(text: &str) -> Option<Sign> {
    if text.len() > 300 || line::cells(text) > 100 {
        return None;
    }
    let key = line::key(text);
    // `12 Comments`, `Comments (12)`, `Comments: 12`
    let bare = key.trim_matches(|c: char| {
        c.is_numeric() || matches!(c, ' ' | '(' | ')' | '[' | ']' | ',' | ':' | '-' | '–')
    });
    let label = LABELS.get(bare).copied();
    if label == Some(Label::Heading) {
        return Some(Sign::Heading);
    }
    let count = line::entries(BEFORE_COUNT)
        .find_map(|b| key.strip_prefix(b)?.strip_prefix(' '))
        .unwrap_or(&key);
    let counted = count.starts_with(|c: char| c.is_ascii_digit())
        || count.starts_with("one ")
        || count.starts_with("ein ");
    if counted && is_counted(count) {
        return Some(Sign::Heading);
    }
    // `ความคิดเห็น 12 รายการ`
    if ["ความคิดเห็น", "ความเห็น"].iter().any(|w| {
        key.strip_prefix(w)
            .is_some_and(|r| matches!(r.trim().split(' ').next_back(), Some("รายการ" | "ข้อความ")))
    }) {
        return Some(Sign::Heading);
    }
    if label == Some(Label::Form) || key.starts_with("your email address will not be published") {
        return Some(Sign::Form);
    }
    if label == Some(Label::Weak) {
        return Some(Sign::WeakHeading);
    }
    if is_button(&key) {
        return Some(Sign::Button);
    }
    if let Some(votes) = votes(text, &key) {
        return Some(Sign::Votes(votes));
    }
    if let Some((no, _)) = head::answers(text).filter(|(_, len)| *len == text.len()) {
        return Some(Sign::Answers(no));
    }
    if let Some(name) = [
        "in reply to ",
        "replying to ",
        "reply to ",
        "ตอบกลับ ",
        "antwort an ",
        "en réponse à ",
    ]
    .iter()
    .find_map(|p| key.strip_prefix(p))
    {
        return (line::words(name) <= 4 && !line::ends_sentence(text))
            .then(|| Sign::ReplyTo(name.trim_start_matches('@').to_owned()));
    }
    head::numbered(text)
        .or_else(|| head::says(text))
        .or_else(|| head::timed(text))
}

/// Whether a button by itself tells that a comment ends here.
pub(super) fn is_reply(text: &str) -> bool {
    let key = line::key(text);
    line::is_in(REPLY, &key) || key.split(' ').any(|w| line::is_in(REPLY, w)) && is_button(&key)
}

/// Whether a short line reads like a name: capitals or Thai, few words, no sentence.
pub(super) fn is_name(text: &str) -> bool {
    // `Paul K.` is no sentence.
    let initial = text
        .rsplit(' ')
        .next()
        .is_some_and(|w| w.len() <= 3 && text.len() > 3);
    let text = text.strip_suffix('.').filter(|_| initial).unwrap_or(text);
    let bare = text.trim_start_matches('@');
    let first = bare.chars().next();
    (2..=40).contains(&line::cells(text))
        && line::words(text) <= 4
        && !line::ends_sentence(text)
        && !line::ends_open(text)
        && !line::is_item(text)
        && first.is_some_and(|c| c.is_alphanumeric() || line::is_thai(c))
        && bare.chars().any(char::is_alphabetic)
        && !text.contains([':', ';', '!', '?', '"', '“', '”'])
}

fn is_counted(key: &str) -> bool {
    let mut words = key.split(' ').skip(1);
    let noun = words.next().unwrap_or_default();
    let next = words.next();
    line::is_in(COUNTED, noun)
        && matches!(
            next,
            None | Some(
                "on" | "to"
                    | "so"
                    | "zu"
                    | "sur"
                    | "à"
                    | "รายการ"
                    | "ข้อความ"
                    | "left"
                    | "posted"
                    | "total"
            )
        )
}

/// Whether all words of the line are buttons: `Reply`, `Like · Reply`, `Like 3 Reply`.
fn is_button(key: &str) -> bool {
    let plain = key.trim_matches(|c: char| c.is_numeric() || matches!(c, ' ' | '(' | ')'));
    if LABELS.get(plain) == Some(&Label::Button) {
        return true;
    }
    let mut words = key
        .split([' ', '|', '·', '•', '/', '↩', '↪', '(', ')'])
        .filter(|w| !w.is_empty())
        .peekable();
    words.peek().is_some()
        && words.all(|w| {
            LABELS.get(w) == Some(&Label::Button)
                || w.parse::<u32>().is_ok() && key.contains(char::is_alphabetic)
        })
}

fn votes(text: &str, key: &str) -> Option<i64> {
    let arrows = [
        '▲', '△', '▼', '👍', '❤', '♥', '\u{fe0f}', '⬆', '+', '↑', ' ',
    ];
    let bare = text.trim().trim_matches(arrows);
    if bare.len() < text.trim().len()
        && !bare.is_empty()
        && bare.len() <= 7
        && bare.bytes().all(|b| b.is_ascii_digit())
    {
        return bare.parse().ok();
    }
    let (n, noun) = key.split_once(' ')?;
    matches!(
        noun,
        "points"
            | "point"
            | "votes"
            | "vote"
            | "likes"
            | "upvotes"
            | "คะแนน"
            | "โหวต"
            | "ถูกใจ"
            | "punkte"
            | "stimmen"
    )
    .then(|| n.parse().ok())
    .flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_of_comment_systems_are_known() {
        for text in [
            "Comments",
            "COMMENTS (29)",
            "29 Comments",
            "3 thoughts on “The bridge”",
            "This Post Has 80 Comments",
            "ความคิดเห็น (4)",
            "ความคิดเห็น 12 รายการ",
            "12 Kommentare",
        ] {
            assert_eq!(sign(text), Some(Sign::Heading), "{text}");
        }
        for text in ["Reply", "ตอบกลับ", "Like · Reply", "Reply ↩", "Antworten"] {
            assert_eq!(sign(text), Some(Sign::Button), "{text}");
        }
        for text in ["Leave a comment", "Comments are closed.", "ยังไม่มีความคิดเห็น"]
        {
            assert_eq!(sign(text), Some(Sign::Form), "{text}");
        }
        assert_eq!(sign("12 points"), Some(Sign::Votes(12)));
        assert_eq!(sign("▲ 7"), Some(Sign::Votes(7)));
        assert_eq!(
            sign("ความคิดเห็นที่ 3"),
            Some(Sign::Number {
                no: (3, None),
                author: None,
                when: None
            })
        );
        for (text, no) in [
            ("ตอบ #1", (1, None)),
            ("ตอบกลับความคิดเห็นที่ ๑๒", (12, None)),
            ("ตอบกลับ คห. 1-2", (1, Some(2))),
            ("In reply to #3:", (3, None)),
        ] {
            assert_eq!(sign(text), Some(Sign::Answers(no)), "{text}");
        }
        let anna = |when: Option<&str>| Sign::Author {
            name: "Anna Lind".into(),
            when: when.and_then(|w| w.parse().ok()),
        };
        assert_eq!(sign("Anna Lind says:"), Some(anna(None)));
        assert_eq!(
            sign("Anna Lind on February 6, 2025 at 3:15 pm said:"),
            Some(anna(Some("2025-02-06")))
        );
        assert_eq!(sign("Anna Lind · 3 days ago"), Some(anna(None)));
    }

    #[test]
    fn prose_is_no_label() {
        for text in [
            "The suspect said he needed to get dressed.",
            "“That's correct,” Volker said.",
            "He said:",
            "Comments by the minister were not welcome",
            "What if nobody responds?",
            "10:00 Opening speech",
            "He arrived 3 days ago.",
            "Response plan",
            "5 responsibilities of a parent",
            "183 3",
            "ตอบ 1 ข้อ",
            "ตอบ #1 เมื่อวาน",
        ] {
            assert_eq!(sign(text), None, "{text}");
        }
    }
}
