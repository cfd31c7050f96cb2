//! Notifications, where the spec has them.

use refundry::http::Request as HttpRequest;
use refundry_client::{Client, ClientError, Ledger, Notified, Transport};

use crate::accounts::{self, Account};

/// The result of a notification; `None` if the spec has none.
pub type Told<L> = Option<Result<Notified, ClientError<<L as Ledger>::Error>>>;

/// An account whose client takes notifications.
pub trait Notices: Account {
    fn notified<L: Ledger, T: Transport>(
        client: &Client<Self::Query, L, T>,
        request: &HttpRequest<Vec<u8>>,
    ) -> impl Future<Output = Told<L>> + Send;
}

macro_rules! notices {
    ($($account:ident $module:ident),*) => {
        $(impl Notices for accounts::$account {
            async fn notified<L: Ledger, T: Transport>(
                client: &Client<Self::Query, L, T>,
                request: &HttpRequest<Vec<u8>>,
            ) -> Told<L> {
                Some(client.notified::<refundry::$module::notification::Unmatched, _>(request).await)
            }
        })*
    };
}

notices!(
    Alipay alipay, Baofoo baofoo, Stripe stripe, UnionPay unionpay, WechatDeposit wechat_deposit,
    WechatPayV2 wechatpay_v2, WechatPayV3 wechatpay_v3
);

impl Notices for accounts::Shouqianba {
    async fn notified<L: Ledger, T: Transport>(_: &Client<Self::Query, L, T>, _: &HttpRequest<Vec<u8>>) -> Told<L> {
        None
    }
}
