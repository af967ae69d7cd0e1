//! Words as they come in news: few of them most of the time, many of them hardly ever.
//!
//! Thai words and their shares are those of the list that ships. English ones are the seeds' words by
//! their counts, then the stems of the table of rare words. Names and numbers come on top, so that the
//! vocabulary grows with the text, as it does where people write.

use std::collections::HashMap;

/// Chance with a seed (splitmix64): the same seed gives the same library.
#[derive(Clone)]
pub(crate) struct Chance(pub(crate) u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        mixed(self.0)
    }

    /// A number from 0 to below `n`, each as often.
    pub(crate) fn below(&mut self, n: usize) -> usize {
        (self.next() % n as u64) as usize
    }

    /// A number from 0 to below 1.
    pub(crate) fn share(&mut self) -> f64 {
        f64::from((self.next() >> 32) as u32) / 4_294_967_296.0
    }

    /// A number from 0 to below `n`, the first ones most often (Zipf's law).
    pub(crate) fn zipf(&mut self, n: usize) -> usize {
        let n = f64::from(u32::try_from(n).unwrap_or(u32::MAX));
        whole((self.share() * (n + 1.0).ln()).exp() - 1.0)
    }
}

fn mixed(z: u64) -> u64 {
    let z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

#[expect(clippy::cast_sign_loss, reason = "it is never below zero")]
fn whole(n: f64) -> usize {
    n as usize
}

/// Words of a language, and how often each comes.
struct List {
    words: Vec<&'static str>,
    /// For each word, the sum of the weights up to it.
    sums: Vec<f64>,
}

impl List {
    fn new(mut counted: Vec<(&'static str, f64)>) -> Self {
        counted.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(b.0)));
        let mut sum = 0.0;
        let mut list = Self {
            words: Vec::new(),
            sums: Vec::new(),
        };
        for (word, weight) in counted {
            sum += weight;
            list.words.push(word);
            list.sums.push(sum);
        }
        list
    }

    fn pick(&self, chance: &mut Chance) -> &'static str {
        let at = chance.share() * self.sums[self.sums.len() - 1];
        let ix = self.sums.partition_point(|s| *s <= at);
        self.words[ix.min(self.words.len() - 1)]
    }

    /// A word that is neither among the commonest nor among the rarest.
    fn of_a_topic(&self, chance: &mut Chance) -> &'static str {
        let most = self.words.len() - 150;
        self.words[150 + chance.zipf(most)]
    }
}

/// What a text speaks of.
pub(crate) struct Topic {
    words: Vec<&'static str>,
    names: Vec<String>,
}

/// The words of both languages.
pub(crate) struct Words {
    thai: List,
    english: List,
    names: [Vec<&'static str>; 2],
}

const SEEDS: [&str; 5] = [
    include_str!("../../seeds/000_bbc3914edb908b34.txt"),
    include_str!("../../seeds/001_7d25829b31134106.txt"),
    include_str!("../../seeds/002_56928cb2fbc04c61.txt"),
    include_str!("../../seeds/003_da2e903e2efe6936.txt"),
    include_str!("../../seeds/004_00f5829d2ce54f28.txt"),
];

impl Words {
    pub(crate) fn new() -> Self {
        let rows = |table: &'static str| table.lines().filter(|l| !l.starts_with('#'));
        let thai = rows(include_str!("../../assets/thai/words.txt"))
            .filter_map(|l| l.split_once('\t'))
            .filter_map(|(word, count)| Some((word, count.parse::<f64>().ok()? + 0.2)));
        let mut counts: HashMap<&'static str, f64> = HashMap::new();
        for text in SEEDS {
            for word in text.split(|c: char| !c.is_ascii_alphabetic()) {
                if word.bytes().any(|b| b.is_ascii_lowercase()) {
                    *counts.entry(word).or_default() += 40.0;
                }
            }
        }
        for row in rows(include_str!("../../assets/models/df-en.tsv")) {
            let mut fields = row.split('\t').skip(1);
            if let (Some(word), Some(Ok(n))) = (fields.next(), fields.next().map(str::parse::<f64>))
            {
                counts.entry(word).or_insert(n);
            }
        }
        let names = rows(include_str!("../../assets/relate/names.tsv"));
        let names: Vec<Vec<&str>> = names.map(|l| l.split('\t').collect()).collect();
        let forms = |column: usize| {
            let all = names.iter().filter_map(move |n| n.get(column));
            all.flat_map(|f| f.split('|')).collect()
        };
        Self {
            thai: List::new(thai.collect()),
            english: List::new(counts.into_iter().collect()),
            names: [forms(1), forms(2)],
        }
    }

