//! The discussion told by its manner: a chain of two segments with learned coefficients.
//!
//! A cut before line `k` scores the sum of `w · f(line)` over the lines behind it
//! plus `v · g(k)`; no cut scores a constant. A softmax over the places that may
//! be cut makes probabilities of the scores. There are comments if "none" is
//! unlikely enough, and they start at the likeliest place.
//!
//! Deliberately absent: learning (`src/bin/train/split.rs`), which asks the same functions.

use super::super::draft::Piece;
use super::super::line;
use super::super::models::Weights;
use super::Cut;
use super::edge::{self, Sums};
use super::feature::{self, LINE, Row, float};
use super::table::Sign;
use crate::model::BlockKind;

/// The name of the score of "no comments".
pub(super) const NONE: &str = "none";
/// The name of what scores are divided by, so that probabilities are honest.
pub(super) const TEMPERATURE: &str = "temperature";
/// The name of the least probability of comments that cuts.
pub(super) const THRESHOLD: &str = "threshold";
/// One trailing line narrower than this is no discussion.
const ALONE: usize = 20;
/// No more lines than this are asked for reasons.
const ASKED: usize = 200;

/// What the chain says.
pub(super) struct Said {
    /// The likeliest cut, where there are comments.
    pub(super) cut: Option<Cut>,
    /// How likely it is that there are none.
    pub(super) none: f32,
}

/// Whether the discussion may start at a line.
pub(super) fn may_start(pieces: &[Piece], k: usize) -> bool {
    let piece = &pieces[k];
    let kind = matches!(piece.block.kind, BlockKind::Paragraph | BlockKind::Quote);
    let text = piece.text();
    let alone = k + 1 == pieces.len() && line::cells(text) < ALONE;
    let worded = line::head(text, 200).chars().any(char::is_alphanumeric);
    k >= 2 && kind && !piece.glued && !alone && worded && !line::is_item(text) && !is_address(text)
}

/// Whether a line is an address on the web and nothing else: the article's pointer to more.
fn is_address(text: &str) -> bool {
    !text.contains(' ') && (text.starts_with("https://") || text.starts_with("http://"))
}

/// No more places than this are weighed against each other.
const WEIGHED: usize = 24;

/// The place that is expected to lose least: where the discussion may start at any of `places`, each with its
/// chance, the one with the largest mean F1 of the lines of comments. Of `n` lines all in all.
///
/// The likeliest place alone may be far from all others that are nearly as likely.
pub(super) fn choose(places: &[(usize, f32)], n: usize) -> Option<usize> {
    let mut top: Vec<(usize, f32)> = places.iter().copied().filter(|(k, _)| *k < n).collect();
    if top.len() > WEIGHED {
        top.select_nth_unstable_by(WEIGHED, |a, b| b.1.total_cmp(&a.1));
        top.truncate(WEIGHED);
    }
    let f1 = |a: usize, b: usize| {
        let exact = if a == b { EXACT } else { 0.0 };
        exact + 2.0 * float((n - a).min(n - b)) / float(2 * n - a - b)
    };
    let gain = |at: usize| top.iter().map(|(k, p)| p * f1(at, *k)).sum::<f32>();
    let best = top.iter().max_by(|a, b| gain(a.0).total_cmp(&gain(b.0)));
    best.map(|(k, _)| *k)
}

/// What the very line is worth beside the lines of comments.
const EXACT: f32 = 0.3;

/// What the chain says of a text; `None` without a model or a place to cut.
pub(super) fn ask(pieces: &[Piece], signs: &[Option<Sign>], model: &Weights) -> Option<Said> {
    let temperature = model.get(TEMPERATURE);
    // Scores that are divided by next to nothing are no numbers any more.
    if pieces.len() < 3 || temperature < 0.01 {
        return None;
    }
    let (lines, at_place) = coefficients(model);
    let rows = feature::rows(pieces, signs, &|word| model.of_word(word));
    let sums = Sums::of(&rows);
    let mut scores = vec![f32::NEG_INFINITY; rows.len() + 1];
    scores[rows.len()] = model.get(NONE) / temperature;
    let mut behind = 0.0;
    for k in (0..rows.len()).rev() {
        behind += dot(&rows[k], &lines);
        if may_start(pieces, k) {
            scores[k] = (behind + dot(&sums.place(k), &at_place)) / temperature;
        }
    }
    let chances = softmax(&scores);
    let none = chances[rows.len()];
    let places: Vec<(usize, f32)> = (0..rows.len()).map(|k| (k, chances[k])).collect();
    let best = choose(&places, rows.len())?;
    let found = 1.0 - none > model.get(THRESHOLD) && may_start(pieces, best);
    let cut = found.then(|| Cut {
        at: best,
        // A line more or less is still right.
        confidence: chances[best.saturating_sub(1)..(best + 2).min(rows.len())]
            .iter()
            .sum(),
        why: reasons(&rows, &sums, best, &lines, &at_place),
    });
    Some(Said { cut, none })
}

