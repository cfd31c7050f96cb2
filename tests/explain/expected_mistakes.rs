//! The mistakes that the tool must know, each applied to the text itself, and the words that the tool must use.

use serde_json::Value as Json;

use super::{
    requests::Random,
    work::{FORM, Hash, RFC, Seal, Shape, Sorted, Work, Written, encoded},
};

/// A mistake: changes the work and returns its words; `None` if it cannot be made.
pub struct Mistake {
    /// The name in the table.
    pub name: &'static str,
    /// The group; two mistakes of a group are never combined.
    pub group: &'static str,
    pub make: fn(&mut Work, &mut Random) -> Option<String>,
}

macro_rules! mistakes {
    ($($group:literal: { $($name:literal => $make:expr,)* })*) => {
        pub const ALL: &[Mistake] = &[$($(Mistake { name: $name, group: $group, make: $make },)*)*];
    };
}

mistakes! {
    "key": {
        "key missing" => |work, _| times(work, 0, "the key left out of the text"),
        "key doubled" => |work, _| times(work, 2, "the key twice in the text"),
        "key with LF" => |work, _| key(work, |key| format!("{key}\n"), "the key with a line feed at its end"),
        "key with CRLF" => |work, _| key(work, |key| format!("{key}\r\n"), "the key with CR and LF at its end"),
        "key with a blank" => |work, _| key(work, |key| format!("{key} "), "the key with a space at its end"),
        "key in lower case" => |work, _| key(work, |key| key.to_lowercase(), "the key in lower case"),
        "key in upper case" => |work, _| key(work, |key| key.to_uppercase(), "the key in upper case"),
    }
    "digest": {
        "another digest" => another_digest,
        "HMAC without a key" => |work, _| match work.seal {
            Seal::Keyed(hash) => seal(work, Seal::Plain(hash), format!("`{}` without a key instead of HMAC", hash.word())),
            _ => None,
        },
        "HMAC for a digest" => |work, random| match work.seal {
            Seal::Plain(_) => {
                let hash = *random.pick(&[Hash::Md5, Hash::Sha256]);
                seal(work, Seal::Keyed(hash), format!("`hmac_{}` with the key instead of a plain digest", hash.word()))
            }
            _ => None,
        },
        "digest twice" => |work, _| match work.seal {
            Seal::Plain(hash) => seal(work, Seal::Twice(hash), "the digest taken twice".to_owned()),
            _ => None,
        },
        "digest before RSA" => |work, random| match work.seal {
            Seal::Rsa(hash, None) => {
                let before = *random.pick(&[Hash::Md5, Hash::Sha1, Hash::Sha256]);
                let words = format!("`{}` of the text in hex signed instead of the text", before.word());
                seal(work, Seal::Rsa(hash, Some((before, Written::Lower))), words)
            }
            Seal::Rsa(hash, Some(_)) => {
                seal(work, Seal::Rsa(hash, None), "the digest before the signature left out".to_owned())
            }
            _ => None,
        },
    }
    "output": {
        "hex case" => |work, _| match (work.out, work.seal) {
            (Written::Lower, _) => out(work, Written::Upper, "hex in upper case instead of lower case"),
            (Written::Upper, _) => out(work, Written::Lower, "hex in lower case instead of upper case"),
            (_, Seal::Rsa(hash, Some((before, Written::Lower)))) => {
                let words = "hex in upper case instead of lower case".to_owned();
                seal(work, Seal::Rsa(hash, Some((before, Written::Upper))), words)
            }
            _ => None,
        },
        "hex and base64" => |work, _| match work.out {
            Written::Base64 => out(work, Written::Lower, "hex instead of base64"),
            _ => out(work, Written::Base64, "base64 instead of hex"),
        },
    }
    "encoding": {
        "values encoded as in forms" => |work, _| match work.shape {
            Shape::Pairs => { work.encoded = Some(FORM); Some("values percent-encoded as in forms".to_owned()) }
            _ => edited(work, |text| encoded(&text, FORM), "the whole text percent-encoded as in forms"),
        },
        "values encoded as in RFC 3986" => |work, _| match work.shape {
            Shape::Pairs => { work.encoded = Some(RFC); Some("values percent-encoded as in RFC 3986".to_owned()) }
            _ => edited(work, |text| encoded(&text, RFC), "the whole text percent-encoded as in RFC 3986"),
        },
    }
    "blanks": {
        "blanks trimmed" => |work, _| texts(work, |text| text.trim().to_owned(), "spaces at the ends of values trimmed"),
        "blanks removed" => |work, _| texts(work, |text| text.replace(' ', ""), "every space in values removed"),
    }
    "empty": {
        "empty kept" => |work, _| {
            let some = work.fields.iter().any(|(name, value)| value.is_empty() && !work.without.contains(name));
            (some && !std::mem::replace(&mut work.keep_empty, true)).then(|| "empty fields kept".to_owned())
        },
        "empty dropped" => |work, _| json(work, |json| drop_empty(&json), "empty fields dropped"),
    }
    "member": {
        "sign field included" => |work, _| {
            (work.shape == Shape::Pairs).then_some(())?;
            let name = work.without.pop()?;
            Some(format!("the signature itself signed, as `{name}`"))
        },
        "a field missing" => missing,
        "another field missing" => missing,
        "a field extra" => extra,
    }
    "order": {
        "as sent" => |work, _| sorted(work, Sorted::Sent, "the fields as they are sent, unsorted"),
        "ignoring case" => |work, _| {
            sorted(work, Sorted::Fold, "the fields sorted by name, capitals taken for small letters")
        },
        "by value" => |work, _| sorted(work, Sorted::Value, "the fields sorted by value"),
    }
    "charset": {
        "GBK" => |work, _| {
            work.gbk = !work.text().is_ascii();
            work.gbk.then(|| "the text in GBK instead of UTF-8".to_owned())
        },
    }
    "json": {
        "JSON with blanks" => |work, _| {
            json(work, |json| dumps(&json, true, false), "JSON written anew, with spaces after colons and commas")
        },
        "JSON sorted" => |work, _| json(work, |json| dumps(&by_name(json), false, false), "JSON written anew, its names sorted"),
        "JSON with escapes" => |work, _| {
            json(work, |json| dumps(&json, false, true), "JSON written anew, other than ASCII escaped")
        },
        "JSON of Python" => |work, _| {
            json(work, |json| dumps(&json, true, true), "JSON written anew, as Python's `json.dumps` does by itself")
        },
        "JSON of PHP" => |work, _| json(
            work,
            |json| dumps(&json, false, true).replace('/', "\\/"),
            "JSON written anew, as PHP's `json_encode` does by itself",
        ),
        "JSON with escaped slashes" => |work, _| {
            json(work, |json| dumps(&json, false, false).replace('/', "\\/"), "JSON written anew, slashes escaped")
        },
    }
    "amount": {
        "amount in the other unit" => amounts,
    }
    "part": {
        "body left out" => |work, _| {
            (work.shape == Shape::Lines && !work.json.is_empty()).then(|| work.json.clear())?;
            Some("the body taken as empty".to_owned())
        },
        "URL for path" => |work, _| {
            (work.shape == Shape::Lines).then_some(())?;
            work.lines[1].insert_str(0, "https://api.mch.weixin.qq.com");
            Some("the whole URL instead of the path".to_owned())
        },
        "milliseconds" => |work, _| {
            (work.shape == Shape::Lines).then_some(())?;
            work.lines[2].push_str("000");
            Some("the time in milliseconds instead of seconds".to_owned())
        },
        "nonce before time" => |work, _| {
            (work.shape == Shape::Lines).then(|| work.lines.swap(2, 3))?;
            Some("the time and the nonce swapped".to_owned())
        },
        "no path" => |work, _| {
            (work.shape == Shape::Lines).then(|| work.lines.remove(1))?;
            Some("the path with its query left out".to_owned())
        },
    }
    "text": {
        "text in lower case" => |work, _| edited(work, |text| text.to_lowercase(), "the text in lower case"),
        "text in upper case" => |work, _| edited(work, |text| text.to_uppercase(), "the text in upper case"),
        "a line feed more" => |work, _| edited(work, |text| text + "\n", "a line feed more at the end of the text"),
        "the last line feed missing" => |work, _| edited(
            work,
            |text| text.strip_suffix('\n').unwrap_or(&text).to_owned(),
            "the line feed at the end of the text left out",
        ),
        "CRLF" => |work, _| edited(work, |text| text.replace('\n', "\r\n"), "lines that end in CR and LF"),
    }
}

