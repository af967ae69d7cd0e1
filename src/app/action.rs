//! Every command of the program, one row each.
//!
//! From this table come the keymap, the help, the palette, the hint bar, the example keymap file
//! and the key table of the README.

use super::word::Word;

/// Where a key is listened to. A key is looked up in the focused pane's scope first, then in
/// [`Scope::Reader`] (in the reader), then in [`Scope::Everywhere`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Scope {
    /// On the shelf and in the reader.
    Everywhere,
    /// On the shelf.
    Shelf,
    /// In every pane of the reader.
    Reader,
    /// In the article pane.
    Article,
    /// In the thread pane.
    Thread,
    /// In the sources pane.
    Sources,
}

impl Scope {
    /// Its name in the keymap file.
    pub fn name(self) -> &'static str {
        match self {
            Self::Everywhere => "everywhere",
            Self::Shelf => "shelf",
            Self::Reader => "reader",
            Self::Article => "article",
            Self::Thread => "thread",
            Self::Sources => "sources",
        }
    }

    /// What the help calls it.
    pub fn word(self) -> Word {
        match self {
            Self::Everywhere => Word::ScopeEverywhere,
            Self::Shelf => Word::ScopeShelf,
            Self::Reader => Word::ScopeReader,
            Self::Article => Word::ScopeArticle,
            Self::Thread => Word::ScopeThread,
            Self::Sources => Word::ScopeSources,
        }
    }

    /// All scopes, in the order of the help.
    pub const ALL: [Self; 6] = [
        Self::Everywhere,
        Self::Shelf,
        Self::Reader,
        Self::Article,
        Self::Thread,
        Self::Sources,
    ];
}

macro_rules! actions {
    ($($variant:ident $name:literal $scope:ident [$($key:literal),*] $help:literal;)*) => {
        /// A command.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Action {
            $(#[doc = $help] $variant,)*
        }

        impl Action {
            /// All commands, in the order of the help.
            pub const ALL: &[Self] = &[$(Self::$variant,)*];

            /// Its row in the table.
            pub fn row(self) -> ActionRow {
                match self {
                    $(Self::$variant => ActionRow {
                        name: $name, scope: Scope::$scope, keys: &[$($key),*], help: $help,
                    },)*
                }
            }
        }
    };
}

/// What the table says of a command.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ActionRow {
    /// Its name in the keymap file and the palette.
    pub name: &'static str,
    /// Where its keys are listened to.
    pub scope: Scope,
    /// Its keys out of the box: chords of keys parted by a space.
    pub keys: &'static [&'static str],
    /// What it does, in English.
    pub help: &'static str,
}

impl Action {
    /// Whether a number before it repeats it. To the others it says where to go, or nothing.
    pub fn repeats(self) -> bool {
        matches!(
            self,
            Self::LineDown
                | Self::LineUp
                | Self::HalfDown
                | Self::HalfUp
                | Self::PageDown
                | Self::PageUp
                | Self::NextItem
                | Self::PreviousItem
                | Self::NextUnread
                | Self::PreviousUnread
                | Self::NextHit
                | Self::PreviousHit
                | Self::HistoryBack
                | Self::HistoryForward
                | Self::PaneLeft
                | Self::PaneRight
                | Self::NextPane
                | Self::SideLeft
                | Self::SideRight
                | Self::NextHeading
                | Self::PreviousHeading
                | Self::NextRoot
                | Self::PreviousRoot
                | Self::NextSibling
                | Self::PreviousSibling
                | Self::Parent
                | Self::NextByAuthor
                | Self::PreviousByAuthor
                | Self::NextSpoken
                | Self::PreviousSpoken
                | Self::Undo
                | Self::Redo
        )
    }

    /// The command of that name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|a| a.row().name == name)
    }
}

