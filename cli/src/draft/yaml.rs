//! Texts as YAML scalars. Every text of a page goes through this module.

/// A text in one line: runs of white space are one space, and other characters that nobody sees are gone.
pub fn one_line(text: &str) -> String {
    let visible = |next: char| match (next.is_whitespace() || next.is_control(), is_hidden(next)) {
        (true, _) => Some(' '),
        (false, true) => None,
        (false, false) => Some(next),
    };
    let text: String = text.chars().filter_map(visible).collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Characters that nobody sees, or that change the direction of writing.
fn is_hidden(next: char) -> bool {
    matches!(next, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

/// A scalar that YAML and the spec language read as exactly this text, inside `{ }` and outside.
pub fn scalar(text: &str) -> String {
    if is_plain(text) { text.to_owned() } else { quoted(text) }
}

/// A scalar of prose. A text that would be a mark gets a word in front.
pub fn prose(text: &str) -> String {
    let text = one_line(text);
    let mark = text.strip_prefix("TODO").is_some_and(|rest| rest.is_empty() || rest.starts_with(':'));
    scalar(&if mark { format!("Page: {text}") } else { text })
}

/// A text for people in the language that its script shows.
pub fn text(text: &str) -> String {
    if is_chinese(text) { format!("{{ zh: {} }}", prose(text)) } else { prose(text) }
}

/// Whether a text has Chinese characters, and none of the scripts that Japanese and Korean write beside them.
pub fn is_chinese(text: &str) -> bool {
    let other =
        |next: char| matches!(next, '\u{3040}'..='\u{30FF}' | '\u{1100}'..='\u{11FF}' | '\u{AC00}'..='\u{D7AF}');
    text.chars().any(|next| matches!(next, '\u{4E00}'..='\u{9FFF}')) && !text.chars().any(other)
}

/// An address or a path outside of `{ }`, as shipped specs write it.
pub fn address(text: &str) -> String {
    let plain = |next: char| next.is_ascii_alphanumeric() || "/._-:{}".contains(next);
    let begins = text.starts_with('/') || text.starts_with("http");
    if begins && text.chars().all(plain) && !text.ends_with(':') { text.to_owned() } else { scalar(text) }
}

/// A mark with the likely value; nothing but the mark if it is empty.
pub fn mark(likely: &str) -> String {
    if likely.is_empty() { "TODO".to_owned() } else { quoted(&format!("TODO: {likely}")) }
}

fn quoted(text: &str) -> String {
    let shown = |next: char| !next.is_control() && !is_hidden(next) && !is_noncharacter(next);
    if text.contains('"') && !text.contains('\'') && text.chars().all(shown) {
        return format!("'{text}'");
    }
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for next in text.chars() {
        match next {
            '"' | '\\' => out.extend(['\\', next]),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            _ if next.is_control() || is_hidden(next) || is_noncharacter(next) => {
                out.push_str(&format!("\\U{:08X}", u32::from(next)));
            }
            _ => out.push(next),
        }
    }
    out.push('"');
    out
}

/// Code points that YAML does not allow unescaped.
fn is_noncharacter(next: char) -> bool {
    u32::from(next) & 0xfffe == 0xfffe
}

/// Whether a plain scalar is read as this text by every version of YAML.
fn is_plain(text: &str) -> bool {
    let begins = |next: char| next.is_ascii_alphabetic() || next == '_' || is_letter(next);
    let consists = |next: char| next.is_ascii_alphanumeric() || " _-./()+".contains(next) || is_letter(next);
    let spaced = text.ends_with(' ') || text.contains("  ") || text.contains(" -");
    text.starts_with(begins) && text.chars().all(consists) && !spaced && !is_word_of_yaml(text)
}

/// Letters beyond ASCII; their punctuation is quoted.
fn is_letter(next: char) -> bool {
    !next.is_ascii() && next.is_alphabetic()
}

/// The words that YAML 1.1 or 1.2 reads as something else than a text, and the mark.
fn is_word_of_yaml(text: &str) -> bool {
    const WORDS: &[&str] = &["y", "n", "yes", "no", "on", "off", "true", "false", "null", "nan", "inf", "todo"];
    WORDS.contains(&text.to_ascii_lowercase().as_str())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

    use proptest::prelude::*;

    use super::{mark, one_line, prose, scalar};

    fn read(yaml: &str) -> String {
        let value: serde_json::Value = serde_yaml::from_str(yaml).expect("YAML");
        value["a"].as_str().unwrap_or_else(|| panic!("no text: {yaml}")).to_owned()
    }

    /// Texts with the characters and words that YAML gives a meaning.
    fn text() -> impl Strategy<Value = String> {
        let word = prop_oneof![
            Just("yes".to_owned()),
            Just("null".to_owned()),
            Just("007".to_owned()),
            Just("1e3".to_owned()),
            Just("TODO".to_owned()),
            Just("退款".to_owned()),
            "[-:#'\"@\\\\{}\\[\\],&*!|>%`?~ \n\t=<.a]{0,4}",
            any::<String>(),
        ];
        proptest::collection::vec(word, 0..5).prop_map(|words| words.concat())
    }

    proptest! {
        #[test]
        fn every_text_is_read_back(text in text()) {
            prop_assert_eq!(read(&format!("a: {}\nb: c\n", scalar(&text))), text.clone());
            prop_assert_eq!(read(&format!("{{ a: {}, b: c }}\n", scalar(&text))), text.clone());
            prop_assert_eq!(read(&format!("x:\n  {}: y\na: z\n", scalar(&text))), "z");
        }

        #[test]
        fn prose_is_one_line_and_no_mark(text in text()) {
            let read = read(&format!("{{ a: {}, b: c }}\n", prose(&text)));
            let plain = one_line(&text);
            let marked = ["Page: ", &plain].concat();
            prop_assert!(read == plain || read == marked);
            prop_assert!(read != "TODO" && !read.starts_with("TODO:"));
        }
    }

    #[test]
    fn names_and_words_stay_plain() {
        for text in ["refund_no", "Refund API", "退款单号", "string(32)", "HMAC-SHA256"] {
            assert_eq!(scalar(text), text);
        }
        assert_eq!(
            (scalar("no"), scalar("007"), scalar("a: b")),
            ("\"no\"".into(), "\"007\"".into(), "\"a: b\"".into())
        );
        assert_eq!(scalar("{\"a\":1}"), "'{\"a\":1}'");
        assert_eq!((mark(""), mark("value sign")), ("TODO".into(), "\"TODO: value sign\"".into()));
    }
}
