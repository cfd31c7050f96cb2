//! A refund as a merchant's own system states it, the same for every provider.

use std::error::Error;
use std::fmt;

use crate::Amount;

/// A refund that is to be made. Some providers' requests are made from it: see
/// [`FromIntent`](crate::operation::FromIntent).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Intent {
    /// The paid order.
    pub order: OrderNumber,
    /// The merchant's number of the refund, the same on every attempt.
    pub number: String,
    /// The amount to refund.
    pub amount: Amount,
    /// The currency of the amounts in ISO 4217: `CNY`.
    pub currency: String,
    /// The amount that was paid for the order. Some requests need it, and the others leave it out.
    pub total: Option<Amount>,
    /// The reason for the refund. It is left out where the request has no text for it.
    pub reason: Option<String>,
}

/// A number of a paid order, by whose number it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OrderNumber {
    /// The merchant's own number.
    Merchant(String),
    /// The provider's number of the order or of its payment.
    Provider(String),
}

/// The reason why a request cannot be made from an intent.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum IntentError {
    /// The request takes the merchant's number of the order, and the intent has the provider's.
    MerchantOrder,
    /// The request takes the provider's number of the order, and the intent has the merchant's.
    ProviderOrder,
    /// The request needs the amount that was paid for the order.
    Total,
    /// The request needs a reason.
    Reason,
    /// The provider's amounts are in another currency.
    Currency {
        /// The provider's currency.
        taken: &'static str,
    },
}

impl fmt::Display for IntentError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::MerchantOrder => f.write_str("the request takes the merchant's number of the order alone"),
            Self::ProviderOrder => f.write_str("the request takes the provider's number of the order alone"),
            Self::Total => f.write_str("the request needs the amount that was paid for the order"),
            Self::Reason => f.write_str("the request needs a reason"),
            Self::Currency { taken } => write!(f, "the amounts of the request are in {taken}"),
        }
    }
}

impl Error for IntentError {}

impl OrderNumber {
    /// The merchant's own number, if it is one.
    pub fn merchant(&self) -> Option<&str> {
        if let Self::Merchant(number) = self { Some(number) } else { None }
    }

    /// The provider's number, if it is one.
    pub fn provider(&self) -> Option<&str> {
        if let Self::Provider(number) = self { Some(number) } else { None }
    }
}

/// The values of an intent for a request that needs them.
impl Intent {
    /// The merchant's number of the order.
    ///
    /// # Errors
    /// The intent has the provider's.
    pub fn merchant_order(&self) -> Result<&str, IntentError> {
        self.order.merchant().ok_or(IntentError::MerchantOrder)
    }

    /// The provider's number of the order.
    ///
    /// # Errors
    /// The intent has the merchant's.
    pub fn provider_order(&self) -> Result<&str, IntentError> {
        self.order.provider().ok_or(IntentError::ProviderOrder)
    }

    /// The amount that was paid for the order.
    ///
    /// # Errors
    /// The intent does not state it.
    pub fn order_total(&self) -> Result<Amount, IntentError> {
        self.total.ok_or(IntentError::Total)
    }

    /// The reason for the refund.
    ///
    /// # Errors
    /// The intent does not state it.
    pub fn refund_reason(&self) -> Result<&str, IntentError> {
        self.reason.as_deref().ok_or(IntentError::Reason)
    }

    /// Checks that the amounts are in a provider's currency.
    ///
    /// # Errors
    /// They are in another one.
    pub fn check_currency(&self, taken: &'static str) -> Result<(), IntentError> {
        if self.currency == taken { Ok(()) } else { Err(IntentError::Currency { taken }) }
    }
}
