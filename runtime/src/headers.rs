//! The headers of a request.

use http::{HeaderMap, HeaderName, HeaderValue};

use crate::SignError;

/// Headers, collected while a request is signed. `Debug` redacts the secret ones.
#[derive(Clone, Debug, Default)]
pub struct Headers(HeaderMap);

impl Headers {
    /// No headers.
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets a header.
    ///
    /// # Errors
    /// [`SignError::Header`] if a header cannot carry the value unchanged.
    pub fn text(&mut self, name: &str, value: &str) -> Result<(), SignError> {
        self.set(name, value, false)
    }

    /// Sets a header that `Debug` redacts.
    ///
    /// # Errors
    /// The errors of [`Headers::text`].
    pub fn secret(&mut self, name: &str, value: &str) -> Result<(), SignError> {
        self.set(name, value, true)
    }

    pub(crate) fn into_map(self) -> HeaderMap {
        self.0
    }

    fn set(&mut self, name: &str, value: &str, secret: bool) -> Result<(), SignError> {
        let error = || SignError::Header { name: name.to_owned() };
        if !carries(value) {
            return Err(error());
        }
        let key = HeaderName::from_bytes(name.as_bytes()).map_err(|_| error())?;
        let mut value = HeaderValue::from_str(value).map_err(|_| error())?;
        value.set_sensitive(secret);
        self.0.insert(key, value);
        Ok(())
    }
}

/// Whether a header carries the text unchanged: printable ASCII, without a space at either end.
pub(crate) fn carries(value: &str) -> bool {
    value.bytes().all(|byte| matches!(byte, b' '..=b'~')) && !value.starts_with(' ') && !value.ends_with(' ')
}
