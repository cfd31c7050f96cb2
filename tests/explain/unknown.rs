//! Mistakes that the tool does not know.

use super::{
    requests::Random,
    work::{Hash, Seal, Shape, Sorted, Work, Written},
};

/// A kind of unknown mistake; `false` if it cannot be made.
pub type Unknown = (&'static str, fn(&mut Work, &mut Random) -> bool);

pub const ALL: &[Unknown] = &[
    ("a digit of the number is another", |work, _| {
        in_numbers(work, |digits| {
            let last = digits.pop().map(|digit| if digit == b'9' { b'1' } else { digit + 1 });
            digits.extend(last);
        })
    }),
    ("two digits of the amount transposed", |work, _| in_amounts(work)),
    ("an unrelated key", |work, random| {
        let other = random.text("ABCDEFabcdef0123456789", 32);
        !std::mem::replace(&mut work.key, other).is_empty()
    }),
    ("HMAC with the key's digest", |work, _| {
        work.hmac_key = Some(Written::Lower.write(&Hash::Md5.of(work.key.as_bytes())).into_bytes());
        matches!(work.seal, Seal::Keyed(_))
    }),
    ("sorted by the ends of names", |work, _| {
        work.order = Sorted::Backwards;
        work.shape == Shape::Pairs
    }),
    ("the text reversed", |work, _| edited(work, |text| text.chars().rev().collect())),
    ("hashes between the fields", |work, _| {
        work.signs.1 = "#".to_owned();
        work.shape == Shape::Pairs
    }),
    ("arrows in the pairs", |work, _| {
        work.signs.0 = "=>".to_owned();
        work.shape == Shape::Pairs
    }),
    ("bars between the lines", |work, _| {
        work.line_end = "|".to_owned();
        work.shape == Shape::Lines
    }),
    ("names in upper case", |work, _| {
        work.fields.iter_mut().for_each(|(name, _)| *name = name.to_uppercase());
        work.shape == Shape::Pairs && work.json_field.is_none()
    }),
    ("a field twice", |work, random| {
        let signed: Vec<(String, String)> =
            work.fields.iter().filter(|(_, value)| !value.is_empty()).cloned().collect();
        let Some(field) = signed.get(random.below(signed.len())).cloned() else { return false };
        work.fields.push(field.clone());
        work.shape == Shape::Pairs && !work.without.contains(&field.0)
    }),
    ("a salt before the text", |work, _| edited(work, |text| format!("v1:{text}"))),
    ("without the first character", |work, _| edited(work, |text| text.chars().skip(1).collect())),
    ("SHA-224", |work, _| {
        work.seal = match work.seal {
            Seal::Keyed(_) => Seal::Keyed(Hash::Sha224),
            Seal::Rsa(_, before) => Seal::Rsa(Hash::Sha224, before),
            _ => Seal::Plain(Hash::Sha224),
        };
        true
    }),
    ("quotes around the text", |work, _| edited(work, |text| format!("\"{text}\""))),
    ("every e an E", |work, _| edited(work, |text| text.replace('e', "E"))),
];

fn edited(work: &mut Work, edit: fn(String) -> String) -> bool {
    work.edits.push(edit);
    true
}

/// Changes the first long number, in a field or in the JSON.
fn in_numbers(work: &mut Work, change: fn(&mut Vec<u8>)) -> bool {
    let mut done = false;
    let mut fields = work.fields.iter_mut().map(|(_, value)| value);
    let long = |value: &&mut String| value.len() > 9 && value.bytes().all(|b| b.is_ascii_digit());
    if let Some(value) = fields.find(long) {
        let mut digits = value.clone().into_bytes();
        change(&mut digits);
        *value = String::from_utf8(digits).expect("digits");
        done = true;
    } else if let Some(at) = work.json.find("\":\"").map(|at| at + 3) {
        let end = work.json[at..].find('"').expect("a quote") + at;
        let mut digits = work.json.as_bytes()[at..end].to_vec();
        if digits.iter().all(u8::is_ascii_alphanumeric) && !digits.is_empty() {
            change(&mut digits);
            work.json.replace_range(at..end, &String::from_utf8(digits).expect("ASCII"));
            done = true;
        }
    }
    done
}

/// Swaps the last two digits of the amounts, if they differ.
fn in_amounts(work: &mut Work) -> bool {
    let mut done = false;
    for (name, _) in work.amounts.clone() {
        for (_, value) in work.fields.iter_mut().filter(|(field, _)| *field == name) {
            done |= transposed(value);
        }
    }
    done
}

fn transposed(value: &mut String) -> bool {
    let mut digits = value.clone().into_bytes();
    let last = digits.len().saturating_sub(1);
    if last == 0 || digits[last] == digits[last - 1] || digits[last - 1] == b'.' {
        return false;
    }
    digits.swap(last, last - 1);
    *value = String::from_utf8(digits).expect("digits");
    true
}
