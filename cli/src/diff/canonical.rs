//! A whole model as text without locations. Comparing two such texts finds any difference that the other comparisons
//! miss, also after the model grows.

use std::fmt::{self, Write};

use refundry_codegen::model::Provider;

/// The debug text of a model without its locations.
pub fn canonical(provider: &Provider) -> String {
    let mut out = Placeless::default();
    // Writing to a `String` cannot fail.
    write!(out, "{provider:?}").ok();
    out.text
}

/// The start of a location, which ends at the closing brace; quoted text is never a location.
const PLACE: &str = "Span {";

/// A text writer that drops locations.
#[derive(Debug, Default)]
struct Placeless {
    text: String,
    quoted: Option<char>,
    escaped: bool,
    place: bool,
}

impl Placeless {
    fn push(&mut self, next: char) {
        if self.place {
            self.place = next != '}';
            return;
        }
        self.text.push(next);
        match self.quoted {
            Some(_) if self.escaped => self.escaped = false,
            Some(_) if next == '\\' => self.escaped = true,
            Some(quote) if next == quote => self.quoted = None,
            Some(_) => {}
            None if next == '"' || next == '\'' => self.quoted = Some(next),
            None if next == '{' => self.place = self.text.ends_with(PLACE),
            None => {}
        }
    }
}

impl Write for Placeless {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        text.chars().for_each(|next| self.push(next));
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::fmt::Write;

    use refundry_codegen::source::Span;

    use super::Placeless;

    fn placeless(value: impl std::fmt::Debug) -> String {
        let mut out = Placeless::default();
        write!(out, "{value:?}").expect("a text");
        out.text
    }

    #[test]
    fn places_are_left_out_and_texts_are_not() {
        assert_eq!(placeless((1, Span::new(3, 4), 2)), placeless((1, Span::new(8, 9), 2)));
        assert_ne!(placeless((1, Span::new(3, 4), 2)), placeless((1, Span::new(3, 4), 3)));
        assert_ne!(placeless("Span { start: 1 }"), placeless("Span { start: 2 }"));
        assert_ne!(placeless(("\"", "Span { start: 1 }")), placeless(("\"", "Span { start: 2 }")));
        assert_ne!(placeless(('"', '\'', "Span { a }")), placeless(('"', '\'', "Span { b }")));
    }
}
