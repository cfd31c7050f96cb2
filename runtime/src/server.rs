//! Servers, and the URLs of requests.

use std::borrow::Cow;
use std::error::Error;
use std::fmt;
use std::marker::PhantomData;

use http::Uri;

use crate::SignError;
use crate::encode::percent_rfc3986;

/// A server of the provider `P`. A call to another provider does not accept it.
///
/// `P` is the `Provider` of the provider's module, which the compiler infers from the call.
pub struct Server<P> {
    base: BaseUrl,
    provider: PhantomData<fn() -> P>,
}

/// The base of a provider's URLs: scheme, host, optional port and optional path prefix.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BaseUrl(Cow<'static, str>);

/// The reason why a text is not a base URL.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ServerError(&'static str);

impl fmt::Display for ServerError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "not a base URL: {}", self.0)
    }
}

impl Error for ServerError {}

impl<P> Server<P> {
    /// A server that the spec declares; the URL is not checked.
    pub const fn fixed(url: &'static str) -> Self {
        Self { base: BaseUrl(Cow::Borrowed(url)), provider: PhantomData }
    }

    /// [`Server::fixed`] for a spec that is read at run time.
    pub fn declared(url: String) -> Self {
        Self { base: BaseUrl(Cow::Owned(url)), provider: PhantomData }
    }

    /// A server of the caller's choice: `https://` (`http://` on this machine only, for tests), host, optional port,
    /// optional path prefix.
    ///
    /// # Errors
    /// The text has another form, ends in a slash, or has a query, a fragment or user information.
    pub fn custom(url: &str) -> Result<Self, ServerError> {
        Ok(Self { base: BaseUrl::custom(url)?, provider: PhantomData })
    }

    /// A server of a test network, `http://` and any host, with the other checks of [`Server::custom`]. Anybody between
    /// this machine and the server can read each request, change it, and answer in the provider's place: an answer that
    /// no signature proves is then proven by nothing.
    ///
    /// # Errors
    /// The text does not begin with `http://`, or has a form that [`Server::custom`] refuses.
    pub fn without_tls(url: &str) -> Result<Self, ServerError> {
        Ok(Self { base: BaseUrl::without_tls(url)?, provider: PhantomData })
    }

    /// The base URL.
    pub fn url(&self) -> &str {
        &self.base.0
    }

    /// The base URL without the provider type, for code shared by all providers.
    pub fn base(&self) -> &BaseUrl {
        &self.base
    }
}

// Derived impls would demand `P: Clone`.
impl<P> Clone for Server<P> {
    fn clone(&self) -> Self {
        Self { base: self.base.clone(), provider: PhantomData }
    }
}

impl<P> fmt::Debug for Server<P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Server").field(&self.url()).finish()
    }
}

impl BaseUrl {
    fn custom(url: &str) -> Result<Self, ServerError> {
        let rest = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"));
        let rest = rest.ok_or(ServerError("begin with `https://` or `http://`"))?;
        let uri = checked(url, rest)?;
        let local = matches!(uri.host(), Some("localhost" | "127.0.0.1" | "[::1]"));
        if uri.scheme_str() == Some("http") && !local {
            return Err(ServerError("use `https://`: without TLS anybody can answer"));
        }
        Ok(Self(Cow::Owned(url.to_owned())))
    }

    fn without_tls(url: &str) -> Result<Self, ServerError> {
        let rest = url.strip_prefix("http://").ok_or(ServerError("begin with `http://`: this server has no TLS"))?;
        checked(url, rest)?;
        Ok(Self(Cow::Owned(url.to_owned())))
    }

    fn prefix(&self) -> &str {
        let authority = self.0.find("://").map_or(0, |at| at + 3);
        let rest = self.0.get(authority..).unwrap_or_default();
        rest.find('/').and_then(|at| rest.get(at..)).unwrap_or_default()
    }
}

/// A URL whose scheme is known: `rest` is the part behind it.
fn checked(url: &str, rest: &str) -> Result<Uri, ServerError> {
    if rest.ends_with('/') {
        return Err(ServerError("leave out the slash at the end"));
    }
    if rest.contains(['?', '#', '@', '\\']) {
        return Err(ServerError("leave out query, fragment and user information"));
    }
    if has_dots(rest) {
        return Err(ServerError("leave out the segments `.` and `..`: clients resolve them"));
    }
    let authority = rest.split('/').next().unwrap_or_default();
    let uri = Uri::try_from(url).map_err(|_| ServerError("this is no URL"))?;
    let bare = uri.host().filter(|host| !host.is_empty()).ok_or(ServerError("give a host"))?;
    if authority.len() != bare.len() && uri.port_u16().is_none() {
        return Err(ServerError("the port is not a number"));
    }
    Ok(uri)
}

/// The path as sent: the server's path prefix and the operation's path.
pub fn path_of(server: &BaseUrl, path: &str) -> String {
    [server.prefix(), path].concat()
}

/// The path as sent, with `?` and the query if there is one.
pub fn target_of(server: &BaseUrl, path: &str, query: &str) -> String {
    let mark = if query.is_empty() { "" } else { "?" };
    [server.prefix(), path, mark, query].concat()
}

/// The whole URL as sent.
pub fn url_of(server: &BaseUrl, path: &str, query: &str) -> String {
    let mark = if query.is_empty() { "" } else { "?" };
    [&server.0, path, mark, query].concat()
}

/// The whole URL as sent, as an [`http::Uri`].
///
/// # Errors
/// The parts make no URL, or one that would be sent differently than it was signed.
pub fn url(server: &BaseUrl, path: &str, query: &str) -> Result<Uri, SignError> {
    let uri = Uri::try_from(url_of(server, path, query));
    let uri = uri.map_err(|_| SignError::Url("its parts do not fit together"))?;
    let prefix = uri.path().strip_suffix(path);
    let as_written =
        prefix.is_some_and(|prefix| server.0.ends_with(prefix)) && uri.query().unwrap_or_default() == query;
    if !as_written || has_dots(path) {
        return Err(SignError::Url("its path or query would be sent otherwise than written"));
    }
    Ok(uri)
}

/// A text as one segment of a path: everything but letters, digits and `-._~` is percent-encoded.
pub fn path_segment(text: &str) -> String {
    percent_rfc3986(text.as_bytes())
}

/// Whether a path has dot segments: HTTP clients resolve them, and would send another path than the signed one.
fn has_dots(path: &str) -> bool {
    let is_dots = |segment: &str| matches!(segment.to_ascii_lowercase().replace("%2e", ".").as_str(), "." | "..");
    // A fast path that avoids copies: most paths have no dots.
    path.as_bytes().windows(2).any(|pair| matches!(pair, b"/." | b"%2")) && path.split('/').any(is_dots)
}
