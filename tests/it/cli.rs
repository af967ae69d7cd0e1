//! The binary without a screen: what it prints, what it says, and how it ends.

pub(crate) mod place;
mod screen;

use std::io::{Read as _, Write as _};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use place::{Place, Ran};

pub(crate) const FLOOD: &str = "River floods the old town\n\nThe river rose by two metres on Monday night and \
    flooded the old town. The mayor asked for help.\n\nComments\n\nI saw it coming for years.\n\n\
    So did I, and nobody listened.\n";
const BRIDGE: &str = "Bridge opens\n\nThe new bridge was opened on Tuesday. It took ten years.\n";

#[test]
fn parse_prints_in_order_and_goes_on_after_a_failure() {
    let place = Place::new(&[("a.txt", FLOOD), ("b.txt", BRIDGE)]);
    let ran = place.run(&["parse", "b.txt", "none.txt", "a.txt"]);
    let paths: Vec<_> = ran.lines().iter().map(|l| l["path"].clone()).collect();
    assert_eq!(paths, ["b.txt", "a.txt"]);
    assert_eq!(
        ran.err,
        "khao: cannot read none.txt: no such file or directory\n"
    );
    assert_eq!(ran.code, Some(1));
    // What is printed is read back.
    let again = place.feed(
        &["parse", "-"],
        place.run(&["parse", "a.txt"]).out.as_bytes(),
    );
    let (first, again) = (&ran.lines()[1], &again.lines()[0]);
    assert_eq!(first["title"], again["title"]);
    assert_eq!(first["comments"].as_array().unwrap().len(), 2);
    assert_eq!(again["comments"].as_array().unwrap().len(), 2);
    assert_eq!(again["path"], "-");
}

#[test]
fn what_cannot_be_read_is_told_within_a_second() {
    let place = Place::new(&[("empty.txt", ""), ("hollow/.hidden", "x")]);
    place.write("binary", &[0, 159, 146, 150, 0, 1, 2, 3].repeat(64));
    place.write("noise/b", &[0, 159, 146, 150, 0, 1, 2, 3].repeat(64));
    std::fs::create_dir(place.path().join("nothing")).unwrap();
    let large = std::fs::File::create(place.path().join("large.txt")).unwrap();
    large.set_len((64 << 20) + 1).unwrap();
    let made = Command::new("mkfifo")
        .arg(place.path().join("fifo"))
        .status();
    assert!(made.unwrap().success());
    for (path, said) in [
        ("none", "cannot read none: no such file or directory"),
        ("fifo", "cannot read fifo: it is not a regular file"),
        (
            "/dev/zero",
            "cannot read /dev/zero: it is not a regular file",
        ),
        (
            "large.txt",
            "cannot read large.txt: it is larger than 64 MiB",
        ),
        (
            "empty.txt",
            "cannot read empty.txt: there is nothing to read in it",
        ),
        (
            "binary",
            "cannot read binary: the format is not known: it does not look like text",
        ),
        ("nothing", "nothing holds no readable files"),
        ("hollow", "hollow holds no readable files"),
        ("noise", "noise holds no readable files"),
        (
            "-",
            "cannot read standard input: there is nothing to read in it",
        ),
        (
            "https://example.org/",
            "cannot read https://example.org/: no such file or directory",
        ),
    ] {
        for args in [&["print", path][..], &[path], &["parse", path]] {
            let start = Instant::now();
            let ran = place.run(args);
            assert!(start.elapsed() < Duration::from_secs(5), "{args:?}");
            assert_eq!(
                ran.err.lines().next(),
                Some(&*format!("khao: {said}")),
                "{args:?}"
            );
            assert_eq!((&*ran.out, ran.code), ("", Some(1)), "{args:?}");
        }
    }
}

#[test]
fn an_unreadable_file_is_told() {
    use std::os::unix::fs::PermissionsExt as _;
    let place = Place::new(&[("secret.txt", FLOOD)]);
    let path = place.path().join("secret.txt");
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o000)).unwrap();
    // Root reads everything.
    if std::fs::read(&path).is_err() {
        let ran = place.run(&["parse", "secret.txt"]);
        assert_eq!(ran.err, "khao: cannot read secret.txt: permission denied\n");
        assert_eq!(ran.code, Some(1));
    }
}

#[test]
fn files_of_a_folder_that_are_no_text_are_counted() {
    let place = Place::new(&[("d/a.txt", FLOOD), ("d/e/b.txt", BRIDGE), ("d/empty", "")]);
    place.write("d/noise", &[0, 159, 146, 150, 0, 1, 2, 3].repeat(64));
    let ran = place.run(&["parse", "d"]);
    assert_eq!(ran.lines().len(), 2);
    assert_eq!(ran.err, "khao: d: 2 files were passed over, not text\n");
    assert_eq!(ran.code, Some(0));
}

