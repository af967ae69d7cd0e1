//! What the terminal says of itself, and what khao makes of it.

use std::io::{self, IsTerminal as _};

use super::{Config, Out, row};
use crate::run::read;
use crate::term::ask::{self, Told, Widths};
use crate::term::{Colours, Profile};

/// What came of asking the terminal.
pub(super) struct Asked {
    told: Option<Told>,
    /// How it went, in words.
    how: String,
}

/// Asks the terminal, where there is one. Before anything is printed: the screen is another meanwhile, where
/// the terminal has two, and an empty one where it has not.
pub(super) fn ask(profile: &Profile) -> Asked {
    let why_not = if !io::stdin().is_terminal() || !io::stdout().is_terminal() {
        Some("standard input or output is no terminal")
    } else if profile.tmux || profile.screen {
        Some("tmux and screen hide the terminal")
    } else if !profile.asks {
        Some("a terminal of this name may print the questions")
    } else {
        None
    };
    if let Some(why) = why_not {
        return Asked {
            told: None,
            how: format!("not asked: {why}"),
        };
    }
    let answer = ask::now(profile, |name| std::env::var(name).ok());
    let how = match &answer {
        Ok(Some(told)) => {
            let took = told.took.as_millis();
            match &told.version {
                Some(name) => format!("after {took} ms; it calls itself {name}"),
                None => format!("after {took} ms"),
            }
        }
        Ok(None) => format!(
            "none within {} s: khao goes by TERM alone",
            ask::DEADLINE.as_secs()
        ),
        Err(e) => format!("none: {}", read::plain(e)),
    };
    Asked {
        told: answer.ok().flatten(),
        how,
    }
}

/// Tells what the terminal said, and what khao does differently for it.
pub(super) fn tell(asked: &Asked, config: &Config, out: &mut Out) {
    let mut profile = config.profile.clone();
    if let Some(told) = &asked.told {
        profile.learn(told);
    }
    row(out, "answers", &asked.how);
    row(out, "colours", &colours(&profile, config));
    let said = if asked.told.is_some() { yes } else { guessed };
    let frames = if profile.sync {
        "a large frame appears at once"
    } else {
        "a large frame may be seen in the making"
    };
    row(
        out,
        "mode 2026",
        &format!("{}: {frames}", said(profile.sync)),
    );
    let panes = if profile.margins {
        "a pane beside others is scrolled"
    } else {
        "a pane beside others is painted anew, as far as it changed, when it scrolls"
    };
    row(
        out,
        "mode 69",
        &format!("{}: {panes}", said(profile.margins)),
    );
    if let Some(told) = &asked.told {
        widths(told.widths.as_ref(), &profile, out);
    }
}

fn yes(is: bool) -> &'static str {
    if is { "yes" } else { "no" }
}

fn guessed(is: bool) -> &'static str {
    if is { "probably" } else { "not known" }
}

fn colours(profile: &Profile, config: &Config) -> String {
    let number = match profile.colours {
        Colours::Mono => "none",
        Colours::Ansi16 => "16",
        Colours::Ansi256 => "256",
        Colours::True => "all",
    };
    let learnt = if profile.colours == config.profile.colours {
        ""
    } else {
        " (by the terminal's name for itself)"
    };
    format!("{number}{learnt}")
}

fn widths(widths: Option<&Widths>, profile: &Profile, out: &mut Out) {
    let Some(widths) = widths else {
        return row(
            out,
            "widths",
            "not known: khao goes by those of most terminals",
        );
    };
    let all: Vec<String> = widths
        .iter()
        .map(|(cluster, ours, theirs)| match theirs {
            same if same == ours => format!("{cluster} {ours}"),
            other => format!("{cluster} {other} (not {ours})"),
        })
        .collect();
    row(out, "widths", &all.join(", "));
    for (sure, what) in [
        (profile.marks, "a Thai letter with marks"),
        (profile.wide, "a wide character"),
        (profile.emoji, "an emoji of several characters"),
    ] {
        let how = if sure {
            "is as wide as khao thinks"
        } else {
            "may be wider or narrower: khao sets the cursor behind each"
        };
        row(out, "", &format!("{what} {how}"));
    }
}
