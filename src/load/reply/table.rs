//! Words that open an answer, and words too common to be taken up.

use std::collections::HashSet;
use std::sync::LazyLock;

use super::super::line;

/// How a comment opens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Opener {
    /// It agrees.
    Assent,
    /// It objects.
    Dissent,
    /// It points back to what was just said.
    Anaphora,
}

impl Opener {
    /// Whether it marks a debate: that people answer each other.
    pub(super) fn is_turn(self) -> bool {
        matches!(self, Self::Assent | Self::Dissent)
    }

    pub(super) fn why(self) -> &'static str {
        match self {
            Self::Assent => "opens by agreeing",
            Self::Dissent => "opens by objecting",
            Self::Anaphora => "points back",
        }
    }
}

/// Openers that need a pause behind them (`True, but …`, not `True stories …`).
const PAUSED: [(Opener, &str); 2] = [
    (
        Opener::Assent,
        "agreed|agree|exactly|true|so true|very true|absolutely|indeed|right|yes|yeah|yep|definitely|\
     totally|precisely|same|same here|me too|good point|great point|fair point|fair enough|\
     well said|this|+1|of course|sure|i agree|couldn't agree more|genau|stimmt|richtig|ja|eben|\
     oui|exactement|tout à fait|d'accord",
    ),
    (
        Opener::Dissent,
        "no|nope|nah|well|wrong|nonsense|not really|not true|not necessarily|on the contrary|however|\
     maybe|perhaps|nein|doch|falsch|quatsch|si|non",
    ),
];

/// Openers that need none.
const FREE: [(Opener, &str); 3] = [
    (
        Opener::Dissent,
        "but |yet |yet, |except |i disagree|disagree|that's not |that is not |you're wrong|\
     you are wrong|aber |mais |ไม่เห็นด้วย|ไม่ใช่|ไม่จริง|แต่",
    ),
    (
        Opener::Assent,
        "i agree with you|you're right|you are right|totally agree|completely agree|je suis d'accord|\
     ich stimme |เห็นด้วย|จริงครับ|จริงค่ะ|จริงด้วย|ใช่ครับ|ใช่ค่ะ|ใช่เลย|ถูกต้อง|ถูกของ|นั่นสิ|\
     นั่นน่ะสิ|เหมือนกัน",
    ),
    (
        Opener::Anaphora,
        "i'm wondering the same|i was wondering the same|wondering the same|i was thinking the same|\
     i had the same|it's that |as you said|like you said|as you say|you mean |what do you mean|\
     do you mean|why do you think|how do you know|who said |that's what i |you forgot|\
     your comment|your point|หมายความว่า|คิดเหมือนกัน|อย่างที่คุณ",
    ),
];