    /// Some words and names that an article and its comments come back to.
    pub(crate) fn topic(&self, thai: bool, chance: &mut Chance) -> Topic {
        let list = if thai { &self.thai } else { &self.english };
        Topic {
            words: (0..30).map(|_| list.of_a_topic(chance)).collect(),
            names: (0..6).map(|_| self.name(thai, chance)).collect(),
        }
    }

    /// A name: one that news share, or one that few bear.
    pub(crate) fn name(&self, thai: bool, chance: &mut Chance) -> String {
        if chance.below(2) == 0 {
            let known = &self.names[usize::from(thai)];
            return known[chance.zipf(known.len())].to_owned();
        }
        let who = chance.zipf(2_000_000) as u64;
        if thai {
            thai_name(who)
        } else {
            english_name(who)
        }
    }

    /// Sentences of about `bytes` bytes, never none.
    pub(crate) fn text(
        &self,
        topic: &Topic,
        thai: bool,
        bytes: usize,
        chance: &mut Chance,
    ) -> String {
        let mut out = String::with_capacity(bytes + 40);
        while out.len() + 15 < bytes || out.is_empty() {
            self.sentence(topic, thai, bytes, chance, &mut out);
        }
        out
    }

    fn sentence(
        &self,
        topic: &Topic,
        thai: bool,
        most: usize,
        chance: &mut Chance,
        out: &mut String,
    ) {
        let list = if thai { &self.thai } else { &self.english };
        let part = if thai { "" } else { " " };
        let words = 5 + chance.below(20);
        let start = out.len();
        for i in 0..words {
            if out.len() > start {
                let pause = thai && chance.below(8) == 0;
                out.push_str(if pause { " " } else { part });
            } else if start > 0 {
                out.push(' ');
            }
            match chance.below(100) {
                0 => number(chance, out),
                1 => out.push_str(&self.name(thai, chance)),
                2 | 3 => out.push_str(&topic.names[chance.zipf(topic.names.len())]),
                4..=15 => out.push_str(topic.words[chance.zipf(topic.words.len())]),
                _ => out.push_str(list.pick(chance)),
            }
            if !thai && i + 1 < words && chance.below(12) == 0 {
                out.push(',');
            }
            if out.len() >= most {
                break;
            }
        }
        if !thai {
            let first = if start > 0 { start + 1 } else { 0 };
            if let Some(first) = out.get_mut(first..=first) {
                first.make_ascii_uppercase();
            }
            out.push('.');
        }
    }
}

fn number(chance: &mut Chance, out: &mut String) {
    use std::fmt::Write as _;
    let _done = match chance.below(4) {
        0 => write!(out, " {} ", 1990 + chance.below(40)),
        1 => write!(out, " {}.{} ", chance.zipf(1000), chance.below(10)),
        2 => write!(out, " {} ", chance.zipf(1_000_000)),
        _ => write!(out, " {} ", chance.zipf(100)),
    };
}

/// The name of the so-manieth person.
fn english_name(who: u64) -> String {
    const HEADS: [&str; 20] = [
        "B", "Br", "C", "D", "F", "G", "Gr", "H", "J", "K", "L", "M", "N", "P", "R", "S", "St",
        "T", "V", "W",
    ];
    const VOWELS: [&str; 8] = ["a", "e", "i", "o", "u", "ai", "ea", "ou"];
    const TAILS: [&str; 12] = [
        "n", "r", "l", "s", "ck", "tt", "nd", "rm", "ll", "m", "th", "",
    ];
    named(who, &HEADS, &VOWELS, &TAILS)
}

fn thai_name(who: u64) -> String {
    const HEADS: [&str; 20] = [
        "ก", "ข", "ค", "จ", "ช", "ณ", "ด", "ต", "ท", "ธ", "น", "บ", "ป", "พ", "ภ", "ม", "ร", "ล",
        "ว", "ส",
    ];
    const VOWELS: [&str; 8] = ["า", "ิ", "ี", "ุ", "ู", "ั", "า", "ะ"];
    const TAILS: [&str; 12] = ["น", "ร", "ล", "ช", "ก", "ต", "ด", "พ", "ง", "ม", "ศ", "ย"];
    named(who, &HEADS, &VOWELS, &TAILS)
}

fn named(who: u64, heads: &[&str], vowels: &[&str], tails: &[&str]) -> String {
    let mut left = mixed(who);
    let mut take = |of: &[&str]| {
        let n = of.len() as u64;
        let ix = (left % n) as usize;
        left /= n;
        of[ix].to_owned()
    };
    let mut name = String::new();
    for syllable in 0..2 + who % 2 {
        let head = take(heads);
        name.push_str(&if syllable > 0 {
            head.to_lowercase()
        } else {
            head
        });
        name.push_str(&take(vowels));
        name.push_str(&take(tails));
    }
    name
}
