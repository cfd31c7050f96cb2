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
    ("except", &["exclude", "excluding", "without", "skip", "omit"]),
    ("only", &["include", "names", "list"]),
    ("join", &["separator", "sep", "delimiter", "glue", "连接符", "分隔符"]),
    ("at_least_one_of", &["at_least_one", "any_of", "one_of", "either", "二选一"]),
    ("exactly_one_of", &["exactly_one", "only_one_of", "xor"]),
    ("notification", &["webhook", "callback", "notify", "push", "通知", "回调", "异步通知"]),
    ("query", &["refund_query", "query_refund", "inquiry", "status", "查询", "退款查询"]),
    ("refund", &["退款", "退款申请"]),
    ("now", &["timestamp", "time", "clock", "current_time", "当前时间", "时间戳"]),
    ("body", &["request_body", "raw_body", "payload", "请求体", "报文"]),
    ("target", &["uri", "request_uri", "path_and_query", "path_with_query"]),
    ("content_type", &["mime", "media_type"]),
    ("example", &["sample", "示例", "样例", "示例值"]),
    ("type", &["类型", "参数类型", "format"]),
    ("messages", &["消息", "报文"]),
    ("operations", &["接口", "操作"]),
    ("errors", &["错误码"]),
    ("fields", &["字段", "参数"]),
    ("form", &["表单"]),
    ("nonce", &["random", "nonce_str", "随机数", "随机字符串", "随机串"]),
    ("refund_number", &["out_refund_no", "refund_no", "refund_id", "退款单号", "商户退款单号", "退款流水号"]),
    ("order_reference", &["out_trade_no", "order_no", "order_id", "订单号", "商户订单号", "原订单号"]),
    ("provider_order_id", &["transaction_id", "trade_no", "平台订单号", "交易号", "支付单号"]),
    ("order_total", &["total", "total_fee", "total_amount", "订单金额", "订单总金额"]),
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
    ("rsa_sha256", &["sha256_rsa", "sha256withrsa", "sha256_with_rsa", "rsawithsha256", "rsa2", "rs256"]),
    ("rsa_sha1", &["sha1_rsa", "sha1withrsa", "sha1_with_rsa", "rsawithsha1"]),
    ("rsa_sha512", &["sha512_rsa", "sha512withrsa", "sha512_with_rsa", "rs512"]),
    ("rsa_md5", &["md5_rsa", "md5withrsa", "md5_with_rsa"]),
    ("hmac_sha256", &["hmac", "hs256"]),
    ("sm2", &["sm3withsm2", "sm2_sm3", "sm2withsm3"]),
    ("amount", &["money", "fee", "refund_amount", "refund_fee", "金额", "退款金额"]),
    ("skip", &["omit", "ignore", "drop", "exclude", "remove"]),
    ("keep", &["include"]),
    ("processing", &["pending", "accepted", "处理中", "退款中", "进行中"]),
    ("succeeded", &["success", "successful", "ok", "成功"]),
    ("failed", &["fail", "failure", "失败"]),
    ("refused after funding", &["refused after recharge", "refused after top-up", "refused after deposit"]),
    (
        "refused after pause",
        &["refused after delay", "refused after wait", "refused after a while", "refused after retry"],
    ),
    ("refused after fix", &["refused after correction", "refused after mending", "refused after change"]),
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
    (
        &["aes", "aes_ecb", "aes/ecb/pkcs5padding", "aes/ecb/pkcs7padding"],
        "write `aes_128_ecb` for a key of 16 bytes, `aes_256_ecb` for one of 32",
    ),
    (
        &["aes_cbc", "aes/cbc/pkcs5padding", "aes/cbc/pkcs7padding"],
        "write `aes_128_cbc` for a key of 16 bytes, `aes_256_cbc` for one of 32",
    ),
    (&["aes_gcm", "aes/gcm/nopadding"], "write `aes_128_gcm` for a key of 16 bytes, `aes_256_gcm` for one of 32"),
    (&["rsa"], "write the digest of the signature, too: `rsa_sha256`, `rsa_sha1`"),
];
