//! Finds the words that a cell lists as the values of a field: `SUCCESS/FAIL`, `DONE PENDING CLOSED`, `A---one B---two`,
//! `SUCCESS:accepted,FAIL:rejected`, `0表示否,1表示是`.

use super::named_list::{MOST, named};
use super::yaml::one_line;

/// The listed words with their meanings, which may be empty; none if the cell lists fewer than two.
pub fn listed(cell: &str) -> Vec<(String, String)> {
    let quoted = cell.matches(['`', '"', '“']).count() > 3;
    let cell = cell.replace(['`', '"', '“', '”', '*'], "");
    let named = named(&cell, quoted);
    if !named.is_empty() {
        return named;
    }
    let cell = separated(unlabelled(&cell));
    let mut out: Vec<(String, String)> = Vec::new();
    let mut last = 0;
    for piece in pieces(&cell) {
        let Some((word, meaning)) = word(piece) else {
            // Prose that goes on belongs to the word before it.
            let before = out.get_mut(last).filter(|(_, meaning)| !meaning.is_empty() && !piece.is_empty());
            before.into_iter().for_each(|(_, meaning)| meaning.push_str(&format!(",{piece}")));
            continue;
        };
        last = out.iter().position(|(known, _)| known == word).unwrap_or(out.len());
        match out.get_mut(last) {
            Some((_, known)) if known.is_empty() => *known = meaning.to_owned(),
            Some(_) => {}
            None => out.push((word.to_owned(), meaning.to_owned())),
        }
    }
    out.iter_mut().for_each(|(_, meaning)| *meaning = one_line(meaning));
    if (2..=MOST).contains(&out.len()) { out } else { Vec::new() }
}

/// The text without a label before its list: `枚举值：INIT-初始；DONE-成功`.
fn unlabelled(cell: &str) -> &str {
    match cell.split_once([':', '\u{ff1a}']) {
        Some((label, list)) if !label.contains(|next: char| next.is_ascii_alphanumeric()) && word(list).is_some() => {
            list
        }
        _ => cell,
    }
}

/// The text with a separator in place of `or` and `and` before a word.
fn separated(cell: &str) -> String {
    let mut out = String::with_capacity(cell.len());
    let mut rest = cell;
    while let Some((before, after)) = rest.split_once(' ') {
        out.push_str(before);
        let conjunction = ["or ", "and "].iter().find_map(|word| after.strip_prefix(word));
        let next = conjunction.filter(|next| word(next).is_some());
        out.push(if next.is_some() { '/' } else { ' ' });
        rest = next.unwrap_or(after);
    }
    out + rest
}

/// The pieces between separators. A blank ends a piece only before a word that is in capitals or a number.
fn pieces(cell: &str) -> Vec<&str> {
    let mut out = Vec::new();
    let mut start = 0;
    for (at, next) in cell.char_indices() {
        let rest = cell.get(at + next.len_utf8()..).unwrap_or_default();
        let ends = match next {
            ',' | '\u{ff0c}' | ';' | '\u{ff1b}' | '\u{3002}' | '/' | '、' | '|' | '\n' | '或' => true,
            ' ' => word(rest).is_some(),
            _ => false,
        };
        if ends {
            out.push(cell.get(start..at).unwrap_or_default().trim());
            start = at + next.len_utf8();
        }
    }
    out.push(cell.get(start..).unwrap_or_default().trim());
    out
}

/// A word at the start of a piece, and its meaning.
fn word(piece: &str) -> Option<(&str, &str)> {
    let piece = piece.trim();
    let end = piece.find(|next: char| !(next.is_ascii_alphanumeric() || next == '_')).unwrap_or(piece.len());
    let (word, rest) = piece.split_at(end);
    let capitals = word.len() > 1
        && word.starts_with(|next: char| next.is_ascii_uppercase())
        && word.chars().all(|next| !next.is_ascii_lowercase());
    let digits = !word.is_empty() && word.len() <= 3 && word.bytes().all(|byte| byte.is_ascii_digit());
    let meaning = rest.trim_start();
    let meaning = meaning.trim_start_matches([':', '\u{ff1a}', '-', '—', '–', '=', ' ', '(', '\u{ff08}']);
    let told = meaning.len() < rest.len() || meaning.starts_with(|next: char| !next.is_ascii());
    // A number alone is an amount, a length or a date.
    let sound = capitals && !COMMON.contains(&word) || digits && told && !is_unit(meaning) || is_explained(word, rest);
    sound.then_some((word, meaning))
}

