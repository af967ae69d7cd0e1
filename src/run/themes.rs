//! Themes by their name: those that ship, then the reader's own in a folder.

use std::io;
use std::path::{Path, PathBuf};

use super::read;
use crate::app::settings::nearest;
use crate::ui::theme::{self, BUILTIN, Theme};

/// Why a theme cannot be had.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// There is none of that name.
    #[error("there is no theme “{name}”{}", near.as_ref().map_or_else(String::new, |n| format!("; did you mean “{n}”?")))]
    Unknown {
        /// The name.
        name: String,
        /// The nearest name of one that is there.
        near: Option<String>,
        /// Names of all that are there.
        known: Vec<String>,
    },
    /// Its file cannot be read.
    #[error("cannot read {}: {}", path.display(), read::plain(why))]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// Why.
        #[source]
        why: io::Error,
    },
    /// Its file holds a mistake.
    #[error("{}: {why}", path.display())]
    Mistake {
        /// The file.
        path: PathBuf,
        /// The mistake and its line.
        #[source]
        why: theme::Error,
    },
}

impl Error {
    /// What can be done about it, where there is something.
    pub fn hint(&self) -> Option<String> {
        match self {
            Self::Unknown { known, .. } => Some(format!("themes: {}", known.join(", "))),
            Self::Unreadable { .. } | Self::Mistake { .. } => None,
        }
    }

    /// Both in one line.
    pub fn with_hint(&self) -> String {
        match self.hint() {
            Some(hint) => format!("{self} ({hint})"),
            None => self.to_string(),
        }
    }
}

/// The theme `name`, from those that ship or from `folder`.
///
/// # Errors
/// See [`Error`].
pub fn find(folder: Option<&Path>, name: &str) -> Result<Theme, Error> {
    if let Some(theme) = Theme::builtin(name) {
        return Ok(theme);
    }
    // A name, not a path: it must not lead out of the folder.
    let safe = !name.is_empty() && !name.contains(['/', '\\', '\0']) && !name.starts_with('.');
    let path = folder
        .filter(|_| safe)
        .map(|f| f.join(format!("{name}.toml")));
    let absent = |e: &io::Error| {
        matches!(
            e.kind(),
            io::ErrorKind::NotFound | io::ErrorKind::NotADirectory
        )
    };
    match path.map(|p| (read::settings(&p), p)) {
        Some((Ok(text), path)) => {
            Theme::parse(name, &text).map_err(|why| Error::Mistake { path, why })
        }
        Some((Err(why), path)) if !absent(&why) => Err(Error::Unreadable { path, why }),
        _ => {
            let known = names(folder);
            Err(Error::Unknown {
                name: name.to_owned(),
                near: nearest(name, known.iter().map(String::as_str)).map(str::to_owned),
                known,
            })
        }
    }
}

/// The names of all themes: those that ship, then those of `folder`.
pub fn names(folder: Option<&Path>) -> Vec<String> {
    let mut names: Vec<String> = BUILTIN.iter().map(|(n, _)| (*n).to_owned()).collect();
    let folder = folder.and_then(|f| std::fs::read_dir(f).ok());
    let mut own: Vec<String> = folder
        .into_iter()
        .flatten()
        .flatten()
        .filter_map(|e| Some(e.file_name().to_str()?.strip_suffix(".toml")?.to_owned()))
        .filter(|n| !n.starts_with('.') && !names.contains(n))
        .collect();
    own.sort();
    names.extend(own);
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_theme_is_found_or_it_is_said_why_not() {
        let folder = tempfile::tempdir().unwrap();
        let write = |name: &str, text: &[u8]| std::fs::write(folder.path().join(name), text);
        write("sea.toml", b"inherits = \"dark\"\n").unwrap();
        write(
            "broken.toml",
            b"inherits = \"dark\"\n\n[roles]\nlonk = {}\n",
        )
        .unwrap();
        write("noise.toml", b"# ok\n\xff\n").unwrap();
        write("large.toml", &vec![b'\n'; (1 << 20) + 1]).unwrap();
        let fifo = folder.path().join("pipe.toml");
        let made = std::process::Command::new("mkfifo").arg(&fifo).status();
        assert!(made.unwrap().success());
        assert_eq!(find(Some(folder.path()), "sea").unwrap().name, "sea");
        for (name, said) in [
            ("pipe", "pipe.toml: it is not a regular file"),
            ("large", "large.toml: it is larger than 1 MiB"),
            ("noise", "noise.toml: line 2: this is not UTF-8"),
            (
                "broken",
                "broken.toml: line 4: there is no role “lonk”; did you mean “link”?",
            ),
            ("see", "there is no theme “see”; did you mean “sea”?"),
            ("../sea", "there is no theme “../sea”"),
            ("", "there is no theme “”"),
        ] {
            let error = find(Some(folder.path()), name).unwrap_err();
            assert!(error.to_string().contains(said), "{error}");
        }
        let hint = find(Some(folder.path()), "zzzzzzzz")
            .unwrap_err()
            .with_hint();
        assert!(
            hint.contains("(themes: terminal, dark,") && hint.ends_with("pipe, sea)"),
            "{hint}"
        );
        assert!(find(None, "sea").is_err());
    }
}
