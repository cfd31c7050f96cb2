//! Each layout and notation by itself: a page with one table, and the findings in it.

use super::{Spec, fixture, fixtures, lantern};
use crate::drift::document::PageFormat;
use crate::drift::finding::FindingKind;

/// The findings of the request's table with one changed row.
fn told(head: &str, row: impl Fn(&str, &str, &str) -> String, changed: &str) -> Vec<(FindingKind, String)> {
    let rows = [
        ("merchant_no", "String(32)", "Y"),
        ("pay_no", "String(64)", "N"),
        ("order_no", "String(32)", "N"),
        ("refund_fee", "Number(10)", "Y"),
        ("reason", "String(60)", "N"),
        ("goods", "JSON", "N"),
        ("notify_url", "String(256)", "N"),
    ];
    let page: String = rows.iter().map(|(name, ty, mark)| row(name, ty, mark)).collect();
    lantern().open(&format!("{head}{page}{changed}"), PageFormat::Text)
}

fn on_refund_no(kind: FindingKind) -> Vec<(FindingKind, String)> {
    vec![(kind, "refund_request.refund_no".to_owned())]
}

#[test]
fn columns_stand_in_any_order() {
    let told = |changed: &str| {
        let row = |name: &str, ty: &str, mark: &str| format!("{name}|{mark}|prose|{ty}\n");
        told("Field | Mandatory | Description | Type\n", row, changed)
    };
    assert_eq!(told("refund_no|Y|the number|String(32)\n"), []);
    assert_eq!(told("refund_no|Y|the number|String(33)\n"), on_refund_no(FindingKind::Length));
    assert_eq!(told("refund_no|N|the number|String(32)\n"), on_refund_no(FindingKind::Required));
    assert_eq!(told("refund_no|Y|a|b|c|String(32)\n"), [], "a sign in prose");
}

#[test]
fn lengths_and_marks_stand_where_they_may() {
    let column = |changed: &str| {
        let row = |name: &str, ty: &str, mark: &str| {
            let digits: String = ty.chars().filter(char::is_ascii_digit).collect();
            let word: String = ty.chars().take_while(char::is_ascii_alphabetic).collect();
            format!("{name}\t{word}\t{digits}\t{mark}\n")
        };
        told("参数\t类型\t长度\t是否必填\n", row, changed)
    };
    assert_eq!(column("refund_no\tString\t32\tY\n"), []);
    assert_eq!(column("refund_no\tString\t16\tY\n"), on_refund_no(FindingKind::Length));
    let nullable = |changed: &str| {
        let row = |name: &str, ty: &str, mark: &str| format!("{name}|{ty}|{}\n", if mark == "Y" { "否" } else { "是" });
        told("参数|类型|可空\n", row, changed)
    };
    assert_eq!(nullable("refund_no|String(32)|否\n"), []);
    assert_eq!(nullable("refund_no|String(32)|是\n"), on_refund_no(FindingKind::Required));
    let signs = |changed: &str| {
        let row = |name: &str, ty: &str, mark: &str| format!("{name}|{ty}|{}|\n", if mark == "Y" { "√" } else { " " });
        told("参数|类型|必填|\n", row, changed)
    };
    assert_eq!(signs("refund_no|String(32)|√|\n"), []);
    assert_eq!(signs("refund_no|String(32)| |\n"), on_refund_no(FindingKind::Required));
    let glued = |changed: &str| {
        let row = |name: &str, ty: &str, mark: &str| {
            format!("{name}|{}{ty}|x\n", if mark == "Y" { "【必填】" } else { "【选填】" })
        };
        told("参数|类型|描述\n", row, changed)
    };
    assert_eq!(glued("refund_no|【必填】string[1,32]|x\n"), []);
    assert_eq!(glued("refund_no|【选填】string[1,32]|x\n"), on_refund_no(FindingKind::Required));
}

