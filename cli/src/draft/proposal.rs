//! Likely roles and sources of fields, by their names. They are proposals: the draft writes each as a mark.

/// The words of a name: `outTradeNo` and `out_trade_no` have the same three.
pub fn words(wire: &str) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    let mut lower = false;
    for next in wire.chars() {
        if !next.is_ascii_alphanumeric() {
            lower = false;
            out.push(String::new());
            continue;
        }
        if out.is_empty() || next.is_ascii_uppercase() && lower {
            out.push(String::new());
        }
        out.last_mut().into_iter().for_each(|word| word.push(next.to_ascii_lowercase()));
        lower = !next.is_ascii_uppercase();
    }
    out.retain(|word| !word.is_empty());
    out
}

/// The name in snake_case, as the spec declares names.
pub fn declared(wire: &str) -> String {
    let name = words(wire).join("_");
    let name = name.trim_start_matches(|next: char| !next.is_ascii_alphabetic()).to_owned();
    if name.is_empty() { "item".to_owned() } else { name }
}

/// Whether a name has one of these words.
fn has(words: &[String], wanted: &[&str]) -> bool {
    words.iter().any(|word| wanted.contains(&word.as_str()))
}

/// Whether a name is one of a number.
fn is_number(words: &[String]) -> bool {
    has(words, &["no", "id", "sn", "number", "reference", "ref"])
}

/// The likely role of a field; `title` is the provider's name for it.
pub fn role(wire: &str, title: &str, sent: bool) -> Option<&'static str> {
    let words = words(wire);
    let has = |wanted: &[&str]| has(&words, wanted);
    let (name, refund) = (words.concat(), has(&["refund"]) || title.contains("退款"));
    match () {
        () if sent && has(&["idempotency"]) => Some("refund_number"),
        () if has(&["notify", "callback"]) && has(&["url", "uri"]) => Some("notify_url"),
        () if party(&words).is_some() => party(&words),
        () if has(&["operator"]) => Some("operator"),
        () if has(&["currency"]) || name.ends_with("feetype") => Some("currency"),
        () if has(&["status", "state"]) && refund => Some("status"),
        () if has(&["reason", "desc"]) && refund => Some("reason"),
        () if is_money(&words, title) => money_role(&words),
        () if is_number(&words) => number_role(&words, title, sent),
        () => None,
    }
}

/// The role of a number or a code of someone who takes part: the merchant, its sub-merchant, a terminal.
fn party(words: &[String]) -> Option<&'static str> {
    let has = |wanted: &[&str]| has(words, wanted);
    let merchant = has(&["mch", "mchid", "merchant", "mer", "partner"]);
    let foreign = has(&[
        "refund",
        "order",
        "trade",
        "transaction",
        "pay",
        "payment",
        "out",
        "request",
        "agent",
        "sharing",
        "mkt",
    ]);
    match () {
        () if foreign || !(is_number(words) || has(&["code", "mchid", "account"])) => None,
        () if has(&["sub"]) && merchant => Some("sub_merchant"),
        () if merchant => Some("merchant"),
        () if has(&["terminal", "ter", "term"]) => Some("terminal"),
        () => None,
    }
}

fn money_role(words: &[String]) -> Option<&'static str> {
    let has = |wanted: &[&str]| has(words, wanted);
    let part = has(&["settlement", "coupon", "cash", "count"]);
    match () {
        () if part => None,
        () if has(&["refund"]) || words.len() == 1 && !has(&["price"]) => Some("amount"),
        () if has(&["total", "order"]) => Some("order_total"),
        () => None,
    }
}

fn number_role(words: &[String], title: &str, sent: bool) -> Option<&'static str> {
    let has = |wanted: &[&str]| has(words, wanted);
    let name = words.concat();
    let refund = has(&["refund"]) || title.contains("退款");
    let paid = has(&["origin", "orig", "original", "transaction", "trade", "txn", "order", "ord", "pay", "payment"])
        || name.ends_with("sn") && !has(&["store", "device", "sign"]);
    match () {
        () if !sent && (name == "refundid" || title.contains("退款") && !has(OURS)) => Some("provider_refund_id"),
        () if refund && !has(&["origin", "original"]) => Some("refund_number"),
        () if paid
            && !title.contains("商户")
            && !has(MERCHANTS)
            && (has(&["transaction", "trade"]) || name.ends_with("sn")) =>
        {
            Some("provider_order_id")
        }
        () if paid => Some("order_reference"),
        () => None,
    }
}

