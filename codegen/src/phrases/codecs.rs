//! The options of a layer.

use super::phrases;

phrases! {
    body_headers() { "empty: every member is a header" "空，所有成员都在 HTTP 头中" }
    body_or() { " or, as its first character says, " "或（由首字符区分）" }
    with_root(roots) { " with the root {roots}" "（根元素为 {roots}）" }
    or_empty() { ", or empty" "，也可以为空" }
    option(fact) { ", {fact}" "，{fact}" }
    nested_in_brackets() {
        "with nested members in brackets (`a[b]`, `a[0]`)"
        "嵌套成员写在方括号里（`a[b]`、`a[0]`）"
    }
    literal_brackets() { "with the brackets of names as they are" "名字里的方括号不编码" }
    absent_as_null() { "absent fields as `null`" "缺少的字段写成 `null`" }
    in_charset(charset) { "in {charset}" "字符集为 {charset}" }
    trimmed() { "without white space around it" "去掉首尾空白" }
    with_prolog(prolog) { "with {prolog} in front" "开头是 {prolog}" }
    with_prefix(prefix, namespace) { "with {prefix} as the prefix of {namespace}" "以 {prefix} 为 {namespace} 的前缀" }
    any_doctype() { "with or without a document type" "文档类型声明可有可无" }
    with_cdata() { "with texts in sections of `CDATA`" "文本放在 `CDATA` 段中" }
    self_closing() { "with empty elements as one tag, `<a/>`" "空元素写成单个标签 `<a/>`" }
    segments(join, places) { ", with {join} between them: {places}" "，各段以 {join} 分隔：{places}" }
    pairs(pair, braces) { ", unencoded, as in {pair}{braces}" "，不编码，形如 {pair}{braces}" }
    braces(join) { "; {join} in balanced braces does not count" "；成对大括号内的 {join} 不算分隔符" }
}
