//! What is shown of a request, to people and to programs.

use refundry_codegen::model::{Operation, Provider};
use refundry_interpreter::runtime::Transcode;
use refundry_interpreter::{
    Traced, body,
    explain::{Explanation, Mask},
    readings::{Foreign, Reproduced},
};

/// An explained request.
pub struct Shown<'s> {
    /// The provider.
    pub provider: &'s Provider,
    /// The operation.
    pub operation: &'s Operation,
    /// What happened.
    pub explanation: Explanation,
    /// What hides the secrets.
    pub mask: Mask,
    /// What makes the foreign signature or text, if one was given; the right reading has no words.
    pub causes: Option<Vec<Reproduced>>,
    /// The foreign one.
    pub foreign: Option<Foreign>,
}

impl Shown<'_> {
    /// The headers, the secret ones hidden.
    pub fn headers(&self) -> Vec<(String, String)> {
        let headers = self.explanation.call.request().headers().iter();
        let value = |value: &refundry_interpreter::runtime::http::HeaderValue| match value.is_sensitive()
            && !self.mask.is_none()
        {
            true => "***".to_owned(),
            false => self.mask.made_of(&String::from_utf8_lossy(value.as_bytes())),
        };
        headers.map(|(name, found)| (name.to_string(), value(found))).collect()
    }

    /// The body, what is secret in it hidden.
    pub fn body(&self) -> String {
        let (call, charset) = (&self.explanation.call, body::sent_charset(self.operation));
        match self.mask.is_none() {
            true => {
                let bytes = call.request().body();
                charset.decode(bytes).unwrap_or_else(|| String::from_utf8_lossy(bytes)).into_owned()
            }
            false => self.mask.made_of(&call.masked_body_in(charset)),
        }
    }

    /// The URL, what is secret in its query hidden.
    pub fn url(&self) -> String {
        let url = self.explanation.call.request().uri().to_string();
        self.operation.sends.as_ref().map_or_else(String::new, |sends| self.mask.url(sends, &url))
    }
}

/// What a value ends as.
pub fn signature_text(traced: &Traced) -> String {
    match traced.steps.last() {
        Some(step) if step.text => String::from_utf8_lossy(&step.output).into_owned(),
        Some(step) => refundry_interpreter::runtime::encode::hex_lower(&step.output),
        None => traced.text.clone(),
    }
}
