//! Markup of writers.

use super::super::super::line;
use crate::text::{Clean, cell, clean_line};

/// No name in a link is wider, in cells.
const WIDEST: usize = 60;

/// Words of links to a writer's page that are no name.
const BUTTONS: &str = "author|about|website|profile|view profile|bio|posts|archive|weiterlesen|zum profil|autor|auteur|\
    lire la suite|leer más|ver más|อ่านต่อ|ดูเพิ่มเติม|ผู้เขียน";

/// How such words begin.
const STARTS: [&str; 22] = [
    "view more ",
    "view all ",
    "view posts",
    "view full ",
    "read more",
    "see more",
    "see all ",
    "show more",
    "more posts",
    "more from ",
    "more by ",
    "more about ",
    "all posts",
    "about the author",
    "continue reading",
    "visit website",
    "mehr von ",
    "mehr über ",
    "weitere beiträge",
    "weitere artikel",
    "alle beiträge",
    "alle artikel",
];

/// The name of a writer; `None` for an address and for what no name is so long as.
pub(in super::super) fn name_of(words: &str) -> Option<Clean> {
    let words = words.trim();
    let bare = ["by ", "von ", "par ", "โดย"].iter().find_map(|by| {
        let head = words.get(..by.len())?;
        head.eq_ignore_ascii_case(by)
            .then(|| words[by.len()..].trim())
    });
    let name = bare
        .unwrap_or(words)
        .trim_end_matches([',', ':', '|'])
        .trim();
    let is_address = name.contains("://") || name.starts_with("www.") || name.starts_with('@');
    let fits = name.chars().count() <= 80 && name.chars().any(char::is_alphabetic);
    (fits && !is_address).then(|| clean_line(name))
}

/// The name in an element that may as well be a button.
pub(super) fn of_link(words: &str) -> Option<Clean> {
    let key = line::key(words);
    let is_button = line::is_in(BUTTONS, &key) || STARTS.iter().any(|s| key.starts_with(s));
    name_of(words).filter(|n| !is_button && cell::width(n) <= WIDEST)
}