fn times(work: &mut Work, times: usize, words: &str) -> Option<String> {
    (work.times == 1).then(|| work.times = times)?;
    Some(words.to_owned())
}

fn key(work: &mut Work, change: fn(&str) -> String, words: &str) -> Option<String> {
    let changed = change(&work.key);
    let differs = changed != work.key && !work.key.is_empty();
    work.key = changed;
    differs.then(|| words.to_owned())
}

fn seal(work: &mut Work, seal: Seal, words: String) -> Option<String> {
    work.seal = seal;
    Some(words)
}

fn out(work: &mut Work, out: Written, words: &str) -> Option<String> {
    work.out = out;
    Some(words.to_owned())
}

fn sorted(work: &mut Work, order: Sorted, words: &str) -> Option<String> {
    (work.shape == Shape::Pairs).then(|| work.order = order)?;
    Some(words.to_owned())
}

fn edited(work: &mut Work, edit: fn(String) -> String, words: &str) -> Option<String> {
    work.edits.push(edit);
    Some(words.to_owned())
}

fn another_digest(work: &mut Work, random: &mut Random) -> Option<String> {
    const HASHES: [Hash; 5] = [Hash::Md5, Hash::Sha1, Hash::Sha256, Hash::Sha512, Hash::Sm3];
    let other = |hash: Hash, count: usize, random: &mut Random| {
        let others: Vec<Hash> = HASHES[..count].iter().copied().filter(|other| *other != hash).collect();
        *random.pick(&others)
    };
    match work.seal {
        Seal::Plain(hash) => {
            let hash = other(hash, 5, random);
            seal(work, Seal::Plain(hash), format!("`{}` as the digest", hash.word()))
        }
        Seal::Keyed(hash) => {
            let hash = other(hash, 5, random);
            seal(work, Seal::Keyed(hash), format!("`{}` as the digest", hash.word()))
        }
        Seal::Rsa(hash, before) => {
            let hash = other(hash, 4, random);
            seal(work, Seal::Rsa(hash, before), format!("`rsa_{}` as the signature", hash.word()))
        }
        Seal::Twice(_) => None,
    }
}

