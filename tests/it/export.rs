//! Pages and books hold every word, are well formed, and let nothing foreign act.

use std::io::{Cursor, Read as _};

use jiff::Timestamp;
use khao::export::{Names, epub, html};
use khao::load::{Input, load};
use khao::model::Document;

fn names() -> Names {
    Names {
        comments: "Comments".into(),
        deleted: "deleted".into(),
    }
}

fn document(name: &str, text: &str) -> Document {
    let input = Input {
        bytes: text.into(),
        name: name.into(),
        ..Input::default()
    };
    load(&input).unwrap().documents.remove(0)
}

fn seeds() -> Vec<Document> {
    let dir = concat!(env!("CARGO_MANIFEST_DIR"), "/seeds");
    let mut paths: Vec<_> = std::fs::read_dir(dir)
        .unwrap()
        .map(|e| e.unwrap().path())
        .collect();
    paths.sort();
    let read = |p: &std::path::PathBuf| std::fs::read_to_string(p).unwrap();
    paths
        .iter()
        .map(|p| document("seed.txt", &read(p)))
        .collect()
}

fn page_of(document: &Document) -> String {
    html(&[document], |_| names())
}

/// The words of a page, and whether every element that starts ends in its place. Told is the first one
/// that does not.
fn read(page: &str) -> Result<String, String> {
    let mut words = String::new();
    let mut open: Vec<&str> = Vec::new();
    let mut rest = page;
    while let Some(at) = rest.find('<') {
        words.push_str(&rest[..at]);
        let end = at + rest[at..].find('>').ok_or("a tag without an end")?;
        let tag = &rest[at + 1..end];
        rest = &rest[end + 1..];
        if tag.starts_with(['!', '?']) || tag.ends_with('/') {
            continue;
        }
        if let Some(name) = tag.strip_prefix('/') {
            if open.pop() != Some(name) {
                return Err(format!("</{name}> within {open:?}"));
            }
        } else {
            open.push(tag.split_whitespace().next().unwrap_or_default());
        }
    }
    if !open.is_empty() {
        return Err(format!("not closed: {open:?}"));
    }
    let entities = [
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&amp;", "&"),
    ];
    for (entity, char) in entities {
        words = words.replace(entity, char);
    }
    Ok(words)
}

#[test]
fn every_word_is_there() {
    for document in seeds() {
        let page = page_of(&document);
        let words = read(&page).unwrap();
        for block in &document.blocks {
            assert!(words.contains(&*block.text), "{}", &*block.text);
        }
        let n = page.matches("<div class=\"comment\">").count();
        assert_eq!(n, document.thread.len());
        // A guess at who is answered says so.
        let inferred = document
            .thread
            .comments()
            .iter()
            .filter(|c| c.parent.is_some());
        assert_eq!(page.matches("</a> ?</p>").count(), inferred.count());
    }
}

#[test]
fn nothing_foreign_acts() {
    let line = r#"{"khao":1,"title":"<script>x</script>","byline":"\"><b>","url":"javascript:alert(1)",
        "blocks":[{"kind":"paragraph","text":"See here & there <i>","links":[{"url":"javascript:alert(1)","at":[0,3]},
        {"url":"https://a.example/?q=\"><script>","at":[4,8]}]}],
        "comments":[{"author":"<img src=x onerror=y>","text":"</div></body>","parent":null,"depth":0}]}"#;
    let document = document("x.jsonl", &line.replace('\n', " "));
    let page = page_of(&document);
    let words = read(&page).unwrap();
    assert!(words.contains("<script>x</script>") && words.contains("</div></body>"));
    for bad in ["<script", "javascript:", "<img", "<b>", "<i>"] {
        assert!(!page.contains(bad), "{bad}:\n{page}");
    }
    assert!(page.contains("<a href=\"https://a.example/?q=&quot;&gt;&lt;script&gt;\">here</a>"));
}

#[test]
fn lists_quotes_and_crossing_marks_are_well_formed() {
    let text = "# Title\n\n## Part\n\n- one\n- two\n    - *in **two** words*\n- three\n\n> said `so`\n\n\
                ```\na < b\n```\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n1. first\n2. [a *link*](https://a.example/)\n";
    let page = page_of(&document("a.md", text));
    let words = read(&page).unwrap();
    assert!(words.contains("a < b"), "{page}");
    assert!(
        page.contains("<h1>Title</h1>") && page.contains("<h3>Part</h3>"),
        "{page}"
    );
    assert!(
        page.contains("<blockquote><p>said <code>so</code></p></blockquote>"),
        "{page}"
    );
    assert!(
        page.contains("<a href=\"https://a.example/\">a <em>link</em></a>"),
        "{page}"
    );
    // Three lists: one of them within another's item.
    assert_eq!(page.matches("<ul>").count(), page.matches("</ul>").count());
    let crossing = r#"{"khao":1,"blocks":[{"kind":"paragraph","text":"abcdef","marks":[
        {"kind":"emphasis","at":[0,4]},{"kind":"strong","at":[2,6]},{"kind":"code","at":[4,4]}]}]}"#;
    let page = page_of(&document("x.jsonl", &crossing.replace('\n', " ")));
    assert_eq!(read(&page).unwrap().matches("abcdef").count(), 2, "{page}");
}

#[test]
fn a_deep_thread_nests_within_bounds() {
    let comment = |n: usize| {
        let parent = n
            .checked_sub(1)
            .map_or_else(|| "null".to_owned(), |p| p.to_string());
        format!(r#"{{"text":"Level {n}","parent":{parent},"depth":{n}}}"#)
    };
    let comments: Vec<String> = (0..3_000).map(comment).collect();
    let line = format!(
        r#"{{"khao":1,"blocks":[{{"kind":"paragraph","text":"Top"}}],"comments":[{}]}}"#,
        comments.join(",")
    );
    let page = page_of(&document("x.jsonl", &line));
    read(&page).unwrap();
    let (mut depth, mut deepest) = (0_i32, 0);
    for tag in page.split('<') {
        depth += i32::from(tag.starts_with("div")) - i32::from(tag.starts_with("/div"));
        deepest = deepest.max(depth);
    }
    assert!((2..=32).contains(&deepest), "{deepest}");
    assert!(page.contains("<p>Level 2999</p>"));
}

#[test]
fn a_book_has_a_chapter_for_each_document() {
    let documents = seeds();
    let all: Vec<&Document> = documents.iter().collect();
    let made: Timestamp = "2026-11-24T10:00:00Z".parse().unwrap();
    let make = || epub(&all, "News & talk", |_| names(), made).unwrap();
    let bytes = make();
    assert_eq!(bytes, make(), "the same book is the same bytes");
    // How readers tell the format.
    assert_eq!(&bytes[30..58], b"mimetypeapplication/epub+zip");
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut chapters = 0;
    for at in 0..zip.len() {
        let mut file = zip.by_index(at).unwrap();
        let name = file.name().unwrap().into_owned();
        let mut text = String::new();
        file.read_to_string(&mut text).unwrap();
        if !matches!(&*name, "mimetype" | "book/style.css") {
            let words = read(&text).unwrap_or_else(|e| panic!("{name}: {e}"));
            if name.starts_with("book/0") {
                let document = &documents[chapters];
                chapters += 1;
                assert!(
                    document.blocks.iter().all(|b| words.contains(&*b.text)),
                    "{name}"
                );
            }
        }
    }
    assert_eq!(chapters, documents.len());
}
