//! The words of the spec language. Each word is one row: its spelling, its name in prose, its needs (key, cargo feature
//! of the runtime), the size of its output, its description for editors.
//!
//! A family of words belongs here if its rows have facts besides their spelling, or if both compiler and runtime name
//! them, as with the currencies of ISO 4217. A list of bare spellings stays beside the parser that reads it. The crate has no
//! dependencies without the feature `serde`, because the compiler runs in users' build scripts and the runtime contains
//! no compiler.

#[macro_use]
mod words;

mod characters;
mod charset;
mod cipher;
mod code;
mod codec;
mod conversion;
mod currency;
mod digest;
mod doubt;
mod echo;
mod encryption;
mod field_type;
mod key;
mod language;
mod message_inputs;
mod order;
mod outcome;
mod pair;
pub mod pattern;
mod percent;
mod role;
mod scheme;
mod separators;
mod slice;
mod step;
mod time;
mod unit;

pub use characters::Characters;
pub use charset::{Charset, CharsetRow, UnknownCharset};
pub use cipher::{Cipher, CipherRow, Mode, Padding, PaddingRow};
pub use code::is_between;
pub use codec::{Carries, Codec, CodecRow, Literals, Nests};
pub use conversion::{Conversion, ConversionRow, Encoding, Ranges, Task};
pub use currency::decimals;
pub use digest::{Digest, DigestRow};
pub use doubt::{Doubt, DoubtRow};
pub use echo::{Missing, Terms, Unsent};
pub use encryption::{EncryptionScheme, EncryptionSchemeRow};
pub use field_type::{FieldType, FieldTypeRow};
pub use key::{KeyType, KeyTypeRow, Purpose};
pub use language::{Language, LanguageRow};
pub use message_inputs::MessageInputs;
pub use order::{Order, OrderRow};
pub use outcome::{After, AfterRow, NoSuchAfter, Outcome, OutcomeRow};
pub use pair::{PairForm, PairStyle};
pub use percent::{Percent, PercentRow};
pub use role::{Role, RoleRow};
pub use scheme::{Randomness, Scheme, SchemeRow};
pub use separators::Separators;
pub use slice::{SliceEnd, SliceEndRow};
pub use step::StepWord;
pub use time::TimeFormat;
pub use unit::{Unit, UnitRow};
pub use words::WordFamily;
