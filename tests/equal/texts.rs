//! Texts within the bounds of a field, and texts outside of them.

use refundry_codegen::{
    model::{Bound, CarriedCharacters, Unit},
    vocabulary::pattern,
};
use refundry_runtime::Transcode as _;

use crate::draw::Draw;

/// Texts that are difficult for encodings.
const PIECES: &[&str] = &[
    "a&b=c",
    "]]>",
    "<x>",
    "</xml>",
    "\"q\"",
    "'",
    " ",
    "  two ",
    "退款",
    "中文测试",
    "😀",
    "%41",
    "%",
    "+",
    "{a}",
    "{",
    "}",
    "\\",
    "\\u0041",
    "é",
    "[0]",
    "a[b]",
    "null",
    "true",
    "1e5",
    "0",
    "007",
    "a|b",
    "~",
    "*",
    "-_.",
    ";",
    ",",
    "/",
    "?",
    "#",
    "@",
    "日本語",
    "ー",
    "\u{2028}",
    "\u{feff}",
    "&amp;",
    "<![CDATA[x]]>",
    ":",
    "=",
    "&",
    "$",
    "ß",
    "İ",
    "A",
    "z",
];
const CONTROLS: &[&str] = &["\n", "\t", "\r\n", "\u{0}", "\u{7f}", "\u{1b}"];
const LETTERS: &str = "abcxyzABCXYZ0123456789";
/// Characters that most charsets of Chinese and Japanese have.
const HAN: &str = "中文日本金";

/// The bounds of a text.
pub struct Limits {
    min: usize,
    max: usize,
    bytes: bool,
    alphabet: Option<Vec<(char, char)>>,
    pattern: Option<String>,
    carried: CarriedCharacters,
}

impl Limits {
    pub fn of(bounds: &[Bound]) -> Self {
        let mut out = Self {
            min: 0,
            max: usize::MAX,
            bytes: false,
            alphabet: None,
            pattern: None,
            carried: CarriedCharacters::default(),
        };
        for bound in bounds {
            match bound {
                Bound::Required | Bound::RequiredWhen(_) => out.min = out.min.max(1),
                Bound::Length { min, max, unit } => {
                    (out.min, out.max, out.bytes) = (out.min.max(*min), *max, *unit == Unit::Bytes);
                }
                Bound::Digits { min, max } => {
                    (out.min, out.max) = (out.min.max(*min), *max);
                    out.alphabet = Some(vec![('0', '9')]);
                }
                Bound::Alphabet(ranges) => out.alphabet = Some(ranges.clone()),
                Bound::Pattern(form) => out.pattern = Some(form.clone()),
                Bound::Characters(set) => out.carried = *set,
                _ => {}
            }
        }
        out
    }

    /// The bounds with another length.
    pub fn sized(self, max: usize, unit: Unit) -> Self {
        Self { min: 0, max, bytes: unit == Unit::Bytes, ..self }
    }

    /// A text within all bounds, unless they contradict each other.
    pub fn text(&self, draw: &mut Draw) -> String {
        if let Some(runs) = self.pattern.as_deref().and_then(pattern::runs) {
            return runs.iter().map(|run| of_run(draw, run)).collect();
        }
        let length = self.length(draw);
        let mut out = String::new();
        while self.size(&out) < length {
            self.append(draw, &mut out);
            if out.len() > 100_000 {
                break;
            }
        }
        while self.size(&out) > self.max.min(length.max(self.min)) {
            out.pop();
        }
        if self.carried.header { trimmed(&out, self.min) } else { out }
    }

    /// A text that violates one of the bounds.
    pub fn broken(&self, draw: &mut Draw) -> String {
        match draw.below(5) {
            0 => String::new(),
            1 if self.max < 5000 => {
                let mut out = self.text(draw);
                let sign = if draw.chance(50) { 'a' } else { '中' };
                while self.size(&out) <= self.max {
                    out.push(self.alphabet.as_ref().map_or(sign, |ranges| ranges[0].0));
                }
                out
            }
            2 if self.min > 1 => self.text(draw).chars().take(self.min - 1).collect(),
            3 => self.text(draw) + draw.word(CONTROLS),
            _ => {
                let mut out = self.text(draw);
                let at = out.char_indices().nth(draw.below(8)).map_or(out.len(), |(at, _)| at);
                out.insert_str(at, draw.word(PIECES));
                out
            }
        }
    }

    fn length(&self, draw: &mut Draw) -> usize {
        let near = self.max.min(self.min.saturating_add(24));
        match draw.below(20) {
            0 => self.max.min(600),
            1 => self.min,
            _ => draw.between(self.min, near),
        }
    }

    fn size(&self, text: &str) -> usize {
        if self.bytes { text.len() } else { text.chars().count() }
    }

    fn append(&self, draw: &mut Draw, out: &mut String) {
        if let Some(ranges) = &self.alphabet {
            let (first, last) = *draw.pick(ranges);
            let code = draw.between(first as usize, last as usize);
            out.push(u32::try_from(code).ok().and_then(char::from_u32).unwrap_or(first));
            return;
        }
        let piece = match draw.below(10) {
            0..=4 => one(draw, LETTERS),
            5 => one(draw, HAN),
            6 if draw.chance(20) => draw.word(CONTROLS).to_owned(),
            _ => draw.word(PIECES).to_owned(),
        };
        let kept: String = piece.chars().filter(|sign| self.carries(*sign)).collect();
        out.push_str(if kept.is_empty() { "x" } else { &kept });
    }

    fn carries(&self, sign: char) -> bool {
        let set = self.carried;
        let ends = |separators: refundry_codegen::model::Separators| {
            sign == separators.join || sign == separators.pair || separators.braces && "{}".contains(sign)
        };
        (!set.xml || !sign.is_control() && sign != '\u{feff}')
            && (!set.basic_plane || u32::from(sign) <= 0xffff)
            && (!set.header || (' '..='~').contains(&sign))
            && set.charset.is_none_or(|charset| charset.carries(sign.encode_utf8(&mut [0; 4])))
            && !set.pairs.is_some_and(ends)
    }
}

fn of_run(draw: &mut Draw, run: &pattern::Run<'_>) -> String {
    let count = draw.between(run.min, run.max);
    (0..count).map(|_| within(draw, &pattern::class_items(run.class))).collect()
}

/// A character of one of the ranges.
fn within(draw: &mut Draw, items: &[(char, Option<char>)]) -> char {
    let (first, last) = *draw.pick(items);
    let code = draw.between(first as usize, last.unwrap_or(first) as usize);
    u32::try_from(code).ok().and_then(char::from_u32).unwrap_or(first)
}

fn one(draw: &mut Draw, signs: &str) -> String {
    let signs: Vec<char> = signs.chars().collect();
    draw.pick(&signs).to_string()
}

/// The text without spaces at its ends, which headers cannot carry.
fn trimmed(text: &str, min: usize) -> String {
    let trimmed = text.trim();
    if trimmed.len() < min { format!("{trimmed}{}", "h".repeat(min - trimmed.len())) } else { trimmed.to_owned() }
}

/// A text for a location without known bounds.
pub fn any(draw: &mut Draw) -> String {
    let max = draw.pick(&[1, 4, 12, 40]).to_owned();
    Limits::of(&[]).sized(max, Unit::Characters).text(draw)
}
