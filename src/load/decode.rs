//! Bytes become text.
//!
//! In this order the encoding is told by: a byte order mark, the media type's
//! `charset`, what a page declares at its head, the bytes' own look (UTF-8, UTF-16
//! without a mark where it is plain to see), and last chardetng with the hint `th`.
//! A page's declaration gives way where the bytes are not text in it but are UTF-8. What is not text in
//! that encoding becomes U+FFFD and a warning; only bytes that are no text at
//! all are refused. The decision is made once for the whole input.

use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

use super::{Error, Input, LIMIT};
use crate::model::{Warning, WarningKind};
use crate::text::{Clean, clean_line};

/// An input as text, not yet cleaned.
#[derive(Debug)]
pub struct Decoded<'a> {
    /// The text without a byte order mark; that of the input itself where it is UTF-8.
    pub text: Cow<'a, str>,
    /// The input's name, for [`Document::path`](crate::model::Document::path).
    pub name: Clean,
    /// Where it came from, if it came by URL.
    pub url: Option<Clean>,
    /// Its media type without parameters, in lower case, if somebody said.
    pub media_type: Option<String>,
    /// What was odd about the bytes.
    pub warnings: Vec<Warning>,
}

/// Decodes an input.
///
/// # Errors
/// [`Error::TooLarge`], [`Error::Empty`], and [`Error::UnknownFormat`] for what is no text.
pub fn decode(input: &Input) -> Result<Decoded<'_>, Error> {
    let bytes = &*input.bytes;
    if bytes.len() > LIMIT {
        return Err(Error::TooLarge);
    }
    if bytes.is_empty() {
        return Err(Error::Empty);
    }
    let (media_type, charset) = media(input.content_type.as_deref());
    let (encoding, body) = encoding_of(bytes, charset).ok_or(Error::UnknownFormat)?;
    let (text, odd) = encoding.decode_without_bom_handling(body);
    let mut warnings = Vec::new();
    if odd {
        let n = text.matches('\u{fffd}').count();
        let message = format!(
            "{n} places are not {} and are shown as \u{fffd}",
            encoding.name()
        );
        warnings.push(Warning::new(WarningKind::Encoding, &message));
    }
    Ok(Decoded {
        text,
        name: clean_line(&input.name),
        url: input
            .url
            .as_deref()
            .map(clean_line)
            .filter(|u| !u.is_empty()),
        media_type,
        warnings,
    })
}

/// The encoding of a label, with the names that the WHATWG list lacks but files in Thailand bear.
pub fn by_label(label: &str) -> Option<&'static Encoding> {
    let label = label.trim().trim_matches(['"', '\'']);
    let alias = match label.to_ascii_lowercase().as_str() {
        "cp874" | "tis620" | "x-windows-874" | "tis-620-2533" | "ms874" => "windows-874",
        _ => label,
    };
    Encoding::for_label(alias.as_bytes())
}

/// The media type and its `charset`, from `text/plain; charset=tis-620`.
fn media(content_type: Option<&str>) -> (Option<String>, Option<&str>) {
    let Some(content_type) = content_type else {
        return (None, None);
    };
    let mut parts = content_type.split(';').map(str::trim);
    let kind = parts
        .next()
        .filter(|k| !k.is_empty())
        .map(str::to_ascii_lowercase);
    let charset = parts.find_map(|p| {
        let (key, value) = p.split_once('=')?;
        key.trim().eq_ignore_ascii_case("charset").then_some(value)
    });
    (kind, charset)
}

/// The encoding and the bytes behind a mark; `None` for what is no text.
fn encoding_of<'a>(
    bytes: &'a [u8],
    charset: Option<&str>,
) -> Option<(&'static Encoding, &'a [u8])> {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return Some((encoding, &bytes[mark..]));
    }
    if let Some(encoding) = charset.and_then(by_label) {
        let wide = encoding == UTF_16LE || encoding == UTF_16BE;
        return (wide || !is_binary(bytes)).then_some((encoding, bytes));
    }
    if let Some(encoding) = utf16_without_mark(bytes) {
        return Some((encoding, bytes));
    }
    if is_binary(bytes) {
        return None;
    }
    if let Some(encoding) = declared(bytes) {
        // Pages that were saved again in UTF-8 often keep the line that says otherwise. Text in an older
        // encoding is never UTF-8 by chance, but for text that is ASCII alone.
        let saved_again = encoding != UTF_8 && is_nearly_utf8(bytes);
        let encoding = if saved_again { UTF_8 } else { encoding };
        return Some((encoding, bytes));
    }
    if looks_like_utf8(bytes) {
        return Some((UTF_8, bytes));
    }
    let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    Some((
        detector.guess(Some(b"th"), chardetng::Utf8Detection::Deny),
        bytes,
    ))
}

/// Whether bytes are UTF-8 beyond ASCII, but for a few that were lost or came from elsewhere: at most one for
/// fifty letters that are right.
fn is_nearly_utf8(bytes: &[u8]) -> bool {
    let (mut right, mut wrong) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        right += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        wrong += usize::from(!chunk.invalid().is_empty());
    }
    right > wrong * 50
}

