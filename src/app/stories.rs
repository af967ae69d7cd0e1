//! Stories on the shelf: opened to their documents, closed, told apart.

use super::action::Action;
use super::steps::Did;
use super::word::Word;
use super::{App, Effect};
use crate::model::{Change, InStory, Kind, Shelved};

impl App {
    /// Runs one of the commands for stories.
    pub(super) fn story(&mut self, action: Action, effects: &mut Vec<Effect>) {
        if self.reader.is_some() {
            return;
        }
        match action {
            Action::FlatShelf => {
                self.shelf.flat = !self.shelf.flat;
                self.arrange(true);
                self.say(if self.shelf.flat {
                    Word::StoriesFlat
                } else {
                    Word::StoriesFolded
                });
            }
            Action::StoryOpen => self.open_story(Some(true)),
            Action::StoryClose => self.open_story(Some(false)),
            Action::StoryFold => self.open_story(None),
            Action::NotSameStory => self.tell_apart(effects),
            _ => {}
        }
    }

    /// Opens the story of the chosen row, or closes it; without a wish, whichever it is not.
    fn open_story(&mut self, open: Option<bool>) {
        let Some(row) = self.shelf.row(self.shelf.at) else {
            return;
        };
        let is_open = match &row.story {
            InStory::Alone => return self.say(Word::NoStory),
            InStory::Leads(story) => story.open,
            InStory::Member(_) => true,
        };
        if open == Some(is_open) {
            return;
        }
        let (id, all) = (row.listing.id, row.story_of());
        self.shelf.open.retain(|other| !all.contains(other));
        if !is_open {
            self.shelf.open.push(id);
        }
        self.arrange(true);
    }

    /// Opens the story at a place of the shelf where `row`, which was looked for, stands behind the one that leads,
    /// and chooses it there.
    pub(super) fn open_story_of(&mut self, row: &Shelved, at: usize) {
        let id = row.listing.id;
        let InStory::Leads(story) = &row.story else {
            return;
        };
        if story.open || story.documents.first().is_none_or(|leads| leads.0 == id) {
            return;
        }
        self.shelf.open.push(id);
        self.wished = Some((id, at));
        self.arrange(true);
    }

    /// The chosen document is not of the story with which it stands.
    fn tell_apart(&mut self, effects: &mut Vec<Effect>) {
        let Some(row) = self.shelf.row(self.shelf.at) else {
            return;
        };
        match &row.story {
            InStory::Alone => return self.say(Word::NoStory),
            // Which of them is meant is seen only then.
            InStory::Leads(story) if !story.open => {
                self.open_story(Some(true));
                return self.say(Word::ChooseApart);
            }
            InStory::Leads(_) | InStory::Member(_) => {}
        }
        let id = row.listing.id;
        let mut all = row.story_of();
        all.retain(|other| *other != id);
        let veto = |on| {
            let each = all
                .iter()
                .map(|other| Change::Veto(*other, Kind::Story, on));
            each.collect::<Vec<_>>()
        };
        let both = (veto(false), veto(true));
        // The rest of it stays open.
        self.shelf.open.retain(|other| *other != id);
        self.shelf.open.extend(all.first());
        self.make((id, None), Did::Unstory, both, effects);
        self.say(Word::VetoedStory);
    }
}
