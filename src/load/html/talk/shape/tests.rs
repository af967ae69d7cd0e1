//! Tests of finding a discussion by its shape.

use super::super::super::super::draft::Stated;
use super::super::super::tree::Tree;
use super::find;

const ARTICLE: &str = "<h1>The bridge</h1><p>The bridge was opened on Monday after ten years of work by hundreds of \
    people. It carries trams and bicycles but no cars, and the town is proud of it. The mayor cut the ribbon and \
    the band played until the evening came.</p>";

fn comment(name: &str, words: &str, inner: &str) -> String {
    format!(
        "<li><div><b>{name}</b> <a href=x>March 3, 2024 at 3:15 pm</a></div><p>{words}</p><a href=y>Reply</a>{inner}</li>"
    )
}

#[test]
fn parts_of_one_shape_are_comments_and_nest() {
    let answer = comment("Bo", "No, the old one was far too narrow for it.", "");
    let one = comment(
        "Anna",
        "I would rather have kept the old bridge, to be honest.",
        &format!("<ul>{answer}</ul>"),
    );
    let two = comment(
        "Cleo",
        "Where does one leave a bicycle on the other side?",
        "",
    );
    let tree = Tree::parse(&format!(
        "{ARTICLE}<div><h3>3 comments</h3><ol>{one}{two}</ol></div>"
    ));
    let talk = find(&tree).unwrap();
    let told: Vec<_> = talk
        .turns
        .iter()
        .map(|t| {
            (
                t.author.as_deref().unwrap_or_default(),
                t.pieces.len(),
                t.stated,
            )
        })
        .collect();
    assert_eq!(
        told,
        [
            ("Anna", 1, Some(Stated::Root)),
            ("Bo", 1, Some(Stated::Reply(0))),
            ("Cleo", 1, Some(Stated::Root)),
        ]
    );
    assert!(
        talk.taken
            .iter()
            .any(|n| tree.text(*n).contains("3 comments"))
    );
}

#[test]
fn lists_of_other_pages_are_none() {
    let teaser = |n: usize| {
        format!(
            "<li><h4><a href=x{n}>What the town council said of the bridge {n}</a></h4><span>March {n}, 2024</span>\
             <p>The council met on Tuesday and spoke of the bridge for hours.</p></li>"
        )
    };
    let list: String = (1..6).map(teaser).collect();
    let tree = Tree::parse(&format!("{ARTICLE}<ul>{list}</ul>"));
    assert!(find(&tree).is_none());
    let entry = |n: usize| {
        format!(
            "<div><b>1{n}:15</b><p>The band has begun to play, and the crowd is singing.</p></div>"
        )
    };
    let live: String = (1..6).map(entry).collect();
    assert!(find(&Tree::parse(&format!("{ARTICLE}{live}"))).is_none());
}

/// Who, how deep and the first words of what the shape of a page shows.
fn told(page: &str) -> String {
    super::super::tests::by_maker::outline(find(&Tree::parse(page)))
}

#[test]
fn thai_comments_with_buddhist_dates() {
    let one = |who: &str, day: u8, words: &str, inner: &str| {
        format!(
            "<div><div><img src=x> <b>{who}</b> <span>{day} มีนาคม 2567 10:15 น.</span></div><div>{words}</div>\
             <div><a>ตอบกลับ</a></div>{inner}</div>"
        )
    };
    let answer = one("มาลี", 4, "ไม่จริงค่ะ สะพานเก่าแคบเกินไปสำหรับรถราง", "");
    let page = format!(
        "{ARTICLE}<section><h2>ความคิดเห็น</h2><div>{}{}</div></section>",
        one("สมชาย", 3, "อยากให้เก็บสะพานเก่าไว้มากกว่าครับ", &answer),
        one("วิชัย", 5, "ดีครับ", ""),
    );
    let want = "- สมชาย 2024-03-03: อยากให้เก็บสะพานเก่าไว้มากกว่าครับ\n\
        -- มาลี 2024-03-04: ไม่จริงค่ะ สะพานเก่าแคบเกินไปสำหรับรถราง\n- วิชัย 2024-03-05: ดีครับ\n";
    assert_eq!(told(&page), want);
}

#[test]
fn german_comments_with_times_below_and_in_parts() {
    let one = |who: &str, day: u8, words: &str, inner: &str| {
        format!(
            "<li><article><header><cite>{who}</cite> sagt:<div><a href='#comment-1{day}'>{day}. März 2024 um 10:15 Uhr</a></div>\
             </header><p>{words}</p><a href='#comment-1{day}'>Antworten</a></article>{inner}</li>"
        )
    };
    let answer = format!("<ol>{}</ol>", one("Bo", 4, "Doch!", ""));
    let page = format!(
        "{ARTICLE}<h3>2 Gedanken zu „Die Brücke“</h3><ol>{}{}</ol>",
        one("Anna", 3, "Mir war die alte Brücke lieber.", &answer),
        one("Cleo", 5, "Wo stelle ich drüben mein Rad ab?", "")
    );
    let want = "- Anna 2024-03-03: Mir war die alte Brücke lieber.\n-- Bo 2024-03-04: Doch!\n\
        - Cleo 2024-03-05: Wo stelle ich drüben mein Rad ab?\n";
    assert_eq!(told(&page), want);
}

