//! What the system says of this user: folders and language.

use std::path::{Path, PathBuf};

use directories::ProjectDirs;

use super::args::Global;
use super::out::Problem;
use crate::ui::lang::Lang;

/// The folder of settings, and what is wrong with it. One that an option names must be there; one of
/// the environment need not be.
pub(super) fn folder(
    global: &Global,
    get: &impl Fn(&str) -> Option<String>,
) -> Result<(Option<PathBuf>, Option<Problem>), Problem> {
    let absent = |by: &str, folder: &Path| {
        let folder = folder.display();
        Problem::new(format!("{by}: the settings folder {folder} is not there"))
    };
    if let Some(folder) = &global.config {
        return if folder.is_dir() {
            Ok((Some(folder.clone()), None))
        } else {
            Err(absent("--config", folder))
        };
    }
    Ok(match get("KHAO_CONFIG").map(PathBuf::from) {
        Some(folder) => {
            let problem = (!folder.is_dir()).then(|| absent("KHAO_CONFIG", &folder));
            (Some(folder), problem)
        }
        None => (dirs().map(|d| d.config_dir().to_path_buf()), None),
    })
}

/// The file of the library: what the option says, else the environment, else the data folder.
pub(super) fn library(global: &Global, get: &impl Fn(&str) -> Option<String>) -> Option<PathBuf> {
    let named = global.library.clone();
    let named = named.or_else(|| get("KHAO_LIBRARY").map(PathBuf::from));
    named.or_else(|| dirs().map(|d| d.data_dir().join("library.db")))
}

/// Where reports of a panic go.
pub(super) fn state_folder() -> PathBuf {
    dirs().map_or_else(std::env::temp_dir, |d| {
        d.state_dir()
            .unwrap_or_else(|| d.data_local_dir())
            .to_path_buf()
    })
}

fn dirs() -> Option<ProjectDirs> {
    ProjectDirs::from("", "", "khao")
}

/// The language of messages, as POSIX has it: the first of these that is set decides.
pub(super) fn locale(get: &impl Fn(&str) -> Option<String>) -> &'static str {
    let locale = ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().find_map(get);
    Lang::of_locale(&locale.unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_locale_by_posix_precedence() {
        for (env, code) in [
            (&[("LANG", "th_TH.UTF-8")][..], "th"),
            (&[("LC_ALL", "en_US.UTF-8"), ("LANG", "th_TH.UTF-8")], "en"),
            (
                &[("LC_ALL", ""), ("LC_MESSAGES", "th_TH"), ("LANG", "en_US")],
                "th",
            ),
            (&[], "en"),
        ] {
            let get = |name: &str| {
                let found = env.iter().find(|(n, _)| *n == name);
                found
                    .map(|(_, v)| (*v).to_owned())
                    .filter(|v| !v.is_empty())
            };
            assert_eq!(locale(&get), code, "{env:?}");
        }
    }
}
