//! The name and the number in a short line of a discussion.

use super::super::meta;
use super::day;
use crate::text::Clean;

/// What stands behind a name, before the words: `Anna says:`.
const VERBS: [&str; 21] = [
    " says",
    " said",
    " wrote",
    " writes",
    " replied",
    " sagt",
    " sagte",
    " schreibt",
    " schrieb",
    " meint",
    " meinte",
    " a dit",
    " escribió",
    " dice",
    " ha detto",
    " zegt",
    " pisze",
    " commented",
    " says…",
    " กล่าวว่า",
    " พูดว่า",
];

/// The same, but names end so too: these count where a time or a colon follows.
const WEAK: [&str; 3] = [" on", " am", " dit"];

/// What parts a name from what stands beside it.
const MARKS: [char; 7] = ['|', '·', '•', '-', '–', '—', '»'];

/// What a time leaves on the words beside it.
const MARKED: [char; 4] = [',', '|', '(', ')'];

/// Whether words are what stands behind a name: `says`.
pub(super) fn is_verb(words: &str) -> bool {
    let words = words.trim().trim_end_matches([':', '.', '…']).trim_end();
    VERBS
        .iter()
        .any(|verb| verb.trim_start().eq_ignore_ascii_case(words))
}

/// The name in a line such as `Anna says:`.
pub(super) fn name(text: &str) -> Option<Clean> {
    name_before(text, false)
}

/// The name in a line. A verb behind it is its end where a colon or a time follows, in the line or as `follows`
/// says: `Simon Says` is a name.
pub(super) fn name_before(text: &str, follows: bool) -> Option<Clean> {
    let rest = day::read(text).map(|s| s.rest);
    let has_time = rest.is_some();
    let whole = rest.map_or_else(|| text.to_owned(), |rest| unbroken(text, rest));
    let mut name = whole.trim();
    let mut stands = has_time;
    let mut may_say = true;
    loop {
        let before = name;
        // `Anna said...`, but a name may end in dots.
        let said = name.strip_suffix("...").or_else(|| name.strip_suffix('…'));
        if let Some(said) = said.filter(|s| VERBS.iter().any(|v| s.ends_with(v))) {
            name = said;
            stands = true;
        }
        stands |= name.trim_end().ends_with(':');
        name = name
            .trim_end_matches(|c: char| {
                c.is_whitespace() || matches!(c, ':' | ',') || MARKS.contains(&c)
            })
            .trim_start_matches(|c: char| c.is_whitespace() || MARKS.contains(&c));
        let verbs = VERBS.iter().filter(|_| may_say && (stands || follows));
        let weak = WEAK.iter().filter(|_| stands);
        for verb in verbs.chain(weak) {
            let cut = name.len().saturating_sub(verb.len());
            if let (Some(tail), Some(head)) = (name.get(cut..), name.get(..cut))
                && tail.eq_ignore_ascii_case(verb)
                && !head.trim().is_empty()
            {
                name = head;
                // One verb is the page's; a name may end in another.
                may_say &= WEAK.contains(verb);
                break;
            }
        }
        if name == before {
            break;
        }
    }
    // `@anna` is how some pages write a name.
    let handle = name.strip_prefix('@').unwrap_or(name);
    meta::name_of(handle.trim_start())
}

/// The words of a line beside its time as they stood there: a time takes words such as `on` with it, but within
/// a name they are the name's.
fn unbroken(line: &str, rest: String) -> String {
    let tokens: Vec<&str> = line.split_whitespace().collect();
    let same = |a: &str, b: &str| a.trim_matches(MARKED) == b.trim_matches(MARKED);
    let mut left = rest.split_whitespace();
    let Some(first) = left.next() else {
        return rest;
    };
    let Some(from) = tokens.iter().position(|t| same(t, first)) else {
        return rest;
    };
    let mut to = from + 1;
    for word in left {
        let Some(at) = tokens[to..].iter().position(|t| same(t, word)) else {
            return rest;
        };
        // What stands between is a time, or a word of the name.
        let between = &tokens[to..to + at];
        if !between.iter().all(|t| t.chars().all(char::is_alphabetic)) {
            return rest;
        }
        to += at + 1;
    }
    let whole = tokens[from..to].join(" ");
    whole.trim_matches(MARKED).to_owned()
}

