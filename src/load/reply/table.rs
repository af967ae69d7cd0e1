//! Words that open an answer, names at its start, and words too common to be taken up.

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
pub(super) fn is_pause(rest: &str) -> bool {
    let dash = [" -", " –", " —"].iter().any(|d| rest.starts_with(d));
    let marks = [',', '.', '!', ';', ':', '…', '—', '–', '-', '\n', '?'];
    rest.is_empty() || dash || rest.starts_with(marks)
}

/// Words that go before a name.
pub(super) const GREETINGS: &str =
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

/// Whether a word (in lower case) is too common to be taken up, or to be a name.
pub(super) fn is_common(word: &str) -> bool {
    COMMON_SET.contains(word)
}

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
        .filter(|w| (4..=24).contains(&w.chars().count()) && !is_common(w))
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
