//! The kind of a column by its heading.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::column::Column;
use super::heading_words::{ENDS, PARTS, TOKENS, WORDS};
use super::narrow::narrow;

/// The kind of a column whose heading is one of the usual words; `None` for any other text.
pub fn usual(heading: &str) -> Option<Column> {
    lookup(&plain(heading)?)
}

/// The kind of a column by the meaning of its heading, `类型[长度限制]` or `Data type`; `None` if it is not understood.
pub fn meaning(heading: &str) -> Option<Column> {
    let word = plain(heading)?;
    let (base, inside) = brackets(&word);
    let readings = [word.as_str(), &base, &inside].into_iter().filter(|text| !text.is_empty());
    readings
        .clone()
        .find_map(lookup)
        .or_else(|| choice(&word))
        .or_else(|| readings.clone().find_map(compound))
        .or_else(|| bilingual(heading))
}

/// The kind of a heading in one language or two, `字段 Field`: both have to be understood. A row such as
/// `remark 备注 String(70) 否` is longer, or has a number.
fn bilingual(heading: &str) -> Option<Column> {
    const MOST: usize = 3;
    if heading.contains(|next: char| next.is_ascii_digit()) {
        return None;
    }
    let foreign = |next: char| next.is_alphabetic() && !next.is_ascii();
    let chinese: String = heading.chars().filter(|next| foreign(*next)).collect();
    let english: String = heading.chars().filter(|next| !foreign(*next)).collect();
    let english = || choice(&plain(&english)?).or_else(|| tokens(&english));
    if chinese.is_empty() {
        return english();
    }
    let short = heading.split_whitespace().nth(MOST).is_none();
    lookup(&chinese).or_else(|| compound(&chinese)).filter(|_| short && english().is_some())
}

/// The heading in lower case, without spaces and emphasis; `None` if it is too long for a heading.
fn plain(heading: &str) -> Option<String> {
    const LONGEST: usize = 64;
    let kept = |next: &char| !next.is_whitespace() && !matches!(next, '*' | '`' | ':' | '_');
    let word = || heading.chars().map(narrow).filter(kept).map(|next| next.to_ascii_lowercase()).collect();
    (heading.len() <= LONGEST).then(word)
}

fn lookup(word: &str) -> Option<Column> {
    static KNOWN: LazyLock<HashMap<&str, Column>> = LazyLock::new(|| {
        let words = WORDS.iter().flat_map(|(column, words)| words.iter().map(|word| (*word, *column)));
        words.rev().collect()
    });
    KNOWN.get(word).copied()
}

fn find(rows: &[(Column, &[&str])], fits: impl Fn(&str) -> bool) -> Option<Column> {
    rows.iter().find(|(_, words)| words.iter().any(|word| fits(word))).map(|(column, _)| *column)
}

/// The kind of a Chinese compound, by its end.
fn compound(word: &str) -> Option<Column> {
    const LONGEST: usize = 12;
    if word.is_ascii()
        || word.chars().count() > LONGEST
        || word.contains(|next: char| next.is_ascii_alphanumeric() || ",.;。,;、".contains(next))
    {
        return None;
    }
    find(PARTS, |part| word.contains(part)).or_else(|| find(ENDS, |end| word.ends_with(end)))
}

/// A heading that lists its marks, such as `m/c/o` or `y/n`.
fn choice(word: &str) -> Option<Column> {
    let letters = word.split('/').all(|letter| matches!(letter, "m" | "o" | "c" | "r" | "y" | "n" | "x"));
    (letters && word.contains('/')).then_some(Column::Required)
}

fn tokens(heading: &str) -> Option<Column> {
    const MOST: usize = 5;
    let words: Vec<String> = heading
        .split(|next: char| !next.is_ascii_alphabetic())
        .filter(|word| !word.is_empty())
        .map(str::to_ascii_lowercase)
        .collect();
    let wire = heading.contains(['_', '[', '{', '$'])
        || heading.split('.').skip(1).any(|part| !part.is_empty() && !part.starts_with(' '));
    (!wire && words.len() <= MOST).then(|| find(TOKENS, |known| words.iter().any(|word| word == known)))?
}

/// The text outside and inside of brackets.
fn brackets(word: &str) -> (String, String) {
    let (mut base, mut inside, mut depth) = (String::new(), String::new(), 0usize);
    for next in word.chars() {
        match next {
            '(' | '[' | '{' | '【' | '〔' | '<' => depth += 1,
            ')' | ']' | '}' | '】' | '〕' | '>' => depth = depth.saturating_sub(1),
            _ if depth > 0 => inside.push(next),
            _ => base.push(next),
        }
    }
    (base, inside)
}

#[cfg(test)]
mod tests {
    use super::{Column, meaning};

    #[test]
    fn headings_are_understood_by_their_meaning() {
        for (heading, column) in [
            ("类型[长度限制]", Column::Type),
            ("数据类型(长度)", Column::Type),
            ("出现要求", Column::Required),
            ("长度", Column::Length),
            ("最大长度(字节)", Column::Length),
            ("约束", Column::Required),
            ("M/O/C/R", Column::Required),
            ("是否必填(Y/N)", Column::Required),
            ("Mandatory (Y/N)", Column::Required),
            ("参数名称(英文)", Column::Title),
            ("接口字段", Column::Name),
            ("Field name", Column::Name),
            ("Max. length", Column::Length),
            ("字段 Field", Column::Name),
            ("参数说明", Column::Description),
            ("业务错误码", Column::Code),
            ("原因及处理建议", Column::Remedy),
        ] {
            assert_eq!(meaning(heading), Some(column), "{heading}");
        }
        for heading in [
            "乙方",
            "refund_no",
            "goods[].title",
            "data.message",
            "String(32)",
            "退款单号",
            "Kind of thing",
            "O 可选",
            "remark 备注 String(70)",
            "remark 备注 String 否",
            "",
        ] {
            assert_eq!(meaning(heading), None, "{heading}");
        }
    }
}
