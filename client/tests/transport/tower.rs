//! Services of tower as transports.

use std::error::Error;
use std::future::{Ready, ready};
use std::task::{Context, Poll};

use bytes::Bytes;
use http::{Request, Response};
use refundry_client::{SendError, TowerTransport, Transport};
use tower_service::Service;

type BoxError = Box<dyn Error + Send + Sync>;

/// A service that fails when it is asked whether it is ready, or when it is called.
#[derive(Clone)]
struct Fails {
    ready: Option<&'static str>,
    call: fn() -> BoxError,
}

impl Service<Request<Bytes>> for Fails {
    type Response = Response<Bytes>;
    type Error = BoxError;
    type Future = Ready<Result<Response<Bytes>, BoxError>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), BoxError>> {
        Poll::Ready(self.ready.map_or(Ok(()), |why| Err(why.into())))
    }

    fn call(&mut self, _: Request<Bytes>) -> Self::Future {
        ready(Err((self.call)()))
    }
}

async fn error(ready: Option<&'static str>, call: fn() -> BoxError) -> SendError {
    TowerTransport(Fails { ready, call }).send(Request::default()).await.unwrap_err()
}

#[tokio::test]
async fn an_error_of_a_layer_is_unknown_unless_it_says_that_nothing_was_sent() {
    let not_sent = || BoxError::from(SendError::NotSent("refused".to_owned()));
    assert_eq!(error(None, not_sent).await, SendError::NotSent("refused".to_owned()));
    assert_eq!(error(None, || "elapsed".into()).await, SendError::NoAnswer("elapsed".to_owned()));
    assert_eq!(error(Some("overloaded"), || "".into()).await, SendError::NotSent("overloaded".to_owned()));
}
