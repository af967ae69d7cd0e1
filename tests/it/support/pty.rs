//! A program in a pseudo-terminal: its screen, the bytes it sent, and how it ended.

mod answers;

use std::io::{Read as _, Write};
use std::num::NonZeroU16;
use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, ExitStatus, MasterPty, PtySize, native_pty_system};
use rustix::process::{Pid, Signal, kill_process};

use answers::Answers;
pub(crate) use answers::Manner;

/// How long anything may take before the test fails. Generous: the machine may be busy.
const PATIENCE: Duration = Duration::from_secs(20);

/// A terminal reads what is sent to it, waits, is closed, or reads a little at a time.
const READS: u8 = 0;
const WAITS: u8 = 1;
const CLOSED: u8 = 2;
const DRIPS: u8 = 3;

/// A program in a pseudo-terminal; dropping it kills the program.
pub(crate) struct Pty {
    master: Box<dyn MasterPty + Send>,
    writer: Box<dyn Write + Send>,
    /// Nothing once the terminal was closed.
    child: Option<Box<dyn Child + Send + Sync>>,
    output: Receiver<Vec<u8>>,
    /// What the terminal does with what is sent to it.
    reading: Arc<AtomicU8>,
    log: Vec<u8>,
    parser: vt100::Parser<Answers>,
    first_line: String,
}

impl Pty {
    /// Starts `command` on a terminal of `cols` x `rows` cells.
    pub(crate) fn spawn(command: CommandBuilder, cols: u16, rows: u16) -> Self {
        let pair = native_pty_system().openpty(size(cols, rows)).unwrap();
        let first_line = line_of(&*pair.master);
        let child = pair.slave.spawn_command(command).unwrap();
        drop(pair.slave);
        let mut reader = pair.master.try_clone_reader().unwrap();
        let (sender, output) = channel();
        let reading = Arc::new(AtomicU8::new(READS));
        let how = Arc::clone(&reading);
        std::thread::spawn(move || {
            let mut bytes = vec![0; 65536];
            loop {
                let most = match how.load(Ordering::SeqCst) {
                    DRIPS => {
                        std::thread::sleep(Duration::from_millis(10));
                        4096
                    }
                    _ => bytes.len(),
                };
                let Ok(n @ 1..) = reader.read(&mut bytes[..most]) else {
                    return;
                };
                if sender.send(bytes[..n].to_vec()).is_err() {
                    return;
                }
                while how.load(Ordering::SeqCst) == WAITS {
                    std::thread::sleep(Duration::from_millis(2));
                }
                if how.load(Ordering::SeqCst) == CLOSED {
                    return;
                }
            }
        });
        Self {
            writer: pair.master.take_writer().unwrap(),
            master: pair.master,
            child: Some(child),
            output,
            reading,
            log: Vec::new(),
            parser: vt100::Parser::new_with_callbacks(
                cells(rows),
                cells(cols),
                0,
                Answers::default(),
            ),
            first_line,
        }
    }

    /// Makes the terminal answer so from now on. Without this it answers at once what every terminal
    /// answers, and that it has no modes.
    pub(crate) fn answers(mut self, manner: Manner) -> Self {
        self.parser.callbacks_mut().manner = manner;
        self
    }

    /// Types `bytes`.
    pub(crate) fn send(&mut self, bytes: &[u8]) {
        self.writer.write_all(bytes).unwrap();
        self.writer.flush().unwrap();
    }

    /// Changes the size of the terminal, as a window would.
    pub(crate) fn resize(&mut self, cols: u16, rows: u16) {
        self.take();
        self.parser.set_size(cells(rows), cells(cols));
        self.master.resize(size(cols, rows)).unwrap();
    }

    /// Stops reading what is sent, or goes on: what was read already is taken.
    pub(crate) fn hold(&self, hold: bool) {
        self.reading
            .store(if hold { WAITS } else { READS }, Ordering::SeqCst);
    }

    /// Goes on reading, at most 400 kB a second.
    pub(crate) fn drip(&self) {
        self.reading.store(DRIPS, Ordering::SeqCst);
    }

    /// Closes the terminal. `keys` are to make the program send something first: what reads it hears of the end
    /// only then. An end of line and Ctrl-D are typed at the last moment, as portable-pty has it.
    pub(crate) fn close(self, keys: &[u8]) -> Left {
        let mut this = self;
        this.reading.store(CLOSED, Ordering::SeqCst);
        this.send(keys);
        let end = Instant::now() + PATIENCE;
        while this.output.recv_timeout(PATIENCE).is_ok() {
            assert!(Instant::now() < end, "the program sends nothing");
        }
        Left {
            child: this.child.take().expect("it was started"),
        }
    }

    /// Sends a signal to the program.
    pub(crate) fn signal(&self, signal: Signal) {
        let pid = self.id();
        let pid = Pid::from_raw(pid.try_into().unwrap()).expect("not 0");
        kill_process(pid, signal).unwrap();
    }

