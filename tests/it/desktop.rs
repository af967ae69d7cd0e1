//! Opening addresses: what is decided, and what a started program really gets.

use std::os::unix::fs::PermissionsExt as _;

use khao::run::desktop::{self, BadUrl, Env, Launch, Opened, Plan, check, plan};
use khao::run::outside::Outside;

fn open(plan: Plan) -> Opened {
    desktop::open(plan, Outside::unless(false).unwrap())
}

fn planned(url: &str, browser: Option<&str>, display: bool, found: &[&str]) -> Plan {
    plan(
        url,
        &Env {
            browser: browser.map(str::to_owned),
            display,
            macos: false,
            found: &|name| found.contains(&name),
        },
    )
}

fn argv(browser: &str, found: &[&str]) -> Option<(Vec<String>, bool)> {
    match planned("https://a.org/x", Some(browser), false, found) {
        Plan::Run(Launch { argv, text, .. }) => Some((argv, text)),
        Plan::Show(_) => None,
        Plan::Refuse(bad) => panic!("{bad}"),
    }
}

#[test]
fn only_web_addresses_pass_and_they_are_ascii() {
    for (url, checked) in [
        ("https://a.org", Ok("https://a.org")),
        (
            "  HTTP://a.org/é?q=ก#x ",
            Ok("http://a.org/%C3%A9?q=%E0%B8%81#x"),
        ),
        ("https://a.org/a'b\"c`d", Ok("https://a.org/a%27b%22c%60d")),
        ("http://bank.com@evil.org/", Ok("http://evil.org/")),
        ("http://u:p@evil.org:80/a@b", Ok("http://evil.org:80/a@b")),
        (
            "http://evil.org\\@bank.com/",
            Ok("http://evil.org%5C@bank.com/"),
        ),
        ("javascript:alert(1)", Err(BadUrl::Scheme)),
        ("javascript://a.org/%0aalert(1)", Err(BadUrl::Scheme)),
        ("file:///etc/passwd", Err(BadUrl::Scheme)),
        ("data:text/html,x", Err(BadUrl::Scheme)),
        ("-oProxyCommand=x", Err(BadUrl::Scheme)),
        ("a.org", Err(BadUrl::Scheme)),
        ("", Err(BadUrl::Scheme)),
        ("https://", Err(BadUrl::Host)),
        ("https:///x", Err(BadUrl::Host)),
        ("https://x@/", Err(BadUrl::Host)),
        ("https://a.org/\u{1b}]52;c;eA==\u{7}", Err(BadUrl::Control)),
        ("https://a.org/\u{9b}2J", Err(BadUrl::Control)),
        ("https://a.org/x\n--help", Err(BadUrl::Control)),
        ("https://a.org/x y", Err(BadUrl::Control)),
    ] {
        assert_eq!(check(url), checked.map(str::to_owned), "{url:?}");
    }
    let long = format!("https://a.org/{}", "x".repeat(100_000));
    assert_eq!(check(&long), Err(BadUrl::Length));
    let grows = format!("https://a.org/{}", "ก".repeat(2500));
    assert_eq!(check(&grows), Err(BadUrl::Length));
}

#[test]
fn the_browser_list_is_honoured() {
    let url = "https://a.org/x";
    for (browser, found, words, text) in [
        ("firefox", &["firefox"][..], &["firefox", url][..], false),
        ("w3m:firefox", &["firefox"], &["firefox", url], false),
        ("w3m:firefox", &["w3m", "firefox"], &["w3m", url], true),
        (
            "/usr/bin/lynx -x",
            &["/usr/bin/lynx"],
            &["/usr/bin/lynx", "-x", url],
            true,
        ),
        (
            "x --url=%s -n",
            &["x"],
            &["x", "--url=https://a.org/x", "-n"],
            false,
        ),
        (
            "xterm -e w3m %s",
            &["xterm"],
            &["xterm", "-e", "w3m", url],
            false,
        ),
        (
            "'my browser' \"a b\" &",
            &["my browser"],
            &["my browser", "a b", url],
            false,
        ),
        ("x 100%%", &["x"], &["x", "100%", url], false),
    ] {
        let words: Vec<String> = words.iter().map(|w| (*w).to_owned()).collect();
        assert_eq!(argv(browser, found), Some((words, text)), "{browser}");
    }
}

