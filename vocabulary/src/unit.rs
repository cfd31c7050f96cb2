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
    /// The unit of a length.
    Unit: UnitRow {
        /// Characters (Unicode scalar values).
        Characters { word: "characters", prose: "characters" }
        /// Bytes of UTF-8.
        Bytes { word: "bytes", prose: "bytes" }
        /// The page names no unit: more characters than the limit are an error, more bytes a warning.
        Unstated { word: "unstated", prose: "characters (the page names no unit)" }
    }
}
