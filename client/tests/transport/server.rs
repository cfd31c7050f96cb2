//! Small servers on the loopback interface: each does one thing wrong.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

/// A server that runs until the test's process ends.
pub struct Server {
    pub address: SocketAddr,
    requests: Arc<AtomicUsize>,
}

impl Server {
    /// A server that treats each connection in a thread. `serve` gets the connection after its first request was read.
    pub fn new(serve: impl Fn(&mut TcpStream) + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let requests = Arc::new(AtomicUsize::new(0));
        let (counted, serve) = (requests.clone(), Arc::new(serve));
        thread::spawn(move || {
            for connection in listener.incoming() {
                let (counted, serve) = (counted.clone(), serve.clone());
                thread::spawn(move || {
                    let mut connection = connection.unwrap();
                    if read_request(&mut connection) {
                        counted.fetch_add(1, Ordering::SeqCst);
                        serve(&mut connection);
                    }
                });
            }
        });
        Self { address, requests }
    }

    /// A server that answers with this text.
    pub fn answers(text: impl Into<Vec<u8>>) -> Self {
        let text = text.into();
        Self::new(move |connection| drop(connection.write_all(&text)))
    }

    /// A server of another process, or none at all.
    pub fn at(address: &str) -> Self {
        Self { address: address.parse().unwrap(), requests: Arc::default() }
    }

    /// The number of requests that arrived.
    pub fn requests(&self) -> usize {
        self.requests.load(Ordering::SeqCst)
    }
}

/// Reads a request without a body, or with one of the length that it states.
pub fn read_request(connection: &mut TcpStream) -> bool {
    let mut read = Vec::new();
    let mut byte = [0];
    while !read.ends_with(b"\r\n\r\n") {
        match connection.read(&mut byte) {
            Ok(1) => read.push(byte[0]),
            _ => return false,
        }
    }
    let head = String::from_utf8(read).unwrap().to_ascii_lowercase();
    let length = head.lines().find_map(|line| line.strip_prefix("content-length: "));
    let mut body = vec![0; length.map_or(0, |length| length.trim().parse().unwrap())];
    connection.read_exact(&mut body).is_ok()
}

/// An answer with a body.
pub fn ok(body: &str) -> String {
    format!("HTTP/1.1 200 OK\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{body}", body.len())
}
