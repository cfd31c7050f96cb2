//! The connection to the provider of a history.

use std::sync::{Arc, Mutex, MutexGuard};
use std::time::Duration;

use bytes::Bytes;
use refundry::http::{Request, Response};
use refundry_client::{SendError, Transport};
use refundry_codegen::model::OperationKind;
use refundry_simulator::Arrival;
use tokio::task::yield_now;
use tokio::time::sleep;

use crate::careless::Careless;
use crate::faults::{self, Fault};
use crate::world::{self, World};

#[derive(Clone)]
pub struct Line {
    pub world: Arc<Mutex<World>>,
    pub careless: Careless,
}

impl Line {
    pub fn world(&self) -> MutexGuard<'_, World> {
        self.world.lock().unwrap()
    }

    /// Marks a refund as being sent until the flight is dropped.
    fn flight(&self, arrival: &Arrival<'_>) -> Option<Flight> {
        let key = (self.world().number(arrival), world::order(arrival));
        (arrival.operation.kind == OperationKind::Refund).then(|| {
            self.world().in_flight.push(key.clone());
            Flight { line: self.clone(), key }
        })
    }

    /// The provider's part in an exchange; `Err` is how long the line stays silent.
    fn exchange(&self, arrival: &Arrival<'static>, fault: Option<Fault>) -> Result<Response<Vec<u8>>, Duration> {
        let mut world = self.world();
        match fault {
            None => Ok(world.work(arrival)),
            Some(fault) => {
                world.faults += 1;
                faults::happens(&mut world, arrival, fault)
            }
        }
    }
}

struct Flight {
    line: Line,
    key: (String, String),
}

impl Drop for Flight {
    fn drop(&mut self) {
        let mut world = self.line.world();
        if let Some(at) = world.in_flight.iter().position(|key| *key == self.key) {
            world.in_flight.remove(at);
        }
    }
}

impl Transport for Line {
    async fn send(&self, request: Request<Bytes>) -> Result<Response<Bytes>, SendError> {
        if self.careless == Careless::LogsRequests {
            let authorization = request.headers().get("authorization").and_then(|value| value.to_str().ok());
            tracing::info!(authorization, "sent");
        }
        yield_now().await;
        let unsent = || Err(SendError::NotSent("no route".to_owned()));
        let (fault, on_the_way) = {
            let mut world = self.world();
            let wrong = world.wrong;
            let kinds = world.kinds;
            let fault = world.chance(wrong).then(|| kinds[world.rng.usize(0..kinds.len())]);
            (fault, Duration::from_millis(world.rng.u64(1..400)))
        };
        if fault == Some(Fault::NotSent) {
            return unsent();
        }
        let request = if self.careless == Careless::DamagesRequests { damaged(request) } else { request };
        let Some(arrival) = self.world().hear(&request) else { return unsent() };
        let _flight = self.flight(&arrival);
        sleep(on_the_way).await;
        let answer = self.exchange(&arrival, fault);
        yield_now().await;
        match answer {
            Ok(answer) => {
                let slow = if fault == Some(Fault::Slow) { self.world().rng.u64(0..60_000) } else { 20 };
                sleep(Duration::from_millis(slow)).await;
                Ok(answer.map(Bytes::from))
            }
            Err(silence) => {
                sleep(silence).await;
                match self.careless {
                    Careless::SilenceIsUnsent => unsent(),
                    _ => Err(SendError::NoAnswer("reset".to_owned())),
                }
            }
        }
    }
}

fn damaged(request: Request<Bytes>) -> Request<Bytes> {
    request.map(|body| {
        let mut body = body.to_vec();
        body.iter_mut().take(1).for_each(|byte| *byte ^= 1);
        body.into()
    })
}
