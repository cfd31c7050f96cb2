//! Languages of a spec's texts for people.

/// The facts of a language.
#[derive(Debug)]
pub struct LanguageRow {
    /// The key in a spec.
    pub word: &'static str,
    /// Its own name of itself.
    pub name: &'static str,
    /// The description for editors.
    pub description: &'static str,
    /// The end of the name of a reference page, before `.md`.
    pub suffix: &'static str,
}

words! {
    /// A language of a spec's texts for people, and of reference pages.
    #[derive(Default)]
    Language: LanguageRow {
        /// English, which rustdoc and messages have.
        #[default]
        English {
            word: "en", name: "English", suffix: "",
            description: "The English text, for rustdoc, messages and the English reference page",
        }
        /// Chinese in simplified characters.
        Chinese {
            word: "zh", name: "中文", suffix: ".zh-CN",
            description: "The Chinese text, for the Chinese reference page, which exists if the spec has such a text",
        }
    }
}
