//! The name that a misspelled one surely stands for.

/// The names that are so short that one letter makes another word.
const SHORT: usize = 4;
/// The length from which a letter may stand in the place of another.
const LONG: usize = 8;

/// The only name that differs from `written` by one letter, by letter case or by separators; `None` if there is none, if
/// another name is nearly as near, or if the names begin otherwise or have other digits.
pub(crate) fn only<'a>(written: &str, names: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let plain = letters(written);
    let mut near: Vec<(usize, &str)> = names
        .into_iter()
        .filter(|name| *name != written)
        .filter(|name| name.len() <= 100 && written.len() <= 100 && name.len().abs_diff(written.len()) < 8)
        .map(|name| (strsim::osa_distance(&plain, &letters(name)), name))
        .filter(|(distance, _)| *distance <= 3)
        .collect();
    near.sort_unstable();
    near.dedup();
    let (distance, name) = *near.first()?;
    let next = near.get(1).map_or(usize::MAX, |(next, _)| *next);
    let alone = next > distance + usize::from(distance > 0);
    (alone && is_slip(&plain, &letters(name), distance)).then_some(name)
}

fn is_slip(written: &str, name: &str, distance: usize) -> bool {
    let (length, other) = (written.chars().count(), name.chars().count());
    let replaced = length == other && !is_swapped(written, name);
    match distance {
        0 => true,
        1 if length.min(other) < SHORT || replaced && length < LONG => false,
        1 => written.chars().next() == name.chars().next() && digits(written) == digits(name),
        _ => false,
    }
}

/// Whether the names have the same letters in another order.
fn is_swapped(written: &str, name: &str) -> bool {
    let sorted = |text: &str| {
        let mut letters: Vec<char> = text.chars().collect();
        letters.sort_unstable();
        letters
    };
    sorted(written) == sorted(name)
}

fn digits(name: &str) -> String {
    name.chars().filter(char::is_ascii_digit).collect()
}

/// The name in lower case without its separators.
fn letters(name: &str) -> String {
    name.chars().filter(|next| !matches!(next, '_' | '-')).flat_map(char::to_lowercase).collect()
}

/// Whether `written` begins like a name of an algorithm, such as `es512` or `p521_key`, and `name` with other letters or
/// digits, such as `ps512` or `sm2_key`: it is no slip of that name.
pub(super) fn is_other_algorithm(written: &str, name: &str) -> bool {
    algorithm(written).is_some_and(|one| algorithm(name) != Some(one))
}

/// One or two letters at the beginning of a name, and the digits behind them in any order.
fn algorithm(name: &str) -> Option<(&str, Vec<char>)> {
    let digit = name.find(|next: char| next.is_ascii_digit()).filter(|at| (1..=2).contains(at))?;
    let (letters, rest) = name.split_at_checked(digit)?;
    let mut digits: Vec<char> = rest.chars().take_while(char::is_ascii_digit).collect();
    digits.sort_unstable();
    (digits.len() > 2).then_some((letters, digits))
}

#[cfg(test)]
mod tests {
    use super::{is_other_algorithm, only};

    #[test]
    fn one_letter_names_one_word() {
        let names = ["required", "role", "range", "refund_number", "hmac_sha256", "hmac_sha3_256"];
        let cases = [
            ("requried", Some("required")),
            ("requird", Some("required")),
            ("refundNumber", Some("refund_number")),
            ("refund_numper", Some("refund_number")),
            ("hmacsha256", Some("hmac_sha256")),
            ("Role", Some("role")),
            ("required", None),
            ("refund_no", None),
        ];
        for (written, meant) in cases {
            assert_eq!(only(written, names), meant, "{written}");
        }
    }

    #[test]
    fn another_algorithm_is_not_near() {
        let others = [("es512", "ps512"), ("p521_private_key", "p256_private_key"), ("p521_key", "sm2_key")];
        let slips = [("ps521", "ps512"), ("p265_public_key", "p256_public_key"), ("sha265", "sha256"), ("v3", "v2")];
        assert!(others.iter().all(|(written, name)| is_other_algorithm(written, name)), "{others:?}");
        assert!(!slips.iter().any(|(written, name)| is_other_algorithm(written, name)), "{slips:?}");
    }

    #[test]
    fn another_word_is_not_taken_for_a_slip() {
        let cases: [(&str, &[&str]); 7] = [
            ("ter_id", &["mer_id"]),
            ("key2", &["key1"]),
            ("sha1", &["sha256"]),
            ("order_n", &["order_no", "order_nr"]),
            ("mode", &["more"]),
            ("encrypt_key", &["decrypt_key"]),
            ("map", &["maps"]),
        ];
        for (written, names) in cases {
            assert_eq!(only(written, names.iter().copied()), None, "{written}");
        }
    }
}
