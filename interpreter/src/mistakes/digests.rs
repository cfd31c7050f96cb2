//! Mistakes in the digest or its key, the signature scheme, or the encoding of the result.

use std::sync::Arc;

use refundry_codegen::model::{
    Case, Part, Step,
    value::{Conversion, Digest, KeySource, Scheme},
};

use super::{
    mistake::{List, MistakeKind},
    variant::Variant,
};

/// The forms in which the first of two digests is digested again.
const TWICE: [(Option<Conversion>, &str); 4] = [
    (Some(Conversion::HexLower), "the digest taken twice"),
    (Some(Conversion::HexUpper), "the digest taken twice, of its hex in upper case"),
    (None, "the digest taken twice, of its bytes"),
    (Some(Conversion::Base64), "the digest taken twice, of its base64"),
];

const SWAPS: [(Conversion, Conversion, &str); 12] = [
    (Conversion::HexUpper, Conversion::HexLower, "hex in lower case instead of upper case"),
    (Conversion::HexLower, Conversion::HexUpper, "hex in upper case instead of lower case"),
    (Conversion::Base64, Conversion::HexLower, "hex instead of base64"),
    (Conversion::Base64, Conversion::HexUpper, "hex in upper case instead of base64"),
    (Conversion::HexLower, Conversion::Base64, "base64 instead of hex"),
    (Conversion::HexUpper, Conversion::Base64, "base64 instead of hex"),
    (Conversion::Base64, Conversion::Base64Url, "base64 for URLs"),
    (Conversion::Base64Url, Conversion::Base64, "plain base64 instead of that for URLs"),
    (Conversion::Base64Url, Conversion::Base64UrlPadded, "base64 for URLs with padding"),
    (Conversion::Base64UrlPadded, Conversion::Base64, "plain base64 instead of that for URLs"),
    (Conversion::Base64Url, Conversion::HexLower, "hex instead of base64"),
    (Conversion::Base64, Conversion::Base64UrlPadded, "base64 for URLs with padding"),
];

pub(crate) fn outputs(out: &mut List) {
    for (from, to, words) in SWAPS {
        out.put(MistakeKind::Output, words, move |variant| {
            variant.cases(|case| {
                let mut steps = case.steps.iter_mut().rev();
                let step = steps.find(|step| matches!(step, Step::Convert(found) if *found == from));
                step.map(|step| *step = Step::Convert(to)).is_some()
            })
        });
    }
    out.put(MistakeKind::Output, "base64 of the hex digits", |variant| {
        variant.cases(|case| match case.steps.pop() {
            Some(Step::Convert(Conversion::Base64)) => of_hex(case, Conversion::HexLower),
            Some(Step::Convert(hex @ (Conversion::HexLower | Conversion::HexUpper))) => of_hex(case, hex),
            other => {
                case.steps.extend(other);
                false
            }
        })
    });
}

/// Each reversible step, left out.
pub(crate) fn steps(base: &Variant, out: &mut List) {
    out.put(MistakeKind::Output, "the hex before the base64 left out", |variant| {
        variant.cases(|case| {
            let hex = |step: &Step| matches!(step, Step::Convert(Conversion::HexLower | Conversion::HexUpper));
            let last = case.steps.len().checked_sub(2).filter(|at| case.steps.get(*at).is_some_and(hex));
            last.map(|at| case.steps.remove(at)).is_some()
        })
    });
    let steps = base.focused().map(|value| value.steps()).into_iter().flatten();
    let words: Vec<&str> = steps.filter(|step| matches!(step, Step::Convert(_))).map(Step::name).collect();
    for word in words {
        out.put(MistakeKind::Step, format!("the step `{word}` left out"), move |variant| {
            variant.cases(|case| {
                let at = case.steps.iter().position(|step| step.name() == word);
                at.map(|at| case.steps.remove(at)).is_some() && case.steps.last().is_none_or(Step::yields_text)
            })
        });
    }
}

fn of_hex(case: &mut Case, hex: Conversion) -> bool {
    case.steps.extend([Step::Convert(hex), Step::Convert(Conversion::Base64)]);
    true
}

pub(crate) fn digests(out: &mut List) {
    schemes(out);
    for digest in Digest::ALL {
        let word = digest.word();
        out.put(MistakeKind::Digest, format!("`{word}` as the digest"), move |variant| {
            variant.cases(|case| swap_digest(case, *digest))
        });
    }
    for digest in Digest::ALL {
        let word = digest.word();
        out.put(MistakeKind::Digest, format!("`{word}` without a key instead of HMAC"), move |variant| {
            variant.cases(|case| {
                let step = case.steps.iter_mut().find(|step| matches!(step, Step::Hmac(..)));
                step.map(|step| *step = Step::Digest(*digest)).is_some()
            })
        });
    }
    for digest in Digest::ALL {
        let Some(word) = digest.row().keyed else { continue };
        let words = format!("`{word}` with the key instead of a plain digest");
        out.put(MistakeKind::Digest, words, move |variant| keyed(variant, *digest));
    }
    for digest in Digest::ALL.iter().filter(|digest| digest.row().keyed.is_some()) {
        for (end, before) in [("at its end", false), ("before it", true)] {
            let words = format!("`{}` of the text with the key {end} instead of HMAC", digest.word());
            out.put(MistakeKind::KeyedText, words, move |variant| {
                variant.cases(|case| key_in_text(case, *digest, before))
            });
        }
    }
    for (written, words) in TWICE {
        out.put(MistakeKind::Twice, words, move |variant| variant.cases(|case| twice(case, written)));
    }
    before_signature(out);
}