/// What a page declares at its head: `<meta charset>`, its older form, or the XML declaration. Only markup is
/// asked, and only its first 4 KiB.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes[..bytes.len().min(4096)].to_ascii_lowercase();
    let start = head.trim_ascii_start();
    if !start.starts_with(b"<") {
        return None;
    }
    let head = String::from_utf8_lossy(start);
    let mut label = None;
    if let Some(xml) = head.strip_prefix("<?xml") {
        let end = xml.find("?>").unwrap_or(xml.len());
        label = value(&xml[..end], "encoding");
    }
    for (at, _) in head.match_indices("<meta") {
        let tag = &head[at..];
        let tag = &tag[..tag.find('>').unwrap_or(tag.len())];
        label = label.or_else(|| value(tag, "charset"));
    }
    let encoding = by_label(label?)?;
    // The declaration was read as ASCII, so it cannot be one of these (WHATWG, "prescan").
    let wide = encoding == UTF_16LE || encoding == UTF_16BE;
    Some(if wide { UTF_8 } else { encoding })
}

/// The value behind `name=` in a tag.
fn value<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    let rest = tag[tag.find(name)? + name.len()..].trim_start();
    let rest = rest.strip_prefix('=')?.trim_start();
    let rest = rest.trim_start_matches(['"', '\'']);
    let end =
        rest.find(|c: char| c.is_whitespace() || matches!(c, '"' | '\'' | ';' | '/' | '>' | '?'));
    Some(&rest[..end.unwrap_or(rest.len())])
}

/// Whether the bytes are UTF-8, perhaps cut or damaged in a few places: a damaged letter must not
/// turn a whole text into another encoding.
fn looks_like_utf8(bytes: &[u8]) -> bool {
    if std::str::from_utf8(bytes).is_ok() {
        return true;
    }
    let (mut good, mut bad) = (0usize, 0usize);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().bytes().filter(|b| *b >= 0xc0).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    bad == 0 || good > bad * 4
}

/// Whether the bytes are no text: a known magic number, or many control characters.
fn is_binary(bytes: &[u8]) -> bool {
    const MAGIC: [&[u8]; 9] = [
        b"%PDF-",
        b"PK\x03\x04",
        b"\x1f\x8b",
        b"\x89PNG",
        b"GIF8",
        b"\xff\xd8\xff",
        b"\x7fELF",
        b"\xd0\xcf\x11\xe0",
        b"SQLite format 3\0",
    ];
    let head = &bytes[..bytes.len().min(1 << 16)];
    let control = |b: &u8| matches!(b, 0..=0x07 | 0x0e..=0x1a | 0x1c..=0x1f);
    let n = head.iter().filter(|b| control(b)).count();
    MAGIC.iter().any(|m| bytes.starts_with(m)) || (n > 3 && n * 20 > head.len())
}

