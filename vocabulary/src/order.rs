//! Orders of members.

/// The facts of an order.
#[derive(Debug)]
pub struct OrderRow {
    /// The spelling in a spec.
    pub word: &'static str,
    /// The words that prose appends to a selection of all members.
    pub prose: &'static str,
}

words! {
    /// The order of the members of a selection.
    #[derive(Default)]
    Order: OrderRow {
        /// Bytewise by name.
        #[default]
        Name { word: "name", prose: "sorted by the bytes of the name" }
        /// By name, with ASCII capitals compared as lower case.
        NameIgnoringCase { word: "name_ignoring_case", prose: "sorted by the name, capitals taken for small letters" }
        /// In the order of declaration in the message or the list.
        Declared { word: "declared", prose: "in the order of the table" }
        /// Bytewise by value.
        Value { word: "value", prose: "sorted by the bytes of the value" }
        /// Bytewise by the written pair.
        Pair { word: "pair", prose: "sorted by the bytes of the written pair" }
    }
}
