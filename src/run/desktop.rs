//! Opening an address in a browser.
//!
//! [`plan`] decides, from values alone: the address is checked, `$BROWSER` is
//! read as a colon list of commands, and without it the desktop's own opener
//! is taken where there is a display. [`open`] carries a plan out. No shell
//! ever sees the address: programs are started with a list of arguments.

mod words;

use std::io;
use std::os::unix::process::{CommandExt as _, ExitStatusExt as _};
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

use rustix::io::retry_on_intr;
use rustix::process::{Pid, Signal, WaitOptions, kill_process, waitpid};

use super::outside::Outside;
use crate::term;

use self::words::{entries, split};

/// Longest address that is opened, in bytes.
const MAX_URL: usize = 8192;

/// Browsers that draw in the terminal.
const TEXT_BROWSERS: &[&str] = &[
    "w3m",
    "lynx",
    "links",
    "links2",
    "elinks",
    "www-browser",
    "retawq",
    "netrik",
    "browsh",
    "carbonyl",
    "cha",
    "chawan",
];

/// Programs that would read an address as code.
const SHELLS: &[&str] = &[
    "sh", "bash", "dash", "zsh", "ksh", "mksh", "fish", "csh", "tcsh", "ash", "busybox", "eval",
];

/// What [`plan`] must know of the world.
pub struct Env<'a> {
    /// `$BROWSER`.
    pub browser: Option<String>,
    /// `$DISPLAY` or `$WAYLAND_DISPLAY` is set.
    pub display: bool,
    /// The system is macOS.
    pub macos: bool,
    /// Whether a program, by name or path, can be started.
    pub found: &'a dyn Fn(&str) -> bool,
}

impl Env<'_> {
    /// The environment of this process.
    pub fn of_process() -> Self {
        let set = |name: &str| std::env::var_os(name).is_some_and(|v| !v.is_empty());
        Self {
            browser: std::env::var("BROWSER").ok().filter(|v| !v.is_empty()),
            display: set("DISPLAY") || set("WAYLAND_DISPLAY"),
            macos: cfg!(target_os = "macos"),
            found: &in_path,
        }
    }
}

/// How an address is to be opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Plan {
    /// Start a program.
    Run(Launch),
    /// There is nothing to open it with: show and copy this address.
    Show(String),
    /// It must not be opened.
    Refuse(BadUrl),
}

/// A program to start.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Launch {
    /// Its name and arguments, the address among them.
    pub argv: Vec<String>,
    /// It draws in the terminal: suspend the session and pause the input round [`open`].
    pub text: bool,
    /// The address, as it is opened.
    pub url: String,
}

/// Why an address is not opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BadUrl {
    /// Only `http` and `https` are opened.
    #[error("only http and https addresses are opened")]
    Scheme,
    /// It has control characters or spaces in it.
    #[error("the address has control characters in it")]
    Control,
    /// It names no host.
    #[error("the address names no host")]
    Host,
    /// It is longer than any address needs to be.
    #[error("the address is too long")]
    Length,
}

/// What became of an address.
#[derive(Debug)]
pub enum Opened {
    /// A program has it.
    Yes,
    /// There is nothing to open it with: show and copy this address.
    No(String),
    /// It must not be opened.
    Refused(BadUrl),
    /// The program ended in failure: its name and status.
    Failed(String, ExitStatus),
    /// The program could not be started: its name and why.
    NotStarted(String, io::Error),
}

