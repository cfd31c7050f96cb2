//! What arrived: an answer or a notification, before anything in it is believed.

use http::{HeaderMap, Method, StatusCode, Uri};

use crate::ReadError;

/// The largest body that is read, in bytes.
pub const MAX_BODY: usize = 1 << 20;

/// A response, or a request that a provider sent, with its exact body.
#[derive(Clone, Copy, Debug)]
pub struct Received<'a> {
    /// The status of a response.
    pub status: Option<StatusCode>,
    /// The method of a request.
    pub method: Option<&'a Method>,
    /// The URI of a request.
    pub uri: Option<&'a Uri>,
    /// The headers.
    pub headers: &'a HeaderMap,
    /// The body as it arrived.
    pub body: &'a [u8],
}

impl<'a> Received<'a> {
    /// An answer.
    ///
    /// # Errors
    /// [`ReadError::TooLarge`] over [`MAX_BODY`].
    pub fn response<B: AsRef<[u8]>>(response: &'a http::Response<B>) -> Result<Self, ReadError> {
        let body = bounded(response.body().as_ref())?;
        let status = Some(response.status());
        Ok(Self { status, method: None, uri: None, headers: response.headers(), body })
    }

    /// A notification.
    ///
    /// # Errors
    /// [`ReadError::TooLarge`] over [`MAX_BODY`].
    pub fn request<B: AsRef<[u8]>>(request: &'a http::Request<B>) -> Result<Self, ReadError> {
        let body = bounded(request.body().as_ref())?;
        let (method, uri) = (Some(request.method()), Some(request.uri()));
        Ok(Self { status: None, method, uri, headers: request.headers(), body })
    }

    /// The header's text; `None` if it is absent, no ASCII text, or there twice (which of them counts is unknown).
    pub fn header(&self, name: &str) -> Option<&'a str> {
        let mut values = self.headers.get_all(name).iter();
        let only = values.next().filter(|_| values.next().is_none());
        only.and_then(|value| value.to_str().ok())
    }

    /// The body as text.
    ///
    /// # Errors
    /// [`ReadError::Malformed`] if it is not UTF-8.
    pub fn body_text(&self) -> Result<&'a str, ReadError> {
        std::str::from_utf8(self.body).map_err(|_| ReadError::malformed("text", "not UTF-8"))
    }

    /// The status in digits; empty for a request.
    pub fn status_text(&self) -> &str {
        self.status.as_ref().map_or("", StatusCode::as_str)
    }

    /// The method; empty for a response.
    pub fn method_text(&self) -> &'a str {
        self.method.map_or("", Method::as_str)
    }

    /// The path; empty for a response.
    pub fn path_text(&self) -> &'a str {
        self.uri.map_or("", Uri::path)
    }

    /// The query without its question mark; empty if there is none.
    pub fn query_text(&self) -> &'a str {
        self.uri.and_then(Uri::query).unwrap_or_default()
    }

    /// The address that a notification was sent to, as the HTTP server saw it; empty for an answer.
    pub fn url_text(&self) -> String {
        self.uri.map(ToString::to_string).unwrap_or_default()
    }
}

fn bounded(body: &[u8]) -> Result<&[u8], ReadError> {
    if body.len() > MAX_BODY { Err(ReadError::TooLarge) } else { Ok(body) }
}
