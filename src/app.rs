//! The state machine.
//!
//! [`App::update`] takes a [`Msg`] and gives [`Effect`]s; it reads no clock, no file and no
//! environment. So the same messages give the same screen, and a bug report is a list of messages.
//!
//! Layout happens here, at the end of every update, in panes whose size or words changed; the
//! screen ([`crate::ui`]) only reads.

pub mod action;
pub mod areas;
mod asking;
mod carry;
mod changing;
pub mod compare;
mod correcting;
mod doing;
mod finding;
mod fitting;
mod going;
pub mod key;
pub mod keymap;
mod keys;
pub mod kiosk;
mod lasting;
mod leaving;
pub mod linear;
pub mod linked;
mod linking;
mod looks;
mod moves;
pub mod msg;
mod opening;
pub mod overlay;
mod palette;
pub mod pane;
mod pointer;
pub mod preview;
pub mod prompt;
pub mod reader;
mod refusing;
pub mod search;
pub mod select;
pub mod settings;
pub mod sheet;
mod shelving;
mod sitting;
mod steps;
mod stories;
pub mod tabs;
mod telling;
mod texts;
pub mod trail;
pub mod why;
pub mod word;

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::model::{Change, CommentId, DocumentId, Listing, Place, Relation};
use crate::page::Line;
use crate::text::find::Needle;
use crate::text::{Clean, Segmenter};
use action::{Action, Scope};
use areas::{Areas, Layout, Moved, PaneId, SMALLEST};
use changing::Marking;
use correcting::UnderWay;
use key::Key;
use keymap::Keymap;
pub use msg::{Clipboard, Effect, Link, Msg, Named, Ticket};
use overlay::Overlay;
use pane::ShelfPane;
use preview::Preview;
use prompt::{Ask, Prompt};
use reader::{Kept, Reader};
use settings::Settings;
use sheet::SheetRow;
use sitting::Coming;
use steps::Steps;
use trail::{Stop, Trail};
use word::{Note, Texts, Word};

/// The whole state of the program.
#[derive(Debug)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "independent facts, not a state machine"
)]
pub struct App {
    /// What the reader has set.
    pub settings: Settings,
    /// Which keys do what.
    pub keymap: Keymap,
    /// Columns and rows of the terminal.
    pub size: (u16, u16),
    /// The time of the last event.
    pub now: Timestamp,
    /// The time zone in which days are counted.
    pub zone: TimeZone,
    /// Whether nothing beyond the program is to be reached.
    pub kiosk: bool,
    /// Whether the terminal shows only ASCII, and so no Thai.
    pub ascii: bool,
    /// How many effects would have left a kiosk, and were dropped: none, while every command asks first.
    pub n_dropped: usize,
    /// The shelf.
    pub shelf: ShelfPane,
    /// The open document; the shelf is shown while there is none.
    pub reader: Option<Reader>,
    /// What is being opened.
    pub opening: Option<(Ticket, DocumentId)>,
    /// How the panes are wished for.
    pub layout: Layout,
    /// Whether the focused pane has the screen to itself.
    pub zoom: bool,
    /// Where the reader's panes stand.
    pub areas: Areas,
    /// The first lines of the chosen document.
    pub preview: Preview,
    /// What stands over the panes.
    pub overlay: Option<Overlay>,
    /// The line being typed in.
    pub prompt: Option<Prompt>,
    /// Whether the last key left the cursor where it was.
    pub stays: bool,
    /// What the bottom row tells.
    pub note: Option<Note>,
    /// What is known of the link to the terminal, while it is shown.
    pub link: Option<Link>,
    /// What it has told, but for what says only where a key went.
    pub messages: Vec<Note>,
    /// Keys of a chord that is not finished.
    pub pending: Vec<Key>,
    /// The number typed before a command.
    pub count: Option<usize>,
    /// Whom a copy is given to.
    pub clipboard: Clipboard,
    /// Names of the themes, for going through them.
    pub themes: Vec<String>,
    /// The texts of the language of the screen.
    pub texts: Texts,
    /// The rows of an overlay of our own words: help, messages, reasons.
    pub sheet: Vec<SheetRow>,
    /// The laid-out words of the peeked parent.
    pub peeked: Vec<Line>,
    moved: Moved,
    segmenter: Arc<Segmenter>,
    /// What is related to the documents that were opened in this session.
    related: HashMap<DocumentId, Vec<(Relation, Listing)>>,
    /// The shelf is to be arranged anew; whether the chosen document stays on it.
    rearrange: Option<bool>,
    /// The document to be chosen then, and its place, where that is not the chosen one.
    wished: Option<(DocumentId, usize)>,
    /// What is looked for on the shelf, what is to be done with it, and whether a document was open.
    seeking: Option<(Ticket, shelving::Then, bool)>,
    /// Whether that is what was typed.
    seeks_word: bool,
    /// What was searched for on the shelf, the comment in which it stands or its place, for the document that is being opened from there.
    find_after: Option<(Vec<Needle>, Option<CommentId>, Place)>,
    /// Keys that wait for the chosen row of the shelf.
    held: Vec<Key>,
    /// Whether the chosen row of the shelf is to be opened as soon as it is here.
    enter_when_here: bool,
    kept: HashMap<DocumentId, Kept>,
    trail: Trail,
    via: Vec<Stop>,
    after_open: Option<Stop>,
    /// Where the reader was when a source was asked for: `q` goes back there.
    from_source: Option<Stop>,
    /// The comment that was left for its passage.
    from_comment: Option<linking::FromComment>,
    /// The documents seen by going from source to source.
    tour: Vec<(DocumentId, Place)>,
    tickets: u64,
    /// What an earlier session left.
    coming: Coming,
    /// What is being set by hand.
    correcting: UnderWay,
    /// What can be undone.
    steps: Steps,
    /// All tags that the reader has used.
    tags: BTreeSet<Clean>,
    /// What the prompt for tags or a note is about.
    marking: Option<Marking>,
    /// Whose note is being fetched.
    fetching: Option<(Ticket, DocumentId)>,
    /// What was set on the document that is being opened since it was asked for.
    late: Vec<Change>,
    history: HashMap<Ask, Vec<String>>,
    last: Option<(Action, Option<usize>, Option<usize>)>,
    told_thai: bool,
    /// Whether the reader has been told that a page ends here.
    at_end: bool,
    /// What the shelf was searched for.
    shelf_word: Option<String>,
    /// Whether the command came by Escape, which leaves things but never the program.
    pending_was_escape: bool,
    /// The language that the screen is in.
    pub shown_language: &'static str,
}