/// Decides how to open `url`.
///
/// ```
/// use khao::run::desktop::{Env, Plan, plan};
/// let env = Env {
///     browser: Some("w3m:firefox --new-tab %s".to_owned()),
///     display: false,
///     macos: false,
///     found: &|name| name == "firefox",
/// };
/// let Plan::Run(launch) = plan("https://example.org/ข่าว", &env) else {
///     panic!("firefox is there");
/// };
/// assert_eq!(
///     launch.argv,
///     ["firefox", "--new-tab", "https://example.org/%E0%B8%82%E0%B9%88%E0%B8%B2%E0%B8%A7"]
/// );
/// assert!(!launch.text);
/// ```
pub fn plan(url: &str, env: &Env<'_>) -> Plan {
    let url = match check(url) {
        Ok(url) => url,
        Err(bad) => return Plan::Refuse(bad),
    };
    let own = env.browser.as_deref().into_iter().flat_map(entries);
    let own = own.filter_map(|entry| command(&entry, &url));
    let opener = match env {
        Env { macos: true, .. } => Some("open"),
        Env { display: true, .. } => Some("xdg-open"),
        _ => None,
    };
    let opener = opener.map(|name| vec![name.to_owned(), url.clone()]);
    own.chain(opener)
        .find(|argv| (env.found)(&argv[0]))
        .map(|argv| {
            Plan::Run(Launch {
                text: TEXT_BROWSERS.contains(&base(&argv[0])),
                argv,
                url: url.clone(),
            })
        })
        .unwrap_or(Plan::Show(url))
}

/// The address as it may be given to a program: `http` or `https`, ASCII, no user name.
///
/// # Errors
/// [`BadUrl`] says what is wrong with it.
pub fn check(url: &str) -> Result<String, BadUrl> {
    let url = url.trim();
    if url.len() > MAX_URL {
        return Err(BadUrl::Length);
    }
    if url.chars().any(|c| c.is_control() || c.is_whitespace()) {
        return Err(BadUrl::Control);
    }
    let (scheme, rest) = url.split_once("://").ok_or(BadUrl::Scheme)?;
    let scheme = scheme.to_ascii_lowercase();
    if scheme != "http" && scheme != "https" {
        return Err(BadUrl::Scheme);
    }
    // Browsers read a backslash as a slash.
    let end = rest.find(['/', '?', '#', '\\']).unwrap_or(rest.len());
    let (authority, path) = rest.split_at(end);
    // A user name is there to deceive or is a secret; arguments can be seen by everyone.
    let host = authority.rsplit('@').next().unwrap_or_default();
    if host.is_empty() || host.starts_with(':') {
        return Err(BadUrl::Host);
    }
    let mut checked = format!("{scheme}://");
    for byte in host.bytes().chain(path.bytes()) {
        match byte {
            b'"' | b'<' | b'>' | b'\\' | b'^' | b'`' | b'{' | b'|' | b'}' | b'\'' | 0x80.. => {
                checked.push('%');
                checked.extend([byte >> 4, byte & 15].map(hex));
            }
            _ => checked.push(char::from(byte)),
        }
    }
    if checked.len() > MAX_URL {
        return Err(BadUrl::Length);
    }
    Ok(checked)
}

fn hex(nibble: u8) -> char {
    char::from(b"0123456789ABCDEF"[usize::from(nibble & 15)])
}

/// The arguments of one entry of `$BROWSER`: `%s` becomes the address, which comes last where
/// there is none. `None` for an entry that is broken or would give the address to a shell.
fn command(entry: &str, url: &str) -> Option<Vec<String>> {
    let mut words = split(entry)?;
    // By convention `&` at the end asks for the background, where a window is anyway.
    if words.last().is_some_and(|w| w == "&") {
        words.pop();
    }
    if words.is_empty() || words.iter().any(|w| SHELLS.contains(&base(w))) {
        return None;
    }
    let mut placed = false;
    for word in words.iter_mut().skip(1) {
        // The address within other words (`sh -c "w3m %s"` in disguise) would be read by somebody.
        if word.contains("%s") && word.contains(char::is_whitespace) {
            return None;
        }
        placed |= word.contains("%s");
        *word = word.replace("%s", url).replace("%%", "%");
    }
    if !placed {
        words.push(url.to_owned());
    }
    Some(words)
}

fn base(program: &str) -> &str {
    program.rsplit('/').next().unwrap_or(program)
}