#[test]
fn messages_carry_no_escapes() {
    let place = Place::new(&[]);
    for args in [
        &["parse", "a\x1b]0;x\x07\nb"][..],
        &["--a\x1b[2J"],
        &["--theme", "\x1b[2J"],
    ] {
        let ran = place.run(args);
        assert!(ran.err.starts_with("khao: "), "{ran:?}");
        assert!(!ran.err.contains(['\x1b', '\x07']), "{ran:?}");
        assert_ne!(ran.code, Some(0), "{ran:?}");
    }
}

#[test]
fn related_names_the_documents_and_says_why() {
    let place = Place::new(&[]);
    let seeds = Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds");
    let mut lines = String::new();
    for entry in std::fs::read_dir(&seeds).unwrap() {
        let path = entry.unwrap().path();
        let ran = place.run(&["parse", path.to_str().unwrap()]);
        lines.push_str(&ran.out);
        std::fs::copy(&path, place.path().join(path.file_name().unwrap())).unwrap();
    }
    place.write("all.jsonl", lines.as_bytes());
    let library = place.run(&["related"]);
    assert!(!library.lines().is_empty());
    for line in library.lines() {
        assert_eq!(line["v"], 1);
        assert!(["story", "background"].contains(&line["relation"].as_str().unwrap()));
        assert!((0.0..=1.0).contains(&line["score"].as_f64().unwrap()));
        assert!(!line["why"].as_array().unwrap().is_empty());
    }
    let held = place.run(&["related", "all.jsonl"]);
    assert_eq!(held.lines().len(), library.lines().len());
    let name = held.lines()[0]["a"].as_str().unwrap().to_owned();
    assert!(name.starts_with("all.jsonl#"), "{name}");
    let stranger = place.feed(&["related", "-"], BRIDGE.as_bytes());
    assert_eq!((&*stranger.out, stranger.code), ("", Some(1)));
}