impl App {
    /// What finds line breaks, with the reader's own words.
    pub fn segmenter(&self) -> &Arc<Segmenter> {
        &self.segmenter
    }

    /// The program before anything has happened.
    pub fn new(settings: Settings, keymap: Keymap, segmenter: Arc<Segmenter>) -> Self {
        let (flat, layout) = (!settings.stories, settings.layout);
        Self {
            settings,
            keymap,
            size: (80, 24),
            now: Timestamp::UNIX_EPOCH,
            zone: TimeZone::UTC,
            kiosk: false,
            ascii: false,
            n_dropped: 0,
            shelf: ShelfPane::new(flat),
            reader: None,
            opening: None,
            layout,
            zoom: false,
            areas: Areas::default(),
            preview: Preview::default(),
            overlay: None,
            prompt: None,
            stays: false,
            note: None,
            link: None,
            messages: Vec::new(),
            pending: Vec::new(),
            count: None,
            clipboard: Clipboard::default(),
            themes: Vec::new(),
            texts: Texts::default(),
            sheet: Vec::new(),
            peeked: Vec::new(),
            moved: Moved::default(),
            segmenter,
            related: HashMap::new(),
            rearrange: None,
            wished: None,
            seeking: None,
            seeks_word: false,
            enter_when_here: false,
            held: Vec::new(),
            find_after: None,
            kept: HashMap::new(),
            trail: Trail::default(),
            via: Vec::new(),
            after_open: None,
            from_source: None,
            from_comment: None,
            tour: Vec::new(),
            tickets: 0,
            coming: Coming::default(),
            correcting: UnderWay::default(),
            steps: Steps::default(),
            tags: BTreeSet::new(),
            marking: None,
            fetching: None,
            late: Vec::new(),
            history: HashMap::new(),
            last: None,
            told_thai: false,
            at_end: false,
            shelf_word: None,
            pending_was_escape: false,
            shown_language: "en",
        }
    }

