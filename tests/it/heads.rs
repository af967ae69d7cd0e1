//! The heads of comments in flat text: every form in which pages print author and date, in three languages,
//! with and without a heading, buttons and blank lines.

use khao::load::{Input, Models, correct, corrected, load};
use khao::model::{CommentIx, Correction, Corrections};

struct Tongue {
    article: [&'static str; 3],
    heading: &'static str,
    button: &'static str,
    names: [&'static str; 4],
    words: [&'static str; 4],
    /// `{n}` is the name, `{i}` the number of the comment.
    forms: &'static [&'static str],
}

const ENGLISH: Tongue = Tongue {
    article: [
        "The ferry to Skerry Isle",
        "The ferry company said on Monday that the boat to Skerry Isle will leave every hour from the first of June, \
         twice as often as last summer, because so many people had been left on the quay.",
        "A return ticket costs eleven pounds, one pound more than before. Bicycles travel free of charge, according \
         to the company's manager, Ruth Abel.",
    ],
    heading: "Comments",
    button: "Reply",
    names: ["Mona Field", "tidewatcher7", "Pete", "Mona Field"],
    words: [
        "At last! We stood there for two hours in August.",
        "Eleven pounds for ten minutes on a boat, no thanks.",
        "It is a nice trip though, and the bikes are free.",
        "Will it run in the winter too?",
    ],
    forms: &[
        "by {n} on 3 March 2024",
        "{n} (3 hours ago):",
        "{n} says:",
        "{n}:",
        "{n} · 2h",
        "{n}",
        "{n}\n3 March 2024 at 10:15",
        "{n} - 3 March 2024, 10:15",
        "{n}, 3 March 2024",
        "{n}: @",
    ],
};

const GERMAN: Tongue = Tongue {
    article: [
        "Die Fähre nach Schärholm",
        "Die Reederei teilte am Montag mit, dass das Schiff nach Schärholm ab dem ersten Juni jede Stunde fährt, \
         doppelt so oft wie im letzten Sommer, weil so viele Leute am Kai stehen geblieben waren.",
        "Eine Rückfahrkarte kostet elf Euro, einen Euro mehr als bisher. Fahrräder fahren laut der Leiterin Ruth \
         Abel kostenlos mit.",
    ],
    heading: "Kommentare",
    button: "Antworten",
    names: ["Mona Feld", "wattwurm7", "Peter", "Mona Feld"],
    words: [
        "Endlich! Wir standen im August zwei Stunden da.",
        "Elf Euro für zehn Minuten Schiff, nein danke.",
        "Ist aber eine schöne Fahrt, und die Räder sind frei.",
        "Fährt sie auch im Winter?",
    ],
    forms: &[
        "von {n} am 3. März 2024",
        "{n} (vor 3 Stunden):",
        "{n} sagt:",
        "{n}:",
        "{n} · 2 Std.",
        "{n}",
        "{n}\n3. März 2024 um 10:15 Uhr",
        "{n} schrieb am 3. März 2024 um 10:15 Uhr:",
        "{n}: @",
    ],
};

const THAI: Tongue = Tongue {
    article: [
        "เรือไปเกาะหินงาม",
        "บริษัทเดินเรือแจ้งเมื่อวันจันทร์ว่า เรือไปเกาะหินงามจะออกทุกชั่วโมงตั้งแต่วันที่ 1 มิถุนายนเป็นต้นไป ซึ่งบ่อยกว่าปีที่แล้วสองเท่า \
         เนื่องจากมีผู้โดยสารตกค้างที่ท่าเรือเป็นจำนวนมาก",
        "ตั๋วไปกลับราคา 110 บาท เพิ่มขึ้นจากเดิม 10 บาท ทั้งนี้ ผู้จัดการบริษัทกล่าวว่าสามารถนำจักรยานขึ้นเรือได้โดยไม่เสียค่าใช้จ่าย",
    ],
    heading: "ความคิดเห็น",
    button: "ตอบกลับ",
    names: ["วารี", "ชาวเกาะ77", "ธนา", "วารี"],
    words: [
        "ในที่สุดก็มาสักที ปีที่แล้วรอตั้งสองชั่วโมงค่ะ",
        "แพงไปหน่อยครับ นั่งแค่สิบนาทีเอง",
        "แต่วิวสวยมากนะ จักรยานก็ฟรีด้วย",
        "หน้าหนาวมีเรือไหมคะ",
    ],
    forms: &[
        "ความคิดเห็นที่ {i} โดย {n}",
        "ความเห็นที่ {i}",
        "ความคิดเห็นที่ {i}\n{n}\n3 มี.ค. 2567 10:15 น.",
        "โดย {n} เมื่อ 3 มี.ค. 2567",
        "{n} (3 ชั่วโมงที่แล้ว)",
        "{n} เมื่อ 3 ชั่วโมงที่แล้ว",
        "{n}\nเมื่อ 3 ชั่วโมงที่แล้ว",
        "{n}\n3 มีนาคม 2567 เวลา 10:15 น.",
        "{n} · 2 ชม.",
        "{n}:",
        "{n}",
        "{n}: @",
    ],
};

/// The text with this form of head; `dense` puts no blank line between comments, `loose` one between all lines.
fn text(
    t: &Tongue,
    form: &str,
    between: &str,
    inside: &str,
    heading: bool,
    button: bool,
) -> String {
    let comments = (0..4).map(|at| {
        let head = form.replace("{n}", t.names[at]);
        let head = head.replace("{i}", &(at + 1).to_string());
        let mut lines: Vec<String> = match head.strip_suffix('@') {
            Some(name) => vec![format!("{name}{}", t.words[at])],
            None => head
                .split('\n')
                .chain([t.words[at]])
                .map(Into::into)
                .collect(),
        };
        lines.extend(button.then(|| t.button.to_owned()));
        lines.join(inside)
    });
    let comments = comments.collect::<Vec<_>>().join(between);
    let heading = if heading {
        format!("{}\n\n", t.heading)
    } else {
        String::new()
    };
    format!("{}\n\n{heading}{comments}\n", t.article.join("\n\n"))
}

#[test]
fn heads_become_author_and_date_and_buttons_are_dropped() {
    for t in [&ENGLISH, &GERMAN, &THAI] {
        for form in t.forms {
            for (between, inside) in [("\n", "\n"), ("\n\n", "\n"), ("\n\n", "\n\n")] {
                for (heading, button) in
                    [(true, true), (true, false), (false, true), (false, false)]
                {
                    let text = text(t, form, between, inside, heading, button);
                    check(t, form, &text);
                }
            }
        }
    }
}

fn check(t: &Tongue, form: &str, text: &str) {
    let input = Input {
        bytes: text.as_bytes().to_vec(),
        name: "heads.txt".to_owned(),
        ..Input::default()
    };
    let document = load(&input).unwrap().documents.remove(0);
    let comments = document.thread.comments();
    let words: Vec<&str> = comments
        .iter()
        .map(|c| {
            assert_eq!(c.blocks.end.ix() - c.blocks.start.ix(), 1, "{text}");
            &*document.blocks[c.blocks.start.ix()].text
        })
        .collect();
    assert_eq!(words, t.words, "{text}");
    for (comment, name) in comments.iter().zip(t.names) {
        let name = form.contains("{n}").then_some(name);
        assert_eq!(comment.author.as_deref(), name, "{text}");
        let day = comment.when.map(|w| w.to_string());
        let dated = form.contains("2024") || form.contains("2567");
        assert_eq!(day.as_deref(), dated.then_some("2024-03-03"), "{text}");
    }
}

#[test]
fn names_and_colons_in_an_article_are_no_heads() {
    let interview = "A talk with the ferry's captain\n\nHe has steered the boat for thirty years.\n\n\
                     Reporter:\nWhat do you like about it?\n\nCaptain Holm:\nI like the mornings. You are alone with the water.\n\n\
                     Reporter:\nAnd the winters?\n\nCaptain Holm:\nI sleep!\n";
    let list = "What to take along\n\nThe island has no shop, so bring what you need for the day.\n\n\
                Water: two litres for each person, more in summer.\nShoes: the path is steep and full of stones.\n\
                Bread: the inn sells none before noon.\nMap: the one from the harbour office is the best.\n";
    let places = "The week in the harbours\n\nThe week brought strong winds and a strike to most of the harbours along the coast.\n\n\
                  Skerry, 12 March 2024\n\nThe pilots met on Tuesday. They will meet again in April.\n\n\
                  Morwick, 13 March 2024\n\nThe fish market stayed closed for a third day.\n\n\
                  Halm, 14 March 2024\n\nThe new crane was tested with a load of forty tons.\n";
    let times = "How the pier came to be\n\nThe harbour board agreed to the new pier on Monday. This is how it came to that.\n\n\
                 The Storm, 12 March 2019\n\nThe old pier was closed after two of its posts had broken.\n\n\
                 The Vote, 4 May 2021\n\nThe board voted against a new one by a single vote.\n\n\
                 The Gift, 9 June 2024\n\nA shipowner offered to pay one half of it.\n";
    let street = "What people say about the pier\n\nThe harbour board agreed to the new pier on Monday after a talk of six hours. It \
                  will cost nine million. We asked four people on the quay.\n\n\
                  Mona Field: I think it costs far too much. Who will pay for it?\n\n\
                  Peter Holm: My boat lies there every summer, so I am glad about it!\n\n\
                  Ruth Abel: I don't know. What happens to the old one?\n\n\
                  Hugo Crane: We have waited for this for years, thank you very much!\n";
    let play = "A play on the quay\n\nThe new play opened on Friday before three hundred people, and it ran for two hours \
                without a break.\n\nThe players were called back four times. It is shown until the end of June.\n\n\
                Orlan\nI give thee back thy ring. Call me no more, and I'll be free!\n\n\
                Mirabel\nWho art thou that comest by night and knowest my name?\n\n\
                Tancred\nNay, I'll call too. Do you hear me, Orlan?\n\n\
                Perenel\nAnd if he hear thee, thou wilt rue it, my friend!\n";
    for text in [interview, list, places, times, street, play] {
        let input = Input {
            bytes: text.as_bytes().to_vec(),
            ..Input::default()
        };
        let document = load(&input).unwrap().documents.remove(0);
        assert!(document.thread.comments().is_empty(), "{text}");
    }
}

#[test]
fn a_part_of_a_comment_with_a_colon_is_no_author() {
    let text = "The ferry to Skerry Isle\n\nThe boat to Skerry Isle will leave every hour from the first of June.\n\nComments\n\n\
                Mona Field · 2h\nI take this along every time:\n\nBread:\nA dark one with seeds.\n\nSoup:\nA hot one in a can.\n\n\
                Peter Holm · 3h\nThanks for the list, Mona!\n";
    assert_eq!(authors(text), ["Mona Field", "Peter Holm"]);
}

#[test]
fn the_name_behind_a_number_is_whole_whatever_letters_it_has() {
    let text = "The ferry to Skerry Isle\n\nThe boat to Skerry Isle will leave every hour from the first of June.\n\nComments\n\n\
                #1 İlkan\n\nI like the boat.\n\n#2 Mona\n\nI do not like it.\n";
    assert_eq!(authors(text), ["İlkan", "Mona"]);
}

#[test]
fn who_is_answered_is_the_last_comment_of_that_name() {
    let text = "The ferry to Skerry Isle\n\nThe boat to Skerry Isle will leave every hour from the first of June.\n\nComments\n\n\
                Mona · 5h\nAt last!\n\nMona · 4h\nAnd it is cheap.\n\nPeter · 3h\nReplying to Mona\nNot at all.\n\n\
                Mona · 2h\nReplying to mona\nIt is.\n";
    let document = load(&input(text)).unwrap().documents.remove(0);
    let parents: Vec<_> = document
        .thread
        .comments()
        .iter()
        .skip(2)
        .map(|c| c.parent.map(CommentIx::ix))
        .collect();
    assert_eq!(parents, [Some(1), Some(1)]);
}

#[test]
fn heads_stay_heads_when_the_cut_is_moved() {
    let text = "The ferry to Skerry Isle\n\nThe boat to Skerry Isle will leave every hour from the first of June.\n\n\
                It costs eleven pounds. Bicycles travel free of charge.\n\nComments\n\n\
                Mona Field\nI do not think this is cheap, honestly.\n\nPetra Holm\nThanks for saying so, Mona!\n\n\
                Hugo Crane\nWhy so late?\n";
    let original = load(&input(text)).unwrap().documents.remove(0);
    let up = corrected(
        &original,
        &Corrections::default(),
        Correction::CutUp(1),
        Models::builtin(),
    );
    let moved = correct(&original, &up.unwrap(), Models::builtin());
    assert_eq!(original.thread.comments().len(), 3);
    let names: Vec<_> = moved
        .thread
        .comments()
        .iter()
        .map(|c| c.author.as_deref().unwrap_or_default())
        .collect();
    assert_eq!(names, ["", "Mona Field", "Petra Holm", "Hugo Crane"]);
}

fn input(text: &str) -> Input {
    Input {
        bytes: text.as_bytes().to_vec(),
        ..Input::default()
    }
}

fn authors(text: &str) -> Vec<String> {
    let document = load(&input(text)).unwrap().documents.remove(0);
    let comments = document.thread.comments().iter();
    comments
        .map(|c| c.author.as_deref().unwrap_or_default().to_owned())
        .collect()
}

/// An article of one short line has no dates of its own below the heading of its discussion.
#[test]
fn the_first_comments_date_is_not_the_articles() {
    let text = "น้ำท่วมตลาดเก่า\n\nน้ำท่วมตลาดเก่าเมื่อคืนนี้\n\nความคิดเห็น\n\nสมชาย\n11 ธ.ค. 63 10:30\nดีใจมากครับ\n\n\
        มานี\n11 ธ.ค. 63 11:00\nขอบคุณทุกท่านนะคะ\n";
    let input = Input {
        bytes: text.as_bytes().to_vec(),
        ..Input::default()
    };
    let document = load(&input).unwrap().documents.remove(0);
    assert_eq!(document.article.published, None);
    let dated = document
        .thread
        .comments()
        .iter()
        .filter(|c| c.when.is_some())
        .count();
    let lines = document
        .blocks
        .iter()
        .filter(|b| b.text.contains("ธ.ค."))
        .count();
    assert_eq!(dated + lines, 2, "no line is lost");
}
