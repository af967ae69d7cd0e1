//! Whom a comment calls by name.

use super::super::line;
use super::table;

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
            .split(|c: char| !(c.is_alphanumeric() || c == '_' || line::is_thai(c)))
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
    let greeted = line::entries(table::GREETINGS).filter_map(|g| {
        let behind = head.strip_prefix(g)?;
        behind.starts_with([' ', ',']).then_some(g.len())
    });
    let greeted = greeted.max().unwrap_or(0);
    let rest = start.get(greeted..)?.trim_start_matches([',', ' ', '@']);
    let word = rest.split(|c: char| !c.is_alphabetic()).next()?;
    let behind = &rest[word.len()..];
    let ends = table::is_pause(behind) && (greeted > 0 || behind.starts_with([',', ':']));
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
        let common = line::is_in(NO_NAMES, &name) || table::is_common(&name);
        common || table::opener(&name).is_some()
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
    fn names_are_called_at_the_start_or_at_the_end_of_the_first_sentence() {
        for (start, name) in [
            ("@ปุ๊ก ใช่ครับ", "ปุ๊ก"),
            ("Hi Anna, it is.", "anna"),
            ("Agreed, Anna. Plus, it is warm.", "anna"),
            ("Anna, it is.", "anna"),
            ("You are most welcome, Anna! Come again.", "anna"),
        ] {
            assert_eq!(
                call(start).map(|c| c.name).as_deref(),
                Some(name),
                "{start}"
            );
        }
        for start in [
            "Unfortunately, no.",
            "It is late, though.",
            "Thanks!",
            "",
            "@",
            "Yes, Yes.",
        ] {
            assert_eq!(call(start), None, "{start}");
        }
    }
}
