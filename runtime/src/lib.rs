//! What the code that Refundry generates calls: amounts, time, keys, digests, codecs, validation, calls and answers.
//! Everything variable is an argument: the crate reads no clock but in [`Timestamp::now`], opens nothing and sends nothing.

mod acknowledge;
mod amount;
mod brackets;
mod call;
mod charset;
mod check;
pub mod cipher;
mod context;
mod convert;
pub mod decode;
pub mod digest;
mod echo;
pub mod encode;
mod equal;
mod error;
mod extras;
mod form_style;
mod headers;
mod json_text;
mod key;
mod outcome;
mod pair_text;
mod pairs;
mod percent;
pub mod read;
mod receipt;
mod received;
mod record;
pub mod reshape;
mod rule;
mod secret;
mod server;
mod text;
mod timestamp;
pub mod verify;
mod violation;
mod write;
mod xml_text;

pub use acknowledge::acknowledge;
pub use amount::{Fen, FenError};
pub use call::Call;
pub use charset::Transcode;
pub use check::Check;
pub use context::Context;
pub use convert::{StepOutput, convert, undo};
pub use echo::{Echo, Echoed, Missing, Terms, Unsent};
pub use equal::equal;
pub use error::{ReadError, SignError};
pub use extras::Extras;
pub use form_style::FormStyle;
pub use headers::Headers;
pub use http;
pub use json_text::listed;
pub use key::KeyError;
#[cfg(any(feature = "rsa", feature = "weak_rsa"))]
pub use key::RsaNumbers;
#[cfg(feature = "x509")]
pub use key::{Certificate, TrustAnchors};
#[cfg(feature = "weak_rsa")]
pub use key::{RsaBlock, WeakRsaPrivateKey, WeakRsaPublicKey};
#[cfg(feature = "rsa")]
pub use key::{RsaPrivateKey, RsaPublicKey, RsaPublicKeys};
#[cfg(feature = "sm")]
pub use key::{Sm2PrivateKey, Sm2PublicKey};
pub use outcome::{Attempt, Outcome};
pub use pair_text::PairSigns;
pub use pairs::{PairForm, PairStyle, Pairs};
pub use read::{Extra, Known, Members, Order, Selection};
pub use receipt::{Authenticity, Receipt};
pub use received::{MAX_BODY, Received};
pub use record::{Record, SentError};
pub use refundry_vocabulary::{After, Charset, Conversion, Percent, Scheme, Unit};
pub use rule::{Characters, Limit, Rule};
pub use secret::{Secret, SecretBytes, append};
pub use server::{BaseUrl, Server, ServerError, path_of, target_of, url, url_of};
pub use text::{ShortText, boolean_text, integer_text, number_text};
pub use timestamp::{TimeError, TimeFormat, Timestamp};
pub use violation::{Violation, Violations};
pub use write::{Body, FormWriter, JsonWriter, ObjectWriter, PairsWriter, XmlStyle, XmlWriter, path_segment};
#[doc(hidden)]
pub use zeroize::{Zeroize, Zeroizing};
