//! `refundry new --from`: drafts of pages, compared with rows that were written by reading the pages.

#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;
use tempfile::TempDir;

/// A row of a page: message, wire name, type, mark.
type Row = [String; 4];

/// Exit code, stdout and stderr.
fn refundry(folder: &Path, arguments: &[&str]) -> (Option<i32>, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_refundry"));
    let output = command.args(arguments).current_dir(folder).env_remove("NO_COLOR").output().expect("the command");
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (output.status.code(), format!("--- stdout\n{}--- stderr\n{}", text(&output.stdout), text(&output.stderr)))
}

fn tests() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests")
}

/// A folder with a copy of the page, and the draft from it.
fn drafted(page: &Path) -> (TempDir, String, String) {
    let folder = tempfile::tempdir().expect("a scratch folder");
    let name = format!("page.{}", page.extension().and_then(|end| end.to_str()).unwrap_or("txt"));
    fs::copy(page, folder.path().join(&name)).expect("a page");
    let (code, told) = refundry(folder.path(), &["new", "acme_pay", "--from", &name]);
    assert_eq!(code, Some(0), "{}: {told}", page.display());
    let spec = fs::read_to_string(folder.path().join("specs/acme_pay.yaml")).expect("a draft");
    (folder, name, spec)
}

/// The rows that were written by hand.
fn expected(name: &str) -> Vec<Row> {
    let text = fs::read_to_string(tests().join("draft").join(format!("{name}.rows"))).expect("rows");
    let rows = text.lines().filter(|line| !line.starts_with('#') && !line.is_empty());
    let cells = |line: &str| -> Row {
        let cells: Vec<String> = line.split(" | ").map(|cell| cell.trim().to_owned()).collect();
        cells.try_into().unwrap_or_else(|_| panic!("{line}"))
    };
    rows.map(cells).collect()
}

/// The rows of a draft. An open type is `?` and the page's own type.
fn rows(spec: &str) -> Vec<Row> {
    let spec: Value = serde_yaml::from_str(spec).expect("YAML");
    let messages = spec["messages"].as_object().expect("messages");
    let fields = messages.iter().flat_map(|(message, found)| {
        let fields = found["fields"].as_object().expect("fields");
        fields.iter().map(move |(wire, field)| (message.clone(), wire.clone(), field.clone()))
    });
    let text = |value: &Value| value.as_str().map(str::to_owned).unwrap_or_else(|| value.to_string());
    fields
        .map(|(message, wire, field)| {
            let ty = text(&field["type"]);
            let ty = if ty.starts_with("TODO") { format!("? {}", text(&field["page"])) } else { ty };
            let required = match text(&field["required"]).as_str() {
                "true" => "required".to_owned(),
                "null" => "optional".to_owned(),
                "TODO" => "?".to_owned(),
                other => other.trim_start_matches("TODO: ").to_owned(),
            };
            [message, wire, ty, required]
        })
        .collect()
}

/// The number of rows that are drafted right, and of all rows. Prints the others.
fn compared(page: &Path, name: &str, spec: &str) -> (usize, usize) {
    let (drafted, wanted) = (rows(spec), expected(name));
    let wrong: Vec<&Row> = wanted.iter().filter(|row| !drafted.contains(row)).collect();
    let more: Vec<&Row> = drafted.iter().filter(|row| !wanted.iter().any(|wanted| wanted[..2] == row[..2])).collect();
    let all = wanted.len() + more.len();
    println!(
        "{}: {} of {all} rows; wrong {wrong:?}; not on the page {more:?}",
        page.display(),
        wanted.len() - wrong.len()
    );
    (wanted.len() - wrong.len(), all)
}

/// `check` reports marks alone, and `drift` nothing.
fn has_marks_alone(folder: &Path, page: &str) {
    let (code, told) = refundry(folder, &["check", "--format", "json"]);
    assert_eq!(code, Some(1), "{told}");
    let report = told.trim_start_matches("--- stdout\n").split("--- stderr").next().expect("a report");
    let report: Value = serde_json::from_str(report).expect("JSON");
    let faults = report["specs"][0]["diagnostics"].as_array().expect("diagnostics");
    assert!(faults.len() > 10 && faults.iter().all(|fault| fault["code"] == "R051"), "{told}");
    let spec = fs::read_to_string(folder.join("specs/acme_pay.yaml")).expect("a draft");
    let marks = spec.lines().filter(|line| !line.trim_start().starts_with('#')).map(|line| {
        let texts = line.matches("Page: TODO").count();
        line.matches(": TODO").count() + line.matches(": \"TODO").count() - texts
    });
    assert_eq!(faults.len(), marks.sum::<usize>());
    let (code, told) = refundry(folder, &["drift", "specs/acme_pay.yaml", page]);
    assert_eq!(code, Some(0), "{told}");
}

