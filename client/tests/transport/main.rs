//! The transport over HTTP against servers that fail in every way: what is sent once, and how each failure is classed.

#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::panic, clippy::unwrap_used)]

mod server;
mod tls;
mod tower;

use std::io::Write;
use std::process::Command;
use std::thread;
use std::time::Duration;

use bytes::Bytes;
use http::{Method, Request};
use refundry_client::{HttpTransport, SendError, Transport};
use server::{Server, ok};

fn request(server: &Server) -> Request<Bytes> {
    let address = format!("http://{}/refund?sign=SECRET", server.address);
    Request::builder().method(Method::POST).uri(address).body(Bytes::from_static(b"{\"amount\":1}")).unwrap()
}

fn transport() -> HttpTransport {
    HttpTransport::builder().timeout(Duration::from_millis(300)).longest_answer(100).build().unwrap()
}

/// The error of an exchange with a server; it never names the address.
async fn fails(server: &Server) -> SendError {
    let error = transport().send(request(server)).await.unwrap_err();
    assert!(!error.to_string().contains("SECRET"), "{error}");
    error
}

#[tokio::test]
async fn an_answer_comes_with_its_status_headers_and_body() {
    let server = Server::answers("HTTP/1.1 502 Bad Gateway\r\nrequest-id: 7\r\ncontent-length: 4\r\n\r\nbusy");
    let answer = transport().send(request(&server)).await.unwrap();
    assert_eq!((answer.status().as_u16(), &answer.headers()["request-id"]), (502, &"7".parse().unwrap()));
    assert_eq!((answer.body().as_ref(), server.requests()), (&b"busy"[..], 1));
}

#[tokio::test]
async fn a_connection_that_is_refused_has_sent_nothing() {
    assert!(matches!(fails(&Server::at("127.0.0.1:9")).await, SendError::NotSent(_)));
    let request = Request::builder().uri("https://nobody.invalid/").body(Bytes::new()).unwrap();
    assert!(matches!(transport().send(request).await, Err(SendError::NotSent(_))));
}

#[tokio::test]
async fn a_server_that_hangs_up_may_have_taken_the_request() {
    let server = Server::new(|_| {});
    assert!(matches!(fails(&server).await, SendError::NoAnswer(_)));
    let half = Server::answers("HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nhalf");
    assert!(matches!(fails(&half).await, SendError::NoAnswer(_)));
    let garbage = Server::answers("SSH-2.0-OpenSSH_9.2\r\n");
    assert!(matches!(fails(&garbage).await, SendError::NoAnswer(_)));
    assert_eq!((server.requests(), half.requests(), garbage.requests()), (1, 1, 1));
}

#[tokio::test]
async fn a_slow_server_may_have_taken_the_request() {
    let silent = Server::new(|_| thread::sleep(Duration::from_secs(2)));
    assert!(matches!(fails(&silent).await, SendError::NoAnswer(_)));
    let drips = Server::new(|connection| {
        drop(connection.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 50\r\n\r\n"));
        for _ in 0..20 {
            thread::sleep(Duration::from_millis(100));
            drop(connection.write_all(b"x"));
        }
    });
    assert!(matches!(fails(&drips).await, SendError::NoAnswer(_)));
    assert_eq!((silent.requests(), drips.requests()), (1, 1));
}

#[tokio::test]
async fn a_redirect_is_an_answer() {
    let target = Server::answers(ok(""));
    for status in ["301 Moved", "302 Found", "307 Temporary Redirect", "308 Permanent Redirect"] {
        let location = format!("location: http://{}/\r\ncontent-length: 0\r\nconnection: close", target.address);
        let server = Server::answers(format!("HTTP/1.1 {status}\r\n{location}\r\n\r\n"));
        assert!(transport().send(request(&server)).await.unwrap().status().is_redirection());
    }
    assert_eq!(target.requests(), 0);
}

#[tokio::test]
async fn a_busy_server_gets_no_second_request() {
    for status in ["408 Request Timeout", "425 Too Early", "429 Too Many Requests", "503 Service Unavailable"] {
        let head = format!("HTTP/1.1 {status}\r\nretry-after: 0\r\ncontent-length: 0\r\nconnection: close\r\n\r\n");
        let server = Server::answers(head);
        assert!(transport().send(request(&server)).await.is_ok());
        assert_eq!(server.requests(), 1);
    }
}

#[tokio::test]
async fn an_answer_is_bounded() {
    let most = Server::answers(ok(&"x".repeat(100)));
    assert_eq!(transport().send(request(&most)).await.unwrap().body().len(), 100);
    let longer = Server::answers(ok(&"x".repeat(101)));
    assert!(matches!(fails(&longer).await, SendError::NoAnswer(_)));
    let endless = Server::new(|connection| {
        drop(connection.write_all(b"HTTP/1.1 200 OK\r\nconnection: close\r\n\r\n"));
        while connection.write_all(&[b'x'; 4096]).is_ok() {}
    });
    assert!(matches!(fails(&endless).await, SendError::NoAnswer(_)));
}

#[tokio::test]
async fn a_connection_that_was_closed_meanwhile_is_not_used() {
    let server = Server::new(|connection| {
        drop(connection.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok"));
    });
    let transport = transport();
    for _ in 0..20 {
        assert!(transport.send(request(&server)).await.is_ok());
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    assert_eq!(server.requests(), 20);
}

/// The variables that other clients take a proxy from.
const PROXIES: [&str; 6] = ["http_proxy", "HTTP_PROXY", "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"];
const CHILD: &str = "REFUNDRY_TEST_SERVER";

#[test]
fn a_proxy_of_the_environment_is_not_used() {
    let (server, proxy) = (Server::answers(ok("ok")), Server::answers(ok("proxy")));
    let mut child = Command::new(std::env::current_exe().unwrap());
    child.args(["--exact", "sends_one_request_in_another_process", "--nocapture"]);
    child.env(CHILD, server.address.to_string());
    for name in PROXIES {
        child.env(name, format!("http://{}", proxy.address));
    }
    assert!(child.output().unwrap().status.success());
    assert_eq!((server.requests(), proxy.requests()), (1, 0));
}

/// Does nothing, unless the test above starts it.
#[tokio::test]
async fn sends_one_request_in_another_process() {
    let Ok(address) = std::env::var(CHILD) else { return };
    assert_eq!(transport().send(request(&Server::at(&address))).await.unwrap().body().as_ref(), b"ok");
}
