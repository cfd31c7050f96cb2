//! The head of a page, and its tables of credentials, codes, limits, errata and examples.

use super::phrases;

phrases! {
    written_from(name, title, revision) {
        "Written from the page {name}{title}{revision}."
        "依据的网页：{name}{title}{revision}。"
    }
    page_of(name) { "{name}: " "{name}：" }
    revision(revision) { ", revision {revision}" "，版本 {revision}" }
    amounts_in(currency) { "Amounts are in {currency}." "金额的币种是 {currency}。" }
    times_in(zone) { "Times are local to {zone}." "时间以 {zone} 为准。" }
    summer_time(zone) {
        "{zone} with its summer time, and one that occurs twice is the earlier"
        "{zone}（含夏令时；重复出现的时刻取较早的一个）"
    }
    titled(name, title) { "{name}: {title}" "{name}：{title}" }
    start_intro(example) {
        "The program sends the refund of the example {example}. A test of the crate runs it, and the service there answers as the examples of this page say."
        "下面的程序发送样例 {example} 的退款。crate 的测试会运行它，测试里的服务按本页的样例应答。"
    }
    module(feature) {
        "The crate has a module and a feature {feature} for this provider."
        "这家机构在 crate 里有一个模块和一个 feature：{feature}。"
    }
    server() { "Server" "服务器" }
    in_rust() { "In Rust" "Rust 名称" }
    credential_head() { "Credential" "凭据" }
    secret_word() { "secret" "保密" }
    tls() { "The HTTP client presents the merchant's client certificate." "HTTP 客户端出示商户的客户端证书。" }
    unnumbered(why) {
        "A refund has no number here: {why} Whoever sends a request again pays again. After an outcome that is unknown, find out what became of the refund, and send nothing before that."
        "这里的退款没有单号：{why}再发一次请求就会再退一次。结果未知时，先查明这笔退款的情况，在此之前不要再发送。"
    }
    content_type(content) { ", content type {content}" "，内容类型 {content}" }
    fixed_reply(status, content, body) {
        "HTTP {status}{content}, and the body {body}."
        "HTTP {status}{content}，报文体为 {body}。"
    }
    written_reply(status, content) {
        "HTTP {status}{content}, written for each notification as follows:"
        "HTTP {status}{content}，按下面的方法为每个通知写出："
    }
    code_head() { "Code" "错误码" }
    remedy() { "Remedy" "处理" }
    code_in_rust(names, variant) { "{names}, in Rust {variant}" "{names}，Rust 名称 {variant}" }
    value_head() { "Value" "值" }
    limit() { "Limit" "限制" }
    figure() { "Figure" "数值" }
    in_section(section) { "(Section {section}.)" "（章节：{section}。）" }
    number_head() { "No." "序号" }
    where_head() { "Where" "位置" }
    page_says() { "The page says" "网页的说法" }
    here() { "Here" "本规格" }
    because() { "Because" "原因" }
    sent_at(now) { " Sent at {now}." "发送时间 {now}。" }
    nonce_is(nonce) { " Nonce {nonce}." "随机串 {nonce}。" }
    request_of_example(operation, source) { "A request of {operation}. {source}" "操作 {operation} 的请求。{source}" }
    source(source) { "Source: {source}" "来源：{source}" }
    signature_line(signature) { "(signature) {signature}" "（签名） {signature}" }
    message() { "Message" "消息" }
    operation() { "Operation" "操作" }
    request() { "Request" "请求" }
    must_be() { "Must be" "应得结果" }
    source_head() { "Source" "来源" }
    refused_as(failure) { "refused: {failure}" "拒绝：{failure}" }
    repeated(first, repeat) { "{first}; on a repeat {repeat}" "{first}；重复请求时：{repeat}" }
    read() { "read" "读取成功" }
    wrong_signature() { "wrong signature" "签名错误" }
    no_signature() { "no signature" "没有签名" }
    ambiguous() { "a signed text that could be cut into other members" "待签文本可以切分成别的成员" }
    too_old() { "too old" "已过期" }
    differs() { "differs from the request" "与请求不符" }
    malformed() { "malformed" "格式错误" }
    duplicated() { "a member twice" "成员重复" }
    other_type() { "a member of another type" "成员类型不符" }
    other_kind() { "a notification of another kind" "其他种类的通知" }
    departs_from() { "Departs from" "改自" }
    broken_rule() { "Broken rule" "违反的规则" }
}