actions! {
    LineDown "line-down" Everywhere ["j", "down"] "One line down";
    LineUp "line-up" Everywhere ["k", "up"] "One line up";
    HalfDown "half-page-down" Everywhere ["d", "ctrl-d"] "Half a page down";
    HalfUp "half-page-up" Everywhere ["u", "ctrl-u"] "Half a page up";
    PageDown "page-down" Everywhere ["space", "pagedown", "ctrl-f"] "One page down; at the end, the next unread";
    PageUp "page-up" Everywhere ["b", "pageup", "ctrl-b"] "One page up";
    Top "top" Everywhere ["g g", "home"] "To the top";
    Bottom "bottom" Everywhere ["G", "end"] "To the bottom, or to line N after a number";
    NextItem "next-item" Everywhere ["J"] "Next article, comment or source";
    PreviousItem "previous-item" Everywhere ["K"] "Previous article, comment or source";
    NextUnread "next-unread" Everywhere ["tab"] "Next unread comment, then article";
    PreviousUnread "previous-unread" Everywhere ["shift-tab"] "Previous unread comment, then article";
    Open "open" Everywhere ["enter"] "Open; in the thread, fold or unfold";
    Back "back" Everywhere ["q", "esc", "backspace"] "Back; on the shelf, quit (q)";
    Quit "quit" Everywhere ["Q", "ctrl-c"] "Quit at once";
    Search "search" Everywhere ["/"] "Search in this pane";
    SearchAll "search-all" Reader ["g /"] "Search article and comments";
    NextHit "next-hit" Everywhere ["n"] "Next hit";
    PreviousHit "previous-hit" Everywhere ["N"] "Previous hit";
    HistoryBack "history-back" Everywhere ["<", "ctrl-o"] "Back to the place before the last jump";
    HistoryForward "history-forward" Everywhere [">"] "Forward again";
    Resume "resume" Everywhere ["'"] "Go on where the last session ended";
    CopyLink "copy-link" Everywhere ["y y"] "Copy the article's address, or its path";
    Browser "browser" Everywhere ["o"] "Open the article in the browser";
    ToggleRead "toggle-read" Everywhere ["m"] "Mark as read or unread";
    Star "star" Everywhere ["s"] "Star, or take the star away";
    Tags "tags" Everywhere ["t"] "Tags of the article; Tab completes, -tag removes";
    Note "note" Everywhere ["g n"] "Note on the article or the comment";
    Undo "undo" Everywhere ["U"] "Undo the last mark, star, tag, note, fold or correction";
    Redo "redo" Everywhere ["ctrl-r"] "Do again what was undone";
    Palette "palette" Everywhere [":"] "Command palette";
    Help "help" Everywhere ["?", "f1"] "Help";
    Messages "messages" Everywhere [] "Messages so far";
    Repeat "repeat" Everywhere ["."] "Repeat the last command";
    Repaint "repaint" Everywhere ["ctrl-l"] "Paint the screen anew";
    Mouse "mouse" Everywhere [] "Mouse on or off (with it on, Shift selects text in the terminal)";
    Linear "linear" Everywhere [] "For screen readers: one column of plain text, or panes again";
    NextTheme "next-theme" Everywhere [] "Next theme";
    NextLanguage "next-language" Everywhere [] "Next language of the screen";
    LinkMeter "link-meter" Everywhere ["g L"] "Show or hide the time and the rate of the link to this terminal";
    Suspend "suspend" Everywhere ["ctrl-z"] "Suspend to the shell";
    Filter "filter" Shelf ["="] "Search the library: words, or lang:th unread comments>20 …";
    SaveSearch "save-search" Shelf ["g ="] "Give this search a name; on a saved one, rename or forget it";
    Sort "sort" Shelf ["g b"] "Next order: newest, oldest, title, comments, as it came";
    FlatShelf "flat-shelf" Shelf ["g t"] "Stories in one row each, or every article for itself";
    StoryFold "story-fold" Shelf ["z a"] "Open a story, or close it";
    StoryOpen "story-open" Shelf ["right"] "Open a story: its other sources stand below";
    StoryClose "story-close" Shelf ["left"] "Close a story";
    NotSameStory "not-same-story" Shelf ["x"] "Not the same story: this one stands apart for ever";
    Group "group" Shelf ["g B"] "Group by nothing, date, outlet, language or tag";
    PaneLeft "pane-left" Reader ["h", "ctrl-w h", "ctrl-w k"] "Pane on the left, or above";
    PaneRight "pane-right" Reader ["l", "ctrl-w l", "ctrl-w j"] "Pane on the right, or below";
    NextPane "next-pane" Reader ["ctrl-w w", "ctrl-w ctrl-w"] "Next pane, round and round";
    GoArticle "go-article" Reader ["g 1", "alt-1"] "To the article";
    GoThread "go-thread" Reader ["g 2", "alt-2"] "To the comments";
    GoSources "go-sources" Reader ["g 3", "alt-3"] "To the sources";
    Zoom "zoom" Reader ["z z"] "This pane alone, or all again";
    NextLayout "next-layout" Reader ["Z"] "Next layout: three panes, two, one, stacked";
    Stacked "stacked" Reader ["z s"] "Panes over one another, or side by side";
    Narrower "narrower" Reader ["z <"] "Narrower pane, or lower";
    Wider "wider" Reader ["z >"] "Wider pane, or higher";
    Select "select" Reader ["v"] "Select a passage; y copies it";
    CopyPermalink "copy-permalink" Reader ["y p"] "Copy the comment's own address";
    CopyQuote "copy-quote" Reader ["y q"] "Copy as a quote with its source";
    Links "links" Reader ["f"] "Links on the screen, by letter";
    ThreadRead "thread-read" Reader ["M"] "Mark the whole thread as read";
    ReadAbove "read-above" Thread ["g m"] "Mark all above as read";
    NextSpoken "next-paragraph" Reader [")"] "Next paragraph that comments speak of";
    PreviousSpoken "previous-paragraph" Reader ["("] "Previous paragraph that comments speak of";
    OnlyThese "only-these" Reader ["g c"] "Only the comments on this paragraph, or all again";
    Passage "passage" Reader ["g s"] "From a comment or a source to its passage, and back";
    NextSource "next-source" Reader ["g S"] "To the same passage in the next source";
    Compare "compare" Reader ["g d"] "Compare with a source, passage by passage";
    Linked "linked" Reader ["g l"] "Link the panes by passage, or read plainly";
    NotRelated "not-related" Reader ["x"] "Not related: this source, or the comment to its passage";
    Why "why" Reader ["g w"] "Why: the split, the reply or the relation";
    CutUp "cut-up" Reader ["g ["] "Comments start a block earlier";
    CutDown "cut-down" Reader ["g ]"] "Comments start a block later";
    NoComments "no-comments" Reader ["g x"] "No comments: all is article; again, undo";
    SideLeft "side-left" Article ["left"] "Code to the left";
    SideRight "side-right" Article ["right"] "Code to the right";
    NextHeading "next-heading" Article ["]"] "Next heading";
    PreviousHeading "previous-heading" Article ["["] "Previous heading";
    NextRoot "next-root" Thread ["]"] "Next top-level comment";
    PreviousRoot "previous-root" Thread ["["] "Previous top-level comment";
    NextSibling "next-sibling" Thread ["}"] "Next comment of the same parent";
    PreviousSibling "previous-sibling" Thread ["{"] "Previous comment of the same parent";
    Parent "parent" Thread ["p"] "To the parent";
    Root "root" Thread ["P"] "To the top-level comment";
    Peek "peek" Thread ["g p"] "Look at the parent without going there";
    NextByAuthor "next-by-author" Thread ["g a"] "Next comment by this author";
    PreviousByAuthor "previous-by-author" Thread ["g A"] "Previous comment by this author";
    MakeRoot "make-root" Thread ["g r"] "Make it top-level; again, undo";
    MakeReply "make-reply" Thread ["g R"] "Confirm whom it answers, or answer the one above; again, further up";
    Fold "fold" Thread ["z a"] "Fold or unfold";
    FoldClose "fold-close" Thread ["left"] "Fold; on a folded comment, go to the parent";
    FoldOpen "fold-open" Thread ["right"] "Unfold";
    FoldAll "fold-all" Thread ["z M"] "Fold all";
    FoldNone "fold-none" Thread ["z R"] "Unfold all";
    FoldLevel "fold-level" Thread ["z 1", "z 2", "z 3", "z 4", "z 5", "z 6", "z 7", "z 8", "z 9"] "Show N levels";
    Flat "flat" Thread ["g t"] "Flat thread, or tree";
}
