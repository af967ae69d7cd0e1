use std::fmt::Write as _;

use super::*;
use crate::text::clean_line;

fn outline_of(html: &str) -> String {
    let mut tree = Tree::parse(html);
    tree.set_base(Some(clean_line("https://example.org/news/a.html")));
    let mut out = String::new();
    for piece in pieces(&tree, Tree::ROOT, &|_| false) {
        let text = piece.text().replace('\n', "/");
        write!(out, "{:?} {text}", piece.block.kind).unwrap();
        for mark in &piece.block.marks {
            let at = mark.bytes.start as usize..mark.bytes.end as usize;
            write!(out, " [{:?} {}]", mark.kind, &piece.text()[at]).unwrap();
        }
        for (at, url) in &piece.links {
            let at = at.start as usize..at.end as usize;
            write!(out, " [{url} {}]", &piece.text()[at]).unwrap();
        }
        out.push('\n');
    }
    out
}

#[track_caller]
fn check(html: &str, want: &[&str]) {
    let got = outline_of(html);
    assert_eq!(got.lines().collect::<Vec<_>>(), want, "{html}");
}

#[test]
fn words_are_blocks_with_their_spaces_folded() {
    check(
        "<h2> A\n title </h2><p>One  <b>two </b> three.<p>&nbsp;&nbsp;Four<div>five</div>six",
        &[
            "Heading(2) A title",
            "Paragraph One two three. [Strong two]",
            "Paragraph Four",
            "Paragraph five",
            "Paragraph six",
        ],
    );
    check("<p>&nbsp;</p><p> </p><div><div></div></div>", &[]);
    check(
        "<p>one<br>two<br> <br>three<br></p>",
        &["Paragraph one/two", "Paragraph three"],
    );
    check("<h1>One<br>two</h1>", &["Heading(1) One two"]);
}

#[test]
fn marks_and_links_go_on_over_blocks() {
    check(
        "<b>one<div>two</div></b>three",
        &[
            "Paragraph one [Strong one]",
            "Paragraph two [Strong two]",
            "Paragraph three",
        ],
    );
    check(
        "<p>See <a href='../b?x=1'>the <em>other</em> page</a>, <a href='#n'>1</a> \
         <a href='javascript:x()'>not</a> <del>this</del> <code>that</code>.",
        &[
            "Paragraph See the other page, 1 not this that. [Emphasis other] [Strike this] \
           [Code that] [https://example.org/b?x=1 the other page]",
        ],
    );
    check(
        "<a href='/x'><h3>Title</h3><p>Words</p></a>",
        &[
            "Heading(3) Title [https://example.org/x Title]",
            "Paragraph Words [https://example.org/x Words]",
        ],
    );
}

#[test]
fn a_link_around_very_many_blocks_is_not_laid_on_all() {
    let html = format!("<a href=/x>{}</a>", "<p>word</p>".repeat(100));
    let laid = outline_of(&html).matches("[https").count();
    assert_eq!(laid, usize::from(LINKED));
}

#[test]
fn lists_count_and_nest() {
    check(
        "<ol start=3><li>c<ul><li>inner</ul><li value=9>i<p>more<li>j</ol>after",
        &[
            "Item(0) 3. c",
            "Item(1) inner",
            "Item(0) 9. i",
            "Paragraph more",
            "Item(0) 10. j",
            "Paragraph after",
        ],
    );
    check(
        "<dl><dt>Word<dd>What it says</dl>",
        &["Paragraph Word", "Item(0) What it says"],
    );
    let tree = Tree::parse("<ul><li>one<p>two</ul>");
    let item = tree
        .below(Tree::ROOT)
        .find(|n| tree.name(*n) == "li")
        .unwrap();
    let kinds: Vec<_> = pieces(&tree, item, &|_| false)
        .iter()
        .map(|p| p.block.kind)
        .collect();
    assert_eq!(kinds, [BlockKind::Paragraph, BlockKind::Paragraph]);
}

#[test]
fn quotes_and_code_keep_what_they_are() {
    check(
        "<blockquote><p>One</p>two <q>three</q></blockquote>",
        &["Quote One", "Quote two “three”"],
    );
    check(
        "<pre>\n\n  if <b>x</b>:\n    <code>y</code>\n\n</pre>",
        &["Code   if x:/    y"],
    );
}

#[test]
fn pictures_stand_behind_their_words() {
    check(
        "<p>One <img src=/a.jpg alt='A bridge'> two</p><figure><img data-src='b.png' \
         src='data:image/gif;base64,x'><figcaption>The <b>river</b></figcaption></figure>",
        &[
            "Paragraph One two",
            "Image A bridge [https://example.org/a.jpg ]",
            "Image  [https://example.org/news/b.png ]",
            "Caption The river [Strong river]",
        ],
    );
    check(
        "<figure><img src=/a.jpg alt='The river'><figcaption>The river in May.</figcaption></figure>",
        &[
            "Image  [https://example.org/a.jpg ]",
            "Caption The river in May.",
        ],
    );
    check(
        "<p>Fine <img src=x.svg alt=🙂> and <img width=1 height=1 src=/t.gif></p>",
        &["Paragraph Fine 🙂 and"],
    );
    check(
        "<img src='data:x' alt=A><noscript><img src=/a.jpg alt=A>Please turn scripts on</noscript>",
        &["Image A [https://example.org/a.jpg ]"],
    );
}

#[test]
fn what_is_hidden_is_left_out() {
    check(
        "<p hidden>a<p style='color:red; DISPLAY : none !important'>b<p aria-hidden=true>c\
         <script>d</script><style>e</style><button>f</button><select><option>g</select>\
         <textarea>h</textarea><svg><text>i</text></svg><template>j</template>\
         <span class='x sr-only'>k</span><p aria-hidden=false>seen",
        &["Paragraph seen"],
    );
}

#[test]
fn tables_of_data_are_set_and_those_of_layout_are_boxes() {
    check(
        "<table><caption>Rain</caption><tr><th>Month<th>mm<tr><td>May<td>120<tr><td colspan=2>in all</table>",
        &["Caption Rain", "Table Month   mm/May     120/in all"],
    );
    check(
        "<table><tr><td><table><tr><td>a<td>b<tr><td>c<td>d</table><td>right</table>",
        &["Table a  b/c  d", "Paragraph right"],
    );
    check(
        "<table><tr><td>Only<tr><td>one column</table>",
        &["Paragraph Only", "Paragraph one column"],
    );
    check(
        "<table role=presentation><tr><td>a<td>b<tr><td>c<td>d</table>",
        &["Paragraph a", "Paragraph b", "Paragraph c", "Paragraph d"],
    );
}

#[test]
fn what_is_skipped_is_left_out() {
    let tree = Tree::parse("<p>one<p>two</p><table><tr><td>a<td>b<tr><td>c<td>d</table>");
    let is = |n: NodeIx| tree.name(n) == "p" || tree.text(n) == "d";
    let got: Vec<_> = pieces(&tree, Tree::ROOT, &is)
        .iter()
        .map(|p| p.text().to_owned())
        .collect();
    assert_eq!(got, ["a  b\nc"]);
}