#[test]
fn comments_without_times_are_told_by_their_buttons() {
    let one = |who: &str, words: &str| {
        format!("<div><div>{who}</div><p>{words}</p><span>Reply</span></div>")
    };
    let page = format!(
        "{ARTICLE}<h4>Comments</h4><div>{}{}{}</div>",
        one("Anna", "I would rather have kept the old bridge."),
        one("Bo", "No, the old one was far too narrow."),
        one("Cleo", "Where does one leave a bicycle?"),
    );
    let want = "- Anna : I would rather have kept the old bridge.\n- Bo : No, the old one was far too narrow.\n\
        - Cleo : Where does one leave a bicycle?\n";
    assert_eq!(told(&page), want);
}

#[test]
fn the_box_of_the_article_is_no_comment() {
    let one = |who: &str, words: &str| {
        format!(
            "<div><p>{who} <time datetime=2024-03-03>March 3, 2024</time></p><p>{words}</p><a>Reply</a></div>"
        )
    };
    let page = format!(
        "<p>{}</p><div><h1>The bridge</h1><p>By Ela <time datetime=2024-03-01>then</time></p>{ARTICLE}</div>\
         <h3>Comments</h3>{}{}{}",
        "Home News Sport ".repeat(20),
        one("Anna", "I would rather have kept the old bridge."),
        one("Bo", "Too narrow."),
        one("Cleo", "Where does one leave a bicycle?"),
    );
    let got = told(&page);
    assert!(got.starts_with("- Anna 2024-03-03: I would"), "{got}");
    assert_eq!(got.lines().count(), 3, "{got}");
}

#[test]
fn what_lists_times_but_no_talk_is_none() {
    let rows = |row: &dyn Fn(usize) -> String| (1..9).map(row).collect::<String>();
    let archive = rows(&|n| {
        format!(
            "<article><h2><a href=p{n}>The council and the bridge, part {n}</a></h2><p>By Ela, March {n}, 2024</p>\
             <p>The council met on Tuesday and spoke of the bridge for hours on end.</p></article>"
        )
    });
    let events = rows(&|n| {
        format!(
            "<tr><td>March {n}, 2024</td><td>The band plays at the bridge from noon until late in the evening</td></tr>"
        )
    });
    let live = rows(&|n| {
        format!(
            "<div><b>1{n}:15</b> <i>Ela</i><p>The band has begun to play, and the crowd sings along with it.</p></div>"
        )
    });
    let cards = rows(&|n| {
        format!(
            "<div><a href=p{n}><h3>What the town says of its bridge now, part {n}</h3></a><span>{n} hours ago</span>\
             <p>The council met on Tuesday and spoke of the bridge for hours.</p><a href=p{n}#respond>{n} comments</a></div>"
        )
    });
    for (name, list) in [
        ("an author's archive", archive),
        ("events", format!("<table>{events}</table>")),
        ("a live report", live),
        ("teasers", cards),
        (
            "a footer",
            "<footer><p>© 2024 The Bridge Post</p><p>Last updated March 3, 2024</p></footer>"
                .into(),
        ),
    ] {
        let got = told(&format!("{ARTICLE}<div>{list}</div>"));
        assert_eq!(got, "", "{name}");
    }
}

#[test]
fn a_heading_alone_makes_no_discussion() {
    let rows = |row: &dyn Fn(usize) -> String| (1..8).map(row).collect::<String>();
    let words = "The band has begun to play, and the crowd sings along with it.";
    let ticker = rows(&|n| {
        let what = if n % 2 == 0 { "Goal" } else { "Yellow card" };
        format!("<div><b>1{n}:15</b><h4>{what}</h4><p>{words}</p></div>")
    });
    let dated = rows(&|n| {
        let who = if n % 2 == 0 { "Ela" } else { "Tom" };
        format!("<div><b>{who}</b> <i>March {n}, 2024, 1{n}:15</i><p>{words}</p></div>")
    });
    let people = |link: &str| {
        let one = |(n, who): (usize, &&str)| {
            format!(
                "<div><b>{who}</b> <i>March {}, 2024</i><p>{words} {link}</p></div>",
                n + 1
            )
        };
        let all = ["Anna", "Bo", "Cleo", "Dan", "Eve"];
        all.iter().enumerate().map(one).collect::<String>()
    };
    let answers = rows(&|n| {
        format!(
            "<li><b>What is {n}?</b> <i>March {n}, 2024</i><p>{words} It is known since.</p></li>"
        )
    });
    for (name, head, list) in [
        ("a ticker", "Live commentary", ticker.clone()),
        ("a ticker under comments", "Comments", ticker),
        ("a report by two", "Comments from the field", dated),
        ("answers", "Answers", answers),
        ("opinions", "Comment", people("")),
        (
            "opinions with links",
            "Kommentare",
            people("<a href=https://example.org/y>Read it</a>"),
        ),
        ("news", "Discussion", people("")),
    ] {
        let got = told(&format!("{ARTICLE}<h2>{head}</h2><div>{list}</div>"));
        assert_eq!(got, "", "{name}");
    }
    let got = told(&format!(
        "{ARTICLE}<h2>Comments</h2><div>{}</div>",
        people("")
    ));
    assert_eq!(got.lines().count(), 5, "{got}");
}

