//! A refund service for every provider of the crate. No line is about one of them: a provider that a spec adds is served.
//!
//! `cargo run -p refundry-client --example service --features reqwest,sqlite` listens on 127.0.0.1:8080:
//!
//! - `POST /PROVIDER/refunds` takes the provider's request as JSON under the names of its page, amounts in the minor
//!   unit, and answers with the state of the refund. The same number and content may be sent any number of times.
//! - `GET /PROVIDER/refunds/NUMBER` answers with the state, `GET /PROVIDER/handed-over` with what a person has to look at.
//! - `POST /PROVIDER/notifications/OPERATION` is the address for the provider's notifications.
//!
//! A credential is a variable, `STRIPE_SECRET_KEY` for example, or the file that `STRIPE_SECRET_KEY_FILE` names. Where
//! the provider demands a client certificate, `WECHAT_DEPOSIT_TLS_IDENTITY` is a PEM file with its key.
//! `STRIPE_URL` names another server than the first one of the spec. `REFUNDS` is the path of the ledger, and `LISTEN`
//! another address.

use std::sync::Arc;
use std::time::Duration;
use std::{env, error::Error, fs};

use axum::extract::{Path, State};
use axum::http::{Request, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router, body::Body, body::Bytes, body::to_bytes};
use refundry::operation::{self, FromJson, FromTexts, Provider, Query, SentRefund, Unmatched, Visitor};
use refundry::{CredentialError, Server};
use refundry_client::{Client, ClientError, Entry, HttpTransport, LedgerError, SqliteLedger};
use serde_json::{Value, json};

type Service<Q> = Arc<Client<Q, SqliteLedger, HttpTransport>>;
type Failure = ClientError<LedgerError>;

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let ledger = SqliteLedger::open(env::var("REFUNDS").unwrap_or_else(|_| "refunds.db".to_owned())).await?;
    let mut app = App { routes: Router::new(), ledger };
    refundry::visit(&mut app);
    let listener = tokio::net::TcpListener::bind(env::var("LISTEN").as_deref().unwrap_or("127.0.0.1:8080")).await?;
    Ok(axum::serve(listener, app.routes).await?)
}

struct App {
    routes: Router,
    ledger: SqliteLedger,
}

impl Visitor for App {
    fn refunds<Q: Query<Refund: SentRefund<Request: FromJson>>>(&mut self) {
        let Some(client) = self.client::<Q>() else { return };
        tokio::spawn(resume(client.clone()));
        let routes = Router::new()
            .route("/refunds", post(refund::<Q>))
            .route("/refunds/{number}", get(state::<Q>))
            .route("/handed-over", get(handed_over::<Q>))
            .with_state(client);
        self.routes = std::mem::take(&mut self.routes).nest(&format!("/{}", Q::Provider::NAME), routes);
    }

    fn notifications<Q, U>(&mut self)
    where
        Q: Query<Refund: SentRefund<Request: FromJson>>,
        U: Unmatched<Provider = Q::Provider, Refund = Q::Refund>,
    {
        let Some(client) = self.client::<Q>() else { return };
        let path = format!("/{}/notifications/{}", Q::Provider::NAME, U::OPERATION);
        self.routes = std::mem::take(&mut self.routes).route(&path, post(notified::<Q, U>).with_state(client));
    }
}

impl App {
    /// The client of a provider; `None` if a credential of it is missing.
    fn client<Q: Query>(&self) -> Option<Service<Q>> {
        client(self.ledger.clone()).map_err(|error| eprintln!("{} is left out: {error}", Q::Provider::NAME)).ok()
    }
}

fn client<Q: Query>(ledger: SqliteLedger) -> Result<Service<Q>, Box<dyn Error>> {
    type Credentials<Q> = <<Q as operation::Request>::Provider as Provider>::Credentials;
    let variable = |name: &str| env::var(format!("{}_{name}", Q::Provider::NAME).to_uppercase()).ok();
    let file = |name: &str| variable(name).map(fs::read_to_string).transpose();
    let text = |name: &str| variable(name).or_else(|| file(&format!("{name}_FILE")).ok().flatten());
    let credentials: Result<Credentials<Q>, CredentialError> = FromTexts::from_texts(text);
    let mut transport = HttpTransport::builder();
    if let (true, Some(identity)) = (Q::Provider::TLS_IDENTITY, file("tls_identity")?) {
        transport = transport.identity_pem(identity.as_bytes())?;
    }
    let declared = Q::Provider::SERVERS.first().map(|(_, server)| (*server).clone());
    let server = variable("url").map(|url| Server::custom(&url)).transpose()?.or(declared).ok_or("no server")?;
    Ok(Arc::new(Client::new(server, credentials?, ledger, transport.build()?)))
}

/// Goes on with what a crash, a time-out or a slow provider left open.
async fn resume<Q: Query>(client: Service<Q>) {
    loop {
        match client.resume().await {
            Ok(steps) => steps.iter().filter_map(|step| step.as_ref().err()).for_each(|error| eprintln!("{error}")),
            Err(error) => eprintln!("{error}"),
        }
        tokio::time::sleep(Duration::from_secs(1)).await;
    }
}

async fn refund<Q: Query<Refund: SentRefund<Request: FromJson>>>(
    State(client): State<Service<Q>>,
    body: String,
) -> Response {
    match <Q::Refund as SentRefund>::Request::from_json(&body) {
        Ok(request) => answer(client.refund(request).await.as_ref().map(told)),
        Err(error) => (StatusCode::UNPROCESSABLE_ENTITY, error.to_string()).into_response(),
    }
}

async fn state<Q: Query>(State(client): State<Service<Q>>, Path(number): Path<String>) -> Response {
    answer(client.entry(&number).await.as_ref().map(told))
}

async fn handed_over<Q: Query>(State(client): State<Service<Q>>) -> Response {
    answer(client.handed_over().await.as_ref().map(|entries| entries.iter().map(told).collect()))
}

async fn notified<Q, U>(State(client): State<Service<Q>>, request: Request<Body>) -> Response
where
    Q: Query,
    U: Unmatched<Provider = Q::Provider, Refund = Q::Refund>,
{
    let (head, body) = request.into_parts();
    let Ok(body) = to_bytes(body, 1 << 20).await else { return StatusCode::PAYLOAD_TOO_LARGE.into_response() };
    match client.notified::<U, Bytes>(&Request::from_parts(head, body)).await {
        Ok(notified) => notified.acknowledgement.map(Body::from),
        Err(error) => answer(Err(&error)),
    }
}

fn told(entry: &Entry) -> Value {
    let outcome = entry.outcome.map_or_else(|| "stored".to_owned(), |outcome| outcome.to_string());
    json!({ "number": entry.key.number, "outcome": outcome, "person": entry.person })
}

fn answer(result: Result<Value, &Failure>) -> Response {
    let status = match result {
        Ok(told) => return Json(told).into_response(),
        Err(ClientError::Sign(_)) => StatusCode::UNPROCESSABLE_ENTITY,
        Err(ClientError::NotStored) => StatusCode::NOT_FOUND,
        Err(ClientError::Differs { .. } | ClientError::Busy { .. } | ClientError::OrderBusy { .. }) => {
            StatusCode::CONFLICT
        }
        Err(ClientError::Read(_)) => StatusCode::BAD_REQUEST,
        Err(_) => StatusCode::SERVICE_UNAVAILABLE,
    };
    (status, result.err().map(ToString::to_string).unwrap_or_default()).into_response()
}
