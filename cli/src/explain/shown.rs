//! The shown parts of a request, for people and for programs.

use refundry_codegen::model::{Operation, Provider};
use refundry_interpreter::runtime::Transcode;
use refundry_interpreter::{
    Traced, body,
    explain::{Explanation, Redaction},
    mistakes::{Foreign, Reproduced},
};

/// An explained request.
pub struct Shown<'s> {
    /// The provider.
    pub provider: &'s Provider,
    /// The operation.
    pub operation: &'s Operation,
    /// The signed request with its computed values.
    pub explanation: &'s Explanation,
    /// The secrets to redact.
    pub redaction: &'s Redaction,
    /// The mistakes that give the foreign signature or text; `None` if none was given. A cause without mistakes means
    /// that it is right.
    pub causes: Option<Vec<Reproduced>>,
    /// The reason why the foreign signature cannot be right, whatever its text is.
    pub misfit: Option<String>,
    /// The foreign signature or text.
    pub foreign: Option<Foreign>,
}

impl Shown<'_> {
    /// The headers, with secrets redacted.
    pub fn headers(&self) -> Vec<(String, String)> {
        let headers = self.explanation.call.request().headers().iter();
        let value = |value: &refundry_interpreter::runtime::http::HeaderValue| match value.is_sensitive()
            && !self.redaction.is_none()
        {
            true => "***".to_owned(),
            false => self.redaction.made_of(&String::from_utf8_lossy(value.as_bytes())),
        };
        headers.map(|(name, found)| (name.to_string(), value(found))).collect()
    }

    /// The body, with secrets redacted.
    pub fn body(&self) -> String {
        let (call, charset) = (&self.explanation.call, body::sent_charset(self.operation));
        match self.redaction.is_none() {
            true => {
                let bytes = call.request().body();
                charset.decode(bytes).unwrap_or_else(|| String::from_utf8_lossy(bytes)).into_owned()
            }
            false => self.redaction.made_of(&call.redacted_body_in(charset)),
        }
    }

    /// The URL, with secrets in its query redacted.
    pub fn url(&self) -> String {
        let url = self.explanation.call.request().uri().to_string();
        self.operation.sends.as_ref().map_or_else(String::new, |sends| self.redaction.url(sends, &url))
    }
}

/// The final text of a value.
pub fn signature_text(traced: &Traced) -> String {
    match traced.steps.last() {
        Some(step) if step.text => String::from_utf8_lossy(&step.output).into_owned(),
        Some(step) => refundry_interpreter::runtime::encode::hex_lower(&step.output),
        None => traced.text.clone(),
    }
}
