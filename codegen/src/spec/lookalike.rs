//! Characters that look like others, or are invisible: they come with text that is copied from a page.

/// A character that is written in place of an ASCII character.
pub(super) struct Lookalike {
    /// The character.
    pub(super) found: char,
    /// The intended ASCII character; `None` if the found one is invisible and to be removed.
    pub(super) meant: Option<char>,
}

/// The first lookalike that is surely a mistake: Chinese text has full-width punctuation of its own.
pub(super) fn first(text: &str) -> Option<Lookalike> {
    let foreign = text.chars().any(|next| !next.is_ascii() && of(next).is_none());
    text.chars().filter_map(of).find(|found| found.meant.is_none() || !foreign)
}

/// The lookalike for a character; `None` if it is not one.
pub(super) fn of(found: char) -> Option<Lookalike> {
    let meant = match found {
        '\u{AD}'
        | '\u{34F}'
        | '\u{61C}'
        | '\u{115F}'..='\u{1160}'
        | '\u{17B4}'..='\u{17B5}'
        | '\u{180B}'..='\u{180F}' => None,
        '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{3164}' => None,
        '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{FFA0}' | '\u{E0000}'..='\u{E0FFF}' => None,
        '\u{A0}' | '\u{2000}'..='\u{200A}' | '\u{202F}' | '\u{205F}' | '\u{3000}' => Some(' '),
        '\u{2010}'..='\u{2015}' | '\u{2212}' => Some('-'),
        '\u{2018}' | '\u{2019}' => Some('\''),
        '\u{201C}' | '\u{201D}' | '\u{300C}'..='\u{300F}' => Some('"'),
        '\u{3001}' => Some(','),
        '\u{3002}' => Some('.'),
        '\u{3010}' => Some('['),
        '\u{3011}' => Some(']'),
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(found) - 0xFF01 + u32::from('!')),
        _ => return None,
    };
    Some(Lookalike { found, meant })
}

/// The text with ASCII in the place of its lookalikes.
pub(super) fn ascii(text: &str) -> String {
    let plain = |next: char| of(next).map_or(Some(next), |lookalike| lookalike.meant);
    text.chars().filter_map(plain).collect()
}

/// The first lookalike of a text that is a valid one without it, as `valid` tells, and its offset.
pub(super) fn spoils(text: &str, valid: impl Fn(&str) -> bool) -> Option<(usize, Lookalike)> {
    let found = text.char_indices().find_map(|(at, next)| Some((at, of(next)?)))?;
    valid(&ascii(text)).then_some(found)
}

impl Lookalike {
    /// The character with its code point; an invisible one is shown by its code point and its name.
    pub(super) fn shown(&self) -> String {
        let number = format!("U+{:04X}", u32::from(self.found));
        let name = match self.found {
            '\u{A0}' => "a no-break space",
            '\u{3000}' => "an ideographic space",
            '\u{200B}' => "a zero-width space",
            '\u{200C}' | '\u{200D}' => "a zero-width joiner",
            '\u{FEFF}' => "a byte order mark",
            _ => "",
        };
        match self.meant {
            Some(' ') | None if !name.is_empty() => format!("{number}, {name}"),
            Some(' ') | None => number,
            Some(_) => format!("`{}` ({number})", self.found),
        }
    }

    /// The correction to suggest.
    pub(super) fn help(&self) -> String {
        match self.meant {
            Some(' ') => "write a space".to_owned(),
            Some(sign) => format!("write `{sign}`"),
            None => "leave it out: nobody sees it".to_owned(),
        }
    }
}