/// UTF-16 without a mark, where nearly every unit is a letter of the scripts it is used for here:
/// Latin, Thai, and general punctuation. 8-bit text never looks so.
fn utf16_without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(1 << 12) & !1];
    if head.len() < 8 {
        return None;
    }
    let share = |unit: fn([u8; 2]) -> u16| {
        let units = head.as_chunks::<2>().0;
        let plain = |u: &u16| matches!(*u, 0x09 | 0x0a | 0x0d | 0x20..=0x7e | 0xa0..=0x17f | 0x0e01..=0x0e5b | 0x2010..=0x2030);
        let n = units.iter().map(|u| unit(*u)).filter(plain).count();
        n * 20 >= units.len() * 19
    };
    if share(u16::from_le_bytes) {
        Some(UTF_16LE)
    } else if share(u16::from_be_bytes) {
        Some(UTF_16BE)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const THAI: &str = "น้ำท่วมถนนสายหลัก ชาวบ้านขอความช่วยเหลือ";

    fn text_of(bytes: Vec<u8>, content_type: Option<&str>) -> (String, usize) {
        let input = Input {
            bytes,
            content_type: content_type.map(str::to_owned),
            ..Input::default()
        };
        let d = decode(&input).expect("it is text");
        (d.text.into_owned(), d.warnings.len())
    }

    fn utf16(text: &str, unit: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(unit).collect()
    }

    #[test]
    fn thai_comes_out_right_in_every_encoding_it_is_written_in() {
        let legacy = encoding_rs::WINDOWS_874.encode(THAI).0.into_owned();
        for label in [
            "windows-874",
            "TIS-620",
            "tis620",
            "cp874",
            "\"x-windows-874\"",
            "ISO-8859-11",
        ] {
            let content_type = format!("text/plain; Charset={label}");
            assert_eq!(
                text_of(legacy.clone(), Some(&content_type)),
                (THAI.to_owned(), 0),
                "{label}"
            );
        }
        assert_eq!(text_of(legacy.clone(), None), (THAI.to_owned(), 0));
        assert_eq!(
            text_of(legacy[..8].to_vec(), None).0,
            THAI.chars().take(8).collect::<String>()
        );
        for bytes in [
            THAI.as_bytes().to_vec(),
            [b"\xef\xbb\xbf", THAI.as_bytes()].concat(),
            utf16(THAI, u16::to_le_bytes),
            utf16(THAI, u16::to_be_bytes),
            utf16(&format!("\u{feff}{THAI}"), u16::to_le_bytes),
            utf16(&format!("\u{feff}{THAI}"), u16::to_be_bytes),
        ] {
            assert_eq!(text_of(bytes, None), (THAI.to_owned(), 0));
        }
    }

    #[test]
    fn a_mark_wins_over_the_media_type() {
        let bytes = [b"\xef\xbb\xbf", THAI.as_bytes()].concat();
        assert_eq!(text_of(bytes, Some("text/plain; charset=tis-620")).0, THAI);
    }

    #[test]
    fn a_page_declares_its_encoding() {
        let legacy = |text: &str| encoding_rs::WINDOWS_874.encode(text).0.into_owned();
        for tag in [
            "<meta charset=tis-620>",
            "<META CHARSET='windows-874' />",
            "<meta http-equiv=\"Content-Type\" content=\"text/html; charset=TIS-620\">",
        ] {
            let page = format!("<!doctype html>\n<html><head>{tag}<title>ขาว</title>Anna");
            assert_eq!(text_of(legacy(&page), None), (page.clone(), 0), "{tag}");
            // The media type of the transfer wins, and so does what the bytes are plain to be.
            assert_eq!(text_of(page.clone().into_bytes(), None), (page, 0), "{tag}");
        }
        let xml = "<?xml version='1.0' encoding='windows-874'?><html>ขาว";
        assert_eq!(text_of(legacy(xml), None), (xml.to_owned(), 0));
        let sent = text_of(
            legacy("<meta charset=utf-8>ขาว"),
            Some("text/html; charset=cp874"),
        );
        assert_eq!(sent.0, "<meta charset=utf-8>ขาว");
        // Words that speak of a tag are no declaration.
        let words = format!("Write <meta charset=utf-16> and {THAI}");
        assert_eq!(text_of(words.clone().into_bytes(), None).0, words);
        assert_eq!(
            text_of(b"<meta charset=utf-16>abc".to_vec(), None).0,
            "<meta charset=utf-16>abc"
        );
    }

    #[test]
    fn a_page_that_was_saved_again_may_hold_a_bad_byte() {
        let page = format!("<meta charset=tis-620>{}", THAI.repeat(9));
        let bytes = [page.as_bytes(), b"\xff end"].concat();
        assert_eq!(text_of(bytes, None), (page + "\u{fffd} end", 1));
        // A few letters that might be anything do not make a page UTF-8.
        let legacy = [&b"<meta charset=windows-1252>caf\xe9 \xc3\xa9 na\xefve"[..]].concat();
        assert!(text_of(legacy, None).0.ends_with("café Ã© naïve"));
    }

    #[test]
    fn other_encodings_are_told_by_their_look() {
        let german =
            "Die Gemeinde möchte die alte Brücke für Fußgänger öffnen, sagte die Bürgermeisterin.";
        let latin = encoding_rs::WINDOWS_1252.encode(german).0.into_owned();
        assert_eq!(text_of(latin, None), (german.to_owned(), 0));
        let mixed = format!(
            "The office wrote to us in the morning. {THAI} The rest of the page is English."
        );
        let legacy = encoding_rs::WINDOWS_874.encode(&mixed).0.into_owned();
        assert_eq!(text_of(legacy, None), (mixed, 0));
    }

    #[test]
    fn damaged_utf8_stays_utf8_and_nothing_after_the_damage_is_lost() {
        for damage in [&b"\xe0\xb8"[..], b"\xed\xa0\x80", b"\xc0\xaf"] {
            let bytes = [THAI.as_bytes(), damage, b" end"].concat();
            let (text, warnings) = text_of(bytes, None);
            assert!(
                text.starts_with(THAI) && text.ends_with("\u{fffd} end"),
                "{text}"
            );
            assert_eq!(warnings, 1);
        }
        let cut = &THAI.as_bytes()[..THAI.len() - 1];
        assert!(text_of(cut.to_vec(), None).0.ends_with('\u{fffd}'));
    }

    #[test]
    fn what_is_no_text_is_refused() {
        let refused = |bytes: &[u8]| {
            let input = Input {
                bytes: bytes.to_vec(),
                ..Input::default()
            };
            decode(&input).err()
        };
        assert!(matches!(refused(&[0; 4096]), Some(Error::UnknownFormat)));
        assert!(matches!(
            refused(b"%PDF-1.7\nsome text"),
            Some(Error::UnknownFormat)
        ));
        assert!(matches!(refused(b""), Some(Error::Empty)));
        assert!(matches!(
            refused(&vec![b'a'; LIMIT + 1]),
            Some(Error::TooLarge)
        ));
        // A few stray controls are no reason to refuse a text.
        assert!(refused(b"one\0two\x07three").is_none());
    }
}