#[test]
fn a_type_that_is_no_known_word_is_named() {
    let spec = lantern();
    let title = |name: &str| {
        let message = spec.provider.messages.iter().find(|message| message.name == "refund_request");
        message.and_then(|message| message.field(name)).expect("a field").name.clone()
    };
    let spaced = |name: &str, ty: &str, mark: &str| format!("{name} {} {ty} {mark} 描述\n", title(name));
    let spaced = told("参数 参数名称 类型 必填 描述\n", spaced, "refund_no 退款单号 Frobnicate Y 描述\n");
    assert_eq!(spaced, on_refund_no(FindingKind::NotUnderstood));
    let stacked = |name: &str, ty: &str, mark: &str| format!("{}\n\n{name}\n\n{mark}\n\n{ty}\n\n描述\n\n", title(name));
    let stacked = told(
        "名称\n\n变量名\n\n必填\n\n类型\n\n描述\n\n",
        stacked,
        "退款单号\n\nrefund_no\n\nY\n\nFrobnicate\n\n描述\n",
    );
    assert_eq!(stacked, on_refund_no(FindingKind::NotUnderstood));
}

#[test]
fn children_belong_to_the_row_above() {
    let page = fixture("piped.txt").replace("-单价 | price", "-单价 | refund_fee");
    let told = [
        (FindingKind::FieldMissingInPage, "goods.price".to_owned()),
        (FindingKind::RowMissingInSpec, "goods.refund_fee".to_owned()),
    ];
    // The field is not the one of the same name in the surrounding message.
    assert_eq!(lantern().open(&page, PageFormat::Text), told);
}

#[test]
fn a_page_that_lays_tables_out_without_saying_so_is_read_as_text() {
    let page: String = fixture("stacked.txt")
        .lines()
        .map(|line| format!("<div class=cell>{}</div>\n", line.replace('<', "&lt;")))
        .collect();
    assert_eq!(lantern().open(&format!("<html><body>{page}</body></html>"), PageFormat::Html), []);
    let page = format!("<html><pre>{}</pre></html>", fixture("spaced.txt"));
    assert_eq!(lantern().open(&page, PageFormat::Html), []);
}

#[test]
fn a_caption_tells_two_messages_of_the_same_names_apart() {
    let table = |caption: &str, mark: &str| {
        let row = |name: &str| format!("<tr><td>{name}</td><td>{mark}</td></tr>\n");
        let rows: String = ["merId", "orderId", "txnTime", "txnAmt", "origQryId", "accessType"].map(row).concat();
        format!("<h2>{caption}</h2>\n<table>\n<tr><th>Field</th><th>Required</th></tr>\n{rows}</table>\n")
    };
    let spec = Spec::read(&fixtures().join("trial/harbour_pay.yaml"));
    let open = |page: &str| {
        let found = spec.open(page, PageFormat::Html);
        found.into_iter().filter(|(kind, _)| *kind == FindingKind::Required).collect::<Vec<_>>()
    };
    assert_eq!(open(&(table("请求参数", "M") + &table("应答参数", "R"))), []);
    assert_eq!(open(&(table("Response", "R") + &table("Request", "M"))), []);
    assert_eq!(open(&table("请求参数", "O")).len(), 6);
}

