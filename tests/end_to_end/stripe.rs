//! Published signatures and bodies of Stripe: the examples of the spec hold them all.

use crate::vector;

#[test]
fn every_vector_runs() {
    vector::assert_all_run("stripe", &[]);
    assert_eq!(vector::all("stripe").len(), 2);
}
