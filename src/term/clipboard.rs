//! Copying by OSC 52: the terminal puts our text on the reader's own clipboard, over SSH too.
//!
//! Only written, never read. The text is the cleaned source text, not what was
//! painted, and goes out as base64, so nothing in it can be a control character.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::profile::Profile;
use crate::text::Clean;

/// Longest text that is copied, in bytes: with its frame the sequence stays within the 100,000
/// bytes that most terminals accept.
pub const MAX_COPY: usize = 74_994;

/// Bytes of one piece of a long sequence through GNU screen, whose limit is 768.
const SCREEN_PIECE: usize = 600;

/// Why a text cannot be copied.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{bytes} bytes are too many to copy; {MAX_COPY} is the most")]
pub struct TooLong {
    /// Length of the text, in bytes.
    pub bytes: usize,
}

/// The bytes that put `text` on the clipboard.
///
/// # Errors
/// [`TooLong`] above [`MAX_COPY`] bytes: terminals would cut or drop it without a word.
///
/// ```
/// use khao::term::{Profile, copy};
/// let profile = Profile::from_env(|_| None);
/// let bytes = copy(&khao::text::clean("ข่าว"), &profile)?;
/// assert_eq!(bytes, b"\x1b]52;c;4LiC4LmI4Liy4Lin\x07");
/// # Ok::<(), khao::term::TooLong>(())
/// ```
pub fn copy(text: &Clean, profile: &Profile) -> Result<Vec<u8>, TooLong> {
    if text.len() > MAX_COPY {
        return Err(TooLong { bytes: text.len() });
    }
    let plain = format!("\x1b]52;c;{}\x07", STANDARD.encode(text.as_bytes())).into_bytes();
    Ok(if profile.tmux {
        // The plain one is for tmux itself (`set-clipboard on`), the wrapped one for the terminal
        // round it (`allow-passthrough on`); which is switched on cannot be known.
        let mut bytes = plain.clone();
        bytes.extend_from_slice(b"\x1bPtmux;\x1b");
        bytes.extend_from_slice(&plain);
        bytes.extend_from_slice(b"\x1b\\");
        bytes
    } else if profile.screen {
        plain
            .chunks(SCREEN_PIECE)
            .flat_map(|piece| [b"\x1bP", piece, b"\x1b\\"])
            .flatten()
            .copied()
            .collect()
    } else {
        plain
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::clean;

    fn profile(name: &str) -> Profile {
        Profile::from_env(|n| (n == name).then(|| "x".to_owned()))
    }

    #[test]
    fn through_tmux_and_screen() {
        let text = clean("hi");
        assert_eq!(
            copy(&text, &profile("TMUX")).unwrap(),
            b"\x1b]52;c;aGk=\x07\x1bPtmux;\x1b\x1b]52;c;aGk=\x07\x1b\\"
        );
        assert_eq!(
            copy(&text, &profile("STY")).unwrap(),
            b"\x1bP\x1b]52;c;aGk=\x07\x1b\\"
        );
        let long = copy(&clean(&"a".repeat(1000)), &profile("STY")).unwrap();
        assert_eq!(long.windows(2).filter(|w| w == b"\x1bP").count(), 3);
    }

    #[test]
    fn too_long_is_refused_and_the_longest_fits() {
        let most = clean(&"a".repeat(MAX_COPY));
        assert!(copy(&most, &profile("")).unwrap().len() <= 100_000);
        let more = clean(&"a".repeat(MAX_COPY + 1));
        assert_eq!(
            copy(&more, &profile("")),
            Err(TooLong {
                bytes: MAX_COPY + 1
            })
        );
    }
}
