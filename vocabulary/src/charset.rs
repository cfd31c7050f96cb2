//! Charsets.

use std::fmt;

/// The facts of a charset.
#[derive(Debug)]
pub struct CharsetRow {
    /// The spelling in a spec.
    pub word: &'static str,
    /// Its names in messages, in lower case.
    pub names: &'static [&'static str],
    /// The words that prose appends to a text in it; `None` for UTF-8, the default.
    pub prose: Option<&'static str>,
}

words! {
    /// A charset.
    #[derive(Default)]
    Charset: CharsetRow {
        /// UTF-8.
        #[default]
        Utf8 { word: "utf-8", names: &["utf-8", "utf8"], prose: None }
        /// GBK with the euro sign at 0x80, as the Encoding Standard defines it.
        Gbk { word: "gbk", names: &["gbk", "gb2312", "gb18030", "cp936"], prose: Some("in GBK") }
        /// Windows code page 932, which the Encoding Standard calls Shift_JIS.
        Cp932 {
            word: "cp932", names: &["shift_jis", "sjis", "windows-31j", "cp932", "ms932"],
            prose: Some("in Windows code page 932"),
        }
    }
}

impl Charset {
    /// The charset that a message names, in any case of letters; `None` if it is unknown.
    pub fn of_message(name: &str) -> Option<Self> {
        let name = name.to_ascii_lowercase();
        Self::ALL.iter().copied().find(|charset| charset.row().names.contains(&name.as_str()))
    }

    /// The charset that a message names; `otherwise` if the message names none.
    ///
    /// # Errors
    /// The name is unknown.
    pub fn named(name: Option<&str>, otherwise: Self) -> Result<Self, UnknownCharset> {
        match name.filter(|name| !name.is_empty()) {
            None => Ok(otherwise),
            Some(name) => Self::of_message(name).ok_or(UnknownCharset),
        }
    }
}

/// A message names an unknown charset.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnknownCharset;

impl fmt::Display for UnknownCharset {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a charset that is not known")
    }
}

impl std::error::Error for UnknownCharset {}
