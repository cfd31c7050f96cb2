//! A provider of benchmarks: it has paid every refund at once.

use serde_json::{Value, json};

/// The answer to the body of a refund's request.
pub fn answer(body: &[u8]) -> String {
    let body: Value = serde_json::from_slice(body).expect("JSON");
    let data = json!({
        "client_sn": body["client_sn"],
        "sn": "7894259244061958",
        "trade_no": "2006101016201512090096528672",
        "status": "SUCCESS",
        "order_status": "PARTIAL_REFUNDED",
        "total_amount": "400",
        "settlement_amount": body["refund_amount"],
    });
    json!({ "result_code": "200", "biz_response": { "result_code": "REFUND_SUCCESS", "data": data } }).to_string()
}
