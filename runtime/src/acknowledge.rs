//! The acknowledgement of a notification.

use http::{HeaderValue, Response, StatusCode, header::CONTENT_TYPE};

/// A response with exactly this status, content type and body.
pub fn acknowledge(status: u16, content_type: Option<&'static str>, body: &str) -> Response<Vec<u8>> {
    let mut response = Response::new(body.as_bytes().to_vec());
    *response.status_mut() = StatusCode::from_u16(status).unwrap_or(StatusCode::OK);
    if let Some(value) = content_type.and_then(|text| HeaderValue::from_str(text).ok()) {
        response.headers_mut().insert(CONTENT_TYPE, value);
    }
    response
}
