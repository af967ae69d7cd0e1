//! The commands of the library, as they are typed.

use crate::cli::place::{Place, Ran};

const FLOOD: &str = crate::cli::FLOOD;

fn place() -> Place {
    Place::new(&[("flood.txt", FLOOD)])
}

fn id(ran: &Ran, title: &str) -> String {
    let lines = ran.lines();
    let line = lines.iter().find(|l| l["title"] == title);
    line.unwrap_or_else(|| panic!("{title}: {ran:?}"))["id"]
        .as_str()
        .unwrap()
        .to_owned()
}

#[test]
fn the_first_start_has_the_documents_that_ship_and_only_the_first() {
    let place = place();
    let listed = place.run(&["list"]);
    assert_eq!(
        (listed.lines().len(), listed.code),
        (5, Some(0)),
        "{listed:?}"
    );
    for line in listed.lines() {
        let id = line["id"].as_str().unwrap();
        let removed = place.run(&["remove", id]);
        assert_eq!((&*removed.err, removed.code), ("", Some(0)));
    }
    let listed = place.run(&["list"]);
    assert_eq!((&*listed.out, &*listed.err, listed.code), ("", "", Some(1)));
    // What only reads them does not bring them back either.
    assert_eq!(place.run(&["print"]).out, "");
    assert_eq!(place.run(&["related"]).code, Some(1));
}

#[test]
fn import_list_search_show_and_remove() {
    let place = place();
    let ran = place.run(&["import", "flood.txt"]);
    assert_eq!(ran.lines()[0]["was"], "new", "{ran:?}");
    assert_eq!(
        place.run(&["import", "flood.txt"]).lines()[0]["was"],
        "same"
    );
    let listed = place.run(&["list"]);
    let id = id(&listed, "River floods the old town");
    let last = listed.lines().pop().unwrap();
    assert_eq!(
        (&last["comments"], &last["path"]),
        (&2.into(), &"flood.txt".into())
    );
    let found = place.run(&["search", "nobody", "listened"]);
    let hit = &found.lines()[0];
    assert_eq!(hit["snippet"], "So did I, and nobody listened.");
    assert_eq!(hit["id"], *id);
    assert!(hit["comment"].is_string() && hit["at"] == serde_json::json!([14, 20]));
    let nothing = place.run(&["search", "xyzzy"]);
    assert_eq!(
        (&*nothing.out, &*nothing.err, nothing.code),
        ("", "", Some(1))
    );
    for form in [&["show", &id[..9]][..], &["show", "--text", &id[..9]]] {
        let shown = place.run(form);
        assert!(
            shown.out.starts_with("River floods the old town\n===="),
            "{shown:?}"
        );
    }
    let shown = place.run(&["show", "--markdown", &id]);
    assert!(
        shown.out.starts_with("# River floods the old town\n\n"),
        "{shown:?}"
    );
    let shown = place.run(&["show", "--json", &id]);
    assert_eq!(shown.lines()[0]["comments"].as_array().unwrap().len(), 2);
    for (args, said) in [
        (
            ["show", "zz"],
            "khao: there is no document zz in the library\n",
        ),
        (
            ["show", "ffffffffff"],
            "khao: there is no document ffffffffff in the library\n",
        ),
        (
            ["remove", ""],
            "khao: there is no document  in the library\n",
        ),
    ] {
        let ran = place.run(&args);
        assert!(
            ran.err.starts_with(said.replace("  ", " ").as_str()),
            "{ran:?}"
        );
        assert_eq!(ran.code, Some(1));
    }
    assert_eq!(place.run(&["remove", &id[..9]]).code, Some(0));
    assert_eq!(place.run(&["list"]).lines().len(), 5);
}

#[test]
fn an_export_is_imported_as_it_stands_and_a_file_is_written_whole() {
    let place = place();
    place.run(&["import", "flood.txt"]);
    let export = place.run(&["export"]).out;
    assert_eq!(export.lines().count(), 6);
    let written = place.run(&["export", "--output", "all.jsonl"]);
    assert_eq!(
        (&*written.out, &*written.err, written.code),
        ("", "", Some(0))
    );
    let file = std::fs::read_to_string(place.path().join("all.jsonl")).unwrap();
    assert!(file == export, "the file has what is printed");
    let others = ["--library", "other.db"];
    let ran = place.run(&[&others[..], &["import", "all.jsonl"]].concat());
    assert_eq!(ran.lines().iter().filter(|l| l["was"] == "new").count(), 1);
    assert!(place.run(&[&others[..], &["export"]].concat()).out == export);
    let markdown = place.run(&["export", "--markdown"]);
    assert_eq!(markdown.out.matches("\n---\n").count(), 5);
    let bad = place.run(&["export", "-o", "none/x"]);
    assert_eq!(
        bad.err,
        "khao: cannot write none/x: no such file or directory\n"
    );
    assert_eq!(bad.code, Some(1));
    // Nothing half is left beside it.
    let parts = std::fs::read_dir(place.path()).unwrap();
    let parts = parts.filter(|f| {
        f.as_ref()
            .unwrap()
            .file_name()
            .to_string_lossy()
            .contains(".part")
    });
    assert_eq!(parts.count(), 0);
}

