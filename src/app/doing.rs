//! What each command does.

use super::Link;
use super::action::Action;
use super::areas::PaneId;
use super::overlay::Overlay;
use super::prompt::{Ask, Prompt};
use super::word::{Note, Word};
use super::{App, Effect};
use crate::model::{CommentIx, Correction};

impl App {
    /// Runs a command, as often as `count` says where it repeats. `count` is the number typed before
    /// it, `level` the digit that ended its chord.
    pub(super) fn act(
        &mut self,
        action: Action,
        count: Option<usize>,
        level: Option<usize>,
        effects: &mut Vec<Effect>,
    ) {
        if !action.is_allowed(self.kiosk) {
            self.note = Some(Note::new(Word::NotInKiosk).bad());
            return;
        }
        // Lines and items are counted off in one go, not passed one by one: what lies between is not
        // read. The end of a selection has no such way.
        let selecting = self.reader.as_ref().is_some_and(|r| r.selection.is_some());
        let at_once = !selecting
            && matches!(
                action,
                Action::LineDown | Action::LineUp | Action::NextItem | Action::PreviousItem
            );
        let times = if action.repeats() && !at_once {
            count.unwrap_or(1).clamp(1, 1_000)
        } else {
            1
        };
        for _ in 0..times {
            if !self.select_act(action, effects) {
                self.act_once(action, count, level, effects);
            }
        }
    }

