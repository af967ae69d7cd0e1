//! What is counted about a comment and the comments that it may answer.
//!
//! [`Case::answers`] is about whether it answers any, [`Case::chosen`] about which one. Both hand features with
//! their values to `add`: reading sums them up by their coefficients, learning keeps them.

use super::page::{Genre, Page};
use super::table::Opener;
use super::words;

macro_rules! features {
    ($($name:ident $text:literal $prior:literal)*) => {
        /// A feature; its name in the table has `root:` or `which:` before it.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum Feature { $(#[doc = $text] $name,)* }

        impl Feature {
            /// All features in order: name, and the coefficient it has where no row tells.
            pub const ALL: &[(Self, &'static str, f32)] = &[$((Self::$name, $text, $prior)),*];
        }
    };
}

// The number is what the coefficient is drawn to while learning. It is 0 but where the rows have few
// cases and the reason is plain: quotations, names, and how people open their answers in a debate.
features! {
    // The page.
    Bias "root:bias" 0.0
    Names "root:page/names" 0.0
    PageOpeners "root:page/openers" 0.0
    PageHosts "root:page/hosts" 0.0
    PageCalls "root:page/calls" 0.0
    PageBack "root:page/authors come back" 0.0
    PageOwner "root:page/owner" 0.0
    Debate "root:debate" 0.9
    // The place.
    Second "root:second" 0.0
    // How it opens.
    Assent "root:opens/assent" 0.5
    Dissent "root:opens/dissent" 0.5
    Anaphora "root:opens/anaphora" 1.0
    DebateAssent "root:debate/assent" 2.0
    DebateDissent "root:debate/dissent" 1.5
    DebateAnaphora "root:debate/anaphora" 1.5
    DebateTakesUp "root:debate/takes up" 1.0
    Thanks "root:opens/thanks" 0.0
    Host "root:speaks as host" 0.0
    Helps "root:helps" 0.0
    Praise "root:praises" 0.0
    Post "root:names the article" 0.0
    Joins "root:opens/joins" 0.0
    Points "root:opens/points" 0.0
    Third "root:opens/third person" 0.0
    First "root:first person" 0.0
    Small "root:opens/small letter" 0.0
    Quotes "root:opens/quotation" 0.0
    CallsRare "root:calls/rare" 0.5
    CallsLater "root:calls/later" 0.5
    CallsOften "root:calls/often" 0.0
    CallsAt "root:calls/at" 0.0
    // All of it.
    You "root:you" 0.0
    Long "root:long" 0.0
    Short "root:short" 0.0
    Asks "root:asks" 0.0
    AsksLast "root:asks last" 0.0
    Link "root:link" 0.0
    Article "root:of the article" 0.0
    // Against what it may answer.
    Quoted "root:quotes one" 3.0
    Named "root:names one" 2.0
    NamedElse "root:names another" 0.0
    Signed "root:calls who signed" 1.5
    Overlap "root:overlap" 0.0
    TakesUp "root:takes up" 0.0
    LastAsks "root:last asks" 0.0
    LastAsksHost "root:last asks/host" 0.0
    LastHost "root:last speaks as host" 0.0
    LastThanks "root:last thanks" 0.0
    LastCalls "root:last calls" 0.0
    // By the names of the authors.
    Owner "root:author/owner" 1.0
    LastOwner "root:author/after the owner" 0.0
    New "root:author/new" 0.0
    Same "root:author/same" 0.0
    Turns "root:author/turns" 1.0
    OnSpine "root:author/above" 0.0
    Back "root:author/back" 0.0
    // Which.
    Near "which:nearest" 0.0
    Top "which:root" 0.0
    Depth "which:depth" 0.0
    WhichQuoted "which:quoted" 3.0
    WhichNamed "which:named" 3.0
    WhichMentioned "which:mentioned" 0.5
    WhichSigned "which:signed" 1.5
    WhichOverlap "which:overlap" 0.0
    WhichBest "which:most overlap" 0.0
    WhichTakesUp "which:taken up" 0.0
    WhichAsks "which:asks" 0.0
    WhichSame "which:same author" -1.0
    WhichTurns "which:turns" 0.5
    WhichOwner "which:owner" 0.0
    WhichHost "which:host" 0.0
    WhichAsksHost "which:asks the host" 0.0
}

/// Takes a feature and its value.
pub(super) type Add<'a> = &'a mut dyn FnMut(Feature, f32);

fn flag(on: bool) -> f32 {
    f32::from(u8::from(on))
}

fn count(n: usize) -> f32 {
    words::real(n).ln_1p()
}

/// A comment, and the comments that it may answer.
pub(super) struct Case<'a> {
    page: &'a Page<'a>,
    at: usize,
    /// Not empty; the nearest is last.
    spine: &'a [usize],
    pairs: Vec<Pair>,
}

/// What a comment has to do with one that it may answer.
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a feature of its own"
)]
pub(super) struct Pair {
    pub(super) quoted: bool,
    pub(super) named: bool,
    mentioned: bool,
    signed: bool,
    overlap: f32,
    pub(super) taken_up: bool,
}

