//! Parts of a text or of bytes, counted from one of its ends.

/// The facts of an end.
#[derive(Debug)]
pub struct SliceEndRow {
    /// The word of the step.
    pub word: &'static str,
    /// The description for editors.
    pub description: &'static str,
    /// The name of the runtime's function over a text.
    pub characters: &'static str,
    /// The name of the runtime's function over bytes.
    pub bytes: &'static str,
}

words! {
    /// The end from which a part is counted.
    SliceEnd: SliceEndRow {
        /// The beginning.
        First {
            word: "first",
            description: "The first so many characters of a text, or bytes of bytes; a shorter one is an error",
            characters: "first_characters", bytes: "first_bytes",
        }
        /// The end.
        Last {
            word: "last",
            description: "The last so many characters of a text, or bytes of bytes; a shorter one is an error",
            characters: "last_characters", bytes: "last_bytes",
        }
    }
}