/// Leaves out a signed field, of the pairs or of the JSON.
fn missing(work: &mut Work, random: &mut Random) -> Option<String> {
    if work.shape == Shape::Pairs && (work.json_field.is_none() || random.below(2) == 0) {
        let signed = |(name, value): &(String, String)| !work.without.contains(name) && !value.is_empty();
        let names: Vec<String> =
            work.fields.iter().filter(|field| signed(field)).map(|(name, _)| name.clone()).collect();
        let name = random.pick(&names).clone();
        work.without.push(name.clone());
        return Some(format!("the field `{name}` left out"));
    }
    let Json::Object(mut members) = serde_json::from_str(&work.json).ok()? else { return None };
    let names: Vec<String> = members.keys().cloned().collect();
    let name = random.pick(&names).clone();
    members.shift_remove(&name);
    work.json = Json::Object(members).to_string();
    Some(format!("the field `{name}` left out"))
}

/// Signs an absent field as an empty one.
fn extra(work: &mut Work, random: &mut Random) -> Option<String> {
    (work.shape == Shape::Pairs && !work.keep_empty).then_some(())?;
    let name = work.absent.get(random.below(work.absent.len()))?.clone();
    work.fields.retain(|(_, value)| !value.is_empty());
    work.fields.push((name.clone(), String::new()));
    work.keep_empty = true;
    Some(format!("the absent field `{name}` signed as an empty one"))
}

fn texts(work: &mut Work, change: fn(&str) -> String, words: &str) -> Option<String> {
    let mut changed = false;
    for (name, value) in &mut work.fields {
        // No person writes the timestamp, so it has no such mistake.
        if name != "timestamp" && change(value) != *value {
            *value = change(value);
            changed = true;
        }
    }
    if !work.json.is_empty() {
        let new = change_texts(&serde_json::from_str(&work.json).ok()?, change).to_string();
        changed |= new != work.json;
        work.json = new;
    }
    changed.then(|| words.to_owned())
}

