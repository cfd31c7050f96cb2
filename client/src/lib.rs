//! Sends refunds so that each pays once.
//!
//! A [`Client`] stores a refund in its [`Ledger`] before the first byte leaves. After a time-out, a crash or an unknown
//! outcome it asks the provider, and sends the same request under the same number again. It never makes up a number, it
//! never sends a number twice at a time, and it hands to a person what it cannot settle. It knows no provider: all facts
//! come from the traits of [`refundry_runtime::operation`].
//!
//! ```no_run
//! # #[cfg(all(feature = "reqwest", feature = "sqlite"))]
//! # mod example {
//! use refundry::{Amount, Outcome, Secret, Timestamp};
//! use refundry::wechat_deposit::{Credentials, refund, refund_query, servers};
//! use refundry_client::{Client, HttpTransport, SqliteLedger};
//!
//! async fn refund_once(api_key: Secret, identity: &[u8]) -> Result<(), Box<dyn std::error::Error>> {
//!     let credentials = Credentials { appid: "wx2421b1c4370ec43b".into(), mch_id: "10000100".into(), api_key };
//!     let ledger = SqliteLedger::open("refunds.db").await?;
//!     let transport = HttpTransport::builder().identity_pem(identity)?.build()?;
//!     let client = Client::<refund_query::Request, _, _>::new(servers::PRODUCTION.clone(), credentials, ledger, transport);
//!
//!     let request = refund::Request::new(refund::Required {
//!         sub_mch_id: "1900000109".into(),
//!         out_refund_no: "1415701182".into(), // your number of this refund: a second call with it pays nothing
//!         total_fee: Amount::from_minor(100),
//!         refund_fee: Amount::from_minor(30),
//!     })
//!     .transaction_id("4006252001201705123297353072");
//!     client.refund(request).await?; // stored first, then sent once
//!
//!     let in_an_hour = Timestamp::from_epoch_ms(Timestamp::now().epoch_ms() + 3_600_000);
//!     let entry = client.settle("1415701182", in_an_hour).await?; // asks, and sends again under the same number
//!     match (entry.outcome, entry.person) {
//!         (Some(Outcome::Succeeded), _) => println!("the money went out"),
//!         (Some(Outcome::Failed), _) => println!("this number will never pay"),
//!         (Some(Outcome::Refused(after)), _) => println!("nothing was paid; send it again after the {after}"),
//!         (_, Some(reason)) => println!("a person has to look: {reason}"),
//!         _ => println!("the provider works on it; `resume` goes on"),
//!     }
//!     Ok(())
//! }
//! # }
//! ```
//!
//! | feature | adds |
//! |---|---|
//! | `reqwest` | `HttpTransport`: HTTP/1.1 with rustls |
//! | `pkcs12` | `HttpTransportBuilder::identity_pkcs12` |
//! | `sqlite` | `SqliteLedger`: one machine, one process or several; needs Rust 1.94 |
//! | `postgres` | `PostgresLedger`: many machines; needs Rust 1.94 |
//! | `blocking` | `BlockingClient`: for programs without an asynchronous runtime |
//!
//! A process that starts calls [`Client::resume`] again and again: it goes on with what a crash left open. The events and
//! spans of `tracing` and the metrics `refundry_steps_total` (account, step, outcome), `refundry_handed_over_total`
//! (account) and `refundry_answer_seconds` (account) hold no secret.

#[cfg(feature = "blocking")]
mod blocking;
mod client;
mod entry;
mod error;
mod ledger;
mod notified;
mod observe;
mod pace;
mod person;
mod policy;
mod refund;
mod settle;
mod store;
mod transport;

#[cfg(feature = "blocking")]
pub use blocking::BlockingClient;
pub use client::Client;
pub use entry::{Entry, Key};
pub use error::ClientError;
#[cfg(any(feature = "sqlite", feature = "postgres"))]
pub use ledger::LedgerError;
#[cfg(feature = "postgres")]
pub use ledger::postgres::PostgresLedger;
#[cfg(feature = "sqlite")]
pub use ledger::sqlite::SqliteLedger;
pub use ledger::{Ledger, memory::MemoryLedger};
pub use notified::Notified;
pub use person::Decision;
pub use policy::Policy;
#[cfg(any(feature = "sqlite", feature = "postgres"))]
pub use sqlx;
#[cfg(feature = "reqwest")]
pub use transport::http_client::{HttpTransport, HttpTransportBuilder, HttpTransportError};
pub use transport::service::TowerTransport;
pub use transport::{SendError, Transport};
