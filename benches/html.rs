//! Opening pages: an article with answers under it, a page of a forum, and pages made to be slow.
//! `cargo bench --bench html`; the throughput is in bytes of the page.

use std::fmt::Write as _;

use divan::Bencher;
use divan::counter::BytesCount;
use khao::load::{Input, Loaded, load};

fn main() {
    divan::main();
}

fn open(html: &str) -> Option<Loaded> {
    let input = Input {
        bytes: html.as_bytes().to_vec(),
        name: "page.html".to_owned(),
        ..Input::default()
    };
    load(&input).ok()
}

fn run(bencher: Bencher<'_, '_>, html: &str) {
    bencher
        .counter(BytesCount::of_str(html))
        .bench(|| open(divan::black_box(html)));
}

const PROSE: &str = "The bridge over the canal was opened on Monday, and the first cart went over it before the \
    mayor had cut the ribbon. <a href='/keeper'>The keeper of the lock</a> said that he had seen it all before.";

/// A page of a paper: menus, an article, what else to read, a discussion of nested lists.
fn paper(n_comments: usize) -> String {
    let mut html = "<!doctype html><html lang=en><head><title>The bridge | The Paper</title>\
        <meta property=og:site_name content='The Paper'><style>p { color: red }</style></head><body><nav><ul>"
        .to_owned();
    for n in 0..60 {
        let _ = write!(html, "<li><a href='/part/{n}'>Part {n}</a></li>");
    }
    html += "</ul></nav><main><article><header><h1>The bridge</h1><time datetime=2024-05-03>3 May</time></header>";
    for n in 0..30 {
        let _ = write!(html, "<p>{PROSE}</p>");
        if n % 10 == 9 {
            html += "<figure><img src='/b.jpg' alt='The bridge'><figcaption>The bridge</figcaption></figure><h2>On</h2>";
        }
    }
    html += "</article><section id=comments><h2>Comments</h2><ol class=comment-list>";
    for n in 0..n_comments {
        let _ = write!(
            html,
            "<li class=comment id=comment-{n}><article class=comment-body><footer><b class=fn>Anna {n}</b> \
             <time datetime=2024-05-03T10:00:00Z>3 May 2024 at 10:00</time></footer><div class=comment-content>\
             <p>{PROSE}</p></div><div class=reply><a href='#'>Reply</a></div></article>{}",
            if n % 3 == 0 {
                "<ol class=children>"
            } else {
                "</li>"
            }
        );
        if n % 3 == 2 {
            html += "</ol></li>";
        }
    }
    html + "</ol></section></main><footer><p>The Paper, Canal Street 1</p></footer></body></html>"
}

/// A page of a forum, of which no class tells anything.
fn forum(n_posts: usize) -> String {
    let mut html =
        "<!doctype html><title>Which bridge?</title><h1>Which bridge?</h1><table>".to_owned();
    for n in 0..n_posts {
        let _ = write!(
            html,
            "<tr><td><a href='/member/{n}'>anna{n}</a></td><td><div>3 May 2024, 10:{:02}</div><div>{PROSE}<br><br>\
             {PROSE}</div><a href='#'>Quote</a> <a href='#'>Reply</a></td></tr>",
            n % 60
        );
    }
    html + "</table>"
}

#[divan::bench(args = [0, 50, 1000])]
fn open_a_page(bencher: Bencher<'_, '_>, n_comments: usize) {
    run(bencher, &paper(n_comments));
}

#[divan::bench(args = [20, 1000])]
fn open_a_forum_page(bencher: Bencher<'_, '_>, n_posts: usize) {
    run(bencher, &forum(n_posts));
}

#[divan::bench(sample_count = 5, args = ["deep", "marks", "misnested", "attributes", "paragraphs"])]
fn refuse_a_bomb(bencher: Bencher<'_, '_>, kind: &str) {
    let n = 50_000;
    let each = |f: fn(usize) -> String| (0..n).map(f).collect::<Vec<_>>().concat();
    let body = match kind {
        "deep" => "<div>".repeat(n),
        "marks" => each(|i| format!("<b a={i}>")) + &"<p>x".repeat(n),
        "misnested" => "<a>".repeat(n) + &"<i>".repeat(n) + &"</a>".repeat(n),
        "attributes" => format!("<p{}>x", each(|i| format!(" a{i}='<b>'"))),
        _ => "<p>x".repeat(n),
    };
    run(bencher, &format!("<!doctype html><title>Odd</title>{body}"));
}
