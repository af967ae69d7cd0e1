//! What the terminal can do: first as far as the environment tells, then as it told itself.
//!
//! The first frame cannot wait for answers. So it goes by a guess from `TERM` and its friends, which where it
//! is unsure chooses what works everywhere; [`Profile::learn`] adds what the terminal told ([`Told`]).

use super::ask::Told;

/// How many colours may be sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Colours {
    /// None: attributes only.
    Mono,
    /// The 16 of the terminal's own palette.
    Ansi16,
    /// The palette of 256.
    Ansi256,
    /// 24 bits.
    True,
}

/// What the terminal can do.
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is one capability of its own, as in terminfo"
)]
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Profile {
    /// How many colours may be sent.
    pub colours: Colours,
    /// The locale is UTF-8; without it only ASCII is sent.
    pub utf8: bool,
    /// Erasing fills with the current background (terminfo `bce`).
    pub bce: bool,
    /// ECH (erase characters) works.
    pub ech: bool,
    /// Mode 2026 (synchronised output) is known to work.
    pub sync: bool,
    /// Links for the terminal to open (OSC 8) may be sent: what is not known is known to drop them
    /// without a trace.
    pub hyperlinks: bool,
    /// Rows between two margins can be scrolled (DECSTBM, line feed and reverse index).
    pub scroll: bool,
    /// They can be scrolled by many rows at once (SU and SD).
    pub pan: bool,
    /// Columns between two margins can be scrolled too (mode 69 and DECSLRM). No name of a terminal
    /// tells this, only its answer: sent where it is not known, the margins would be taken for a
    /// saved cursor.
    pub margins: bool,
    /// Thai marks take no cell of their own. Until the terminal says otherwise: almost all do so.
    pub marks: bool,
    /// Chinese characters and their like take two cells. Until the terminal says otherwise.
    pub wide: bool,
    /// Emoji of several characters take two cells. Not before the terminal says so.
    pub emoji: bool,
    /// The terminal may be asked. Not where answers are mishandled: a console, a multiplexer that hides the
    /// terminal, a terminal that nobody knows. One that prints the last letter of a question it does not know
    /// (Terminal.app) is asked too: the place is mended.
    pub asks: bool,
    /// We are inside tmux.
    pub tmux: bool,
    /// We are inside GNU screen.
    pub screen: bool,
    /// `TERM` is unset or `dumb`: no cursor can be moved, so only plain text may be printed.
    pub dumb: bool,
}

impl Profile {
    /// Reads the profile from environment variables; `get` returns the value of one.
    ///
    /// ```
    /// use khao::term::{Colours, Profile};
    /// let profile = Profile::from_env(|name| match name {
    ///     "TERM" => Some("xterm-256color".to_owned()),
    ///     "LANG" => Some("th_TH.UTF-8".to_owned()),
    ///     _ => None,
    /// });
    /// assert_eq!(profile.colours, Colours::Ansi256);
    /// assert!(profile.utf8 && profile.bce && !profile.sync);
    /// ```
    pub fn from_env(get: impl Fn(&str) -> Option<String>) -> Self {
        // An empty variable counts as unset: locale(7), no-color.org.
        let get = |name: &str| get(name).filter(|v| !v.is_empty());
        let term = get("TERM").unwrap_or_default();
        let is = |names: &[&str]| {
            names
                .iter()
                .any(|n| term == *n || term.starts_with(&format!("{n}-")))
        };
        let tmux = get("TMUX").is_some() || is(&["tmux"]);
        let screen = get("STY").is_some() || (is(&["screen"]) && !tmux);
        let multiplexed = tmux || screen || is(&["screen"]) || get("ZELLIJ").is_some();
        let modern = is(&[
            "alacritty",
            "contour",
            "foot",
            "wezterm",
            "xterm-ghostty",
            "xterm-kitty",
        ]);
        let xterm_like =
            modern || is(&["xterm", "rxvt", "konsole", "vte", "gnome", "mlterm", "st"]);
        let plain = ["vt52", "vt100", "vt102", "vt220", "ansi-m", "xterm-mono"].contains(&&*term);
        let vt100_like = is(&["vt100", "vt102", "vt220", "vt320", "vt420", "xterm-mono"]);
        let also_asked = is(&["putty", "mintty", "iterm", "iterm2", "rio", "terminology"]);
        let truecolor = get("COLORTERM").is_some_and(|v| v == "truecolor" || v == "24bit");
        let colours = if get("NO_COLOR").is_some() || plain {
            Colours::Mono
        } else if truecolor || modern || term.ends_with("-direct") {
            Colours::True
        } else if term.contains("256") {
            Colours::Ansi256
        } else {
            Colours::Ansi16
        };
        Self {
            colours,
            utf8: ["LC_ALL", "LC_CTYPE", "LANG"]
                .iter()
                .find_map(|name| get(name))
                .is_some_and(|v| is_utf8(&v)),
            bce: !multiplexed && !plain && (xterm_like || is(&["linux"])),
            ech: !plain && (xterm_like || multiplexed || is(&["linux"])),
            sync: modern && !multiplexed,
            hyperlinks: if multiplexed {
                tmux && tmux_takes_links(&get)
            } else {
                xterm_like && !plain
            },
            scroll: xterm_like || multiplexed || vt100_like || is(&["linux"]),
            pan: tmux || (xterm_like && !multiplexed),
            margins: false,
            marks: true,
            wide: true,
            emoji: false,
            asks: (xterm_like || also_asked) && !multiplexed,
            tmux,
            screen,
            dumb: matches!(&*term, "" | "dumb" | "unknown" | "emacs"),
        }
    }
}

