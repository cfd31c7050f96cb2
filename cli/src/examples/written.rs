//! Finds a byte of a decoded YAML text in the text as it is written.

/// The offset in a written text of the byte at an offset of the decoded one; `None` where a block text or a rare escape
/// stands in between.
pub fn written_offset(written: &str, at: usize) -> Option<usize> {
    match written.chars().next()? {
        '"' => double_quoted(written, at),
        '\'' => single_quoted(written, at),
        '|' | '>' => None,
        _ => (at < written.len()).then_some(at),
    }
}

fn single_quoted(written: &str, at: usize) -> Option<usize> {
    let mut decoded = 0;
    let mut quote = false;
    for (place, next) in written.char_indices().skip(1) {
        // The second of two quotes stands for one.
        if next == '\'' && !quote {
            quote = true;
            continue;
        }
        quote = false;
        if next == '\n' {
            return None;
        }
        if decoded >= at {
            return Some(place);
        }
        decoded += next.len_utf8();
    }
    None
}

/// A text in double quotes, whose lines may end in a backslash.
fn double_quoted(written: &str, at: usize) -> Option<usize> {
    let mut decoded = 0;
    let mut chars = written.char_indices().skip(1).peekable();
    while let Some((place, next)) = chars.next() {
        match next {
            '\\' => match chars.next()?.1 {
                '\n' => while chars.next_if(|(_, next)| matches!(next, ' ' | '\t')).is_some() {},
                '"' | '\\' | 'n' | 't' | 'r' | '/' => {
                    if decoded >= at {
                        return Some(place);
                    }
                    decoded += 1;
                }
                _ => return None,
            },
            '\n' => return None,
            _ if decoded >= at => return Some(place),
            _ => decoded += next.len_utf8(),
        }
    }
    None
}
