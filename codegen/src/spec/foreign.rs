//! Words of providers' pages and of other languages, with the words of this language for them.

/// The word of the spec for a foreign one, if it is among the allowed ones.
pub(super) fn meant<'a>(written: &str, allowed: &[&'a str]) -> Option<&'a str> {
    let lower = written.to_lowercase();
    let rows = WORDS.iter().filter(|(_, foreign)| foreign.contains(&lower.as_str()));
    rows.filter_map(|(ours, _)| allowed.iter().find(|word| *word == ours)).copied().next()
}

/// Whether a foreign word has no other meaning than the word of the spec for it.
pub(super) fn is_exact(written: &str, meant: &str) -> bool {
    let lower = written.to_lowercase();
    match meant {
        // The letters of a legend, such as `M`, mean something in a column of the page alone.
        "true" | "false" => !["m", "r", "o"].contains(&lower.as_str()),
        "required" | "doc" | "example" => true,
        "name" | "type" => !lower.is_ascii(),
        _ => false,
    }
}

/// The place of a fact that is no key of its own.
pub(super) fn fact(key: &str) -> Option<&'static str> {
    let lower = key.to_lowercase();
    FACTS.iter().find(|(keys, _)| keys.contains(&lower.as_str())).map(|(_, help)| *help)
}

const WORDS: &[(&str, &[&str])] = &[
    ("true", &["yes", "y", "true", "on", "1", "m", "r", "must", "mandatory", "required", "是", "必填", "必传", "必须"]),
    ("false", &["no", "n", "false", "off", "0", "o", "optional", "否", "选填", "可选", "非必填", "非必传"]),
    ("required", &["mandatory", "must", "必填", "是否必填"]),
    ("doc", &["desc", "description", "remark", "comment", "note", "说明", "描述", "备注"]),
    ("name", &["title", "label", "ascii", "sorted", "alphabetical", "dictionary", "asc", "字典序", "名称", "参数名"]),
    ("declared", &["spec", "page", "fixed", "as_is", "unsorted"]),
    ("example", &["sample", "示例", "样例", "示例值"]),
    ("type", &["类型", "参数类型", "format"]),
    ("messages", &["消息", "报文"]),
    ("operations", &["接口", "操作"]),
    ("errors", &["错误码"]),
    ("fields", &["字段", "参数"]),
    ("form", &["表单"]),
    ("nonce", &["random", "随机数", "随机字符串", "随机串"]),
    ("refund_number", &["退款单号", "商户退款单号", "退款流水号"]),
    ("order_reference", &["订单号", "商户订单号", "原订单号"]),
    ("provider_order_id", &["平台订单号", "交易号", "支付单号"]),
    ("order_total", &["订单金额", "订单总金额"]),
    ("merchant", &["商户号"]),
    ("reason", &["退款原因"]),
    ("notify_url", &["通知地址", "回调地址"]),
    ("currency", &["币种", "货币"]),
    ("unknown", &["未知", "不确定"]),
    ("hex_lower", &["hex", "hexlower", "tohex", "to_hex", "lower_hex", "十六进制"]),
    ("hex_upper", &["upper_hex", "hexupper"]),
    ("percent_form", &["urlencode", "url_encode", "urlencoded", "form_encode"]),
    ("form", &["urlencoded", "x-www-form-urlencoded", "application/x-www-form-urlencoded", "post"]),
    ("json", &["application/json"]),
    ("xml", &["text/xml", "application/xml"]),
    ("amount", &["money", "fee", "金额", "退款金额"]),
    ("skip", &["omit", "ignore", "drop", "exclude", "remove"]),
    ("keep", &["include"]),
    ("processing", &["pending", "accepted", "处理中", "退款中", "进行中"]),
    ("succeeded", &["success", "successful", "ok", "成功"]),
    ("failed", &["fail", "failure", "失败"]),
];

const FACTS: &[(&[&str], &str)] = &[
    (
        &["length", "len", "max", "maxlength", "max_length", "size", "长度"],
        "write the greatest length in the type: `string(32)`",
    ),
    (
        &["doc_zh", "doc_cn", "doc_en", "title_zh", "meaning_zh", "remedy_zh", "because_zh"],
        "write the languages of a text under its key: `doc: { en: …, zh: … }`",
    ),
    (&["nullable"], "write as `required` whether the field may be missing"),
    (&["default", "默认值"], "write in `doc` which value the provider assumes"),
    (&["min", "minimum", "maximum"], "write the bounds as `range: 1..=100`"),
    (&["enum", "values"], "declare the words under `enumerations`, and write `type: enumeration(NAME)`"),
    (&["regex", "regexp"], "write the form of the text as `pattern`, or its characters as `alphabet`"),
];
