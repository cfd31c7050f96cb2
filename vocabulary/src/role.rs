//! Roles of fields.

/// The facts of a role.
#[derive(Debug)]
pub struct RoleRow {
    /// The spelling in a spec.
    pub word: &'static str,
    /// Whether the field identifies the refund or its owner, or is an amount: such a member of an answer is compared.
    pub compared: bool,
    /// Whether the field is an amount.
    pub money: bool,
}

words! {
    /// The role of a field, the same for all providers.
    Role: RoleRow {
        /// The merchant's number of the refund, which is the idempotency key.
        RefundNumber { word: "refund_number", compared: true, money: false }
        /// The merchant's number of the paid order.
        OrderReference { word: "order_reference", compared: true, money: false }
        /// The provider's number of the paid order, or of its payment.
        ProviderOrderId { word: "provider_order_id", compared: true, money: false }
        /// The amount to refund.
        Amount { word: "amount", compared: true, money: true }
        /// The amount that was paid for the order.
        OrderTotal { word: "order_total", compared: true, money: true }
        /// The reason for the refund.
        Reason { word: "reason", compared: false, money: false }
        /// The URL to which the provider sends its notification.
        NotifyUrl { word: "notify_url", compared: false, money: false }
        /// The provider's own number of the refund.
        ProviderRefundId { word: "provider_refund_id", compared: false, money: false }
        /// The merchant who refunds.
        Merchant { word: "merchant", compared: true, money: false }
        /// The merchant for whom a service provider refunds.
        SubMerchant { word: "sub_merchant", compared: true, money: false }
        /// The terminal that refunds.
        Terminal { word: "terminal", compared: true, money: false }
        /// The person who refunds.
        Operator { word: "operator", compared: false, money: false }
        /// The currency.
        Currency { word: "currency", compared: false, money: false }
        /// The provider's words about an error or a state; of several such members, the last one is the most specific.
        ErrorMessage { word: "error_message", compared: false, money: false }
        /// The state of the refund.
        Status { word: "status", compared: false, money: false }
    }
}

impl Role {
    /// Whether the field identifies the refund or its owner, or is an amount: such a member of an answer is compared.
    pub fn is_compared(self) -> bool {
        self.row().compared
    }

    /// Whether a field of this role is an amount; a field of another role has a text.
    pub fn is_money(self) -> bool {
        self.row().money
    }
}
