//! The parts of a text, and the steps over it.

use super::phrases;

phrases! {
    between_cases() { "; " "；" }
    case_when(when, case) { "{when}, {case}" "{when}，{case}" }
    if_is(part, text) { "if {part} is {text}" "若 {part} 为 {text}" }
    otherwise() { "otherwise" "否则" }
    no_parts() { "nothing" "空文本" }
    then() { ", then " " + " }
    line_feed() { "a line feed" "换行符" }
    the_credential(name) { "the credential {name}" "凭据 {name}" }
    serial_decimal(certificate) { "the serial number of {certificate} in decimal" "{certificate} 的序列号（十进制）" }
    serial_hex(certificate) { "the serial number of {certificate} in hex" "{certificate} 的序列号（十六进制）" }
    key_of(keys, id) { "the key among the credential {keys} that {id} names" "凭据 {keys} 中由 {id} 指定的密钥" }
    the_notifications(name) { "the notification's {name}" "通知的 {name}" }
    as_sent(name) { "{name} of the request as it was sent" "请求实际发送的 {name}" }
    the_value(name) { "the value {name}" "计算值 {name}" }
    remainder(layer, member) {
        "the exact text of {layer} with its member {member} cut out"
        "{layer} 的原文，去掉其中的成员 {member}"
    }
    optional(parts) { "({parts}; left out if anything in it is empty)" "（{parts}；其中任何一项为空则整体省略）" }
    the_header(name) { "the header {name}" "HTTP 头 {name}" }
    parameter(parameter, name) { "{parameter} in the header {name}" "HTTP 头 {name} 中的 {parameter}" }
    the_clock(format) { "the clock ({format})" "当前时间（{format}）" }
    member_of(member, message) { "{member} of {message}" "{message} 的 {member}" }
    as_written(name) { "{name} as it is written" "{name} 写出的文本" }
    without_zeros(name) {
        "{name} without zeros at the end of its decimals (`10.50` as `10.5`, `10.0` as `10`)"
        "{name}，去掉小数末尾的零（`10.50` 写成 `10.5`，`10.0` 写成 `10`）"
    }
    with_decimals(name, least, sample) {
        "{name} with at least {least} decimals, without zeros at the end of further ones (`10.500` as `10.{sample}`)"
        "{name}，至少 {least} 位小数，之后的末尾零去掉（`10.500` 写成 `10.{sample}`）"
    }
    undecoded(name) { "the undecoded bytes of {name}" "{name} 未解码的字节" }
    undecoded_element(name) {
        "the undecoded bytes of the element {name}, from its start tag to its end tag"
        "元素 {name} 未解码的字节，从开始标签到结束标签"
    }
    members_of(members, of) { "the members {members} of {of}" "{of} 的成员 {members}" }
    all_members_of(of) { "all members of {of}, unlisted ones included" "{of} 的全部成员，包括未列出的" }
    except(members) { ", except {members}" "，{members} 除外" }
    without_nested() { ", without objects and lists" "，不含对象和列表" }
    empty_kept() { "empty ones kept" "保留空值" }
    empty_skipped() { "empty ones left out" "跳过空值" }
    in_this_order() { "in this order" "按此顺序" }
    each_as(pair) { "each as {pair}" "每个写成 {pair}" }
    each_value() { "each by its value alone" "每个只取值" }
    selected_in_brackets(members, empty, order) {
        "{members} ({empty}, {order}, as `[name=value,name=value]`, nested members likewise)"
        "{members}（{empty}，{order}，写成 `[name=value,name=value]`，嵌套成员同样处理）"
    }
    selected_as_json(members, empty, order) {
        "{members} ({empty}, {order}, as one compact JSON object)"
        "{members}（{empty}，{order}，写成一个紧凑的 JSON 对象）"
    }
    selected_concatenated(members, empty, order, pair) {
        "{members} ({empty}, {order}, as {pair} with nothing between, nested members likewise)"
        "{members}（{empty}，{order}，写成 {pair}，中间无分隔，嵌套成员同样处理）"
    }
    selected(members, empty, order, pair, percent, join) {
        "{members} ({empty}, {order}, {pair}{percent}, {join})"
        "{members}（{empty}，{order}，{pair}{percent}，{join}）"
    }
    both_encoded(percent) { " with both {percent}" "，名字和值都{percent}" }
    nothing_between() { "with nothing between" "直接相连" }
    joined_by(join) { "joined by {join}" "以 {join} 连接" }
    the_method() { "the method" "请求方法" }
    the_url() { "the URL" "URL" }
    the_path() { "the path as sent" "发送时的路径" }
    the_query() { "the query as sent, without the question mark" "发送时的查询串（不含问号）" }
    the_target() { "the path and query as sent" "发送时的路径和查询串" }
    the_content_type() { "the content type" "内容类型" }
    the_body_bytes() { "the exact bytes of the body" "报文体的原始字节" }
    the_status() { "the HTTP status" "HTTP 状态码" }
    the_nonce() { "the nonce" "随机串" }
    the_salt() { "the salt" "盐" }
    hmac(digest, key) { "HMAC-{digest} under {key}" "HMAC-{digest}（密钥：{key}）" }
    with_key(key) { " with {key}" "，密钥 {key}" }
    decrypted(scheme, length, key) { "{scheme}{length} with {key}" "{scheme}{length}，密钥 {key}" }
    to_bytes(length) { " to {length} bytes" "，得到 {length} 字节" }
    nonce_of(length) { " of {length} bytes" "（{length} 字节）" }
    with_nonce(length, nonce) { ", nonce{length} {nonce}" "，nonce{length}：{nonce}" }
    with_iv(iv) { ", initialisation vector {iv}" "，初始向量：{iv}" }
    with_data(data) { ", associated data {data}" "，附加数据：{data}" }
    under(cipher, key) { "{cipher} under {key}" "{cipher}，密钥：{key}" }
    by_serial(keys, serial) {
        " with that of {keys} whose serial is {serial}"
        "，密钥是 {keys} 中序列号为 {serial} 的一个"
    }
    by_certificate(certificate, anchors, name) {
        " with the key of the certificate in {certificate}, which must come from {anchors}{name}"
        "，密钥来自 {certificate} 中的证书，该证书必须由 {anchors} 签发{name}"
    }
    for_name(name) { " for {name}" "，名称为 {name}" }
    decrypt_with(cipher) { "decrypt it with {cipher}" "解密（{cipher}）" }
    undo(step) { "undo {step}" "还原：{step}" }
    and_then() { ", " "，" }
}
