//! Base URLs, and the URLs built from them.

use refundry_runtime::{SignError, path_of, path_segment, url, url_of};

type Server = refundry_runtime::Server<()>;

#[test]
fn custom_servers_are_base_urls() {
    for text in ["https://api.example", "http://localhost:8080", "https://api.example/gateway/v1", "http://[::1]:80"] {
        assert_eq!(Server::custom(text).unwrap().url(), text);
    }
    let wrong = [
        "api.example",
        "ftp://api.example",
        "https://",
        "https:///path",
        "https://api.example/",
        "https://api.example/v1/",
        "https://api.example?x=1",
        "https://api.example#x",
        "https://user:pass@api.example",
        "https://api.example:port",
        "https://api.example:",
        "https://api.example:99999",
        "https://api .example",
        "https://api.example\\@other.example",
        "https://api.example\r\nX: y",
        "https://api.example/../v1",
        "https://api.example/a/%2E%2e/v1",
        "",
    ];
    for text in wrong {
        assert!(Server::custom(text).is_err(), "{text:?}");
    }
}

#[test]
fn a_server_without_tls_is_asked_for_by_name() {
    for text in ["http://sandbox.example", "http://10.0.0.7:8080/gateway", "http://localhost"] {
        assert_eq!(Server::without_tls(text).unwrap().url(), text);
    }
    for text in ["http://sandbox.example", "http://10.0.0.7:8080", "http://localhost.example"] {
        assert!(Server::custom(text).is_err(), "{text:?}");
    }
    let wrong =
        ["https://api.example", "HTTP://api.example", "http://", "http://api.example/", "http://user@api.example"];
    for text in
        wrong.into_iter().chain(["http://api.example:port", "http://api.example/../v1", "http://api.example?x=1"])
    {
        assert!(Server::without_tls(text).is_err(), "{text:?}");
    }
}

#[test]
fn urls_are_sent_as_they_are_signed() {
    let server = Server::custom("https://api.example/gateway").unwrap();
    assert_eq!(path_of(server.base(), "/v3/refunds"), "/gateway/v3/refunds");
    assert_eq!(path_of(Server::fixed("https://api.example").base(), "/refunds"), "/refunds");
    assert_eq!(url_of(server.base(), "/a", ""), "https://api.example/gateway/a");
    assert_eq!(url_of(server.base(), "/a", "b=c"), "https://api.example/gateway/a?b=c");
    assert_eq!(url(server.base(), "/a%2F", "b=c&d").unwrap().to_string(), "https://api.example/gateway/a%2F?b=c&d");
    for (path, query) in
        [("/a#b", ""), ("/a", "b#c"), ("/a?b", ""), ("/a b", ""), ("", ""), ("/../a", ""), ("/%2e%2E/a", "")]
    {
        let built = url(Server::fixed("https://api.example").base(), path, query);
        assert!(matches!(built, Err(SignError::Url(_))), "{path:?} {query:?}: {built:?}");
    }
}

#[test]
fn path_segments_are_encoded() {
    assert_eq!(path_segment("aZ0-._~"), "aZ0-._~");
    assert_eq!(path_segment("a/b?c#d|*@ %商"), "a%2Fb%3Fc%23d%7C%2A%40%20%25%E5%95%86");
}
