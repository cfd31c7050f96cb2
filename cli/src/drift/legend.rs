//! The legend of a page: the meaning that it gives to letters such as M, O, C and R.

use super::mark::Mark;
use super::narrow::narrow;

/// The meaning of each letter that the page explains.
#[derive(Clone, Debug, Default)]
pub struct Legend(Vec<(char, Mark)>);

impl Legend {
    /// Finds the legend among the lines of a page: `M:必填;O:选填`, a letter and its meaning a line, or each on its
    /// own line.
    pub fn find<'a>(lines: impl Iterator<Item = &'a str>) -> Self {
        let lines: Vec<String> = lines.map(|line| line.trim().chars().map(narrow).collect()).collect();
        let lines: Vec<&str> = lines.iter().map(String::as_str).filter(|line| !line.is_empty()).collect();
        let inline = lines.iter().flat_map(|line| inline(line));
        let begun = consecutive(&lines.iter().map(|line| begun(line)).collect::<Vec<_>>());
        let apart = alternating(&lines.windows(2).map(own_line).collect::<Vec<_>>());
        let mut legend = Self::default();
        inline.chain(begun).chain(apart).for_each(|entry| legend.add(entry));
        // One letter alone is no legend, but a row or a sentence.
        if legend.0.len() < 2 { Self::default() } else { legend }
    }

    /// Adds the usual meaning of R, if the page does not explain it: beside M, for mandatory, it stands for "returned".
    pub fn with_usual_letters(mut self, uses_m: bool) -> Self {
        self.add(('R', if uses_m { Mark::Returned } else { Mark::Required }));
        self
    }

    /// The mark in a cell; a letter has the meaning that the page gives to it.
    pub fn read(&self, cell: &str) -> Option<Mark> {
        let known = letter(cell.trim()).and_then(|letter| self.0.iter().find(|(known, _)| *known == letter));
        known.map(|(_, mark)| *mark).or_else(|| Mark::parse(cell))
    }

    /// Whether the page explains any letter.
    pub fn explains(&self, wanted: char) -> bool {
        self.0.iter().any(|(known, _)| *known == wanted)
    }

    fn add(&mut self, (letter, mark): (char, Mark)) {
        if !self.explains(letter) {
            self.0.push((letter, mark));
        }
    }
}

type Entry = (char, Mark);

/// The letter, if the text is a single capital.
fn letter(text: &str) -> Option<char> {
    let mut letters = text.chars();
    letters.next().filter(|next| next.is_ascii_uppercase() && letters.next().is_none())
}

const SEPARATORS: &[&str] = &[":", "=", "-", "—", "–", "→", "(", "表示", "代表", "为", " is ", " means "];

/// The entries of one line, `M:必填;C:条件`.
fn inline(line: &str) -> Vec<Entry> {
    const LONGEST: usize = 96;
    let parts = line.split([';', ',', '。', '、', '/', '|', ')']).filter(|part| part.len() <= LONGEST);
    parts.filter_map(|part| defined(part.trim())).collect()
}

/// A letter, a separator and words that describe a mark.
fn defined(text: &str) -> Option<Entry> {
    let at = SEPARATORS.iter().filter_map(|sign| text.find(sign).map(|at| (at, sign.len()))).min()?;
    let (before, rest) = text.split_at_checked(at.0)?;
    let words = rest.get(at.1..)?.trim_start_matches(['-', '—', '=', ' ']);
    // A caption may precede the first entry: `出现要求:M-必填`.
    match letter(before.trim()) {
        Some(letter) => Some((letter, Mark::of_words(words)?)),
        None if words.len() < text.len() => defined(words),
        None => None,
    }
}

/// A line that begins with a letter, a space and words.
fn begun(line: &str) -> Option<Entry> {
    let (first, words) = line.split_once(char::is_whitespace)?;
    Some((letter(first)?, Mark::of_words(words)?))
}

/// A letter on its own line, and the words on the next.
fn own_line(pair: &[&str]) -> Option<Entry> {
    Some((letter(pair.first()?)?, Mark::of_words(pair.last()?)?))
}

/// Entries on lines that follow each other.
fn consecutive(entries: &[Option<Entry>]) -> Vec<Entry> {
    entries.split(Option::is_none).filter(|run| run.len() > 1).flatten().flatten().copied().collect()
}

/// Entries on every second line: the first that has another one two lines after or before it.
fn alternating(entries: &[Option<Entry>]) -> Vec<Entry> {
    let at = |index: Option<usize>| index.and_then(|index| entries.get(index).copied().flatten());
    let near = |index: usize| at(index.checked_add(2)).or_else(|| at(index.checked_sub(2))).is_some();
    (0..entries.len()).filter(|index| near(*index)).filter_map(|index| at(Some(index))).collect()
}

#[cfg(test)]
mod tests {
    use super::{Legend, Mark};

    #[test]
    fn a_page_explains_its_letters() {
        let read = |text: &str| {
            let legend = Legend::find(text.lines());
            ["M", "C", "O", "R"].map(|letter| legend.read(letter))
        };
        let all = [Mark::Required, Mark::Conditional, Mark::Optional, Mark::Returned].map(Some);
        assert_eq!(read("出现要求:M-必填,C-条件必填,O-选填,R-原样返回"), all);
        assert_eq!(read("M 必须出现\nC 条件成立时必须出现\nO 可选\nR 与请求一致"), all);
        assert_eq!(read("M\nmandatory\nC\nconditional\nO\noptional\nR\nreturned as in the request"), all);
        assert_eq!(read("M = must be present; C = depends on the card; O = optional; R = echoed"), all);
        assert_eq!(read("R: required; O: optional")[3], Some(Mark::Required));
        assert_eq!(read("M: 必填"), [Some(Mark::Required), Some(Mark::Conditional), Some(Mark::Optional), None]);
        assert_eq!(read("orderId\nO\n必须唯一\ntxnAmt\nM\n单位为分")[2], Some(Mark::Optional));
    }
}
