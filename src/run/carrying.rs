//! What the state asks for is done.

use std::io;

use super::desktop::{self, Env, Opened, Plan};
use super::outside::Outside;
use super::worker::Job;
use super::{End, Shell};
use crate::app::{App, Effect, Msg};
use crate::term::{self, Session};
use crate::text::{Clean, clean_line};

impl Shell {
    pub(super) fn carry_out(
        &mut self,
        effect: Effect,
        app: &mut App,
        session: &mut Session,
    ) -> io::Result<()> {
        match effect {
            Effect::Suspend => {
                let Some(_outside) = self.outside else {
                    return Ok(());
                };
                if !term::ask_stop() {
                    let why = "there is no shell to come back from";
                    app.update(Msg::Failed(clean_line(why)));
                }
            }
            Effect::Browse(url) => {
                let Some(outside) = self.outside else {
                    return Ok(());
                };
                self.browse(&url, outside, app, session)?;
            }
            Effect::Quit => self.end = Some(End::Quit),
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
                Ok(bytes) => self.copy(bytes, session)?,
                Err(e) => {
                    app.update(Msg::Failed(clean_line(&e.to_string())));
                }
            },
        }
        Ok(())
    }

    fn browse(
        &mut self,
        url: &Clean,
        outside: Outside,
        app: &mut App,
        session: &mut Session,
    ) -> io::Result<()> {
        let plan = desktop::plan(url, &Env::of_process());
        let in_terminal = matches!(&plan, Plan::Run(launch) if launch.text);
        if in_terminal {
            self.keep(app, false);
            self.let_go(session)?;
            session.suspend()?;
        }
        let opened = desktop::open(plan, outside);
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
