//! A PostgreSQL server for the tests, made of Debian's package.

use std::io::{BufRead, BufReader};
use std::process::{ChildStdin, Command, Stdio};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};

use refundry_client::sqlx::{self, AssertSqlSafe, Connection, PgConnection};

/// A running server. It stops when the pipe to its script is closed, at the latest by the end of this process.
struct Server {
    folder: String,
    _pipe: ChildStdin,
}

static SERVER: OnceLock<Option<Server>> = OnceLock::new();

static DATABASES: AtomicU32 = AtomicU32::new(0);

/// The URL of a new database; `None` on a machine without PostgreSQL.
pub async fn database() -> Option<String> {
    let folder = &SERVER.get_or_init(start).as_ref()?.folder;
    let url = |name: &str| format!("postgres://refundry@localhost/{name}?host={folder}");
    let name = format!("ledger_{}", DATABASES.fetch_add(1, Ordering::Relaxed));
    let mut server = PgConnection::connect(&url("postgres")).await.expect("a connection");
    sqlx::query(AssertSqlSafe(format!("CREATE DATABASE {name}"))).execute(&mut server).await.expect("a database");
    Some(url(&name))
}

fn start() -> Option<Server> {
    let script = include_str!("postgres.sh");
    // The server refuses to run as root.
    let is_root = Command::new("id").arg("-u").output().expect("a user").stdout == b"0\n";
    let mut command = if is_root { Command::new("runuser") } else { Command::new("sh") };
    let as_user: &[&str] = if is_root { &["-u", "postgres", "--", "sh", "-c", script] } else { &["-c", script] };
    let started = command.args(as_user).current_dir("/").stdin(Stdio::piped()).stdout(Stdio::piped()).spawn();
    let folder = started.ok().and_then(|mut child| {
        let mut folder = String::new();
        BufReader::new(child.stdout.take()?).read_line(&mut folder).ok()?;
        Some((folder.trim().to_owned(), child.stdin.take()?))
    });
    match folder {
        Some((folder, pipe)) if !folder.is_empty() => Some(Server { folder, _pipe: pipe }),
        _ => {
            eprintln!(
                "\n== LEFT OUT: every test over PostgreSQL, because this machine has no PostgreSQL that starts\n"
            );
            None
        }
    }
}