impl<'a> Case<'a> {
    /// The case of comment `at`; `None` where it can answer nothing.
    pub(super) fn of(page: &'a Page<'a>, at: usize, spine: &'a [usize]) -> Option<Self> {
        let pair = |p: usize| Pair {
            quoted: page.quotes(at, p),
            named: page.names(at, p),
            mentioned: page.mentions(at, p),
            signed: page.signed(at, p),
            overlap: page.overlap(at, p),
            taken_up: page.takes_up(at, p),
        };
        (!spine.is_empty()).then(|| Self {
            page,
            at,
            spine,
            pairs: spine.iter().map(|p| pair(*p)).collect(),
        })
    }

    pub(super) fn pairs(&self) -> &[Pair] {
        &self.pairs
    }

    /// Whether it answers any.
    pub(super) fn answers(&self, add: Add<'_>) {
        self.of_page(add);
        self.of_words(add);
        self.of_pairs(add);
        self.of_authors(add);
    }

    fn of_page(&self, add: Add<'_>) {
        use Feature as F;
        let page = self.page;
        add(F::Bias, 1.0);
        add(F::Names, flag(page.names));
        add(F::PageOpeners, page.rates.openers);
        add(F::PageHosts, page.rates.hosts);
        add(F::PageCalls, page.rates.calls);
        add(F::PageBack, page.rates.back);
        add(F::PageOwner, page.rates.owner);
        add(F::Debate, flag(page.genre == Genre::Debate));
        add(F::Second, flag(self.at == 1));
    }

    fn of_words(&self, add: Add<'_>) {
        use Feature as F;
        let me = &self.page.said[self.at];
        if let Some(opener) = me.opener {
            let f = match (opener, self.page.genre) {
                (Opener::Assent, Genre::Blog) => F::Assent,
                (Opener::Dissent, Genre::Blog) => F::Dissent,
                (Opener::Anaphora, Genre::Blog) => F::Anaphora,
                (Opener::Assent, Genre::Debate) => F::DebateAssent,
                (Opener::Dissent, Genre::Debate) => F::DebateDissent,
                (Opener::Anaphora, Genre::Debate) => F::DebateAnaphora,
            };
            add(f, 1.0);
        }
        let signs = &me.signs;
        add(F::Thanks, flag(signs.thanks));
        add(F::Helps, flag(signs.helps));
        add(F::Host, flag(signs.host));
        add(F::Praise, flag(signs.praise));
        add(F::Post, flag(signs.post));
        add(F::Joins, flag(signs.joins));
        add(F::Points, flag(signs.points));
        add(F::Third, flag(signs.third));
        add(F::First, flag(signs.first));
        add(F::Small, flag(signs.small));
        add(F::Quotes, flag(signs.quotes));
        add(F::Link, flag(signs.link));
        if let Some(call) = &me.call {
            let n = self.page.calls.get(&*call.name);
            let often = n.is_some_and(|n| *n >= 3);
            let first = if often { F::CallsOften } else { F::CallsRare };
            add(if call.later { F::CallsLater } else { first }, 1.0);
            add(F::CallsAt, flag(call.at));
        }
        add(F::You, me.you);
        add(F::Long, count(me.n_words));
        add(F::Short, flag(me.n_words < 8));
        add(F::Asks, flag(me.asks));
        add(F::AsksLast, flag(me.asks_last));
        add(F::Article, self.page.of_article(self.at));
    }

