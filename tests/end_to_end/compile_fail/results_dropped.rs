//! A record, an answer, an outcome and an acknowledgement are not dropped by accident.

#![deny(unused_must_use)]

use refundry::{Context, ReadError, SignError, StoreError, Timestamp, http};
use refundry::wechat_deposit::{Credentials, Provider, notification, refund};

fn dropped_call(request: refund::Request, all: &Credentials, context: &Context<Provider>) -> Result<(), SignError> {
    request.sign(all, context)?;
    Ok(())
}

fn dropped_record(sent: refund::Sent) -> Result<(), StoreError<String>> {
    sent.store(|_| Ok(None))?;
    Ok(())
}

fn dropped_answer(sent: &refund::Sent, answer: &http::Response<String>, all: &Credentials) -> Result<(), ReadError> {
    sent.read(answer, all, Timestamp::now())?;
    Ok(())
}

fn dropped_outcome(notification: notification::Notification) {
    notification.outcome();
}

fn dropped_acknowledgement() {
    notification::acknowledge();
}

fn main() {}