    #[expect(clippy::too_many_lines, reason = "one arm for each command")]
    fn act_once(
        &mut self,
        action: Action,
        count: Option<usize>,
        level: Option<usize>,
        effects: &mut Vec<Effect>,
    ) {
        if action != Action::PageDown {
            self.at_end = false;
        }
        match action {
            Action::LineDown => self.scroll(count.unwrap_or(1).cast_signed()),
            Action::LineUp => self.scroll(-count.unwrap_or(1).cast_signed()),
            Action::HalfDown => self.page(1, 2),
            Action::HalfUp => self.page(-1, 2),
            Action::PageDown => {
                if self.page_moves(1, 1) {
                    self.at_end = false;
                } else if std::mem::take(&mut self.at_end) || self.reader.is_none() {
                    self.unread(true, effects);
                } else {
                    // The jump is told before it is made: nobody should lose an article to one key.
                    self.at_end = true;
                    self.say(Word::AtEnd);
                }
            }
            Action::PageUp => self.page(-1, 1),
            Action::Top => self.edge(false, count),
            Action::Bottom => self.edge(true, count),
            Action::NextItem => self.item(count.unwrap_or(1).cast_signed(), effects),
            Action::PreviousItem => self.item(-count.unwrap_or(1).cast_signed(), effects),
            Action::NextUnread => self.unread(true, effects),
            Action::PreviousUnread => self.unread(false, effects),
            Action::Open => self.enter(effects),
            Action::Back => self.back(effects),
            Action::Quit => effects.push(Effect::Quit),
            Action::Search => self.prompt = Some(Prompt::new(Ask::Search, "")),
            Action::SearchAll => self.prompt = Some(Prompt::new(Ask::SearchAll, "")),
            Action::NextHit => self.hit(true, effects),
            Action::PreviousHit => self.hit(false, effects),
            Action::HistoryBack => self.history_step(false, effects),
            Action::HistoryForward => self.history_step(true, effects),
            Action::Resume => self.resume(effects),
            Action::CopyLink => self.copy_link(effects),
            Action::CopyPermalink => self.copy_permalink(effects),
            Action::CopyQuote => self.copy_quote(effects),
            Action::Browser => self.browse(effects),
            Action::ToggleRead
            | Action::ThreadRead
            | Action::ReadAbove
            | Action::Star
            | Action::Tags
            | Action::Note
            | Action::NotRelated
            | Action::Undo
            | Action::Redo => self.change(action, effects),
            Action::Palette => {
                self.overlay = Some(Overlay::palette(self.kiosk));
                self.refresh_palette();
            }
            Action::Help => self.overlay = Some(Overlay::Help { top: 0 }),
            Action::Messages => self.overlay = Some(Overlay::Messages { top: 0 }),
            Action::Repeat => {}
            Action::Repaint => effects.push(Effect::Repaint),
            Action::Suspend => effects.push(Effect::Suspend),
            Action::Mouse => {
                self.settings.mouse = !self.settings.mouse;
                effects.push(Effect::SetMouse(self.settings.mouse));
                self.say(if self.settings.mouse {
                    Word::MouseOn
                } else {
                    Word::MouseOff
                });
            }
            Action::Linear => {
                self.settings.linear = !self.settings.linear;
                self.say(if self.settings.linear {
                    Word::LinearOn
                } else {
                    Word::LinearOff
                });
            }
            Action::NextTheme => self.next_theme(),
            Action::NextLanguage => self.next_language(),
            Action::LinkMeter => {
                let shown = self.link.is_some();
                self.link = (!shown).then(Link::default);
            }
            Action::Filter => {
                if self.reader.is_none() {
                    self.prompt = Some(Prompt::new(Ask::Filter, &self.shelf.filter));
                }
            }
            Action::SaveSearch => self.ask_name(),
            Action::Sort => self.sort(),
            Action::Group => self.group(),
            Action::FlatShelf
            | Action::StoryFold
            | Action::StoryOpen
            | Action::StoryClose
            | Action::NotSameStory => self.story(action, effects),
            Action::PaneLeft => self.pane_step(-1),
            Action::PaneRight => self.pane_step(1),
            Action::NextPane => self.next_pane(),
            Action::GoArticle => self.focus(PaneId::Article),
            Action::GoThread => self.focus(PaneId::Thread),
            Action::GoSources => self.focus(PaneId::Sources),
            Action::Zoom => self.zoom = self.reader.is_some() && !self.zoom,
            Action::NextLayout => self.lay_out(self.layout.next()),
            Action::Stacked => self.stack_or_not(),
            Action::Narrower => self.resize_pane(count.unwrap_or(1), false),
            Action::Wider => self.resize_pane(count.unwrap_or(1), true),
            Action::Select => self.start_selection(),
            Action::Links => self.link_labels(),
            Action::NextSpoken => self.spoken(true),
            Action::PreviousSpoken => self.spoken(false),
            Action::OnlyThese => self.only_these(),
            Action::Passage => self.passage(),
            Action::NextSource => self.next_source(effects),
            Action::Compare => self.compare(),
            Action::Linked => self.link_or_not(effects),
            Action::Why => self.why(),
            Action::CutUp => self.set(Correction::CutUp(count.unwrap_or(1)), effects),
            Action::CutDown => self.set(Correction::CutDown(count.unwrap_or(1)), effects),
            Action::NoComments => self.set(Correction::NoComments, effects),
            Action::MakeRoot => self.make_root(effects),
            Action::MakeReply => self.make_reply(count, effects),
            Action::SideLeft => self.side(-8),
            Action::SideRight => self.side(8),
            Action::NextHeading => self.heading(true),
            Action::PreviousHeading => self.heading(false),
            Action::NextRoot
            | Action::PreviousRoot
            | Action::NextSibling
            | Action::PreviousSibling
            | Action::Parent
            | Action::Root
            | Action::Peek
            | Action::NextByAuthor
            | Action::PreviousByAuthor => self.thread_move(action),
            Action::Fold
            | Action::FoldClose
            | Action::FoldOpen
            | Action::FoldAll
            | Action::FoldNone
            | Action::FoldLevel
            | Action::Flat => self.fold(action, level, effects),
        }
    }

    fn scroll(&mut self, by: isize) {
        let Some(reader) = &mut self.reader else {
            self.shelf.step(by);
            return;
        };
        match reader.focus {
            PaneId::Article => reader.article.step(by),
            PaneId::Thread => reader.thread.scroll(&reader.document, by),
            PaneId::Sources => reader.sources.step(by),
        };
    }

    fn page(&mut self, pages: isize, part: isize) {
        self.page_moves(pages, part);
    }

    /// Scrolls by a part of a page, one line kept for the eye. Returns whether anything moved.
    fn page_moves(&mut self, pages: isize, part: isize) -> bool {
        let step =
            |rows: usize| pages * (rows.saturating_sub(1).max(1).cast_signed() / part).max(1);
        let Some(reader) = &mut self.reader else {
            return self.shelf.step(step(self.shelf.rows));
        };
        match reader.focus {
            PaneId::Article => reader.article.scroll(step(reader.article.rows)),
            PaneId::Thread => reader
                .thread
                .page(&reader.document, step(reader.thread.rows)),
            PaneId::Sources => reader.sources.page(step(reader.sources.rows)),
        }
    }

