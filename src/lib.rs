//! khao (ข่าว, "news"): the terminal reader for news and the discussion under it.
//!
//! This page is the project's architecture: how the code is laid out and what it keeps.
//!
//! # The straight line
//!
//! Bytes become cells in one direction, and nothing flows back.
//!
//! | step | value out | function | fails? |
//! |---|---|---|---|
//! | read | [`load::Input`] | [`run::read`]: a file, a folder, standard input | io |
//! | load | [`load::Loaded`]: documents and warnings | [`load::load`] | rarely |
//! | keep | [`model::DocumentId`] | [`store::Library`], one `SQLite` file; [`run::library::Library`] adds what is only opened | store |
//! | shelve | [`model::Arranged`]: what stands on the shelf, and the rows in view | [`run::library::Library::arrange`] | store |
//! | correct | the document made anew with what the reader set by hand | [`load::correct()`], on the worker | no |
//! | relate | [`model::Relation`], each with its reasons | [`relate::Index`] for files, [`run::library::Relater`] for the library | store |
//! | anchor | [`model::Anchor`]: the passage a comment speaks of; [`model::Match`]: the same in another source | [`relate::Anchoring`], [`relate::matches()`] | no |
//! | measure | fragments of every block, at no particular width | [`page::measure()`], on the worker | no |
//! | hold | [`app::App`] | [`app::App::update`]: a message in, effects out | no |
//! | lay | [`page::Page`] for an article, [`page::Stack`] for a thread | inside update | no |
//! | draw | cells | [`ui::draw`] | no |
//! | paint | bytes for the terminal | [`term::Painter::frame`], one write a frame | io |
//!
//! # Floors
//!
//! A floor imports only what this table allows; a test reads every `use crate::`.
//!
//! | floor | may import | owns |
//! |---|---|---|
//! | [`text`] | – | strings only: cleaning, cells, line breaks, search form, addresses, Thai |
//! | [`model`] | text | plain values: documents, threads, places |
//! | [`wire`] | text, model | the document format (JSON Lines), and serde |
//! | [`query`] | text, model | the search language: text → tests, errors with their place |
//! | [`load`] | text, model, wire | bytes → documents; where the article ends; who answers whom |
//! | [`store`] | text, model, wire, query | one `SQLite` file, and the only SQL: documents, what the reader did, search |
//! | [`relate`] | text, model | pure scoring with reasons |
//! | [`export`] | text, model, wire | documents → Markdown, a page for a browser, a book for an e-reader |
//! | [`page`] | text, model | laid-out lines |
//! | [`app`] | text, model, page, query | the pure state machine: keys, actions, panes, messages, effects |
//! | [`ui`] | text, model, page, app | drawing into ratatui's `Buffer`; themes, languages, signs |
//! | [`term`] | text, `app::key` | the terminal: painting, input, session, signals |
//! | [`run`] | all above | the shell around the state: loop, worker, files, browser |
//! | [`cli`] | all above | arguments → command; errors to the user |
//!
//! ratatui appears only in `ui` and `term`: its `Buffer`, `Style` and `Rect`, but neither its
//! `Terminal` nor a backend, which repaint far more than changed. crossterm appears only in `term`, for
//! the sequences of the alternate screen; its reader does not, because a late answer of the terminal
//! wedges it and the end of the file makes it spin: keys are read by a decoder of our own. Files,
//! clock and environment appear only in `run` and `cli`; files in `store` too. rusqlite appears only in `store`.
//!
//! # What always holds
//!
//! - Text from outside comes in through [`text::clean()`] alone. Its result is a type of its own,
//!   [`text::Clean`], which holds no control character; documents hold nothing else.
//! - Words reach the screen through one function of `ui`, glyph by glyph, in display form (SARA AM in
//!   two cells). The painter refuses any control character once more.
//! - The grapheme cluster is the unit. A line is a byte range on cluster borders; no line starts with a
//!   Thai mark or ends with a leading vowel.
//! - [`model::Place`] (block and byte) is the one coordinate: reading position, hit, link, selection.
//!   No place changes with the width. The title has places too: [`model::BlockIx::TITLE`].
//! - [`app::App::update`] is pure: the time comes as a message, answers carry a ticket, and the same
//!   messages give the same screen. Drawing reads the state and writes cells.
//! - Pages hold numbers, and only of authors' words: no page depends on language, clock, theme or
//!   signs. Marks, hits and selections are byte ranges put on visible lines. Words of our own are
//!   labels of the screen; only tabs and the help, messages and reasons ([`app::sheet`]) are laid in the
//!   state, from the texts of the screen's language, so that the mouse and scrolling know where they are.
//! - A thread is an arena in reading order ([`model::Thread`]): a subtree is a range, folding is a jump.
//! - What khao inferred says so ([`model::By`]): with a confidence and reasons.
//! - What the reader set by hand ([`model::Corrections`]) wins over source and inference, and is kept
//!   apart: a document is always made anew from the one that was loaded, so undoing is dropping. No line
//!   of a text is lost by it ([`model::Raw`]; names that a page marks up are data, not lines), and the reader's place stays with its words.
//! - What the reader sets on a document or a comment is one value, [`model::Change`] (or the corrections as a
//!   whole): the open document, the shelf's row and the library take the same one, and it is kept when the
//!   screen says so. A step to undo is two of them. What comes about by reading is no step.
//! - What the reader did with a document ([`model::State`]: marks, places, folds, corrections) is kept by
//!   identity, apart from the document: importing it anew, or removing it and importing it again, loses
//!   nothing. What was told as kept is on the disk; whatever fails, nothing half is ever there.
//! - What stands on the screen ([`model::Sitting`]: shelf, panes, folds, search, the line being typed) is kept
//!   when the program ends, with the place and in one transaction, whatever ends it. After an end that was
//!   not the reader's the next start goes on with it at once; after any other, and in a kiosk, it only offers to.
//! - What relates documents follows from their words: it is made behind everything else, in small steps that any
//!   program goes on with, and lost without harm. Only what the reader vetoed is kept for ever.
//! - A file that is no library of ours, or is damaged, is never written to: what can be read of a damaged
//!   one goes into a new one beside it. Where nothing can be kept, reading goes on.
//! - The shelf never holds a whole library: it knows how many documents there are under each heading, and
//!   asks for the rows that come into view ([`app::pane::shelf`]).
//! - Nothing is written while nothing happens: no timer, no animation. The terminal is asked once what it can
//!   do ([`term::ask`]), and behind frames whether it has them ([`term::flow`]): nothing waits for the answers
//!   but the next frame, and none is ever a key.
//! - Keys are taken at once, whatever the terminal does; only painting waits for it. What waits to be painted is
//!   the newest state and nothing else, so a terminal that is slow, far or stopped costs no memory.
//!
//! # Where a change goes
//!
//! | to add | touch |
//! |---|---|
//! | a source format | a file in `src/load` and a line in [`load::FORMATS`]; pages are `load/html`, whose ways of finding a discussion are [`load::Layers`] |
//! | a command | a row in `src/app/action.rs` and an arm in `src/app/doing.rs` |
//! | a pane | `src/app/pane`, `src/ui/pane`, a variant of [`app::areas::PaneId`] |
//! | a theme | a file in `assets/themes` and a line in [`ui::theme::BUILTIN`] |
//! | a language | a file in `assets/lang` and a line in [`ui::lang::LANGUAGES`] |
//!
//! # What is left out on purpose
//!
//! No web and no feeds yet: documents come from files.

#![cfg_attr(not(test), warn(clippy::unwrap_used))]
#![warn(missing_docs)]

pub mod app;
pub mod cli;
pub mod export;
pub mod load;
pub mod model;
pub mod page;
pub mod query;
pub mod relate;
pub mod run;
pub mod store;
pub mod term;
pub mod text;
pub mod ui;
pub mod wire;
