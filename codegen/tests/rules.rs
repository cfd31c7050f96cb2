//! Every rule that can be lifted is checked by emitted code.

#![allow(clippy::expect_used, clippy::panic)]

use std::path::Path;

use refundry_codegen::emit::{self, Module};

use crate::{
    models::{model, specs},
    step,
};

fn module(path: &Path) -> Module {
    emit::emit(&model(path).unwrap_or_else(|| panic!("{} is faulty", path.display())))
}

/// The statics of the module `rules`, each with its message.
fn declared(rules: &Module) -> Vec<(String, String)> {
    let of = |message: &Module| {
        let text = message.clone().compact();
        let names = text.split("pub static ").skip(1).filter_map(|rest| rest.split_once(" : Rule "));
        names.map(|(name, _)| (message.name.clone(), name.to_owned())).collect::<Vec<_>>()
    };
    rules.children.iter().flat_map(of).collect()
}

/// The functions that check a message's rules, from the import of the rules to the next function.
fn checks<'c>(code: &'c str, message: &str) -> Vec<&'c str> {
    let import = format!("use super :: rules :: {message} :: * ;");
    let functions = code.split(&import).skip(1);
    functions.map(|rest| rest.split_once(" fn ").map_or(rest, |(function, _)| function)).collect()
}

#[test]
fn every_rule_is_checked() {
    let mut all = 0;
    let paths = ["specs", "tests/shapes", "tests/interpreted", "codegen/tests/emit"].into_iter().flat_map(specs);
    for path in paths.step_by(step()) {
        let module = module(&path);
        let (rules, others): (Vec<_>, Vec<_>) = module.children.into_iter().partition(|child| child.name == "rules");
        let code = others.into_iter().filter(|child| !child.test).map(Module::compact).collect::<String>();
        for (message, rule) in rules.iter().flat_map(declared) {
            all += 1;
            let checked = checks(&code, &message).iter().any(|function| function.contains(&format!("& {rule} ,")));
            assert!(checked, "{}: nothing checks rules::{message}::{rule}", path.display());
        }
    }
    assert!(all > 1000 / step(), "only {all} rules were found");
}