fn change_texts(json: &Json, change: fn(&str) -> String) -> Json {
    match json {
        Json::String(text) => Json::String(change(text)),
        Json::Array(items) => items.iter().map(|item| change_texts(item, change)).collect(),
        Json::Object(members) => {
            Json::Object(members.iter().map(|(name, item)| (name.clone(), change_texts(item, change))).collect())
        }
        other => other.clone(),
    }
}

fn json(work: &mut Work, change: fn(Json) -> String, words: &str) -> Option<String> {
    let new = change(serde_json::from_str(&work.json).ok()?);
    let changed = new != work.json;
    work.json = new;
    changed.then(|| words.to_owned())
}

fn drop_empty(json: &Json) -> String {
    let Json::Object(members) = json else { return json.to_string() };
    Json::Object(members.iter().filter(|(_, value)| **value != "").map(|(n, v)| (n.clone(), v.clone())).collect())
        .to_string()
}

fn by_name(json: Json) -> Json {
    match json {
        Json::Object(members) => {
            let sorted: std::collections::BTreeMap<String, Json> =
                members.into_iter().map(|(name, value)| (name, by_name(value))).collect();
            Json::Object(sorted.into_iter().collect())
        }
        Json::Array(items) => Json::Array(items.into_iter().map(by_name).collect()),
        other => other,
    }
}

/// JSON in the form that some library writes.
fn dumps(json: &Json, blanks: bool, ascii: bool) -> String {
    let (comma, colon) = if blanks { (", ", ": ") } else { (",", ":") };
    let text = |text: &str| {
        let quoted = Json::String(text.to_owned()).to_string();
        if !ascii {
            return quoted;
        }
        let escape = |sign: char| match sign.is_ascii() {
            true => sign.to_string(),
            false => sign.encode_utf16(&mut [0; 2]).iter().map(|unit| format!("\\u{unit:04x}")).collect(),
        };
        quoted.chars().map(escape).collect::<String>()
    };
    match json {
        Json::String(string) => text(string),
        Json::Array(items) => {
            let items: Vec<String> = items.iter().map(|item| dumps(item, blanks, ascii)).collect();
            format!("[{}]", items.join(comma))
        }
        Json::Object(members) => {
            let members = members.iter();
            let members: Vec<String> =
                members.map(|(name, item)| format!("{}{colon}{}", text(name), dumps(item, blanks, ascii))).collect();
            format!("{{{}}}", members.join(comma))
        }
        other => other.to_string(),
    }
}

/// Swaps yuan and fen in all amounts.
fn amounts(work: &mut Work, _: &mut Random) -> Option<String> {
    let other = |text: &str, yuan: bool| match yuan {
        true => text.replace('.', "").trim_start_matches('0').to_owned(),
        false => format!("{:0>3}", text).chars().rev().enumerate().fold(String::new(), |mut out, (at, digit)| {
            if at == 2 {
                out.insert(0, '.');
            }
            out.insert(0, digit);
            out
        }),
    };
    let mut changed = false;
    for (name, yuan) in work.amounts.clone() {
        for (_, value) in work.fields.iter_mut().filter(|(field, _)| *field == name) {
            *value = other(value, yuan);
            changed = true;
        }
        let mut out = String::new();
        let mut rest = work.json.as_str();
        let mark = format!("\"{name}\":");
        while let Some(at) = rest.find(&mark) {
            let (before, after) = rest.split_at(at + mark.len());
            let quote = if after.starts_with('"') { "\"" } else { "" };
            let digits = after.trim_start_matches('"');
            let end = digits.find(|sign: char| !sign.is_ascii_digit() && sign != '.').unwrap_or(digits.len());
            out.push_str(before);
            if end == 0 {
                rest = after;
                continue;
            }
            out.push_str(&format!("{quote}{}{quote}", other(&digits[..end], yuan)));
            rest = digits[end..].strip_prefix(quote).unwrap_or(&digits[end..]);
            changed = true;
        }
        work.json = out + rest;
    }
    changed.then(|| "amounts in the other unit: yuan for fen, or fen for yuan".to_owned())
}
