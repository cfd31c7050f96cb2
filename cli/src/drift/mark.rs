//! The mark of a field as required or optional.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::narrow::narrow;

/// Whether a row says that its field is required.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// The field is always required.
    Required,
    /// The field may be left out.
    Optional,
    /// The field is required under a condition.
    Conditional,
    /// The answer has the field if the request had it.
    Returned,
}

const MARKS: &[(Mark, &[&str])] = &[
    (
        Mark::Required,
        &[
            "y",
            "yes",
            "是",
            "必填",
            "必选",
            "必传",
            "必须",
            "必需",
            "必输",
            "m",
            "true",
            "required",
            "mandatory",
            "√",
            "✓",
            "✔",
            "✅",
            "☑",
            "●",
            "1",
            "1..1",
            "1..n",
            "1..*",
        ],
    ),
    (
        Mark::Optional,
        &[
            "n",
            "no",
            "否",
            "选填",
            "可选",
            "非必填",
            "非必传",
            "非必须",
            "非必需",
            "可空",
            "可不填",
            "o",
            "false",
            "optional",
            "×",
            "✗",
            "✘",
            "❌",
            "☐",
            "○",
            "0",
            "0..1",
            "0..n",
            "0..*",
        ],
    ),
    (
        Mark::Conditional,
        &[
            "c",
            "条件",
            "条件必填",
            "条件必传",
            "条件选填",
            "条件可选",
            "有条件必填",
            "特殊可选",
            "特殊必填",
            "二选一",
            "三选一",
            "conditional",
            "y/n",
            "m/o",
            "m/c",
            "o/m",
            "是/否",
        ],
    ),
    (Mark::Returned, &["原样返回", "返回", "returned"]),
];

/// Parts of longer marks, in the order in which they decide: `非必填` before `必填`.
const PARTS: &[(Mark, &[&str])] = &[
    (Mark::Returned, &["原样", "回传", "返回请求", "与请求", "同请求", "returned as", "echo", "as in the request"]),
    (
        Mark::Conditional,
        &[
            "条件",
            "视情况",
            "特殊",
            "特定",
            "选一",
            "情况",
            "场景",
            "时必",
            "时需",
            "成功时",
            "失败时",
            "on error",
            "on failure",
            "on success",
            "若",
            "如果",
            "如有",
            "当",
            "按需",
            "depend",
            "condition",
            "either",
            "if ",
            "when ",
        ],
    ),
    (Mark::Required, &["不可空", "不可为空", "不能为空", "不允许为空", "非空", "not null", "not be empty"]),
    (
        Mark::Optional,
        &[
            "非必",
            "不必",
            "不需",
            "无需",
            "可不",
            "可空",
            "可为空",
            "允许为空",
            "可选",
            "选填",
            "选传",
            "选输",
            "选送",
            "可填",
            "可缺",
            "可有可无",
            "非强制",
            "否",
            "不要求",
            "optional",
            "not required",
            "not mandatory",
            "need not",
        ],
    ),
    (Mark::Required, &["必", "强制", "须", "required", "mandatory", "must", "always"]),
];

