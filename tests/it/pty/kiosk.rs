//! The kiosk as somebody's login: whatever is typed, no other program is started and no file is touched but those
//! of the library.

use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use portable_pty::CommandBuilder;
use rustix::process::Signal;

use super::{check_restored, command};
use crate::props::Chance;
use crate::support::pty::Pty;

const KHAO: &str = env!("CARGO_BIN_EXE_khao");

/// A home with programs in its path that leave a trace when they are started, and the environment of somebody
/// who would like them to be.
struct Trap {
    home: tempfile::TempDir,
}

impl Trap {
    fn new() -> Self {
        let home = tempfile::tempdir().unwrap();
        let bin = home.path().join("bin");
        std::fs::create_dir(&bin).unwrap();
        for name in [
            "xdg-open", "w3m", "lynx", "firefox", "sh", "bash", "vi", "less", "open", "script",
        ] {
            let path = bin.join(name);
            let started = home.path().join("started");
            let script = format!("#!/bin/sh\necho {name} >> {}\n", started.display());
            std::fs::write(&path, script).unwrap();
            std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o755)).unwrap();
        }
        std::fs::create_dir(home.path().join("elsewhere")).unwrap();
        std::fs::write(
            home.path().join("elsewhere/settings.toml"),
            "mouse = false\n",
        )
        .unwrap();
        Self { home }
    }

    fn path(&self) -> &Path {
        self.home.path()
    }

    fn command(&self, program: &str) -> CommandBuilder {
        let at = |name: &str| self.path().join(name).display().to_string();
        let path = format!("{}:/usr/bin:/bin", at("bin"));
        let env = [
            ("PATH", &*path),
            ("BROWSER", &at("bin/w3m")),
            ("DISPLAY", ":0"),
            ("SHELL", &at("bin/sh")),
            ("EDITOR", &at("bin/vi")),
            ("VISUAL", &at("bin/vi")),
            ("PAGER", &at("bin/less")),
            ("SSH_ORIGINAL_COMMAND", &at("bin/script")),
            ("KHAO_LIBRARY", &at("elsewhere/other.db")),
            ("KHAO_CONFIG", &at("elsewhere")),
            ("KHAO_MODELS", &at("elsewhere")),
        ];
        command(program, self.path(), &env)
    }

    /// All files of the home, but for those that were there.
    fn files(&self) -> Vec<PathBuf> {
        let mut todo = vec![self.path().to_path_buf()];
        let mut found = Vec::new();
        while let Some(folder) = todo.pop() {
            for entry in std::fs::read_dir(folder).unwrap().flatten() {
                let path = entry.path();
                if path.is_dir() {
                    todo.push(path);
                } else {
                    found.push(path.strip_prefix(self.path()).unwrap().to_path_buf());
                }
            }
        }
        found.retain(|p| !p.starts_with("bin") && *p != Path::new("elsewhere/settings.toml"));
        found
    }
}

/// What somebody types who wants out. None of it is a key that ends the reader.
const WAYS_OUT: &[&str] = &[
    "o",
    "\x1a",
    "!",
    "!sh\r",
    "e",
    "E",
    "v",
    "O",
    "R",
    "|",
    "\x1b",
    "\r",
    "g3",
    "g2",
    "g1",
    "fa",
    "fs",
    "G",
    "j",
    "J",
    "yy",
    "yp",
    "gnnote\r",
    "ttag\r",
    "=\x15the\r",
    ":browser\r",
    ":suspend\r",
    ":w /tmp/x\r",
    ":!sh\r",
    ":export\r",
    ":import /etc/passwd\r",
    ":open /etc/passwd\r",
    "/../../etc\r",
    "\x1b[200~$(sh)\r\x1b[201~",
    "\x1b]52;c;?\x07",
    "\x1bOP",
    "\x1b[Z",
    "\t",
    " ",
    "s",
    "m",
    "gl",
    "gd",
    "gw",
    "'",
    "\x0c",
    "\x1c",
    "\x1d",
];

fn try_everything(pty: &mut Pty) {
    pty.wait_for_text("Library 5");
    pty.send(b"\r");
    pty.wait_for_text("Comments 29");
    let mut chance = Chance(23);
    for way in WAYS_OUT.iter().chain(WAYS_OUT) {
        pty.send(way.as_bytes());
        pty.send(chance.one(WAYS_OUT).as_bytes());
        pty.settle(Duration::from_millis(10));
    }
    assert!(pty.screen().alternate_screen());
    // Out of whatever stands there, with keys that end nothing.
    // Traced it is slow, and an Esc read together with the next key is Alt.
    pty.send(b"\x1b");
    pty.settle(Duration::from_millis(500));
    pty.send(b"\x1b");
    pty.settle(Duration::from_millis(500));
    pty.send(b"o");
    pty.wait_for_text("Not in kiosk mode");
    pty.send(b"Q");
    assert!(pty.wait().success());
    check_restored(pty);
}

/// Nothing of what stands here was touched.
fn check(trap: &Trap) {
    let is_ours = |p: &PathBuf| {
        p.starts_with(".local/share/khao")
            || p == Path::new("trace")
            || p.starts_with(".local/state/khao")
    };
    let others: Vec<_> = trap.files().into_iter().filter(|p| !is_ours(p)).collect();
    assert_eq!(others, Vec::<PathBuf>::new());
    assert!(trap.path().join(".local/share/khao/library.db").exists());
}

