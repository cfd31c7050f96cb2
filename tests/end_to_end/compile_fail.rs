//! Programs that must not compile: a shown secret, a missing field, an unchecked answer.

#[test]
fn misuse_does_not_compile() {
    trybuild::TestCases::new().compile_fail("compile_fail/*.rs");
}
