//! Addresses of the web: what of them may be given to a terminal, and what a reader is shown.
//!
//! Reading follows the URL standard of browsers (WHATWG), so that what is shown is where a browser
//! would go: `http://2130706433/` is 127.0.0.1, and of `http://bank.com@evil/` the host is `evil`.

use std::ops::Range;

use idna::uts46::{AsciiDenyList, Hyphens, Uts46};
use unicode_script::{Script, UnicodeScript};
use url::{Host, Url};

/// Longest address, in bytes: longer ones are no places but data. Terminals cut or drop them at 2,083.
pub const LONGEST: usize = 2_083;

/// An address of the web that may be given to a terminal: `http` or `https`, percent-encoded printable
/// ASCII of at most [`LONGEST`] bytes, without a user name.
///
/// ```
/// use khao::text::address::Address;
/// let address = Address::new("https://me:secret@example.org/ข่าว").unwrap();
/// assert_eq!(address.uri(), "https://example.org/%E0%B8%82%E0%B9%88%E0%B8%B2%E0%B8%A7");
/// assert_eq!(address.host(), "example.org");
/// assert_eq!(Address::new("javascript:alert(1)"), None);
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Address(Url);

impl Address {
    /// Reads an address; `None` for all that is no place of the web.
    pub fn new(text: &str) -> Option<Self> {
        let text = text.trim();
        // A browser drops line ends within an address; nobody who means well writes them.
        if text.len() > LONGEST || text.chars().any(|c| c.is_control() || c.is_whitespace()) {
            return None;
        }
        let mut url = Url::parse(text).ok()?;
        if !matches!(url.scheme(), "http" | "https") || url.host_str().is_none_or(str::is_empty) {
            return None;
        }
        // A user name is there to deceive or is a secret.
        url.set_username("").ok()?;
        url.set_password(None).ok()?;
        let uri = url.as_str();
        let fits = uri.len() <= LONGEST && uri.bytes().all(|b| b.is_ascii_graphic());
        fits.then_some(Self(url))
    }

    /// The address in printable ASCII.
    pub fn uri(&self) -> &str {
        self.0.as_str()
    }

    /// Its host as a reader is shown it: numbers as an IP address, letters of other scripts only where
    /// they cannot pass for others, else in Punycode (`xn--…`). A port stands behind it.
    pub fn host(&self) -> String {
        let host = match self.0.host() {
            Some(Host::Domain(name)) => {
                let (shown, well) = Uts46::new().to_user_interface(
                    name.as_bytes(),
                    AsciiDenyList::URL,
                    Hyphens::Allow,
                    |label, top, bidi| !bidi && is_plain(label, top),
                );
                match well {
                    Ok(()) => shown.into_owned(),
                    Err(_) => name.to_owned(),
                }
            }
            Some(Host::Ipv4(ip)) => ip.to_string(),
            Some(Host::Ipv6(ip)) => format!("[{ip}]"),
            None => String::new(),
        };
        match self.0.port() {
            Some(port) => format!("{host}:{port}"),
            None => host,
        }
    }

    /// The host that `words` name, where they read as an address of another site than this one: a link
    /// that shows one place and goes to another.
    ///
    /// ```
    /// use khao::text::address::Address;
    /// let address = Address::new("https://evil.th/").unwrap();
    /// assert_eq!(address.belied_by("https://bank.com/login"), Some("bank.com".to_owned()));
    /// assert_eq!(address.belied_by("www.evil.th"), None);
    /// assert_eq!(address.belied_by("the report"), None);
    /// ```
    pub fn belied_by(&self, words: &str) -> Option<String> {
        let named = named(words)?;
        let bare = |a: &Self| {
            let host = a.0.host_str().unwrap_or_default();
            host.strip_prefix("www.").unwrap_or(host).to_owned()
        };
        let (here, there) = (bare(self), bare(&named));
        let below = |a: &str, b: &str| a.strip_suffix(b).is_some_and(|rest| rest.ends_with('.'));
        let same = here == there || below(&here, &there) || below(&there, &here);
        (!same).then(|| named.host())
    }
}

/// An address on the screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Placed {
    /// Its row, from 0.
    pub row: u16,
    /// Its columns, from 0.
    pub columns: Range<u16>,
    /// The address.
    pub address: Address,
}

/// Ends of names that are taken for addresses without `www.` before them.
const ENDS: [&str; 12] = [
    "com", "org", "net", "info", "gov", "edu", "int", "th", "uk", "de", "eu", "io",
];

/// The address that the words of a link read as, if they do.
fn named(words: &str) -> Option<Address> {
    let words = words.trim();
    let lower = words.get(..8).unwrap_or(words).to_ascii_lowercase();
    if lower.starts_with("http://") || lower.starts_with("https://") {
        return Address::new(words);
    }
    let end = words.find(['/', '?', '#', ':']).unwrap_or(words.len());
    let host = &words[..end];
    let (_, last) = host.rsplit_once('.')?;
    let is = lower.starts_with("www.") || ENDS.contains(&&*last.to_ascii_lowercase());
    is.then(|| Address::new(&format!("http://{words}")))?
}

