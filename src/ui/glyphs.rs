//! The signs of the screen, each one cell wide, in Unicode and in ASCII.

/// A set of signs.
#[derive(Debug)]
pub struct Glyphs {
    /// Whether they are more than ASCII.
    pub unicode: bool,
    /// Between panes.
    pub separator: &'static str,
    /// Under a title, and in frames.
    pub line: &'static str,
    /// Corners of a frame: top left, top right, bottom left, bottom right.
    pub corners: [&'static str; 4],
    /// A reply as the source states it.
    pub stated: &'static str,
    /// A reply as khao infers it.
    pub inferred: &'static str,
    /// A reply that khao only guesses.
    pub guessed: &'static str,
    /// Left of what is chosen.
    pub chosen: &'static str,
    /// Left of a comment that speaks of the current paragraph.
    pub tied: &'static str,
    /// Before the number of a paragraph.
    pub paragraph: &'static str,
    /// Before what is folded.
    pub folded: &'static str,
    /// Before what is unfolded.
    pub unfolded: &'static str,
    /// Not read.
    pub unread: &'static str,
    /// Starred.
    pub star: &'static str,
    /// A note of the reader's.
    pub note: &'static str,
    /// New since the last visit.
    pub new: &'static str,
    /// Before an item of a list.
    pub bullet: &'static str,
    /// Left of a quote.
    pub quote: &'static str,
    /// Left of code.
    pub code: &'static str,
    /// Before the words of a picture.
    pub picture: &'static str,
    /// Between parts of a label.
    pub dot: &'static str,
    /// To an ancestor.
    pub up: &'static str,
    /// Between ancestors.
    pub step: &'static str,
    /// More to the right.
    pub more: &'static str,
    /// Before a prompt's text.
    pub ask: &'static str,
    /// Before first words that stand in for a title.
    pub opening: &'static str,
    /// Where a line between panes meets the title row.
    pub tee: &'static str,
    /// Number of a comment.
    pub number: &'static str,
}

/// For terminals whose locale is UTF-8.
pub static UNICODE: Glyphs = Glyphs {
    unicode: true,
    separator: "│",
    line: "─",
    corners: ["┌", "┐", "└", "┘"],
    stated: "│",
    inferred: "┊",
    guessed: "·",
    chosen: "▌",
    tied: "▎",
    paragraph: "¶",
    folded: "▸",
    unfolded: "▾",
    unread: "●",
    star: "★",
    note: "✎",
    new: "◆",
    bullet: "•",
    quote: "▎",
    code: "┆",
    picture: "□",
    dot: "·",
    up: "↑",
    step: "›",
    more: "→",
    ask: "›",
    opening: "“",
    tee: "┬",
    number: "#",
};

/// For all others.
pub static ASCII: Glyphs = Glyphs {
    unicode: false,
    separator: "|",
    line: "-",
    corners: ["+", "+", "+", "+"],
    stated: "|",
    inferred: ":",
    guessed: ".",
    chosen: "*",
    tied: "|",
    paragraph: "p",
    folded: "+",
    unfolded: "-",
    unread: "o",
    star: "*",
    note: "&",
    new: "!",
    bullet: "-",
    quote: ">",
    code: "|",
    picture: "#",
    dot: "-",
    up: "^",
    step: ">",
    more: ">",
    ask: ">",
    opening: "\"",
    tee: "+",
    number: "#",
};

/// For screen readers: words stand for signs.
pub static NONE: Glyphs = Glyphs {
    unicode: false,
    separator: " ",
    line: " ",
    corners: [" ", " ", " ", " "],
    stated: " ",
    inferred: " ",
    guessed: " ",
    chosen: " ",
    tied: " ",
    paragraph: " ",
    folded: " ",
    unfolded: " ",
    unread: " ",
    star: " ",
    note: " ",
    new: " ",
    bullet: " ",
    quote: " ",
    code: " ",
    picture: " ",
    dot: "·",
    up: " ",
    step: " ",
    more: "…",
    ask: ">",
    opening: "\"",
    tee: " ",
    number: "#",
};
