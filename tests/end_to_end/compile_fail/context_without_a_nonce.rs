//! A provider whose calls take a nonce has no context without one.

use refundry::{Context, wechat_deposit::servers};

fn main() {
    let _ = Context::new(&servers::PRODUCTION);
}
