//! A crash: a future is dropped at one of its await points.

use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};

/// Drops its future in the place of the poll with that number; `None` never crashes.
pub struct Crash<F> {
    inner: Option<Pin<Box<F>>>,
    left: Option<u32>,
}

impl<F: Future> Crash<F> {
    pub fn new(inner: F, at: Option<u32>) -> Self {
        Self { inner: Some(Box::pin(inner)), left: at }
    }
}

impl<F: Future> Future for Crash<F> {
    /// `None`: it has crashed.
    type Output = Option<F::Output>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        if self.left == Some(0) {
            self.inner = None;
        }
        self.left = self.left.map(|left| left.saturating_sub(1));
        match &mut self.inner {
            Some(inner) => inner.as_mut().poll(context).map(Some),
            None => Poll::Ready(None),
        }
    }
}
