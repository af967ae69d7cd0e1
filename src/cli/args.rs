//! The command line as values.
//!
//! A word that is the name of a command is that command; a file of that name is opened as `./parse`
//! or after `--`.

use std::path::PathBuf;

use clap::{Args as Group, Parser, Subcommand, ValueHint};
use clap_complete::Shell;

use crate::model;
use crate::text::{Clean, clean};

/// Reads news and the discussion under it.
#[derive(Debug, Parser)]
#[command(
    name = "khao",
    version,
    about = "Read news and the discussion under it in the terminal",
    after_help = "A file that bears the name of a command is opened as ./NAME, or after --.\n\
                  Without FILE the library is opened. Inside, ? shows every key."
)]
pub struct Args {
    /// Files and folders to read; - is standard input
    #[arg(value_name = "FILE", value_hint = ValueHint::AnyPath)]
    pub files: Vec<PathBuf>,
    /// Reach nothing beyond the reader: no shell, browser, file or setting. For the login of others, such as
    /// command="khao --kiosk" of OpenSSH
    #[arg(long)]
    pub kiosk: bool,
    /// What holds for every command.
    #[command(flatten)]
    pub global: Global,
    /// The command, where one is given.
    #[command(subcommand)]
    pub command: Option<Command>,
}

/// Options of every command. They go over the environment and the settings file.
#[derive(Debug, Default, Group)]
pub struct Global {
    /// Folder of settings, keymap, themes and words
    #[arg(long, global = true, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub config: Option<PathBuf>,
    /// File of the library
    #[arg(long, global = true, value_name = "PATH", value_hint = ValueHint::FilePath)]
    pub library: Option<PathBuf>,
    /// Language of the screen: auto, en or th
    #[arg(long, global = true, value_name = "CODE")]
    pub language: Option<String>,
    /// Theme: terminal, dark, light, ansi16, mono, or one of your own
    #[arg(long, global = true, value_name = "NAME")]
    pub theme: Option<String>,
    /// For screen readers: one column of plain text, the cursor on what is read
    #[arg(long, global = true)]
    pub linear: bool,
    /// Leave the mouse to the terminal
    #[arg(long, global = true)]
    pub no_mouse: bool,
}

/// A command beside the reader.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Print documents as JSON Lines
    Parse {
        /// Files and folders to read; - is standard input
        #[arg(required = true, value_name = "FILE", value_hint = ValueHint::AnyPath)]
        files: Vec<PathBuf>,
    },
    /// Print which documents belong together, and why, as JSON Lines
    Related {
        /// Files and folders to read; - is standard input. Without any, the library
        #[arg(value_name = "FILE", value_hint = ValueHint::AnyPath)]
        files: Vec<PathBuf>,
    },
    /// Fold text at a width, with the line breaking of the reader
    Wrap(Wrap),
    /// Print article and discussion as plain text
    Print {
        /// Width in cells [default: that of the terminal, else 80]
        #[arg(long, value_name = "N", value_parser = width())]
        width: Option<u16>,
        /// Files and folders to read; - is standard input. Without any, the library is listed
        #[arg(value_name = "FILE", value_hint = ValueHint::AnyPath)]
        files: Vec<PathBuf>,
    },
    /// Put documents into the library
    Import {
        /// Files and folders to read, exports too; - is standard input
        #[arg(required = true, value_name = "FILE", value_hint = ValueHint::AnyPath)]
        files: Vec<PathBuf>,
        /// Print a line of JSON for each document once it is kept
        #[arg(long)]
        json: bool,
        /// Keep so many documents at a time: for the tests that end the program in the middle
        #[arg(long, hide = true, value_name = "N", default_value_t = 10_000)]
        batch: usize,
        /// Do not relate the documents to the others now: the reader does when it is started
        #[arg(long)]
        relate_later: bool,
    },
    /// List the library, or the documents that a query finds
    List(List),
    /// Find articles and comments by a query
    Search(Search),
    /// List the saved queries
    Saved {
        /// Forget the saved query of that name
        #[arg(long, value_name = "NAME")]
        forget: Option<String>,
        /// Print JSON Lines
        #[arg(long)]
        json: bool,
    },
    /// Print documents of the library
    Show(Show),
    /// Print documents of the library in a form that can be read elsewhere, and imported again
    Export(Export),
    /// Remove documents from the library; what you did with them is kept, should they come again
    Remove {
        /// Documents, by the first digits of their identities
        #[arg(required = true, value_name = "ID")]
        ids: Vec<String>,
    },
    /// Tell whether all is well: library, folders, terminal, language, versions
    Doctor {
        /// Look at every page of the library; where it is damaged, save what can be read into a new one
        #[arg(long)]
        repair: bool,
    },
    /// Print every key
    Keys {
        /// Print a keymap file with the keys out of the box
        #[arg(long)]
        print_default: bool,
    },
    /// Tell which settings hold and where they live
    Config {
        /// Print a settings file with every setting out of the box
        #[arg(long)]
        print_default: bool,
        /// Print only the folder's path
        #[arg(long, conflicts_with = "print_default")]
        path: bool,
    },
    /// Print completions for a shell
    Completions {
        /// The shell
        shell: Shell,
    },
    /// Print the manual page
    Man,
}

/// What `khao wrap` is asked for.
#[derive(Debug, Group)]
pub struct Wrap {
    /// Width in cells
    #[arg(long, value_name = "N", default_value_t = 80, value_parser = width())]
    pub width: u16,
    /// Fill each line in turn instead of evening out the paragraph
    #[arg(long)]
    pub first_fit: bool,
    /// Print the input as it is, with S put in wherever a line may break
    #[arg(long, value_name = "S", conflicts_with_all = ["width", "first_fit"])]
    pub mark: Option<String>,
    /// File to read [default: standard input]
    #[arg(value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub file: Option<PathBuf>,
}

