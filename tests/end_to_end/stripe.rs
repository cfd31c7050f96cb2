//! Published signatures and bodies of Stripe, which the examples of the spec contain.

use crate::{spec, vector};

const FORM: &str = "refund-form-bracket-encoding";

#[test]
fn every_vector_runs() {
    vector::assert_all_run("stripe", &[FORM]);
    assert_eq!(vector::all("stripe").len(), 2);
}

/// The published form has no refund number, a metadata key with brackets, which is refused, and expands a member that
/// would then be absent from an answer. An example contains its other pairs unchanged.
#[test]
fn the_published_form_is_written_pair_by_pair() {
    let form = vector::of("stripe", FORM);
    let pairs: Vec<&str> =
        form.signature().split('&').filter(|pair| !pair.starts_with("expand") && !pair.contains("%5Bk%5B")).collect();
    assert_eq!(pairs.len(), 5);
    let examples = spec::provider("stripe").examples;
    let mut bodies = examples.iter().filter_map(|example| example.body.as_deref());
    assert!(bodies.any(|body| pairs.iter().all(|pair| body.split('&').any(|written| written == *pair))));
}
