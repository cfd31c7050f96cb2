fn main() {
    let secret = refundry::Secret::new("key");
    let _ = secret.to_string();
}
