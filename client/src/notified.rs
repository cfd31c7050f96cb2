//! Notifications: verified, matched with the ledger, and acknowledged.

use http::{Request, Response};
use refundry_runtime::ReadError;
use refundry_runtime::operation::{Answer, Query, Unmatched};

use crate::client::Step;
use crate::refund::believed_id;
use crate::store::End;
use crate::{Client, ClientError, Entry, Ledger, Transport};

/// A notification that was received.
#[derive(Debug)]
pub struct Notified {
    /// The refund that it is about; `None` if none of the ledger is, or the notification is of another kind.
    pub entry: Option<Entry>,
    /// The response to send. It tells the provider that the notification was received, also one about no refund of the
    /// ledger: the provider would repeat it for days, and another worker of the merchant may have sent that refund.
    pub acknowledgement: Response<Vec<u8>>,
}

impl<Q: Query, L: Ledger, T: Transport> Client<Q, L, T> {
    /// Receives a notification of the kind `U`: verifies it, compares it with the refund that it is about, and stores the
    /// outcome that it states. A repeated notification changes nothing. One of another kind is acknowledged.
    ///
    /// # Errors
    /// The notification cannot be trusted or understood, or it contradicts the refund that has its number: do not
    /// acknowledge it.
    pub async fn notified<U, B>(&self, request: &Request<B>) -> Step<Notified, L>
    where
        U: Unmatched<Provider = Q::Provider, Refund = Q::Refund>,
        B: AsRef<[u8]>,
    {
        let nonce = self.nonce()?;
        let unmatched = match U::receive(request, &self.credentials, self.now()) {
            Ok(unmatched) => unmatched,
            Err(error) => return of_another_kind::<U>(error).map_err(ClientError::from),
        };
        let acknowledgement = unmatched.acknowledge(&self.credentials, &self.context(&nonce))?;
        let mut matched = None;
        for number in unmatched.refund_numbers().into_iter().map(String::from).collect::<Vec<_>>() {
            let Some(entry) = self.ledger.get(&self.key(&number)).await.map_err(ClientError::Ledger)? else { continue };
            let sent: Q::Refund = entry.record.parse()?;
            let notification = unmatched.clone().compare(&sent)?;
            let end = End { outcome: notification.outcome(), id: believed_id(&notification) };
            matched = Some(self.reported(&entry.key, &end).await?);
        }
        Ok(Notified { entry: matched, acknowledgement })
    }
}

/// A genuine notification of another kind is acknowledged, and is about no refund.
fn of_another_kind<U: Unmatched>(error: ReadError) -> Result<Notified, ReadError> {
    let ReadError::OtherKind { .. } = error else { return Err(error) };
    match U::acknowledge_other_kind() {
        Some(acknowledgement) => Ok(Notified { entry: None, acknowledgement }),
        None => Err(error),
    }
}
