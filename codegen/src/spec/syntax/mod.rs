//! The syntax tree: the author's text with spans, without its meaning.
//!
//! Names are still text here, and may refer to nothing. A type that has the same shape in the model is declared here
//! once, with the state of the spec as its parameter: see [`State`].

mod catalogue;
mod code_class;
mod confidence;
mod echo;
mod entries;
mod example;
mod expression;
mod layer;
mod message;
mod operation;
mod outcome;
mod part;
mod prose;
mod provider;
mod spanned;
mod spec;
mod state;
mod step;
mod types;
mod value;
mod verify;
mod written;

pub use catalogue::*;
pub use code_class::*;
pub use confidence::*;
pub use echo::*;
pub use entries::*;
pub use example::*;
pub use expression::*;
pub use layer::*;
pub use message::*;
pub use operation::*;
pub use outcome::*;
pub use part::*;
pub use prose::*;
pub use provider::*;
pub use refundry_vocabulary::{
    Charset, Cipher, Codec, Conversion, Digest, EncryptionScheme, FieldType, KeyType, Language, Mode, Order, Outcome,
    Padding, Percent, Role, Scheme, SliceEnd, StepWord, Unit,
};
pub use spanned::*;
pub use spec::*;
pub use state::*;
pub use step::*;
pub use types::*;
pub use value::*;
pub use verify::*;
pub use written::*;