    /// Takes what happened, and says what is to be done about it.
    pub fn update(&mut self, msg: Msg) -> Vec<Effect> {
        let mut effects = Vec::new();
        // What comes about by itself leaves the cursor where a key has put it.
        let (spot, stays) = (self.spot(), self.stays || matches!(msg, Msg::Key(_)));
        match msg {
            Msg::Key(key) => self.key(key, &mut effects),
            Msg::Paste(text) => self.paste(&text),
            Msg::PasteCut => self.tell(Note::new(Word::PastedLong)),
            Msg::Mouse(mouse) => self.mouse(mouse, &mut effects),
            Msg::Resize { cols, rows } => self.size = (cols, rows),
            Msg::Tick(now) => {
                self.now = now;
                return effects;
            }
            Msg::Link(link) => {
                self.link = self.link.and(Some(link));
                return effects;
            }
            Msg::Arranged {
                ticket,
                arranged,
                from,
                rows,
            } => self.arranged(ticket, *arranged, from, rows, &mut effects),
            Msg::Rows { ticket, from, rows } => self.brought(ticket, from, rows, &mut effects),
            Msg::Sought { ticket, found } => {
                self.sought(ticket, found.map(|b| *b), &mut effects);
            }
            Msg::ShelfFailed { ticket, why } => self.shelf_failed(ticket, why),
            Msg::Unread(n) => self.shelf.n_unread = Some(n),
            Msg::Saved(saved) => self.shelf.set_saved(saved),
            Msg::Named { name, done } => self.named(name, done, &mut effects),
            Msg::Opened {
                ticket,
                document,
                measured,
                state,
            } => self.opened(ticket, document, measured, *state, &mut effects),
            Msg::Tags(tags) => self.tags.extend(tags),
            Msg::Noted { ticket, note } => self.noted(ticket, note),
            Msg::OpenFailed { ticket, why } => {
                if self.opening.is_some_and(|(t, _)| t == ticket) {
                    self.opening = None;
                    self.after_open = None;
                    self.from_source = None;
                    self.tell(Note::with(Word::CouldNotOpen, [why]).bad());
                }
            }
            Msg::Corrected {
                ticket,
                document,
                measured,
                changed,
                steps,
            } => {
                let made = (&*steps, changed);
                self.corrected(ticket, &document, measured, made, &mut effects);
            }
            Msg::CorrectFailed { ticket, gone, why } => {
                self.not_corrected(ticket, gone, why, &mut effects);
            }
            Msg::Measured { ticket, chunk } => {
                if let Some(reader) = self.reader.as_mut().filter(|r| r.ticket == ticket) {
                    reader.take(chunk);
                }
            }
            Msg::Anchored { ticket, anchors } => self.anchored(ticket, anchors),
            Msg::Matched {
                ticket,
                other,
                matches,
                only,
            } => self.matched(ticket, other, matches, only),
            Msg::Related {
                ticket,
                relations,
                listings,
            } => self.related(ticket, relations, listings, &mut effects),
            Msg::Sat(sitting) => self.sat(*sitting, &mut effects),
            Msg::Stories => self.arrange(true),
            Msg::Slow => self.say(Word::Keeping),
            Msg::Failed(what) => self.tell(Note::with(Word::CouldNotOpen, [what]).bad()),
            Msg::NoBrowser(url) => {
                effects.push(Effect::Copy(url.clone()));
                self.tell(Note::with(Word::NoBrowser, [url]));
            }
        }
        self.record();
        self.fit();
        self.stays = stays && self.is_still_at(spot);
        self.ask_for_rows(&mut effects);
        self.stay_inside(&mut effects);
        effects
    }

    /// Whether the terminal is too small to draw on.
    pub fn too_small(&self) -> bool {
        self.size.0 < SMALLEST.0 || self.size.1 < SMALLEST.1
    }

    /// The scopes in which a key is looked up, nearest first.
    pub fn scopes(&self) -> &'static [Scope] {
        match self.reader.as_ref().map(|r| r.focus) {
            None => &[Scope::Shelf, Scope::Everywhere],
            Some(PaneId::Article) => &[Scope::Article, Scope::Reader, Scope::Everywhere],
            Some(PaneId::Thread) => &[Scope::Thread, Scope::Reader, Scope::Everywhere],
            Some(PaneId::Sources) => &[Scope::Sources, Scope::Reader, Scope::Everywhere],
        }
    }
}
