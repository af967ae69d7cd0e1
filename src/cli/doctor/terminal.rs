//! What the terminal says of itself, and what khao makes of it.

use std::io::{self, IsTerminal as _};

use super::{Config, Out, row};
use crate::run::read;
use crate::term::ask::{self, Told, Widths};
use crate::term::{Colours, Profile};

/// Asks the terminal, where there is one, and tells what it said.
pub(super) fn look(config: &Config, out: &mut Out) {
    let mut profile = config.profile.clone();
    let told = ask(&profile, out);
    if let Some(told) = &told {
        profile.learn(told);
    }
    row(out, "colours", &colours(&profile, config));
    let (sync, margins) = match &told {
        Some(_) => (yes(profile.sync), yes(profile.margins)),
        None => (guessed(profile.sync), guessed(profile.margins)),
    };
    let frames = if profile.sync {
        "a large frame appears at once"
    } else {
        "a large frame may be seen in the making"
    };
    row(out, "mode 2026", &format!("{sync}: {frames}"));
    let panes = if profile.margins {
        "a pane beside others is scrolled"
    } else {
        "a pane beside others is painted anew, as far as it changed, when it scrolls"
    };
    row(out, "mode 69", &format!("{margins}: {panes}"));
    if let Some(told) = &told {
        widths(told.widths.as_ref(), &profile, out);
    }
}

fn yes(is: bool) -> &'static str {
    if is { "yes" } else { "no" }
}

fn guessed(is: bool) -> &'static str {
    if is { "probably" } else { "not known" }
}

/// Asks, and tells how that went.
fn ask(profile: &Profile, out: &mut Out) -> Option<Told> {
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
        row(out, "answers", &format!("not asked: {why}"));
        return None;
    }
    // What stands so far comes first: the terminal is another while it is asked.
    if !out.flush() {
        return None;
    }
    match ask::now(profile, |name| std::env::var(name).ok()) {
        Ok(Some(told)) => {
            let name = match &told.version {
                Some(name) => format!("; it calls itself {name}"),
                None => String::new(),
            };
            let took = told.took.as_millis();
            row(out, "answers", &format!("after {took} ms{name}"));
            Some(told)
        }
        Ok(None) => {
            let none = format!(
                "none within {} s: khao goes by TERM alone",
                ask::DEADLINE.as_secs()
            );
            row(out, "answers", &none);
            None
        }
        Err(e) => {
            row(out, "answers", &format!("none: {}", read::plain(&e)));
            None
        }
    }
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
