//! The command line: arguments become a command, and what goes wrong becomes words for the user.
//!
//! 1. [`Args`] reads the arguments.
//! 2. Settings of all sides are merged once (built-in < file < environment < flags).
//! 3. One file for each command carries it out; without one the reader opens.
//!
//! Exit codes: 0 done; 1 done, but something failed or nothing was found; 2 usage or settings; a signal
//! that ends an import is passed on, so that a shell sees 128 and its number. A
//! reader that goes away (a broken pipe) is no failure.
//!
//! Invariants: commands write through `Out` alone; every message is cleaned, since paths, arguments
//! and the system's own words are foreign text.

mod args;
mod asked;
mod config;
mod doctor;
mod export;
mod folders;
mod gather;
mod import;
mod kept;
mod list;
mod out;
mod parse;
mod print;
mod progress;
mod read;
mod related;
mod relating;
mod remove;
mod saved;
mod search;
mod settings;
mod show;
pub mod tables;
mod wrap;

use std::process::ExitCode;

use clap::{CommandFactory as _, Parser as _};

pub use args::{Args, Command, Export, Global, List, Search, Show, Sort, Wrap};
use gather::Stand;
use out::{Out, Problem};
use settings::Config;

use crate::run::read::plain;

/// How a command ended. A failure that was told of on the way makes exit code 1 by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Done {
    /// It did what it is for.
    Yes,
    /// There was nothing to print.
    NothingFound,
    /// Settings hold mistakes, or there is no terminal that can be used.
    Mistakes,
}

/// Runs the program and returns its exit code.
pub fn main() -> ExitCode {
    crate::run::report::install(folders::state_folder());
    crate::term::signal::outlive_large_files();
    let args = match Args::try_parse() {
        Ok(args) => args,
        Err(e) if e.use_stderr() => {
            out::tell_as_is(&args::said(&e));
            return ExitCode::from(2);
        }
        // Help and version.
        Err(e) => {
            let mut out = Out::new();
            out.put(e.render().to_string());
            return end(Done::Yes, out);
        }
    };
    // The environment of a kiosk may be its reader's: only what tells of terminal and language counts.
    let get = |name: &str| {
        let counts = !args.kiosk || !name.starts_with("KHAO_");
        counts.then(|| std::env::var(name).ok()).flatten()
    };
    let config = match Config::load(&args.global, get) {
        Ok(config) => config,
        Err(problem) => {
            out::tell(&problem);
            return ExitCode::from(2);
        }
    };
    let mut out = Out::new();
    // The reader tells them on its own screen.
    if args.command.is_some() || read::is_plain(&config) {
        config.warnings.iter().for_each(|w| out.tell(w));
    }
    let done = run(args, config, &mut out);
    end(done, out)
}

fn run(args: Args, config: Config, out: &mut Out) -> Done {
    match args.command {
        None => read::run(&args.files, args.kiosk, config, out),
        Some(_) if args.kiosk => {
            out.tell(&Problem::new("--kiosk is for the reader, not for commands"));
            Done::Mistakes
        }
        Some(_) if !args.files.is_empty() => {
            let file = args.files[0].display();
            out.tell(
                &Problem::new(format!("{file} stands before the command"))
                    .hint("files follow their command: khao print FILE"),
            );
            Done::Mistakes
        }
        Some(Command::Parse { files }) => parse::run(&files, config.models, out),
        Some(Command::Related { files }) => related::run(&files, &config, out),
        Some(Command::Import {
            files,
            json,
            batch,
            relate_later,
        }) => import::run(&files, json, batch, relate_later, &config, out),
        Some(Command::List(args)) => list::run(&args, &config, out),
        Some(Command::Search(args)) => search::run(&args, &config, out),
        Some(Command::Saved { forget, json }) => saved::run(forget.as_deref(), json, &config, out),
        Some(Command::Show(args)) => show::run(&args, &config, out),
        Some(Command::Export(args)) => export::run(&args, &config, out),
        Some(Command::Remove { ids }) => remove::run(&ids, &config, out),
        Some(Command::Doctor { repair }) => doctor::run(repair, &config, out),
        Some(Command::Wrap(args)) => wrap::run(&args, &config, out),
        Some(Command::Print { width, files }) => {
            print::run(&files, Stand::BehindCommand, width, &config, out)
        }
        Some(Command::Keys { print_default }) => {
            out.put(if print_default {
                tables::keymap_toml()
            } else {
                tables::key_table(&config.keymap, &config.lang())
            });
            Done::Yes
        }
        Some(Command::Config { path: true, .. }) => config::print_path(&config, out),
        Some(Command::Config {
            print_default: true,
            ..
        }) => config::print_default(&config, out),
        Some(Command::Config { .. }) => config::run(&config, out),
        Some(Command::Completions { shell }) => {
            let mut text = Vec::new();
            clap_complete::generate(shell, &mut Args::command(), "khao", &mut text);
            out.put(text);
            Done::Yes
        }
        Some(Command::Man) => {
            let mut text = Vec::new();
            clap_mangen::Man::new(Args::command())
                .render(&mut text)
                .expect("a Vec takes every write");
            out.put(text);
            Done::Yes
        }
    }
}

fn end(done: Done, out: Out) -> ExitCode {
    let failed = out.failed();
    if let Err(e) = out.finish() {
        out::tell(&Problem::new(format!("cannot write: {}", plain(&e))));
        return ExitCode::from(1);
    }
    match done {
        Done::Mistakes => ExitCode::from(2),
        Done::NothingFound => ExitCode::from(1),
        Done::Yes if failed => ExitCode::from(1),
        Done::Yes => ExitCode::SUCCESS,
    }
}