/// How the head of a comment (lower case, straight apostrophes) opens.
pub(super) fn opener(head: &str) -> Option<Opener> {
    // Nearly all words fail by their first byte.
    let start = head.bytes().next();
    let free = |word: &&str| head.starts_with(word);
    let paused = |word: &&str| head.strip_prefix(word).is_some_and(is_pause);
    let first = |table: &[(Opener, &'static str)], is_it: &dyn Fn(&&str) -> bool| {
        let found = table.iter().find(|(_, words)| {
            line::entries(words).any(|w| w.bytes().next() == start && is_it(&w))
        });
        found.map(|(opener, _)| *opener)
    };
    first(&FREE, &free).or_else(|| first(&PAUSED, &paused))
}

/// Whether a pause stands at the start of what follows an opening word.
fn is_pause(rest: &str) -> bool {
    let dash = [" -", " –", " —"].iter().any(|d| rest.starts_with(d));
    let marks = [',', '.', '!', ';', ':', '…', '—', '–', '-', '\n', '?'];
    rest.is_empty() || dash || rest.starts_with(marks)
}

/// Words that go before a name.
const GREETINGS: &str =
    "hi|hey|hello|dear|thanks|thank you|agreed|yes|no|sorry|well|hallo|liebe|lieber|danke|merci";

/// Whether the head of a comment turns to somebody of this name (both in lower case): `@anna`,
/// `anna, …`, `thanks anna`, `agreed, anna.`
pub(super) fn addresses(head: &str, name: &str) -> bool {
    let first = name.split([' ', ',']).next().unwrap_or_default();
    let whole = head.strip_prefix('@').unwrap_or(head);
    if let Some(rest) = whole.strip_prefix(name) {
        return whole.len() < head.len() || is_pause(rest);
    }
    if first.chars().count() < 3 {
        return false;
    }
    if let Some(rest) = whole.strip_prefix(first) {
        return whole.len() < head.len() && !rest.starts_with(char::is_alphanumeric)
            || is_pause(rest);
    }
    line::entries(GREETINGS).any(|g| {
        let behind = head.strip_prefix(g).filter(|r| r.starts_with([' ', ',']));
        let rest = behind.and_then(|r| r.trim_start_matches([',', ' ', '@']).strip_prefix(first));
        rest.is_some_and(|r| is_pause(r) || r.starts_with(' ') && head.starts_with('h'))
    })
}

/// Words that say nothing when they are taken up.
pub(super) const COMMON: &str = "absolutely|agree|exactly|definitely|totally|indeed|thank|thanks|about|actual|after|again|also|always|another|because|been|before|being|better|both|cannot|\
    come|could|does|done|dont|down|each|even|ever|every|everyone|few|find|first|from|give|good|\
    great|have|here|hope|idea|into|issue|just|keep|know|large|last|less|like|little|long|look|\
    made|make|many|matter|maybe|mean|more|most|much|must|need|never|next|nice|nothing|only|\
    other|over|part|people|place|point|problem|question|real|really|right|said|same|seem|\
    several|should|show|since|some|someone|something|soon|step|still|such|sure|take|than|that|\
    their|them|then|there|these|they|thing|think|this|those|thought|time|together|took|truly|\
    turn|under|until|upon|used|very|want|well|went|were|what|when|where|which|while|will|wish|\
    with|without|word|work|world|would|wrong|year|your|don't|didn't|doesn't|isn't|can't|won't|aber|alle|allem|allen|\
    alles|also|auch|beim|bekommen|bitte|danke|dann|dass|davon|dein|deine|denn|diese|diesem|diesen|dieser|dieses|doch|\
    dort|durch|eben|eigentlich|eine|einem|einen|einer|eines|einfach|einmal|etwas|euch|ganz|gegen|gibt|haben|hallo|\
    hast|hatte|hier|habe|immer|jahr|jahre|jede|jetzt|kann|kein|keine|können|leider|machen|mehr|mein|meine|mich|muss|\
    nach|nicht|nichts|noch|oder|ohne|schon|sehr|sein|seine|sich|sind|soll|sondern|über|unter|viel|viele|vielen|vielleicht|\
    waren|weil|wenn|werden|wieder|wird|wirklich|würde|wurde|avec|bien|cela|cette|dans|elle|encore|être|fait|leur|mais|\
    même|merci|nous|plus|pour|quand|quoi|sans|sont|tout|tous|très|votre|vous";

/// [`COMMON`] for looking up.
static COMMON_SET: LazyLock<HashSet<&'static str>> =
    LazyLock::new(|| line::entries(COMMON).collect());

/// The stems of the words of a text that can be taken up: four letters and more, not common. English
/// endings are cut; other languages keep their words
/// whole, and scripts without spaces have none to find here.
pub(super) fn stems(text: &str) -> impl Iterator<Item = String> + use<'_> {
    text.split(|c: char| !c.is_alphabetic() && c != '\'' && c != '’')
        .map(|w| {
            w.trim_end_matches("'s")
                .trim_end_matches("’s")
                .to_lowercase()
        })
        .filter(|w| w.chars().next().is_some_and(|c| c < '\u{600}'))
        .filter(|w| (4..=24).contains(&w.chars().count()) && !COMMON_SET.contains(&**w))
        .map(|w| stem(&w).to_owned())
}

pub(super) fn stem(word: &str) -> &str {
    for end in ["ing", "ed", "es", "s"] {
        if let Some(root) = word.strip_suffix(end).filter(|r| r.len() >= 4) {
            return root;
        }
    }
    word
}

/// Words for the reader, of a comment or of the article's author.
pub(super) const YOU: &str = "you|your|you're|you'll|you've|you'd|yours|yourself|u|du|dich|dir|dein|deine|deinen|\
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
    i'm sure you|i think you|try using|feel free|du kannst|du könntest|probier|versuch|versuche|schau mal|\
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
        let word = head.split(|c: char| !c.is_alphanumeric() && c != '\'' || line::is_thai(c));
        let word = word.map(str::trim).next().unwrap_or_default();
        let thai = head.starts_with(line::is_thai);
        // Thai has no spaces: there an opening word is a beginning.
        let opens = |table: &'static str| {
            line::is_in(table, word)
                || thai
                    && line::entries(table)
                        .any(|w| w.starts_with(line::is_thai) && head.starts_with(w))
        };
        let has = |table: &'static str| line::entries(table).any(|w| head.contains(w));
        Self {
            thanks: opens(THANKS)
                || head.starts_with("vielen dank")
                || head.starts_with("many thanks"),
            host: has(HOST),
            helps: has(HELPS),
            praise: has(PRAISE),
            post: has(POST),
            joins: opens(JOINS),
            points: opens(POINTS),
            third: opens(THIRD),
            first: opens(FIRST),
            small: first.starts_with(char::is_lowercase),
            quotes: first.starts_with(['“', '"', '>', '„', '«']),
            link: line::head(first, 400).contains("http"),
        }
    }
}

