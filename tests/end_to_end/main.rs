//! Tests of the generated crate from its users' side: up to date, silent about secrets, safe against hostile answers.

#![allow(clippy::indexing_slicing, clippy::expect_used, clippy::panic, clippy::unwrap_used)]

mod alipay;
mod another_kind;
mod compile_fail;
mod conversation;
mod dependencies;
mod document;
mod errors;
mod extra;
mod fresh;
mod hostile;
mod intent;
mod lift;
mod readme;
mod record;
mod repeat;
mod rsa;
mod secret;
mod setter;
mod spec;
mod stripe;
mod tamper;
mod traits;
mod unionpay;
mod vector;
mod wechatpay_v2;
mod wechatpay_v3;