fn share(right: usize, all: usize) -> f64 {
    f64::from(u32::try_from(right).expect("a number")) / f64::from(u32::try_from(all).expect("a number"))
}

#[test]
fn the_rows_of_the_test_pages_are_drafted_right() {
    let (mut right, mut all) = (0, 0);
    let pages =
        ["page.html", "page.md", "piped.txt", "spaced.txt", "stacked.txt"].map(|name| (tests().join("drift"), name));
    let own = ["messy.txt", "held_out.html", "held_out.md", "repeated.md", "finch.txt", "dunnock.html"]
        .map(|name| (tests().join("draft"), name));
    let trial = [
        "heron.html",
        "cormorant.md",
        "plover.txt",
        "wagtail.html",
        "redpoll.md",
        "dipper.html",
        "linnet.md",
        "tern.txt",
        "bittern.txt",
        "siskin.html",
        "teal.md",
        "crake.html",
        "knot.md",
        "brent.html",
        "whimbrel.html",
        "godwit.html",
    ]
    .map(|name| (tests().join("drift/trial"), name));
    for (folder, name) in pages.into_iter().chain(own).chain(trial) {
        let page = folder.join(name);
        let (folder, copy, spec) = drafted(&page);
        let (found, of) = compared(&page, name, &spec);
        (right, all) = (right + found, all + of);
        has_marks_alone(folder.path(), &copy);
    }
    println!("{right} of {all} rows");
    assert!(all > 100 && share(right, all) >= 0.95, "{right} of {all} rows");
}

/// The real pages may not be published: they may be beside the workspace.
#[test]
fn the_rows_of_real_pages_are_drafted_right() {
    let seeds = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/seeds");
    let Ok(pages) = fs::read_dir(&seeds) else {
        println!("SKIPPED: the real pages are not in {}", seeds.display());
        return;
    };
    let (mut right, mut all) = (0, 0);
    for page in pages.flatten().map(|entry| entry.path()) {
        let text = fs::read_to_string(&page).expect("a page");
        let name = match () {
            () if text.contains("upay/v2/refund") => "seed_spaced",
            () if text.contains("order_refund") => "seed_piped",
            () if text.contains("deposit/refund") => "seed_stacked",
            () => continue,
        };
        let (folder, copy, spec) = drafted(&page);
        let (found, of) = compared(&page, name, &spec);
        (right, all) = (right + found, all + of);
        has_marks_alone(folder.path(), &copy);
    }
    println!("{right} of {all} rows");
    assert!(all > 90 && share(right, all) >= 0.95, "{right} of {all} rows");
}

#[test]
fn the_members_of_openapi_documents_are_drafted_right() {
    for name in ["openapi_30.json", "openapi_31.yaml", "openapi_limits.yaml"] {
        let document = tests().join("draft").join(name);
        let (folder, _, spec) = drafted(&document);
        let (right, all) = compared(&document, name, &spec);
        assert_eq!(right, all);
        has_marks_alone(folder.path(), &document.display().to_string());
        insta::assert_snapshot!(name, spec);
    }
}

#[test]
fn a_document_that_is_no_openapi_is_an_error() {
    let folder = tempfile::tempdir().expect("a scratch folder");
    let told = [
        ("old.json", "{\"swagger\": \"2.0\"}"),
        ("broken.json", "{\"openapi\": "),
        ("other.yaml", "openapi: 3.0.0\npaths: { /pay: { post: {} } }\n"),
        ("loop.yaml", "openapi: 3.1.0\npaths: { /refunds: { $ref: '#/paths/~1refunds' } }\n"),
    ];
    let told = told.map(|(name, text)| {
        fs::write(folder.path().join(name), text).expect("a document");
        let (code, told) = refundry(folder.path(), &["new", "acme_pay", "--from", name]);
        assert_eq!(code, Some(2), "{told}");
        told
    });
    assert!(!folder.path().join("specs").exists());
    insta::assert_snapshot!(told.join("\n"));
}

/// The author's input for a page that no draft was made of before, one line for each mark; `=` accepts the guess. Python's
/// `hmac` computed the signatures.
const FACTS: &str = include_str!("draft/held_out.facts");

