//! Errors name their cause once: in their message, or by `source` if the message is the cause's own.

use std::{error::Error, fs, path::Path};

use refundry::{Amount, KeyError, ReadError, SignError, shouqianba::refund};
use refundry_codegen::{Builder, folder, load};

/// The messages from the outermost error to its first cause.
fn chain(error: &dyn Error) -> Vec<String> {
    let (mut out, mut next) = (Vec::new(), Some(error));
    while let Some(error) = next {
        out.push(error.to_string());
        next = error.source();
    }
    out
}

#[test]
fn no_message_of_a_chain_repeats_the_next() {
    let missing = Path::new("there is no such folder");
    let invalid = refund::Request::new(refund::Required {
        refund_request_no: "x".repeat(1000),
        operator: "Obama".into(),
        refund_amount: Amount::from_minor(1),
    });
    let errors: [Box<dyn Error>; 7] = [
        Box::new(SignError::from(invalid.validate().expect_err("a number that is too long"))),
        Box::new(SignError::from(KeyError::Choice)),
        Box::new(ReadError::from(KeyError::Choice)),
        Box::new("{".parse::<refund::Sent>().expect_err("no record")),
        Box::new(load::find(&[missing.to_owned()], load::Depth::Folder).expect_err("no folder")),
        Box::new(folder::write(&missing.join("\0"), &[]).expect_err("no folder")),
        Box::new(Builder::new().spec(missing).out_dir(".").build().expect_err("no folder")),
    ];
    for error in errors {
        let messages = chain(error.as_ref());
        for pair in messages.windows(2) {
            assert!(!pair[0].contains(&pair[1]), "{messages:#?}");
        }
    }
}

/// The variants of `thiserror` in a text: the attribute's argument, and the fields.
fn variants(text: &str) -> impl Iterator<Item = (&str, &str)> {
    let variants = text.split("#[error(").skip(1).filter_map(|rest| rest.split_once(")]\n"));
    variants.map(|(message, fields)| (message, fields.split("\n}").next().unwrap_or(fields)))
}

fn sources(folder: &Path, out: &mut Vec<String>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            sources(&path, out);
        } else if path.extension().is_some_and(|end| end == "rs") {
            out.push(fs::read_to_string(&path).expect("a text"));
        }
    }
}

#[test]
fn a_message_of_its_own_holds_the_cause() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(2).expect("the workspace");
    let mut texts = Vec::new();
    // The errors of the runtime are written without a derive, and none has a source.
    sources(&root.join("runtime/src"), &mut texts);
    assert!(texts.len() > 50 && texts.iter().all(|text| !text.contains("fn source(&self) ")));
    for name in ["codegen", "interpreter", "client", "simulator", "cli"] {
        sources(&root.join(name).join("src"), &mut texts);
    }
    let all: Vec<(&str, &str)> = texts.iter().flat_map(|text| variants(text)).collect();
    let caused = |fields: &str| ["#[from]", "#[source]", " source: "].into_iter().any(|mark| fields.contains(mark));
    let caused: Vec<_> = all.iter().filter(|(_, fields)| caused(fields)).collect();
    assert!(all.len() > 20 && caused.len() >= 5, "{} errors, {} with a source", all.len(), caused.len());
    for (message, fields) in caused {
        assert_eq!(*message, "transparent", "the source of this error stands in its message as well:{fields}");
    }
}
