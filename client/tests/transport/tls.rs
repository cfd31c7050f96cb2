//! TLS against the server of openssl: whom the transport believes, and how it shows who it is.

use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::Duration;

use bytes::Bytes;
use http::Request;
use refundry_client::{HttpTransport, HttpTransportBuilder, HttpTransportError, SendError, Transport};
use tempfile::TempDir;

/// The files of a test network: an authority, a server and a merchant.
struct Network(TempDir);

impl Network {
    fn new() -> Self {
        let network = Self(TempDir::new().unwrap());
        network.openssl("req -x509 -newkey rsa:2048 -nodes -keyout ca.key -out ca.pem -subj /CN=authority -days 30");
        network.signed("server", "DNS:localhost");
        network.signed("other", "DNS:other.test");
        network.signed("merchant", "DNS:merchant.test");
        network
    }

    fn path(&self) -> &Path {
        self.0.path()
    }

    fn openssl(&self, arguments: &str) {
        let mut command = Command::new("openssl");
        let done = command.args(arguments.split(' ')).current_dir(self.path()).output().expect("openssl");
        assert!(done.status.success(), "openssl {arguments}: {}", String::from_utf8_lossy(&done.stderr));
    }

    /// A certificate of the authority and its key, in one PEM file.
    fn signed(&self, name: &str, names: &str) {
        self.openssl(&format!(
            "req -x509 -newkey rsa:2048 -nodes -keyout {name}.key -out {name}.pem -subj /CN={name} -days 30 \
             -CA ca.pem -CAkey ca.key -addext subjectAltName={names} -addext basicConstraints=critical,CA:FALSE"
        ));
        let [pem, key] = ["pem", "key"].map(|kind| std::fs::read(self.path().join(format!("{name}.{kind}"))).unwrap());
        std::fs::write(self.path().join(format!("{name}.both")), [pem, key].concat()).unwrap();
    }

    fn read(&self, name: &str) -> Vec<u8> {
        std::fs::read(self.path().join(name)).unwrap()
    }

    /// A server with the certificate of this name; it says `ok` only if `verify` is met.
    fn serve(&self, name: &str, verify: &[&str]) -> Served {
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let mut command = Command::new("openssl");
        command.args(["s_server", "-quiet", "-www", "-port", &port.to_string()]).args(verify);
        command.args(["-cert", &format!("{name}.pem"), "-key", &format!("{name}.key")]).current_dir(self.path());
        let child = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        let served = Served { child, port };
        for _ in 0..200 {
            if TcpStream::connect(("127.0.0.1", port)).is_ok() {
                return served;
            }
            sleep(Duration::from_millis(25));
        }
        panic!("openssl does not listen");
    }
}

struct Served {
    child: Child,
    port: u16,
}

impl Drop for Served {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

async fn status(served: &Served, builder: HttpTransportBuilder) -> Result<u16, SendError> {
    let transport = builder.timeout(Duration::from_secs(5)).build().unwrap();
    let uri = format!("https://localhost:{}/", served.port);
    transport.send(Request::get(uri).body(Bytes::new()).unwrap()).await.map(|answer| answer.status().as_u16())
}

#[tokio::test]
async fn a_server_is_believed_by_its_certificate_alone() {
    let network = Network::new();
    let roots = || HttpTransport::builder().only_roots_pem(&network.read("ca.pem")).unwrap();
    let served = network.serve("server", &[]);
    assert_eq!(status(&served, roots()).await, Ok(200));
    // Nobody vouches for the authority of the test network. The request did not leave the machine.
    assert!(matches!(status(&served, HttpTransport::builder()).await, Err(SendError::NotSent(_))));
    let other = network.serve("other", &[]);
    assert!(matches!(status(&other, roots()).await, Err(SendError::NotSent(_))));
}

#[tokio::test]
async fn a_merchant_shows_a_certificate_where_the_server_demands_one() {
    let network = Network::new();
    let roots = || HttpTransport::builder().only_roots_pem(&network.read("ca.pem")).unwrap();
    let served = network.serve("server", &["-Verify", "1", "-CAfile", "ca.pem", "-verify_return_error"]);
    let identity = roots().identity_pem(&network.read("merchant.both")).unwrap();
    assert_eq!(status(&served, identity).await, Ok(200));
    assert!(status(&served, roots()).await.is_err());
    // The second form has the ciphers that providers' files still have.
    for form in ["", " -legacy"] {
        let files = "-inkey merchant.key -in merchant.pem -certfile ca.pem -out merchant.p12";
        network.openssl(&format!("pkcs12 -export {files} -passout pass:1900000109{form}"));
        let file = network.read("merchant.p12");
        let identity = roots().identity_pkcs12(&file, "1900000109").unwrap();
        assert_eq!(status(&served, identity).await, Ok(200), "pkcs12{form}");
        let wrong = HttpTransport::builder().identity_pkcs12(&file, "1900000108");
        assert!(matches!(wrong, Err(HttpTransportError::Identity)));
    }
    let garbage = HttpTransport::builder().identity_pkcs12(b"0\x82\x01", "");
    assert!(matches!(garbage, Err(HttpTransportError::Identity)));
}

#[test]
fn a_file_that_is_no_identity_is_refused() {
    let network = Network::new();
    for name in ["merchant.pem", "merchant.key", "ca.pem"] {
        let read = HttpTransport::builder().identity_pem(&network.read(name));
        assert!(matches!(read, Err(HttpTransportError::Identity)), "{name}");
    }
    assert!(matches!(HttpTransport::builder().only_roots_pem(b"no PEM"), Err(HttpTransportError::Roots)));
    let error = HttpTransport::builder().identity_pem(b"SECRET").unwrap_err();
    assert!(!format!("{error} {error:?}").contains("SECRET"));
}
