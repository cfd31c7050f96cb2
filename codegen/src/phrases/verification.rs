//! The verification of an answer or a notification, its comparison with the request, and its outcome.

use super::phrases;

phrases! {
    compute(name, text) { "Compute the value {name}: {text}." "求计算值 {name}：{text}。" }
    pick(list, number, request) {
        "Of the list {list}, take the item whose {number} equals {request} of the request. A list without such an item settles nothing, and one with two is refused."
        "从列表 {list} 中取 {number} 等于请求的 {request} 的一项。没有这一项时不能得出结果；有两项时拒绝该消息。"
    }
    sealed() {
        "Nothing of it is believed yet. If it cannot be opened, the signature counts as wrong."
        "此时内容尚不可信。如果打不开，视为签名错误。"
    }
    rest_nothing_on(members) {
        "Rest nothing on {members}: no signature covers them, so anybody can change them."
        "不要依赖 {members}：没有签名覆盖它们，任何人都能改动。"
    }
    not_covered(members, why) {
        "No signature covers {members}, so anybody can change them: a row that tests one of them refuses at most, and every other outcome of it is unknown. {why}"
        "没有签名覆盖 {members}，任何人都能改动：检查其中之一的行最多得出拒绝，其余结果都是未知。{why}"
    }
    refuse_a_body(message) {
        "Refuse a message with a body: the members ({message}) are headers."
        "拒绝带报文体的消息：成员（{message}）都在 HTTP 头中。"
    }
    an_empty_body() { " An empty body has no members." "空报文体没有成员。" }
    read_the_body(form, empty) { "Read the body as {form}.{empty}" "解析报文体，格式：{form}。{empty}" }
    take_the_body(undone, form, empty) {
        "Take the body, {undone}, and read it as {form}.{empty}"
        "取报文体，{undone}，再解析，格式：{form}。{empty}"
    }
    read_form(form, message, refused) { "{form} ({message}); {refused} is refused" "{form}（{message}）；{refused}则拒绝" }
    other_segments() { "another number of segments" "段数不符" }
    a_member_twice() { "a member that occurs twice" "有成员重复出现" }
    array_is(member) { ", in which an array is the member {member}" "，其中的数组是成员 {member}" }
    charset_named(place) {
        ", in the charset that {place} names, if it names one"
        "，字符集由 {place} 指定（如有）"
    }
    nothing_signed(why, rest) { "Nothing is signed. {why}{rest}" "没有签名。{why}{rest}" }
    unsettled() {
        " It settles nothing: its outcome is unknown until a query has confirmed it."
        "它不能得出结果：查询确认之前，结果为未知。"
    }
    token_prefix(prefix) {
        " (without {prefix} before it, in any letter case)"
        "（去掉前面的 {prefix}，不区分大小写）"
    }
    compare_token(place, prefix, text, why, rest) {
        "Compare {place}{prefix} with {text}, in constant time. Refuse the message if they differ. The token proves that the sender knows it, and nothing else: it protects no member against a change, and no message against a repetition. {why}{rest}"
        "用恒定时间把收到的 {place}{prefix}与 {text} 比较，不同则拒绝该消息。令牌只能证明发送方知道它：不能防止成员被改动，也不能防止消息被重放。{why}{rest}"
    }
    unsigned_where(conditions) {
        "Where {conditions}, the message may come unsigned. It is read then and"
        "当 {conditions} 时，消息可以没有签名。这时仍会读取，但"
    }
    settles_nothing(read) { "{read} settles nothing: its outcome is unknown." "{read}不能得出结果：结果为未知。" }
    refuses_at_most(read, why) {
        "{read} refuses at most: every outcome but a refusal under the same number is unknown. {why}"
        "{read}最多得出拒绝：除了“同一单号可重试的拒绝”，其余结果都是未知。{why}"
    }
    case_is(when, how) { "{when}: {how}" "{when}：{how}" }
    none_agrees() { "if none that is listed agrees" "所列的没有一个相同则" }
    they_differ() { "if they differ" "不同则" }
    compare_with(place, name, text, refuse) {
        "Compare {place} with the value {name}: {text}. Refuse the message {refuse}."
        "把收到的 {place} 与计算值 {name} 比较：{text}。{refuse}拒绝该消息。"
    }
    find_salt(place, undone, characters) {
        "Take {place}{undone}: its last {characters} characters are the salt."
        "取 {place}{undone}：最后 {characters} 个字符是盐。"
    }
    undone_first(undone) { ", {undone}" "，{undone}" }
    decoded(undone) { ": {undone}, then" "，{undone}" }
    verify_as(place, decoded, scheme, key, text) {
        "Take {place}{decoded} verify it as the {scheme}{key} of: {text}. Refuse the message if it does not verify."
        "取 {place}{decoded}，然后验签，算法：{scheme}{key}；被签文本：{text}。验签不通过则拒绝该消息。"
    }
    before_it(text) { "{text} before it" "前面的 {text}" }
    after_it(text) { "{text} after it" "后面的 {text}" }
    without_around(around) { " (without {around})" "（去掉{around}）" }
    fresh(place, format, seconds) {
        "Refuse the message if {place} ({format}) is more than {seconds} seconds from now."
        "如果 {place}（{format}）与当前时间相差超过 {seconds} 秒，拒绝该消息。"
    }
    about(conditions) {
        "Read on if {conditions}. Any other message is genuine, and of another kind: acknowledge it, and take nothing from it (`ReadError::OtherKind`)."
        "如果{conditions}，继续读取。其他消息是真实的，但属于其他种类：发送回执，不采用其内容（`ReadError::OtherKind`）。"
    }
    the_member(path) { "the member {path}" "{path}" }
    one_only() { ", of which one only is there" "（其中只有一个存在）" }
    take_inner(carriers, one, undone, form) {
        "Take {carriers}{one}, {undone}and read it as {form}."
        "取 {carriers}{one}，{undone}解析，格式：{form}。"
    }
    undone_before(undone) { "{undone}, " "{undone}，再" }
    take_inner_where(conditions, carriers, one, undone, form) {
        "Where {conditions}, take {carriers}{one}, {undone}and read it as {form}. Otherwise it is a plain text."
        "当 {conditions} 时，取 {carriers}{one}，{undone}解析，格式：{form}。否则它是普通文本。"
    }
    received() { "Received" "收到" }
    sent() { "Sent" "发送" }
    if_missing() { "If it is missing" "缺少时" }
    if_not_sent() { "If it was not sent" "未发送时" }
    at_least_sent(name) { "at least {name}" "至少为 {name}" }
    outcome_unknown() { "the outcome is unknown" "结果为未知" }
    accepted() { "accepted" "接受" }
    refused() { "refused" "拒绝" }
    counts_as_received(text) { "{text} counts as received" "视为收到了 {text}" }
    where_holds(when, line) { "Where {when}: {line}" "若 {when}：{line}" }
    any_other_signature() {
        "Of these signatures, the first one whose conditions hold is the signature of the message. Refuse a message without such a signature as unsigned."
        "以上签名中，第一个条件成立的即为该消息的签名。没有这样签名的消息按未签名拒绝。"
    }
    counts_as_sent(text) { "{text} counts as sent" "视为发送了 {text}" }
    is_any(path, texts) { "{path} is {texts}" "{path} 为 {texts}" }
    is_absent(path) { "{path} is absent" "{path} 不存在" }
    is_there(path) { "{path} is there" "{path} 存在" }
    status_is(ranges) { "the HTTP status is {ranges}" "HTTP 状态码为 {ranges}" }
    status_is_not(ranges) { "the HTTP status is not {ranges}" "HTTP 状态码不是 {ranges}" }
    status_between(from, to) { "{from} to {to}" "{from} 到 {to}" }
    and_also() { " and " "，且 " }
    anything_else() { "anything else" "其他情况" }
    when_head() { "When" "条件" }
    outcome_head() { "Outcome" "结果" }
    on_repeat_head() { "On a repeated request" "重复请求时" }
    always_so() { "always" "总是" }
    member_is_else(path) { "{path} is anything else" "{path} 为其他值" }
    as_code_says() { "as the [code](#error-codes) says" "见[错误码](#错误码)" }
    as_code_says_of_repeat() {
        "as the [code](#error-codes) says of a repeated request"
        "见[错误码](#错误码)中重复请求的结果"
    }
    if_a_refusal() { ", if that is a refusal; otherwise unknown" "，但只采信拒绝，其余为未知" }
    is_listed_code(path) { "{path} is a listed code" "{path} 是列出的错误码" }
    is_other_code(path) { "{path} is another code" "{path} 是其他错误码" }
    believed(outcome, because) { "{outcome}: {because}" "{outcome}：{because}" }
    code_prefix(prefix) { "{prefix}… (each code that begins so)" "{prefix}…（以此开头的每个码）" }
    code_range(first, last) { "{first} to {last}" "{first} 到 {last}" }
    values_uncut(join) {
        "Refuse the message if a listed member is missing, or if a value holds {join}: the signed text shows no names."
        "如果缺少列出的成员，或者某个值含有 {join}，拒绝该消息：待签文本里没有名字。"
    }
    members_uncut(separators, named) {
        "Refuse the message if its signed text could be cut into other members: an unlisted name holds {separators}, or a value holds {named} with the name of a listed member."
        "如果待签文本可以切分成别的成员，拒绝该消息：未列出的名字含有 {separators}，或者某个值含有 {named}，其中的名字是列出的成员。"
    }
    part_uncut(name, separator) {
        "Refuse the message if {name} holds {separator}: the signed text could be cut elsewhere."
        "如果 {name} 含有 {separator}，拒绝该消息：待签文本可以从别处切开。"
    }
    order_uncut(separator) {
        "Refuse the message if an optional part of the signed text that begins with {separator} is there after one that is absent: the text could be that of the absent part."
        "待签文本里以 {separator} 开头的可选部分，如果前面有一个缺少而它存在，拒绝该消息：这段文本也可能属于缺少的部分。"
    }
    blurred_names() {
        "The signed text holds values without names: the signature does not prove which member has which value. The connection has to be trusted for that."
        "待签文本只有值，没有名字：签名不能证明哪个成员是哪个值，这一点只能信任连接。"
    }
    blurred_members() {
        "Nothing separates some names and values in the signed text: the signature does not prove where each of them ends. The connection has to be trusted for that."
        "待签文本里有些名字和值之间没有分隔：签名不能证明各自在哪里结束，这一点只能信任连接。"
    }
    blurred_parts(before, after) {
        "Nothing separates {before} from {after} in the signed text: the signature does not prove where one ends and the other begins. The connection has to be trusted for that."
        "待签文本里 {before} 与 {after} 之间没有分隔：签名不能证明前者在哪里结束，这一点只能信任连接。"
    }
}
