//! Units of lengths.

/// The facts of a unit.
#[derive(Debug)]
pub struct UnitRow {
    /// The spelling in a spec.
    pub word: &'static str,
    /// The name in prose.
    pub prose: &'static str,
}

words! {
    /// What a length counts.
    Unit: UnitRow {
        /// Characters (Unicode scalar values).
        Characters { word: "characters", prose: "characters" }
        /// Bytes of UTF-8.
        Bytes { word: "bytes", prose: "bytes" }
        /// The page does not say: characters are enforced, and more bytes are a warning.
        Unstated { word: "unstated", prose: "characters (the page names no unit)" }
    }
}
