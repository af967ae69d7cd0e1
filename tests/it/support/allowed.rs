//! The sequences khao may send, and nothing else: judged by the parser of a real terminal.

use alacritty_terminal::vte::{Params, Parser, Perform};

/// Modes that may be set and reset.
const MODES: &[u16] = &[25, 69, 1000, 1004, 1006, 1049, 2004, 2026];

/// Everything in `bytes` that is not on the allow-list, described for a person.
pub(crate) fn aliens(bytes: &[u8]) -> Vec<String> {
    let mut judge = Judge::default();
    let mut parser: Parser = Parser::new();
    parser.advance(&mut judge, bytes);
    judge.0
}

#[derive(Default)]
struct Judge(Vec<String>);

impl Perform for Judge {
    fn print(&mut self, c: char) {
        if c.is_control() {
            self.0.push(format!("prints {c:?}"));
        }
    }

    fn execute(&mut self, byte: u8) {
        if !matches!(byte, 0x08 | b'\r' | b'\n') {
            self.0.push(format!("control {byte:#x}"));
        }
    }

    fn hook(&mut self, _: &Params, _: &[u8], _: bool, action: char) {
        self.0.push(format!("DCS {action:?}"));
    }

    fn osc_dispatch(&mut self, parameters: &[&[u8]], _: bool) {
        let base64 = |b: &u8| b.is_ascii_alphanumeric() || b"+/=".contains(b);
        match parameters {
            [b"52", b"c", data] if data.iter().all(base64) => {}
            [b"8", b"", b""] => {}
            // The parser parts an address at its semicolons, which may stand in one.
            [b"8", id, address @ ..] if id.starts_with(b"id=") => {
                let address = address.join(&b';');
                let web = address.starts_with(b"https://") || address.starts_with(b"http://");
                let plain = address.iter().all(u8::is_ascii_graphic);
                let short = id[3..].iter().all(u8::is_ascii_hexdigit) && id.len() <= 7;
                if !(web && plain && short && address.len() <= 2_083) {
                    self.0
                        .push(format!("link {:?}", String::from_utf8_lossy(&address)));
                }
            }
            other => self.0.push(format!("OSC {other:?}")),
        }
    }

    fn csi_dispatch(&mut self, params: &Params, intermediates: &[u8], ignore: bool, action: char) {
        let first = params.iter().next().and_then(|p| p.first()).copied();
        let fine = match (intermediates, action) {
            (b"", 'm' | 'H' | 'G' | 'A' | 'B' | 'C' | 'D' | 'X' | 'S' | 'T' | 'r') => true,
            // Without two numbers it would save the cursor.
            (b"", 's') => params.len() == 2,
            // Erasing is always forward, to the end; and the terminal is asked for its name and attributes.
            (b"", 'J' | 'K' | 'c') | (b">", 'q') => first.unwrap_or(0) == 0,
            // Also whether it is there, where its cursor is, and which modes it has.
            (b"", 'n') => matches!(first, Some(5 | 6)),
            (b"?$", 'p') => matches!(first, Some(69 | 2026)),
            (b"?", 'h' | 'l') => params.iter().all(|p| p.iter().all(|m| MODES.contains(m))),
            _ => false,
        };
        if ignore || !fine {
            let numbers: Vec<_> = params.iter().collect();
            self.0
                .push(format!("CSI {intermediates:?} {numbers:?} {action}"));
        }
    }

    fn esc_dispatch(&mut self, intermediates: &[u8], ignore: bool, byte: u8) {
        // `ESC \` ends an OSC; `ESC M` goes up one row.
        if ignore || !intermediates.is_empty() || !matches!(byte, b'M' | b'\\') {
            self.0.push(format!("ESC {intermediates:?} {byte:#x}"));
        }
    }
}

#[test]
fn the_judge_knows_good_from_bad() {
    let asking = b"\x1b[;8m\x1b[6n\x1b[5n\x1b[?2026$p\x1b[?69$p\x1b[>q\x1b[c";
    assert_eq!(aliens(asking), Vec::<String>::new());
    let good = b"\x1b[?1049h\x1b[1;31mx\x1b[3;4H\x1b[K\x1b[J\x1b[2;9r\x1b[S\x1b[?69h\x1b[1;9s\x1b[r\x1bM\r\n\x1b]52;c;aGk=\x07";
    assert_eq!(aliens(good), Vec::<String>::new());
    let link = b"\x1b]8;id=1f;https://e.org/a;b\x1b\\x\x1b]8;;\x1b\\";
    assert_eq!(aliens(link), Vec::<String>::new());
    for bad in [
        &b"\x1b[2J"[..],
        b"\x1b[?6n",
        b"\x1b[?1$p",
        b"\x1b[>c",
        b"\x1b[s",
        b"\x1b[?1003h",
        b"\x1b]0;title\x07",
        b"\x1b]52;c;?\x07",
        b"\x1b]8;;https://e.org\x1b\\",
        b"\x1b]8;id=1f;javascript:x\x1b\\",
        b"\x1b]8;id=1f;file:///etc\x1b\\",
        b"\x1bc",
        b"\x07",
        b"\x1b[>1q",
        b"\x1bP$qm\x1b\\",
        "\u{9b}2J".as_bytes(),
    ] {
        assert!(!aliens(bad).is_empty(), "{bad:?}");
    }
}