#[test]
fn votes_and_buttons_at_the_same_place_are_no_words() {
    let one = |who: &str, day: u8, words: &str, votes: u8| {
        format!(
            "<div><b>{who}</b> <i>March {day}, 2024</i><div>{words}</div><div>{votes}</div><span>Reply</span>\
             <div>Share · Report</div></div>"
        )
    };
    let page = format!(
        "{ARTICLE}<h4>Comments</h4><div>{}{}{}{}</div>",
        one("Anna", 3, "I would rather have kept the old bridge.", 12),
        one("Bo", 4, "How many lanes?<p>2", 3),
        one("Cleo", 5, "❤", 0),
        one("Dan", 6, "Where does one leave a bicycle?", 1),
    );
    let want = "- Anna 2024-03-03: I would rather have kept the old bridge.\n- Bo 2024-03-04: How many lanes? / 2\n\
        - Cleo 2024-03-05: ❤\n- Dan 2024-03-06: Where does one leave a bicycle?\n";
    assert_eq!(told(&page), want);
}

#[test]
fn stars_that_are_given_are_no_words() {
    let one = |who: &str, day: u8, words: &str| {
        format!(
            "<div><b>{who}</b> <i>March {day}, 2024</i><p><img src=s.svg alt='5 stars' width=80 height=16><br>{words}</p>\
             <a>Reply</a></div>"
        )
    };
    let all = one("Anna", 3, "A fine bridge.") + &one("Bo", 4, "5 stars from me, too.");
    let got = told(&format!("{ARTICLE}<h4>2 Comments</h4><div>{all}</div>"));
    let want = "- Anna 2024-03-03: A fine bridge.\n- Bo 2024-03-04: 5 stars from me, too.\n";
    assert_eq!(got, want);
}

#[test]
fn the_first_words_of_a_comment_are_no_name() {
    let one = |day: u8, first: &str| {
        format!(
            "<div><i>March {day}, 2024</i><p>{first}</p><p>I would never cross such a bridge.</p><a>Reply</a></div>"
        )
    };
    let below = |day: u8, first: &str| {
        format!(
            "<div><p>{first}</p><p>I would never cross it.</p><p>Anna, March {day}, 2024</p><a>Reply</a></div>"
        )
    };
    let page = |one: &dyn Fn(u8, &str) -> String| {
        let all = one(3, "Not at all") + &one(4, "Me neither") + &one(5, "Same here");
        told(&format!("{ARTICLE}<h4>Comments</h4><div>{all}</div>"))
    };
    let got = page(&one);
    assert!(
        got.starts_with("- ? 2024-03-03: Not at all / I would never"),
        "{got}"
    );
    let got = page(&below);
    assert!(
        got.starts_with("- Anna 2024-03-03: Not at all / I would never"),
        "{got}"
    );
}

#[test]
fn very_many_times_are_few_groups() {
    let tree = Tree::parse(&format!(
        "{ARTICLE}{}",
        "<p><time>March 3, 2024</time> x".repeat(50_000)
    ));
    let anchors = super::times(&tree);
    assert_eq!(anchors.len(), super::ANCHORS);
    let signs = super::Signs::of(&tree);
    let sums = super::Sums::of(&tree, &signs);
    let groups = super::alike(&tree, &sums, &anchors);
    let parts: usize = groups.iter().map(Vec::len).sum();
    assert!(groups.len() <= super::HIGHEST && parts <= anchors.len() * super::HIGHEST);
    assert!(find(&tree).is_none());
}

#[test]
fn a_time_that_only_its_element_tells_is_no_name() {
    let one = |who: &str, words: &str| {
        format!(
            "<div><div><a href=/u>{who}</a> <time datetime=2024-03-11>11 March</time></div><p>{words}</p>\
             <p>Thank you!</p><a href=#r>Reply</a></div>"
        )
    };
    let tree = Tree::parse(&format!(
        "{ARTICLE}<section>{}{}{}{}</section>",
        one("Ann Lee", "I like the new bridge very much, I say."),
        one("Bo Moor", "No, it is too dear for a town like this."),
        one("Cleo Hart", "Who will have paid for it in the end?"),
        one(
            "Dan Field",
            "On <time>1 May</time> we shall see what comes of it."
        ),
    ));
    let talk = find(&tree).unwrap();
    let names: Vec<_> = talk
        .turns
        .iter()
        .filter_map(|t| t.author.as_deref())
        .collect();
    assert_eq!(names, ["Ann Lee", "Bo Moor", "Cleo Hart", "Dan Field"]);
    assert!(
        talk.turns
            .iter()
            .all(|t| t.when.is_some() && t.pieces.len() == 2)
    );
    let last = talk.turns[3].pieces[0].text();
    assert_eq!(last, "On 1 May we shall see what comes of it.");
}
