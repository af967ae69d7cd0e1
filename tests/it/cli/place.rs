//! A folder for a run of the binary, and what came of it.

use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use portable_pty::CommandBuilder;
use tempfile::TempDir;

use crate::support::pty::Pty;

/// A folder of files, with settings of its own so that those of this machine play no part.
pub(crate) struct Place(TempDir);

impl Place {
    pub(crate) fn new(files: &[(&str, &str)]) -> Self {
        let place = Self(tempfile::tempdir().unwrap());
        std::fs::create_dir(place.path().join("config")).unwrap();
        for (name, text) in files {
            place.write(name, text.as_bytes());
        }
        place
    }

    pub(crate) fn path(&self) -> &Path {
        self.0.path()
    }

    pub(crate) fn write(&self, name: &str, bytes: &[u8]) {
        let path = self.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, bytes).unwrap();
    }

    pub(crate) fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_khao"));
        command
            .args(args)
            .current_dir(self.path())
            .env_clear()
            .env("HOME", self.path())
            .env("KHAO_CONFIG", self.path().join("config"))
            .env("LANG", "en_US.UTF-8")
            .env("TERM", "xterm-256color")
            .stdin(Stdio::null());
        command
    }

    /// The same in a pseudo-terminal: `script` is for a shell, with `$KHAO` the program.
    pub(crate) fn shell(&self, script: &str, env: &[(&str, &str)]) -> Pty {
        let mut command = CommandBuilder::new("sh");
        command.args(["-c", script]);
        command.cwd(self.path());
        command.env("KHAO", env!("CARGO_BIN_EXE_khao"));
        command.env("HOME", self.path());
        command.env("KHAO_CONFIG", self.path().join("config"));
        command.env("LC_ALL", "en_US.UTF-8");
        command.env("TERM", "xterm-256color");
        for (name, value) in env {
            command.env(name, value);
        }
        Pty::spawn(command, 100, 30)
    }

    pub(crate) fn run(&self, args: &[&str]) -> Ran {
        Ran::of(self.command(args).output().unwrap())
    }

    pub(crate) fn feed(&self, args: &[&str], input: &[u8]) -> Ran {
        let mut child = self
            .command(args)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut stdin = child.stdin.take().unwrap();
        let input = input.to_vec();
        let writer = std::thread::spawn(move || stdin.write_all(&input));
        let ran = Ran::of(child.wait_with_output().unwrap());
        // It may have ended without reading everything.
        let _closed = writer.join().unwrap();
        ran
    }
}

/// What a run printed, and how it ended.
#[derive(Debug)]
pub(crate) struct Ran {
    pub(crate) out: String,
    pub(crate) err: String,
    pub(crate) code: Option<i32>,
}

impl Ran {
    pub(crate) fn of(output: Output) -> Self {
        Self {
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
            code: output.status.code(),
        }
    }

    pub(crate) fn lines(&self) -> Vec<serde_json::Value> {
        let lines = self.out.lines();
        lines.map(|l| serde_json::from_str(l).unwrap()).collect()
    }
}
