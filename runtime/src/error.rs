//! The errors that stop a request, and the errors that make an answer untrustworthy.

use std::error::Error;
use std::fmt;

use crate::{Doubt, KeyError, Outcome, RepeatError, Violations};

/// The reason why a request was not made.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum SignError {
    /// The request breaks rules of the provider.
    Invalid(Violations),
    /// A key cannot be used.
    Key(KeyError),
    /// A header cannot carry its value.
    Header {
        /// The header's name.
        name: String,
    },
    /// A member's name or value cannot be written unchanged.
    Unwritable {
        /// The member's name.
        name: String,
    },
    /// The charset of the body lacks a character.
    Charset,
    /// The URL cannot be built.
    Url(&'static str),
    /// The request cannot be repeated from its record.
    Repeat(RepeatError),
    /// The notification came unsigned, so nothing that it says is repeated or signed.
    Unproven,
    /// The notification lacks a member that its acknowledgement repeats.
    Missing {
        /// The name of the member in the acknowledgement.
        name: String,
    },
}

impl fmt::Display for SignError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Invalid(violations) => write!(f, "the request is invalid:\n{violations}"),
            Self::Key(error) => error.fmt(f),
            Self::Header { name } => write!(
                f,
                "the header `{name}` cannot carry its value: printable ASCII without spaces at the ends is needed"
            ),
            Self::Unwritable { name } => {
                write!(f, "the member `{name}` cannot be written: its codec or charset lacks one of its characters")
            }
            Self::Charset => f.write_str("the body holds a character that its charset lacks"),
            Self::Url(reason) => write!(f, "the URL cannot be built: {reason}"),
            Self::Repeat(error) => error.fmt(f),
            Self::Unproven => f.write_str("the notification came unsigned, and is not acknowledged"),
            Self::Missing { name } => write!(f, "the notification has no member for `{name}` of its acknowledgement"),
        }
    }
}

impl Error for SignError {}

impl From<KeyError> for SignError {
    fn from(error: KeyError) -> Self {
        Self::Key(error)
    }
}

impl From<RepeatError> for SignError {
    fn from(error: RepeatError) -> Self {
        Self::Repeat(error)
    }
}

impl From<Violations> for SignError {
    fn from(violations: Violations) -> Self {
        Self::Invalid(violations)
    }
}

impl SignError {
    /// Refuses an acknowledgement without its member of this name.
    ///
    /// # Errors
    /// [`SignError::Missing`] if the notification lacks the member.
    pub fn demand(name: &str, there: bool) -> Result<(), Self> {
        if there { Ok(()) } else { Err(Self::Missing { name: name.to_owned() }) }
    }

    /// Always [`Outcome::NotSent`].
    pub fn outcome(&self) -> Outcome {
        Outcome::NotSent
    }
}