/// Whether a label of a name in other letters than ASCII can be read for what it is. Its letters are of
/// one script, and that script does not look like Latin, unless all of the country does (`.рф`).
fn is_plain(label: &[char], top: &[char]) -> bool {
    let Some(script) = one_script(label) else {
        return false;
    };
    match script {
        // Of Latin only the letters of European languages: no dotless i, no phonetic signs.
        Script::Latin => label
            .iter()
            .all(|c| *c < '\u{180}' && !matches!(c, 'ı' | 'ĸ' | 'ŀ' | 'ŉ')),
        Script::Cyrillic
        | Script::Greek
        | Script::Armenian
        | Script::Georgian
        | Script::Cherokee
        | Script::Coptic
        | Script::Lisu => one_script(top) == Some(script),
        _ => true,
    }
}

/// The one script that letters are of; signs and digits are of any. Chinese signs go with those that
/// Japanese and Korean write between them.
fn one_script(label: &[char]) -> Option<Script> {
    let mut found = None;
    for script in label.iter().map(UnicodeScript::script) {
        let script = match script {
            Script::Common | Script::Inherited => continue,
            Script::Hiragana | Script::Katakana | Script::Hangul => Script::Han,
            Script::Unknown => return None,
            script => script,
        };
        if *found.get_or_insert(script) != script {
            return None;
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn host(text: &str) -> String {
        Address::new(text).map_or_else(|| "none".to_owned(), |a| a.host())
    }

    #[test]
    fn only_the_web_in_printable_ascii() {
        for bad in [
            "",
            "javascript:alert(1)",
            "file:///etc/passwd",
            "data:text/html,x",
            "mailto:a@example.org",
            "ftp://example.org/",
            "//example.org",
            "http://",
            "https:///",
            "http://exa mple.org",
            "https://example.org/\x1b\\\x1b]52;c;ZXZpbA==\x07",
            "https://example.org/\u{9d}0;x\u{9c}",
            "https://example.org/a\nb",
            "https://[::1",
        ] {
            assert_eq!(Address::new(bad), None, "{bad:?}");
        }
        assert_eq!(
            Address::new(&format!("https://e.org/{}", "a".repeat(100_000))),
            None
        );
        // Encoding makes it longer.
        assert_eq!(
            Address::new(&format!("https://e.org/{}", "ก".repeat(300))),
            None
        );
        let full = format!("https://e.org/{}", "a".repeat(LONGEST - 14));
        assert_eq!(Address::new(&full).unwrap().uri().len(), LONGEST);
        let odd = Address::new("https://e.org/a\u{202e}b?q=“x”&r=|<>#ข").unwrap();
        assert!(odd.uri().bytes().all(|b| b.is_ascii_graphic()), "{odd:?}");
    }

    #[test]
    fn the_host_is_where_a_browser_goes() {
        for (text, shown) in [
            ("http://bank.com@evil/", "evil"),
            ("https://bank.com:x@evil.th/", "evil.th"),
            ("https://bank.com\\@evil.th/", "bank.com"),
            ("http://2130706433/", "127.0.0.1"),
            ("http://0x7f.1/", "127.0.0.1"),
            ("http://①②⑦.0.0.1/", "127.0.0.1"),
            ("http://[0:0::1]:80/", "[::1]"),
            ("https://EXAMPLE.org:8443/", "example.org:8443"),
            // Cyrillic letters that look like Latin ones, alone and among Latin ones.
            ("https://раураl.com/", "xn--l-7sba6dbr.com"),
            ("https://аррӏе.com/", "xn--80ak6aa92e.com"),
            ("https://россия.рф/", "россия.рф"),
            ("https://ข่าว.ไทย/", "ข่าว.ไทย"),
            ("https://ข่าวnews.com/", "xn--news-3mqw9l2d.com"),
            ("https://bücher.de/", "bücher.de"),
            ("https://wıkipedia.org/", "xn--wkipedia-c4a.org"),
            ("https://日本のニュース.jp/", "日本のニュース.jp"),
        ] {
            let got = host(text);
            let puny = shown.starts_with("xn--") && got.starts_with("xn--");
            assert!(got == shown || (puny && got.is_ascii()), "{text}: {got}");
        }
    }

    #[test]
    fn words_that_name_another_place() {
        let evil = Address::new("https://evil.th/x").unwrap();
        for (words, host) in [
            ("https://bank.com", Some("bank.com")),
            ("bank.com", Some("bank.com")),
            ("www.bank.example/login", Some("www.bank.example")),
            ("https://www.evil.th/other", None),
            ("news.evil.th", None),
            ("Node.js", None),
            ("the U.S. report", None),
            ("อ่านต่อ", None),
            ("", None),
        ] {
            assert_eq!(evil.belied_by(words).as_deref(), host, "{words}");
        }
    }
}
