//! Hostile pages give an answer or an error quickly, without a panic.

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use super::{cases, fixture, lantern};
use crate::draft::openapi;
use crate::drift::document::{self, DocumentError, PageFormat};

/// The size of a page in bytes.
fn size() -> usize {
    if cases() < 1_000 { 1 << 16 } else { 1 << 18 }
}

fn quick(what: &str, text: &str) {
    let spec = lantern();
    for kind in [PageFormat::Text, PageFormat::Markdown, PageFormat::Html] {
        let start = Instant::now();
        drop(spec.drift(text, kind));
        // Debug builds on a busy machine are slow, but a quadratic algorithm takes hours.
        assert!(start.elapsed() < Duration::from_secs(60), "{what} as {kind:?} took {:?}", start.elapsed());
    }
}

#[test]
fn deep_pages_are_read() {
    let depth = size() / 64;
    quick("nested tables", &"<table><tr><td>".repeat(depth));
    quick("nested elements", &"<div><span><ul><li>".repeat(depth));
    quick("nested quotes", &(">".repeat(10_000) + " | a | b |\n"));
    quick("nested lists", &(0..2_000).map(|depth| " ".repeat(depth % 400) + "- a\n").collect::<String>());
    quick("brackets", &"[(<`".repeat(depth));
}

#[test]
fn long_pages_are_read() {
    let head = "参数 参数名称 类型 必填 描述\n";
    quick("a long line", &(head.to_owned() + &"refund_no String(32) Y ".repeat(size() / 32)));
    quick("many rows", &(head.to_owned() + &"refund_no 退款单号 String(32) Y x\n".repeat(size() / 128)));
    quick("many heads", &"参数 | 类型\nrefund_no | S(32)\n".repeat(size() / 256));
    quick("many pipes", &"|".repeat(size() / 8));
    quick("many columns", &("类型\n".repeat(size() / 64) + &"名称\n".repeat(size() / 64)));
    quick("names alone", &("名称\n变量名\n必填\n类型\n".to_owned() + &"refund_no\n".repeat(size() / 64)));
    quick("words", &format!("{head}{}", ("refund_no ".to_owned() + &"a ".repeat(90) + "\n").repeat(size() / 4096)));
    quick("wide cells", &format!("<table>{}", "<tr><td colspan=9999 rowspan=9999>参数<td>类型".repeat(size() / 512)));
}

#[test]
fn every_beginning_and_end_of_a_page_is_read() {
    let spec = lantern();
    for (name, kind) in [
        ("spaced.txt", PageFormat::Text),
        ("stacked.txt", PageFormat::Text),
        ("page.md", PageFormat::Markdown),
        ("page.html", PageFormat::Html),
    ] {
        let page = fixture(name);
        let step = if cases() < 1_000 { 211 } else { 23 };
        let places = (0..page.len()).step_by(step).filter(|at| page.is_char_boundary(*at));
        for at in places {
            drop(spec.drift(&page[..at], kind));
            drop(spec.drift(&page[at..], kind));
        }
    }
}

#[test]
fn what_is_no_text_is_refused() {
    let folder = tempfile::tempdir().expect("a scratch folder");
    let path = folder.path().join("page");
    let read = |bytes: &[u8]| {
        fs::write(&path, bytes).expect("a file");
        document::read_page(&path)
    };
    assert!(matches!(read(b"%PDF-1.7\n\x00\x01\x02"), Err(DocumentError::Binary(_))));
    assert!(matches!(read(&[0xff, 0xfe, 0x00]), Err(DocumentError::Binary(_))));
    assert!(matches!(read(&[0x80, 0xff, 0xff, 0xff]), Err(DocumentError::Binary(_))));
    assert!(matches!(read(&vec![b'a'; (2 << 20) + 1]), Err(DocumentError::TooLarge(_))));
    let large = [b"<html>".as_slice(), &vec![b'a'; 8 << 20]].concat();
    assert!(matches!(read(&large), Err(DocumentError::TooLarge(_))));
    assert!(read(large.get(..3 << 20).expect("a part")).is_ok());
    let tag = format!("<html><p {}>", "a ".repeat(60_000));
    assert!(matches!(read(tag.as_bytes()), Err(DocumentError::LongTag(_))));
    assert!(matches!(document::read_page(folder.path()), Err(DocumentError::Unreadable { .. })));
}

