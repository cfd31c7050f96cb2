//! The acknowledgement of a notification.

use std::fmt;
use std::ops::Range;

use http::{HeaderMap, HeaderValue, Response, StatusCode, header::CONTENT_TYPE};

use crate::codec::redacted;
use crate::{Body, Charset, Headers, SignError};

/// A response with exactly this status, content type and body.
#[must_use = "send the response, or the provider notifies again"]
pub fn acknowledge(status: u16, content_type: Option<&'static str>, body: &str) -> Response<Vec<u8>> {
    let mut response = Response::new(body.as_bytes().to_vec());
    *response.status_mut() = StatusCode::from_u16(status).unwrap_or(StatusCode::OK);
    if let Some(value) = content_type.and_then(|text| HeaderValue::from_str(text).ok()) {
        response.headers_mut().insert(CONTENT_TYPE, value);
    }
    response
}

/// An acknowledgement that was written for one notification. `Debug` redacts secret values.
///
/// The response itself is an ordinary `http::Response`: printing it prints its body.
#[must_use = "send the response, or the provider notifies again"]
pub struct Acknowledgement {
    response: Response<Vec<u8>>,
    secret: Vec<Range<usize>>,
}

impl Acknowledgement {
    /// Assembles the response; a content type of `None` leaves the header out.
    ///
    /// # Errors
    /// The content type is not a valid header value.
    pub fn new(status: u16, content_type: Option<&str>, headers: Headers, body: Body) -> Result<Self, SignError> {
        let mut response = Response::new(body.bytes);
        *response.status_mut() = StatusCode::from_u16(status).unwrap_or(StatusCode::OK);
        *response.headers_mut() = headers.into_map();
        if let Some(text) = content_type {
            let error = |_| SignError::Header { name: CONTENT_TYPE.to_string() };
            response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_str(text).map_err(error)?);
        }
        Ok(Self { response, secret: body.secret })
    }

    /// The response.
    pub fn response(&self) -> &Response<Vec<u8>> {
        &self.response
    }

    /// The body as UTF-8 text for a log. Secret values are written as `***`.
    pub fn redacted_body(&self) -> String {
        redacted(self.response.body(), &self.secret, Charset::Utf8)
    }

    /// The response for an HTTP server.
    #[must_use = "send the response, or the provider notifies again"]
    pub fn into_response(self) -> Response<Vec<u8>> {
        self.response
    }
}

impl fmt::Debug for Acknowledgement {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Acknowledgement")
            .field("status", &self.response.status())
            .field("headers", self.response.headers() as &HeaderMap)
            .field("body", &self.redacted_body())
            .finish()
    }
}
