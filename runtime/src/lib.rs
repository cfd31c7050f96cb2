//! The runtime of generated code: amounts, time, keys, digests, codecs, validation, calls and answers. Everything
//! variable is an argument: only [`Timestamp::now`] and the constructors of [`Context`] read a clock, only
//! `Nonce::random` of the feature `random` draws a random number, and nothing here does I/O.

mod acknowledge;
mod amount;
mod amount_format;
mod call;
mod charset;
mod check;
pub mod cipher;
mod codec;
mod context;
mod convert;
pub mod credential;
pub mod decode;
pub mod digest;
mod echo;
pub mod encode;
mod equal;
mod error;
mod evidence;
mod extras;
pub mod fault;
mod from_json;
mod headers;
mod intent;
pub mod kept;
mod key;
mod nonce;
mod open_enumeration;
pub mod operation;
mod operation_macros;
mod optional;
mod outcome;
mod pairs;
mod percent;
mod picked;
mod received;
mod record;
mod repeat;
mod roles;
mod rule;
mod secret;
mod sent;
mod server;
mod setters;
pub mod slice;
mod text;
mod timestamp;
pub mod transform;
pub mod verify;
mod violation;

pub use acknowledge::{Acknowledgement, acknowledge};
pub use amount::{Amount, AmountError};
pub use amount_format::AmountFormat;
pub use call::{Call, Draft};
pub use charset::Transcode;
pub use check::Check;
pub use codec::{
    Body, DeclaredNames, Extra, FormStyle, FormWriter, Format, JsonWriter, Members, Order, PairsWriter, SegmentsWriter,
    Selection, Writer, json::text::listed, read,
};
#[cfg(feature = "xml")]
pub use codec::{XmlRules, XmlStyle, XmlWriter};
pub use context::{Context, WithoutNonce};
pub use convert::{StepOutput, convert, undo};
pub use credential::CredentialError;
pub use echo::{Echo, Echoed};
pub use equal::equal;
pub use error::{ReadError, SignError};
pub use evidence::{Authenticity, Evidence};
pub use extras::Extras;
pub use from_json::FromJsonError;
pub use headers::Headers;
pub use http;
pub use intent::{Intent, IntentError, OrderNumber};
pub use kept::{Kept, NotKept};
#[cfg(any(feature = "rsa", feature = "portable", feature = "p256"))]
pub use key::PublicKeys;
#[cfg(any(feature = "rsa", feature = "weak_rsa"))]
pub use key::RsaNumbers;
#[cfg(any(feature = "x509", feature = "portable"))]
pub use key::{Certificate, TrustAnchors};
pub use key::{KeyError, NotHeld, SharedKeys};
#[cfg(feature = "p256")]
pub use key::{P256PrivateKey, P256PublicKey, P256PublicKeys};
#[cfg(feature = "p384")]
pub use key::{P384PrivateKey, P384PublicKey};
#[cfg(feature = "weak_rsa")]
pub use key::{RsaBlock, WeakRsaPrivateKey, WeakRsaPublicKey};
#[cfg(any(feature = "rsa", feature = "portable"))]
pub use key::{RsaPrivateKey, RsaPublicKey, RsaPublicKeys};
#[cfg(feature = "sm")]
pub use key::{Sm2PrivateKey, Sm2PublicKey};
pub use nonce::Nonce;
#[cfg(feature = "random")]
pub use nonce::RandomError;
pub use optional::Optional;
pub use outcome::{Attempt, NoSuchOutcome, Outcome, OutcomeConflict};
pub use pairs::Pairs;
pub use picked::Picked;
pub use received::{MAX_BODY, Received};
pub use record::{Record, SentError, StoreError};
pub use refundry_vocabulary::{
    After, Characters, Charset, Conversion, Doubt, EncryptionScheme, MessageInputs, Missing, NoSuchAfter, PairForm,
    PairStyle, Percent, Scheme, Separators, SliceEnd, Terms, TimeFormat, Unit, Unsent, is_between,
};
pub use repeat::{RepeatError, Repeats};
pub use roles::Roles;
#[doc(hidden)]
pub use roles::{RoleAmount, RoleText};
pub use rule::{Limit, Rule, Texts};
pub use secret::{Secret, SecretBytes, append};
pub use server::{BaseUrl, Server, ServerError, path_of, path_segment, target_of, url, url_of};
pub use text::{ShortText, boolean_text, decimal_text, integer_text, is_one_of, number_text, text_if};
pub use timestamp::{TimeError, Timestamp};
pub use violation::{Violation, Violations};
#[doc(hidden)]
pub use zeroize::{Zeroize, Zeroizing};