/// The reason why an answer or a notification is not believed.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ReadError {
    /// The body is larger than [`crate::MAX_BODY`].
    TooLarge,
    /// The body violates the syntax of its codec.
    Malformed {
        /// `form`, `json`, `xml`, `pairs` or `text`.
        codec: &'static str,
        /// The fault and its location.
        reason: String,
    },
    /// A member occurs twice.
    Duplicate {
        /// The member's name.
        name: String,
    },
    /// A member has a value of another kind than expected.
    Member {
        /// The member's name.
        name: String,
        /// The expected kind.
        expected: &'static str,
    },
    /// The signature is missing.
    Unsigned,
    /// The signature is wrong.
    Signature,
    /// The message names a key that is not among the credentials.
    SerialNotHeld {
        /// The serial number in the message; empty if it names none.
        serial: String,
        /// The serial numbers of the keys among the credentials.
        held: Vec<String>,
    },
    /// The certificate in the message is not trusted.
    Certificate {
        /// The failed check.
        reason: &'static str,
    },
    /// Two members carry the inner layer, although only one may be present.
    Carriers {
        /// The member that the spec lists first.
        first: String,
        /// The other member.
        second: String,
    },
    /// The signature is right, but the signed text can be split into other members.
    Ambiguous {
        /// The member at which the text can be split differently.
        name: String,
    },
    /// The message's time is outside the replay window: too old, or in the future.
    Stale,
    /// The answer differs from the request.
    Echo {
        /// The answer's member.
        member: String,
        /// The text of the request, or the text that counts as sent; empty if there is neither.
        sent: String,
        /// Whether the request had no text and `sent` counts as sent.
        assumed: bool,
        /// Whether the answer had no text and `answered` counts as its text.
        absent: bool,
        /// The text of the answer, or the text that an absent member counts as.
        answered: String,
    },
    /// The notification is genuine, and of another kind: acknowledge it, or the provider repeats it.
    OtherKind {
        /// The member that tells the kind.
        member: String,
        /// Its text; empty if the notification lacks it.
        found: String,
    },
    /// A text cannot be decrypted.
    Decrypt,
    /// A key cannot be used.
    Key(KeyError),
}

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooLarge => f.write_str("the body is too large"),
            Self::Malformed { codec, reason } => write!(f, "malformed {codec}: {reason}"),
            Self::Duplicate { name } => write!(f, "the member `{name}` occurs twice"),
            Self::Member { name, expected } => write!(f, "the member `{name}` is not {expected}"),
            Self::Unsigned => f.write_str("the message is not signed"),
            Self::Signature => f.write_str("the signature is wrong"),
            Self::SerialNotHeld { serial, held } => write!(f, "{}; held are {}", without_key(serial), listed(held)),
            Self::Certificate { reason } => write!(f, "the certificate is not accepted: {reason}"),
            Self::Carriers { first, second } => write!(
                f,
                "the members `{first}` and `{second}` are both there, and just one of them may carry the content"
            ),
            Self::Ambiguous { name } => write!(f, "the signed text can be cut into other members at `{name}`"),
            Self::Stale => f.write_str("the message is stale"),
            Self::Echo { member, sent, assumed, absent, answered } => {
                let is = if *absent { "is absent and counts as" } else { "is" };
                write!(f, "the member `{member}` {is} `{answered}`, {}", was_sent(sent, *assumed))
            }
            Self::OtherKind { member, found } => write!(
                f,
                "the notification is of another kind: the member `{member}` {}",
                if found.is_empty() { "is absent or empty".to_owned() } else { format!("is `{found}`") }
            ),
            Self::Decrypt => f.write_str("the text cannot be decrypted"),
            Self::Key(error) => error.fmt(f),
        }
    }
}

impl Error for ReadError {}

/// A text that a private key cannot decrypt is the same error as one that a cipher cannot decrypt.
impl From<KeyError> for ReadError {
    fn from(error: KeyError) -> Self {
        if error == KeyError::Decrypt { Self::Decrypt } else { Self::Key(error) }
    }
}

fn was_sent(sent: &str, assumed: bool) -> String {
    match sent {
        "" => "and nothing was sent for it".to_owned(),
        _ if assumed => format!("`{sent}` counts as sent"),
        _ => format!("`{sent}` was sent"),
    }
}

impl ReadError {
    /// Always [`Outcome::Unknown`]: the refund may have happened.
    pub fn outcome(&self) -> Outcome {
        Outcome::Unknown(self.doubt())
    }

    fn doubt(&self) -> Doubt {
        match self {
            Self::Unsigned
            | Self::Signature
            | Self::SerialNotHeld { .. }
            | Self::Certificate { .. }
            | Self::Ambiguous { .. }
            | Self::Stale
            | Self::Decrypt
            | Self::Key(_) => Doubt::NotVerified,
            Self::Echo { .. } | Self::OtherKind { .. } => Doubt::NotIdentified,
            Self::TooLarge
            | Self::Malformed { .. }
            | Self::Duplicate { .. }
            | Self::Member { .. }
            | Self::Carriers { .. } => Doubt::NoAnswer,
        }
    }

    pub(crate) fn malformed(codec: &'static str, reason: impl Into<String>) -> Self {
        Self::Malformed { codec, reason: reason.into() }
    }
}

fn without_key(serial: &str) -> String {
    match serial {
        "" => "the message names no serial".to_owned(),
        serial => format!("no key is held for the serial `{serial}`"),
    }
}

fn listed(serials: &[String]) -> String {
    if serials.is_empty() {
        return "none".to_owned();
    }
    serials.iter().map(|serial| format!("`{serial}`")).collect::<Vec<_>>().join(", ")
}
