//! Orders of members.

/// The facts of an order.
#[derive(Debug)]
pub struct OrderRow {
    /// The spelling in a spec.
    pub word: &'static str,
    /// What prose says of a selection of all members.
    pub prose: &'static str,
}

words! {
    /// In which order the members of a selection stand.
    #[derive(Default)]
    Order: OrderRow {
        /// By the bytes of their names.
        #[default]
        Name { word: "name", prose: "sorted by the bytes of the name" }
        /// By their names, ASCII capitals taken for small letters.
        NameIgnoringCase { word: "name_ignoring_case", prose: "sorted by the name, capitals taken for small letters" }
        /// As the message or the list declares them.
        Declared { word: "declared", prose: "in the order of the table" }
        /// By the bytes of their values.
        Value { word: "value", prose: "sorted by the bytes of the value" }
        /// By the bytes of the written pair.
        Pair { word: "pair", prose: "sorted by the bytes of the written pair" }
    }
}
