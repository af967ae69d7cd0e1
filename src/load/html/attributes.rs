//! Tags with very many attributes are cut: the tokenizer compares each attribute with all before it.
//!
//! Whether a `<` begins a tag depends on all that stands before it: in a script, a remark or a value it may be
//! a letter like any other. So every `<` before a letter is followed as if it began one, and as what stands
//! in a tag is in one of seven states, no more than seven such readings are ever told apart. A cut that one of
//! them asks for costs a page for reading nothing: no tag of such has a tenth of the bound.

use std::borrow::Cow;
use std::sync::LazyLock;

/// No tag has more attributes.
pub(super) const MOST: u32 = 1024;

/// Where in a tag a byte stands, by the standard.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    Name,
    /// Before an attribute.
    Before,
    Attribute,
    /// Behind an attribute: a value may come.
    After,
    /// Behind `=`.
    Equals,
    /// In a value in quotes.
    Double,
    Single,
    /// In a value without.
    Bare,
}

const STATES: [State; 8] = [
    State::Name,
    State::Before,
    State::Attribute,
    State::After,
    State::Equals,
    State::Double,
    State::Single,
    State::Bare,
];

/// The states that tags are in, each with how many attributes its tag has so far by the reading that counts most.
#[derive(Debug, Clone, Copy, Default)]
struct Readings {
    /// A bit for each state.
    alive: u8,
    counts: [u32; STATES.len()],
}

impl State {
    /// The state behind a byte, and whether the byte begins an attribute; `None` where it ends the tag.
    fn next(self, byte: u8) -> Option<(Self, bool)> {
        let space = byte.is_ascii_whitespace();
        let state = match (self, byte) {
            (Self::Double, b'"') | (Self::Single, b'\'') => Self::Before,
            (Self::Double | Self::Single, _) => self,
            (_, b'>') => return None,
            (Self::Bare, _) if !space => self,
            (Self::Equals, b'"') => Self::Double,
            (Self::Equals, b'\'') => Self::Single,
            (Self::Equals, _) if space => self,
            (Self::Equals, _) => Self::Bare,
            (Self::Attribute | Self::After, b'=') => Self::Equals,
            (Self::Attribute | Self::After, _) if space => Self::After,
            (_, b'/') => Self::Before,
            (_, _) if space => Self::Before,
            (Self::Name | Self::Attribute, _) => self,
            (Self::Before | Self::After | Self::Bare, _) => return Some((Self::Attribute, true)),
        };
        Some((state, false))
    }
}

impl Readings {
    fn add(&mut self, state: State, count: u32) {
        let most = &mut self.counts[state as usize];
        *most = (*most).max(count);
        self.alive |= 1 << state as u8;
    }

    /// All readings behind a byte, and whether one of them counts too many.
    fn next(&self, byte: u8) -> (Self, bool) {
        let mut next = Self::default();
        let mut too_many = false;
        let mut left = self.alive;
        while left != 0 {
            let at = left.trailing_zeros() as usize;
            left &= left - 1;
            if let Some((to, begins)) = STATES[at].next(byte) {
                let count = self.counts[at] + u32::from(begins);
                too_many |= count > MOST;
                next.add(to, count);
            }
        }
        (next, too_many)
    }
}

/// What of a page all readings are asked of: whether a byte ends one, and where it takes the others.
struct Steps {
    /// The kinds of bytes that are told apart.
    kinds: [u8; 256],
    /// For each set of states and kind of byte: the states behind it.
    to: [[u8; N_KINDS]; 256],
    /// For each set of states: the kinds of bytes that begin an attribute in one of them, a bit each.
    begins: [u8; 256],
}

/// One of each kind of bytes.
const KINDS: [u8; N_KINDS] = *b"x> =/\"'";
const N_KINDS: usize = 7;

static STEPS: LazyLock<Steps> = LazyLock::new(|| {
    let mut steps = Steps {
        kinds: [0; 256],
        to: [[0; N_KINDS]; 256],
        begins: [0; 256],
    };
    for byte in 0..=u8::MAX {
        let same = KINDS
            .iter()
            .position(|k| *k == byte || *k == b' ' && byte.is_ascii_whitespace());
        steps.kinds[usize::from(byte)] = same.unwrap_or(0) as u8;
    }
    for set in 0..=u8::MAX {
        for (kind, byte) in KINDS.iter().enumerate() {
            for state in STATES.iter().filter(|s| set & (1 << **s as u8) != 0) {
                if let Some((to, begins)) = state.next(*byte) {
                    steps.to[usize::from(set)][kind] |= 1 << to as u8;
                    steps.begins[usize::from(set)] |= u8::from(begins) << kind;
                }
            }
        }
    }
    steps
});