/// Probabilities of scores.
pub(super) fn softmax(scores: &[f32]) -> Vec<f32> {
    let top = scores.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    let powers = scores.iter().map(|s| (s - top).exp());
    let mut out: Vec<f32> = powers.collect();
    let sum: f32 = out.iter().sum();
    for p in &mut out {
        *p /= sum;
    }
    out
}

fn dot(a: &[f32], b: &[f32]) -> f32 {
    a.iter().zip(b).map(|(x, y)| x * y).sum()
}

fn coefficients(model: &Weights) -> (Vec<f32>, Vec<f32>) {
    let lines = LINE.iter().map(|(name, _)| model.get(name)).collect();
    let places = (0..edge::N)
        .map(|ix| model.get(&edge::name(ix).0))
        .collect();
    (lines, places)
}

/// The two or three things that spoke most for a cut.
fn reasons(
    rows: &[Row],
    sums: &Sums<'_>,
    at: usize,
    lines: &[f32],
    places: &[f32],
) -> Vec<&'static str> {
    let mut said: Vec<(&'static str, f32)> = Vec::new();
    let mut add = |words: &'static str, by: f32| match said.iter_mut().find(|(w, _)| *w == words) {
        Some((_, sum)) => *sum += by,
        None if !words.is_empty() => said.push((words, by)),
        None => {}
    };
    let mut sum = [0.0_f32; feature::N];
    for row in rows[at..].iter().take(ASKED) {
        for (s, x) in sum.iter_mut().zip(row) {
            *s += x;
        }
    }
    for (ix, (_, words)) in LINE.iter().enumerate() {
        add(words, sum[ix] * lines[ix]);
    }
    for (ix, value) in sums.place(at).iter().enumerate() {
        add(edge::name(ix).1, value * places[ix]);
    }
    said.retain(|(_, by)| *by > 0.0);
    said.sort_by(|a, b| b.1.total_cmp(&a.1));
    // What adds little beside the first is not worth a word.
    let least = said.first().map_or(0.0, |(_, by)| by / 5.0);
    let told = said.iter().filter(|(_, by)| *by >= least).take(3);
    let told: Vec<&str> = told.map(|(words, _)| *words).collect();
    if told.is_empty() {
        vec!["manner of the lines"]
    } else {
        told
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::Models;
    use super::super::marker;
    use super::*;
    use crate::text::clean;

    fn pieces(lines: &[&str]) -> Vec<Piece> {
        let line = |l: &&str| Piece::new(BlockKind::Paragraph, clean(l));
        lines.iter().map(line).collect()
    }

    fn asked(pieces: &[Piece], models: &Models) -> Option<Said> {
        ask(pieces, &marker::signs(pieces), &models.split)
    }

    fn cut(lines: &[&str]) -> Option<usize> {
        let said = asked(&pieces(lines), Models::builtin());
        said.and_then(|s| s.cut).map(|c| c.at)
    }

    const REPORT: [&str; 5] = [
        "The council of Northfield voted on Tuesday to rebuild the bridge over the Wend, which has been closed to \
         lorries since the flood of 2019, according to a statement by its planning office.",
        "Officials said the work would cost 4.2 million and take two years. Traffic will be led over the railway \
         crossing in the meantime, and buses will run every twenty minutes.",
        "The engineer in charge, Paula Stern, said that three designs had been compared. “The arch is dearer, but \
         it needs no pillar in the river, and so no repair after each flood,” she told the meeting.",
        "A first attempt to rebuild the bridge failed in 2021 when the only bidder withdrew its offer. The \
         province has since raised its share from a third to one half of the costs.",
        "Work is to begin in March, when the water is low. The old bridge will be taken down by the end of the year.",
    ];

    #[test]
    fn talk_behind_a_report_is_found() {
        let talk = [
            "Great news! I have been waiting for this for years :)",
            "Thanks for the article. Does anyone know if I can still walk over it?",
            "I don't think they will finish in two years, lol. You will see!",
            "Yes, I agree with you. My kids hate the detour...",
        ];
        let lines: Vec<&str> = REPORT.into_iter().chain(talk).collect();
        assert_eq!(cut(&lines), Some(5));
    }

    #[test]
    fn talk_is_known_in_german_and_thai() {
        let german = [
            "Der Stadtrat von Nordfeld hat am Dienstag beschlossen, die Brücke über die Wend neu zu bauen. Sie ist seit \
             dem Hochwasser von 2019 für Lastwagen gesperrt, wie das Planungsamt mitteilte.",
            "Die Arbeiten kosten laut Verwaltung 4,2 Millionen Euro und dauern zwei Jahre. Der Verkehr wird so lange über \
             den Bahnübergang geleitet.",
            "Die leitende Ingenieurin Paula Stern sagte, drei Entwürfe seien verglichen worden. Der Bogen sei teurer, \
             brauche aber keinen Pfeiler im Fluss.",
            "Danke für den Artikel! Ich warte schon seit Jahren darauf :)",
            "Weiß jemand, ob ich da noch zu Fuß rüber komme? Ich finde das echt blöd...",
            "Hallo Maria, ja, das geht. Du musst nur am Ufer aufpassen!",
        ];
        assert_eq!(cut(&german), Some(3));
        let thai = [
            "นายประยุทธ์ชัย ใจดี โฆษกกระทรวงคมนาคม กล่าวว่า กระทรวงได้ดำเนินการก่อสร้างสะพานข้ามแม่น้ำแห่งใหม่ เพื่อให้ประชาชน\
             ในพื้นที่เดินทางได้สะดวก โดยมีงบประมาณจำนวน 420 ล้านบาท และใช้เวลา 2 ปี",
            "ทั้งนี้ สะพานเดิมถูกปิดสำหรับรถบรรทุกเนื่องจากน้ำท่วมในปี 2562 นอกจากนี้ ยังได้จัดรถโดยสารให้บริการประชาชนทุก 20 นาที",
            "อย่างไรก็ตาม การก่อสร้างดังกล่าวจะเริ่มในเดือนมีนาคม ซึ่งเป็นช่วงที่ระดับน้ำต่ำ และจะแล้วเสร็จภายในสิ้นปีหน้า",
            "ดีมากเลยค่ะ รอมานานแล้ว",
            "ผมว่าไม่ทันหรอกครับ 5555",
            "แล้วจักรยานข้ามได้ไหมคะ",
            "ขอบคุณนะ เดี๋ยวไปดูเอง",
        ];
        assert_eq!(cut(&thai), Some(3));
    }

    #[test]
    fn a_report_by_itself_is_left_alone() {
        assert_eq!(cut(&REPORT), None);
        assert_eq!(cut(&REPORT[..2]), None);
        assert_eq!(cut(&[]), None);
    }

    #[test]
    fn without_a_model_nothing_is_said() {
        assert!(asked(&pieces(&REPORT), &Models::default()).is_none());
    }

    #[test]
    fn what_cannot_be_a_comment_starts_none() {
        let mut lines = pieces(&["One.", "Two.", "Three is here.", "Four is here.", "Five!"]);
        assert!(!may_start(&lines, 1), "before the third line");
        assert!(may_start(&lines, 2));
        assert!(!may_start(&lines, 4), "one short line");
        for kind in [BlockKind::Item(0), BlockKind::Image, BlockKind::Code] {
            lines[3].block.kind = kind;
            assert!(!may_start(&lines, 3), "{kind:?}");
        }
        let lines = pieces(&[
            "One.",
            "Two.",
            "-----",
            "1. Four is an item",
            "Five is a line of words",
        ]);
        assert!(!may_start(&lines, 2) && !may_start(&lines, 3));
    }

    #[test]
    fn the_place_of_least_loss_is_chosen() {
        // The last line is likeliest by a little, but four lines above it share the rest.
        let spread = [(10, 0.2), (11, 0.2), (12, 0.2), (19, 0.25)];
        assert_eq!(choose(&spread, 20), Some(11));
        assert_eq!(choose(&[(5, 0.9), (6, 0.05)], 20), Some(5));
        assert_eq!(choose(&[], 20), None);
    }

    #[test]
    fn a_long_text_is_read_in_one_go() {
        let lines: Vec<&str> = REPORT.into_iter().cycle().take(20_000).collect();
        let said = asked(&pieces(&lines), Models::builtin()).unwrap();
        assert!(said.none.is_finite());
    }
}
