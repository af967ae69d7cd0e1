//! What khao inferred and the reader refuses: that a source is related, that a comment speaks of a passage.

use super::areas::PaneId;
use super::changing::comment_meant;
use super::pane::sources::SourceKey;
use super::steps::Did;
use super::word::Word;
use super::{App, Effect};
use crate::model::{Change, CommentChange, Kind};

impl App {
    /// The chosen source is not related to the open document.
    pub(super) fn veto(&mut self, effects: &mut Vec<Effect>) {
        let Some(reader) = self.reader.as_ref() else {
            return;
        };
        let id = reader.document.id;
        if reader.focus == PaneId::Thread {
            return self.untie(effects);
        }
        let chosen = reader
            .sources
            .key()
            .filter(|_| reader.focus == PaneId::Sources);
        let Some(SourceKey::Document(other) | SourceKey::Passage(other)) = chosen else {
            return self.say(Word::NothingToVeto);
        };
        let veto = |on| vec![Change::Veto(other, Kind::Background, on)];
        self.make(
            (id, None),
            Did::Unrelate,
            (veto(false), veto(true)),
            effects,
        );
        self.say(Word::VetoedRelation);
    }

    /// The chosen comment does not speak of the passage that is found for it; said once more, it may.
    fn untie(&mut self, effects: &mut Vec<Effect>) {
        if !self.is_linked() {
            return;
        }
        let Some(reader) = self.reader.as_ref() else {
            return;
        };
        let (id, ix) = (reader.document.id, reader.thread.chosen());
        let untied = reader.done_with(ix).is_some_and(|d| d.untied);
        let Some((_, comment)) =
            comment_meant(reader).filter(|_| untied || !reader.linked.of(ix).is_empty())
        else {
            return self.say(Word::NoPassage);
        };
        let to = |untied| vec![Change::Comment(comment, CommentChange::Untied(untied))];
        let both = (to(untied), to(!untied));
        self.make((id, Some(comment)), Did::Untie, both, effects);
        self.say(if untied {
            Word::TiedAgain
        } else {
            Word::Untied
        });
    }
}
