//! The types of the language with every name resolved. The syntax tree declares them, with the state as a parameter.

use std::sync::Arc;

use super::{Credential, Decimals, Enumeration, Expr, Field, Key, Remainder, Selection};
use crate::spec::syntax::{self, CodeClass, State};

/// The state of a spec in the model: every name is replaced by the thing that it refers to.
#[derive(Clone, Debug)]
pub struct Resolved;

impl State for Resolved {
    type Text = String;
    type Code = CodeClass;
    type Credential = Arc<Credential>;
    type Key = KeySource;
    type Part = Part;
    /// The index of the value.
    type Value = usize;
    type Member = Vec<Arc<Field>>;
    type Path = Vec<String>;
    /// The index of the layer.
    type Layer = usize;
    type Selection = Selection;
    type Remainder = Remainder;
}

/// The source of a key.
#[derive(Clone, Debug)]
pub enum KeySource {
    /// A credential.
    Credential(Arc<Credential>),
    /// A value, by its index.
    Value(usize),
}

/// A part of a value's or a header's text.
pub type Part = syntax::Part<Resolved>;
/// A step of a value or a layer.
pub type Step = syntax::Step<Resolved>;
/// A signature with a key pair.
pub type Signature = syntax::Signature<Resolved>;
/// The source of the key that verifies.
pub type Verifier = syntax::Verifier<Resolved>;
/// A cipher with its inputs.
pub type Encryption = syntax::Encryption<Resolved>;
/// A decryption with a private key.
pub type Decryption = syntax::Decryption<Resolved>;
/// The verification of a message.
pub type Verify = syntax::Verify<Resolved>;
/// A signature and the value that it signs.
pub type Signed = syntax::Signed<Resolved>;
/// A token that authenticates the sender of a message.
pub type SharedToken = syntax::SharedToken<Resolved>;
/// The location of a text.
pub type Location = syntax::Location<Vec<String>>;
/// The replay window of a message.
pub type ReplayWindow = syntax::ReplayWindow<Resolved>;
/// A comparison of the answer with the request.
pub type Echo = syntax::Echo<Resolved>;
/// A condition over an answer.
pub type Condition = syntax::Condition<Resolved>;
/// The test of a condition.
pub type Test = syntax::Test<Resolved>;
/// A row of an outcome table.
pub type Row = syntax::Row<Resolved>;
/// The decision of a row.
pub type Decision = syntax::Decision<Resolved>;
/// The condition under which a field must be there.
pub type Presence = syntax::Presence<Expr>;
/// The source of a field's value.
pub type Source = syntax::Source<Arc<Credential>, String, String, Expr>;
/// A fixed text that depends on other fields.
pub type ConditionalText = syntax::ConditionalText<Expr>;
/// The demand of a rule.
pub type RuleKind = syntax::RuleKind<Arc<Field>, Expr>;
/// The type of a single value.
pub type Scalar = syntax::Scalar<Arc<Enumeration>, Decimals>;
/// The form of an amount.
pub type AmountForm = syntax::Amount<Decimals>;
/// A credential's value in an example.
pub type CredentialData = syntax::CredentialData<Arc<Key>>;
