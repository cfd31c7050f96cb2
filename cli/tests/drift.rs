//! `refundry drift` from outside: exit codes and both reports.

#![allow(clippy::expect_used)]

use std::fs;
use std::process::Command;

use tempfile::TempDir;

const SPEC: &str = include_str!("drift/lantern_pay.yaml");
const PAGE: &str = include_str!("drift/page.html");

/// A folder with a spec and a page.
fn project(spec: &str, page: &str) -> TempDir {
    let folder = tempfile::tempdir().expect("a scratch folder");
    fs::write(folder.path().join("lantern_pay.yaml"), spec).expect("a file");
    fs::write(folder.path().join("refund.html"), page).expect("a file");
    folder
}

/// The page after a change by the provider.
fn changed() -> String {
    let added = "<tr><td>batch_no</td><td>批次号</td><td>否</td><td>String(20)</td><td></td></tr>\n<tr><td>notify_url";
    PAGE.replace(
        "<td>refund_no</td><td>退款单号</td><td>是</td><td>String(32)</td>",
        "<td>refund_no</td><td>退款单号</td><td>是</td><td>String(64)</td>",
    )
    .replace("<tr><td>notify_url", added)
    .replace("<td>fee_type</td><td>币种</td><td>否</td>", "<td>fee_type</td><td>币种</td><td>是</td>")
    .replace("<tr><td>TOO_LATE</td>", "<tr><td>TOO_OLD</td>")
}

/// Exit code, stdout and stderr.
fn run(folder: &TempDir, arguments: &[&str]) -> (Option<i32>, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_refundry"));
    let output = command.arg("drift").args(arguments).current_dir(folder.path()).output().expect("the command");
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (output.status.code(), format!("--- stdout\n{}--- stderr\n{}", text(&output.stdout), text(&output.stderr)))
}

#[test]
fn a_page_that_has_not_drifted_is_fine() {
    let (code, told) = run(&project(SPEC, PAGE), &["lantern_pay.yaml", "refund.html"]);
    assert_eq!(code, Some(0), "{told}");
    insta::assert_snapshot!(told);
}

#[test]
fn a_page_that_has_drifted_is_told_for_people() {
    let (code, told) = run(&project(SPEC, &changed()), &["lantern_pay.yaml", "refund.html"]);
    assert_eq!(code, Some(1), "{told}");
    insta::assert_snapshot!(told);
}

#[test]
fn a_page_that_has_drifted_is_told_for_programs() {
    let (code, told) = run(&project(SPEC, &changed()), &["lantern_pay.yaml", "refund.html", "--format", "json"]);
    assert_eq!(code, Some(1), "{told}");
    insta::assert_snapshot!(told);
}

#[test]
fn parts_that_are_not_understood_are_named() {
    let page =
        PAGE.replacen("<th>必填</th>", "<th>乙方</th>", 1).replace("<td>币种</td><td>否", "<td>币种</td><td>待定");
    let folder = project(SPEC, &page);
    let (code, text) = run(&folder, &["lantern_pay.yaml", "refund.html"]);
    assert_eq!(code, Some(0), "{text}");
    let (code, json) = run(&folder, &["lantern_pay.yaml", "refund.html", "--format", "json"]);
    assert_eq!(code, Some(0), "{json}");
    assert!(json.contains("\"not_understood\": 2") && json.contains("\"kind\": \"not_understood\""), "{json}");
    insta::assert_snapshot!(text);
}

#[test]
fn a_page_of_which_nothing_is_understood_is_not_fine() {
    let names = ["merchant_no", "pay_no", "order_no", "refund_no", "refund_fee", "reason", "goods", "notify_url"];
    let rows = names.map(|name| format!("<tr><td>{name}</td><td>待定</td></tr>")).concat();
    let page = format!("<html><table><tr><th>参数</th><th>必填</th></tr>{rows}</table></html>");
    let (code, told) = run(&project(SPEC, &page), &["lantern_pay.yaml", "refund.html", "--format", "json"]);
    assert!(code == Some(1) && told.contains("\"unexplained\": 0,"), "{told}");
}

#[test]
fn what_cannot_be_compared_is_an_error() {
    let folder = project(SPEC, "<html><p>no table</html>");
    let told = ["lantern_pay.yaml", "nowhere.yaml"].map(|spec| run(&folder, &[spec, "refund.html"]));
    assert!(told.iter().all(|(code, _)| *code == Some(2)), "{told:?}");
    let broken = project(&SPEC.replace("role: refund_number", "role: number"), PAGE);
    let (code, fault) = run(&broken, &["lantern_pay.yaml", "refund.html", "--format", "json"]);
    assert_eq!(code, Some(2));
    assert!(fault.starts_with("--- stdout\n--- stderr\n"), "stdout is empty: {fault}");
    insta::assert_snapshot!(format!("{}\n{}\n{fault}", told[0].1, told[1].1));
}

#[test]
fn an_openapi_document_is_compared_by_its_members() {
    let folder = tempfile::tempdir().expect("a scratch folder");
    let document = include_str!("drift/trial/fulmar.json");
    fs::write(folder.path().join("api.json"), document).expect("a document");
    let refundry = |args: &[&str]| {
        let output = Command::new(env!("CARGO_BIN_EXE_refundry")).args(args).current_dir(folder.path()).output();
        let output = output.expect("the command");
        (output.status.code(), String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned())
    };
    refundry(&["new", "acme_pay", "--from", "api.json", "--specs", "."]);
    let (code, same) = refundry(&["drift", "acme_pay.yaml", "api.json"]);
    assert_eq!(code, Some(0), "{same}");
    let changed =
        document.replace("\"maxLength\": 140", "\"maxLength\": 255").replace("\"FRAUD\" ]", "\"FRAUD\", \"OTHER\" ]");
    fs::write(folder.path().join("api.json"), changed).expect("a document");
    let (code, changed) = refundry(&["drift", "acme_pay.yaml", "api.json"]);
    assert_eq!(code, Some(1), "{changed}");
    fs::write(folder.path().join("api.json"), "{ \"openapi\": \"3.0.0\", \"paths\": {} }").expect("a document");
    let (code, none) = refundry(&["drift", "acme_pay.yaml", "api.json"]);
    assert_eq!(code, Some(2), "{none}");
    insta::assert_snapshot!(format!("{same}\n{changed}\n{none}"));
}