/// The draft with its marks replaced by the facts, and the proposed rule with its example.
pub fn filled(spec: &str) -> String {
    let mut facts = FACTS.lines();
    let mut out = String::new();
    for line in spec.lines().filter(|line| !line.is_empty()) {
        if line.trim_start().starts_with('#') {
            out.push_str(&line.replace("    # rules:", "    rules:"));
            out.push('\n');
            continue;
        }
        let mut rest = line;
        while let Some((at, mark)) = rest.find("TODO").map(|at| (at, &rest[at..])) {
            let guess = mark.strip_prefix("TODO: ").map(|said| said.split('"').next().expect("a guess"));
            let fact = facts.next().expect("a fact for each mark");
            out.push_str(rest[..at].trim_end_matches('"'));
            out.push_str(if fact == "=" { guess.expect("a guess") } else { fact });
            rest = guess.map_or(&mark["TODO".len()..], |guess| &mark["TODO: ".len() + guess.len() + 1..]);
        }
        out.push_str(rest);
        out.push('\n');
    }
    assert_eq!(facts.next(), None, "there are more facts than marks");
    out + "refused:\n  no_order: { rule: order_reference, like: by_page, unset: [mchOrderNo] }\n"
}

#[test]
fn a_page_becomes_a_signed_request() {
    let (folder, page, spec) = drafted(&tests().join("draft/held_out.html"));
    fs::write(folder.path().join("specs/acme_pay.yaml"), filled(&spec)).expect("a spec");
    let (code, told) = refundry(folder.path(), &["check"]);
    assert_eq!(code, Some(0), "{told}");
    let (code, told) = refundry(folder.path(), &["drift", "specs/acme_pay.yaml", &page]);
    assert_eq!(code, Some(0), "{told}");
    let told = explained(folder.path());
    insta::assert_snapshot!(told);
}

/// The explanation of a request that the finished draft signs.
fn explained(folder: &Path) -> String {
    let values = r#"{"mchRefundNo": "R2026-1", "mchOrderNo": "O2026-1", "refundAmount": 250}"#;
    fs::write(folder.join("values.json"), values).expect("a file");
    let credentials = r#"{"merchant_code": "M2024", "api_key": "fedcba9876543210fedcba9876543210"}"#;
    fs::write(folder.join("credentials.json"), credentials).expect("a file");
    let given = ["--values", "values.json", "--credentials", "credentials.json", "--now", "2026-11-30T10:00:00+08:00"];
    let (code, told) = refundry(folder, &[&["explain", "specs/acme_pay.yaml", "refund"][..], &given].concat());
    assert_eq!(code, Some(0), "{told}");
    told
}

/// The first signed request comes before the first example, and a page may change before it.
#[test]
fn a_request_is_signed_before_there_are_examples() {
    let (folder, page, spec) = drafted(&tests().join("draft/held_out.html"));
    let filled = filled(&spec);
    let (before, _) = filled.split_once("# A request to the byte").expect("examples");
    fs::write(folder.path().join("specs/acme_pay.yaml"), before).expect("a spec");
    let (code, told) = refundry(folder.path(), &["check"]);
    assert!(code == Some(1) && told.contains("error[R046]"), "{told}");
    let told = explained(folder.path());
    assert!(told.contains("3A6219BC184B6479443777E55A853586B5F56C19390A5225B683407F9E1290B5"), "{told}");
    let (code, told) = refundry(folder.path(), &["drift", "specs/acme_pay.yaml", &page]);
    assert_eq!(code, Some(0), "{told}");
}

/// Without an example there is no nonce to take, and an empty one must not be sent.
#[test]
fn a_first_request_has_a_fresh_nonce() {
    let folder = tempfile::tempdir().expect("a scratch folder");
    let spec = fs::read_to_string(tests().join("../../specs/wechat_deposit.yaml")).expect("a spec");
    let (before, _) = spec.split_once("\nexamples:").expect("examples");
    fs::write(folder.path().join("wechat_deposit.yaml"), before).expect("a spec");
    let values = r#"{"sub_mch_id": "1900000109", "transaction_id": "4006252001201705123297353072",
                     "out_refund_no": "1415701182", "total_fee": 100, "refund_fee": 30}"#;
    fs::write(folder.path().join("values.json"), values).expect("a file");
    let credentials =
        r#"{"appid": "wx2421b1c4370ec43b", "mch_id": "10000100", "api_key": "fedcba9876543210fedcba9876543210"}"#;
    fs::write(folder.path().join("credentials.json"), credentials).expect("a file");
    let given =
        ["explain", "wechat_deposit.yaml", "refund", "--values", "values.json", "--credentials", "credentials.json"];
    let nonces = [(), ()].map(|()| {
        let (code, told) = refundry(folder.path(), &given);
        assert_eq!(code, Some(0), "{told}");
        let nonce = told.split("nonce_str=").nth(1).and_then(|rest| rest.split('&').next());
        nonce.unwrap_or_default().to_owned()
    });
    assert!(nonces[0].len() == 32 && nonces[0] != nonces[1], "{nonces:?}");
}

