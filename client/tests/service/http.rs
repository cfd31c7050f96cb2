//! A bank behind HTTP on the loopback interface. A request without an answer ends in a closed connection.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;

use refundry::http::{Request, Response};

use crate::bank::{Bank, Wire};

/// Serves the bank until the process of the test ends.
pub fn serve<W: Wire + Send + 'static>(bank: Arc<Mutex<Bank<W>>>) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    thread::spawn(move || {
        for connection in listener.incoming() {
            let bank = bank.clone();
            thread::spawn(move || exchange(&mut connection.unwrap(), &bank));
        }
    });
    address
}

fn exchange<W: Wire>(connection: &mut TcpStream, bank: &Mutex<Bank<W>>) -> Option<()> {
    let request = read(connection)?;
    let answer = bank.lock().unwrap().exchange(&request)?;
    connection.write_all(&written(&answer)).ok()
}

fn read(connection: &mut TcpStream) -> Option<Request<Vec<u8>>> {
    let mut reader = BufReader::new(connection);
    let mut line = || {
        let mut line = String::new();
        reader.read_line(&mut line).ok().filter(|read| *read > 0)?;
        Some(line.trim_end().to_owned())
    };
    let first = line()?;
    let mut first = first.split(' ');
    let mut request = Request::builder().method(first.next()?).uri(first.next()?);
    let mut length = 0;
    while let Some((name, value)) = line()?.split_once(": ") {
        if name.eq_ignore_ascii_case("content-length") {
            length = value.parse().ok()?;
        }
        request = request.header(name, value);
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body).ok()?;
    request.body(body).ok()
}

fn written(answer: &Response<Vec<u8>>) -> Vec<u8> {
    let mut out = format!(
        "HTTP/1.1 {} -\r\ncontent-length: {}\r\nconnection: close\r\n",
        answer.status().as_u16(),
        answer.body().len()
    );
    for (name, value) in answer.headers() {
        out.push_str(&format!("{name}: {}\r\n", value.to_str().unwrap()));
    }
    [out.as_bytes(), b"\r\n", answer.body()].concat()
}