/// Whether the tmux around us is of a version that takes OSC 8: from 3.4 on. What has come over SSH does
/// not tell.
fn tmux_takes_links(get: &impl Fn(&str) -> Option<String>) -> bool {
    let number = |text: &str| {
        let digits = text.split(|c: char| !c.is_ascii_digit()).next();
        digits.and_then(|d| d.parse::<u32>().ok())
    };
    let version = get("TERM_PROGRAM")
        .filter(|program| program == "tmux")
        .and_then(|_| get("TERM_PROGRAM_VERSION"));
    version.is_some_and(|v| {
        let (major, minor) = v.split_once('.').unwrap_or((&v, "0"));
        (number(major), number(minor)) >= (Some(3), Some(4))
    })
}

impl Profile {
    /// Adds what the terminal told.
    pub fn learn(&mut self, told: &Told) {
        self.sync = told.sync;
        self.margins = told.margins;
        if let Some(widths) = &told.widths {
            self.marks = widths.marks();
            self.wide = widths.wide();
            self.emoji = widths.emoji();
        }
        // No colour may be what the reader wants.
        if self.colours > Colours::Mono && told.true_colour() {
            self.colours = Colours::True;
        }
    }
}

/// Whether a locale name such as `th_TH.UTF-8@x` is in UTF-8.
fn is_utf8(locale: &str) -> bool {
    let codeset = locale.split_once('.').map_or("", |(_, rest)| rest);
    let codeset = codeset.split('@').next().unwrap_or_default();
    codeset.eq_ignore_ascii_case("utf-8") || codeset.eq_ignore_ascii_case("utf8")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn profile(env: &[(&str, &str)]) -> Profile {
        Profile::from_env(|name| {
            env.iter()
                .find(|(n, _)| *n == name)
                .map(|(_, v)| (*v).to_owned())
        })
    }

    #[test]
    fn colours_from_the_environment() {
        for (env, colours) in [
            (&[("TERM", "linux")][..], Colours::Ansi16),
            (&[("TERM", "xterm")], Colours::Ansi16),
            (&[("TERM", "screen-256color")], Colours::Ansi256),
            (&[("TERM", "xterm-kitty")], Colours::True),
            (
                &[("TERM", "xterm-256color"), ("COLORTERM", "truecolor")],
                Colours::True,
            ),
            (&[("TERM", "xterm-kitty"), ("NO_COLOR", "1")], Colours::Mono),
            (&[("TERM", "xterm-kitty"), ("NO_COLOR", "")], Colours::True),
            (&[("TERM", "vt100")], Colours::Mono),
        ] {
            assert_eq!(profile(env).colours, colours, "{env:?}");
        }
    }

    #[test]
    fn locale_by_precedence() {
        for (env, utf8) in [
            (&[("LANG", "en_US.UTF-8")][..], true),
            (&[("LANG", "C.utf8")], true),
            (&[("LANG", "th_TH.UTF-8@x")], true),
            (&[("LANG", "th_TH.TIS-620")], false),
            (&[("LANG", "C")], false),
            (&[], false),
            (&[("LC_ALL", "C"), ("LANG", "en_US.UTF-8")], false),
            (&[("LC_ALL", ""), ("LANG", "en_US.UTF-8")], true),
            (&[("LC_CTYPE", "UTF-8x"), ("LANG", "en_US.UTF-8")], false),
        ] {
            assert_eq!(profile(env).utf8, utf8, "{env:?}");
        }
    }

    #[test]
    fn a_multiplexer_hides_the_outer_terminal() {
        let p = profile(&[("TERM", "xterm-256color"), ("TMUX", "/tmp/x,1,0")]);
        assert!(p.tmux && !p.bce && !p.sync && p.ech);
        let p = profile(&[("TERM", "screen")]);
        assert!(p.screen && !p.tmux && !p.bce);
        assert!(p.scroll && !p.pan);
        assert!(profile(&[]).dumb);
        let links = |env: &[(&str, &str)]| profile(env).hyperlinks;
        let tmux = |version| {
            links(&[
                ("TERM", "tmux-256color"),
                ("TMUX", "x"),
                ("TERM_PROGRAM", "tmux"),
                ("TERM_PROGRAM_VERSION", version),
            ])
        };
        assert!(tmux("3.4") && tmux("3.5a") && tmux("10.0"));
        assert!(!tmux("3.3a") && !tmux("2.9") && !tmux("next-3.4"));
        assert!(links(&[("TERM", "xterm-256color")]) && links(&[("TERM", "foot")]));
        for term in [
            "linux",
            "screen-256color",
            "tmux",
            "vt100",
            "xterm-mono",
            "dumb",
            "",
        ] {
            assert!(!links(&[("TERM", term)]), "{term}");
        }
        assert!(!links(&[("TERM", "xterm"), ("STY", "x")]));
        for (term, scroll, pan) in [
            ("xterm-256color", true, true),
            ("foot", true, true),
            ("tmux-256color", true, true),
            ("linux", true, false),
            ("vt100", true, false),
            ("dumb", false, false),
            ("never-heard-of", false, false),
        ] {
            let p = profile(&[("TERM", term)]);
            assert_eq!((p.scroll, p.pan, p.margins), (scroll, pan, false), "{term}");
        }
        assert!(!profile(&[("TERM", "foot")]).dumb);
        assert!(profile(&[("TERM", "foot")]).sync);
    }
}
