//! What a comment most likely answers, and what speaks for it.

use super::super::models::Weights;
use super::feature::{Case, Feature};
use super::page::{Genre, Page};
use crate::text::{Clean, clean_line};

/// The coefficients of all features, in their order.
pub(super) struct Scale(Vec<f32>);

impl Scale {
    /// Those of a table; `None` where it is empty.
    pub(super) fn of(weights: &Weights) -> Option<Self> {
        let all = Feature::ALL.iter().map(|(_, name, _)| weights.get(name));
        let all: Vec<f32> = all.collect();
        all.iter().any(|w| *w != 0.0).then_some(Self(all))
    }

    fn sum(&self, fill: impl FnOnce(&mut dyn FnMut(Feature, f32))) -> f32 {
        let mut sum = 0.0;
        fill(&mut |f, value| sum += self.0[f as usize] * value);
        sum
    }
}

/// What was taken.
pub(super) struct Choice {
    /// The comment that is answered; `None` is a root.
    pub(super) parent: Option<usize>,
    /// How probable it is.
    pub(super) confidence: f32,
    /// What spoke for it, the most telling first.
    pub(super) why: Vec<Clean>,
}

/// What comment `at` answers of the spine, which has the nearest last.
pub(super) fn choose(page: &Page<'_>, at: usize, spine: &[usize], scale: Option<&Scale>) -> Choice {
    let root = |confidence| Choice {
        parent: None,
        confidence,
        why: Vec::new(),
    };
    let Some(case) = Case::of(page, at, spine) else {
        return root(0.95);
    };
    let Some(scale) = scale else {
        return plain(page, at, spine, &case).unwrap_or_else(|| root(0.7));
    };
    let answers = 1.0 / (1.0 + (-scale.sum(|add| case.answers(add))).exp());
    let sums = (0..spine.len()).map(|place| scale.sum(|add| case.chosen(place, add)));
    let sums: Vec<f32> = sums.collect();
    let most = sums.iter().copied().fold(f32::MIN, f32::max);
    let all: f32 = sums.iter().map(|s| (s - most).exp()).sum();
    let place = sums.iter().rposition(|s| *s >= most).unwrap_or(0);
    let likeliest = answers / all;
    if likeliest <= 1.0 - answers {
        return root(1.0 - answers);
    }
    Choice {
        parent: Some(spine[place]),
        confidence: likeliest.min(0.99),
        why: why(page, at, spine, place, &case),
    }
}

/// Without a model: a quotation, then a name.
fn plain(page: &Page<'_>, at: usize, spine: &[usize], case: &Case<'_>) -> Option<Choice> {
    let pairs = case.pairs();
    let quoted = pairs.iter().rposition(|p| p.quoted).map(|p| (p, 0.9));
    let named = || pairs.iter().rposition(|p| p.named).map(|p| (p, 0.85));
    let (place, confidence) = quoted.or_else(named)?;
    Some(Choice {
        parent: Some(spine[place]),
        confidence,
        why: why(page, at, spine, place, case),
    })
}

fn why(page: &Page<'_>, at: usize, spine: &[usize], place: usize, case: &Case<'_>) -> Vec<Clean> {
    let (me, p, pair) = (&page.said[at], spine[place], &case.pairs()[place]);
    let it = &page.said[p];
    let mut out: Vec<String> = Vec::new();
    if pair.quoted {
        out.push("quotes it".to_owned());
    }
    if pair.named {
        out.push(format!("names {}", page.author(p).unwrap_or_default()));
    }
    if me.author.is_some() && me.author != it.author {
        let above = place.checked_sub(1).map(|i| spine[i]);
        if me.author == page.owner {
            out.push("the page's author answers".to_owned());
        } else if above.is_some_and(|a| page.said[a].author == me.author) {
            out.push("they take turns".to_owned());
        }
    }
    if let Some(opener) = me.opener {
        out.push(opener.why().to_owned());
    }
    if me.signs.host && it.asks {
        out.push("answers its question".to_owned());
    }
    let taken = page.genre == Genre::Debate || out.is_empty();
    if pair.taken_up && taken {
        let word = page.taken_up(at, p);
        out.extend(word.map(|w| format!("takes up “{w}”")));
    }
    out.iter().map(|w| clean_line(w)).collect()
}