#[test]
fn guesses_follow_the_names_of_the_request() {
    let (_, _, spec) = drafted(&tests().join("drift/trial/wagtail.html"));
    let has = |text: &str| assert!(spec.contains(text), "no `{text}` in\n{spec}");
    has("production: https://pay.wagtail.example\n  sandbox: https://sandbox.wagtail.example\n");
    has("type: string(8), required: true, constant: \"TODO: 3.0\"");
    has("{ codec: json, message: req_data } behind the first layer");
    has("{ answer: resp_data.out_trade_no, request: req_data.out_trade_no }");
    has("by: resp_data.trade_state");
    has("type: \"TODO: error_code\", page: string(8)");
    assert!(!spec.contains("\nerrata:"), "a conditional member of an answer is optional: {spec}");
    let named = |role: &str| spec.matches(&format!("role: \"TODO: {role}\"")).count();
    assert_eq!((named("refund_number"), named("provider_refund_id")), (2, 2), "{spec}");
    let (_, _, spec) = drafted(&tests().join("drift/trial/crake.html"));
    let line = |wire: &str| spec.lines().rfind(|line| line.contains(&format!(" {wire}:")) && line.contains("type:"));
    assert!(line("orderNo").is_some_and(|line| line.contains("TODO: refund_number")), "{spec}");
    assert!(line("refundOrderNo").is_some_and(|line| line.contains("TODO: provider_refund_id")), "{spec}");
    assert!(spec.contains("title: 退款接口") && spec.contains("production: https://pay.crake.example"), "{spec}");
    assert!(spec.contains("revision: V1.0.3"), "{spec}");
}

#[test]
fn a_draft_is_laid_out_like_a_spec() {
    let (_, _, spec) = drafted(&tests().join("drift/page.html"));
    insta::assert_snapshot!(spec);
}

#[test]
fn what_a_page_says_wrongly_is_kept_in_notes_and_errata() {
    let (_, _, spec) = drafted(&tests().join("draft/messy.txt"));
    insta::assert_snapshot!(spec);
}

#[test]
fn a_draft_is_told_for_people_and_programs() {
    let folder = tempfile::tempdir().expect("a scratch folder");
    fs::copy(tests().join("draft/messy.txt"), folder.path().join("messy.txt")).expect("a page");
    let arguments = ["new", "acme_pay", "--from", "messy.txt"];
    let people = refundry(folder.path(), &arguments).1;
    let again = refundry(folder.path(), &arguments);
    assert_eq!(again.0, Some(2), "nothing is overwritten");
    let programs = refundry(folder.path(), &["new", "other_pay", "--from", "messy.txt", "--format", "json"]).1;
    insta::assert_snapshot!(format!("{people}\n{}\n{programs}", again.1));
}

#[test]
fn a_page_of_gb_18030_is_drafted() {
    let folder = tempfile::tempdir().expect("a scratch folder");
    let page = fs::read_to_string(tests().join("drift/spaced.txt")).expect("a page");
    let (bytes, _, lossy) = encoding_rs::GB18030.encode(&page);
    assert!(!lossy && std::str::from_utf8(&bytes).is_err());
    fs::write(folder.path().join("page.txt"), &bytes).expect("a page");
    refundry(folder.path(), &["new", "acme_pay", "--from", "page.txt"]);
    let spec = fs::read_to_string(folder.path().join("specs/acme_pay.yaml")).expect("a draft");
    assert_eq!(compared(Path::new("page.txt"), "spaced.txt", &spec), (20, 20));
}

#[test]
fn a_page_without_tables_is_an_error_and_writes_nothing() {
    let folder = tempfile::tempdir().expect("a scratch folder");
    fs::write(folder.path().join("page.html"), "<html><p>no table</html>").expect("a page");
    let none = refundry(folder.path(), &["new", "acme_pay", "--from", "page.html"]);
    let absent = refundry(folder.path(), &["new", "acme_pay", "--from", "nowhere.html"]);
    assert_eq!((none.0, absent.0), (Some(2), Some(2)));
    assert!(!folder.path().join("specs").exists());
    insta::assert_snapshot!(format!("{}\n{}", none.1, absent.1));
}