/// The likely role of a member of an object of money: `amount.value`, `amount.refund`, `amount.total`.
pub fn member_role(message: &str, wire: &str) -> Option<&'static str> {
    let money = message == "amount" || message.starts_with("amount_") || message.ends_with("_amount");
    match wire {
        "value" | "refund" if money => Some("amount"),
        "total" if money => Some("order_total"),
        _ => None,
    }
}

/// The words in names of the merchant's own numbers.
const MERCHANTS: &[&str] = &["out", "mch", "mer", "merchant", "client"];

/// The words in names of numbers that the merchant gives.
const OURS: &[&str] = &["out", "mch", "mer", "merchant", "client", "refund", "request", "origin", "original"];

/// Whether a name is one of a number that the merchant gives, beside the word `refund`.
pub fn is_ours(words: &[String]) -> bool {
    words.iter().any(|word| word != "refund" && OURS.contains(&word.as_str()))
}

/// Whether a name or a title is one of money.
pub fn is_money(words: &[String], title: &str) -> bool {
    const NAMES: &[&str] = &["amount", "amt", "fee", "price", "money"];
    const OTHER: &[&str] = &["type", "currency", "rate", "count", "id", "no", "flag", "desc"];
    let has = |wanted: &[&str]| has(words, wanted);
    let said = ["金额", "单价", "总额"].iter().any(|word| title.contains(word));
    (has(NAMES) || said) && !has(OTHER)
}

/// The likely source of a sent field; `None` for the caller.
pub fn source(wire: &str) -> Option<String> {
    let words = words(wire);
    match words.concat().as_str() {
        "sign" | "signature" | "signstr" | "signvalue" => Some("value sign".to_owned()),
        "nonce" | "noncestr" | "randomstr" | "random" => Some("nonce".to_owned()),
        "timestamp" | "requesttime" | "reqtime" => Some("now".to_owned()),
        "appid" | "appkey" => Some(format!("credential {}", declared(wire))),
        _ if matches!(party(&words), Some("merchant" | "terminal")) => Some(format!("credential {}", declared(wire))),
        _ => None,
    }
}

/// Whether a name is one of an object that carries the fields of an interface: `biz_content`, `reqData`, `body`.
pub fn is_envelope(wire: &str) -> bool {
    const WORDS: &[&str] =
        &["biz", "body", "content", "data", "head", "header", "param", "params", "payload", "req", "request"];
    has(&words(wire), WORDS)
}

/// Whether a sent field is likely the same in every request.
pub fn is_constant(wire: &str) -> bool {
    matches!(words(wire).concat().as_str(), "signtype" | "signmethod" | "version" | "charset" | "format" | "encoding")
}

/// Whether a field is likely an error code.
pub fn is_error_code(wire: &str) -> bool {
    let words = words(wire);
    let has = |wanted: &[&str]| has(&words, wanted);
    has(&["err", "error"]) && has(&["code", "no"]) && !has(&["des", "desc", "msg", "message"])
}

#[cfg(test)]
mod tests {
    use super::{declared, role, source};

    #[test]
    fn names_suggest_roles() {
        let roles = |wires: &[&str]| wires.iter().filter_map(|wire| role(wire, "", true)).collect::<Vec<_>>().join(" ");
        assert_eq!(roles(&["out_refund_no", "refundRequestNo"]), "refund_number refund_number");
        assert_eq!(
            roles(&["transaction_id", "originOutTradeNo", "sn"]),
            "provider_order_id order_reference provider_order_id"
        );
        assert_eq!(roles(&["refund_fee", "total_fee", "refund_fee_type"]), "amount order_total currency");
        assert_eq!(roles(&["mch_id", "sub_mch_id", "notifyUrl"]), "merchant sub_merchant notify_url");
        assert_eq!(roles(&["nonce_str", "attach", "quantity"]), "");
        assert_eq!(role("outTradeNo", "退款订单号", true), Some("refund_number"));
        assert_eq!(roles(&["mchRefundNo", "mchOrderNo", "merchantCode"]), "refund_number order_reference merchant");
        assert_eq!(roles(&["agentMerId", "sharingMerId", "unit_price"]), "");
    }

    #[test]
    fn names_suggest_sources() {
        assert_eq!(source("sign").as_deref(), Some("value sign"));
        assert_eq!(source("merId").as_deref(), Some("credential mer_id"));
        assert_eq!(source("sharingMerId"), None);
        assert_eq!((declared("bizContent"), declared("9lives")), ("biz_content".to_owned(), "lives".to_owned()));
    }
}
