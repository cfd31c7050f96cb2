//! The mark of a field as required or optional.

/// Whether a row says that its field is required.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// The field is always required.
    Required,
    /// The field may be left out.
    Optional,
    /// The field is required under a condition.
    Conditional,
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
            "r",
            "true",
            "required",
            "mandatory",
            "√",
            "✓",
            "✔",
            "●",
            "1",
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
            "○",
            "0",
        ],
    ),
    (
        Mark::Conditional,
        &["c", "条件", "条件必填", "条件必传", "有条件必填", "特殊可选", "特殊必填", "conditional", "y/n", "m/o"],
    ),
];

impl Mark {
    /// The mark in a cell of its own; `None` if the cell is not a mark.
    pub fn parse(cell: &str) -> Option<Self> {
        let word = cell.trim().trim_matches(AROUND).trim_matches('`').to_ascii_lowercase();
        MARKS.iter().find(|(_, words)| words.contains(&word.as_str())).map(|(mark, _)| *mark)
    }

    /// The mark of a column that says whether a field may be empty.
    pub fn inverted(self) -> Self {
        match self {
            Self::Required => Self::Optional,
            Self::Optional => Self::Required,
            Self::Conditional => Self::Conditional,
        }
    }

    /// Splits a mark from a cell that contains more: `String必填`, `required string`.
    pub fn cut(cell: &str) -> (&str, Option<Self>) {
        // Short words could be part of another word.
        let long = |word: &&&str| word.chars().count() > 1 && (!word.is_ascii() || word.len() >= 8);
        for (mark, words) in MARKS {
            for word in words.iter().filter(long) {
                if let Some(rest) = without(cell.trim(), word) {
                    return (rest, Some(*mark));
                }
            }
        }
        (cell, None)
    }
}

const AROUND: [char; 12] = [' ', ',', '\u{ff0c}', '(', ')', '\u{ff08}', '\u{ff09}', '【', '】', '[', ']', '*'];

fn without<'a>(cell: &'a str, word: &str) -> Option<&'a str> {
    // `非必填` ends in `必填`, but means the opposite: match it only by its own entry.
    let negated = |rest: &str| rest.ends_with(['非', '可', '件', '不', '殊']);
    let bare = cell.trim_matches(AROUND);
    let after = strip_end(bare, word).filter(|rest| !negated(rest));
    let before = strip_start(bare, word);
    let rest = after.or(before)?.trim_matches(|next| AROUND.contains(&next) && !matches!(next, ')' | '\u{ff09}' | ']'));
    // An ASCII word must stand alone: `arrayy` is not an array.
    let apart = !word.is_ascii() || cell.split_whitespace().count() > 1;
    (apart && !rest.is_empty()).then_some(rest)
}

fn strip_end<'a>(text: &'a str, word: &str) -> Option<&'a str> {
    let at = text.len().checked_sub(word.len())?;
    text.get(at..).filter(|end| end.eq_ignore_ascii_case(word)).and_then(|_| text.get(..at))
}

fn strip_start<'a>(text: &'a str, word: &str) -> Option<&'a str> {
    text.get(..word.len()).filter(|start| start.eq_ignore_ascii_case(word)).and_then(|_| text.get(word.len()..))
}
