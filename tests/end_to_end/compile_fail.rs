//! What must not compile: a secret that is shown, a field that is missing, an answer that nobody checked.

#[test]
fn misuse_does_not_compile() {
    trybuild::TestCases::new().compile_fail("compile_fail/*.rs");
}