    fn of_pairs(&self, add: Add<'_>) {
        use Feature as F;
        let (&[.., last_ix], [.., pair]) = (self.spine, &*self.pairs) else {
            return;
        };
        let (me, last) = (&self.page.said[self.at], &self.page.said[last_ix]);
        let named = self.pairs.iter().any(|p| p.named);
        add(F::Quoted, flag(self.pairs.iter().any(|p| p.quoted)));
        add(F::Named, flag(named));
        let else_named = !named && self.page.calls_somebody(self.at);
        add(F::NamedElse, flag(else_named));
        add(F::Signed, flag(self.pairs.iter().any(|p| p.signed)));
        add(F::Overlap, pair.overlap);
        let takes_up = match self.page.genre {
            Genre::Debate => F::DebateTakesUp,
            Genre::Blog => F::TakesUp,
        };
        add(takes_up, flag(pair.taken_up));
        add(F::LastAsks, flag(last.asks));
        add(
            F::LastAsksHost,
            flag(last.asks && (me.signs.host || me.signs.helps)),
        );
        add(F::LastHost, flag(last.signs.host));
        add(F::LastThanks, flag(last.signs.thanks));
        add(F::LastCalls, flag(last.call.is_some()));
    }

    fn of_authors(&self, add: Add<'_>) {
        use Feature as F;
        let page = self.page;
        let me = &page.said[self.at];
        let (&[.., last_ix], Some(author)) = (self.spine, me.author) else {
            return;
        };
        let last = page.said[last_ix].author;
        let same = last == Some(author);
        add(F::Owner, flag(page.owner == Some(author) && !same));
        add(
            F::LastOwner,
            flag(page.owner.is_some() && page.owner == last && !same),
        );
        add(F::New, flag(me.new));
        add(F::Same, flag(same));
        let mine = |p: &usize| page.said[*p].author == Some(author);
        let answered = self.spine.len().checked_sub(2).map(|i| self.spine[i]);
        add(F::Turns, flag(answered.is_some_and(|p| mine(&p)) && !same));
        let on_spine = self.spine.iter().any(mine);
        add(F::OnSpine, flag(on_spine));
        add(F::Back, flag(!me.new && !on_spine));
    }

    /// What speaks for the comment at `place` of the spine as the one that is answered.
    pub(super) fn chosen(&self, place: usize, add: Add<'_>) {
        use Feature as F;
        let (page, pair) = (self.page, &self.pairs[place]);
        let (me, it) = (&page.said[self.at], &page.said[self.spine[place]]);
        add(F::Near, flag(place + 1 == self.spine.len()));
        add(F::Top, flag(place == 0));
        add(F::Depth, words::real(place));
        add(F::WhichQuoted, flag(pair.quoted));
        add(F::WhichNamed, flag(pair.named));
        add(F::WhichMentioned, flag(pair.mentioned));
        add(F::WhichSigned, flag(pair.signed));
        add(F::WhichOverlap, pair.overlap);
        let best = self.pairs.iter().all(|q| q.overlap <= pair.overlap);
        add(F::WhichBest, flag(best && pair.overlap > 0.0));
        add(F::WhichTakesUp, flag(pair.taken_up));
        add(F::WhichAsks, flag(it.asks));
        add(F::WhichHost, flag(it.signs.host));
        add(
            F::WhichAsksHost,
            flag(it.asks && (me.signs.host || me.signs.helps)),
        );
        let Some(author) = me.author else { return };
        add(F::WhichSame, flag(it.author == Some(author)));
        let above = place.checked_sub(1).map(|i| self.spine[i]);
        let turns = above.is_some_and(|q| page.said[q].author == Some(author));
        add(F::WhichTurns, flag(turns && it.author != Some(author)));
        add(
            F::WhichOwner,
            flag(it.author == page.owner && page.owner.is_some()),
        );
    }
}
