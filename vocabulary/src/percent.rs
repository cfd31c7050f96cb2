//! Tables of percent-encoding.

/// The facts of a table of percent-encoding.
#[derive(Debug)]
pub struct PercentRow {
    /// The spelling in a spec.
    pub word: &'static str,
    /// The words that prose appends to an encoded text.
    pub prose: &'static str,
}

words! {
    /// A table of percent-encoding: the characters that stay, the form of a space, and the case of the hex digits.
    #[derive(Default)]
    Percent: PercentRow {
        /// Forms as in the URL standard, Java's `URLEncoder` and browsers: `*-._` stay, a space is `+`.
        #[default]
        Form { word: "form", prose: "percent-encoded as forms are (a space is `+`)" }
        /// RFC 3986: `-._~` stay, a space is `%20`.
        Rfc3986 { word: "rfc3986", prose: "percent-encoded as in RFC 3986 (a space is `%20`)" }
        /// PHP's `urlencode`: `-._` stay, a space is `+`.
        Php { word: "php", prose: "percent-encoded as by PHP's `urlencode`" }
        /// .NET's `HttpUtility.UrlEncode`: `-_.!*()` stay, a space is `+`, the hex digits are in lower case.
        DotNet { word: "dotnet", prose: "percent-encoded as by .NET's `HttpUtility.UrlEncode`" }
    }
}
