//! Addresses as a page writes them become whole ones (RFC 3986, section 5.2).

use crate::text::{Clean, clean_line};

/// The longest address that is taken, in bytes: longer ones are no addresses but data.
const LONGEST: usize = 4096;

/// The whole address of `href` on a page at `base`; `None` for what is no place on the web and no mail
/// address, and for a place on the page itself.
pub(super) fn resolve(base: Option<&str>, href: &str) -> Option<Clean> {
    if href.len() > LONGEST {
        return None;
    }
    let href = href.trim_matches(|c: char| c.is_ascii_whitespace() || c.is_control());
    let mut written = String::with_capacity(href.len());
    for c in href.chars() {
        match c {
            '\t' | '\n' | '\r' => {}
            ' ' => written.push_str("%20"),
            c => written.push(c),
        }
    }
    if written.is_empty() || written.starts_with('#') {
        return None;
    }
    let whole = match scheme(&written) {
        Some(scheme) => is_kept(scheme, &written).then_some(written)?,
        None => join(base?, &written)?,
    };
    Some(clean_line(&whole)).filter(|a| !a.is_empty())
}

/// An address of the web, whole and with a host, without its fragment; `None` for everything else.
pub(super) fn page(base: Option<&str>, href: &str) -> Option<Clean> {
    let whole = resolve(base, href)?;
    let bare = whole.split('#').next().unwrap_or_default();
    let (origin, _) = parted(bare)?;
    let host = origin.split_once("://")?.1;
    let named = host.starts_with(|c: char| c.is_alphanumeric() || c == '[');
    named.then(|| clean_line(bare))
}

/// Whether an address is that of a site's front page.
pub(super) fn is_front(address: &str) -> bool {
    let is_bare = |path: &str| path.trim_matches('/').is_empty();
    parted(address)
        .is_none_or(|(origin, path)| is_bare(path) && !address[origin.len()..].contains('?'))
}

/// Whether two addresses are of one site: the names of its hosts differ only in what stands before.
pub(super) fn is_same_site(a: &str, b: &str) -> bool {
    let host = |address| {
        let (origin, _) = parted(address)?;
        let host = origin
            .split_once("://")?
            .1
            .rsplit('@')
            .next()?
            .to_ascii_lowercase();
        let bare = ["www.", "m.", "amp.", "mobile."]
            .iter()
            .find_map(|p| host.strip_prefix(p));
        Some(bare.unwrap_or(&host).to_owned())
    };
    let below = |a: &str, b: &str| a.strip_suffix(b).is_some_and(|rest| rest.ends_with('.'));
    match (host(a), host(b)) {
        (Some(a), Some(b)) => a == b || below(&a, &b) || below(&b, &a),
        _ => false,
    }
}

/// The scheme before the colon, where there is one.
fn scheme(address: &str) -> Option<&str> {
    let (scheme, _) = address.split_once(':')?;
    let named = scheme.starts_with(|c: char| c.is_ascii_alphabetic());
    let letters = |c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.');
    (named && scheme.chars().all(letters)).then_some(scheme)
}

fn is_kept(scheme: &str, address: &str) -> bool {
    let is = |s: &str| scheme.eq_ignore_ascii_case(s);
    let rest = &address[scheme.len() + 1..];
    (is("http") || is("https")) && rest.starts_with("//") && rest.len() > 2
        || is("mailto") && rest.contains('@')
}

/// An address of the web as `https://host` and the path behind it, without query and fragment.
fn parted(address: &str) -> Option<(&str, &str)> {
    let scheme =
        scheme(address).filter(|s| is_kept(s, address) && !s.eq_ignore_ascii_case("mailto"))?;
    let host = scheme.len() + 3;
    let end =
        |at: usize, stops: &[char]| address[at..].find(stops).map_or(address.len(), |n| at + n);
    let path = end(host, &['/', '?', '#']);
    (path > host).then(|| (&address[..path], &address[path..end(path, &['?', '#'])]))
}

/// `href`, which has no scheme, as seen from a page.
fn join(base: &str, href: &str) -> Option<String> {
    let (origin, path) = parted(base)?;
    if href.starts_with("//") {
        let scheme = scheme(base)?;
        return (href.len() > 2).then(|| format!("{scheme}:{href}"));
    }
    if href.starts_with('?') {
        return Some(format!("{origin}{path}{href}"));
    }
    let cut = href.find(['?', '#']).unwrap_or(href.len());
    let (to, tail) = href.split_at(cut);
    let from = if to.starts_with('/') {
        ""
    } else {
        path.rsplit_once('/').map_or("", |(folder, _)| folder)
    };
    let mut steps: Vec<&str> = Vec::new();
    let all = from
        .split('/')
        .chain(to.split('/'))
        .filter(|s| !s.is_empty());
    for step in all {
        match step {
            "." => {}
            ".." => drop(steps.pop()),
            step => steps.push(step),
        }
    }
    let folder = to.ends_with('/') || to.ends_with("/.") || to.ends_with("/..");
    let end = if folder && !steps.is_empty() { "/" } else { "" };
    Some(format!("{origin}/{}{end}{tail}", steps.join("/")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_seen_from_their_page() {
        let base = Some("https://example.org/news/today/a.html?x=1#top");
        for (href, want) in [
            ("b.html", "https://example.org/news/today/b.html"),
            ("../b/?p=/../c", "https://example.org/news/b/?p=/../c"),
            ("../../../../b", "https://example.org/b"),
            ("/", "https://example.org/"),
            ("?page=2", "https://example.org/news/today/a.html?page=2"),
            ("//other.example/x", "https://other.example/x"),
            (" HTTP://other.example/a b\n", "HTTP://other.example/a%20b"),
            ("mailto:ed@example.org", "mailto:ed@example.org"),
        ] {
            assert_eq!(resolve(base, href).as_deref(), Some(want), "{href}");
        }
        for href in [
            "",
            "#top",
            "javascript:void(0)",
            "data:text/html,x",
            "tel:123",
            "http:",
            "//",
            "mailto:x",
        ] {
            assert_eq!(resolve(base, href), None, "{href}");
        }
        assert_eq!(resolve(None, "b.html"), None);
        assert_eq!(resolve(Some("file:///a"), "b.html"), None);
        assert_eq!(
            resolve(None, &format!("https://example.org/{}", "a".repeat(5000))),
            None
        );
    }

    #[test]
    fn a_page_has_a_host() {
        assert_eq!(
            page(None, "https://example.org/a#b").as_deref(),
            Some("https://example.org/a")
        );
        for not in [
            "/a",
            "mailto:a@b",
            "https:///a",
            "https://?",
            "javascript:x",
        ] {
            assert_eq!(page(None, not), None, "{not}");
        }
    }
}
