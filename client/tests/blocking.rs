//! The client without an asynchronous runtime of the caller.

#![allow(clippy::expect_used, clippy::unwrap_used)]

use std::io;
use std::thread;

use bytes::Bytes;
use http::{Request, Response};
use refundry::shouqianba::{Credentials, refund, refund_query, servers};
use refundry::{After, Amount, Outcome, Secret, Timestamp};
use refundry_client::{BlockingClient, Client, ClientError, MemoryLedger, SendError, Transport};

/// A provider whose account is empty.
struct Empty;

impl Transport for Empty {
    async fn send(&self, _: Request<Bytes>) -> Result<Response<Bytes>, SendError> {
        // Time passes, which needs the runtime of the client.
        tokio::time::sleep(std::time::Duration::from_millis(5)).await;
        let business = r#"{"result_code":"FAIL","error_code":"ACCOUNT_BALANCE_NOT_ENOUGH"}"#;
        Ok(Response::new(format!(r#"{{"result_code":"200","biz_response":{business}}}"#).into()))
    }
}

fn request(number: &str) -> refund::Request {
    let required = refund::Required {
        refund_request_no: number.into(),
        operator: "tester".into(),
        refund_amount: Amount::from_minor(100),
    };
    refund::Request::new(required).client_sn(number)
}

#[test]
fn a_program_without_a_runtime_refunds_from_several_threads() {
    let client = BlockingClient::new(async || {
        let credentials = Credentials { terminal_sn: "100".into(), terminal_key: Secret::new("key") };
        let ledger = MemoryLedger::default();
        Ok::<_, io::Error>(Client::<refund_query::Request, _, _>::new(
            servers::PRODUCTION.clone(),
            credentials,
            ledger,
            Empty,
        ))
    })
    .unwrap();
    thread::scope(|scope| {
        for number in ["1", "2", "3"] {
            scope.spawn(|| {
                let entry = client.refund(request(number)).unwrap();
                assert_eq!(entry.outcome, Some(Outcome::Refused(After::Funding)));
            });
        }
    });
    let again = client.again("2").unwrap();
    assert_eq!(again.attempts, 2);
    let settled = client.settle("3", Timestamp::now()).unwrap();
    assert_eq!((settled, client.resume().unwrap().len()), (client.entry("3").unwrap(), 0));
    assert!(matches!(client.query("9"), Err(ClientError::NotStored)));
}

#[test]
fn a_client_that_cannot_be_made_is_an_error() {
    let made = BlockingClient::<refund_query::Request, MemoryLedger, Empty>::new(async || {
        Err::<Client<_, _, _>, _>(io::Error::other("no ledger"))
    });
    assert_eq!(made.err().unwrap().to_string(), "no ledger");
}
