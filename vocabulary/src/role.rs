//! Roles of fields.

/// The facts of a role.
#[derive(Debug)]
pub struct RoleRow {
    /// The spelling in a spec.
    pub word: &'static str,
    /// Whether it says which refund is meant, whose, or of how much: such a member of an answer is compared.
    pub compared: bool,
}

words! {
    /// What a field is for.
    Role: RoleRow {
        /// The idempotency key.
        RefundNumber { word: "refund_number", compared: true }
        /// Names the order that was paid.
        OrderReference { word: "order_reference", compared: true }
        /// What is refunded.
        Amount { word: "amount", compared: true }
        /// What was paid.
        OrderTotal { word: "order_total", compared: true }
        /// Why.
        Reason { word: "reason", compared: false }
        /// Where the provider sends its notification.
        NotifyUrl { word: "notify_url", compared: false }
        /// The provider's own number of the refund.
        ProviderRefundId { word: "provider_refund_id", compared: false }
        /// Who refunds.
        Merchant { word: "merchant", compared: true }
        /// For whom a service provider refunds.
        SubMerchant { word: "sub_merchant", compared: true }
        /// Which terminal refunds.
        Terminal { word: "terminal", compared: true }
        /// Which person refunds.
        Operator { word: "operator", compared: false }
        /// The currency.
        Currency { word: "currency", compared: false }
        /// The state of the refund.
        Status { word: "status", compared: false }
    }
}

impl Role {
    /// Whether it says which refund is meant, whose, or of how much: such a member of an answer is compared.
    pub fn is_compared(self) -> bool {
        self.row().compared
    }
}