#[test]
fn a_file_that_is_no_library_is_refused_and_reading_goes_on() {
    let place = place();
    let ran = place.run(&["--library", "flood.txt", "list"]);
    let said = "khao: flood.txt is not a khao library: it is no database\n\
        hint: name another file by --library or KHAO_LIBRARY\n";
    assert_eq!((&*ran.out, &*ran.err, ran.code), ("", said, Some(1)));
    let ran = place.run(&["--library", "flood.txt", "print"]);
    assert!(
        ran.err.ends_with("it is no database; nothing is kept\n"),
        "{ran:?}"
    );
    assert!(ran.out.lines().count() >= 10);
    assert_eq!(
        std::fs::read_to_string(place.path().join("flood.txt")).unwrap(),
        FLOOD
    );
}

#[test]
fn a_damaged_library_is_saved_and_told_of() {
    let place = place();
    place.run(&["--library", "a.db", "import", "flood.txt"]);
    let mut bytes = std::fs::read(place.path().join("a.db")).unwrap();
    bytes[..100].fill(0);
    place.write("a.db", &bytes);
    let doctor = place.run(&["--library", "a.db", "doctor"]);
    assert!(
        doctor.err.contains("is damaged: its head is lost"),
        "{doctor:?}"
    );
    assert_eq!(doctor.code, Some(1));
    let listed = place.run(&["--library", "a.db", "list"]);
    assert_eq!(
        (listed.lines().len(), listed.code),
        (6, Some(0)),
        "{listed:?}"
    );
    let said = "khao: the library was damaged: 6 documents were saved, nothing is lost; the damaged \
        file is kept as a.db.damaged-";
    assert!(listed.err.starts_with(said), "{listed:?}");
    assert_eq!(place.run(&["--library", "a.db", "doctor"]).code, Some(0));
}

#[test]
fn damage_that_nobody_met_yet_is_found_and_mended() {
    let place = place();
    let library = ["--library", "a.db"];
    place.run(&[&library[..], &["import", "flood.txt"]].concat());
    let path = place.path().join("a.db");
    let mut bytes = std::fs::read(&path).unwrap();
    // A page behind those that every start looks at.
    let from = bytes.len() - 2 * 4096;
    bytes[from..from + 4096].fill(0x5a);
    place.write("a.db", &bytes);
    let doctor = place.run(&[&library[..], &["doctor"]].concat());
    assert!(
        doctor
            .err
            .ends_with("hint: khao doctor --repair saves what can be read\n"),
        "{doctor:?}"
    );
    assert_eq!(doctor.code, Some(1));
    assert!(
        std::fs::read(&path).unwrap() == bytes,
        "looking changes nothing"
    );
    let mended = place.run(&[&library[..], &["doctor", "--repair"]].concat());
    assert!(
        mended.err.starts_with("khao: the library was damaged: "),
        "{mended:?}"
    );
    assert_eq!(mended.code, Some(0), "{mended:?}");
    let again = place.run(&[&library[..], &["doctor", "--repair"]].concat());
    assert_eq!((&*again.err, again.code), ("", Some(0)));
}

#[test]
fn doctor_changes_nothing() {
    let place = place();
    let ran = place.run(&["doctor"]);
    assert_eq!(ran.code, Some(0), "{ran:?}");
    for row in [
        "khao ",
        "sqlite ",
        "library ",
        "not there yet",
        "terminal    xterm-256color",
        "language    en",
    ] {
        assert!(ran.out.contains(row), "{row}: {ran:?}");
    }
    assert!(!place.path().join(".local").exists());
    place.run(&["list"]);
    let ran = place.run(&["doctor"]);
    assert!(ran.out.contains("documents   5 in ") && ran.out.contains("integrity   ok"));
}

#[test]
fn pages_and_books_go_out() {
    let place = place();
    let page = place.run(&["export", "--html"]);
    assert_eq!((&*page.err, page.code), ("", Some(0)));
    assert!(page.out.starts_with("<!DOCTYPE html>") && page.out.ends_with("</html>\n"));
    assert_eq!(page.out.matches("<article>").count(), 5);
    assert!(page.out.contains("29 comments"));
    // A book is no text for a terminal.
    let none = place.run(&["export", "--epub"]);
    assert_eq!(none.code, Some(2), "{none:?}");
    let both = place.run(&["export", "--html", "--markdown"]);
    assert_eq!(both.code, Some(2), "{both:?}");
    let made = place.run(&["export", "--epub", "-o", "all.epub"]);
    assert_eq!((&*made.out, &*made.err, made.code), ("", "", Some(0)));
    let bytes = std::fs::read(place.path().join("all.epub")).unwrap();
    assert!(
        bytes.starts_with(b"PK") && bytes.len() > 10_000,
        "{}",
        bytes.len()
    );
}

