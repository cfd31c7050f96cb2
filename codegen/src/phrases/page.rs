//! The fixed texts of the template, and its headings.

use std::collections::BTreeMap;

use super::{Phrases, phrases};
use crate::model::Language;

phrases! {
    request_of(name) { "Request of {name}" "{name} 的请求" }
    signing_of(name) { "Signing of {name}" "{name} 的签名" }
    answer_of(name) { "Answer of {name}" "{name} 的应答" }
    message_of(name) { "Message of {name}" "{name} 的消息" }
    verification_of(name) { "Verification of {name}" "{name} 的验签" }
    outcome_of(name) { "Outcome of {name}" "{name} 的结果" }
    acknowledgement_of(name) { "Acknowledgement of {name}" "{name} 的回执" }
    outcomes_heading() { "Outcomes" "结果" }
    errors_heading() { "Error codes" "错误码" }
    enumerations_heading() { "Enumerations" "枚举" }
    limits_heading() { "Limits" "限制" }
    notes_heading() { "Notes" "说明" }
    errata_heading() { "Errata" "勘误" }
    examples_heading() { "Examples" "样例" }
    unechoed(why) {
        "No member is compared with a sent field: {why} Only the connection links an answer to its request."
        "没有成员与发送的字段比对：{why}只有连接能说明应答属于哪个请求。"
    }
}

impl Phrases {
    /// The fixed texts of the template, by their names in it.
    pub(crate) fn fixed(self) -> BTreeMap<&'static str, &'static str> {
        let text = |(name, english, chinese): &(&'static str, &'static str, &'static str)| match self.language() {
            Language::English => (*name, *english),
            Language::Chinese => (*name, *chinese),
        };
        FIXED.iter().map(text).collect()
    }
}

/// A name in the template, the English text, the Chinese text.
const FIXED: &[(&str, &str, &str)] = &[
    ("between_fields", "Between the fields:", "字段之间："),
    ("start", "Start", "开始"),
    ("outcomes_intro", "Each outcome states what the caller must do.", "每种结果都说明调用方必须做什么。"),
    ("outcomes_head", "Outcome | Meaning | What to do", "结果 | 含义 | 处理"),
    (
        "not_sent",
        "nothing left the machine | fix the cause, then send the refund under the same number",
        "没有任何数据离开本机 | 排除原因，用同一退款单号再发",
    ),
    (
        "processing",
        "the provider has accepted the refund under its number | wait for the notification, and query until the refund is settled",
        "机构已按此单号受理 | 等通知，并查询直到有最终结果",
    ),
    ("succeeded", "the money went out | book the refund", "钱已退出 | 入账"),
    (
        "refused",
        "the provider did nothing, and the same number may work later | after the pause, the funding or the fix, send the same request under the same number",
        "机构什么也没做，同一单号以后可能成功 | 等待、充值或更正之后，用同一单号发同一请求",
    ),
    ("failed", "this number will never pay | book the failure", "此单号永远不会退款 | 记为失败"),
    (
        "unknown",
        "the refund may or may not have happened, and `doubt` says why | book nothing; query, then send the same request under the same number, unless the refund has no number",
        "可能退了，也可能没退，`doubt` 说明原因 | 不入账；先查询，再用同一单号发同一请求（退款没有单号时不要再发）",
    ),
    (
        "repeated",
        "A refusal or failure of a repeated request is about that attempt only, and the first attempt may have paid. Its outcome is `Unknown(OnRepeat)`, unless the table gives a reason to believe it. `advice()` of the answer still names the step that must come before the next attempt. Queries and notifications are about the refund itself, so their `outcome()` does not depend on the attempt.",
        "重复请求得到的拒绝或失败只关系到那一次尝试，第一次尝试可能已经退款，所以结果是 `Unknown(OnRepeat)`，除非表中给出采信的理由。应答的 `advice()` 仍然给出下一次尝试之前必须做的事。查询和通知说的是退款本身，所以它们的 `outcome()` 与第几次尝试无关。",
    ),
    (
        "rules",
        "Each limit is a rule, such as `field.length`. The caller can lift a rule for one request. Rules count amounts in the minor unit.",
        "每个限制都是一条规则，例如 `field.length`。调用方可以为一次请求放宽一条规则。规则里的金额以最小货币单位计。",
    ),
    (
        "received",
        "A promised member may still be missing. Unlisted members are kept.",
        "承诺返回的成员仍可能缺少。未列出的成员会保留。",
    ),
    (
        "echo",
        "Received members are compared with sent fields. A message that differs is refused.",
        "收到的成员与发送的字段比对，不同的消息会被拒绝。",
    ),
    (
        "outcome",
        "The first row that holds decides. The outcome of a message that cannot be read or trusted is unknown.",
        "由第一个成立的行决定。无法读取或不可信的消息，结果为未知。",
    ),
    (
        "enumerations",
        "All enumerations are open: an unlisted value is kept unchanged.",
        "所有枚举都是开放的：未列出的值原样保留。",
    ),
    (
        "limits",
        "A request alone does not show whether these limits are kept.",
        "仅凭一个请求看不出这些限制是否得到遵守。",
    ),
    (
        "errata",
        "Each row gives a place where the provider's page is wrong or silent, and the behaviour of the crate.",
        "每一行给出机构网页有误或没有说明的一处，以及 crate 的做法。",
    ),
    ("examples", "The examples run as tests of the generated code.", "这些样例作为生成代码的测试运行。"),
    ("answers", "Answers and notifications", "应答和通知"),
    ("refused_requests", "Refused requests", "被拒绝的请求"),
];
