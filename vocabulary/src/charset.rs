//! Charsets.

use std::fmt;

/// The facts of a charset.
#[derive(Debug)]
pub struct CharsetRow {
    /// The spelling in a spec.
    pub word: &'static str,
    /// Its names in messages, in small letters.
    pub names: &'static [&'static str],
    /// What prose says of a text in it; `None` for the usual one.
    pub prose: Option<&'static str>,
}

words! {
    /// How a text becomes bytes.
    #[derive(Default)]
    Charset: CharsetRow {
        /// UTF-8.
        #[default]
        Utf8 { word: "utf-8", names: &["utf-8", "utf8"], prose: None }
        /// GBK, with the euro sign at 0x80 (the Encoding Standard's).
        Gbk { word: "gbk", names: &["gbk", "gb2312", "gb18030", "cp936"], prose: Some("in GBK") }
        /// Windows code page 932, which the Encoding Standard calls Shift_JIS.
        Cp932 {
            word: "cp932", names: &["shift_jis", "sjis", "windows-31j", "cp932", "ms932"],
            prose: Some("in Windows code page 932"),
        }
    }
}

impl Charset {
    /// The charset of a name in a message, in letters of any case.
    pub fn of_message(name: &str) -> Option<Self> {
        let name = name.to_ascii_lowercase();
        Self::ALL.iter().copied().find(|charset| charset.row().names.contains(&name.as_str()))
    }

    /// The charset of a name in a message; `otherwise` where the message has none.
    ///
    /// # Errors
    /// No charset has that name.
    pub fn named(name: Option<&str>, otherwise: Self) -> Result<Self, UnknownCharset> {
        match name.filter(|name| !name.is_empty()) {
            None => Ok(otherwise),
            Some(name) => Self::of_message(name).ok_or(UnknownCharset),
        }
    }
}

/// A message names a charset that is none of these.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnknownCharset;

impl fmt::Display for UnknownCharset {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a charset that is not known")
    }
}

impl std::error::Error for UnknownCharset {}
