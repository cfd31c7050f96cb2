//! Operators and words of other languages in an expression: `=`, `and`, `≤`, an unclosed parenthesis.

use super::lookalike;
use crate::diagnostic::Edit;
use crate::source::Span;

/// A slip: its span in the text, the fault and the help.
pub(super) struct ExpressionSlip {
    pub(super) span: Span,
    pub(super) message: String,
    pub(super) help: String,
}

/// Operators that other languages write otherwise, the longer ones first.
const OPERATORS: &[(&str, &str)] = &[
    ("===", "=="),
    ("!==", "!="),
    ("==", ""),
    ("<=", ""),
    (">=", ""),
    ("!=", ""),
    ("&&", ""),
    ("||", ""),
    ("=<", "<="),
    ("=>", ">="),
    ("<>", "!="),
    ("≤", "<="),
    ("≥", ">="),
    ("≦", "<="),
    ("≧", ">="),
    ("≠", "!="),
    ("=", "=="),
    ("&", "&&"),
    ("|", "||"),
    ("¬", "!"),
    ("->", "."),
    ("/=", "!="),
    ("~=", "!="),
];

/// Functions of other languages.
const FUNCTIONS: &[(&str, &str)] = &[
    ("exists", "present"),
    ("is_present", "present"),
    ("isset", "present"),
    ("defined", "present"),
    ("not_null", "present"),
    ("notnull", "present"),
    ("coalesce", "default"),
    ("ifnull", "default"),
    ("nvl", "default"),
    ("or_else", "default"),
    ("total", "sum"),
];

const WORDS: &[(&str, &str)] = &[
    ("and", "&&"),
    ("or", "||"),
    ("not", "!"),
    ("且", "&&"),
    ("并且", "&&"),
    ("或", "||"),
    ("或者", "||"),
    ("小于", "<"),
    ("大于", ">"),
    ("等于", "=="),
    ("不等于", "!="),
    ("小于等于", "<="),
    ("不大于", "<="),
    ("不超过", "<="),
    ("大于等于", ">="),
    ("不小于", ">="),
    ("加", "+"),
    ("减", "-"),
    ("lt", "<"),
    ("lte", "<="),
    ("le", "<="),
    ("gt", ">"),
    ("gte", ">="),
    ("ge", ">="),
    ("eq", "=="),
    ("ne", "!="),
    ("neq", "!="),
];

/// The first slip of an expression that cannot be read.
pub(super) fn find(text: &str) -> Option<ExpressionSlip> {
    super::tokens::check_length(text).ok()?;
    let mut open = Vec::new();
    let mut at = 0;
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        let step = token(rest);
        if let Some((message, help)) = fault(rest, step, text.get(..at).unwrap_or_default()) {
            return Some(ExpressionSlip { span: Span::new(at, at + step), message, help });
        }
        match rest.chars().next() {
            Some('(') => open.push(at),
            Some(')') if open.pop().is_none() => return Some(bracket(at, "`)` closes nothing", "leave it out")),
            _ => {}
        }
        at += step;
    }
    open.last().map(|at| bracket(*at, "`(` is not closed", "write `)` where the group ends")).or_else(|| unended(text))
}

/// The operators of the language in the places of others, as edits of the text.
pub(super) fn edits(text: &str) -> Vec<Edit> {
    let (mut out, mut at) = (Vec::new(), 0);
    if super::tokens::check_length(text).is_err() {
        return out;
    }
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        let written = rest.get(..token(rest)).unwrap_or(rest);
        let (length, meant) = match row(written).filter(|_| !written.starts_with('"')) {
            Some(meant) => (written.len(), Some(meant.to_owned())),
            None => full_width(rest).map_or((written.len(), None), |(length, meant)| (length, Some(meant))),
        };
        // In front of a comparison, `!` alone would belong to its first name.
        let negates =
            meant.as_deref() == Some("!") && !text.get(at + length..).unwrap_or_default().trim_start().starts_with('(');
        out.extend(meant.filter(|_| !negates).map(|meant| Edit::new(Span::new(at, at + length), meant)));
        at += length;
    }
    out
}

/// The length of full-width signs and the signs of an operator behind them, and the text that is meant.
fn full_width(rest: &str) -> Option<(usize, String)> {
    lookalike::of(rest.chars().next()?)?;
    let ends = |next: char| lookalike::of(next).is_none() && !"=<>!&|".contains(next);
    let length = rest.find(ends).unwrap_or(rest.len());
    let plain = lookalike::ascii(rest.get(..length)?);
    Some((length, row(&plain).map_or(plain, str::to_owned)))
}

