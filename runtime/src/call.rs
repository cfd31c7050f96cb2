//! A signed request, ready to be sent, and the record that its answer is compared with.

use std::fmt;
use std::ops::Range;

use http::header::{CONTENT_TYPE, HeaderValue};
use http::{HeaderMap, Method, Request, Uri};

use crate::codec::redacted;
use crate::{BaseUrl, Body, Charset, Headers, SignError, Violation, server};

/// A request and its `sent` record. `Debug` redacts secret values.
///
/// The request itself is an ordinary `http::Request`: printing it prints its body.
#[must_use = "store the record, then send the request"]
pub struct Call<S> {
    request: Request<Vec<u8>>,
    secret: Vec<Range<usize>>,
    sent: S,
    warnings: Vec<Violation>,
}

/// The parts of a [`Call`], each signed and encoded.
pub struct Draft<'d, S> {
    /// The HTTP method.
    pub method: Method,
    /// The base URL of the server.
    pub server: &'d BaseUrl,
    /// The path below the server's path prefix, percent-encoded.
    pub path: &'d str,
    /// The query, percent-encoded and without `?`; empty if there is none.
    pub query: &'d str,
    /// The content type of the body; `None` leaves the header out.
    pub content_type: Option<&'d str>,
    /// All headers but the content type.
    pub headers: Headers,
    /// The body and its secret ranges.
    pub body: Body,
    /// The record that the answer is compared with.
    pub sent: S,
    /// Warnings: the request breaks no rule, but the provider may refuse it.
    pub warnings: Vec<Violation>,
}

impl<S> Draft<'_, S> {
    /// Assembles the request.
    ///
    /// # Errors
    /// The parts make no valid URL, or the content type is not a valid header value.
    pub fn call(self) -> Result<Call<S>, SignError> {
        let Self { method, server, path, query, content_type, headers, body, sent, warnings } = self;
        let mut request = Request::new(body.bytes);
        *request.method_mut() = method;
        *request.uri_mut() = server::url(server, path, query)?;
        *request.headers_mut() = headers.into_map();
        if let Some(content_type) = content_type {
            let error = |_| SignError::Header { name: CONTENT_TYPE.to_string() };
            request.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_str(content_type).map_err(error)?);
        }
        Ok(Call { request, secret: body.secret, sent, warnings })
    }
}

impl<S> Call<S> {
    /// The request.
    pub fn request(&self) -> &Request<Vec<u8>> {
        &self.request
    }

    /// The body as UTF-8 text for a log. Secret values and the caller's extra fields are written as `***`.
    pub fn redacted_body(&self) -> String {
        self.redacted_body_in(Charset::Utf8)
    }

    /// [`Call::redacted_body`] for a body in another charset.
    pub fn redacted_body_in(&self, charset: Charset) -> String {
        redacted(self.request.body(), &self.secret, charset)
    }

    /// The record that the answer is compared with.
    pub fn sent(&self) -> &S {
        &self.sent
    }

    /// The same request with another record.
    pub fn map_sent<T>(self, to: impl FnOnce(S) -> T) -> Call<T> {
        let Self { request, secret, sent, warnings } = self;
        Call { request, secret, sent: to(sent), warnings }
    }

    /// Warnings: the request breaks no rule, but the provider may refuse it.
    pub fn warnings(&self) -> &[Violation] {
        &self.warnings
    }

    /// The request for an HTTP client, and the record that its answer is compared with.
    pub fn into_parts(self) -> (Request<Vec<u8>>, S) {
        (self.request, self.sent)
    }
}

impl<S> fmt::Debug for Call<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Call")
            .field("method", self.request.method())
            .field("url", &without_query(self.request.uri()))
            .field("headers", self.request.headers() as &HeaderMap)
            .field("body", &self.redacted_body())
            .field("warnings", &self.warnings)
            .finish_non_exhaustive()
    }
}

/// Drops the whole query: `Call` does not know which of its values are secret.
fn without_query(uri: &Uri) -> String {
    let url = uri.to_string();
    match url.split_once('?') {
        Some((url, _)) => format!("{url}?***"),
        None => url,
    }
}