impl Mark {
    /// The word of a page for the mark.
    pub fn word(self) -> &'static str {
        match self {
            Self::Required => "required",
            Self::Optional => "optional",
            Self::Conditional => "conditional",
            Self::Returned => "returned",
        }
    }

    /// The mark in a cell of its own, `是` or `否(N)`; `None` if the cell is not a mark.
    pub fn parse(cell: &str) -> Option<Self> {
        let word = bare(cell);
        lookup(&word).or_else(|| {
            let mut parts =
                word.split(|next: char| AROUND.contains(&next) || next == ':').filter(|part| !part.is_empty());
            let first = lookup(parts.next()?)?;
            // `是(Y)` says the same twice; of `Y(N)` nobody knows which.
            parts.all(|part| lookup(part) == Some(first)).then_some(first)
        })
    }

    /// Whether a text among others may be a mark: also a letter, to which the page's legend may give a meaning.
    pub fn is_like(text: &str) -> bool {
        let text = text.trim();
        Self::parse(text).is_some() || text.len() == 1 && text.bytes().all(|byte| byte.is_ascii_uppercase())
    }

    /// The mark that a few words describe, `有条件时必填` or `must be present`, in a cell or a legend.
    pub fn of_words(text: &str) -> Option<Self> {
        const LONGEST: usize = 32;
        let words = bare(text);
        let part =
            || PARTS.iter().find(|(_, parts)| parts.iter().any(|part| words.contains(part))).map(|(mark, _)| *mark);
        (words.chars().count() <= LONGEST).then(|| Self::parse(text).or_else(part))?
    }

    /// The mark in a column that says whether a field may be empty: `是` and `Y` say that it may, `可空` and `必填` keep
    /// their own meaning.
    pub fn of_nullable(cell: &str, mark: Self) -> Self {
        const ANSWERS: &[&str] = &["y", "yes", "是", "true", "1", "n", "no", "否", "false", "0"];
        let word = bare(cell);
        let first = word.split(|next: char| AROUND.contains(&next) || next == ':').find(|part| !part.is_empty());
        let answer = first.is_none_or(|first| ANSWERS.contains(&first) || !first.contains(char::is_alphanumeric));
        match mark {
            Self::Required if answer => Self::Optional,
            Self::Optional if answer => Self::Required,
            Self::Required | Self::Optional | Self::Conditional | Self::Returned => mark,
        }
    }

    /// Splits a mark from a cell that contains more: `String必填`, `required string`.
    pub fn cut(cell: &str) -> (&str, Option<Self>) {
        let bare = cell.trim().trim_matches(AROUND);
        // A single word of ASCII has no mark beside its type.
        if bare.is_ascii() && !bare.contains(|next: char| next.is_ascii_whitespace()) {
            return (cell, None);
        }
        // Short words could be part of another word.
        let long = |word: &&&str| word.chars().count() > 1 && (!word.is_ascii() || word.len() >= 8);
        for (mark, words) in MARKS {
            for word in words.iter().filter(long) {
                if let Some(rest) = without(bare, word) {
                    return (rest, Some(*mark));
                }
            }
        }
        (cell, None)
    }
}

/// The cell in lower case, without surrounding brackets.
fn bare(cell: &str) -> String {
    cell.trim().trim_matches(AROUND).trim_matches('`').chars().map(narrow).collect::<String>().to_lowercase()
}

fn lookup(word: &str) -> Option<Mark> {
    static KNOWN: LazyLock<HashMap<&str, Mark>> = LazyLock::new(|| {
        let words = MARKS.iter().flat_map(|(mark, words)| words.iter().map(|word| (*word, *mark)));
        words.rev().collect()
    });
    KNOWN.get(word).copied()
}

const AROUND: [char; 12] = [' ', ',', '\u{ff0c}', '(', ')', '\u{ff08}', '\u{ff09}', '【', '】', '[', ']', '*'];

/// The cell without a mark at either end; `bare` has no brackets around it.
fn without<'a>(bare: &'a str, word: &str) -> Option<&'a str> {
    // `非必填` ends in `必填`, but means the opposite: match it only by its own entry.
    let negated = |rest: &str| rest.ends_with(['非', '可', '件', '不', '殊']);
    let after = strip_end(bare, word).filter(|rest| !negated(rest));
    let before = strip_start(bare, word);
    let rest = after.or(before)?.trim_matches(|next| AROUND.contains(&next) && !matches!(next, ')' | '\u{ff09}' | ']'));
    // An ASCII word must stand alone: `arrayy` is not an array.
    let apart = !word.is_ascii() || bare.split_whitespace().count() > 1;
    (apart && !rest.is_empty()).then_some(rest)
}

fn strip_end<'a>(text: &'a str, word: &str) -> Option<&'a str> {
    let at = text.len().checked_sub(word.len())?;
    text.get(at..).filter(|end| end.eq_ignore_ascii_case(word)).and_then(|_| text.get(..at))
}

fn strip_start<'a>(text: &'a str, word: &str) -> Option<&'a str> {
    text.get(..word.len()).filter(|start| start.eq_ignore_ascii_case(word)).and_then(|_| text.get(word.len()..))
}
