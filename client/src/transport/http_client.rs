//! The transport over HTTP: reqwest with rustls.

use std::error::Error;
use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::{Bytes, BytesMut};
use http::{Request, Response};
use reqwest::tls::Version;
use reqwest::{Certificate, Client, ClientBuilder, Identity, redirect, retry};
use thiserror::Error;
use tower_service::Service;

use crate::{SendError, Transport};

/// The time for a connection to be made.
const CONNECT: Duration = Duration::from_secs(10);
/// The time for an answer to be complete.
const TIMEOUT: Duration = Duration::from_secs(30);
/// The time for which an idle connection is kept: shorter than servers keep theirs, so that few requests meet a closed one.
const IDLE: Duration = Duration::from_secs(15);
/// The number of bytes of an answer.
const LONGEST_ANSWER: usize = 1 << 20;

/// Sends requests over HTTP/1.1 and TLS 1.2 or 1.3. It follows no redirect, repeats nothing, and reads neither a proxy nor
/// anything else from the environment. Certificates are always checked, against those of the operating system.
///
/// A clone uses the same connections. It is a service of tower as well, for layers of your own.
#[derive(Clone)]
pub struct HttpTransport {
    client: Client,
    longest_answer: usize,
}

/// The settings of an [`HttpTransport`].
#[derive(Debug)]
#[must_use]
pub struct HttpTransportBuilder {
    builder: ClientBuilder,
    longest_answer: usize,
}

/// The reason why there is no [`HttpTransport`].
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum HttpTransportError {
    /// The file has no certificate with its private key, or its password is another one.
    #[error("the TLS identity cannot be read: it is a PEM or PKCS#12 file with the certificate and its private key")]
    Identity,
    /// The text is not a PEM file with certificates.
    #[error("the root certificates cannot be read: they are a PEM file")]
    Roots,
    /// The TLS library refuses the settings, for example a key that does not belong to its certificate.
    #[error("the HTTP client cannot be built: {0}")]
    Build(String),
}

impl HttpTransport {
    /// A transport with the usual settings: 10 seconds to connect, 30 seconds to an answer, and answers of 1 MiB at most.
    ///
    /// # Errors
    /// The TLS library fails, for example because the machine has no root certificates.
    pub fn new() -> Result<Self, HttpTransportError> {
        Self::builder().build()
    }

    /// The settings of another transport.
    pub fn builder() -> HttpTransportBuilder {
        let builder = Client::builder()
            .redirect(redirect::Policy::none())
            .retry(retry::never())
            .referer(false)
            .no_proxy()
            .http1_only()
            .tls_version_min(Version::TLS_1_2)
            .connect_timeout(CONNECT)
            .timeout(TIMEOUT)
            .pool_idle_timeout(IDLE);
        HttpTransportBuilder { builder, longest_answer: LONGEST_ANSWER }
    }

    async fn exchange(&self, request: Request<Bytes>) -> Result<Response<Bytes>, SendError> {
        let request = request.try_into().map_err(|error: reqwest::Error| SendError::NotSent(told(error)))?;
        let mut answer = self.client.execute(request).await.map_err(classed)?;
        let (mut head, ()) = Response::new(()).into_parts();
        (head.status, head.version) = (answer.status(), answer.version());
        head.headers = std::mem::take(answer.headers_mut());
        let mut body = BytesMut::new();
        while let Some(chunk) = answer.chunk().await.map_err(|error| SendError::NoAnswer(told(error)))? {
            if body.len().saturating_add(chunk.len()) > self.longest_answer {
                return Err(SendError::NoAnswer(format!("it is longer than {} bytes", self.longest_answer)));
            }
            body.extend_from_slice(&chunk);
        }
        Ok(Response::from_parts(head, body.freeze()))
    }
}

impl HttpTransportBuilder {
    /// The client certificate that the provider demands, and its private key: a PEM file with both.
    ///
    /// # Errors
    /// [`HttpTransportError::Identity`].
    pub fn identity_pem(self, pem: &[u8]) -> Result<Self, HttpTransportError> {
        let identity = Identity::from_pem(pem).map_err(|_| HttpTransportError::Identity)?;
        Ok(Self { builder: self.builder.identity(identity), ..self })
    }

    /// The client certificate that the provider demands, and its private key: a PKCS#12 file (`.p12`, `.pfx`) and its
    /// password.
    ///
    /// # Errors
    /// [`HttpTransportError::Identity`].
    #[cfg(feature = "pkcs12")]
    pub fn identity_pkcs12(self, file: &[u8], password: &str) -> Result<Self, HttpTransportError> {
        let pem = super::pkcs12::to_pem(file, password).ok_or(HttpTransportError::Identity)?;
        self.identity_pem(pem.as_bytes())
    }

    /// Trusts these root certificates alone, and not those of the operating system: for a test network.
    ///
    /// # Errors
    /// [`HttpTransportError::Roots`].
    pub fn only_roots_pem(self, pem: &[u8]) -> Result<Self, HttpTransportError> {
        let roots = Certificate::from_pem_bundle(pem).map_err(|_| HttpTransportError::Roots)?;
        if roots.is_empty() {
            return Err(HttpTransportError::Roots);
        }
        Ok(Self { builder: self.builder.tls_certs_only(roots), ..self })
    }

    /// The time for a connection to be made.
    pub fn connect_timeout(self, timeout: Duration) -> Self {
        Self { builder: self.builder.connect_timeout(timeout), ..self }
    }

    /// The time for an answer to be complete.
    pub fn timeout(self, timeout: Duration) -> Self {
        Self { builder: self.builder.timeout(timeout), ..self }
    }

    /// The number of bytes of an answer; a longer one counts as none.
    pub fn longest_answer(self, bytes: usize) -> Self {
        Self { longest_answer: bytes, ..self }
    }

    /// The transport.
    ///
    /// # Errors
    /// The TLS library refuses the settings.
    pub fn build(self) -> Result<HttpTransport, HttpTransportError> {
        let client = self.builder.build().map_err(|error| HttpTransportError::Build(told(error)))?;
        Ok(HttpTransport { client, longest_answer: self.longest_answer })
    }
}

impl Transport for HttpTransport {
    async fn send(&self, request: Request<Bytes>) -> Result<Response<Bytes>, SendError> {
        self.exchange(request).await
    }
}

impl Service<Request<Bytes>> for HttpTransport {
    type Response = Response<Bytes>;
    type Error = SendError;
    type Future = Pin<Box<dyn Future<Output = Result<Response<Bytes>, SendError>> + Send>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), SendError>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: Request<Bytes>) -> Self::Future {
        let transport = self.clone();
        Box::pin(async move { transport.exchange(request).await })
    }
}

impl fmt::Debug for HttpTransport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("HttpTransport").field("longest_answer", &self.longest_answer).finish_non_exhaustive()
    }
}

/// A connection that was never made has sent nothing. Any other error is unknown.
fn classed(error: reqwest::Error) -> SendError {
    if error.is_connect() || error.is_builder() {
        SendError::NotSent(told(error))
    } else {
        SendError::NoAnswer(told(error))
    }
}

/// The text of an error and its causes, without the address.
fn told(error: reqwest::Error) -> String {
    let error = error.without_url();
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        text.push_str(": ");
        text.push_str(&error.to_string());
        cause = error.source();
    }
    text
}
