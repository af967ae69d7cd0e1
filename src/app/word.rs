//! The ids of every word that khao puts on the screen. Which language says them how is the screen's
//! business, so nothing in this floor depends on it.

use crate::text::Clean;

macro_rules! words {
    ($($variant:ident $id:literal;)*) => {
        /// A word or sentence of khao's own. `{0}` and `{1}` in its text are filled in.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Word {
            $(#[doc = $id] $variant,)*
        }

        impl Word {
            /// All words, in the order of the language files.
            pub const ALL: &[Self] = &[$(Self::$variant,)*];

            /// Its id in the language files.
            pub fn id(self) -> &'static str {
                match self { $(Self::$variant => $id,)* }
            }
        }
    };
}

words! {
    Article "article";
    Comments "comments";
    Sources "sources";
    Shelf "shelf";
    Library "library";
    Filter "filter";
    Search "search";
    SearchAll "search-all";
    Palette "palette";
    Help "help";
    Messages "messages";
    Why "why";
    Parent "parent";
    Links "links";
    Story "story";
    Background "background";
    NoTitle "no-title";
    NoComments "no-comments";
    NoCommentsHint "no-comments-hint";
    NoSources "no-sources";
    NoSourcesHint "no-sources-hint";
    Looking "looking";
    Opening "opening";
    Correcting "correcting";
    EmptyShelf "empty-shelf";
    EmptyShelfHint "empty-shelf-hint";
    NoMatch "no-match";
    NoMatchHint "no-match-hint";
    NoMessages "no-messages";
    TooSmall "too-small";
    OneComment "one-comment";
    ManyComments "many-comments";
    CommentsFirst "comments-first";
    OneReply "one-reply";
    ManyReplies "many-replies";
    OneSource "one-source";
    ManySources "many-sources";
    NotRead "not-read";
    AllRead "all-read";
    NReplyTo "reply-to";
    Deleted "deleted";
    NoWords "no-words";
    InferredNotice "inferred-notice";
    InferredShort "inferred-short";
    InferredFlat "inferred-flat";
    InferredSplit "inferred-split";
    SplitShort "split-short";
    ReaderSplit "reader-split";
    ReaderShort "reader-short";
    NoCommentsByYou "no-comments-by-you";
    StatedThread "stated-thread";
    PlainThread "plain-thread";
    ReaderThread "reader-thread";
    Points "points";
    OnePoint "one-point";
    AgeNow "age-now";
    AgeMinutes "age-minutes";
    AgeHours "age-hours";
    AgeDays "age-days";
    DaysApart "days-apart";
    MonthsApart "months-apart";
    YearsApart "years-apart";
    HitOf "hit-of";
    NoHits "no-hits";
    WrappedToTop "wrapped-to-top";
    WrappedToBottom "wrapped-to-bottom";
    NothingFound "nothing-found";
    FirstOne "first-one";
    LastOne "last-one";
    NoParent "no-parent";
    NoAuthor "no-author";
    NoOtherByAuthor "no-other-by-author";
    NoSibling "no-sibling";
    NoHeading "no-heading";
    NothingUnread "nothing-unread";
    NoHistory "no-history";
    NoLinks "no-links";
    NoAddress "no-address";
    NoPermalink "no-permalink";
    Copied "copied";
    CopiedWhat "copied-what";
    NothingToCopy "nothing-to-copy";
    NoBrowser "no-browser";
    OpeningAddress "opening-address";
    AtEnd "at-end";
    FoundOnShelf "found-on-shelf";
    Selecting "selecting";
    MarkedRead "marked-read";
    MarkedUnread "marked-unread";
    MarkedAll "marked-all";
    Folded "folded";
    FlatView "flat-view";
    TreeView "tree-view";
    LayoutThree "layout-three";
    LayoutTwo "layout-two";
    LayoutOne "layout-one";
    MouseOn "mouse-on";
    MouseOff "mouse-off";
    ThemeIs "theme-is";
    LanguageIs "language-is";
    SortedNewest "sorted-newest";
    SortedOldest "sorted-oldest";
    SortedTitle "sorted-title";
    SortedComments "sorted-comments";
    GroupedNot "grouped-not";
    GroupedOutlet "grouped-outlet";
    GroupedLanguage "grouped-language";
    GroupedDay "grouped-day";
    GroupNone "group-none";
    NothingToRepeat "nothing-to-repeat";
    WorksInThread "works-in-thread";
    WorksInReader "works-in-reader";
    ThaiKeys "thai-keys";
    CouldNotOpen "could-not-open";
    CutAtTop "cut-at-top";
    CutAtBottom "cut-at-bottom";
    CutMovedUp "cut-moved-up";
    CutMovedDown "cut-moved-down";
    CutAsFound "cut-as-found";
    AllArticle "all-article";
    NoneAlready "none-already";
    CommentsAgain "comments-again";
    NothingAbove "nothing-above";
    NothingFurther "nothing-further";
    CommentGone "comment-gone";
    NoSuchParent "no-such-parent";
    StandsSo "stands-so";
    NowRoot "now-root";
    NowReply "now-reply";
    ReplyAsFound "reply-as-found";
    WhySplit "why-split";
    WhySplitSource "why-split-source";
    WhySplitKhao "why-split-khao";
    WhySplitGuess "why-split-guess";
    WhySplitReader "why-split-reader";
    WhyNoneSource "why-none-source";
    WhyNoneKhao "why-none-khao";
    WhyNoneReader "why-none-reader";
    WhyFirst "why-first";
    WhyReply "why-reply";
    WhyReplySource "why-reply-source";
    WhyRootSource "why-root-source";
    WhyReplyKhao "why-reply-khao";
    WhyReplyGuess "why-reply-guess";
    WhyRootKhao "why-root-khao";
    WhyRootGuess "why-root-guess";
    WhyRootPlain "why-root-plain";
    WhyReplyReader "why-reply-reader";
    WhyRootReader "why-root-reader";
    HowCut "how-cut";
    HowNone "how-none";
    HowBack "how-back";
    HowParent "how-parent";
    HowConfirm "how-confirm";
    WhyStory "why-story";
    WhyBackground "why-background";
    WhyLink "why-link";
    Shares "shares";
    Close "close";
    ScopeEverywhere "scope-everywhere";
    ScopeShelf "scope-shelf";
    ScopeReader "scope-reader";
    ScopeArticle "scope-article";
    ScopeThread "scope-thread";
    ScopeSources "scope-sources";
    HelpMouse "help-mouse";
    HelpCounts "help-counts";
    HelpThai "help-thai";
    HintMove "hint-move";
    HintItem "hint-item";
    HintOpen "hint-open";
    HintPane "hint-pane";
    HintFold "hint-fold";
    HintFind "hint-find";
    HintFilter "hint-filter";
    HintHelp "hint-help";
    HintBack "hint-back";
    HintQuit "hint-quit";
    HintCopy "hint-copy";
    HintExtend "hint-extend";
    HintCancel "hint-cancel";
    LinkHintsPrompt "link-hints-prompt";
    Image "image";
    NoPicture "no-picture";
    Percent "percent";
    LangThai "lang-thai";
    LangEnglish "lang-english";
    LangUnknown "lang-unknown";
    PastedLong "pasted-long";
    StandIn "stand-in";
    Warnings "warnings";
    NThOf "nth-of";
}

