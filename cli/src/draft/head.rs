//! The facts of a page outside of its tables: title, revision, address, method, signing.

use crate::drift::read::Line;

use super::rows::titled;
use super::yaml::one_line;

/// The facts outside of the tables.
#[derive(Clone, Debug, Default)]
pub struct Head {
    /// The title.
    pub title: Option<String>,
    /// The day or version of the page.
    pub revision: Option<String>,
    /// Scheme and host of the interface.
    pub server: Option<String>,
    /// Scheme, host and prefix of the sandbox, if the path is the same there.
    pub sandbox: Option<String>,
    /// The path of the request.
    pub path: Option<String>,
    /// The HTTP method.
    pub method: Option<String>,
    /// The words about signing.
    pub signing: Option<String>,
}

const METHODS: &[&str] = &["POST", "GET", "PUT", "PATCH", "DELETE"];

/// Reads the lines before the first table of fields, and all lines for the day of the page.
pub fn head(before: &[Line], lines: &[Line]) -> Head {
    let before: Vec<&str> = before.iter().map(|line| line.text.trim()).collect();
    let filled: Vec<&str> = before.iter().copied().filter(|text| !text.is_empty()).collect();
    let mut addresses: Vec<(bool, Option<String>, String)> = Vec::new();
    for text in &filled {
        addresses.extend(address(text).map(|(server, path)| (is_of_tests(text), server, path)));
    }
    let own = addresses.iter().find(|(tests, _, _)| !tests).or(addresses.first());
    let (server, path) = own.map_or((None, None), |(_, server, path)| (server.clone(), Some(path.clone())));
    // The sandbox may have a prefix before the path.
    let prefixed = |(tests, other, below): &(bool, Option<String>, String)| {
        let prefix = below.strip_suffix(path.as_ref()?.as_str()).filter(|_| *tests && own.is_some_and(|own| !own.0))?;
        Some(format!("{}{prefix}", other.as_ref()?))
    };
    let sandbox = addresses.iter().find_map(prefixed);
    Head {
        title: filled.iter().find_map(|text| title(text)),
        revision: lines
            .iter()
            .find_map(|line| revision(&line.text))
            .or_else(|| filled.iter().find_map(|text| version(text))),
        server,
        sandbox,
        path,
        method: filled.iter().find_map(|text| method_of(text)).or_else(|| method_beside(&filled)).or_else(|| {
            labelled(&filled, &["方式", "方法", "method"], |word| {
                let word = word.to_ascii_uppercase();
                METHODS.iter().find(|method| word == **method).map(|method| (*method).to_owned())
            })
        }),
        signing: labelled(&filled, &["签名", "加签", "sign"], |word| {
            Some(one_line(word)).filter(|word| is_scheme(word))
        }),
    }
}

/// A title: the first line that is no rule, navigation or number.
fn title(text: &str) -> Option<String> {
    let cell = text.split('|').map(titled).find(|cell| !cell.is_empty() && cell != "接口说明" && cell != "接口名称")?;
    Some(one_line(&cell)).filter(|title| title.chars().any(char::is_alphabetic))
}

/// The date of a line that says when the page was changed.
fn revision(text: &str) -> Option<String> {
    const WORDS: &[&str] = &["更新时间", "更新日期", "最后更新", "last updated", "updated", "revision"];
    let lower = text.to_lowercase();
    let after = WORDS.iter().find_map(|word| lower.split_once(word))?.1;
    let date = after.trim_start_matches(|next: char| !next.is_ascii_digit());
    let date: String = date.chars().take_while(|next| next.is_ascii_digit() || "-./".contains(*next)).collect();
    let parts: Vec<&str> = date.split(['-', '.', '/']).collect();
    let sound = parts.len() == 3 && parts.first().is_some_and(|year| year.len() == 4);
    sound.then(|| parts.join("-"))
}

/// The version in a line, `文档版本：V3.2` or `V1.0.3`.
fn version(text: &str) -> Option<String> {
    let words = text.split(|next: char| !(next.is_ascii_alphanumeric() || next == '.'));
    let mut versions = words.filter(|word| {
        let number = word.trim_start_matches(['V', 'v']);
        let parts: Vec<&str> = number.split('.').collect();
        let sound =
            parts.iter().all(|part| (1..=3).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit()));
        number.len() + 1 == word.len() && parts.len() > 1 && sound
    });
    versions.next().map(str::to_owned)
}