#[test]
fn tables_and_columns_with_strange_headings_are_named() {
    let unread = |from: &str, to: &str| {
        let page = fixture("page.html").replacen(from, to, 1);
        let findings = lantern().drift(&page, PageFormat::Html).expect("tables");
        let unread = findings.into_iter().filter(|finding| finding.kind == FindingKind::NotUnderstood);
        unread.map(|finding| finding.page.says).collect::<Vec<_>>()
    };
    let goods =
        "<tr><th>参数</th><th>名称</th><th>必填</th><th>类型</th><th>描述</th></tr></thead>\n<tbody>\n<tr><td>goods_id";
    let strange = "<tr><th>甲</th><th>乙</th><th>丙</th><th>丁</th><th>戊</th></tr></thead>\n<tbody>\n<tr><td>goods_id";
    assert_eq!(unread(goods, strange), ["the table with the columns `甲`, `乙`, `丙`, `丁`, `戊`"]);
    let codes = "<th>名称</th><th>描述</th><th>原因</th><th>解决方案</th>";
    assert_eq!(unread(codes, "<th>名称</th><th>描述</th><th>甲</th><th>解决方案</th>"), ["the column `甲`"]);
    let strange = "<th>甲</th><th>乙</th><th>丙</th><th>丁</th>";
    // The codes are known, so that their column needs no heading.
    assert_eq!(unread(codes, strange), ["the column `乙`", "the column `丙`", "the column `丁`"]);
    assert_eq!(unread("<td>merchant_no</td>", "<td>商户号码</td>"), ["the name `商户号码`"]);
}

#[test]
fn lines_are_those_of_the_page() {
    for (name, kind) in [
        ("spaced.txt", PageFormat::Text),
        ("piped.txt", PageFormat::Text),
        ("stacked.txt", PageFormat::Text),
        ("page.md", PageFormat::Markdown),
        ("page.html", PageFormat::Html),
    ] {
        let page = fixture(name);
        let findings = lantern().drift(&page, kind).expect("tables");
        let finding =
            findings.iter().find(|finding| finding.field.as_deref() == Some("reason")).expect("the erratum's");
        let line = page.lines().nth(finding.page.line - 1).unwrap_or_default();
        assert!(line.contains("reason"), "{name}:{}: {line}", finding.page.line);
    }
}

#[test]
fn errata_explain_what_they_name_and_nothing_else() {
    let open = |from: &str, to: &str| lantern().open(&fixture("page.html").replace(from, to), PageFormat::Html);
    let about = |kind, field: &str| vec![(kind, field.to_owned())];
    assert_eq!(open("String(60)", "String(61)"), about(FindingKind::Length, "refund_request.reason"));
    assert_eq!(open("String(60)", "String(80)"), about(FindingKind::ErratumOutdated, "refund_request.reason"));
    let row = "<tr><td>fee_type";
    let channel = format!("<tr><td>channel</td><td>渠道</td><td>否</td><td>String(16)</td><td></td></tr>\n{row}");
    assert_eq!(open(row, &channel), about(FindingKind::ErratumOutdated, "refunded.channel"));
    let code = "<tr><td>BUSY_LINE";
    let listed = format!("<tr><td>LAMP_OUT</td><td></td><td></td><td></td></tr>\n{code}");
    assert_eq!(open(code, &listed), about(FindingKind::ErratumOutdated, "LAMP_OUT"));
}

#[test]
fn a_chinese_text_without_an_english_one_is_a_quotation() {
    let open = |doc: &str| {
        let text = fixture("lantern_pay.yaml").replace("role: reason }", &format!("role: reason, doc: {doc} }}"));
        Spec::of(&fixtures().join("lantern_pay.yaml"), text).open(&fixture("page.html"), PageFormat::Html)
    };
    let reworded = [(FindingKind::Description, "refund_request.reason".to_owned())];
    assert_eq!(open("展示给用户"), []);
    assert_eq!(open("{ zh: 展示给用户 }"), []);
    assert_eq!(open("展示给商户"), reworded);
    assert_eq!(open("{ zh: 展示给商户 }"), reworded);
    assert_eq!(open("{ en: Shown to the user, zh: 展示给商户 }"), [], "the author's own words");
}

#[test]
fn a_table_of_another_interface_is_told_once() {
    let other = "\n参数 | 类型 | 必填\nshop | String(9) | Y\nfloor | Number(3) | Y\nrefund_no | String(99) | N\n";
    let page = fixture("piped.txt") + other;
    assert_eq!(lantern().open(&page, PageFormat::Text), [(FindingKind::TableMissingInSpec, String::new())]);
}
