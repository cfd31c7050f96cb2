//! The language reference names every word of the language.

#![allow(clippy::expect_used)]

use std::{collections::HashSet, fs};

use refundry_codegen::vocabulary::{Codec, FieldType, KeyType, Padding, Percent, Role, StepWord};

#[test]
fn the_language_reference_names_every_word() {
    let reference =
        fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../specs/README.md")).expect("the reference");
    let steps = StepWord::plain().chain(StepWord::keyed()).map(StepWord::word);
    let others = Padding::ALL.iter().map(|padding| padding.word()).chain(Percent::ALL.iter().map(|table| table.word()));
    let fields = Role::ALL.iter().map(|role| role.word()).chain(KeyType::ALL.iter().map(|key| key.word()));
    let codecs = Codec::ALL.iter().map(|codec| codec.word());
    let types = FieldType::ALL.iter().map(|ty| ty.word());
    let code = reference.split('`').skip(1).step_by(2);
    let named: HashSet<&str> =
        code.flat_map(|code| code.split(|sign: char| !sign.is_ascii_alphanumeric() && sign != '_')).collect();
    let unnamed: Vec<&str> =
        steps.chain(others).chain(fields).chain(codecs).chain(types).filter(|word| !named.contains(word)).collect();
    assert!(unnamed.is_empty(), "`specs/README.md` does not name {unnamed:?}");
}
