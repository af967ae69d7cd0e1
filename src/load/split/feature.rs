//! What is measured of a line: how far it reads like talk, and how far like a report.

use std::collections::HashMap;

use super::super::draft::Piece;
use super::super::line;
use super::closing::Closing;
use super::lexis;
use super::manner::{Marks, Words};
use super::table::{self, Sign};
use crate::model::BlockKind;
use crate::text::date::{Found, dates};

/// No more of a line is read than this, in bytes: its manner shows at once.
const FAR: usize = 900;

/// Declares the features of a line: their places, their names in the table, and what they say in words.
macro_rules! features {
    ($all:ident, $($place:ident = $name:literal, $words:literal;)*) => {
        #[derive(Clone, Copy)]
        pub(super) enum At { $($place),* }
        /// Name, and words for the reader; no words where it says nothing by itself.
        pub(super) const $all: &[(&str, &str)] = &[$(($name, $words)),*];
    };
}

features! { LINE,
    One = "line", "";
    Log = "log length", "short lines";
    Tiny = "under 15 cells", "";
    Small = "15 to 40 cells", "";
    Medium = "40 to 90 cells", "short lines";
    Long = "over 350 cells", "short lines";
    Huge = "over 700 cells", "short lines";
    Relative = "log length over the text's", "lines shorter than above";
    First = "first person", "first person";
    FirstShare = "share of first person", "first person";
    Plural = "we", "";
    Second = "second person", "somebody is spoken to";
    SecondShare = "share of second person", "somebody is spoken to";
    Said = "said", "nobody is reported to have said it";
    Thanks = "thanks", "thanks";
    Greeting = "greeting", "greetings";
    Assent = "opens with yes or no", "openers such as “yes” or “well”";
    Laugh = "laughter", "laughter";
    Work = "speaks of the post", "the article is spoken of";
    Praise = "praise", "praise";
    PraiseOpens = "opens with praise", "praise";
    OpensFirst = "opens with I", "lines that open with “I”";
    Opinion = "opinion", "opinions";
    Named = "opens with a name", "a name is addressed";
    Question = "question mark", "questions";
    Shout = "exclamation mark", "exclamations";
    Doubled = "doubled marks", "exclamations";
    Trails = "trails off", "lines that trail off";
    Smile = "smile", "smileys";
    SmallStart = "starts in small letters", "careless writing";
    SmallI = "small i", "careless writing";
    NoStop = "no full stop", "careless writing";
    Stretch = "stretched letters", "careless writing";
    Short = "contraction", "";
    Quoted = "long quotation", "no long quotations";
    Digits = "digits", "few figures";
    Capitals = "capitals within", "few names";
    Link = "address", "";
    Colon = "ends in a colon", "";
    Title = "reads like a heading", "";
    Listed = "list item", "";
    Heading = "heading", "";
    Picture = "picture or code", "";
    Quote = "quote", "";
    Author = "author line", "author lines";
    Time = "time line", "time lines";
    Button = "button line", "buttons";
    Label = "other label", "labels of a comment system";
    Overlap = "words of the first third", "";
    Particle = "thai particle", "particles of talk";
    Talk = "thai talk", "words of talk";
    TalkMore = "more thai talk", "words of talk";
    Report = "thai report", "no words of reports";
    Hash = "hash or at sign", "";
    ThaiPlain = "thai", "";
    Odds = "word odds", "words of talk";
    OddsSum = "sum of word odds", "words of talk";
    Any = "any sign of talk", "signs of talk in most lines";
    Signs = "signs of talk", "signs of talk in most lines";
    Bare = "no letters", "";
    Foot = "foot of an article", "";
    Invites = "asks the readers", "";
    Parts = "takes leave", "";
    PraisesWork = "praises the post", "the article is praised";
    Dated = "opens with a name and a date", "author and date before the words";
    RunsOn = "a name runs into words", "names before the words";
}

/// How many features a line has.
pub(super) const N: usize = LINE.len();

/// The features of a line.
pub(super) type Row = [f32; N];

/// The odds of a word to stand in talk, as a logarithm; 0 for one that is not known.
pub(super) type Odds<'a> = &'a dyn Fn(&str) -> f32;

/// The features of all lines.
pub(super) fn rows(pieces: &[Piece], signs: &[Option<Sign>], odds: Odds<'_>) -> Vec<Row> {
    // In a long text the head says enough of what it is about.
    let third = pieces.len().div_ceil(3).min(25);
    let mut seen: HashMap<u64, usize> = HashMap::new();
    let mut rows = Vec::with_capacity(pieces.len());
    let mut total = 0.0;
    for (ix, (piece, sign)) in pieces.iter().zip(signs).enumerate() {
        let row = row((ix, third), piece, sign.as_ref(), odds, &mut seen);
        total += row[At::Log as usize];
        rows.push(row);
    }
    let mean = total / float(pieces.len().max(1));
    for row in &mut rows {
        row[At::Relative as usize] = row[At::Log as usize] - mean;
    }
    rows
}

