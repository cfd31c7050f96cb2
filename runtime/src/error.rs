//! What keeps a request from being sent, and an answer from being believed.

use crate::{KeyError, Outcome, Violations};

/// Why a request was not made.
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
    #[error("the header `{name}` cannot carry its value: printable ASCII without blanks at the ends is needed")]
    Header {
        /// The header's name.
        name: &'static str,
    },
    /// A member's value, or its name, cannot be written as it is.
    #[error("the member `{name}` cannot be written: it holds what its codec or charset lacks")]
    Unwritable {
        /// The member's name.
        name: String,
    },
    /// The charset of the body lacks one of its characters.
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

/// Why an answer or a notification is not believed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ReadError {
    /// The body is larger than [`crate::MAX_BODY`].
    #[error("the body is too large")]
    TooLarge,
    /// The text does not obey its codec.
    #[error("malformed {codec}: {reason}")]
    Malformed {
        /// `form`, `json`, `xml`, `pairs` or `text`.
        codec: &'static str,
        /// What is wrong, and where.
        reason: String,
    },
    /// A member occurs twice.
    #[error("the member `{name}` occurs twice")]
    Duplicate {
        /// The member's name.
        name: String,
    },
    /// A member holds something else than it should.
    #[error("the member `{name}` is not {expected}")]
    Member {
        /// The member's name.
        name: String,
        /// What is needed.
        expected: &'static str,
    },
    /// The signature is missing.
    #[error("the message is not signed")]
    Unsigned,
    /// The signature is wrong.
    #[error("the signature is wrong")]
    Signature,
    /// The message is signed with a key that it names and that is not among the credentials.
    #[error("{}; held are {}", without_key(.serial), listed(.held))]
    SerialNotHeld {
        /// The serial number in the message; empty if it names none.
        serial: String,
        /// Those of the keys that are held.
        held: Vec<String>,
    },
    /// The certificate in the message is not to be trusted.
    #[error("the certificate is not accepted: {reason}")]
    Certificate {
        /// What is wrong with it.
        reason: &'static str,
    },
    /// Two members carry the inner layer, and just one of them may be there.
    #[error("the members `{first}` and `{second}` are both there, and just one of them may carry the content")]
    Carriers {
        /// The one that the spec lists first.
        first: String,
        /// The other.
        second: String,
    },
    /// The signature is right, and the text under it could be cut into other members than these.
    #[error("the signed text can be cut into other members at `{name}`")]
    Ambiguous {
        /// The member where that shows.
        name: String,
    },
    /// The message is too old, or from the future.
    #[error("the message is stale")]
    Stale,
    /// The answer speaks of something else than the request.
    #[error("the member `{member}` is `{answered}`, {}", was_sent(.sent, *.assumed))]
    Echo {
        /// The answer's member.
        member: &'static str,
        /// What the request said, or what counts as said; empty where nothing does.
        sent: String,
        /// Whether the request said nothing, and `sent` counts as said.
        assumed: bool,
        /// What the answer says.
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
    /// Always [`Outcome::Unknown`]: the refund may have happened all the same.
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
