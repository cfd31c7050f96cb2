//! A service of tower as a transport.

use std::error::Error;
use std::future::poll_fn;

use bytes::Bytes;
use http::{Request, Response};
use tower_service::Service;

use crate::{SendError, Transport};

/// A service of tower as a [`Transport`], for example `HttpTransport` under layers of your own.
///
/// A service that fails with a [`SendError`], also a boxed one, tells by it whether anything was sent. Any other error of
/// a call counts as [`SendError::NoAnswer`]. A service that does not become ready has sent nothing. Add no layer that
/// repeats requests.
#[derive(Clone, Debug)]
pub struct TowerTransport<S>(pub S);

impl<S> Transport for TowerTransport<S>
where
    S: Service<Request<Bytes>, Response = Response<Bytes>> + Clone + Send + Sync,
    S::Future: Send,
    S::Error: Into<Box<dyn Error + Send + Sync>>,
{
    async fn send(&self, request: Request<Bytes>) -> Result<Response<Bytes>, SendError> {
        let mut service = self.0.clone();
        let ready = poll_fn(|context| service.poll_ready(context)).await;
        ready.map_err(|error| SendError::NotSent(error.into().to_string()))?;
        service.call(request).await.map_err(|error| classed(error.into()))
    }
}

/// The class of a call's error: unknown, unless the innermost transport tells that nothing was sent.
fn classed(error: Box<dyn Error + Send + Sync>) -> SendError {
    match error.downcast::<SendError>() {
        Ok(known) => *known,
        Err(error) => SendError::NoAnswer(error.to_string()),
    }
}
