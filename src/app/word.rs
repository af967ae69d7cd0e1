//! The ids of every word that khao puts on the screen. Which language says them how is the screen's
//! business, so nothing in this floor depends on it.

pub use super::texts::{Note, Saying, Texts, number};

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
    CutOff "cut-off";
    WereReading "were-reading";
    NothingToResume "nothing-to-resume";
    NotInKiosk "not-in-kiosk";
    NoLinks "no-links";
    NoAddress "no-address";
    NoPermalink "no-permalink";
    CopiedWhat "copied-what";
    CopiedTmux "copied-tmux";
    CopiedScreen "copied-screen";
    CopiedLong "copied-long";
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
    LayoutStacked "layout-stacked";
    MouseOn "mouse-on";
    MouseOff "mouse-off";
    ThemeIs "theme-is";
    LanguageIs "language-is";
    SortedNewest "sorted-newest";
    SortedOldest "sorted-oldest";
    SortedTitle "sorted-title";
    SortedComments "sorted-comments";
    SortedAdded "sorted-added";
    SortedBest "sorted-best";
    GroupedNot "grouped-not";
    GroupedOutlet "grouped-outlet";
    GroupedLanguage "grouped-language";
    GroupedDate "grouped-date";
    GroupedTag "grouped-tag";
    GroupNone "group-none";
    SomeOf "some-of";
    OnlyNewest "only-newest";
    Narrowed "narrowed";
    SavedSearches "saved-searches";
    SaveAs "save-as";
    SearchSaved "search-saved";
    SearchForgotten "search-forgotten";
    SearchTaken "search-taken";
    NothingToSave "nothing-to-save";
    AllDocuments "all-documents";
    InAComment "in-a-comment";
    SectionAhead "section-ahead";
    SectionToday "section-today";
    SectionYesterday "section-yesterday";
    SectionThisWeek "section-this-week";
    SectionLastWeek "section-last-week";
    SectionUndated "section-undated";
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
    LinkGoesTo "link-goes-to";
    LinkBelies "link-belies";
    NoWebAddress "no-web-address";
    Image "image";
    NoPicture "no-picture";
    Percent "percent";
    LangThai "lang-thai";
    LangEnglish "lang-english";
    LangGerman "lang-german";
    LangFrench "lang-french";
    LangSpanish "lang-spanish";
    LangItalian "lang-italian";
    LangPolish "lang-polish";
    LangPortuguese "lang-portuguese";
    LangDutch "lang-dutch";
    LangLao "lang-lao";
    LangKhmer "lang-khmer";
    LangBurmese "lang-burmese";
    LangJapanese "lang-japanese";
    LangChinese "lang-chinese";
    LangKorean "lang-korean";
    LangRussian "lang-russian";
    LangGreek "lang-greek";
    LangArabic "lang-arabic";
    LangHebrew "lang-hebrew";
    LangHindi "lang-hindi";
    LangUnknown "lang-unknown";
    QueryNoField "query-no-field";
    QueryMissing "query-missing";
    QueryParenthesis "query-parenthesis";
    QueryQuotation "query-quotation";
    QueryNumber "query-number";
    QueryDate "query-date";
    QueryLanguage "query-language";
    QueryValue "query-value";
    QueryDeep "query-deep";
    QuerySources "query-sources";
    PastedLong "pasted-long";
    StandIn "stand-in";
    Warnings "warnings";
    NThOf "nth-of";
    Tags "tags";
    TagsAre "tags-are";
    NoTags "no-tags";
    NoteOf "note";
    NoteKept "note-kept";
    NoteGone "note-gone";
    NoNote "no-note";
    YourNote "your-note";
    NoteText "note-text";
    Keeping "keeping";
    Starred "starred";
    Unstarred "unstarred";
    NNew "n-new";
    Undone "undone";
    Redone "redone";
    NothingToUndo "nothing-to-undo";
    NothingToRedo "nothing-to-redo";
    DidStar "did-star";
    DidUnstar "did-unstar";
    DidRead "did-read";
    DidUnread "did-unread";
    DidReadMany "did-read-many";
    DidTags "did-tags";
    DidNote "did-note";
    DidFold "did-fold";
    DidCut "did-cut";
    DidReply "did-reply";
    DidUnrelate "did-unrelate";
    DidUnstory "did-unstory";
    VetoedRelation "vetoed-relation";
    VetoedStory "vetoed-story";
    NothingToVeto "nothing-to-veto";
    StoriesFlat "stories-flat";
    StoriesFolded "stories-folded";
    NoStory "no-story";
    ChooseApart "choose-apart";
    OneLanguage "one-language";
    ManyLanguages "many-languages";
    CommentIn "comment-in";
    SomeCommentIn "some-comment-in";
    ThisPassage "this-passage";
    LinkedOn "linked-on";
    LinkedOff "linked-off";
    NotLinked "not-linked";
    NoneOnThis "none-on-this";
    NoneSpoken "none-spoken";
    NoPassage "no-passage";
    OnlyOnThis "only-on-this";
    AllShown "all-shown";
    NoOtherSource "no-other-source";
    NothingToCompare "nothing-to-compare";
    Compare "compare";
    OnlyHere "only-here";
    NothingOnlyHere "nothing-only-here";
    OnParagraph "on-paragraph";
    WhyPassage "why-passage";
    WhyPassageWords "why-passage-words";
    WhyPassageQuote "why-passage-quote";
    WhyPassageThread "why-passage-thread";
    WhyNoPassage "why-no-passage";
    HowPassage "how-passage";
    NCopies "n-copies";
    WhyUntied "why-untied";
    HowTie "how-tie";
    HowUntie "how-untie";
    HintParagraph "hint-paragraph";
    HintSource "hint-source";
    HintPassage "hint-passage";
    Untied "untied";
    TiedAgain "tied-again";
    DidUntie "did-untie";
}

impl Word {
    /// The name of a language by its two-letter code (ISO 639-1): of those that are told apart by
    /// their words or script.
    pub fn language(code: &str) -> Option<Self> {
        Some(match code {
            "en" => Self::LangEnglish,
            "th" => Self::LangThai,
            "de" => Self::LangGerman,
            "fr" => Self::LangFrench,
            "es" => Self::LangSpanish,
            "it" => Self::LangItalian,
            "pl" => Self::LangPolish,
            "pt" => Self::LangPortuguese,
            "nl" => Self::LangDutch,
            "lo" => Self::LangLao,
            "km" => Self::LangKhmer,
            "my" => Self::LangBurmese,
            "ja" => Self::LangJapanese,
            "zh" => Self::LangChinese,
            "ko" => Self::LangKorean,
            "ru" => Self::LangRussian,
            "el" => Self::LangGreek,
            "ar" => Self::LangArabic,
            "he" => Self::LangHebrew,
            "hi" => Self::LangHindi,
            _ => return None,
        })
    }
}
