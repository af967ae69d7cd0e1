//! A locale that is not UTF-8: what it is called, and what is told of it.

use crate::text::{Clean, clean_line};

/// The variable that says in which letters the terminal is spoken to, and what it says: `LANG=C`.
/// `get` returns the value of one.
pub fn named(get: impl Fn(&str) -> Option<String>) -> String {
    let names = ["LC_ALL", "LC_CTYPE", "LANG"];
    let set = |name: &str| get(name).filter(|value| !value.is_empty());
    let first = names
        .iter()
        .find_map(|name| set(name).map(|value| format!("{name}={value}")));
    first.unwrap_or_else(|| "LANG is not set".to_owned())
}

/// What is told where only ASCII can be shown; `thai` where the screen would have been in Thai. In English
/// and ASCII: nothing else could be read.
pub fn told(get: impl Fn(&str) -> Option<String>, thai: bool) -> Clean {
    let named = named(get);
    let screen = if thai { ", khao speaks English" } else { "" };
    clean_line(&format!(
        "This terminal's locale is not UTF-8 ({named}): Thai is shown as ?{screen}"
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_variable_that_counts_is_named() {
        for (env, wanted) in [
            (&[("LANG", "C")][..], "LANG=C"),
            (&[("LC_ALL", "POSIX"), ("LANG", "C.UTF-8")], "LC_ALL=POSIX"),
            (&[("LC_ALL", ""), ("LC_CTYPE", "C")], "LC_CTYPE=C"),
            (&[], "LANG is not set"),
        ] {
            let get = |name: &str| {
                let found = env.iter().find(|(n, _)| *n == name);
                found.map(|(_, value)| (*value).to_owned())
            };
            assert_eq!(named(get), wanted);
            let told = told(get, true);
            assert!(told.is_ascii() && told.contains(wanted), "{told}");
        }
    }
}
