//! URLs: servers, the paths of operations, the URL of a document.

use super::form::Form;
use super::number::bad_word;
use super::reader::{text, within};
use super::syntax::Word;
use super::tree::Node;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};

/// The base of a provider's URLs. Accepts the same URLs as the runtime's check of a caller's own server.
pub(super) fn server(node: &Node, out: &mut Diagnostics) -> Option<Word> {
    let url = text(node, out)?;
    let Some(help) = server_fault(&url.value) else { return Some(url) };
    bad_word(node, &url.value, Form::Server, help, out)
}

fn server_fault(url: &str) -> Option<&'static str> {
    const FORM: &str = "write scheme, host and path prefix: `https://api.acme.example`, no slash at the end";
    let (rest, secure) = match (url.strip_prefix("https://"), url.strip_prefix("http://")) {
        (Some(rest), _) => (rest, true),
        (None, Some(rest)) => (rest, false),
        (None, None) if !url.contains(['.', ':', '/']) => {
            return Some("write the address of a server; if this is no server, its key belongs in another section");
        }
        (None, None) => return Some(FORM),
    };
    let (authority, prefix) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
    let (host, port) = match authority.rsplit_once(':').filter(|_| !authority.ends_with(']')) {
        Some((host, port)) => (host, Some(port)),
        None => (authority, None),
    };
    if authority.contains('@') {
        return Some("leave out user and password: credentials belong under `credentials:`");
    }
    if !is_host(host) || rest.ends_with('/') || !prefix.chars().all(in_path) || prefix.contains(['?', '#']) {
        return Some(FORM);
    }
    if port.is_some_and(|port| !port.bytes().all(|byte| byte.is_ascii_digit()) || port.parse::<u16>().is_err()) {
        return Some("write the port as a number up to 65535");
    }
    if !secure && !matches!(host, "localhost" | "127.0.0.1" | "[::1]") {
        return Some("use `https://`: without TLS anybody can answer");
    }
    has_dots(prefix).then_some(DOTS)
}

fn is_host(host: &str) -> bool {
    let name = host.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-._".contains(&byte));
    let address = host.strip_prefix('[').and_then(|host| host.strip_suffix(']'));
    let address = address.is_some_and(|host| host.bytes().all(|byte| byte.is_ascii_hexdigit() || byte == b':'));
    !host.is_empty() && (name || address)
}

/// The path of an operation, with `{field}` in it.
pub(super) fn path(node: &Node, out: &mut Diagnostics) -> Option<Word> {
    let path = text(node, out)?;
    let sound = path.value.starts_with('/') && path.value.chars().all(in_path) && !path.value.contains(['?', '#']);
    if let Some(at) = path.value.find("${") {
        let message = "`{field}` stands in a path without `$`";
        let fault = Diagnostic::new(Code::BadWord, within(&path, at, 1), message);
        out.push(fault.help("leave out the `$`, which would be sent"));
        return None;
    }
    if let Some((at, written, name)) = parameter(&path.value) {
        let message = format!("`{written}` is sent as it stands");
        let fault = Diagnostic::new(Code::BadWord, within(&path, at, written.len()), message);
        out.push(fault.help(format!("write `{{{name}}}` for the field")));
        return None;
    }
    let help = match sound {
        true if !has_dots(&path.value) => return Some(path),
        true => DOTS,
        false => "begin it with `/`, and write no query, no spaces and only ASCII",
    };
    bad_word(node, &path.value, Form::Path, help, out)
}

/// A segment that other formats replace by a parameter, `:id`, `<id>`, `{{id}}` or `{ id }`: its offset, itself and its name.
fn parameter(path: &str) -> Option<(usize, &str, &str)> {
    let is_name = |name: &str| {
        !name.is_empty() && name.bytes().all(|next| next.is_ascii_alphanumeric() || next == b'_' || next == b'-')
    };
    let inside = |segment: &str| -> Option<usize> {
        let name = segment.strip_prefix(':').or_else(|| segment.strip_prefix('<')?.strip_suffix('>'));
        let name = name.or_else(|| segment.strip_prefix("{{")?.strip_suffix("}}"));
        let spaced = || segment.strip_prefix('{')?.strip_suffix('}').filter(|name| name.contains(' '));
        name.or_else(spaced).map(str::trim).filter(|name| is_name(name)).map(str::len)
    };
    let mut at = 0;
    path.split('/').find_map(|segment| {
        let start = at;
        at += segment.len() + 1;
        let length = inside(segment)?;
        Some((start, segment, segment.trim_start_matches([':', '<', '{', ' ']).get(..length)?))
    })
}

/// The URL of a document.
pub(super) fn document(node: &Node, out: &mut Diagnostics) -> Option<Word> {
    let url = text(node, out)?;
    let rest = url.value.strip_prefix("https://").or_else(|| url.value.strip_prefix("http://"));
    let strange = |next: char| next.is_whitespace() || next.is_control() || super::lookalike::of(next).is_some();
    match rest.filter(|rest| !rest.is_empty() && !rest.starts_with('/') && !rest.contains(strange)) {
        Some(_) => Some(url),
        None => {
            let help = "write it like `https://acme.example/docs/refund`; text that is no address belongs into `title`";
            bad_word(node, &url.value, Form::Page, help, out)
        }
    }
}

const DOTS: &str = "leave out the segments `.` and `..`: HTTP clients resolve them, and would ask for another path";

fn has_dots(path: &str) -> bool {
    let is_dots = |segment: &str| matches!(segment.to_ascii_lowercase().replace("%2e", ".").as_str(), "." | "..");
    path.split('/').any(is_dots)
}

fn in_path(next: char) -> bool {
    next.is_ascii_graphic() && next != '\\'
}
