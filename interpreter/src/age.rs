//! The age of a received message, compared with the replay window of its spec.

use refundry_codegen::model::{Operation, Verify};
use refundry_runtime::{Received, Timestamp};

use crate::{charset, interpreter::Interpreter, layers::parse_layer, reader::Arrival, reader::Reader, step::Values};

/// The age of a message whose spec has a replay window.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Age {
    /// The time in the message, as it came; `None` if it is absent.
    pub text: Option<String>,
    /// That time; `None` if the text is no time of the spec's format.
    pub at: Option<Timestamp>,
    /// The time of the check.
    pub now: Timestamp,
    /// The greatest distance in seconds between both times.
    pub within: i64,
}

impl Interpreter<'_> {
    /// The age of a message; `None` if its spec has no replay window. The message is not verified.
    pub fn age(&self, operation: &Operation, received: &Received<'_>, now: Timestamp) -> Option<Age> {
        let receives = operation.receives.as_ref()?;
        let Some(Verify::Signed { fresh: Some(fresh), .. }) = &receives.verify else { return None };
        let (provider, credentials) = (self.provider(), &Default::default());
        let arrival =
            Arrival { provider, receives, received, credentials, now, sent: None, trace: None, rewrite: None };
        let values = Values::none(receives.values.len());
        // The members are parsed for a time in a body that needs no key.
        let layer = receives.layers.first()?;
        let charset = charset::charset_of(layer, received).ok()?;
        let members = parse_layer(layer, received.body, Some((received, charset))).ok();
        let reader = Reader { charset, members: members.as_ref(), ..Reader::new(arrival, values) };
        let text = reader.location(&fresh.at).map(|text| text.into_owned());
        let format = provider.time_format(&fresh.format);
        let at = text.as_deref().and_then(|text| Timestamp::parse(text, format).ok());
        Some(Age { text, at, now, within: fresh.within })
    }
}