/// Scheme and host, and the path, of a line that is an address, or has one behind a label.
fn address(text: &str) -> Option<(Option<String>, String)> {
    const LABELS: &[&str] = &[
        "url",
        "地址",
        "入口",
        "路径",
        "endpoint",
        "path",
        "接口",
        "post",
        "get",
        "put",
        "环境",
        "production",
        "live",
    ];
    let text = text.trim_matches(|next: char| "`*|- ".contains(next));
    let lower = text.to_lowercase();
    let told = LABELS.iter().any(|label| lower.starts_with(label)) || LABELS.iter().any(|label| lower.contains(label));
    let ends = |next: char| next.is_whitespace() || "|`<>\"".contains(next) || !next.is_ascii();
    let word = text.split(ends).find(|word| {
        let alone = word.len() == text.len();
        (alone || told) && (word.starts_with("https://") || word.starts_with("http://") || is_path(word))
    })?;
    match word.split_once("://") {
        Some((scheme, rest)) => {
            let (host, path) = rest.split_once('/')?;
            let path = path.split(['?', '#']).next().unwrap_or_default().trim_end_matches('/');
            Some((Some(format!("{scheme}://{host}")), format!("/{path}"))).filter(|_| !path.is_empty())
        }
        None => Some((None, word.get(word.find('/')?..)?.to_owned())),
    }
}

/// Whether a line is about a system for tests.
fn is_of_tests(text: &str) -> bool {
    let lower = text.to_lowercase();
    ["测试", "沙箱", "联调", "sandbox", "test", "staging", "playground"].iter().any(|word| lower.contains(word))
}

/// The method before an address: `POST /v1/refunds`.
fn method_of(text: &str) -> Option<String> {
    let (method, rest) = text.trim_matches('`').split_once(' ')?;
    let address = rest.trim_start().starts_with(['/', '{']) || rest.trim_start().starts_with("http");
    METHODS.iter().find(|known| **known == method && address).map(|method| (*method).to_owned())
}

/// The only method in the line of the address.
fn method_beside(lines: &[&str]) -> Option<String> {
    let line = lines.iter().find(|text| address(text).is_some())?;
    let words = line.split(|next: char| !next.is_ascii_alphabetic());
    let mut methods = words.filter_map(|word| METHODS.iter().find(|known| **known == word));
    let first = methods.next()?;
    methods.all(|next| next == first).then(|| (*first).to_owned())
}

/// A path, possibly behind a placeholder of the host: `{api_domain}/upay/v2/refund`.
fn is_path(word: &str) -> bool {
    let path = match word.strip_prefix('{') {
        Some(rest) => rest.split_once('}').map_or("", |(_, path)| path),
        None => word,
    };
    let consists = |next: char| next.is_ascii_alphanumeric() || "/_-.{}:".contains(next);
    path.len() > 2 && path.starts_with('/') && !path.starts_with("//") && path.chars().all(consists)
}

/// The first word that `read` accepts, of the cells and lines after one with a label.
fn labelled<T>(lines: &[&str], labels: &[&str], read: impl Fn(&str) -> Option<T>) -> Option<T> {
    lines.iter().enumerate().find_map(|(at, text)| {
        let lower = text.to_lowercase();
        let label = labels.iter().find(|label| lower.contains(**label))?;
        let own = text.get(lower.find(label)? + label.len()..).unwrap_or_default();
        let next = lines.get(at + 1).copied().unwrap_or_default();
        let words = |text: &str| {
            text.split(|next: char| next.is_whitespace() || "|:\u{ff1a}(\u{ff08}".contains(next))
                .find_map(|word| read(word.trim()))
        };
        words(own).or_else(|| words(next))
    })
}

/// Whether a word names a digest or a signature.
fn is_scheme(word: &str) -> bool {
    let lower = word.to_lowercase();
    word.len() <= 40 && ["md5", "sha", "rsa", "hmac", "sm2", "sm3"].iter().any(|name| lower.contains(name))
}
