//! Words and phrases that tell in what part somebody speaks.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::super::line;

/// Words for the reader, of a comment or of the article's author.
const YOU: &str = "you|your|you're|you'll|you've|you'd|yours|yourself|u|du|dich|dir|dein|deine|deinen|\
    deiner|euch|ihr|eure|vous|votre|vos|tu|toi";

/// How people begin who agree with what was said, or go on from it.
const JOINS: &str =
    "and|but|so|because|also|or|then|und|aber|denn|weil|oder|also|et|mais|donc|แล้ว|และ|หรือ|ก็|เพราะ";

/// Words that point at what stands before.
const POINTS: &str = "that|that's|thats|this|it|it's|its|which|those|these|such|das|dies|dieser|ça|cela|c'est|นั่น|อันนี้|นี่";

/// Words for somebody else.
const THIRD: &str = "he|she|they|he's|she's|they're|his|her|their|er|sie|il|elle|ils|เขา|เค้า";

/// Words for the writer.
const FIRST: &str = "i|i'm|i've|i'll|i'd|my|we|our|ich|mein|meine|wir|je|j'ai|mon|ผม|ฉัน|ดิฉัน|เรา|หนู";

/// How people give thanks.
const THANKS: &str = "thank|thanks|thankyou|thx|danke|dankeschön|vielen dank|merci|ขอบคุณ|ขอบใจ";

/// How those speak who look after a page: they welcome, they are glad, they give thanks for words.
const HOST: &str = "you're welcome|you are welcome|you're very welcome|you are most welcome|most welcome|my pleasure|\
    glad you|glad that you|glad to|glad it|happy you|happy that you|happy to hear|happy to help|happy it|great to hear|\
    good to hear|nice to hear|love to hear|pleased you|for your comment|for your feedback|for your kind|for the kind|\
    for your question|for the great|for the lovely|for the feedback|for letting|for stopping by|for reading|\
    for commenting|for visiting|thank you so much for|thanks so much for|you liked it|you like it|you enjoyed|\
    you love it|you loved it|sorry to hear|sorry you|sorry for the late|sorry that you|freut mich|freut uns|\
    freue mich|gern geschehen|sehr gerne|bitteschön|für deinen kommentar|für deine|für dein lob|für den hinweis|\
    lass es dir|viel spaß|avec plaisir|de rien|de nada|me alegro|gracias por|ยินดี|ขอบคุณที่แวะ|ขอบคุณที่ติดตาม|ขอบคุณที่มา";

/// How people help who were asked.
const HELPS: &str = "let me know|hope you|hope that helps|hope this helps|hope it helps|i would recommend|i'd recommend|\
    i haven't tried|i have not tried|you can use|you can also|you could|you should be able|you need to|you may want|\
    i'm sure you|i think you|try using|feel free|du kannst|du könntest|probier|probiere|versuch|versuche|schau mal|\
    vous pouvez|tu peux|ลองใช้|ลองดู";

/// How readers speak of what they have read.
const PRAISE: &str = "love this|loved this|great post|great article|great read|good article|good post|nice post|\
    nice article|excellent|awesome|amazing|wonderful|beautiful|thank you for this|thanks for this|\
    thanks for sharing|thank you for sharing|thank you for writing|well written|toller|tolle|super artikel|\
    guter artikel|schöner|danke für den|sehr gut|bravo|très bon|บทความดี|ดีมาก|ชอบมาก|เยี่ยม|สุดยอด";

/// Words for what the comments stand under.
const POST: &str = "this article|the article|this post|your post|your article|this blog|your blog|this recipe|\
    your recipe|the recipe|this story|this piece|your site|this site|the author|der artikel|den artikel|\
    diesen artikel|dein artikel|deinen artikel|dem artikel|der beitrag|dein beitrag|das rezept|dein rezept|\
    der autor|l'article|cet article|บทความ|กระทู้|ข่าวนี้|เจ้าของกระทู้|จขกท";

/// The phrases by their first word, each with the place of its table; Thai ones, which stand anywhere, under
/// no word.
static PHRASES: LazyLock<HashMap<&str, Vec<(usize, &str)>>> = LazyLock::new(|| {
    let mut all: HashMap<&str, Vec<(usize, &str)>> = HashMap::new();
    for (ix, table) in [HOST, HELPS, PRAISE, POST].into_iter().enumerate() {
        for phrase in line::entries(table) {
            let first = words(phrase).next().map_or("", |(_, word)| word);
            all.entry(first).or_default().push((ix, phrase));
        }
    }
    all
});

/// Tables of words that open a comment.
const OPENING: [&str; 5] = [THANKS, JOINS, POINTS, THIRD, FIRST];

