//! Limits of fields, and when a field must be there.

use super::phrases;

phrases! {
    is_required() { "is there and not empty" "必须有，且不为空" }
    is_required_when(condition) { "is there when `{condition}`" "当 `{condition}` 时必须有" }
    length_most(most, unit) { "at most {most} {unit}" "最多 {most} {unit}" }
    length_least(least, unit) { "at least {least} {unit}" "至少 {least} {unit}" }
    length_exactly(exactly, unit) { "exactly {exactly} {unit}" "恰好 {exactly} {unit}" }
    length_between(least, most, unit) { "{least} to {most} {unit}" "{least} 到 {most} {unit}" }
    digits_exactly(exactly) { "exactly {exactly} digits" "恰好 {exactly} 位数字" }
    digits_between(least, most) { "{least} to {most} digits" "{least} 到 {most} 位数字" }
    digits_are(exactly) { "{exactly} digits" "{exactly} 位数字" }
    digits_most(most) { "at most {most} digits" "最多 {most} 位数字" }
    one_of(values) { "one of {values}" "取 {values} 之一" }
    only_characters(characters) { "only the characters `{characters}`" "只能含字符 `{characters}`" }
    the_form(form) { "the form {form}" "形如 {form}" }
    at_least(least) { "at least {least}" "至少 {least}" }
    at_most(most) { "at most {most}" "最多 {most}" }
    between(least, most) { "{least} to {most}" "{least} 到 {most}" }
    no_key_twice() { "no key twice" "键不重复" }
    entries_most(most) { "at most {most} entries" "最多 {most} 项" }
    keys_plain() { "keys without brackets, and none empty" "键不含方括号，且不为空" }
    keys_plain_but(taken) {
        "keys without brackets, none empty and none of `{taken}`"
        "键不含方括号，不为空，也不是 `{taken}`"
    }
    keys_most(most, unit) { "keys of at most {most} {unit}" "键最多 {most} {unit}" }
    values_most(most, unit) { "values of at most {most} {unit}" "值最多 {most} {unit}" }
    a_currency() { "a currency of ISO 4217" "ISO 4217 的币种" }
    a_year() { "a year from 2000 to 2099" "年份从 2000 到 2099" }
    carried(plane) { "only characters{plane}" "只能含{plane}字符" }
    carried_by(plane, carriers) {
        "only characters{plane} that {carriers} can carry"
        "只能含 {carriers} 能承载的{plane}字符"
    }
    basic_plane() { " of the basic plane" "基本平面的" }
    the_xml() { "XML" "XML" }
    a_header() { "a header" "HTTP header" }
    no_separator(separator) { "no `{separator}`" "不含 `{separator}`" }
    no_separator_outside(separator) {
        "no `{separator}` outside balanced braces"
        "成对的大括号之外不含 `{separator}`"
    }
    texts_hold(characters) { "Texts hold {characters}." "文本{characters}。" }
    in_minor_unit(range) { "{range} in the minor unit" "{range}（最小货币单位）" }
    only(characters) { "only {characters}" "只能含 {characters}" }
    only_listed() { "only listed values" "只能是列出的值" }
    unit_unstated(length) { "{length} (unit not stated)" "{length}（未说明单位）" }
    between_limits() { "; " "；" }
    yes() { "yes" "是" }
    no() { "no" "否" }
    when(condition) { "when {condition}" "当 {condition} 时" }
    on_success() { "on success" "成功时" }
    never() { "never" "不得出现" }
    unless_lifted(presence) { "{presence}, unless lifted" "{presence}（可放宽）" }
    probable() { "Probable." "可信度中等。" }
    uncertain() { "Uncertain." "可信度低。" }
}