#[test]
fn a_query_lists_and_searches_and_is_kept_by_name() {
    let place = Place::new(&[("flood.txt", FLOOD)]);
    place.run(&["import", "flood.txt"]);
    let titles = |args: &[&str]| -> Vec<String> {
        let lines = place.run(args).lines();
        let titles = lines
            .iter()
            .map(|l| l["title"].as_str().unwrap().to_owned());
        titles.collect()
    };
    let flood = "River floods the old town";
    assert_eq!(titles(&["list", "river", "comments", ">", "1"]), [flood]);
    assert_eq!(titles(&["list", "--", "-lang:th"]).len(), 4);
    assert_eq!(
        titles(&["list", "--sort", "comments", "--limit", "2"]).len(),
        2
    );
    let by_title = titles(&["list", "--sort", "title"]);
    assert!(
        by_title.is_sorted_by_key(|t| t.to_ascii_lowercase()),
        "{by_title:?}"
    );
    // Those that do not say when come last.
    let newest = place.run(&["list", "--sort", "newest"]).lines();
    assert!(
        newest.is_sorted_by_key(|l| l["published"].is_null()),
        "{newest:?}"
    );
    // Fields alone list documents, words give hits.
    assert_eq!(titles(&["search", "comments=2"]), [flood]);
    let hit = &place
        .run(&["search", "--save", "rain", "nobody comments=2"])
        .lines()[0];
    assert_eq!(hit["snippet"], "So did I, and nobody listened.");
    let saved = place.run(&["saved"]).lines();
    assert_eq!(
        (&saved[0]["name"], &saved[0]["query"]),
        (&"rain".into(), &"nobody comments=2".into())
    );
    assert_eq!(titles(&["list", "--saved", "rain"]), [flood]);
    assert_eq!(titles(&["list", "--saved", "rain", "lang:th"]).len(), 0);
    assert_eq!(titles(&["search", "--saved", "rain"]), [flood]);
    assert_eq!(place.run(&["list", "--saved", "sun"]).code, Some(2));
    assert_eq!(place.run(&["saved", "--forget", "rain"]).code, Some(0));
    assert_eq!(place.run(&["saved"]).code, Some(1));
    let forgot = place.run(&["saved", "--forget", "rain"]);
    assert_eq!(
        (
            forgot.code,
            forgot.err.contains("there is no saved query rain")
        ),
        (Some(1), true)
    );
}

#[test]
fn what_cannot_be_read_of_a_query_is_shown_at_its_place() {
    let place = Place::new(&[]);
    for (args, under) in [
        (
            &["search", "น้ำ outlt:post"][..],
            "  น้ำ outlt:post\n     ^^^^^\n",
        ),
        (
            &["list", "flood", "comments>many"],
            "  flood comments>many\n                 ^^^^\n",
        ),
        (&["list", "flood", "OR"], "  flood OR\n          ^\n"),
        (&["list", "flood", "-"], "  flood -\n        ^\n"),
        (&["search", "sources>2"], "  sources>2\n  ^^^^^^^^\n"),
    ] {
        let ran = place.run(args);
        assert!(
            ran.err.starts_with("khao: ") && ran.err.ends_with(under),
            "{ran:?}"
        );
        assert_eq!((ran.code, &*ran.out), (Some(2), ""));
    }
}

#[test]
fn of_copies_in_one_import_the_one_with_the_most_comments_is_kept() {
    let copy = |n: usize| {
        let comments: Vec<String> = (0..n)
            .map(|i| format!(r#"{{"id":"{i}","text":"comment {i}"}}"#))
            .collect();
        format!(
            r#"{{"khao":1,"url":"https://a.example/","title":"Flood","blocks":["It rained."],"comments":[{}]}}"#,
            comments.join(",")
        )
    };
    let (three, five, four) = (copy(3), copy(5), copy(4));
    let files = [
        ("a.jsonl", &*three),
        ("b.jsonl", &*five),
        ("c.jsonl", &*four),
    ];
    let place = Place::new(&files);
    for order in [
        ["a.jsonl", "b.jsonl", "c.jsonl"],
        ["b.jsonl", "c.jsonl", "a.jsonl"],
    ] {
        let ran = place.run(&["import", order[0], order[1], order[2]]);
        assert_eq!(ran.code, Some(0), "{ran:?}");
        let listed = place.run(&["list", "title:flood"]);
        assert_eq!(listed.lines()[0]["comments"], 5, "{ran:?}");
    }
}