/// A sentence for the reader: a word and what fills it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// The sentence.
    pub word: Word,
    /// What fills `{0}`, `{1}` ….
    pub args: Vec<Clean>,
    /// Whether it tells of something that went wrong.
    pub bad: bool,
}

impl Note {
    /// A plain note.
    pub fn new(word: Word) -> Self {
        Self {
            word,
            args: Vec::new(),
            bad: false,
        }
    }

    /// A note with what fills it.
    pub fn with(word: Word, args: impl IntoIterator<Item = Clean>) -> Self {
        Self {
            word,
            args: args.into_iter().collect(),
            bad: false,
        }
    }

    /// The same, told as a failure.
    #[must_use]
    pub fn bad(self) -> Self {
        Self { bad: true, ..self }
    }
}

/// A number as a word of a note.
pub fn number(n: impl std::fmt::Display) -> Clean {
    crate::text::clean_line(&n.to_string())
}

/// The texts of one language: what every word and every command is called in it. The shell gives
/// them to the state, which needs them to lay out overlays and to find commands by name.
#[derive(Debug, Clone, Default)]
pub struct Texts {
    /// The texts of the words, in the order of [`Word::ALL`].
    pub words: Vec<String>,
    /// What the commands do, in the order of [`Action::ALL`](super::action::Action::ALL).
    pub commands: Vec<String>,
}

impl Texts {
    /// The text of a word; its id where there is none.
    pub fn word(&self, word: Word) -> &str {
        self.words
            .get(word as usize)
            .map_or_else(|| word.id(), String::as_str)
    }

    /// The text of a word with its gaps filled.
    pub fn say(&self, word: Word, args: &[&str]) -> String {
        let mut text = self.word(word).to_owned();
        for (i, arg) in args.iter().enumerate() {
            text = text.replace(&format!("{{{i}}}"), arg);
        }
        text
    }

    /// The text of a note.
    pub fn note(&self, note: &Note) -> String {
        self.say(
            note.word,
            &note.args.iter().map(|a| &**a).collect::<Vec<_>>(),
        )
    }

    /// What a command does; in English where the language has no text for it.
    pub fn command(&self, action: super::action::Action) -> &str {
        self.commands
            .get(action as usize)
            .map_or_else(|| action.row().help, String::as_str)
    }
}
