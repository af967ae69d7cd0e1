//! What a program left switched on in a terminal, whatever it was.

use std::collections::BTreeSet;

use alacritty_terminal::vte::{Params, Parser, Perform};

/// Modes and margins that `bytes` switch on and not off again; the cursor is on where nothing is left.
pub(crate) fn left_on(bytes: &[u8]) -> BTreeSet<String> {
    let mut watch = Watch::default();
    let mut parser: Parser = Parser::new();
    parser.advance(&mut watch, bytes);
    watch.0
}

#[derive(Default)]
struct Watch(BTreeSet<String>);

impl Watch {
    fn set(&mut self, what: String, on: bool) {
        if on {
            self.0.insert(what);
        } else {
            self.0.remove(&what);
        }
    }
}

impl Perform for Watch {
    fn csi_dispatch(&mut self, params: &Params, intermediates: &[u8], _: bool, action: char) {
        match (intermediates, action) {
            (b"?", 'h' | 'l') => {
                for mode in params.iter().flatten() {
                    let on = (action == 'h') != (*mode == 25);
                    self.set(format!("mode {mode}"), on);
                }
            }
            (b"", 'r' | 's') => {
                let whole = params.iter().flatten().all(|n| *n == 0);
                self.set(format!("margins {action}"), !whole);
            }
            // Without margins for columns there are none to be left.
            _ => {}
        }
        if !self.0.contains("mode 69") {
            self.0.remove("margins s");
        }
    }
}

#[test]
fn what_is_left_on_is_seen() {
    let left = |bytes: &[u8]| left_on(bytes).into_iter().collect::<Vec<_>>().join(", ");
    assert_eq!(left(b"\x1b[?1049h\x1b[?25l\x1b[?25h\x1b[?1049l"), "");
    assert_eq!(
        left(b"\x1b[?1049;1004h\x1b[?25l\x1b[?1049l"),
        "mode 1004, mode 25"
    );
    assert_eq!(left(b"\x1b[2;9r"), "margins r");
    assert_eq!(left(b"\x1b[2;9r\x1b[r"), "");
    assert_eq!(left(b"\x1b[?69h\x1b[2;9s"), "margins s, mode 69");
    assert_eq!(left(b"\x1b[?69h\x1b[2;9s\x1b[?69l"), "");
}