/// The first number in words such as `12 points`, `1,204 points`, `1.2k`.
pub(super) fn number(words: &str) -> Option<i64> {
    let at = words.find(|c: char| c.is_ascii_digit())?;
    let minus = words[..at].ends_with(['-', '−']);
    let mut rest = &words[at..];
    let mut digits = String::new();
    let mut first = take(&mut rest);
    digits.push_str(first);
    // Groups of three digits: `1,204`, `1.204`, `1 204` with a space that does not break.
    while first.len() <= 3
        && let Some(mark) = rest.chars().next()
        && matches!(
            mark,
            ',' | '.' | '\'' | '’' | '\u{a0}' | '\u{202f}' | '\u{2009}'
        )
    {
        let mut behind = &rest[mark.len_utf8()..];
        let group = take(&mut behind);
        if group.len() != 3 {
            break;
        }
        digits.push_str(group);
        (rest, first) = (behind, group);
    }
    let whole: i64 = digits.parse().ok()?;
    let number = thousands(whole, rest).unwrap_or(whole);
    Some(if minus { -number } else { number })
}

/// The digits at the start, taken off.
fn take<'a>(rest: &mut &'a str) -> &'a str {
    let end = rest
        .find(|c: char| !c.is_ascii_digit())
        .unwrap_or(rest.len());
    let (digits, behind) = rest.split_at(end);
    *rest = behind;
    digits
}

/// A number before `k` or `m`, maybe with one or two digits behind a point: `1.2k` is 1200.
fn thousands(whole: i64, mut rest: &str) -> Option<i64> {
    let mut part = "";
    if let Some(behind) = rest.strip_prefix(['.', ',']) {
        rest = behind;
        part = take(&mut rest);
    }
    let mut chars = rest.chars();
    let unit: i64 = match chars.next()? {
        'k' | 'K' => 1_000,
        'm' | 'M' => 1_000_000,
        _ => return None,
    };
    if chars.next().is_some_and(char::is_alphanumeric) || part.len() > 2 {
        return None;
    }
    let part = format!("{part:0<2}").parse::<i64>().ok()?;
    whole.checked_mul(unit)?.checked_add(part * (unit / 100))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_lose_only_what_is_not_theirs() {
        for (line, want) in [
            ("Anna says:", "Anna"),
            ("Anna said...", "Anna"),
            ("Simon Says", "Simon Says"),
            ("Simon Says says:", "Simon Says"),
            ("Ron on Air", "Ron on Air"),
            ("Walk on", "Walk on"),
            ("Ron on March 3, 2024 at 3:15 pm", "Ron"),
            ("Ron on:", "Ron"),
            ("Ron on Air, March 3, 2024", "Ron on Air"),
            ("Sam am See", "Sam am See"),
            ("Sam am See am 3. März 2024 um 10:15 Uhr", "Sam am See"),
            ("Sam am 3.3.2024", "Sam"),
            ("@anna", "anna"),
            ("@3anna", "3anna"),
            ("@anna 3 hours ago", "anna"),
        ] {
            assert_eq!(name(line).as_deref(), Some(want), "{line}");
        }
        assert_eq!(name("March 3, 2024"), None);
    }

    #[test]
    fn numbers_have_groups_and_units() {
        for (words, want) in [
            ("12 points", Some(12)),
            ("-3", Some(-3)),
            ("1,204 points", Some(1204)),
            ("1.204 Kommentare", Some(1204)),
            ("1,204,005", Some(1_204_005)),
            ("3, 204", Some(3)),
            ("2024,123", Some(2024)),
            ("1.2k", Some(1200)),
            ("1,25K points", Some(1250)),
            ("3k", Some(3000)),
            ("2M", Some(2_000_000)),
            ("3 km", Some(3)),
            ("3.5", Some(3)),
            ("none", None),
            ("99999999999999999999", None),
        ] {
            assert_eq!(number(words), want, "{words}");
        }
    }
}