#[test]
fn no_keys_start_a_program_or_touch_a_file() {
    let trap = Trap::new();
    let mut command = trap.command(KHAO);
    command.arg("--kiosk");
    let mut pty = Pty::spawn(command, 120, 40);
    try_everything(&mut pty);
    check(&trap);
}

/// System calls that start something, or reach a file or the network.
const CALLS: &str = "trace=execve,execveat,fork,vfork,open,openat,creat,rename,renameat,renameat2,link,linkat,\
    symlink,symlinkat,mkdir,mkdirat,mknod,mknodat,socket,connect,bind,chmod,fchmodat,truncate";

#[test]
fn the_system_is_asked_for_nothing_else() {
    let can = Command::new("strace")
        .args(["-o", "/dev/null", "true"])
        .stdin(Stdio::null())
        .output();
    if !can.is_ok_and(|o| o.status.success()) {
        // Where nothing can be traced the test above says what it can.
        return;
    }
    let trap = Trap::new();
    let trace = trap.path().join("trace");
    let mut command = trap.command("/usr/bin/env");
    command.args([
        "strace",
        "-f",
        "-qq",
        "-e",
        CALLS,
        "-e",
        "signal=none",
        "-o",
    ]);
    command.arg(&trace);
    command.args([KHAO, "--kiosk"]);
    let mut pty = Pty::spawn(command, 120, 40);
    try_everything(&mut pty);
    check(&trap);
    let ours = trap.path().join(".local").display().to_string();
    let mut n_started = 0;
    let mut wrong = Vec::new();
    for line in std::fs::read_to_string(&trace).unwrap().lines() {
        let call = line
            .split_once(' ')
            .map_or(line, |(_, call)| call.trim_start());
        let reads =
            call.starts_with("open") && call.contains("O_RDONLY") && !call.contains("O_CREAT");
        let terminal = ["\"/dev/pts/", "\"/dev/tty\"", "\"/dev/null\""];
        if call.contains("elsewhere") || call.contains("passwd") {
            wrong.push(line.to_owned());
        } else if call.starts_with("execve(") {
            n_started += 1;
        } else if !(reads
            || call.contains(&format!("\"{ours}"))
            || terminal.iter().any(|t| call.contains(t))
            || call.starts_with("<...")
            || call.starts_with("+++"))
        {
            wrong.push(line.to_owned());
        }
    }
    assert_eq!(n_started, 1, "the reader itself");
    assert_eq!(wrong, Vec::<String>::new());
}

#[test]
fn a_kiosk_does_not_stop() {
    let trap = Trap::new();
    let mut shell = trap.command("/bin/sh");
    shell.args(["-c", "set -m; \"$1\" --kiosk; echo ended $?", "sh", KHAO]);
    let mut pty = Pty::spawn(shell, 120, 40);
    pty.wait_for_text("Library 5");
    pty.send(b"\x1a");
    pty.wait_for_text("Not in kiosk mode");
    pty.send(b"?");
    pty.wait_for("help without them", |s| {
        let text = s.contents();
        text.contains("Help") && !text.contains("Suspend") && !text.contains("in the browser")
    });
    pty.send(b"q");
    pty.settle(Duration::from_millis(100));
    pty.send(b"Q");
    pty.wait_for_text("ended 0");
}

#[test]
fn a_kiosk_that_was_cut_offers_to_go_on() {
    let trap = Trap::new();
    let start = || {
        let mut command = trap.command(KHAO);
        command.arg("--kiosk");
        Pty::spawn(command, 120, 40)
    };
    let mut pty = start();
    pty.wait_for_text("Library 5");
    pty.send(b"\r");
    pty.wait_for_text("Comments 29");
    pty.send(b"gnhalf a thou");
    pty.wait_for_text("half a thou");
    pty.signal(Signal::HUP);
    assert_eq!(pty.wait().signal(), Some("Hangup"));
    // It may be somebody else who comes: what was typed is not for them.
    let mut pty = start();
    pty.wait_for_text("' goes on with");
    pty.send(b"'");
    pty.wait_for_text("Comments 29");
    pty.settle(Duration::from_millis(100));
    assert!(!pty.screen().contents().contains("half a thou"));
    pty.send(b"Q");
    assert!(pty.wait().success());
}

#[test]
fn a_kiosk_needs_a_terminal_and_takes_no_commands() {
    let run = |args: &[&str]| {
        let home = tempfile::tempdir().unwrap();
        let mut command = Command::new(KHAO);
        command.args(args).env_clear().env("HOME", home.path());
        command.env("TERM", "xterm").stdin(Stdio::null());
        let ran = command.output().unwrap();
        assert!(ran.stdout.is_empty());
        assert!(!home.path().join(".local").exists());
        let said = String::from_utf8(ran.stderr).unwrap();
        (ran.status.code(), said)
    };
    let (code, said) = run(&["--kiosk"]);
    assert_eq!(code, Some(2));
    assert!(said.contains("a kiosk needs a terminal"), "{said}");
    for args in [
        &["--kiosk", "import", "/etc/hostname"][..],
        &["--kiosk", "config"],
        &["--kiosk", "export"],
    ] {
        let (code, said) = run(args);
        assert_eq!(code, Some(2), "{args:?}");
        assert!(said.contains("not for commands"), "{said}");
    }
}