/// The operator of the language for one of another language.
fn row(token: &str) -> Option<&'static str> {
    let row = OPERATORS.iter().find(|(sign, meant)| *sign == token && !meant.is_empty());
    let row = row.or_else(|| WORDS.iter().find(|(word, _)| token.eq_ignore_ascii_case(word)));
    row.map(|(_, meant)| *meant)
}

fn bracket(at: usize, message: &str, help: &str) -> ExpressionSlip {
    ExpressionSlip { span: Span::new(at, at + 1), message: message.to_owned(), help: help.to_owned() }
}

/// The length of the token at the beginning: a text, a word, an operator or one character.
fn token(rest: &str) -> usize {
    let of_word = |next: char| next.is_alphanumeric() || next == '_' || next == '.';
    match rest.chars().next() {
        Some('"') => {
            let end = rest
                .char_indices()
                .skip(1)
                .find(|(at, next)| *next == '"' && !rest.get(..*at).unwrap_or_default().ends_with('\\'));
            end.map_or(rest.len(), |(at, _)| at + 1)
        }
        Some(first) if of_word(first) => rest.find(|next| !of_word(next)).unwrap_or(rest.len()),
        Some(first) => {
            let operator = OPERATORS.iter().find(|(sign, _)| rest.starts_with(sign));
            operator.map_or(first.len_utf8(), |(sign, _)| sign.len())
        }
        None => 0,
    }
}

/// The fault of the token at the beginning, with its help.
fn fault(rest: &str, length: usize, before: &str) -> Option<(String, String)> {
    let token = rest.get(..length)?;
    if token.starts_with('"') {
        return None;
    }
    if let Some(sign) = before.trim_end().chars().next_back().filter(|sign| token == "=" && "<>!".contains(*sign)) {
        return Some((
            format!("`{sign} =` is no operator of the language"),
            format!("write `{sign}=`, without a space"),
        ));
    }
    if row(token) == Some("!") && !rest.get(length..)?.trim_start().starts_with('(') {
        let help = "write `!( … )` around the whole condition: `!` belongs to the next name alone";
        return Some((format!("`{token}` is no operator of the language"), help.to_owned()));
    }
    if let Some(meant) = row(token) {
        return Some((format!("`{token}` is no operator of the language"), format!("write `{meant}`")));
    }
    if let Some(sign) = lookalike::of(token.chars().next()?) {
        let full = rest.chars().take_while(|next| lookalike::of(*next).is_some()).collect::<String>();
        let help = match lookalike::ascii(&full).as_str() {
            "=" => "write `==`".to_owned(),
            _ => sign.help(),
        };
        return Some((format!("the expression holds {}", sign.shown()), help));
    }
    sign(rest, token, before)
        .or_else(|| function(rest, token))
        .or_else(|| between(rest, token, before))
        .or_else(|| words(token, before))
}

/// Signs of other languages that are no operators.
fn sign(rest: &str, token: &str, before: &str) -> Option<(String, String)> {
    let told = |message: &str, help: &str| Some((message.to_owned(), help.to_owned()));
    match token {
        "?" if rest.starts_with("??") => {
            told("`??` is no operator of the language", "write `default(field, 0)` for a field that may be absent")
        }
        "?" if rest.starts_with("?.") => told(
            "`?.` is no operator of the language",
            "write `default(object.member, 0)` for a member that may be absent",
        ),
        "[" if rest.starts_with("[*]") || rest.starts_with("[]") => {
            told("a path has no brackets", "leave them out: `sum(list.member)` takes every item")
        }
        "{" => told("braces do not group in an expression", "write `(` and `)`"),
        "$" => {
            let name: String = rest
                .chars()
                .skip(1)
                .skip_while(|next| *next == '{')
                .take_while(|next| next.is_alphanumeric() || *next == '_')
                .collect();
            told("a field stands without `$`", &format!("write `{name}`"))
        }
        "*" | "/" | "%" => told(
            &format!("`{token}` is no operator of the language"),
            "leave the rule out, and write it under `notes`: an expression adds, subtracts and compares",
        ),
        "?" => told("`?` is no operator of the language", "write a rule for each of the two cases, with `&&` and `||`"),
        "," if before.matches('(').count() == before.matches(')').count() => {
            told("a comma does not join two conditions", "write `&&`, or a rule for each of them")
        }
        ";" if rest.trim() == ";" => told("`;` does not end an expression", "leave it out"),
        _ => None,
    }
}

