//! Answers of the terminal, told apart from keys by their form alone.
//!
//! An answer can come late, in pieces, or from somebody who forged it. So it is
//! only ever an [`Event::Reply`](super::Event::Reply); whoever asked decides
//! whether it was expected.

/// What the terminal answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reply {
    /// It is there: `CSI 0 n`, after `CSI 5 n`.
    Ready,
    /// Where the cursor is, from 0: `CSI row ; column R`, after `CSI 6 n`. In the first row this is
    /// also how F3 with modifiers is sent, so there it is taken for a key.
    Cursor {
        /// Column.
        x: u16,
        /// Row, at least 1.
        y: u16,
    },
    /// Its device attributes: `CSI ? … c`, after `CSI c`.
    Attributes(Vec<u16>),
    /// Whether a private mode is known (DECRPM): `CSI ? mode ; state $ y`, after `CSI ? mode $ p`.
    Mode {
        /// The number of the mode.
        mode: u16,
        /// 0 unknown, 1 set, 2 reset, 3 and 4 set and reset for ever.
        state: u16,
    },
    /// Its name and version (XTVERSION), printable ASCII, at most 64 bytes: `DCS > | text ST`, after
    /// `CSI > q`.
    Version(String),
}

/// Longest name of a terminal that is believed, in bytes.
const MAX_VERSION: usize = 64;

/// The answer that `CSI parameters last` is, if it is one.
pub(super) fn csi(parameters: &[u8], last: u8) -> Option<Reply> {
    match (parameters, last) {
        ([b'0'], b'n') => Some(Reply::Ready),
        ([b'?', rest @ ..], b'c') => Some(Reply::Attributes(numbers(rest)?)),
        ([b'?', rest @ .., b'$'], b'y') => match numbers(rest)?[..] {
            [mode, state] => Some(Reply::Mode { mode, state }),
            _ => None,
        },
        (rest, b'R') => match numbers(rest)?[..] {
            [row, column] if row > 1 => Some(Reply::Cursor {
                x: column.checked_sub(1)?,
                y: row - 1,
            }),
            _ => None,
        },
        _ => None,
    }
}

/// The answer that a string with introducer `by` is, if it is one.
pub(super) fn string(by: u8, held: &[u8]) -> Option<Reply> {
    let text = held.strip_prefix(b">|").filter(|_| by == b'P')?;
    let fine =
        (1..=MAX_VERSION).contains(&text.len()) && text.iter().all(|b| matches!(b, b' '..=b'~'));
    let text = std::str::from_utf8(text).ok().filter(|_| fine)?;
    Some(Reply::Version(text.to_owned()))
}

/// Numbers parted by `;`, an empty one as 0.
fn numbers(parameters: &[u8]) -> Option<Vec<u16>> {
    let text = std::str::from_utf8(parameters).ok()?;
    text.split(';')
        .map(|n| {
            if n.is_empty() {
                Some(0)
            } else {
                n.bytes()
                    .all(|b| b.is_ascii_digit())
                    .then(|| n.parse().ok())?
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_version_is_short_and_plain() {
        let version = |by, held: &[u8]| string(by, held);
        assert_eq!(
            version(b'P', b">|XTerm(379)"),
            Some(Reply::Version("XTerm(379)".to_owned()))
        );
        for (by, held) in [
            (b'P', &b">|"[..]),
            (b'P', b"1$r0m"),
            (b']', b">|x"),
            (b'P', b">|a\tb"),
            (b'P', ">|ก".as_bytes()),
            (b'P', &[b">|", &[b'x'; 65][..]].concat()),
        ] {
            assert_eq!(version(by, held), None, "{held:?}");
        }
    }

    #[test]
    fn answers_are_known_by_their_form() {
        for (parameters, last, reply) in [
            ("0", b'n', Some(Reply::Ready)),
            ("3", b'n', None),
            ("?62;22", b'c', Some(Reply::Attributes(vec![62, 22]))),
            (">0;10;1", b'c', None),
            (
                "?2026;2$",
                b'y',
                Some(Reply::Mode {
                    mode: 2026,
                    state: 2,
                }),
            ),
            ("?2026$", b'y', None),
            ("2026;2$", b'y', None),
            ("12;40", b'R', Some(Reply::Cursor { x: 39, y: 11 })),
            // F3 with Ctrl.
            ("1;5", b'R', None),
            ("12;0", b'R', None),
            ("99999;1", b'R', None),
            ("", b'R', None),
        ] {
            assert_eq!(csi(parameters.as_bytes(), last), reply, "{parameters}");
        }
    }
}
