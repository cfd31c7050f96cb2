use refundry::{Secret, wechat_deposit::Credentials};

fn main() {
    let credentials = Credentials { appid: "1".into(), mch_id: "1".into(), api_key: Secret::new("key") };
    println!("{:?}", credentials);
}