#[test]
fn no_shell_gets_the_address() {
    for browser in [
        "sh -c \"firefox %s\"",
        "sh -c %s",
        "/bin/bash -c 'x'",
        "env sh -c %s",
        "x 'w3m %s'",
        "x 'unclosed",
        ":::",
        "&",
    ] {
        let found = ["sh", "/bin/bash", "env", "x", "&"];
        assert_eq!(argv(browser, &found), None, "{browser}");
    }
}

#[test]
fn without_a_browser_the_desktop_decides() {
    let url = "https://a.org/";
    assert_eq!(
        planned(url, None, false, &["xdg-open"]),
        Plan::Show(url.to_owned())
    );
    assert_eq!(planned(url, None, true, &[]), Plan::Show(url.to_owned()));
    let Plan::Run(launch) = planned(url, Some("gone"), true, &["xdg-open"]) else {
        panic!("there is a display");
    };
    assert_eq!(
        (&*launch.argv, launch.text),
        (&["xdg-open".to_owned(), url.to_owned()][..], false)
    );
    assert!(matches!(open(Plan::Show(url.to_owned())), Opened::No(u) if u == url));
    assert!(matches!(
        open(planned("file:///x", None, true, &["xdg-open"])),
        Opened::Refused(BadUrl::Scheme)
    ));
}

/// A program that writes its arguments to a file beside itself, one a line.
fn recorder(directory: &std::path::Path, name: &str, status: u8) -> String {
    let path = directory.join(name);
    let script = format!("#!/bin/sh\nprintf '%s\\n' \"$@\" > \"$0.args\"\nexit {status}\n");
    std::fs::write(&path, script).unwrap();
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o755)).unwrap();
    path.to_str().unwrap().to_owned()
}

#[test]
fn a_program_gets_the_address_as_one_argument() {
    let directory = tempfile::tempdir().unwrap();
    let browser = recorder(directory.path(), "recorder", 0);
    let touched = directory.path().join("touched");
    let touch = touched.display();
    for (url, argument) in [
        (
            "https://a.org/$(touch{IFS})",
            "https://a.org/$(touch%7BIFS%7D)",
        ),
        (
            &*format!("https://a.org/;touch$IFS{touch}"),
            &*format!("https://a.org/;touch$IFS{touch}"),
        ),
        ("https://a.org/`x`|y&z", "https://a.org/%60x%60%7Cy&z"),
        (
            "https://a.org/ข่าว",
            "https://a.org/%E0%B8%82%E0%B9%88%E0%B8%B2%E0%B8%A7",
        ),
    ] {
        let plan = planned(url, Some(&format!("{browser} -n %s")), false, &[&browser]);
        assert!(matches!(open(plan), Opened::Yes));
        let got = std::fs::read_to_string(format!("{browser}.args")).unwrap();
        assert_eq!(got, format!("-n\n{argument}\n"));
    }
    assert!(!touched.exists());
    let fails = recorder(directory.path(), "fails", 3);
    let failed = open(planned("https://a.org/", Some(&fails), false, &[&fails]));
    assert!(matches!(failed, Opened::Failed(_, status) if status.code() == Some(3)));
    // A text browser is waited for, and what it says is heard.
    let text = recorder(directory.path(), "w3m", 4);
    let failed = open(planned("https://a.org/", Some(&text), false, &[&text]));
    assert!(matches!(failed, Opened::Failed(_, status) if status.code() == Some(4)));
    let gone = open(planned(
        "https://a.org/",
        Some("/no/such"),
        false,
        &["/no/such"],
    ));
    assert!(matches!(gone, Opened::NotStarted(_, _)));
}