#[expect(clippy::cast_precision_loss, reason = "lines and words are few")]
pub(super) fn float(n: usize) -> f32 {
    n as f32
}

fn row(
    (ix, third): (usize, usize),
    piece: &Piece,
    sign: Option<&Sign>,
    odds: Odds<'_>,
    seen: &mut HashMap<u64, usize>,
) -> Row {
    let mut out: Row = [0.0; N];
    let text = line::head(piece.text(), FAR);
    let cells = line::cells(piece.text());
    let mut set = |at: At, value: f32| out[at as usize] = value;
    let yes = |b: bool| if b { 1.0 } else { 0.0 };
    set(At::One, 1.0);
    set(At::Log, float(cells.max(1)).ln() - 4.6);
    set(At::Tiny, yes(cells < 15));
    set(At::Small, yes((15..40).contains(&cells)));
    set(At::Medium, yes((40..90).contains(&cells)));
    set(At::Long, yes(cells > 350));
    set(At::Huge, yes(cells > 700));
    match piece.block.kind {
        BlockKind::Item(_) => set(At::Listed, 1.0),
        BlockKind::Heading(_) => set(At::Heading, 1.0),
        BlockKind::Quote => set(At::Quote, 1.0),
        BlockKind::Paragraph => set(At::Listed, yes(line::is_item(text))),
        BlockKind::Code | BlockKind::Caption | BlockKind::Image | BlockKind::Table => {
            set(At::Picture, 1.0);
        }
    }
    match sign {
        Some(Sign::Author { .. } | Sign::Number { .. }) => set(At::Author, 1.0),
        Some(Sign::Time(_)) => set(At::Time, 1.0),
        Some(Sign::Button) => set(At::Button, 1.0),
        Some(_) => set(At::Label, 1.0),
        None => {}
    }
    let marks = Marks::of(text);
    set(At::Question, yes(marks.question));
    set(At::Shout, yes(marks.shout));
    set(At::Doubled, yes(marks.doubled));
    set(At::Trails, yes(marks.trails));
    set(At::Smile, yes(marks.smile));
    set(At::Stretch, yes(marks.stretched));
    set(At::Hash, yes(marks.hash));
    set(At::Quoted, yes(marks.quoted > 60));
    set(At::Digits, (marks.digits * 10.0).min(2.0));
    set(At::ThaiPlain, yes(marks.thai));
    set(At::Link, yes(text.contains("://") || text.contains("www.")));
    let whole = text.len() == piece.text().len();
    let stop = !whole || line::ends_sentence(text) || marks.smile;
    set(At::NoStop, yes(!stop && cells >= 40 && !marks.thai));
    set(At::Colon, yes(whole && text.ends_with(':')));
    set(
        At::SmallStart,
        yes(text.starts_with(char::is_lowercase) && cells > 15),
    );
    let words = Words::of(text, ix, third, odds, seen);
    set(
        At::Title,
        yes(!stop && cells < 70 && !text.ends_with(',') && words.is(lexis::FIRST) < 0.5),
    );
    let n = words.n.max(1.0);
    set(At::First, words.is(lexis::FIRST));
    set(
        At::FirstShare,
        (words.count(lexis::FIRST) * 10.0 / n).min(2.0),
    );
    set(At::Plural, words.is(lexis::PLURAL));
    set(At::Second, words.is(lexis::SECOND));
    set(
        At::SecondShare,
        (words.count(lexis::SECOND) * 10.0 / n).min(2.0),
    );
    set(At::Said, words.is(lexis::SAID));
    set(At::Thanks, words.is(lexis::THANKS));
    set(At::Laugh, words.is(lexis::LAUGH));
    set(At::Work, words.is(lexis::WORK));
    set(At::Praise, words.is(lexis::PRAISE));
    set(At::Opinion, words.count(lexis::OPINION).min(3.0) / 2.0);
    let opens = |kind: u16| yes(words.first & kind != 0);
    set(At::Greeting, opens(lexis::GREETING));
    set(At::Assent, opens(lexis::ASSENT));
    set(At::PraiseOpens, opens(lexis::PRAISE | lexis::THANKS));
    set(At::OpensFirst, opens(lexis::FIRST));
    set(At::Named, yes(is_addressed(text)));
    set(At::SmallI, yes(words.small_i));
    set(At::Short, yes(words.contracted));
    set(At::Capitals, (words.capitals * 4.0 / n).min(2.0));
    set(At::Overlap, words.overlap / words.content.max(3.0));
    set(At::Particle, words.is(lexis::PARTICLE));
    set(At::Talk, words.is(lexis::TALK));
    set(At::TalkMore, yes(words.count(lexis::TALK) > 1.5));
    set(At::Report, words.count(lexis::REPORT).min(4.0) / 2.0);
    set(
        At::Odds,
        (words.odds / (words.asked + 3.0) * 4.0).clamp(-2.0, 2.0),
    );
    set(At::OddsSum, (words.odds / 4.0).clamp(-2.0, 2.0));
    let signs = SIGNS.iter().filter(|at| out[**at as usize] > 0.0).count();
    out[At::Any as usize] = yes(signs > 0);
    out[At::Signs as usize] = float(signs.min(4)) / 2.0;
    out[At::Bare as usize] = yes(!text.chars().any(char::is_alphabetic));
    whole_line(text, cells, &words, &mut out);
    out
}