#[test]
fn wrap_folds_and_marks() {
    let place = Place::new(&[]);
    let folded = place.feed(
        &["wrap", "--width", "12"],
        "น้ำท่วมกรุงเทพฯ วันนี้\n\nab cd".as_bytes(),
    );
    assert!(
        folded.out.lines().all(|l| khao::text::cell::width(l) <= 12),
        "{folded:?}"
    );
    assert!(folded.out.ends_with("\n\nab cd\n"), "{folded:?}");
    // Byte for byte, what is no UTF-8 too.
    let bytes = b"a b\xff c\r\nd\x1b[0m e";
    let mut child = place
        .command(&["wrap", "--mark", "|"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(bytes).unwrap();
    let mut marked = Vec::new();
    child
        .stdout
        .take()
        .unwrap()
        .read_to_end(&mut marked)
        .unwrap();
    assert!(child.wait().unwrap().success());
    assert!(marked.contains(&b'|'));
    marked.retain(|b| *b != b'|');
    assert_eq!(marked, bytes);
}

#[test]
fn plain_text_where_there_is_no_screen() {
    let place = Place::new(&[("a.txt", FLOOD)]);
    let printed = place.run(&["print", "--width", "40", "a.txt"]);
    assert!(
        printed
            .out
            .starts_with("River floods the old town\n=========================\n\n")
    );
    assert!(
        printed
            .out
            .contains("\n2 comments\n----------\n\n[1]\nI saw it coming"),
        "{printed:?}"
    );
    assert!(
        printed
            .out
            .lines()
            .all(|l| l.len() <= 40 && l == l.trim_end()),
        "{printed:?}"
    );
    assert_eq!(
        place.run(&["a.txt"]).out,
        place.run(&["print", "--width", "80", "a.txt"]).out
    );
    let list = place.run(&[]);
    assert!(list.out.contains("29 comments"), "{list:?}");
    assert_eq!(
        place
            .run(&["--language", "th"])
            .out
            .matches("ความเห็น")
            .count(),
        5
    );
}

#[test]
fn a_reader_that_goes_away_is_no_failure() {
    let place = Place::new(&[("a.txt", &FLOOD.repeat(4000))]);
    let mut child = place
        .command(&["print", "a.txt", "a.txt"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut some = [0; 10];
    child
        .stdout
        .as_mut()
        .unwrap()
        .read_exact(&mut some)
        .unwrap();
    drop(child.stdout.take());
    let ran = Ran::of(child.wait_with_output().unwrap());
    assert_eq!((&*ran.err, ran.code), ("", Some(0)));
}

#[test]
fn output_that_cannot_be_written_is_told() {
    let place = Place::new(&[]);
    let full = std::fs::File::options()
        .write(true)
        .open("/dev/full")
        .unwrap();
    let ran = Ran::of(place.command(&["keys"]).stdout(full).output().unwrap());
    assert_eq!(ran.err, "khao: cannot write: no space left on device\n");
    assert_eq!(ran.code, Some(1));
}

#[test]
fn settings_are_told_where_they_are_wrong() {
    let place = Place::new(&[("config/settings.toml", "theme = \"dark\"\nmouze = false\n")]);
    let ran = place.run(&["config"]);
    assert!(ran.out.contains("theme       dark\n"), "{ran:?}");
    assert!(
        ran.err
            .contains("settings.toml: line 2: there is no setting “mouze”; did you mean “mouse”?")
    );
    assert_eq!(ran.code, Some(2));
    assert_eq!(place.run(&["--theme", "drak"]).code, Some(2));
    assert_eq!(place.run(&["--language", "xx"]).code, Some(2));
    assert_eq!(place.run(&["--config", "none", "keys"]).code, Some(2));
    assert_eq!(place.run(&["wrap", "--width", "0"]).code, Some(2));
    // What the environment says wrong keeps nothing from starting.
    for (name, value) in [
        ("KHAO_CONFIG", "none"),
        ("KHAO_THEME", "drk"),
        ("KHAO_LANGUAGE", "xx"),
    ] {
        let output = place.command(&["keys"]).env(name, value).output();
        let ran = Ran::of(output.unwrap());
        assert_eq!(ran.code, Some(0), "{ran:?}");
        assert!(ran.err.contains(&format!("khao: {name}: ")), "{ran:?}");
    }
    let folder = place.run(&["config", "--path"]).out;
    assert_eq!(Path::new(folder.trim_end()), place.path().join("config"));
}

#[test]
fn a_theme_that_cannot_be_used_is_told_and_does_without() {
    let place = Place::new(&[("config/settings.toml", "hints = true\ntheme = \"pipe\"\n")]);
    place.write("config/themes/own.toml", b"[roles]\n\nlinks = {}\n");
    let pipe = place.path().join("config/themes/pipe.toml");
    let made = Command::new("mkfifo").arg(pipe).status();
    assert!(made.unwrap().success());
    let ran = place.run(&["keys"]);
    assert!(
        ran.err.contains("settings.toml: line 2: cannot read "),
        "{ran:?}"
    );
    assert!(
        ran.err.contains("pipe.toml: it is not a regular file"),
        "{ran:?}"
    );
    assert_eq!(ran.code, Some(0));
    let ran = place.run(&["--theme", "own", "keys"]);
    let said = "own.toml: line 3: there is no role “links”; did you mean “link”?";
    assert!(ran.err.contains(said), "{ran:?}");
    assert_eq!(ran.code, Some(2));
    let ran = place.run(&["--theme", "zz", "keys"]);
    assert!(ran.err.contains("hint: themes: terminal, dark"), "{ran:?}");
}

#[test]
fn a_mistyped_command_is_told_from_a_file() {
    let place = Place::new(&[]);
    for (args, hint) in [
        (
            &["prin", "a.txt"][..],
            Some("hint: there is a command khao print"),
        ),
        (&["confg"], Some("hint: there is a command khao config")),
        (&["a.txt", "prin"], None),
        (&["print", "prin"], None),
        (&["letter.txt"], None),
    ] {
        let ran = place.run(args);
        let hints: Vec<_> = ran.err.lines().filter(|l| l.starts_with("hint:")).collect();
        assert_eq!(hints, Vec::from_iter(hint), "{ran:?}");
        assert!(ran.err.contains("no such file or directory"), "{ran:?}");
        assert_eq!(ran.code, Some(1));
    }
}

#[test]
fn own_keys_are_shown() {
    let place = Place::new(&[("config/keymap.toml", "[thread]\nfold = [\"ctrl-y\"]\n")]);
    let ran = place.run(&["keys"]);
    let line = ran.out.lines().find(|l| l.contains("  fold  ")).unwrap();
    assert!(line.trim_start().starts_with("Ctrl-Y "), "{line}");
    assert!(
        place
            .run(&["keys", "--print-default"])
            .out
            .contains("[thread]\n")
    );
    assert_eq!((&*ran.err, ran.code), ("", Some(0)));
}

#[test]
fn own_words_stay_whole() {
    let place = Place::new(&[]);
    let text = "ตากลมตากลม\n".as_bytes();
    let marked = place.feed(&["wrap", "--mark", "|"], text);
    assert!(marked.out.trim().contains('|'), "{marked:?}");
    place.write("config/thai-words.txt", "# mine\nตากลมตากลม\n".as_bytes());
    assert_eq!(
        place.feed(&["wrap", "--mark", "|"], text).out.as_bytes(),
        text
    );
}

#[test]
fn help_version_completions_and_the_manual_go_to_standard_output() {
    let place = Place::new(&[]);
    for (args, said) in [
        (&["--help"][..], "Usage: khao"),
        (&["help", "wrap"], "--first-fit"),
        (&["--version"], env!("CARGO_PKG_VERSION")),
        (&["completions", "bash"], "complete -F _khao"),
        (&["completions", "zsh"], "#compdef khao"),
        (&["man"], ".TH khao 1"),
    ] {
        let ran = place.run(args);
        assert!(ran.out.contains(said), "{args:?}: {ran:?}");
        assert_eq!((&*ran.err, ran.code), ("", Some(0)), "{args:?}");
    }
}