/// The words of [`OPENING`] and of [`YOU`] with the places of their tables.
static WORDS: LazyLock<HashMap<&str, Vec<usize>>> = LazyLock::new(|| {
    let mut all: HashMap<&str, Vec<usize>> = HashMap::new();
    for (ix, table) in OPENING.into_iter().chain([YOU]).enumerate() {
        for word in line::entries(table) {
            all.entry(word).or_default().push(ix);
        }
    }
    all
});

/// Which tables of [`OPENING`] have the word at the start of `head`. Thai has no spaces: there it is what
/// `head` starts with.
fn opens(head: &str, word: &str) -> [bool; 5] {
    if head.starts_with(line::is_thai) {
        return OPENING.map(|table| {
            let mut thai = line::entries(table).filter(|w| w.starts_with(line::is_thai));
            thai.any(|w| head.starts_with(w))
        });
    }
    let found = WORDS.get(word).map_or(&[][..], |p| &p[..]);
    std::array::from_fn(|ix| found.contains(&ix))
}

/// How many words of `head` are said to somebody.
pub(super) fn you(head: &str) -> usize {
    let yours = |word: &str| WORDS.get(word).is_some_and(|p| p.contains(&OPENING.len()));
    let thai = if head.contains(line::is_thai) {
        head.matches("คุณ").count()
    } else {
        0
    };
    words(head).filter(|(_, word)| yours(word)).count() + thai
}

/// The words of a text, where they start; of Thai none.
fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let other = |c: char| line::is_thai(c) || !(c.is_alphanumeric() || c == '\'');
    let mut at = 0;
    text.split_inclusive(other).filter_map(move |piece| {
        let from = at;
        at += piece.len();
        let word = piece.trim_end_matches(other);
        (!word.is_empty()).then_some((from, word))
    })
}

/// Which tables of [`PHRASES`] have one that stands in `head`. One pass, as there are many phrases.
fn phrases(head: &str) -> [bool; 4] {
    let mut out = [false; 4];
    let empty: &[(usize, &str)] = &[];
    let of = |word: &str| PHRASES.get(word).map_or(empty, |p| &p[..]);
    for (at, word) in words(head) {
        for (ix, phrase) in of(word) {
            out[*ix] |= head[at..].starts_with(phrase);
        }
    }
    if head.contains(line::is_thai) {
        for (ix, phrase) in of("") {
            out[*ix] |= head.contains(phrase);
        }
    }
    out
}

/// Plain signs of what a comment is: each may speak for an answer or against it.
#[derive(Debug, Clone, Copy, Default)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a feature of its own"
)]
pub(super) struct Signs {
    /// It opens with thanks.
    pub(super) thanks: bool,
    /// It speaks as those do who look after a page.
    pub(super) host: bool,
    /// It helps somebody who asked.
    pub(super) helps: bool,
    /// It praises what it stands under.
    pub(super) praise: bool,
    /// It speaks of the article by that name.
    pub(super) post: bool,
    /// It opens by going on.
    pub(super) joins: bool,
    /// It opens by pointing.
    pub(super) points: bool,
    /// It opens with somebody else.
    pub(super) third: bool,
    /// It opens with its writer.
    pub(super) first: bool,
    /// It opens with a small letter.
    pub(super) small: bool,
    /// It opens with a quotation.
    pub(super) quotes: bool,
    /// It holds an address.
    pub(super) link: bool,
}

impl Signs {
    /// The signs of a comment by its head (lower case, straight apostrophes), its first block.
    pub(super) fn of(head: &str, first: &str) -> Self {
        let first_word = words(head).next().filter(|(at, _)| *at == 0);
        let opens = opens(head, first_word.map_or("", |(_, word)| word));
        let says = phrases(head);
        Self {
            thanks: opens[0] || head.starts_with("vielen dank") || head.starts_with("many thanks"),
            host: says[0],
            helps: says[1],
            praise: says[2],
            post: says[3],
            joins: opens[1],
            points: opens[2],
            third: opens[3],
            first: opens[4],
            small: first.starts_with(char::is_lowercase),
            quotes: first.starts_with(['“', '"', '>', '„', '«']),
            link: line::head(first, 400).contains("http"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phrases_are_found_wherever_they_start() {
        assert_eq!(phrases("so glad you came"), [true, false, false, false]);
        assert_eq!(phrases("l'article est bon"), [false, false, false, true]);
        assert_eq!(phrases("อ่านบทความแล้ว ยินดีครับ"), [true, false, false, true]);
        assert_eq!(phrases("excellently put"), [false; 4]);
    }
}
