//! Charsets.

use std::fmt;

/// The facts of a charset.
#[derive(Debug)]
pub struct CharsetRow {
    /// The spelling in a spec.
    pub word: &'static str,
    /// Its names in messages, in lower case.
    pub names: &'static [&'static str],
    /// Its name in prose.
    pub title: &'static str,
    /// Those of the characters `中`, `한` and `😀` that it lacks: samples of Chinese, Korean and the other planes.
    pub lacks: &'static str,
}

words! {
    /// A charset.
    #[derive(Default)]
    Charset: CharsetRow {
        /// UTF-8.
        #[default]
        Utf8 { word: "utf-8", names: &["utf-8", "utf8"], title: "UTF-8", lacks: "" }
        /// GBK with the euro sign at 0x80, as the Encoding Standard defines it.
        Gbk { word: "gbk", names: &["gbk", "gb2312", "cp936"], title: "GBK", lacks: "한😀" }
        /// GB 18030, which has every character of Unicode.
        Gb18030 { word: "gb18030", names: &["gb18030"], title: "GB 18030", lacks: "" }
        /// Big5 as the Encoding Standard defines it: the Hong Kong supplement is read and not written.
        Big5 { word: "big5", names: &["big5", "big5-hkscs", "cp950"], title: "Big5", lacks: "한😀" }
        /// EUC-KR with the extension of Windows code page 949.
        EucKr {
            word: "euc-kr", names: &["euc-kr", "ks_c_5601-1987", "ksc5601", "cp949", "ms949", "windows-949"],
            title: "EUC-KR", lacks: "😀",
        }
        /// EUC-JP; the supplement JIS X 0212 is read and not written.
        EucJp { word: "euc-jp", names: &["euc-jp"], title: "EUC-JP", lacks: "한😀" }
        /// Windows code page 932, which the Encoding Standard calls Shift_JIS.
        Cp932 {
            word: "cp932", names: &["shift_jis", "sjis", "windows-31j", "cp932", "ms932"],
            title: "Windows code page 932", lacks: "한😀",
        }
        /// Windows code page 1252, which the Encoding Standard takes for ISO 8859-1 as well.
        Windows1252 {
            word: "windows-1252", names: &["windows-1252", "cp1252", "iso-8859-1", "latin1"],
            title: "Windows code page 1252", lacks: "中한😀",
        }
    }
}

impl Charset {
    /// Whether it has every character of Unicode.
    pub const fn is_complete(self) -> bool {
        self.row().lacks.is_empty()
    }

    /// Whether a charset may have this ASCII character as the second half of another character. Every other ASCII
    /// character means itself in all charsets, wherever its byte stands.
    pub const fn may_swallow(sign: char) -> bool {
        matches!(sign, '0'..='9' | '@'..='~')
    }

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