#[test]
fn pages_in_older_encodings_are_read() {
    let folder = tempfile::tempdir().expect("a scratch folder");
    let path = folder.path().join("page.html");
    let page = fixture("page.html");
    for encoding in [encoding_rs::GBK, encoding_rs::UTF_8] {
        fs::write(&path, encoding.encode(&page).0).expect("a file");
        let document = document::read_page(&path).expect("a page");
        assert_eq!((document.kind, document.text.as_str()), (PageFormat::Html, page.as_str()), "{}", encoding.name());
    }
    let wide: Vec<u8> = "\u{feff}".encode_utf16().chain(page.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    fs::write(&path, wide).expect("a file");
    assert_eq!(document::read_page(&path).expect("a page").text, page);
}

#[test]
fn a_web_archive_is_read() {
    // `saved.mhtml` was made by Python's `quopri` from the other file.
    let page = fixture("trial/sections.html");
    let read = |bytes: &[u8]| document::document(Path::new("page.mhtml"), bytes);
    let saved = fs::read(super::fixtures().join("trial/saved.mhtml")).expect("an archive");
    let document = read(&saved).expect("a page");
    assert_eq!((document.kind, document.text.replace("\r\n", "\n").trim_end()), (PageFormat::Html, page.trim_end()));
    let head = "MIME-Version: 1.0\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: base64\r\n\r\n";
    let encoded = base64::Engine::encode(&base64::engine::general_purpose::STANDARD, &page);
    assert_eq!(read(format!("{head}{encoded}").as_bytes()).expect("a page").text, page);
    let pictures = "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=b\r\n\r\n--b\r\n\r\n--b--\r\n";
    assert!(matches!(read(pictures.as_bytes()), Err(DocumentError::Binary(_))));
    let nested = (0..2_000).map(|at| format!("Content-Type: multipart/mixed; boundary=b{at}\r\n\r\n--b{at}\r\n"));
    drop(read(("MIME-Version: 1.0\r\n".to_owned() + &nested.collect::<String>()).as_bytes()));
}

#[test]
fn a_page_of_something_else_is_an_error() {
    let spec = lantern();
    assert!(matches!(spec.drift("no table here", PageFormat::Text), Err(DocumentError::NoTable(_))));
    assert!(matches!(spec.drift("", PageFormat::Html), Err(DocumentError::NoTable(_))));
    let other = "| field | type |\n|---|---|\n| colour | string(8) |\n";
    assert!(matches!(spec.drift(other, PageFormat::Markdown), Err(DocumentError::NothingFits(_))));
}

/// Forty schemas of which each has all others as members: 40 × 40 × 40 … paths.
#[test]
fn schemas_that_contain_each_other_are_read() {
    let reference = |of: usize| format!("{{\"$ref\": \"#/components/schemas/S{of}\"}}");
    let members =
        |of: usize| (0..40).map(|at| format!("\"m{of}_{at}\": {}", reference(at))).collect::<Vec<_>>().join(", ");
    let schemas: Vec<String> =
        (0..40).map(|of| format!("\"S{of}\": {{\"type\": \"object\", \"properties\": {{{}}}}}", members(of))).collect();
    let content = format!("{{\"content\": {{\"application/json\": {{\"schema\": {}}}}}}}", reference(0));
    let document = format!(
        "{{\"openapi\": \"3.0.0\", \"paths\": {{\"/refunds\": {{\"post\": {{\"requestBody\": {content}}}}}}}, \
         \"components\": {{\"schemas\": {{{}}}}}}}",
        schemas.join(", ")
    );
    let folder = tempfile::tempdir().expect("a scratch folder");
    let path = folder.path().join("api.json");
    fs::write(&path, document).expect("a document");
    let draft = openapi::from_document("acme_pay", &path).expect("a draft");
    let rows: usize = crate::drift::openapi::tables(&draft).fields.iter().map(|table| table.rows.len()).sum();
    assert!((10_000..20_000).contains(&rows), "{rows} rows");
}