    /// The program's process.
    pub(crate) fn id(&self) -> u32 {
        let child = self.child.as_ref();
        child
            .and_then(|c| c.process_id())
            .expect("it has a process")
    }

    /// Everything sent so far.
    pub(crate) fn log(&mut self) -> &[u8] {
        self.take();
        &self.log
    }

    /// The screen as it is now.
    pub(crate) fn screen(&mut self) -> &vt100::Screen {
        self.take();
        self.parser.screen()
    }

    /// The terminal's line settings, for comparing.
    pub(crate) fn line(&self) -> String {
        line_of(&*self.master)
    }

    /// The line settings before the program started.
    pub(crate) fn first_line(&self) -> &str {
        &self.first_line
    }

    /// Waits until the screen is as `like` says; fails with the screen after 20 s.
    pub(crate) fn wait_for(&mut self, what: &str, like: impl Fn(&vt100::Screen) -> bool) {
        let end = Instant::now() + PATIENCE;
        loop {
            self.take();
            if like(self.parser.screen()) {
                return;
            }
            let gone = match self.receive(Duration::from_millis(200)) {
                Ok(bytes) => {
                    self.add(&bytes);
                    false
                }
                Err(RecvTimeoutError::Timeout) => false,
                Err(RecvTimeoutError::Disconnected) => !like(self.parser.screen()),
            };
            assert!(
                !gone && Instant::now() < end,
                "waited for {what}; the screen:\n{}",
                self.parser.screen().contents()
            );
        }
    }

    /// Waits until `text` is on the screen.
    pub(crate) fn wait_for_text(&mut self, text: &str) {
        self.wait_for(text, |screen| screen.contents().contains(text));
    }

    /// Waits until nothing has been sent for `quiet`; returns how many bytes came meanwhile.
    pub(crate) fn settle(&mut self, quiet: Duration) -> usize {
        let before = self.log.len();
        while let Ok(bytes) = self.receive(quiet) {
            self.add(&bytes);
        }
        self.log.len() - before
    }

    /// Waits for the program's end and takes all it sent.
    pub(crate) fn wait(&mut self) -> ExitStatus {
        let end = Instant::now() + PATIENCE;
        loop {
            self.take();
            let child = self.child.as_mut().expect("it was started");
            if let Some(status) = child.try_wait().unwrap() {
                self.settle(Duration::from_millis(100));
                return status;
            }
            assert!(Instant::now() < end, "the program does not end");
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    /// What the program sends within `patience`; the terminal answers meanwhile.
    fn receive(&mut self, patience: Duration) -> Result<Vec<u8>, RecvTimeoutError> {
        let end = Instant::now() + patience;
        loop {
            self.deliver();
            let left = end.saturating_duration_since(Instant::now());
            let got = self
                .output
                .recv_timeout(left.min(Duration::from_millis(10)));
            if !matches!(got, Err(RecvTimeoutError::Timeout)) || left.is_zero() {
                return got;
            }
        }
    }

    /// Sends the answers that are due.
    fn deliver(&mut self) {
        let answers = self.parser.callbacks_mut().due();
        // A program that has ended takes none.
        let _gone = self.writer.write_all(&answers);
        let _gone = self.writer.flush();
    }

    fn take(&mut self) {
        self.deliver();
        while let Ok(bytes) = self.output.try_recv() {
            self.add(&bytes);
        }
    }

    fn add(&mut self, bytes: &[u8]) {
        self.parser.process(bytes);
        self.log.extend_from_slice(bytes);
        self.deliver();
    }
}

impl Drop for Pty {
    fn drop(&mut self) {
        if let Some(child) = &mut self.child {
            end(&mut **child);
        }
    }
}

fn end(child: &mut dyn Child) {
    // It may have ended already.
    let _ended = child.kill();
    let _ended = child.wait();
}

/// A program whose terminal was closed; dropping it kills the program.
pub(crate) struct Left {
    child: Box<dyn Child + Send + Sync>,
}

impl Left {
    /// Waits for its end, no longer than `most`.
    pub(crate) fn wait(&mut self, most: Duration) -> ExitStatus {
        let end = Instant::now() + most;
        loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                return status;
            }
            assert!(Instant::now() < end, "the program does not end");
            std::thread::sleep(Duration::from_millis(2));
        }
    }
}

impl Drop for Left {
    fn drop(&mut self) {
        end(&mut *self.child);
    }
}

fn line_of(master: &dyn MasterPty) -> String {
    format!("{:?}", master.get_termios().expect("a terminal"))
}

fn size(cols: u16, rows: u16) -> PtySize {
    PtySize {
        rows,
        cols,
        pixel_width: 0,
        pixel_height: 0,
    }
}

fn cells(n: u16) -> NonZeroU16 {
    NonZeroU16::new(n).unwrap_or(NonZeroU16::MIN)
}
