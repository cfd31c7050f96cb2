//! The form of a signature: its length and its alphabet, as the steps of its value write it.

use refundry_codegen::{
    model::{Step, value::Conversion},
    vocabulary::Encoding,
};

/// The length of a signature, and the conversions whose alphabet it has: found once, and compared with each variant.
pub(crate) struct Form {
    length: usize,
    written: Vec<Conversion>,
}

impl Form {
    pub(crate) fn of(signature: &str) -> Self {
        let exact = |conversion: &Conversion| match conversion.row().encoding {
            Some(Encoding { alphabet, exact: true, .. }) => signature.chars().all(|next| belongs(alphabet, next)),
            _ => false,
        };
        Self { length: signature.len(), written: Conversion::ALL.iter().copied().filter(exact).collect() }
    }
}

/// Whether a character belongs to an encoding, or is its padding.
fn belongs(alphabet: &[(char, char)], next: char) -> bool {
    next == '=' || alphabet.iter().any(|(first, last)| (*first..=*last).contains(&next))
}

/// Whether a signature has the length and the alphabet of the steps' output.
pub(crate) fn fits(steps: &[Step], form: &Form) -> bool {
    let Some(at) = steps.iter().rposition(Step::is_one_way) else { return true };
    let size = match steps.get(at) {
        Some(Step::Digest(digest) | Step::Hmac(digest, _)) => Some(digest.row().size),
        _ => None,
    };
    let Some([Step::Convert(conversion)]) = steps.get(at + 1..) else { return true };
    let Some(Encoding { length, exact: true, .. }) = conversion.row().encoding else { return true };
    size.is_none_or(|size| form.length == length(size)) && form.written.contains(conversion)
}

/// The reason why a signature cannot be the output of the steps; `own` is a right one.
pub(crate) fn misfit(steps: &[Step], own: &str, signature: &str) -> Option<String> {
    let Some(Step::Convert(conversion)) = steps.last() else { return None };
    let Some(Encoding { alphabet, exact: true, .. }) = conversion.row().encoding else { return None };
    let written = conversion.row().prose;
    if let Some((at, strange)) = signature.chars().enumerate().find(|(_, next)| !belongs(alphabet, *next)) {
        let strange = strange.escape_debug();
        return Some(format!("its character {}, `{strange}`, does not belong to {written}", at + 1));
    }
    let (length, right) = (signature.chars().count(), own.chars().count());
    let fixed = steps.iter().rfind(|step| step.is_one_way()).is_some_and(has_fixed_size);
    (fixed && length != right).then(|| format!("it has {length} characters, and the right one has {right}"))
}

/// Whether the output of the step has the same length for every text.
fn has_fixed_size(step: &Step) -> bool {
    match step {
        Step::Digest(_) | Step::Hmac(..) => true,
        Step::Sign(signature) => signature.scheme.row().size.is_none_or(|(least, most)| least == most),
        Step::Encrypt(_) | Step::Decrypt(_) | Step::Convert(_) | Step::Slice(_) => false,
    }
}
