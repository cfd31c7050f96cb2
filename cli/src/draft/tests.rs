//! The draft of any table has the table's texts, and no error but marks.

use std::path::PathBuf;

use proptest::prelude::*;
use refundry_codegen::diagnostic::{Code, Diagnostic};
use refundry_codegen::source::Source;
use serde_json::Value;

use super::yaml::one_line;
use super::{Drafted, draft};
use crate::drift::document::{Document, PageFormat};

fn drafted(text: &str) -> Drafted {
    let document = Document { path: PathBuf::from("page.html"), kind: PageFormat::Html, text: text.to_owned() };
    draft("acme_pay", &document).expect("a table")
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// The text of a cell: any printable text, with the signs that YAML gives a meaning more often.
fn cell() -> impl Strategy<Value = String> {
    prop_oneof![
        "[-:#'\"@\\\\{}\\[\\],&*!|>%`?~ =a0]{0,12}",
        "\\PC{0,16}",
        Just("TODO: x".to_owned()),
        Just("no".to_owned())
    ]
}

fn page(rows: &[(String, String, String)]) -> String {
    let rows = rows.iter().enumerate().map(|(at, (title, description, sample))| {
        let [title, description, sample] = [title, description, sample].map(|text| escaped(text));
        format!("<tr><td>name_{at}</td><td>{title}</td><td>String(64)</td><td>Y</td><td>{description}</td><td>{sample}</td></tr>\n")
    });
    let head =
        "<tr><th>field</th><th>名称</th><th>type</th><th>required</th><th>description</th><th>example</th></tr>\n";
    format!("<h2>Request</h2>\n<table>\n{head}{}</table>\n", rows.collect::<String>())
}

/// A text, or the Chinese text of a mapping of languages.
fn text(value: &Value) -> String {
    let text = value.as_str().or_else(|| value["zh"].as_str()).unwrap_or_default();
    text.strip_prefix("Page: TODO").map_or_else(|| text.to_owned(), |rest| format!("TODO{rest}"))
}

/// Whether a draft may have the fault: a mark, or a sample of the page with a sign that looks like another one.
fn is_expected(fault: &Diagnostic) -> bool {
    matches!(fault.code, Code::Todo | Code::Lookalike)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn the_texts_of_a_table_are_read_back(rows in proptest::collection::vec((cell(), cell(), cell()), 1..5)) {
        let drafted = drafted(&page(&rows));
        let spec: Value = serde_yaml::from_str(&drafted.text).expect("YAML");
        let fields = &spec["messages"]["refund_request"]["fields"];
        for (at, (title, description, sample)) in rows.iter().enumerate() {
            let field = &fields[format!("name_{at}")];
            let (name, doc, example) = (text(&field["name"]), text(&field["doc"]), text(&field["example"]));
            // A title loses the marks of depth in front, and a sample the quotes around it.
            prop_assert!(one_line(title).ends_with(name.as_str()) || one_line(title).contains(name.as_str()), "{title:?} {name:?}");
            let described = one_line(description);
            // A description that repeats the name, as the page or as the draft has it, is left out.
            let repeats = described == one_line(title) || described == name;
            prop_assert!(doc == described || doc.is_empty() && repeats || !field["type"].as_str().unwrap_or_default().starts_with("string"), "{description:?} {doc:?}");
            prop_assert!(one_line(sample).contains(example.as_str()) || sample.contains('\\'), "{sample:?} {example:?}");
        }
        let source = Source { path: PathBuf::from("draft.yaml"), text: drafted.text };
        let faults = refundry_codegen::check(&source);
        prop_assert!(faults.iter().all(is_expected), "{faults:#?}\n{}", source.text);
    }

    #[test]
    fn any_titles_of_tables_make_a_draft(titles in proptest::collection::vec("请求参数|返回|Response|异步通知|name_0|商品|x", 1..5)) {
        let table = page(&[("商品".to_owned(), String::new(), String::new())]);
        let pages = titles.iter().map(|title| table.replace("<h2>Request", &format!("<h2>{title}")));
        let source = Source { path: PathBuf::from("draft.yaml"), text: drafted(&pages.collect::<String>()).text };
        let faults = refundry_codegen::check(&source);
        prop_assert!(faults.iter().all(is_expected), "{faults:#?}\n{}", source.text);
    }

    #[test]
    fn no_page_makes_a_draft_panic(text in "(\\PC|[|\n\t<>{}\"]|参数 类型 必填\n|name \\| type \\| required\n|a\\.b\\[\\]|string|String\\(32\\)|-|Y|\\{\"a\":|<xml>){0,60}") {
        for kind in [PageFormat::Html, PageFormat::Markdown, PageFormat::Text] {
            let document = Document { path: PathBuf::from("page"), kind, text: text.clone() };
            if let Ok(drafted) = draft("acme_pay", &document) {
                let source = Source { path: PathBuf::from("draft.yaml"), text: drafted.text };
                let faults = refundry_codegen::check(&source);
                prop_assert!(faults.iter().all(is_expected), "{faults:#?}\n{}", source.text);
            }
        }
    }
}
