//! Damage to bodies and headers, independent of their content.

use refundry_runtime as rt;
use serde_json::{Value as Json, json};

use crate::{draw::Draw, texts};

/// The range and the name of each XML element without child elements.
pub fn leaves(body: &str) -> Vec<(usize, usize, String)> {
    let mut out = Vec::new();
    let mut opened: Option<(usize, String)> = None;
    for (at, _) in body.match_indices('<') {
        let rest = &body[at + 1..];
        if let Some(rest) = rest.strip_prefix('/') {
            let name = rest.split('>').next().unwrap_or_default();
            if let Some((start, opened)) = opened.take().filter(|(_, opened)| opened == name) {
                let end = at + opened.len() + 3;
                if body.is_char_boundary(end) {
                    out.push((start, end, opened));
                }
            }
        } else if !rest.starts_with(['!', '?']) {
            let name = rest.split(['>', ' ', '/']).next().unwrap_or_default();
            opened = Some((at, name.to_owned()));
        }
    }
    out
}

/// Adds, removes or replaces a character anywhere.
pub fn scratch(draw: &mut Draw, body: &str) -> String {
    let mut signs: Vec<char> = body.chars().collect();
    let at = draw.below(signs.len());
    match draw.below(5) {
        0 if !signs.is_empty() => drop(signs.remove(at)),
        1 => signs.truncate(at),
        2 => signs.insert(at, *draw.pick(&['"', '{', '&', '<', '=', '%', ' ', '\u{0}', '中'])),
        3 => signs.extend(signs.clone().into_iter().skip(at)),
        _ if !signs.is_empty() => signs[at] = *draw.pick(&['0', 'a', 'F', '}', ',', '>']),
        _ => {}
    }
    signs.into_iter().collect()
}

pub fn garbage(draw: &mut Draw) -> Json {
    match draw.below(4) {
        0 => json!(""),
        1 => {
            let bytes: Vec<u8> = (0..draw.below(40)).map(|_| draw.below(256) as u8).collect();
            json!({ "hex": rt::encode::hex_lower(&bytes) })
        }
        2 => json!(texts::any(draw)),
        _ => json!(draw.pick(&["{}", "[]", "null", "<xml></xml>", "a=b", "<html>502</html>", "{\"a\":", "\"x\""])),
    }
}

pub fn headers(draw: &mut Draw, answer: &mut Json) {
    let headers = answer["headers"].as_array_mut().expect("headers");
    if headers.is_empty() {
        headers.push(json!(["x-new", "1"]));
        return;
    }
    let at = draw.below(headers.len());
    let value = headers[at][1].as_str().unwrap_or_default().to_owned();
    match draw.below(4) {
        0 => drop(headers.remove(at)),
        1 => headers.push(headers[at].clone()),
        2 => headers[at][1] = json!(format!("{value}0")),
        _ => headers[at][1] = json!(draw.pick(&["", "1", "a=b,c=d", "text/plain", "application/json"])),
    }
}
