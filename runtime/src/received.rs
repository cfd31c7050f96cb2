//! A received answer or notification, before anything in it is believed.

use http::{HeaderMap, Method, StatusCode, Uri};

use crate::{Members, ReadError};

/// The greatest size in bytes of a body that is read.
pub const MAX_BODY: usize = 1 << 20;

/// A response, or a request from a provider, with its exact body.
#[derive(Clone, Copy, Debug)]
pub struct Received<'a> {
    /// The status of a response; `None` for a request.
    pub status: Option<StatusCode>,
    /// The method of a request; `None` for a response.
    pub method: Option<&'a Method>,
    /// The URI of a request; `None` for a response.
    pub uri: Option<&'a Uri>,
    /// The headers.
    pub headers: &'a HeaderMap,
    /// The body as received.
    pub body: &'a [u8],
}

impl<'a> Received<'a> {
    /// Wraps an answer.
    ///
    /// # Errors
    /// [`ReadError::TooLarge`] if the body exceeds [`MAX_BODY`].
    pub fn response<B: AsRef<[u8]>>(response: &'a http::Response<B>) -> Result<Self, ReadError> {
        let body = bounded(response.body().as_ref())?;
        let status = Some(response.status());
        Ok(Self { status, method: None, uri: None, headers: response.headers(), body })
    }

    /// Wraps a notification.
    ///
    /// # Errors
    /// [`ReadError::TooLarge`] if the body exceeds [`MAX_BODY`].
    pub fn request<B: AsRef<[u8]>>(request: &'a http::Request<B>) -> Result<Self, ReadError> {
        let body = bounded(request.body().as_ref())?;
        let (method, uri) = (Some(request.method()), Some(request.uri()));
        Ok(Self { status: None, method, uri, headers: request.headers(), body })
    }

    /// The header's text; `None` if it is absent, not ASCII, or present twice (it is unclear which one counts).
    pub fn header(&self, name: &str) -> Option<&'a str> {
        let mut values = self.headers.get_all(name).iter();
        let only = values.next().filter(|_| values.next().is_none());
        only.and_then(|value| value.to_str().ok())
    }

    /// The headers that are members of a message, read by their names.
    ///
    /// # Errors
    /// A header occurs twice, or its value is not printable ASCII.
    pub fn header_members(&self, names: &[&'a str]) -> Result<Members<'a>, ReadError> {
        let mut members = Vec::new();
        for name in names {
            let mut values = self.headers.get_all(*name).iter();
            let Some(value) = values.next() else { continue };
            if values.next().is_some() {
                return Err(ReadError::Duplicate { name: (*name).to_owned() });
            }
            let text = value.to_str();
            let text = text.map_err(|_| ReadError::Member { name: (*name).to_owned(), expected: "printable ASCII" })?;
            members.push((*name, text));
        }
        Ok(Members::of_texts(members))
    }

    /// The values of a parameter in a header such as `t=1,v1="ab"`, which may begin with the name of a scheme.
    pub fn parameters(&self, name: &str, parameter: &str) -> impl Iterator<Item = &'a str> {
        parameters(self.header(name).unwrap_or_default())
            .filter_map(move |(found, value)| (found == parameter).then_some(value))
    }

    /// The value of a parameter that occurs once; `None` if it is absent or occurs several times.
    pub fn parameter(&self, name: &str, parameter: &str) -> Option<&'a str> {
        let mut values = self.parameters(name, parameter);
        values.next().filter(|_| values.next().is_none())
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

    /// The path, and the query with its question mark if there is one; empty for a response.
    pub fn target_text(&self) -> String {
        self.uri.and_then(Uri::path_and_query).map(ToString::to_string).unwrap_or_default()
    }

    /// The URL that a notification was sent to, as the HTTP server saw it; empty for an answer.
    pub fn url_text(&self) -> String {
        self.uri.map(ToString::to_string).unwrap_or_default()
    }
}

fn bounded(body: &[u8]) -> Result<&[u8], ReadError> {
    if body.len() > MAX_BODY { Err(ReadError::TooLarge) } else { Ok(body) }
}

/// Names and values separated by commas or semicolons, without quotes around the values.
fn parameters(text: &str) -> impl Iterator<Item = (&str, &str)> {
    let list = match text.split_once(' ') {
        Some((scheme, rest)) if !scheme.contains(['=', ',', ';']) => rest,
        _ => text,
    };
    let mut quoted = false;
    let items = list.split(move |c| {
        quoted ^= c == '"';
        matches!(c, ',' | ';') && !quoted
    });
    items.filter_map(|item| {
        let (name, value) = item.trim().split_once('=')?;
        let bare = value.strip_prefix('"').and_then(|value| value.strip_suffix('"'));
        Some((name, bare.unwrap_or(value)))
    })
}

#[cfg(test)]
mod tests {
    use super::parameters;

    #[test]
    fn parameters_are_listed_with_and_without_a_scheme() {
        let bare: Vec<_> = parameters("t=1,v1=ab, v1=c=d,v0").collect();
        assert_eq!(bare, [("t", "1"), ("v1", "ab"), ("v1", "c=d")]);
        let quoted: Vec<_> = parameters("ACME-RSA id=\"a,b\",sign=\"x==\"").collect();
        assert_eq!(quoted, [("id", "a,b"), ("sign", "x==")]);
        let semicolons: Vec<_> = parameters("sender=a;sign=\"x;y\"; algorithm=MD5").collect();
        assert_eq!(semicolons, [("sender", "a"), ("sign", "x;y"), ("algorithm", "MD5")]);
        assert_eq!(parameters("").count(), 0);
    }
}