/// Whether a sign and a meaning in another script follow the word: `in_process：处理中`, `P-处理中`, `0000=成功`.
fn is_explained(word: &str, rest: &str) -> bool {
    const LONGEST: usize = 32;
    let behind = rest.trim_start_matches(' ');
    let signs = behind.trim_start_matches([':', '\u{ff1a}', '-', '—', '–', '=']);
    let meaning = signs.trim_start();
    (1..=LONGEST).contains(&word.len())
        && signs.len() < behind.len()
        && meaning.starts_with(|next: char| next.is_alphanumeric() && !next.is_ascii())
        && !is_unit(meaning)
}

/// Abbreviations in prose that are no values of a field.
const COMMON: &[&str] = &[
    "API", "APPID", "ASCII", "GUID", "HTTP", "HTTPS", "ID", "IP", "ISO", "JSON", "POS", "RFC", "SDK", "UTF", "URL",
    "UUID", "XML",
];

/// Whether a number before this text is a quantity.
fn is_unit(text: &str) -> bool {
    const UNITS: &[&str] = &["位", "个", "元", "分", "字", "天", "年", "月", "日", "小时", "次", "秒", "笔", "%"];
    const WORDS: &[&str] =
        &["byte", "char", "day", "decimal", "digit", "hour", "letter", "minute", "month", "second", "time", "year"];
    let lower = text.to_ascii_lowercase();
    UNITS.iter().chain(WORDS).any(|unit| lower.starts_with(unit))
}

#[cfg(test)]
mod tests {
    use super::listed;

    fn words(cell: &str) -> String {
        listed(cell).iter().map(|(word, meaning)| format!("{word}={meaning};")).collect()
    }

    #[test]
    fn the_lists_of_cells_are_found() {
        assert_eq!(words("SUCCESS/FAIL"), "SUCCESS=;FAIL=;");
        assert_eq!(words("DONE PENDING CLOSED"), "DONE=;PENDING=;CLOSED=;");
        assert_eq!(words("DONE、PENDING或CLOSED"), "DONE=;PENDING=;CLOSED=;");
        assert_eq!(words("SUCCESS:业务受理成功,FAIL:业务受理失败"), "SUCCESS=业务受理成功;FAIL=业务受理失败;");
        assert_eq!(
            words("仅针对老资金流商户使用 REFUND_A---未结算(默认) REFUND_B---可用余额"),
            "REFUND_A=未结算(默认);REFUND_B=可用余额;"
        );
        assert_eq!(
            words("SUCCESS/FAIL SUCCESS退款申请接收成功,结果通过退款查询接口查询 FAIL 提交业务失败"),
            "SUCCESS=退款申请接收成功,结果通过退款查询接口查询;FAIL=提交业务失败;"
        );
        assert_eq!(words("0:没有优惠 1: 支付机构优惠"), "0=没有优惠;1=支付机构优惠;");
        assert_eq!(words("枚举值：INIT-初始；DOING-处理中；SUCC-成功"), "INIT=初始;DOING=处理中;SUCC=成功;");
        assert_eq!(words("取值：1-是；0-否"), "1=是;0=否;");
        assert_eq!(words("INIT, DOING, DONE or FAILED"), "INIT=;DOING=;DONE=;FAILED=;");
        assert_eq!(words("One of `pending`, `succeeded`."), "pending=;succeeded=;");
        assert_eq!(words("0000：成功 4444：失败 9999：处理中"), "0000=成功;4444=失败;9999=处理中;");
        assert_eq!(words("P：处理中 S：成功 F：失败"), "P=处理中;S=成功;F=失败;");
        assert_eq!(words("in_process：处理中 success-成功"), "in_process=处理中;success=成功;");
        assert_eq!(words("Can be `pending`, `settled` or `rejected`"), "pending=;settled=;rejected=;");
        assert_eq!(words("The mode. Possible values: live test"), "live=;test=;");
        assert_eq!(words("Possible values: on-hold, paid and refused. More later."), "on-hold=;paid=;refused=;");
    }

    #[test]
    fn prose_lists_nothing() {
        for prose in [
            "One of the numbers, refund_no or id",
            "One of a",
            "Can be letters, digits or symbols",
            "Can be refunded, partly and in full",
            "Must be null or empty",
            "Either this or ori_trade_no",
            "Can be partial or complete",
            "Possible values: see below",
            "This key should be a UUID v4. Max 64 characters",
            "与trade_no二选一：优先trade_no",
            "如10：00",
            "当resultCode返回SUCCESS,状态为REFUND",
            "单位为分,如2000",
            "32个字符内",
            "微信分配的子商户APPID",
            "",
        ] {
            assert_eq!(words(prose), "", "{prose}");
        }
    }
}