/// Other digests of a signature scheme with a key pair.
fn schemes(out: &mut List) {
    for scheme in Scheme::ALL {
        let word = scheme.word();
        out.put(MistakeKind::Scheme, format!("`{word}` as the signature"), move |variant| {
            variant.cases(|case| {
                let signatures = case.steps.iter_mut().filter_map(|step| match step {
                    Step::Sign(signature) => Some(signature),
                    Step::Digest(_) | Step::Hmac(..) | Step::Encrypt(_) => None,
                    Step::Decrypt(_) | Step::Convert(_) | Step::Slice(_) => None,
                });
                let like = |found: Scheme| found != *scheme && is_kin(found, *scheme);
                signatures.fold(false, |changed, signature| {
                    let changes = like(signature.scheme);
                    if changes {
                        signature.scheme = *scheme;
                    }
                    changed | changes
                })
            })
        });
    }
}

/// Whether one key pair can be used with both schemes.
fn is_kin(one: Scheme, other: Scheme) -> bool {
    one.row().identifies == other.row().identifies && one.row().size.is_some() == other.row().size.is_some()
}

fn swap_digest(case: &mut Case, digest: Digest) -> bool {
    let step = case.steps.iter_mut().find(|step| matches!(step, Step::Digest(_) | Step::Hmac(..)));
    match step {
        Some(Step::Digest(found)) if *found != digest => *found = digest,
        Some(Step::Hmac(found, _)) if *found != digest && digest.row().keyed.is_some() => *found = digest,
        _ => return false,
    }
    true
}

fn keyed(variant: &mut Variant, digest: Digest) -> bool {
    let key = variant.used().into_iter().find(|credential| credential.secret);
    let Some(key) = key else { return false };
    variant.cases(|case| {
        let step = case.steps.iter_mut().find(|step| matches!(step, Step::Digest(_)));
        step.map(|step| *step = Step::Hmac(digest, KeySource::Credential(Arc::clone(&key)))).is_some()
    })
}

/// Turns HMAC into a plain digest of the text and the key.
fn key_in_text(case: &mut Case, digest: Digest, before: bool) -> bool {
    let step = case.steps.iter_mut().find(|step| matches!(step, Step::Hmac(_, KeySource::Credential(_))));
    let Some(step) = step else { return false };
    let Step::Hmac(_, KeySource::Credential(key)) = std::mem::replace(step, Step::Digest(digest)) else {
        return false;
    };
    let place = if before { 0 } else { case.parts.len() };
    case.parts.insert(place, Part::Credential(key));
    true
}

fn twice(case: &mut Case, written: Option<Conversion>) -> bool {
    let at = case.steps.iter().position(|step| matches!(step, Step::Digest(_)));
    let Some((at, step)) = at.and_then(|at| Some((at, case.steps.get(at)?.clone()))) else { return false };
    let again = written.map(Step::Convert).into_iter().chain([step]);
    case.steps.splice(at + 1..at + 1, again);
    true
}

/// Other inputs of a signature with a key pair: the text, its digest, or the digest in hex.
fn before_signature(out: &mut List) {
    out.put(MistakeKind::Before, "the digest before the signature left out", |variant| {
        variant.cases(|case| {
            let Some(sign) = sign(case) else { return false };
            let before = case.steps.len();
            let mut at = 0;
            case.steps.retain(|step| {
                at += 1;
                at > sign
                    || !matches!(step, Step::Digest(_) | Step::Convert(Conversion::HexLower | Conversion::HexUpper))
            });
            case.steps.len() < before
        })
    });
    out.put(MistakeKind::Before, "the digest's bytes signed instead of its hex digits", |variant| {
        variant.cases(|case| {
            let hex = sign(case).and_then(|sign| sign.checked_sub(1)).filter(|at| {
                matches!(case.steps.get(*at), Some(Step::Convert(Conversion::HexLower | Conversion::HexUpper)))
            });
            hex.map(|at| case.steps.remove(at)).is_some()
        })
    });
    for digest in Digest::ALL.iter().filter(|digest| digest.row().keyed.is_some()) {
        let word = digest.word();
        let forms =
            [(Some(Conversion::HexLower), " in hex"), (Some(Conversion::HexUpper), " in upper-case hex"), (None, "")];
        for (written, form) in forms {
            let words = format!("`{word}` of the text{form} signed instead of the text");
            out.put(MistakeKind::Before, words, move |variant| {
                let steps: Vec<Step> = [Step::Digest(*digest)].into_iter().chain(written.map(Step::Convert)).collect();
                variant.cases(|case| digested(case, &steps))
            });
        }
    }
}

fn sign(case: &Case) -> Option<usize> {
    case.steps.iter().position(|step| matches!(step, Step::Sign(_)))
}

/// Digests the text before signing; `false` if the spec does so already.
fn digested(case: &mut Case, steps: &[Step]) -> bool {
    let Some(at) = sign(case).filter(|_| !case.steps.iter().any(|step| matches!(step, Step::Digest(_)))) else {
        return false;
    };
    case.steps.splice(at..at, steps.iter().cloned());
    true
}
