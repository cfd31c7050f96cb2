//! Tables of percent-encoding.

/// The facts of a table of percent-encoding.
#[derive(Debug)]
pub struct PercentRow {
    /// The spelling in a spec.
    pub word: &'static str,
    /// What prose says of a text.
    pub prose: &'static str,
}

words! {
    /// A table of percent-encoding: which characters stay, how a blank is written, and in which case the hex digits are.
    #[derive(Default)]
    Percent: PercentRow {
        /// As the URL standard, Java's `URLEncoder` and browsers write forms: `*-._` stay, a blank is `+`.
        #[default]
        Form { word: "form", prose: "percent-encoded as forms are (a blank is `+`)" }
        /// RFC 3986: `-._~` stay, a blank is `%20`.
        Rfc3986 { word: "rfc3986", prose: "percent-encoded as in RFC 3986 (a blank is `%20`)" }
        /// PHP's `urlencode`: `-._` stay, a blank is `+`.
        Php { word: "php", prose: "percent-encoded as by PHP's `urlencode`" }
        /// .NET's `HttpUtility.UrlEncode`: `-_.!*()` stay, a blank is `+`, the hex digits are in lower case.
        DotNet { word: "dotnet", prose: "percent-encoded as by .NET's `HttpUtility.UrlEncode`" }
    }
}
