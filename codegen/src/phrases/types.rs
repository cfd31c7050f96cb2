//! Types in tables and in sentences.

use super::phrases;

phrases! {
    text_cell() { "text" "文本" }
    digits_cell() { "digits" "数字串" }
    an_integer() { "an integer" "整数" }
    integer() { "integer" "整数" }
    an_amount(unit) { "an amount{unit}" "金额{unit}" }
    amount(unit) { "amount{unit}" "金额{unit}" }
    minor_unit() { " in the minor unit" "（最小货币单位）" }
    without_decimals() { " without decimals" "（无小数）" }
    two_decimals() { " with two decimals" "（两位小数）" }
    some_decimals(decimals) { " with {decimals} decimals" "（{decimals} 位小数）" }
    major_of(member) { " in the major unit of `{member}`" "（`{member}` 所示币种的主货币单位）" }
    of_digits(most) { " of at most {most} digits" "，最多 {most} 位数字" }
    as_text() { " as text" "（文本形式）" }
    padded() { ", padded with zeros" "，以零补足" }
    negative() { ", with a minus sign" "，带负号" }
    epoch_millis() { "milliseconds since 1970" "1970 年以来的毫秒数" }
    epoch_seconds() { "seconds since 1970" "1970 年以来的秒数" }
    a_http_date() { "a date as in HTTP headers" "HTTP 头所用的日期" }
    http_date(example) { "date of HTTP, such as {example}" "HTTP 日期，如 {example}" }
    a_time(pattern) { "a time as `{pattern}`" "时间，形如 `{pattern}`" }
    time(pattern) { "time {pattern}" "时间 {pattern}" }
    true_or_false() { "true or false" "真或假" }
    boolean() { "`true` or `false`" "`true` 或 `false`" }
    truth_words(yes, no) { "`{yes}` for true or `{no}` for false" "`{yes}` 为真，`{no}` 为假" }
    truth_cells(yes, no) { "{yes} for true, {no} for false" "{yes} 为真，{no} 为假" }
    one_of_a_list() { "one of a list" "枚举值" }
    one_of_a_list_of(length) { "one of a list, {length}" "枚举值，{length}" }
    an_error_code() { "an error code" "错误码" }
    error_code() { "[error code](#error-codes)" "[错误码](#错误码)" }
    an_object() { "an object" "一个对象" }
    object(name) { "object {name}" "对象 {name}" }
    object_word() { "object " "对象 " }
    a_list() { "a list" "列表" }
    list_of(inner) { "list of {inner}" "{inner} 的列表" }
    list_of_one(inner) { "list of just one {inner}" "只有一个 {inner} 的列表" }
    an_indexed_list(from) { "a list, its members' names with an index from {from}" "列表，成员名带从 {from} 开始的序号" }
    indexed_list(name, from) {
        "list of {name}, flat: each name ends in its index, from `_{from}`"
        "{name} 的列表，平铺：每个名字以序号结尾，从 `_{from}` 开始"
    }
    a_parallel_list(join) { "a list, its members joined by `{join}`" "列表，各成员以 `{join}` 连接" }
    parallel_list(name, join) {
        "list of {name}, flat: each member has the texts of all, joined by {join}"
        "{name} 的列表，平铺：每个成员含全部各项的文本，以 {join} 连接"
    }
    a_map() { "a map" "键值表" }
    a_map_of(entries) { "a map of at most {entries} entries" "最多 {entries} 项的键值表" }
    map_of_texts() { "map of texts" "文本键值表" }
    as_json_text(inner) { "{inner} as JSON text" "{inner}（JSON 文本）" }
    encoded_in(kind, encoding) { "{kind}, encoded in {encoding}" "{kind}，编码为{encoding}" }
    picked_by(kind, number) {
        "{kind}, of which the item with our {number} is ours"
        "{kind}，其中 {number} 与本方单号相同的一项属于这笔退款"
    }
}
