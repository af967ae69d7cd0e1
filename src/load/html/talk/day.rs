//! The time in a line of a discussion, with the months of more languages than running text is read for:
//! beside a name and a number, `mars` is a month.

use std::borrow::Cow;

use super::super::super::stamp::{self, Stamp};
use crate::text::date::month_abroad;

/// What else each month is called beside a number, after its English name.
const MONTHS: [&str; 12] = [
    "January|jan|janv|ene|gen|stycznia",
    "February|feb|lutego",
    "March|mrt|marca",
    "April|april|apr|avr|abr|kwietnia",
    "May|maja|maj",
    "June|jun|czerwca",
    "July|jul|lipca",
    "August|august|aug|ago|sierpnia|augusti",
    "September|september|sep|sept|września",
    "October|oct|października",
    "November|november|nov|listopada",
    "December|dic|grudnia",
];

/// Reads a short line as a stamp; `None` where it names neither a day nor a time.
pub(super) fn read(line: &str) -> Option<Stamp> {
    let line = line.trim();
    let Some((handle, rest)) = handle(line) else {
        return bare(line);
    };
    let mut stamp = bare(rest)?;
    let gap = if stamp.rest.is_empty() { "" } else { " " };
    stamp.rest.insert_str(0, gap);
    stamp.rest.insert_str(0, handle);
    Some(stamp)
}

/// A name such as `@3anna`, which is no time whatever its letters, and what stands behind it.
fn handle(line: &str) -> Option<(&str, &str)> {
    let handle = line.split_whitespace().next()?;
    let name = handle.strip_prefix('@')?;
    let named = name.chars().any(char::is_alphabetic);
    named.then(|| (handle, &line[handle.len()..]))
}

fn bare(line: &str) -> Option<Stamp> {
    let plain = stamp::read(line);
    if plain.as_ref().is_some_and(|s| s.when.is_some()) {
        return plain;
    }
    match in_english(&apart(line)) {
        Cow::Borrowed(same) if same.len() == line.len() => plain,
        line => stamp::read(&line).or(plain),
    }
}

/// A line with a name and the month that stands right behind it apart: `AnnaMarch 3`, as pages have it that part
/// them by their look only.
fn apart(line: &str) -> Cow<'_, str> {
    if line.len() > 160 {
        return Cow::Borrowed(line);
    }
    let months = MONTHS.iter().filter_map(|m| m.split('|').next());
    let at = months.filter_map(|m| line.find(m)).find(|at| {
        let before = line[..*at].chars().next_back();
        before.is_some_and(char::is_lowercase)
    });
    at.map_or(Cow::Borrowed(line), |at| {
        Cow::Owned(format!("{} {}", &line[..at], &line[at..]))
    })
}

/// A line with its months in English, where one stands beside a number.
fn in_english(line: &str) -> Cow<'_, str> {
    if line.len() > 160 || !line.bytes().any(|b| b.is_ascii_digit()) {
        return Cow::Borrowed(line);
    }
    let words: Vec<&str> = line.split_whitespace().collect();
    // `3 de marzo de 2020`.
    let is_joint = |w: &str| matches!(w, "de" | "del" | "di");
    let is_day = |w: &str| {
        let digits = w.trim_end_matches(['.', ',']);
        !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit())
    };
    let is_near = |at: usize| {
        let before = words[..at].iter().rev().find(|w| !is_joint(w));
        let after = words[at + 1..].iter().find(|w| !is_joint(w));
        before.is_some_and(|w| is_day(w)) || after.is_some_and(|w| is_day(w))
    };
    let month = |at: usize| {
        let word = words[at].to_lowercase();
        let word = word.trim_end_matches(['.', ',']);
        let known = month_abroad(word).and_then(|n| MONTHS.get(usize::try_from(n - 1).ok()?));
        let found = known.or_else(|| {
            let mut rows = MONTHS.iter();
            rows.find(|m| m.split('|').skip(1).any(|n| n == word))
        })?;
        is_near(at).then(|| found.split('|').next())?
    };
    let Some((at, name)) = (0..words.len()).find_map(|at| Some((at, month(at)?))) else {
        return Cow::Borrowed(line);
    };
    let mut out: Vec<&str> = Vec::with_capacity(words.len());
    for (n, word) in words.iter().enumerate() {
        let beside = n + 2 >= at && n <= at + 2;
        match word {
            _ if n == at => out.push(name),
            w if beside && is_joint(w) => {}
            w if n + 2 >= at && n < at && is_day(w) => out.push(w.trim_end_matches('.')),
            w => out.push(w),
        }
    }
    Cow::Owned(out.join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_of_other_languages_are_read_beside_numbers() {
        for (line, day, rest) in [
            ("März 7, 2018", "2018-03-07", ""),
            ("3. Februar 2020 um 9:46", "2020-02-03", ""),
            ("Ana el 3 de marzo de 2020", "2020-03-03", "Ana el"),
            ("12 août 2021 à 10:15", "2021-08-12", ""),
            ("Anna March 3, 2024 at 3:15 pm", "2024-03-03", "Anna"),
            ("AnnaMarch 3, 2024", "2024-03-03", "Anna"),
            ("5 มีนาคม 2567 10:15 น.", "2024-03-05", ""),
            ("@3anna March 3, 2024", "2024-03-03", "@3anna"),
        ] {
            let found = read(line).unwrap_or_else(|| panic!("{line}"));
            let when = found.when.map(|w| w.to_string());
            assert_eq!((when.as_deref(), &*found.rest), (Some(day), rest), "{line}");
        }
        for line in [
            "mars is far",
            "Mai",
            "",
            "Juli Berg schreibt",
            "@3anna",
            "@5min",
        ] {
            assert!(read(line).is_none(), "{line}");
        }
    }
}
