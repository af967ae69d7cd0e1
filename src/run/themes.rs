//! Themes by name: those that ship, and the reader's own files.

use std::fs;
use std::io::Read as _;
use std::path::Path;

use crate::ui::theme::{BUILTIN, Theme};

/// The largest theme file, in bytes.
const LIMIT: u64 = 1 << 20;

/// A theme by its name; `folder` holds the reader's own.
///
/// # Errors
/// Says in a sentence why it cannot be had. A pipe or a device is never read: that could wait for ever.
pub fn load(folder: Option<&Path>, name: &str) -> Result<Theme, String> {
    if let Some(theme) = Theme::builtin(name) {
        return Ok(theme);
    }
    // A name, not a path: it must not lead out of the folder.
    let safe = !name.is_empty() && !name.contains(['/', '\\', '\0']) && !name.starts_with('.');
    let path = folder
        .filter(|_| safe)
        .map(|d| d.join(format!("{name}.toml")));
    let Some(path) = path.filter(|p| fs::symlink_metadata(p).is_ok()) else {
        let known: Vec<&str> = BUILTIN.iter().map(|(n, _)| *n).collect();
        return Err(format!(
            "there is no theme “{name}”; there are: {}",
            known.join(", ")
        ));
    };
    let shown = path.display();
    let about = fs::metadata(&path).map_err(|e| format!("theme {shown}: {e}"))?;
    if !about.is_file() || about.len() > LIMIT {
        return Err(format!(
            "theme {shown}: it is not a text file of a theme's size"
        ));
    }
    let mut file = String::new();
    fs::File::open(&path)
        .and_then(|f| f.take(LIMIT).read_to_string(&mut file))
        .map_err(|e| format!("theme {shown}: {e}"))?;
    Theme::parse(name, &file).map_err(|e| format!("theme {shown}: {e}"))
}
