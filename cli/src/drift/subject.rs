//! The subject of a table by the text above it: headers of HTTP, or error codes.

/// Whether a text names the headers of HTTP, and no body beside them.
pub fn is_of_headers(text: &str) -> bool {
    const WORDS: &[&str] = &["header", "请求头", "响应头", "返回头", "应答头", "http头", "头参数", "头信息"];
    const OTHERS: &[&str] = &["body", "体", "query"];
    let lower = text.to_lowercase();
    let says = |words: &[&str]| words.iter().any(|word| lower.contains(word));
    is_title(text) && says(WORDS) && !says(OTHERS)
}

/// Whether a text names the codes of errors or results.
pub fn is_of_errors(text: &str) -> bool {
    const WORDS: &[&str] = &[
        "error",
        "errors",
        "return code",
        "response code",
        "result code",
        "failure",
        "错误",
        "异常",
        "返回码",
        "响应码",
        "应答码",
        "结果码",
        "状态码",
    ];
    let lower = text.to_lowercase();
    is_title(text) && WORDS.iter().any(|word| lower.contains(word))
}

fn is_title(text: &str) -> bool {
    const LONGEST: usize = 64;
    text.len() <= LONGEST
}

/// Whether a header is written by every HTTP client or by the codec of the body.
pub fn is_usual_header(name: &str) -> bool {
    const USUAL: &[&str] =
        &["content-type", "content-length", "accept", "accept-encoding", "user-agent", "host", "connection", "date"];
    USUAL.iter().any(|usual| name.eq_ignore_ascii_case(usual))
}
