fn main() {
    let secret = refundry::Secret::new("key");
    println!("{}", secret);
}
