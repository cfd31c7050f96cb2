//! The errors that stop a request, and the errors that make an answer untrustworthy.

use crate::{KeyError, Outcome, Violations};

/// The reason why a request was not made.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum SignError {
    /// The request breaks rules of the provider.
    #[error("the request is invalid:\n{0}")]
    Invalid(Violations),
    /// A key cannot be used.
    #[error(transparent)]
    Key(#[from] KeyError),
    /// A header cannot carry its value.
    #[error("the header `{name}` cannot carry its value: printable ASCII without spaces at the ends is needed")]
    Header {
        /// The header's name.
        name: String,
    },
    /// A member's name or value cannot be written unchanged.
    #[error("the member `{name}` cannot be written: its codec or charset lacks one of its characters")]
    Unwritable {
        /// The member's name.
        name: String,
    },
    /// The charset of the body lacks a character.
    #[error("the body holds a character that its charset lacks")]
    Charset,
    /// The URL cannot be built.
    #[error("the URL cannot be built: {0}")]
    Url(&'static str),
}

impl From<Violations> for SignError {
    fn from(violations: Violations) -> Self {
        Self::Invalid(violations)
    }
}

impl SignError {
    /// Always [`Outcome::NotSent`].
    pub fn outcome(&self) -> Outcome {
        Outcome::NotSent
    }
}

/// The reason why an answer or a notification is not believed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ReadError {
    /// The body is larger than [`crate::MAX_BODY`].
    #[error("the body is too large")]
    TooLarge,
    /// The body violates the syntax of its codec.
    #[error("malformed {codec}: {reason}")]
    Malformed {
        /// `form`, `json`, `xml`, `pairs` or `text`.
        codec: &'static str,
        /// The fault and its location.
        reason: String,
    },
    /// A member occurs twice.
    #[error("the member `{name}` occurs twice")]
    Duplicate {
        /// The member's name.
        name: String,
    },
    /// A member has a value of another kind than expected.
    #[error("the member `{name}` is not {expected}")]
    Member {
        /// The member's name.
        name: String,
        /// The expected kind.
        expected: &'static str,
    },
    /// The signature is missing.
    #[error("the message is not signed")]
    Unsigned,
    /// The signature is wrong.
    #[error("the signature is wrong")]
    Signature,
    /// The message names a key that is not among the credentials.
    #[error("{}; held are {}", without_key(.serial), listed(.held))]
    SerialNotHeld {
        /// The serial number in the message; empty if it names none.
        serial: String,
        /// The serial numbers of the keys among the credentials.
        held: Vec<String>,
    },
    /// The certificate in the message is not trusted.
    #[error("the certificate is not accepted: {reason}")]
    Certificate {
        /// The failed check.
        reason: &'static str,
    },
    /// Two members carry the inner layer, although only one may be present.
    #[error("the members `{first}` and `{second}` are both there, and just one of them may carry the content")]
    Carriers {
        /// The member that the spec lists first.
        first: String,
        /// The other member.
        second: String,
    },
    /// The signature is right, but the signed text can be split into other members.
    #[error("the signed text can be cut into other members at `{name}`")]
    Ambiguous {
        /// The member at which the text can be split differently.
        name: String,
    },
    /// The message's time is outside the replay window: too old, or in the future.
    #[error("the message is stale")]
    Stale,
    /// The answer differs from the request.
    #[error("the member `{member}` is `{answered}`, {}", was_sent(.sent, *.assumed))]
    Echo {
        /// The answer's member.
        member: String,
        /// The text of the request, or the text that counts as sent; empty if there is neither.
        sent: String,
        /// Whether the request had no text and `sent` counts as sent.
        assumed: bool,
        /// The text of the answer.
        answered: String,
    },
    /// A text cannot be decrypted.
    #[error("the text cannot be decrypted")]
    Decrypt,
    /// A key cannot be used.
    #[error(transparent)]
    Key(#[from] KeyError),
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
        Outcome::Unknown
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