#[test]
fn what_a_draft_cannot_settle_is_named() {
    let (_, _, spec) = drafted(&tests().join("draft/repeated.md"));
    assert_eq!(spec.matches("TODO: refund_number").count(), 1, "{spec}");
    let notes = spec.split("\nnotes:").nth(1).unwrap_or_default();
    assert!(spec.contains("  bad_sign:\n") && spec.contains("  no_money:\n"), "{spec}");
    assert!(notes.contains("bank | 银行卡") && notes.contains("page: conditional"), "{notes}");
    let (_, _, spec) = drafted(&tests().join("drift/trial/cormorant.md"));
    let notes = spec.split("\nnotes:").nth(1).unwrap_or_default();
    assert!(notes.contains("codec of the body writes this header") && !notes.contains("X-Signature"), "{notes}");
    assert!(spec.contains("  insufficient_funds:\n"), "{spec}");
    let (_, _, spec) = drafted(&tests().join("draft/dunnock.html"));
    assert!(spec.contains("TODO: amount(major, text)") && spec.contains("  expired:\n"), "{spec}");
    assert_eq!(spec.matches("TODO: refund_number").count(), 1, "{spec}");
    let (_, _, spec) = drafted(&tests().join("draft/finch.txt"));
    let codes = ["  balance_low:\n", "  sign_error:\n", "  ORDER_GONE:\n"];
    assert!(codes.iter().all(|code| spec.contains(code)), "{spec}");
}

/// A column of groups before the names is named, as every column that is not understood.
#[test]
fn columns_that_are_not_understood_are_noted() {
    let page = "# 退货\n\n| 域 | 变量名 | 乙方 | 数据类型 | 请求 | 响应 |\n|---|---|---|---|---|---|\n\
                | head | version | x | N3 | M | M |\n| head | mid | x | ANS15 | M | - |\n\
                | body | orderCode | x | AN12..30 | M | M |\n| body | amount | x | N12 | M | M |\n";
    let folder = tempfile::tempdir().expect("a scratch folder");
    fs::write(folder.path().join("page.md"), page).expect("a page");
    refundry(folder.path(), &["new", "my_pay", "--from", "page.md"]);
    let spec = fs::read_to_string(folder.path().join("specs/my_pay.yaml")).unwrap_or_default();
    assert!(spec.contains("      orderCode: { type: string(12..30), required: true"), "{spec}");
    let notes = spec.split("\nnotes:").nth(1).unwrap_or_default();
    assert!(notes.contains("the column `域`") && notes.contains("the column `乙方`"), "{spec}");
}

/// The headings of the codes are the wire names of the answer's members.
#[test]
fn codes_below_wire_names_are_found_by_their_title() {
    let page = "# 退款\n\n## 请求参数\n\n| 参数 | 类型 | 必填 |\n|---|---|---|\n| refund_no | String(32) | 是 |\n\n\
                ## 业务返回码\n\n| sub_code | sub_msg | 解决方案 |\n|---|---|---|\n\
                | ACQ.NO_FUNDS | 余额不足 | 充值 |\n| ACQ.BUSY | 系统繁忙 | 稍后查询 |\n";
    let folder = tempfile::tempdir().expect("a scratch folder");
    fs::write(folder.path().join("page.md"), page).expect("a page");
    refundry(folder.path(), &["new", "my_pay", "--from", "page.md"]);
    let spec = fs::read_to_string(folder.path().join("specs/my_pay.yaml")).unwrap_or_default();
    let errors = spec.split("\nerrors:").nth(1).unwrap_or_default();
    assert!(errors.contains("  ACQ.NO_FUNDS:\n") && errors.contains("remedy: { zh: 稍后查询 }"), "{spec}");
    let (code, told) = refundry(folder.path(), &["drift", "specs/my_pay.yaml", "page.md"]);
    assert!(code == Some(0) && !told.contains("not understood"), "{told}");
}

#[test]
fn statuses_of_http_are_no_error_codes() {
    let page = "# Refund\n\n## Request\n\n| Field | Type | Required | Description |\n|---|---|---|---|\n\
                | refund_no | string(32) | yes | Number |\n| amount | int | yes | Cents |\n\n## Errors\n\n\
                | Error code | HTTP status | Description |\n|---|---|---|\n| NO_FUNDS | 402 | Low |\n| BUSY | 503 | Later |\n";
    let folder = tempfile::tempdir().expect("a scratch folder");
    fs::write(folder.path().join("page.md"), page).expect("a page");
    let (code, told) = refundry(folder.path(), &["new", "my_pay", "--from", "page.md"]);
    let spec = fs::read_to_string(folder.path().join("specs/my_pay.yaml")).unwrap_or_default();
    assert_eq!(code, Some(0), "{told}");
    let errors = spec.split("\nerrors:").nth(1).unwrap_or_default();
    assert!(errors.contains("NO_FUNDS:") && errors.contains("BUSY:") && !errors.contains("402:"), "{errors}");
}
