//! What several benches share: a generated thread of Thai comments, and the program without a
//! terminal. The same seed gives the same thread.

use std::cell::RefCell;
use std::fmt::Write as _;
use std::sync::Arc;

use khao::app::keymap::Keymap;
use khao::app::settings::Settings;
use khao::app::{App, Effect, Msg};
use khao::load::{Input, load};
use khao::model::Document;
use khao::run::by_hand::ByHand;
use khao::run::library::Library;
use khao::run::worker::{Job, carry_out, first};
use khao::term::{Painter, Profile};
use khao::text::Segmenter;
use khao::ui::Look;
use khao::ui::lang::Lang;
use khao::ui::theme::Theme;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// The terminal's size.
pub(crate) const SIZE: (u16, u16) = (120, 40);

/// Chance with a seed (splitmix64).
pub(crate) struct Chance(u64);

impl Chance {
    pub(crate) fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) % n as u64) as usize
    }
}

/// A document of `n` Thai comments, 150 characters each on average, as a file of our own format.
pub(crate) fn file(n: usize) -> Vec<u8> {
    let list = include_str!("../../assets/thai/words.txt");
    let mut words: Vec<(&str, usize)> = list
        .lines()
        .filter(|l| !l.starts_with('#'))
        .filter_map(|l| l.split_once('\t'))
        .filter_map(|(w, c)| Some((w, c.parse().ok()?)))
        .collect();
    words.sort_by_key(|(w, c)| (std::cmp::Reverse(*c), *w));
    words.truncate(4_000);
    let mut chance = Chance(42);
    let mut out = String::with_capacity(n * 560);
    out.push_str(
        "{\"khao\":1,\"title\":\"ประชาชนถกเถียงเรื่องน้ำท่วม\",\"language\":\"th\",\"blocks\":[",
    );
    for i in 0..12 {
        let comma = if i > 0 { "," } else { "" };
        let text = sentence(&words, &mut chance, 400);
        let _done = write!(out, "{comma}\"{text}\"");
    }
    out.push_str("],\"comments\":[");
    for i in 0..n {
        let length = 30 + chance.below(241);
        let text = sentence(&words, &mut chance, length);
        // Half of the comments answer one of the last eight.
        let parent = if i > 0 && chance.below(4) > 0 {
            (i - 1 - chance.below(i.min(8))).to_string()
        } else {
            "null".to_owned()
        };
        let comma = if i > 0 { "," } else { "" };
        let (author, score) = (chance.below(500), chance.below(90));
        let minute = i % 60;
        let hour = i / 60 % 24;
        let _done = write!(
            out,
            "{comma}{{\"id\":\"{i}\",\"author\":\"ผู้อ่าน{author}\",\"published\":\"2025-02-0{}T{hour:02}:{minute:02}:00Z\",\"score\":{score},\"parent\":{parent},\"text\":\"{text}\"}}",
            1 + i / 1440 % 9,
        );
    }
    out.push_str("]}\n");
    out.into_bytes()
}

/// Common words first, as in speech, with a space now and then.
fn sentence(words: &[(&str, usize)], chance: &mut Chance, length: usize) -> String {
    let mut text = String::new();
    let mut n = 0;
    while n < length {
        let most = chance.below(words.len()) + 1;
        let word = words[chance.below(most)].0;
        text.push_str(word);
        n += word.chars().count();
        if chance.below(7) == 0 {
            text.push(' ');
            n += 1;
        }
    }
    text.truncate(text.trim_end().len());
    text
}

/// The generated document of `n` comments.
pub(crate) fn document(n: usize) -> Document {
    let input = Input {
        bytes: file(n),
        name: "talk.json".to_owned(),
        ..Input::default()
    };
    load(&input).expect("it is our own").documents.remove(0)
}

/// The program, its worker's functions and a painter.
pub(crate) struct Stage {
    pub(crate) app: App,
    pub(crate) look: Look,
    pub(crate) library: Library,
    pub(crate) segmenter: Arc<Segmenter>,
    painter: Painter,
    frame: Buffer,
    waiting: Vec<Job>,
}

impl Stage {
    /// On a document that is not opened yet.
    pub(crate) fn new(document: Document, segmenter: &Arc<Segmenter>) -> Self {
        let (cols, rows) = SIZE;
        let settings = Settings::default();
        let app = App::new(settings.clone(), Keymap::default(), Arc::clone(segmenter));
        let theme = Theme::builtin("terminal").expect("it ships");
        let look = Look::new(&settings, theme, Lang::new("en"), true);
        let mut library = Library::default();
        library.add(document);
        let profile = Profile::from_env(|name| match name {
            "TERM" => Some("xterm-256color".to_owned()),
            "LANG" => Some("C.UTF-8".to_owned()),
            _ => None,
        });
        let mut stage = Self {
            app,
            look,
            library,
            segmenter: Arc::clone(segmenter),
            painter: Painter::new(profile),
            frame: Buffer::empty(Rect::new(0, 0, cols, rows)),
            waiting: Vec::new(),
        };
        stage.update(Msg::Resize { cols, rows });
        let shelf = first(&mut stage.library, &mut ByHand::default());
        stage.update(shelf);
        stage
    }

    /// Takes a message; what it asks of the worker waits.
    pub(crate) fn update(&mut self, msg: Msg) {
        for effect in self.app.update(msg) {
            match effect {
                Effect::Open { ticket, id } => self.waiting.push(Job::Open { ticket, id }),
                Effect::Measure { ticket, document } => {
                    self.waiting.push(Job::Measure { ticket, document });
                }
                _ => {}
            }
        }
    }

    /// Does the next thing that waits, with its answers. Returns whether there was one.
    pub(crate) fn work(&mut self) -> bool {
        if self.waiting.is_empty() {
            return false;
        }
        let job = self.waiting.remove(0);
        let answers = RefCell::new(Vec::new());
        let by_hand = &mut ByHand::default();
        carry_out(job, &mut self.library, by_hand, &self.segmenter, &|msg| {
            answers.borrow_mut().push(msg);
            true
        });
        for msg in answers.into_inner() {
            self.update(msg);
        }
        true
    }

    /// Types keys: a name, or characters.
    pub(crate) fn keys(&mut self, keys: &str) {
        match keys.parse() {
            Ok(key) => self.update(Msg::Key(key)),
            Err(_) => {
                for c in keys.chars() {
                    self.update(Msg::Key(khao::app::key::Key::char(c)));
                }
            }
        }
    }

    /// Draws and paints; returns how many bytes went to the terminal.
    pub(crate) fn paint(&mut self) -> usize {
        let (cols, rows) = self.app.size;
        self.frame.resize(Rect::new(0, 0, cols, rows));
        self.frame.reset();
        let cursor = khao::ui::draw(&self.app, &self.look, &mut self.frame);
        self.painter.frame(&self.frame, cursor).len()
    }

    /// Opened, the thread in front, all measured and painted.
    pub(crate) fn opened(document: Document, segmenter: &Arc<Segmenter>) -> Self {
        let mut stage = Self::new(document, segmenter);
        stage.keys("enter");
        while stage.work() {}
        stage.keys("g2");
        stage.paint();
        stage
    }
}