/// Somebody called by name at the start of a comment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Call {
    /// The name, or its first word, in lower case.
    pub(super) name: String,
    /// Whether with an @.
    pub(super) at: bool,
    /// Whether only at the end of the first sentence.
    pub(super) later: bool,
}

/// Whom the start of a comment (as it is written) calls: `@anna …`, `Hi Anna, …`, `Agreed, Anna. …`, `Anna, …`.
pub(super) fn call(start: &str) -> Option<Call> {
    if let Some(name) = start.trim_start().strip_prefix('@') {
        let name = name
            .split(|c: char| !c.is_alphanumeric() && c != '_')
            .next()?;
        let name = name.to_lowercase();
        return (name.chars().count() > 1).then_some(Call {
            name,
            at: true,
            later: false,
        });
    }
    let head = start.to_lowercase();
    // Lower case may have another length: then there is no telling where the name stands.
    let greeted = line::entries(GREETINGS).filter_map(|g| {
        let behind = head.strip_prefix(g)?;
        behind.starts_with([' ', ',']).then_some(g.len())
    });
    let greeted = greeted.max().unwrap_or(0);
    let rest = start.get(greeted..)?.trim_start_matches([',', ' ', '@']);
    let word = rest.split(|c: char| !c.is_alphabetic()).next()?;
    let behind = &rest[word.len()..];
    let ends = is_pause(behind) && (greeted > 0 || behind.starts_with([',', ':']));
    let first = ends.then(|| name(word)).flatten();
    let call = first.map(|name| (name, false));
    let (name, later) = call.or_else(|| Some((called_later(start)?, true)))?;
    Some(Call {
        name,
        at: false,
        later,
    })
}

/// The name at the end of the first sentence: `You are welcome, Anna!`
fn called_later(start: &str) -> Option<String> {
    let end = start.find(['.', '!', '?', '\n'])?;
    let (_, word) = start[..end].rsplit_once(", ")?;
    name(word)
}

/// A word as a name in lower case, if it can be one.
fn name(word: &str) -> Option<String> {
    let mut letters = word.chars();
    let capital = letters.next().is_some_and(char::is_uppercase);
    let small = letters.clone().count() >= 2 && letters.all(char::is_lowercase);
    let name = word.to_lowercase();
    let plain = || {
        let common = line::is_in(NO_NAMES, &name) || COMMON_SET.contains(&*name);
        common || opener(&name).is_some()
    };
    (capital && small && !plain()).then_some(name)
}

/// Capitalized words before a comma that are nobody's name.
const NO_NAMES: &str = "wow|yes|yeah|okay|unfortunately|sorry|hello|thanks|thank|great|sadly|obviously|actually|\
    personally|honestly|clearly|interesting|lol|haha|sure|anyway|besides|meanwhile|today|yesterday|finally|instead|\
    oh|hmm|frankly|apparently|basically|all|everyone|everybody|there|guys|folks|friends|hallo|leider|schade|danke|\
    naja|nun|gut|super|klar|schön|toll|merci|bonjour|bravo|awesome|amazing|beautiful|lovely|perfect|excellent|so|\
    much|you|for|the|who|dear|ps|edit|update|note|fun|love|congrats|congratulations|welcome|alright|ach|hey|hi";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_opener_needs_its_pause() {
        assert_eq!(opener("true, but slowly"), Some(Opener::Assent));
        assert_eq!(opener("true stories are rare"), None);
        assert_eq!(opener("sure this sounds good"), None);
        assert_eq!(opener("but who pays?"), Some(Opener::Dissent));
        assert_eq!(opener("butter is dear"), None);
        assert_eq!(opener("เห็นด้วยครับ"), Some(Opener::Assent));
        assert_eq!(opener("i'm wondering the same."), Some(Opener::Anaphora));
    }

    #[test]
    fn somebody_is_addressed_at_the_start_only() {
        for head in [
            "@anna lind yes",
            "anna, you forgot",
            "anna lind: no",
            "agreed, anna. plus",
            "thanks anna!",
            "hi anna how are you",
        ] {
            assert!(addresses(head, "anna lind"), "{head}");
        }
        for head in [
            "annabel, no",
            "i think anna is right",
            "anna likes tea",
            "hi annabel",
        ] {
            assert!(!addresses(head, "anna lind"), "{head}");
        }
    }
}
