//! `$BROWSER` cut into commands, and a command into words, by a shell's quoting rules and nothing
//! else of a shell.

/// What the quoting says about a character.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Quote {
    None,
    Single,
    Double,
}

/// Gives every character of `text` to `visit` with its quoting, the quotes and backslashes
/// themselves as `None`. False where a quote is not closed.
fn scan(text: &str, mut visit: impl FnMut(usize, Option<char>, bool)) -> bool {
    let mut quote = Quote::None;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        match (quote, c) {
            (Quote::None, '\'' | '"') => {
                quote = if c == '"' {
                    Quote::Double
                } else {
                    Quote::Single
                };
                visit(at, None, true);
            }
            (Quote::Single, '\'') | (Quote::Double, '"') => quote = Quote::None,
            (Quote::None, '\\') => match chars.next() {
                Some((at, c)) => visit(at, Some(c), true),
                None => return false,
            },
            (Quote::Double, '\\') if matches!(chars.peek(), Some((_, '"' | '\\' | '$' | '`'))) => {
                if let Some((at, c)) = chars.next() {
                    visit(at, Some(c), true);
                }
            }
            (_, c) => visit(at, Some(c), quote != Quote::None),
        }
    }
    quote == Quote::None
}

/// The entries of the colon list `browser`; a colon in quotes is none of its colons.
pub(super) fn entries(browser: &str) -> Vec<String> {
    let mut ends = Vec::new();
    scan(browser, |at, c, quoted| {
        if c == Some(':') && !quoted {
            ends.push(at);
        }
    });
    ends.push(browser.len());
    let mut start = 0;
    let mut entries = Vec::new();
    for end in ends {
        let entry = browser[start..end].trim();
        if !entry.is_empty() {
            entries.push(entry.to_owned());
        }
        start = end + 1;
    }
    entries
}

/// The words of one command; `None` where a quote is not closed.
pub(super) fn split(command: &str) -> Option<Vec<String>> {
    let mut words: Vec<String> = Vec::new();
    let mut within = false;
    let closed = scan(command, |_, c, quoted| {
        if c.is_some_and(char::is_whitespace) && !quoted {
            within = false;
            return;
        }
        if !within {
            words.push(String::new());
            within = true;
        }
        if let (Some(c), Some(word)) = (c, words.last_mut()) {
            word.push(c);
        }
    });
    closed.then_some(words)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_by_quotes() {
        for (command, words) in [
            ("firefox", Some(vec!["firefox"])),
            ("  a  b\tc ", Some(vec!["a", "b", "c"])),
            (
                r#"a "b c" 'd "e' f\ g"#,
                Some(vec!["a", "b c", "d \"e", "f g"]),
            ),
            (r#"a "" ''"#, Some(vec!["a", "", ""])),
            (r#"a"b"'c'"#, Some(vec!["abc"])),
            (r#""a\"b\c""#, Some(vec![r#"a"b\c"#])),
            (
                "a $(touch x) `y`;z",
                Some(vec!["a", "$(touch", "x)", "`y`;z"]),
            ),
            ("a 'b", None),
            ("a \\", None),
            ("", Some(vec![])),
        ] {
            let got = split(command);
            assert_eq!(
                got.as_deref()
                    .map(|w| w.iter().map(String::as_str).collect()),
                words,
                "{command}"
            );
        }
    }

    #[test]
    fn entries_by_colons() {
        assert_eq!(
            entries("w3m: firefox %s ::'a:b' c"),
            ["w3m", "firefox %s", "'a:b' c"]
        );
        assert_eq!(entries("ข่าว:x"), ["ข่าว", "x"]);
        assert!(entries("").is_empty());
    }
}
