//! The heads of comments in flat text: every form in which pages print author and date, in three languages,
//! with and without a heading, buttons and blank lines.

use khao::load::{Input, load};

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
    for text in [interview, list] {
        let input = Input {
            bytes: text.as_bytes().to_vec(),
            ..Input::default()
        };
        let document = load(&input).unwrap().documents.remove(0);
        assert!(document.thread.comments().is_empty(), "{text}");
    }
}
