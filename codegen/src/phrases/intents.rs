//! Requests that are made from an intent.

use super::phrases;

phrases! {
    intent_fills(fields) {
        "`Request::from_intent` makes this request of an `Intent`: {fields}."
        "`Request::from_intent` 由 `Intent` 生成该请求：{fields}。"
    }
    intent_field(path, what) { "{path} ({what})" "{path}（{what}）" }
    intent_currency(currency) {
        "The amounts are in {currency}, and an intent in another currency is refused."
        "金额的币种是 {currency}，其他币种的 `Intent` 会被拒绝。"
    }
    without_intent() { "No `Intent` makes this request." "`Intent` 不能生成该请求。" }
    intent_lacks(fields) { "An intent does not state {fields}." "`Intent` 里没有 {fields}。" }
    one_for_several(fields) { "An intent has one value for {fields}." "`Intent` 里只有一个值可填入 {fields}。" }
    no_field_for(what) { "The request has no field for {what}." "请求里没有{what}字段。" }
    no_currency() { "Nothing names the currency of the amounts." "没有说明金额的币种。" }
    a_number_of_the_order() { "a number of the order" "订单号" }
    the_merchants_order() { "the merchant's number of the order" "商户订单号" }
    the_providers_order() { "the provider's number of the order" "机构订单号" }
    the_refund_number() { "the number of the refund" "退款单号" }
    the_amount() { "the amount" "退款金额" }
    the_currency() { "the currency" "币种" }
    the_total() { "the total of the order" "订单金额" }
    the_reason() { "the reason" "原因" }
}