/// What `khao list` is asked for.
#[derive(Debug, Group)]
pub struct List {
    /// Words and fields, such as: flood lang:th unread comments>20 newer:1w. One that begins with a dash stands
    /// behind --
    #[arg(value_name = "QUERY")]
    pub query: Vec<String>,
    /// In which order [default: added]
    #[arg(long, value_name = "ORDER")]
    pub sort: Option<Sort>,
    /// How many documents at most
    #[arg(long, value_name = "N")]
    pub limit: Option<usize>,
    /// Those of a saved query
    #[arg(long, value_name = "NAME")]
    pub saved: Option<String>,
    /// Print JSON Lines
    #[arg(long)]
    pub json: bool,
}

/// The orders of `khao list`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Sort {
    /// Published last first
    Newest,
    /// Published first first
    Oldest,
    /// What came last first
    Added,
    /// By title
    Title,
    /// Most comments first
    Comments,
}

impl From<Sort> for model::Sort {
    fn from(sort: Sort) -> Self {
        match sort {
            Sort::Newest => Self::Newest,
            Sort::Oldest => Self::Oldest,
            Sort::Added => Self::Added,
            Sort::Title => Self::Title,
            Sort::Comments => Self::Comments,
        }
    }
}

/// What `khao search` is asked for.
#[derive(Debug, Group)]
pub struct Search {
    /// Words, which stand together between quotation marks, and fields, such as: flood lang:th author:ann. A query
    /// without words lists documents; one that begins with a dash stands behind --
    #[arg(required_unless_present = "saved", value_name = "QUERY")]
    pub query: Vec<String>,
    /// How many hits at most
    #[arg(long, value_name = "N", default_value_t = 50)]
    pub most: usize,
    /// Keep the query under a name, too
    #[arg(long, value_name = "NAME", conflicts_with = "saved")]
    pub save: Option<String>,
    /// Search by a saved query
    #[arg(long, value_name = "NAME")]
    pub saved: Option<String>,
    /// Print JSON Lines
    #[arg(long)]
    pub json: bool,
}

/// What `khao show` is asked for.
#[derive(Debug, Group)]
pub struct Show {
    /// Documents, by the first digits of their identities
    #[arg(required = true, value_name = "ID")]
    pub ids: Vec<String>,
    /// Print plain text, as `khao print` does; this is what it does by itself
    #[arg(long)]
    pub text: bool,
    /// Print Markdown
    #[arg(long, conflicts_with = "text")]
    pub markdown: bool,
    /// Print JSON Lines
    #[arg(long, conflicts_with_all = ["text", "markdown"])]
    pub json: bool,
}

/// What `khao export` is asked for.
#[derive(Debug, Group)]
pub struct Export {
    /// Documents, by the first digits of their identities [default: all]
    #[arg(value_name = "ID")]
    pub ids: Vec<String>,
    /// Markdown instead of JSON Lines
    #[arg(long, group = "form")]
    pub markdown: bool,
    /// One page for a browser that needs nothing else
    #[arg(long, group = "form")]
    pub html: bool,
    /// A book for an e-reader (EPUB 3), a chapter for each document
    #[arg(long, group = "form", requires = "output")]
    pub epub: bool,
    /// Write to this file: all of it, or nothing
    #[arg(long, short, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub output: Option<PathBuf>,
}

/// Widths from 1 cell; above some thousand nothing is gained.
fn width() -> clap::builder::RangedI64ValueParser<u16> {
    clap::value_parser!(u16).range(1..=10_000)
}

/// What clap has to say, in our form: `khao: …`. Arguments are foreign text like any other.
pub(super) fn said(error: &clap::Error) -> Clean {
    let text = error.render().to_string();
    let text = text
        .strip_prefix("error: ")
        .map_or_else(|| text.clone(), |t| format!("khao: {t}"));
    clean(&text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory as _;

    fn args(line: &str) -> Args {
        Args::try_parse_from(std::iter::once("khao").chain(line.split_whitespace()))
            .unwrap_or_else(|e| panic!("{line}: {e}"))
    }

    #[test]
    fn clap_finds_nothing_odd() {
        Args::command().debug_assert();
    }

    #[test]
    fn a_file_may_bear_the_name_of_a_command() {
        let parse = |line: &str| matches!(args(line).command, Some(Command::Parse { .. }));
        assert!(parse("parse a.txt"));
        assert!(parse("--theme dark parse a.txt"));
        for line in ["./parse", "-- parse", "a.txt parse", "--no-mouse -- parse"] {
            let args = args(line);
            assert!(args.command.is_none(), "{line}");
            assert!(args.files.iter().any(|f| f.ends_with("parse")), "{line}");
        }
    }

    #[test]
    fn options_stand_before_and_behind_a_command() {
        for line in ["--theme dark keys", "keys --theme dark"] {
            assert_eq!(args(line).global.theme.as_deref(), Some("dark"), "{line}");
        }
    }

    #[test]
    fn messages_carry_no_escapes() {
        let error = Args::try_parse_from(["khao", "--x\x1b]0;gotcha\x07"]).unwrap_err();
        let said = said(&error);
        assert!(said.starts_with("khao: "), "{said:?}");
        assert!(!said.contains('\x1b') && !said.contains('\x07'), "{said:?}");
    }
}