/// Whether a page may have a tag with very many attributes. All readings are counted as one, so it says yes
/// too often, but to few pages.
fn may_have_many(html: &str) -> bool {
    let steps = &*STEPS;
    let bytes = html.as_bytes();
    let mut at = 0;
    while let Some(open) = html.get(at..).and_then(|rest| rest.find('<')) {
        at += open;
        let (mut alive, mut count) = (0_u8, 0);
        while let Some(byte) = bytes.get(at) {
            let set = usize::from(alive);
            let kind = steps.kinds[usize::from(*byte)];
            count += u32::from(steps.begins[set] >> kind & 1);
            if count > MOST {
                return true;
            }
            alive = steps.to[set][usize::from(kind)];
            at += 1;
            if *byte == b'<' && bytes.get(at).is_some_and(u8::is_ascii_alphabetic) {
                alive |= 1 << State::Name as u8;
            }
            if alive == 0 {
                break;
            }
        }
    }
    false
}

/// A page in which no tag has very many attributes: those beyond are cut.
pub(super) fn bounded(html: &str) -> Cow<'_, str> {
    if !may_have_many(html) {
        return Cow::Borrowed(html);
    }
    let bytes = html.as_bytes();
    let mut out = String::new();
    let mut readings = Readings::default();
    let (mut copied, mut at) = (0, 0);
    while at < bytes.len() {
        if readings.alive == 0 {
            let Some(open) = bytes[at..].iter().position(|b| *b == b'<') else {
                break;
            };
            at += open;
        }
        let (next, too_many) = readings.next(bytes[at]);
        readings = next;
        if too_many {
            // An attribute begins here, and so may a letter: the cut is between letters.
            out.push_str(&html[copied..at]);
            // Whatever value the tag is cut in by another reading, this ends it and the tag.
            out.push_str("\"'>");
            let end = bytes[at..].iter().position(|b| *b == b'>');
            at = end.map_or(bytes.len(), |end| at + end + 1);
            copied = at;
            readings = Readings::default();
            continue;
        }
        if bytes[at] == b'<' && bytes.get(at + 1).is_some_and(u8::is_ascii_alphabetic) {
            readings.add(State::Name, 0);
        }
        at += 1;
    }
    if copied == 0 {
        return Cow::Borrowed(html);
    }
    out.push_str(&html[copied..]);
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::tree::Tree;
    use super::*;

    /// The most attributes of an element.
    fn most(html: &str) -> usize {
        let tree = Tree::parse(html);
        let counts = tree.below(Tree::ROOT).map(|n| tree.attributes(n).count());
        counts.max().unwrap_or(0)
    }

    fn attributes(value: &str) -> String {
        let names = (0..MOST + 900).map(|i| format!(" a{i}="));
        names.flat_map(|name| [name, value.to_owned()]).collect()
    }

    #[test]
    fn no_value_hides_attributes() {
        for value in [
            "1",
            "'<b>x>1<'",
            "\"<b>x>1<\"",
            "\" ' \"",
            "' \" '",
            "<",
            "x'y\"z",
            "1/",
        ] {
            for before in [
                "",
                "<script>\"<a b='</script>",
                "<script>\"<a b=\\\"</script>",
                "<!-- <a b=' -->",
                "<svg><title>",
                "<p title=\"<a b='\">",
                "<title><a b=\"</title>",
            ] {
                let html = format!("{before}<p{}>x", attributes(value));
                let n = most(&html);
                assert!(n <= MOST as usize + 3, "{before} {value}: {n}");
            }
        }
    }

    #[test]
    fn a_page_for_reading_is_left_as_it_is() {
        let words = "It is 5 <b than 6, isn't it? <i a='b'>so</i> ".repeat(2000);
        for html in [
            "<p a=1>x < y".to_owned(),
            format!("<p>{words}"),
            format!("<script>{words}</script>"),
            "<p class='a b c' title=\"it's > that\">x</p>".repeat(2000),
        ] {
            let same = matches!(bounded(&html), Cow::Borrowed(_));
            assert!(same, "{}", &html[..30]);
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

        #[test]
        fn any_bytes_are_cut_between_letters(
            parts in prop::collection::vec("<|a|=|'|\"| |/|>|é|ก|<p |<!--|-->", 0..60),
            n in 0..3_u32,
        ) {
            let many = "é ".repeat((n * MOST / 2 + 9) as usize);
            let html = parts.concat() + "<p " + &many + &parts.concat();
            let cut = bounded(&html);
            prop_assert!(cut.len() <= html.len() + 3 * html.len() / MOST as usize + 3);
        }
    }
}
