//! Words that open an answer, and words too common to be taken up.

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

    pub(super) fn confidence(self) -> f32 {
        match self {
            Self::Assent => 0.75,
            Self::Dissent => 0.7,
            Self::Anaphora => 0.65,
        }
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
const PAUSED: &[(&str, Opener)] = &[
    ("agreed", Opener::Assent), ("agree", Opener::Assent), ("exactly", Opener::Assent), ("true", Opener::Assent), ("so true", Opener::Assent),
    ("very true", Opener::Assent), ("absolutely", Opener::Assent), ("indeed", Opener::Assent), ("right", Opener::Assent), ("yes", Opener::Assent),
    ("yeah", Opener::Assent), ("yep", Opener::Assent), ("definitely", Opener::Assent), ("totally", Opener::Assent), ("precisely", Opener::Assent),
    ("same", Opener::Assent), ("same here", Opener::Assent), ("me too", Opener::Assent), ("good point", Opener::Assent), ("great point", Opener::Assent),
    ("fair point", Opener::Assent), ("fair enough", Opener::Assent), ("well said", Opener::Assent), ("this", Opener::Assent), ("+1", Opener::Assent),
    ("of course", Opener::Assent), ("sure", Opener::Assent), ("i agree", Opener::Assent), ("couldn't agree more", Opener::Assent),
    ("no", Opener::Dissent), ("nope", Opener::Dissent), ("nah", Opener::Dissent), ("well", Opener::Dissent), ("wrong", Opener::Dissent),
    ("nonsense", Opener::Dissent), ("not really", Opener::Dissent), ("not true", Opener::Dissent), ("not necessarily", Opener::Dissent),
    ("on the contrary", Opener::Dissent), ("however", Opener::Dissent), ("maybe", Opener::Dissent), ("perhaps", Opener::Dissent),
    ("genau", Opener::Assent), ("stimmt", Opener::Assent), ("richtig", Opener::Assent), ("ja", Opener::Assent), ("eben", Opener::Assent),
    ("nein", Opener::Dissent), ("doch", Opener::Dissent), ("falsch", Opener::Dissent), ("quatsch", Opener::Dissent),
    ("oui", Opener::Assent), ("exactement", Opener::Assent), ("tout à fait", Opener::Assent), ("d'accord", Opener::Assent), ("si", Opener::Dissent), ("non", Opener::Dissent),
];

/// Openers that need none.
const FREE: &[(&str, Opener)] = &[
    ("but ", Opener::Dissent), ("yet ", Opener::Dissent), ("yet, ", Opener::Dissent), ("except ", Opener::Dissent), ("i disagree", Opener::Dissent), ("disagree", Opener::Dissent),
    ("that's not ", Opener::Dissent), ("that is not ", Opener::Dissent), ("you're wrong", Opener::Dissent), ("you are wrong", Opener::Dissent),
    ("i agree with you", Opener::Assent), ("you're right", Opener::Assent), ("you are right", Opener::Assent), ("totally agree", Opener::Assent), ("completely agree", Opener::Assent),
    ("aber ", Opener::Dissent), ("mais ", Opener::Dissent), ("je suis d'accord", Opener::Assent), ("ich stimme ", Opener::Assent),
    ("เห็นด้วย", Opener::Assent), ("จริงครับ", Opener::Assent), ("จริงค่ะ", Opener::Assent), ("จริงด้วย", Opener::Assent), ("ใช่ครับ", Opener::Assent), ("ใช่ค่ะ", Opener::Assent),
    ("ใช่เลย", Opener::Assent), ("ถูกต้อง", Opener::Assent), ("ถูกของ", Opener::Assent), ("นั่นสิ", Opener::Assent), ("นั่นน่ะสิ", Opener::Assent), ("เหมือนกัน", Opener::Assent),
    ("ไม่เห็นด้วย", Opener::Dissent), ("ไม่ใช่", Opener::Dissent), ("ไม่จริง", Opener::Dissent), ("แต่", Opener::Dissent),
    ("i'm wondering the same", Opener::Anaphora), ("i was wondering the same", Opener::Anaphora), ("wondering the same", Opener::Anaphora),
    ("i was thinking the same", Opener::Anaphora), ("i had the same", Opener::Anaphora), ("it's that ", Opener::Anaphora), ("as you said", Opener::Anaphora),
    ("like you said", Opener::Anaphora), ("as you say", Opener::Anaphora), ("you mean ", Opener::Anaphora), ("what do you mean", Opener::Anaphora),
    ("do you mean", Opener::Anaphora), ("why do you think", Opener::Anaphora), ("how do you know", Opener::Anaphora), ("who said ", Opener::Anaphora),
    ("that's what i ", Opener::Anaphora), ("you forgot", Opener::Anaphora), ("your comment", Opener::Anaphora), ("your point", Opener::Anaphora),
    ("หมายความว่า", Opener::Anaphora), ("คิดเหมือนกัน", Opener::Anaphora), ("อย่างที่คุณ", Opener::Anaphora),
];

/// How the head of a comment (lower case, straight apostrophes) opens.
pub(super) fn opener(head: &str) -> Option<Opener> {
    let free = FREE.iter().find(|(word, _)| head.starts_with(word));
    let paused = || {
        PAUSED.iter().find(|(word, _)| {
            head.strip_prefix(word).is_some_and(|rest| {
                rest.is_empty() || rest.starts_with([',', '.', '!', ';', ':', '…', '—', '–', '\n', '?']) || rest.starts_with(" -") || rest.starts_with(" –") || rest.starts_with(" —")
            })
        })
    };
    free.or_else(paused).map(|(_, opener)| *opener)
}

/// Whether the head of a comment turns to somebody of this name (both in lower case): `@anna`,
/// `anna, …`, `thanks anna`, `agreed, anna.`
pub(super) fn addresses(head: &str, name: &str) -> bool {
    let first = name.split([' ', ',']).next().unwrap_or_default();
    let whole = head.strip_prefix('@').unwrap_or(head);
    let pause = |rest: &str| rest.starts_with([',', ':', '!', '.', ';', '-', '–', '—', '?', '\n']) || rest.starts_with(" -") || rest.starts_with(" –") || rest.is_empty();
    if let Some(rest) = whole.strip_prefix(name) {
        return whole.len() < head.len() || pause(rest);
    }
    if first.chars().count() < 3 {
        return false;
    }
    if let Some(rest) = whole.strip_prefix(first) {
        return whole.len() < head.len() && !rest.starts_with(char::is_alphanumeric) || pause(rest);
    }
    const GREETINGS: [&str; 16] = [
        "hi", "hey", "hello", "dear", "thanks", "thank you", "agreed", "yes", "no", "sorry", "well", "hallo", "liebe", "lieber", "danke", "merci",
    ];
    GREETINGS.iter().any(|g| {
        let behind = head.strip_prefix(g).filter(|r| r.starts_with([' ', ',']));
        let rest = behind.and_then(|r| r.trim_start_matches([',', ' ', '@']).strip_prefix(first));
        rest.is_some_and(|r| pause(r) || r.starts_with(' ') && head.starts_with('h'))
    })
}

/// Words that say nothing when they are taken up.
const COMMON: &[&str] = &[
    "about", "actual", "after", "again", "also", "always", "another", "because", "been", "before", "being", "better", "both", "cannot", "come", "could", "does",
    "done", "dont", "down", "each", "even", "ever", "every", "everyone", "few", "find", "first", "from", "give", "good", "great", "have", "here", "hope", "idea",
    "into", "issue", "just", "keep", "know", "large", "last", "less", "like", "little", "long", "look", "made", "make", "many", "matter", "maybe", "mean", "more",
    "most", "much", "must", "need", "never", "next", "nice", "nothing", "only", "other", "over", "part", "people", "place", "point", "problem", "question", "real",
    "really", "right", "said", "same", "seem", "several", "should", "show", "since", "some", "someone", "something", "soon", "step", "still", "such", "sure", "take",
    "than", "that", "their", "them", "then", "there", "these", "they", "thing", "think", "this", "those", "thought", "time", "together", "took", "truly", "turn", "under",
    "until", "upon", "used", "very", "want", "well", "went", "were", "what", "when", "where", "which", "while", "will", "wish", "with", "without", "word", "work",
    "world", "would", "wrong", "year", "your",
];

/// The stems of the words of a text that can be taken up: four letters and more, not common. English
/// endings are cut; other languages keep their words whole.
pub(super) fn stems(text: &str) -> impl Iterator<Item = String> + use<'_> {
    text.split(|c: char| !c.is_alphabetic() && c != '\'' && c != '’')
        .map(|w| w.trim_end_matches("'s").trim_end_matches("’s").to_lowercase())
        .filter(|w| (4..=24).contains(&w.chars().count()) && !COMMON.contains(&&**w))
        .map(|w| stem(&w).to_owned())
}

fn stem(word: &str) -> &str {
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
        for head in ["@anna lind yes", "anna, you forgot", "anna lind: no", "agreed, anna. plus", "thanks anna!", "hi anna how are you"] {
            assert!(addresses(head, "anna lind"), "{head}");
        }
        for head in ["annabel, no", "i think anna is right", "anna likes tea", "hi annabel"] {
            assert!(!addresses(head, "anna lind"), "{head}");
        }
    }
}
