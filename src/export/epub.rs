//! A book of documents: EPUB 3.3 (W3C), one chapter for each document.

use std::io::{self, Cursor, Write as _};

use jiff::Timestamp;
use zip::write::{SimpleFileOptions, ZipWriter};
use zip::{CompressionMethod, DateTime, result::ZipError};

use super::body::{Names, body};
use super::html::STYLE;
use super::markup::{put, raw};
use crate::model::{Document, DocumentId};

/// A book of documents, as the bytes of an EPUB file. `names` says how a chapter names its things;
/// `made` is when the book was made. The same documents have the same identifier whenever that is.
///
/// # Errors
/// When the book is larger than a ZIP archive may be.
pub fn epub(
    documents: &[&Document],
    title: &str,
    names: impl Fn(&Document) -> Names,
    made: Timestamp,
) -> io::Result<Vec<u8>> {
    let mut book = Book {
        zip: ZipWriter::new(Cursor::new(Vec::new())),
    };
    // Readers know the format by these bytes at their place: first, and not compressed.
    book.add(
        "mimetype",
        "application/epub+zip",
        CompressionMethod::Stored,
    )?;
    book.add("META-INF/container.xml", CONTAINER, PACKED)?;
    book.add("book/style.css", STYLE, PACKED)?;
    for (n, document) in documents.iter().enumerate() {
        let text = chapter(document, &names(document));
        book.add(&format!("book/{}", file(n)), &text, PACKED)?;
    }
    book.add("book/nav.xhtml", &contents(documents, title), PACKED)?;
    book.add("book/book.opf", &package(documents, title, made), PACKED)?;
    Ok(book.zip.finish().map_err(io::Error::from)?.into_inner())
}

const PACKED: CompressionMethod = CompressionMethod::Deflated;

const CONTAINER: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>
<container version=\"1.0\" xmlns=\"urn:oasis:names:tc:opendocument:xmlns:container\">
<rootfiles><rootfile full-path=\"book/book.opf\" media-type=\"application/oebps-package+xml\"/></rootfiles>
</container>
";

struct Book {
    zip: ZipWriter<Cursor<Vec<u8>>>,
}

impl Book {
    fn add(&mut self, name: &str, text: &str, how: CompressionMethod) -> io::Result<()> {
        // No clock: the same book is the same bytes.
        let options = SimpleFileOptions::default()
            .compression_method(how)
            .last_modified_time(DateTime::default());
        let start: Result<(), ZipError> = self.zip.start_file(name, options);
        start.map_err(io::Error::from)?;
        self.zip.write_all(text.as_bytes())
    }
}

fn file(n: usize) -> String {
    format!("{:05}.xhtml", n + 1)
}

fn open(out: &mut String, lang: Option<&str>, title: &str) {
    out.push_str("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE html>\n");
    out.push_str(
        "<html xmlns=\"http://www.w3.org/1999/xhtml\" xmlns:epub=\"http://www.idpf.org/2007/ops\"",
    );
    if let Some(code) = lang {
        raw(out, format_args!(" lang=\"{code}\" xml:lang=\"{code}\""));
    }
    out.push_str(">\n<head>\n<title>");
    put(out, title);
    out.push_str("</title>\n<link rel=\"stylesheet\" href=\"style.css\"/>\n</head>\n<body>\n");
}

/// What a chapter is called. No title may be empty.
fn name(document: &Document) -> String {
    let (title, _) = document.headline();
    if title.trim().is_empty() {
        document.id.to_string()
    } else {
        title.to_string()
    }
}

fn chapter(document: &Document, names: &Names) -> String {
    let mut out = String::new();
    open(&mut out, document.article.lang.code(), &name(document));
    body(&mut out, document, 1, names);
    out.push_str("</body>\n</html>\n");
    out
}

fn contents(documents: &[&Document], title: &str) -> String {
    let mut out = String::new();
    open(&mut out, None, title);
    out.push_str("<nav epub:type=\"toc\">\n<h1>");
    put(&mut out, title);
    out.push_str("</h1>\n<ol>\n");
    for (n, document) in documents.iter().enumerate() {
        raw(&mut out, format_args!("<li><a href=\"{}\">", file(n)));
        put(&mut out, &name(document));
        out.push_str("</a></li>\n");
    }
    out.push_str("</ol>\n</nav>\n</body>\n</html>\n");
    out
}

fn package(documents: &[&Document], title: &str, made: Timestamp) -> String {
    let ids: Vec<String> = documents.iter().map(|d| d.id.to_string()).collect();
    let id = DocumentId::of_words(ids.iter().map(String::as_str));
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    out.push_str("<package xmlns=\"http://www.idpf.org/2007/opf\" version=\"3.0\" unique-identifier=\"id\">\n");
    out.push_str("<metadata xmlns:dc=\"http://purl.org/dc/elements/1.1/\">\n");
    raw(
        &mut out,
        format_args!("<dc:identifier id=\"id\">urn:khao:{id}</dc:identifier>\n<dc:title>"),
    );
    put(&mut out, title);
    out.push_str("</dc:title>\n");
    let mut codes: Vec<&str> = documents
        .iter()
        .filter_map(|d| d.article.lang.code())
        .collect();
    codes.sort_unstable();
    codes.dedup();
    if codes.is_empty() {
        // The format asks for one; this is the code for none known (ISO 639-2).
        codes.push("und");
    }
    for code in codes {
        raw(
            &mut out,
            format_args!("<dc:language>{code}</dc:language>\n"),
        );
    }
    let made = made.strftime("%Y-%m-%dT%H:%M:%SZ");
    raw(
        &mut out,
        format_args!(
            "<meta property=\"dcterms:modified\">{made}</meta>\n</metadata>\n<manifest>\n"
        ),
    );
    out.push_str("<item id=\"nav\" href=\"nav.xhtml\" media-type=\"application/xhtml+xml\" properties=\"nav\"/>\n");
    out.push_str("<item id=\"style\" href=\"style.css\" media-type=\"text/css\"/>\n");
    for n in 0..documents.len() {
        let file = file(n);
        raw(
            &mut out,
            format_args!(
                "<item id=\"d{n}\" href=\"{file}\" media-type=\"application/xhtml+xml\"/>\n"
            ),
        );
    }
    out.push_str("</manifest>\n<spine>\n<itemref idref=\"nav\"/>\n");
    for n in 0..documents.len() {
        raw(&mut out, format_args!("<itemref idref=\"d{n}\"/>\n"));
    }
    out.push_str("</spine>\n</package>\n");
    out
}