/// A function in other letters, or of another language.
fn function(rest: &str, token: &str) -> Option<(String, String)> {
    const OURS: [&str; 4] = ["sum", "present", "default", "field"];
    rest.get(token.len()..).filter(|rest| rest.trim_start().starts_with('(') && !OURS.contains(&token))?;
    let lower = token.to_lowercase();
    if ["len", "length", "size", "strlen"].contains(&lower.as_str()) {
        let help = "write the greatest length in the type: `string(32)`".to_owned();
        return Some((format!("there is no function `{token}`"), help));
    }
    let foreign = FUNCTIONS.iter().find(|(word, _)| *word == lower).map(|(_, ours)| *ours);
    let meant = OURS.iter().find(|ours| **ours == lower).copied().or(foreign)?;
    Some((format!("there is no function `{token}`"), format!("write `{meant}`")))
}

/// `fee BETWEEN 1 AND total`, with the author's own field and bounds where they can be told apart.
fn between(rest: &str, token: &str, before: &str) -> Option<(String, String)> {
    if !token.eq_ignore_ascii_case("between") {
        return None;
    }
    let message = format!("`{token}` is no operator of the language");
    let field = before.split_whitespace().next_back().filter(|field| is_operand(field));
    let mut words = rest.get(token.len()..)?.split_whitespace();
    let (least, and, most) = (words.next(), words.next(), words.next());
    let joined = and.is_some_and(|and| and.eq_ignore_ascii_case("and") || and == "&&");
    let operands = least.zip(most).filter(|(least, most)| joined && is_operand(least) && is_operand(most));
    let help = match field.zip(operands) {
        Some((field, (least, most))) => format!("write `{field} >= {least} && {field} <= {most}`"),
        None => "write both bounds: `1 <= field && field <= total_fee`".to_owned(),
    };
    Some((message, help))
}

/// Whether a text is a number or the name of a field.
fn is_operand(text: &str) -> bool {
    text.chars().all(|next| next.is_alphanumeric() || next == '_' || next == '.')
}

fn words(token: &str, before: &str) -> Option<(String, String)> {
    if token.split_once('.').is_some_and(|(whole, part)| is_digits(whole) && is_digits(part)) {
        let help = "write a whole number of the smallest unit, such as `100`";
        return Some((format!("`{token}` is no whole number"), help.to_owned()));
    }
    let lower = token.to_lowercase();
    if lower == "in" {
        let help = "compare with each value: `field == \"A\" || field == \"B\"`";
        return Some((format!("`{token}` is no operator of the language"), help.to_owned()));
    }
    if ["matches", "like", "ilike", "rlike", "contains", "regex", "regexp"].contains(&lower.as_str()) {
        let help = "write the form of a text as `pattern` of its field";
        return Some((format!("`{token}` is no operator of the language"), help.to_owned()));
    }
    if !["is", "IS", "null", "nil", "None", "NULL", "undefined", "'", "if"].contains(&token) {
        return None;
    }
    let mut words = before.trim_end().rsplit([' ', '(', '!']);
    let field = words.find(|word| word.starts_with(|next: char| next.is_alphabetic())).unwrap_or("field");
    match token {
        "is" | "IS" => Some((
            format!("`{token}` is no operator of the language"),
            format!("write `present({field})` or `!present({field})`"),
        )),
        "null" | "nil" | "None" | "NULL" | "undefined" => {
            let sign = if before.trim_end().ends_with("!=") { "" } else { "!" };
            Some((format!("`{token}` is no value"), format!("write `{sign}present({field})`")))
        }
        "'" if before.trim_end().ends_with('(') => {
            Some(("a field stands without quotes here".to_owned(), "leave the quotes out".to_owned()))
        }
        "'" => Some(("a text stands in double quotes here".to_owned(), "write `\"\"` in place of `''`".to_owned())),
        "if" if before.trim().is_empty() => {
            Some(("`if` is no word of the language".to_owned(), "leave it out".to_owned()))
        }
        _ => None,
    }
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|next| next.is_ascii_digit())
}

/// An operator without its right operand.
fn unended(text: &str) -> Option<ExpressionSlip> {
    let end = text.trim_end();
    let operators = ["==", "!=", "<=", ">=", "&&", "||", "<", ">", "+", "-", "!"];
    let sign = operators.iter().find(|sign| end.ends_with(*sign))?;
    let span = Span::new(end.len() - sign.len(), end.len());
    Some(ExpressionSlip {
        span,
        message: format!("nothing follows `{sign}`"),
        help: "write a field, a number or a text after it".to_owned(),
    })
}
