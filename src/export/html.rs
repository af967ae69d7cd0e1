//! One page that needs nothing else.

use super::body::body;
use super::markup::{put, raw};
use crate::model::Document;

pub use super::body::Names;

/// How the page looks: the browser's own letters, light or dark as the reader has it.
pub(super) const STYLE: &str = "\
:root { color-scheme: light dark; }
body { max-width: 42em; margin: 2em auto; padding: 0 1em; line-height: 1.6; overflow-wrap: anywhere; }
h1 { line-height: 1.25; }
pre { overflow-x: auto; line-height: 1.3; }
blockquote { margin-left: 0; padding-left: 1em; border-left: 3px solid; opacity: 0.85; }
.about, .caption, .by { font-size: 0.9em; opacity: 0.8; }
.thread { border-top: 1px solid; margin-top: 3em; }
.comment { margin-top: 1em; }
.comment .comment { padding-left: 0.9em; border-left: 1px solid; }
.by { margin-bottom: 0.2em; }
.by + p { margin-top: 0; }
";

/// Documents one after the other as one page of HTML 5 in UTF-8, threads and all; `names` says how each
/// names its things.
///
/// ```
/// use khao::export::{Names, html};
/// use khao::load::{Input, load};
/// let text = "# Tea & cake\n\nThe shop opens at two.";
/// let input = Input { bytes: text.into(), name: "tea.md".to_owned(), ..Input::default() };
/// let document = &load(&input).unwrap().documents[0];
/// let page = html(&[document], |_| Names::default());
/// assert!(page.contains("<h1>Tea &amp; cake</h1>"));
/// ```
pub fn html(documents: &[&Document], names: impl Fn(&Document) -> Names) -> String {
    let mut out = String::from("<!DOCTYPE html>\n<html");
    let first = documents.first();
    if let Some(code) = first.and_then(|d| d.article.lang.code()) {
        raw(&mut out, format_args!(" lang=\"{code}\""));
    }
    out.push_str(">\n<head>\n<meta charset=\"utf-8\"/>\n");
    out.push_str("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n");
    out.push_str("<title>");
    put(&mut out, &first.map(|d| d.headline().0).unwrap_or_default());
    out.push_str("</title>\n<style>\n");
    out.push_str(STYLE);
    out.push_str("</style>\n</head>\n<body>\n");
    for (at, document) in documents.iter().enumerate() {
        if at > 0 {
            out.push_str("<hr/>\n");
        }
        body(&mut out, document, at + 1, &names(document));
    }
    out.push_str("</body>\n</html>\n");
    out
}
