//! Names and characters that XML 1.0 allows, and the escaping of text.

/// Whether the text is a `Name` of XML 1.0 without colons.
pub(crate) fn is_name(text: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_';
    // A fast path: nearly all names of providers are plain ASCII.
    if text.bytes().fold(true, |all, byte| all & plain(byte)) {
        return text.bytes().next().is_some_and(|first| !first.is_ascii_digit());
    }
    let mut characters = text.chars();
    characters.next().is_some_and(starts_name) && characters.all(continues_name)
}

/// Whether the text is two such names with a colon between them.
pub(crate) fn is_prefixed(text: &str) -> bool {
    text.split_once(':').is_some_and(|(prefix, local)| is_name(prefix) && is_name(local))
}

fn starts_name(character: char) -> bool {
    match character {
        'A'..='Z' | 'a'..='z' | '_' => true,
        '\u{C0}'..='\u{2FF}' => !matches!(character, '\u{D7}' | '\u{F7}'),
        '\u{370}'..='\u{1FFF}' => character != '\u{37E}',
        '\u{200C}' | '\u{200D}' | '\u{2070}'..='\u{218F}' | '\u{2C00}'..='\u{2FEF}' => true,
        '\u{3001}'..='\u{D7FF}' | '\u{F900}'..='\u{FDCF}' | '\u{FDF0}'..='\u{FFFD}' => true,
        '\u{10000}'..='\u{EFFFF}' => true,
        _ => false,
    }
}

fn continues_name(character: char) -> bool {
    let inner = matches!(character, '-' | '.' | '0'..='9' | '\u{B7}' | '\u{300}'..='\u{36F}' | '\u{203F}' | '\u{2040}');
    inner || starts_name(character)
}

/// Whether the character is a `Char` of XML 1.0.
pub(crate) fn is_character(character: char) -> bool {
    match character {
        '\t' | '\n' | '\r' => true,
        _ => character >= ' ' && !matches!(character, '\u{FFFE}' | '\u{FFFF}'),
    }
}

/// Whether XML allows every character of the text.
pub(crate) fn is_allowed(text: &str) -> bool {
    is_plain(text) || text.chars().all(is_character)
}

/// Whether XML carries the text unchanged: only allowed characters, and no carriage return.
pub(crate) fn carries(text: &str) -> bool {
    is_plain(text) || text.chars().all(|character| is_character(character) && character != '\r')
}

/// Whether the text has neither control characters nor the lead byte of U+FFFE. A scan without early exit lets the
/// compiler check many bytes at once.
fn is_plain(text: &str) -> bool {
    let odd = |byte: u8| (byte < b' ' && byte != b'\n') || byte == 0xEF;
    !text.bytes().fold(false, |found, byte| found | odd(byte))
}

/// Appends text, escaped so that it cannot close its element.
pub(crate) fn escape(out: &mut Vec<u8>, text: &str) {
    let is_special = |byte: &u8| matches!(byte, b'&' | b'<' | b'>' | b'\r');
    let mut rest = text.as_bytes();
    // Most texts need no escaping. A scan without early exit lets the compiler check many bytes at once.
    if !rest.iter().fold(false, |found, byte| found | is_special(byte)) {
        return out.extend_from_slice(rest);
    }
    while let Some(at) = rest.iter().position(is_special) {
        let (plain, special) = rest.split_at(at);
        out.extend_from_slice(plain);
        let Some((byte, after)) = special.split_first() else {
            break;
        };
        out.extend_from_slice(match byte {
            b'&' => b"&amp;",
            b'<' => b"&lt;",
            b'>' => b"&gt;",
            _ => b"&#13;",
        });
        rest = after;
    }
    out.extend_from_slice(rest);
}

/// Appends text as an attribute value in double quotes. Tabs and line ends become references, because XML would read
/// them as spaces.
pub(crate) fn escape_attribute(out: &mut Vec<u8>, text: &str) {
    for byte in text.bytes() {
        match byte {
            b'&' => out.extend_from_slice(b"&amp;"),
            b'<' => out.extend_from_slice(b"&lt;"),
            b'>' => out.extend_from_slice(b"&gt;"),
            b'"' => out.extend_from_slice(b"&quot;"),
            b'\t' => out.extend_from_slice(b"&#9;"),
            b'\n' => out.extend_from_slice(b"&#10;"),
            b'\r' => out.extend_from_slice(b"&#13;"),
            _ => out.push(byte),
        }
    }
}

/// Appends text as CDATA sections. A `]]>` is split between two sections; a carriage return becomes a reference between
/// them, because a section would turn it into a line feed.
pub(crate) fn character_data(out: &mut Vec<u8>, text: &str) {
    out.extend_from_slice(b"<![CDATA[");
    for (index, line) in text.split('\r').enumerate() {
        if index > 0 {
            out.extend_from_slice(b"]]>&#13;<![CDATA[");
        }
        for (index, piece) in line.split("]]>").enumerate() {
            if index > 0 {
                out.extend_from_slice(b"]]]]><![CDATA[>");
            }
            out.extend_from_slice(piece.as_bytes());
        }
    }
    out.extend_from_slice(b"]]>");
}
