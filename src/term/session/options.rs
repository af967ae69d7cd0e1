//! What is switched on in the terminal, and the bytes that do so and undo it.

use crossterm::Command as _;
use crossterm::cursor::Show;
use crossterm::style::{Attribute, SetAttribute};
use crossterm::terminal::{EnterAlternateScreen, LeaveAlternateScreen};

use crate::term::profile::Profile;

pub(super) const MOUSE_ON: &[u8] = b"\x1b[?1000h\x1b[?1006h";
pub(super) const MOUSE_OFF: &[u8] = b"\x1b[?1006l\x1b[?1000l";
const SYNC_OFF: &[u8] = b"\x1b[?2026l";
const MARGINS_OFF: &[u8] = b"\x1b[?69l";
const REGION_OFF: &[u8] = b"\x1b[r";

/// Ends half a string, which may be that of a link, and then the link.
const LINK_OFF: &[u8] = b"\x1b\\\x1b]8;;\x1b\\";

/// What to switch on in the terminal.
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is one thing to undo, as in the profile"
)]
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Options {
    /// Take clicks and the wheel (modes 1000 and 1006).
    pub mouse: bool,
    /// Frames may be bracketed by mode 2026, which is then ended too.
    pub sync: bool,
    /// Frames may scroll rows between margins, which are then taken off too.
    pub scroll: bool,
    /// The same for columns (mode 69).
    pub margins: bool,
    /// Frames may hold links (OSC 8), of which one that was cut is then ended.
    pub hyperlinks: bool,
}

impl Options {
    /// The options for a terminal with `profile`.
    pub fn new(profile: &Profile, mouse: bool) -> Self {
        Self {
            mouse,
            sync: profile.sync,
            scroll: profile.scroll,
            margins: profile.margins,
            hyperlinks: profile.hyperlinks,
        }
    }

    /// What frames may also do from now on; what they did before is to be undone all the same.
    pub(super) fn learn(&mut self, profile: &Profile) {
        self.sync |= profile.sync;
        self.scroll |= profile.scroll;
        self.margins |= profile.margins;
        self.hyperlinks |= profile.hyperlinks;
    }

    /// The alternate screen; pastes come in brackets, and the focus is told (crossterm has these with its
    /// reader only).
    pub(super) fn on(&self) -> Vec<u8> {
        let mut text = String::new();
        // A String takes every write.
        let _done = EnterAlternateScreen.write_ansi(&mut text);
        text.push_str("\x1b[?2004h\x1b[?1004h");
        let mut bytes = text.into_bytes();
        if self.mouse {
            bytes.extend_from_slice(MOUSE_ON);
        }
        bytes
    }

    /// All of it undone, wherever a frame was cut. Attributes off, cursor shown, pastes plain, the focus
    /// nobody's business. A terminal without an alternate screen keeps ours, so the shell's prompt is to come
    /// below it.
    pub(super) fn off(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        for (used, off) in [
            (self.hyperlinks, LINK_OFF),
            (self.sync, SYNC_OFF),
            (self.margins, MARGINS_OFF),
            (self.scroll, REGION_OFF),
            (self.mouse, MOUSE_OFF),
        ] {
            if used {
                bytes.extend_from_slice(off);
            }
        }
        let mut text = String::new();
        let _done = SetAttribute(Attribute::Reset).write_ansi(&mut text);
        let _done = Show.write_ansi(&mut text);
        text.push_str("\x1b[?1004l\x1b[?2004l\x1b[999H\n");
        let _done = LeaveAlternateScreen.write_ansi(&mut text);
        bytes.extend_from_slice(text.as_bytes());
        bytes
    }
}

#[cfg(test)]
mod tests {
    use alacritty_terminal::event::VoidListener;
    use alacritty_terminal::grid::Dimensions;
    use alacritty_terminal::term::{Config, Term};
    use alacritty_terminal::vte::ansi::Processor;

    use super::*;

    struct Size;

    impl Dimensions for Size {
        fn total_lines(&self) -> usize {
            4
        }
        fn screen_lines(&self) -> usize {
            4
        }
        fn columns(&self) -> usize {
            40
        }
    }

    #[test]
    fn a_link_that_was_cut_anywhere_does_not_go_on_in_the_shell() {
        let profile = Profile::from_env(|name| (name == "TERM").then(|| "xterm".to_owned()));
        let options = Options::new(&profile, true);
        let frame = b"\x1b]8;id=1f;https://e.org/\x1b\\word";
        for cut in 0..=frame.len() {
            let mut term = Term::new(Config::default(), &Size, VoidListener);
            let mut parser: Processor = Processor::new();
            parser.advance(&mut term, &options.on());
            parser.advance(&mut term, &frame[..cut]);
            parser.advance(&mut term, &options.off());
            parser.advance(&mut term, b"\x1b[H$");
            let cell = &term.grid()[alacritty_terminal::index::Line(0)]
                [alacritty_terminal::index::Column(0)];
            assert_eq!((cell.c, cell.hyperlink()), ('$', None), "cut at {cut}");
        }
    }
}
