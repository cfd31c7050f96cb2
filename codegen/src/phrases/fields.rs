//! Messages and their fields.

use super::phrases;

phrases! {
    the_body() { "The body" "报文体" }
    an_element() { "an element" "一个元素" }
    layer_is(place, what, name) { "{place} is {what}: {name}" "{place}：{what}，{name}" }
    nested_sole(field, name) { "{field} is a list of just one object: {name}" "{field} 是只有一个对象的列表：{name}" }
    nested_list(field, name) { "{field} is a list of {name}" "{field} 是 {name} 的列表" }
    nested_object(field, name) { "{field} is an object: {name}" "{field} 是一个对象：{name}" }
    as_above() { " as above." "，见上。" }
    in_path() { " in the path" "（在路径中）" }
    in_query() { " in the query" "（在查询串中）" }
    in_header() { " in a header" "（在 HTTP 头中）" }
    in_signature() { " in the signature only" "（只参与签名）" }
    in_attribute() { " in an attribute" "（作为属性）" }
    in_text() { " in the text of the element" "（作为元素的文本）" }
    field() { "Field" "字段" }
    member() { "Member" "成员" }
    name() { "Name" "名称" }
    kind() { "Type" "类型" }
    required() { "Required" "必填" }
    promised() { "Promised" "承诺返回" }
    from() { "From" "来源" }
    limits() { "Limits" "限制" }
    meaning() { "Meaning" "说明" }
    secret() { "Secret." "保密。" }
    example(text) { "Example: {text}." "示例：{text}。" }
    erratum(number) { "[erratum {number}](#errata)" "[勘误 {number}](#勘误)" }
    see(errata) { "See {errata}." "见{errata}。" }
    idempotency_key() { "The idempotency key of the refund." "它是退款的幂等键。" }
    section(section) { "Section: {section}." "章节：{section}。" }
    at_least_one_of(fields) { "at least one of {fields}" "{fields} 至少有一个" }
    just_one_of(fields) { "just one of {fields}" "{fields} 恰有一个" }
    rule(name, demand) { "{name}: {demand}." "{name}：{demand}。" }
    caller() { "caller" "调用方" }
    always(text) { "always {text}" "固定为 {text}" }
    on_condition(when, text, otherwise) { "{text} when {when}, otherwise {otherwise}" "{when} 时为 {text}，否则为 {otherwise}" }
    credential(name) { "credential {name}" "凭据 {name}" }
    value(name) { "value {name}" "计算值 {name}" }
    nonce() { "nonce" "随机串" }
    salt() { "salt" "盐" }
    clock() { "clock" "当前时间" }
    by_operation() { "set by the operation" "由操作决定" }
    message_below() { "the message below" "下面的消息" }
    tag_below() { "the tag of the message below" "下面消息的认证标签" }
    its_members() { "its members" "其各成员" }
    refunds(name) { "the refund's {name}" "退款请求的 {name}" }
    notifications(name) { "the notification's {name}" "通知的 {name}" }
    nothing() { "nothing" "`\"\"`" }
}
