//! What the state asks for is done.

use std::io;
use std::time::Instant;

use super::desktop::{self, Env, Opened, Plan};
use super::worker::Job;
use super::{End, Shell};
use crate::app::{App, Effect, Msg};
use crate::term::{self, Session};
use crate::text::{Clean, clean_line};

impl Shell {
    /// Has the open document's marks and places kept, should the program end.
    pub(super) fn keep(&mut self, app: &App) {
        self.kept = Instant::now();
        if let Some(Effect::Keep { id, left }) = app.leave() {
            self.worker.ask(Job::Keep { id, left });
        }
    }

    pub(super) fn carry_out(
        &mut self,
        effect: Effect,
        app: &mut App,
        session: &mut Session,
    ) -> io::Result<()> {
        match effect {
            Effect::Quit => self.end = Some(End::Quit),
            Effect::Suspend => {
                if !term::ask_stop() {
                    let why = "there is no shell to come back from";
                    app.update(Msg::Failed(clean_line(why)));
                }
            }
            Effect::Open { ticket, id } => self.worker.ask(Job::Open { ticket, id }),
            Effect::Shelf(asked) => self.worker.ask(Job::Shelf(asked)),
            Effect::Save { name, query, old } => self.worker.ask(Job::Save { name, query, old }),
            Effect::Measure { ticket, document } => {
                self.worker.ask(Job::Measure { ticket, document });
            }
            Effect::Link { ticket, document } => self.worker.ask(Job::Link { ticket, document }),
            Effect::Match {
                ticket,
                document,
                others,
            } => self.worker.ask(Job::Match {
                ticket,
                document,
                others,
            }),
            Effect::Correct {
                ticket,
                id,
                correction,
            } => self.worker.ask(Job::Correct {
                ticket,
                id,
                corrections: vec![correction],
            }),
            Effect::Restore {
                ticket,
                id,
                corrections,
            } => self.worker.ask(Job::Restore {
                ticket,
                id,
                corrections,
            }),
            Effect::Change { id, changes } => self.worker.ask(Job::Change { id, changes }),
            Effect::Relate { ticket, id } => self.worker.ask(Job::Relate { ticket, id }),
            Effect::Note { ticket, id } => self.worker.ask(Job::Note { ticket, id }),
            Effect::Keep { id, left } => self.worker.ask(Job::Keep { id, left }),
            Effect::Repaint => self.painter.repaint(),
            Effect::SetMouse(on) => session.set_mouse(on)?,
            Effect::Copy(text) => match term::copy(&text, &self.profile) {
                Ok(bytes) => session.write(&bytes)?,
                Err(e) => {
                    app.update(Msg::Failed(clean_line(&e.to_string())));
                }
            },
            Effect::Browse(url) => self.browse(&url, app, session)?,
        }
        Ok(())
    }

    fn browse(&mut self, url: &Clean, app: &mut App, session: &mut Session) -> io::Result<()> {
        let plan = desktop::plan(url, &Env::of_process());
        let in_terminal = matches!(&plan, Plan::Run(launch) if launch.text);
        if in_terminal {
            self.let_go(session)?;
            session.suspend()?;
        }
        let opened = desktop::open(plan);
        if in_terminal {
            self.resume(app, session)?;
        }
        let msg = match opened {
            Opened::Yes => return Ok(()),
            Opened::No(url) => Msg::NoBrowser(clean_line(&url)),
            Opened::Refused(why) => Msg::Failed(clean_line(&why.to_string())),
            Opened::Failed(program, status) => {
                Msg::Failed(clean_line(&format!("{program}: {status}")))
            }
            Opened::NotStarted(program, why) => {
                Msg::Failed(clean_line(&format!("{program}: {why}")))
            }
        };
        for effect in app.update(msg) {
            self.carry_out(effect, app, session)?;
        }
        Ok(())
    }
}
