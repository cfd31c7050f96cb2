//! The state of a spec in the model.

use std::sync::Arc;

use super::{Credential, Part, value::KeySource};
use crate::spec::syntax::State;

/// A spec in the model: every name is replaced by the thing that it refers to.
#[derive(Clone, Debug)]
pub struct Resolved;

impl State for Resolved {
    type Text = String;
    type Credential = Arc<Credential>;
    type Key = KeySource;
    type Part = Part;
}