    fn edge(&mut self, last: bool, count: Option<usize>) {
        if let Some(reader) = &self.reader {
            self.trail.leave(reader.stop());
        }
        let line = count.map(|n| n.saturating_sub(1));
        let Some(reader) = &mut self.reader else {
            match count {
                Some(n) => self.shelf.go_to(n.saturating_sub(1)),
                None if last => self.shelf.step_documents(isize::MAX / 2),
                None => self.shelf.step_items(isize::MIN / 2),
            };
            return;
        };
        match (reader.focus, line) {
            (PaneId::Article, Some(line)) => {
                reader.article.scroll_to(line);
            }
            (PaneId::Article, None) => {
                reader.article.scroll_to(if last { usize::MAX } else { 0 });
            }
            (PaneId::Thread, Some(n)) => {
                let ix = CommentIx(n.min(reader.document.thread.len().saturating_sub(1)) as u32);
                self.go_comment(ix);
            }
            (PaneId::Thread, None) => reader.thread.edge(&reader.document, last),
            (PaneId::Sources, _) => {
                reader
                    .sources
                    .step(if last { isize::MAX / 2 } else { isize::MIN / 2 });
            }
        }
    }

    /// Next or previous item of the focused pane: article, comment or source.
    fn item(&mut self, by: isize, effects: &mut Vec<Effect>) {
        let Some(reader) = &mut self.reader else {
            self.shelf.step_items(by);
            return;
        };
        match reader.focus {
            PaneId::Article => self.neighbour(by, effects),
            PaneId::Thread => {
                // Inside a comment, "previous" is its own head first.
                let inside = reader.thread.cursor.1 > 0 && by < 0;
                let by = if inside { by + 1 } else { by };
                let n = reader.thread.stack.shown().len().cast_signed();
                let here = reader
                    .thread
                    .stack
                    .slot(reader.thread.chosen())
                    .unwrap_or(0)
                    .cast_signed();
                let target = (here + by).clamp(0, (n - 1).max(0)) - here;
                match reader.thread.neighbour(target) {
                    Some(ix) if inside || target != 0 => reader.thread.choose(&reader.document, ix),
                    _ => self.say(if by > 0 {
                        Word::LastOne
                    } else {
                        Word::FirstOne
                    }),
                }
            }
            PaneId::Sources => {
                if !reader.sources.step(by) {
                    self.say(if by > 0 {
                        Word::LastOne
                    } else {
                        Word::FirstOne
                    });
                }
            }
        }
    }

    fn hit(&mut self, forward: bool, effects: &mut Vec<Effect>) {
        let Some(reader) = &mut self.reader else {
            return self.shelf_hit(forward, effects);
        };
        if reader.sources.find.is_some() {
            return self.source_hit(forward);
        }
        let here = reader.here();
        let Some(find) = &mut reader.find else {
            return self.say(Word::NoHits);
        };
        let Some((hit, round)) = find.step(here, forward) else {
            return self.say(Word::NoHits);
        };
        reader.show(hit);
        let round = round.then_some(if forward {
            Word::WrappedToTop
        } else {
            Word::WrappedToBottom
        });
        self.tell_hit(round);
    }

    fn focus(&mut self, pane: PaneId) {
        if let Some(reader) = &mut self.reader {
            reader.set_focus(pane);
        }
    }

    fn pane_step(&mut self, by: isize) {
        if let Some(reader) = &mut self.reader
            && let Some(pane) = reader
                .focus
                .ix()
                .checked_add_signed(by)
                .and_then(|i| PaneId::ALL.get(i))
        {
            reader.set_focus(*pane);
        }
    }

    fn next_pane(&mut self) {
        if let Some(reader) = &mut self.reader {
            let next = (reader.focus.ix() + 1) % PaneId::ALL.len();
            reader.set_focus(PaneId::ALL[next]);
        }
    }

    fn side(&mut self, by: isize) {
        if let Some(reader) = &mut self.reader {
            let widest = reader.article.widest_code();
            let most = widest.saturating_sub(usize::from(reader.article.width) / 2);
            reader.article.side = reader.article.side.saturating_add_signed(by).min(most);
        }
    }

    fn heading(&mut self, forward: bool) {
        let Some(reader) = &mut self.reader else {
            return;
        };
        match reader.article.heading(forward) {
            Some(line) => {
                reader.article.scroll_to(line);
            }
            None => self.say(Word::NoHeading),
        }
    }
}