/// Whether `program` is a file that can be run, by its path or in `$PATH`.
fn in_path(program: &str) -> bool {
    use std::os::unix::fs::PermissionsExt as _;
    let runs = |path: &Path| {
        path.metadata()
            .is_ok_and(|m| m.is_file() && m.permissions().mode() & 0o111 != 0)
    };
    if program.contains('/') {
        return runs(Path::new(program));
    }
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path).any(|directory| runs(&directory.join(program)))
}

/// How long a program may take to fail before it is taken for running.
const FAILS_WITHIN: Duration = Duration::from_millis(300);

/// How long the processes of a job may take to be stopped and continued one after the other.
const SETTLES: Duration = Duration::from_millis(10);

/// Carries out `plan`. A text browser is waited for; of any other only a failure within 300 ms
/// is.
pub fn open(plan: Plan, _: Outside) -> Opened {
    let launch = match plan {
        Plan::Run(launch) => launch,
        Plan::Show(url) => return Opened::No(url),
        Plan::Refuse(bad) => return Opened::Refused(bad),
    };
    let Some((program, arguments)) = launch.argv.split_first() else {
        return Opened::No(launch.url);
    };
    let mut command = Command::new(program);
    command.args(arguments);
    let ended = if launch.text {
        in_terminal(&mut command)
    } else {
        in_window(&mut command)
    };
    match ended {
        Ok(Some(status)) if !status.success() => Opened::Failed(program.clone(), status),
        Ok(_) => Opened::Yes,
        Err(e) => Opened::NotStarted(program.clone(), e),
    }
}

fn in_terminal(command: &mut Command) -> io::Result<Option<ExitStatus>> {
    // Standard input may be the pipe an article came from; keys come from the terminal.
    if !io::IsTerminal::is_terminal(&io::stdin())
        && let Ok(tty) = std::fs::File::open("/dev/tty")
    {
        command.stdin(tty);
    }
    let _lent = term::lend();
    wait(&command.spawn()?).map(Some)
}

/// Waits for the end of a program that has our terminal. When it is stopped we stop with it, so that
/// the shell gets the terminal; when the shell continues us, it goes on too.
fn wait(child: &Child) -> io::Result<ExitStatus> {
    let pid = i32::try_from(child.id()).ok().and_then(Pid::from_raw);
    let pid = pid.ok_or(io::ErrorKind::InvalidInput)?;
    loop {
        let untraced = WaitOptions::UNTRACED;
        let Some((_, status)) = retry_on_intr(|| waitpid(Some(pid), untraced))? else {
            continue;
        };
        if !status.stopped() {
            return Ok(ExitStatus::from_raw(status.as_raw()));
        }
        // A program that stops its whole job has stopped us as well: whoever continued us has then
        // continued it, perhaps a moment later.
        std::thread::sleep(SETTLES);
        let changed = WaitOptions::CONTINUED | WaitOptions::NOHANG;
        match retry_on_intr(|| waitpid(Some(pid), changed))? {
            Some((_, status)) if status.continued() => continue,
            Some((_, status)) => return Ok(ExitStatus::from_raw(status.as_raw())),
            None => {}
        }
        // Where nobody could wake us, neither of us may sleep.
        term::stop();
        // A shell continues all of its job, others perhaps only us.
        let _ended = kill_process(pid, Signal::CONT);
    }
}

fn in_window(command: &mut Command) -> io::Result<Option<ExitStatus>> {
    // Its words must not fall on our screen, nor our keys' signals on it.
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .process_group(0)
        .spawn()?;
    let start = Instant::now();
    while start.elapsed() < FAILS_WITHIN {
        if let Some(status) = child.try_wait()? {
            return Ok(Some(status));
        }
        std::thread::sleep(Duration::from_millis(10));
    }
    // Somebody must take its exit status when it ends, or it stays as a zombie.
    std::thread::Builder::new()
        .name("browser".to_owned())
        .spawn(move || child.wait())?;
    Ok(None)
}
