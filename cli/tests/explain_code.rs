//! `refundry explain-code`.

use refundry_codegen::diagnostic::Code;

use crate::project::{project, run};

#[test]
fn each_code_is_explained_by_its_number() {
    let folder = project(&[]);
    let all = run(&folder, "explain-code").stdout();
    for (code, number, title) in Code::ALL {
        assert!(all.contains(&format!("{number}  {title}\n")), "{number} is not listed:\n{all}");
        let explanation = code.explanation();
        let shared = Code::ALL.iter().filter(|(other, ..)| other.explanation() == explanation);
        assert_eq!(shared.count(), 1, "{number} has the explanation of another code");
    }
    let one = run(&folder, "explain-code r028");
    assert_eq!(one.code(), Some(0), "{}", one.stderr());
    for part in ["R028: a source", "`from:`", "example:\n  refund_fee", "Choose a source"] {
        assert!(one.stdout().contains(part), "{part} is missing:\n{}", one.stdout());
    }
}

#[test]
fn an_unknown_code_is_refused() {
    let told = run(&project(&[]), "explain-code R999");
    assert_eq!(told.code(), Some(2));
    assert_eq!(told.stdout(), "");
    assert!(told.stderr().contains("there is no code `R999`"), "{}", told.stderr());
}
