fn main() {
    let secret = refundry::Secret::new("key");
    let _ = serde_json::to_string(&secret);
}