/// What a line tells as a whole: how an author ends, how a page prints a comment.
fn whole_line(text: &str, cells: usize, words: &Words, out: &mut Row) {
    let yes = |b: bool| if b { 1.0 } else { 0.0 };
    let closing = Closing::of(text);
    out[At::Foot as usize] = yes(closing.foot);
    out[At::Invites as usize] = yes(closing.invites);
    out[At::Parts as usize] = yes(closing.parts);
    let of_work = words.is(lexis::WORK) * words.is(lexis::PRAISE).max(words.is(lexis::THANKS));
    out[At::PraisesWork as usize] = of_work * yes(cells < 350);
    out[At::Dated as usize] = yes(is_dated(text));
    out[At::RunsOn as usize] = yes(runs_on(text));
}

/// The features that are signs of talk, each of another kind.
const SIGNS: [At; 13] = [
    At::First,
    At::Second,
    At::Thanks,
    At::Greeting,
    At::Assent,
    At::Laugh,
    At::Praise,
    At::Question,
    At::Shout,
    At::Smile,
    At::Named,
    At::Particle,
    At::Talk,
];

/// `Anna, …`, `Anna – …`, `@anna …`: a line that opens with a name.
fn is_addressed(text: &str) -> bool {
    let mut words = text.split([' ', '\u{a0}']);
    let first = words.next().unwrap_or_default();
    let dash = matches!(words.next(), Some("-" | "--" | "–" | "—"));
    let name = first.trim_end_matches([',', ':', '–', '-', '!', '.']);
    let marked = (dash || first.ends_with([',', ':'])) && text.len() > first.len() + 8;
    first.starts_with('@') && first.len() > 2
        || marked
            && name.len() > 2
            && name.starts_with(char::is_uppercase)
            && name.chars().skip(1).all(char::is_lowercase)
            && lexis::kinds(&name.to_lowercase()) == 0
}

/// No name is longer than this, in bytes, before the date of `Anna Lind March 4, 2021 Thank you!`.
const NAME: usize = 40;

/// `Anna Lind March 4, 2021 Thank you!`: a name and a day before the words, all in one line.
fn is_dated(text: &str) -> bool {
    let head = line::head(text, NAME + 24);
    if !head.contains(|c: char| c.is_ascii_digit()) {
        return false;
    }
    let whole = |d: &Found| d.year.is_some() && d.day.is_some();
    let Some(day) = dates(head).into_iter().find(whole) else {
        return false;
    };
    let who = head[..day.bytes.start].trim_end_matches(['-', '–', '|', '·', ',', '(', ' ']);
    // `BERLIN, March 4, 2021 –` and `On March 4, 2021,` open reports.
    let behind = head[day.bytes.end..].trim_start_matches([')', ':', '|', '·', ' ']);
    day.bytes.start <= NAME
        && table::is_name(who)
        && lexis::kinds(&who.to_lowercase()) == 0
        && behind.starts_with(char::is_alphanumeric)
        && !line::is_capitals(who)
}

/// `Anna Lind I love it`: a page's author and words in one line. The name is what no sentence starts with: capitals
/// before the capital of the first word of a sentence.
fn runs_on(text: &str) -> bool {
    let mut words = text.split([' ', '\u{a0}']).filter(|w| !w.is_empty());
    for n in 0..4 {
        let Some(word) = words.next() else {
            return false;
        };
        let bare = word.trim_end_matches([',', '!', '.']);
        let lower = bare.to_lowercase().replace('’', "'");
        if n > 0 && bare.starts_with(char::is_uppercase) && lexis::starts_sentence(&lower) {
            // The second word of a heading is no start of a sentence: there all words are large.
            return words
                .next()
                .is_none_or(|w| w.starts_with(char::is_lowercase));
        }
        let name = bare
            .chars()
            .all(|c| c.is_alphanumeric() || matches!(c, '.' | '-' | '_' | '\''));
        if !name || !bare.starts_with(char::is_uppercase) || lexis::kinds(&lower) != 0 {
            return false;
        }
    }
    false
}
