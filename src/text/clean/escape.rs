//! The grammar of terminal control sequences (ECMA-48), as far as dropping them needs it.
//!
//! A well-formed sequence goes as a whole, so that its parameters do not show
//! as rubbish. One that is cut short, or broken by a control character, loses
//! only its introducer: the text behind it is the author's. A payload never
//! spans a control character, so no byte is looked at more than twice.

/// The longest payload of a control string that is taken for one, in bytes.
const STRING_LIMIT: usize = 64 << 10;

/// The longest run of parameters and intermediates, in bytes.
const PARAMETER_LIMIT: usize = 256;

/// What to drop at the start of `rest`, in bytes; 0 where it does not start with a control sequence.
pub(super) fn sequence(rest: &str) -> usize {
    let mut chars = rest.chars();
    match chars.next() {
        Some('\u{1b}') => match chars.next() {
            Some('[') => 2 + control(&rest[2..]),
            Some(']' | 'P' | 'X' | '^' | '_') => 2 + string(&rest[2..]),
            Some(' '..='/') => 1 + escape(&rest[1..]),
            Some('0'..='~') => 2,
            _ => 1,
        },
        Some('\u{9b}') => 2 + control(&rest[2..]),
        Some('\u{90}' | '\u{98}' | '\u{9d}' | '\u{9e}' | '\u{9f}') => 2 + string(&rest[2..]),
        _ => 0,
    }
}

/// Length of the parameters, intermediates and final byte of a control sequence; 0 where there is no final byte.
fn control(rest: &str) -> usize {
    let bytes = rest.as_bytes();
    let run = |from: usize, low: u8, high: u8| {
        let end = bytes.len().min(PARAMETER_LIMIT);
        (from..end)
            .find(|i| !(low..=high).contains(&bytes[*i]))
            .unwrap_or(end)
    };
    let at = run(run(0, b'0', b'?'), b' ', b'/');
    match bytes.get(at) {
        Some(b'@'..=b'~') => at + 1,
        _ => 0,
    }
}

/// Length of the payload and terminator (BEL or ST) of a control string; 0 where it has no terminator.
fn string(rest: &str) -> usize {
    let mut end = rest.len().min(STRING_LIMIT);
    while !rest.is_char_boundary(end) {
        end -= 1;
    }
    match rest[..end].find(char::is_control) {
        Some(at) if rest[at..].starts_with('\u{7}') => at + 1,
        Some(at) if rest[at..].starts_with("\u{1b}\\") || rest[at..].starts_with('\u{9c}') => {
            at + 2
        }
        _ => 0,
    }
}

/// Length of the intermediates and final byte of a longer escape, as in `ESC ( 0`; 0 where there is no final byte.
fn escape(rest: &str) -> usize {
    let bytes = rest.as_bytes();
    let at = bytes
        .iter()
        .take(PARAMETER_LIMIT)
        .take_while(|b| (b' '..=b'/').contains(*b))
        .count();
    match bytes.get(at) {
        Some(b'0'..=b'~') => at + 1,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_sequences() {
        for s in [
            "\u{1b}[31m",
            "\u{1b}[>0q",
            "\u{1b}[?1049l",
            "\u{1b}[!p",
            "\u{9b}2J",
            "\u{1b}]0;title\u{7}",
            "\u{1b}]8;;https://x.test\u{1b}\\",
            "\u{9d}0;x\u{9c}",
            "\u{1b}P$qm\u{1b}\\",
            "\u{1b}_Gi=1;OK\u{1b}\\",
            "\u{1b}c",
            "\u{1b}(0",
            "\u{1b}%@",
            "\u{1b}\\",
        ] {
            assert_eq!(sequence(&format!("{s}ก")), s.len(), "{s:?}");
        }
    }

    #[test]
    fn only_the_introducer() {
        for (s, len) in [
            ("\u{1b}]no end\nnext", 2),
            ("\u{1b}[12", 2),
            ("\u{1b}[12ก", 2),
            ("\u{9b}", 2),
            ("\u{1b}", 1),
            ("\u{1b}ก", 1),
            ("\u{1b}(ก", 1),
            ("\u{1b}]a\u{1b}]b\u{7}", 2),
            ("plain", 0),
            ("", 0),
        ] {
            assert_eq!(sequence(s), len, "{s:?}");
        }
    }
}
