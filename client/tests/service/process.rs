//! The example as a process that is killed and started again.

use std::net::TcpListener;
use std::path::PathBuf;
use std::process::{Child, Command};
use std::time::Duration;

use bytes::Bytes;
use http::Request;
use refundry_client::{HttpTransport, Transport};
use serde_json::Value;

pub struct Service {
    variables: Vec<(String, String)>,
    port: u16,
    child: Child,
    http: HttpTransport,
}

impl Service {
    pub fn start(variables: Vec<(String, String)>) -> Self {
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let child = spawn(&variables, port);
        let http = HttpTransport::builder().timeout(Duration::from_secs(5)).build().unwrap();
        Self { variables, port, child, http }
    }

    /// Kills the process, with SIGKILL, and starts it again.
    pub fn kill(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
        self.child = spawn(&self.variables, self.port);
    }

    /// An exchange with the service: the status, and the answer as JSON or text.
    pub async fn call(&self, method: &str, path: &str, body: &Value) -> Option<(u16, Value)> {
        let body = if body.is_null() { Bytes::new() } else { Bytes::from(body.to_string()) };
        let uri = format!("http://127.0.0.1:{}{path}", self.port);
        let answer = self.http.send(Request::builder().method(method).uri(uri).body(body).unwrap()).await.ok()?;
        let text = String::from_utf8(answer.body().to_vec()).unwrap();
        Some((answer.status().as_u16(), serde_json::from_str(&text).unwrap_or(Value::String(text))))
    }
}

impl Drop for Service {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

fn spawn(variables: &[(String, String)], port: u16) -> Child {
    let mut example: PathBuf = std::env::current_exe().unwrap();
    example.pop();
    example.set_file_name("examples");
    example.push("service");
    assert!(example.exists(), "build the example first: cargo build -p refundry-client --examples --all-features");
    let mut command = Command::new(example);
    command.envs(variables.iter().cloned()).env("LISTEN", format!("127.0.0.1:{port}"));
    command.spawn().unwrap()
}
