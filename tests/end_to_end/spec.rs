//! Access to the specs and their examples.

use std::{
    fs,
    path::{Path, PathBuf},
};

use refundry_codegen::{
    compile,
    model::{Answer, Provider},
    source::Source,
};

pub const NAMES: [&str; 8] =
    ["alipay", "baofoo", "shouqianba", "stripe", "unionpay", "wechat_deposit", "wechatpay_v2", "wechatpay_v3"];

/// The workspace's folder.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

pub fn text(name: &str) -> String {
    fs::read_to_string(root().join(format!("specs/{name}.yaml"))).expect("a spec")
}

pub fn provider(name: &str) -> Provider {
    let (provider, faults) = compile(&Source { path: name.into(), text: text(name) });
    provider.unwrap_or_else(|| panic!("{name} does not compile: {faults:?}"))
}

/// The answers of an operation to an example that must be read without an error.
pub fn good_answers(name: &str, operation: &str, example: &str) -> Vec<Answer> {
    let answers = provider(name).answers.into_iter();
    answers
        .filter(|answer| answer.operation == operation && answer.to.name == example && answer.outcome.is_some())
        .collect()
}
